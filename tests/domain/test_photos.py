"""Photos lose what the camera wrote into them, and nothing else (P11)."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

from baixing_desktop.domain.rules.photos import without_metadata

SECRET = "沙园七街1号 李某"


def jpeg(orientation: int) -> bytes:
    """A small photo with a place, an owner, a remark and an orientation."""
    picture = Image.new("RGB", (32, 16), "red")
    picture.paste("blue", (0, 0, 8, 8))
    exif = Image.Exif()
    exif[Base.Orientation.value] = orientation
    exif[Base.Artist.value] = "Li Mou"
    gps = exif.get_ifd(IFD.GPSInfo)
    gps[GPS.GPSLatitude.value] = (23.0, 5.0, 30.0)
    file = BytesIO()
    picture.save(file, "JPEG", quality=95, exif=exif.tobytes(), comment=SECRET.encode())
    return file.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_keeps_its_picture_and_its_upright_and_loses_its_place(orientation: int) -> None:
    before = jpeg(orientation)
    after = without_metadata(before, "image/jpeg")
    assert SECRET.encode() not in after
    assert b"Li Mou" not in after
    old, new = Image.open(BytesIO(before)), Image.open(BytesIO(after))
    assert not new.getexif().get_ifd(IFD.GPSInfo)
    assert ImageOps.exif_transpose(old).tobytes() == ImageOps.exif_transpose(new).tobytes()
    assert without_metadata(after, "image/jpeg") == after


def test_a_png_loses_its_remarks() -> None:
    info = PngInfo()
    info.add_text("Comment", "Li Mou")
    info.add_itxt("Place", SECRET)
    file = BytesIO()
    Image.new("RGB", (4, 4), "green").save(file, "PNG", pnginfo=info)
    after = without_metadata(file.getvalue(), "image/png")
    assert b"Li Mou" not in after
    assert SECRET.encode() not in after
    assert Image.open(BytesIO(after)).tobytes() == Image.new("RGB", (4, 4), "green").tobytes()


@given(st.binary(max_size=400), st.sampled_from(["image/jpeg", "image/png", "application/pdf"]), st.booleans())
def test_anything_else_is_left_as_it_is_without_an_accident(data: bytes, mime: str, photo: bool) -> None:
    heads = {"image/jpeg": b"\xff\xd8\xff\xe0", "image/png": b"\x89PNG\r\n\x1a\n"}
    data = heads.get(mime, b"") + data if photo else data
    assert len(without_metadata(data, mime)) <= len(data) + 36


@given(st.integers(0, 600))
def test_a_photo_cut_short_anywhere_is_no_accident(length: int) -> None:
    without_metadata(jpeg(6)[:length], "image/jpeg")
