"""Photos of unknown origin: drawn small and upright, turned, and refused when they are too much."""

from io import BytesIO
from typing import Any, cast

import pytest
from PIL import Image

from baixing_desktop.domain.clue import Attachment
from baixing_desktop.errors import InputError
from baixing_desktop.usecases import pictures
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from baixing_desktop.usecases.pictures import thumbnail, turn_attachment

RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(kind: str = "JPEG", size: tuple[int, int] = (64, 32), **options: Any) -> bytes:
    """Red at the left, blue at the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def attach(desk: Desk, data: bytes, name: str = "现场.jpg") -> Attachment:
    return attach_file(desk, name, data)


def opened(png: bytes | None) -> Image.Image:
    assert png is not None
    return Image.open(BytesIO(png)).convert("RGB")


def is_red(picture: Image.Image, at: tuple[int, int]) -> bool:
    red, _, blue = cast("tuple[int, int, int]", picture.getpixel(at))
    return red > blue


def test_a_picture_fits_its_square(workroom: Desk) -> None:
    picture = opened(thumbnail(workroom, attach(workroom, photo(size=(400, 200))), 96))
    assert picture.size == (96, 48)


def test_a_camera_held_sideways_is_shown_upright(workroom: Desk) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    picture = opened(thumbnail(workroom, attach(workroom, photo(exif=exif)), 64))
    assert picture.size == (32, 64)
    assert is_red(picture, (16, 4))


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpg"), ("PNG", "a.png")])
def test_four_turns_are_the_same_picture(workroom: Desk, kind: str, name: str) -> None:
    item = attach(workroom, photo(kind), name)
    turned = turn_attachment(workroom, item)
    assert turned.name == name
    assert is_red(opened(thumbnail(workroom, turned, 64)), (16, 4))
    for _ in range(3):
        turned = turn_attachment(workroom, turned)
    assert is_red(opened(thumbnail(workroom, turned, 64)), (4, 16))


@pytest.mark.parametrize("data", [photo()[:300], b"\xff\xd8\xff" + b"x" * 400, b"\x89PNG\r\n\x1a\n" + b"\0" * 90])
def test_damaged_pictures_are_listed_without_a_picture(workroom: Desk, data: bytes) -> None:
    item = attach(workroom, data)
    assert thumbnail(workroom, item, 64) is None
    with pytest.raises(InputError):
        turn_attachment(workroom, item)


def test_a_picture_bomb_is_not_unfolded(workroom: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    item = attach(workroom, photo("PNG", size=(200, 200)), "a.png")
    monkeypatch.setattr(pictures, "MOST_PIXELS", 39_999)
    assert thumbnail(workroom, item, 64) is None


def test_what_is_no_picture_has_none(workroom: Desk) -> None:
    item = attach(workroom, b"%PDF-1.7 ...", "材料.pdf")
    assert thumbnail(workroom, item, 64) is None
    with pytest.raises(InputError):
        turn_attachment(workroom, item)
