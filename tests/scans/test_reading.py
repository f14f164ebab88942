"""Pages, codes and pictures of files, as the confined worker sees them."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageOps

from baixing_desktop.errors import InputError
from baixing_desktop.papers import attachment3_book_pdf, attachment3_pdf, page_png
from baixing_desktop.scans import page_picture, read_scan, split_scan
from baixing_desktop.scans.codes import find_codes
from baixing_desktop.usecases.media import mime_of
from baixing_desktop.work import Work
from tests.papers.test_looks import FORM
from tests.scans.simulate import scanned

CODE = "SY-2026-K3F-0042-I:3FA9C1D2:1/1"
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
OTHER = replace(FORM, number="SY-2026-K3F-0043-G", notice=None)
# The library ships no types.
Document: Any = pypdfium2.PdfDocument


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """The usual form at 300 dpi."""
    return Image.open(BytesIO(page_png(attachment3_pdf(FORM), 0, 300))).convert("L")


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def test_a_sample_of_simulated_scans_is_read(page: Image.Image) -> None:
    """The large figure is ``dev.py prove full scans``; here a sample, in this process to be quick."""
    for seed in range(6):
        scan = Image.open(BytesIO(scanned(page.reduce(2), seed, dpi=150))).convert("L")
        assert find_codes(scan) == [CODE], seed


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_the_camera_says(page: Image.Image, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    small = page.reduce(2)
    photo = saved(small, "JPEG", quality=75, exif=exif)
    shown = Image.open(BytesIO(page_picture(photo, JPEG, "a.jpg", page=1, width=300)))
    assert (shown.width > shown.height) == (orientation > 4)
    assert "exif" not in shown.info
    if orientation not in {2, 4, 5, 7}:  # a mirrored page is no photo of this page
        assert read_scan(photo, JPEG, "a.jpg")[0].codes == (CODE,)


def test_a_transparent_picture_is_on_white(page: Image.Image) -> None:
    clear = page.reduce(2).convert("RGBA")
    clear.putalpha(ImageOps.invert(page.reduce(2)))
    assert read_scan(saved(clear, "PNG"), PNG, "a.png")[0].codes == (CODE,)


def test_every_page_of_a_pdf_is_read_and_empty_reverse_sides_are_known(page: Image.Image) -> None:
    back = Image.new("L", page.size, 246)
    ImageDraw.Draw(back).line((0, 5, 400, 5), 120, 2)  # the shadow of an edge
    scan = saved(page.reduce(2), "PDF", save_all=True, append_images=[back.reduce(2), page.reduce(2)], resolution=150)
    pages = read_scan(scan, PDF, "a.pdf")
    assert [(p.number, p.codes, p.blank) for p in pages] == [(1, (CODE,), False), (2, (), True), (3, (CODE,), False)]


def test_a_stack_is_divided(page: Image.Image) -> None:
    stack = attachment3_book_pdf([FORM, OTHER], Work())
    first, second = split_scan(stack, [[1], [2]], "a.pdf")
    assert [len(Document(part)) for part in (first, second)] == [1, 1]
    assert read_scan(second, PDF, "b.pdf")[0].codes[0].startswith(OTHER.number)


@pytest.mark.parametrize("task", [read_scan, partial(page_picture, page=1, width=9)])
def test_what_is_broken_is_refused_with_a_reason(task: Callable[..., object], page: Image.Image) -> None:
    whole = attachment3_pdf(FORM)
    for data, mime in (
        (whole[: len(whole) // 2], PDF),
        (saved(page, "JPEG")[:9000], JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
    ):
        with pytest.raises(InputError) as refused:
            task(data, mime, "坏.pdf")
        assert refused.value.code == "FILE_UNREADABLE"


def test_a_flood_of_dots_is_refused_before_it_is_unpacked() -> None:
    flood = saved(Image.new("1", (12_000, 8_000)), "PNG")
    assert len(flood) < 20_000
    with pytest.raises(InputError) as refused:
        read_scan(flood, PNG, "a.png")
    assert "百万像素" in refused.value.advice.what


def test_too_many_pages_are_refused() -> None:
    leaf = Document.new()
    for _ in range(201):
        leaf.new_page(20, 20)
    out = BytesIO()
    leaf.save(out)
    with pytest.raises(InputError) as refused:
        read_scan(out.getvalue(), PDF, "a.pdf")
    assert "超过 200 页" in refused.value.advice.what


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(InputError, match="没有这一页"):
        page_picture(attachment3_pdf(FORM), PDF, "a.pdf", page=5, width=100)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the kernel")
def test_the_worker_can_write_nothing(tmp_path: Path) -> None:
    target = tmp_path / "x"
    code = f"from baixing_desktop.confined import _confine; _confine()\nopen({str(target)!r}, 'w').write('x')"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert target.read_bytes() == b""


def test_strange_files_are_read_or_refused_never_worse(shared_data: Path) -> None:
    refused = 0
    odd = [*(shared_data / "files" / "pdf").glob("*.pdf"), *(shared_data / "files" / "pngsuite").glob("x*.png")]
    for path in sorted(odd)[::7]:
        data = path.read_bytes()
        mime = mime_of(path.name, data)
        if mime is None:
            continue
        try:
            read_scan(data, mime, path.name)
        except InputError as error:
            assert error.code == "FILE_UNREADABLE"  # noqa: PT017 - both ways are right, neither may be another
            refused += 1
    assert refused
