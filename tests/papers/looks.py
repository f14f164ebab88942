"""Papers compared with kept pictures of themselves, as an eye would: small shifts of grey do not matter, marks do.

``BAIXING_KEEP_LOOKS=1`` keeps the papers as they look now; look at each kept picture before committing it.
"""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from baixing_desktop.papers import page_count, page_png

FOLDER = Path(__file__).parent / "looks"
DPI = 60
_MOST = 40
"""Most difference of any spot, of 255: another rendering of the same outlines stays below, a moved line does not."""


def check_looks(pdf: bytes, name: str) -> None:
    """Every page of ``pdf`` looks like the kept picture ``name-page.png``, and there are as many pages as pictures."""
    pages = page_count(pdf)
    if os.environ.get("BAIXING_KEEP_LOOKS"):
        _keep(pdf, name, pages)
    kept = sorted(FOLDER.glob(f"{name}-[0-9].png"))
    assert len(kept) == pages, f"{name}: {pages} pages, {len(kept)} kept pictures"
    for number, path in enumerate(kept):
        difference = _difference(_picture(pdf, number), Image.open(path))
        assert difference <= _MOST, f"{path.name}: a spot differs by {difference} of 255"


def _keep(pdf: bytes, name: str, pages: int) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob(f"{name}-[0-9].png"):
        old.unlink()
    for number in range(pages):
        _picture(pdf, number).quantize(64).save(FOLDER / f"{name}-{number + 1}.png", optimize=True)


def _picture(pdf: bytes, page: int) -> Image.Image:
    return Image.open(BytesIO(page_png(pdf, page, DPI))).convert("L")


def _difference(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of grey between two pictures once both are a little out of focus."""
    if one.size != other.size:
        return 255
    soft = [picture.convert("L").filter(ImageFilter.BoxBlur(2)) for picture in (one, other)]
    _, most = ImageChops.difference(*soft).getextrema()
    return int(most)  # pyright: ignore[reportArgumentType] - one band, so one pair
