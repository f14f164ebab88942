"""品牌标志: taken in anew, put on publications only, taken off and put back, and what is refused."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.states import Role
from baixing_desktop.papers import page_png
from baixing_desktop.usecases.brand import FILE_LIMIT, brand, choose_brand, put_back_brand
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.encouraging import take_up_adopted
from baixing_desktop.usecases.papers import PAPERS, Format, PaperRequest, make_paper
from baixing_desktop.usecases.showcasing import prefilled_case, save_case
from tests.builders import colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE
from tests.usecases.programme import agree
from tests.usecases.test_papers import made

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)


def picture(size: tuple[int, int] = (300, 100), kind: str = "PNG", colour: str = "#00a0e0") -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


def marked(pdf: bytes) -> int:
    """How many spots of the first page have the colour of the mark."""
    page = Image.open(BytesIO(page_png(pdf, 0, 60))).convert("RGB")
    red, _, blue = page.split()
    return sum(ImageChops.subtract(blue, red).histogram()[101:])


def test_the_mark_stands_on_publications_and_on_nothing_else(office: Desk, closed: Forwarding) -> None:
    agree(office, closed.clue_id)
    save_case(office, prefilled_case(office, closed.clue_id))
    take_up_adopted(office)
    ask = PaperRequest(ids=(closed.clue_id,))
    before = make_paper(PAPERS["showcase"], office, Format.WORD, ask).data
    assert (brand(office), marked(make_paper(PAPERS["showcase"], office, Format.PDF, ask).data)) == (b"", 0)
    earlier, changes = choose_brand(office, "标志.jpg", picture(kind="JPEG"))
    assert earlier == b""
    assert changes.touched
    kept = Image.open(BytesIO(brand(office)))
    assert (kept.format, kept.size) == ("PNG", (300, 100))
    for name, ids in (("showcase", ask.ids), ("compendium", ()), ("brief", ()), ("thanks", ask.ids)):
        assert marked(made(office, name, ids=ids).data) > 500, name
    for name in ("letter", "undertaking", "opinion"):
        assert marked(make_paper(PAPERS[name], office, Format.PDF, ask).data) == 0
    for name, ids in (("showcase", (closed.clue_id,)), ("compendium", ()), ("brief", ())):
        assert b"media/image" in made(office, name, Format.WORD, ids=ids).data
    assert b"media/image" not in before
    was, _ = put_back_brand(office, b"")
    assert marked(made(office, "compendium").data) == 0
    put_back_brand(office, was)
    assert brand(office) == was
    other = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    assert brand(other) == was
    assert refused(lambda: put_back_brand(other, b"")) == "ACTION_NOT_ALLOWED"


def test_a_large_photo_is_made_small_and_what_is_clear_around_it_is_cut_off(office: Desk) -> None:
    noise = Image.effect_noise((1400, 1400), 90)
    file = BytesIO()
    noise.save(file, "JPEG", quality=80)
    choose_brand(office, "照片.jpg", file.getvalue())
    assert len(brand(office)) <= 300_000
    clear = Image.new("RGBA", (400, 400))
    clear.paste("red", (100, 150, 300, 250))
    file = BytesIO()
    clear.save(file, "PNG")
    choose_brand(office, "标志.png", file.getvalue())
    assert Image.open(BytesIO(brand(office))).size == (200, 100)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"%PDF-1.7", "FILE_KIND"),
        (b"GIF89a", "FILE_KIND"),
        (picture()[:90], "FILE_UNREADABLE"),
        (picture((40, 40)), "INPUT_INVALID"),
        (picture((900, 100)), "INPUT_INVALID"),
        (picture() + bytes(FILE_LIMIT), "FILE_TOO_LARGE"),
    ],
)
def test_what_is_no_mark(office: Desk, data: bytes, code: str) -> None:
    assert refused(lambda: choose_brand(office, "标志.png", data)) == code
    assert brand(office) == b""
