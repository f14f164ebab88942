"""品牌标志: the programme's mark, which the office puts on its own publications (seed 九(一)3; F61b).

Off until an office chooses a picture. It stands on what tells of the programme: the cover of the 线索汇编, the
工作简报, the page of a 典型案例, and the 采用反馈单 to a contributor. It never stands on Attachment 3, which has its
form from the document, nor on letters and other official papers (GB/T 9704-2012 knows no such mark).
"""

import base64
from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps, UnidentifiedImageError

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.media import mime_of
from baixing_desktop.usecases.permissions import intention

FILE_LIMIT = 5_000_000
"""Most bytes of a file that is taken as a mark."""

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_MOST_PIXELS = 40_000_000
_LEAST_SIDE, _LONGEST_SIDE, _MOST_BYTES = 64, 1000, 300_000
"""In pixels and bytes: 1000 pixels on 60 mm are 420 to the inch, sharper than paper shows."""
_SLIMMEST = 8
"""How many times as wide as high, or the other way, a mark may be."""
_SETTING = "brand"


@intention
def brand(desk: Desk) -> bytes:
    """The mark as PNG; empty while there is none."""
    with desk.store.reading() as tx:
        return brand_in(tx)


def brand_in(tx: Transaction) -> bytes:
    """:func:`brand` for a paper that is being gathered."""
    return base64.b64decode(tx.settings.value(_SETTING) or "")


@intention
def choose_brand(desk: Desk, name: str, data: bytes) -> tuple[bytes, Changes]:
    """Put this picture on the office's publications from now on; it is encoded anew, so nothing but the picture stays.
    Gives the mark before it, for :func:`put_back_brand`.

    Raises:
        InputError: ``FILE_TOO_LARGE``, ``FILE_KIND``, ``FILE_UNREADABLE``; ``INPUT_INVALID``: too small or too slim;
            ``WRONG_ROLE``: this is no office.
    """
    if len(data) > FILE_LIMIT:
        raise InputError("FILE_TOO_LARGE", name=name, limit=f"{FILE_LIMIT // 1_000_000} 兆字节")
    mime = mime_of(name, data)
    if mime not in _FORMATS:
        raise InputError("FILE_KIND", name=name, kinds="图片（png）、照片（jpg）")
    return _kept(desk, _encoded(_decoded(name, mime, data)), "choose_brand")


@intention
def put_back_brand(desk: Desk, before: bytes) -> tuple[bytes, Changes]:
    """The mark that was there before, none if it is empty: takes :func:`choose_brand` back, and takes the mark off."""
    return _kept(desk, before, "choose_brand" if before else "remove_brand")


def _kept(desk: Desk, png: bytes, action: str) -> tuple[bytes, Changes]:
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        before = brand_in(tx)
        tx.settings.put(_SETTING, base64.b64encode(png).decode(), desk.now(), desk.actor.name)
        note(desk, tx, action, Kind.SETTING, _SETTING, sha256=sha256_hex(png))
    return before, Changes.of(Kind.SETTING, _SETTING)


def _decoded(name: str, mime: str, data: bytes) -> Image.Image:
    with catch_warnings():
        simplefilter("ignore", Image.DecompressionBombWarning)  # the size is judged here
        try:
            picture = Image.open(BytesIO(data), formats=(_FORMATS[mime],))
            if picture.width * picture.height > _MOST_PIXELS:
                raise InputError("FILE_UNREADABLE", name=name, reason="图片太大")
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
        # Damaged pictures fail in many places of the decoder.
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
            raise InputError("FILE_UNREADABLE", name=name, reason="不是完好的图片") from fault
    # What is clear around a mark would only make it smaller on paper.
    drawn = upright.crop(upright.getbbox() or (0, 0, 0, 0))
    short, long = sorted(drawn.size)
    if short < _LEAST_SIDE or long > _SLIMMEST * short:
        reason = f"图片的短边不能小于 {_LEAST_SIDE} 个像素，长边不能超过短边的 {_SLIMMEST} 倍"
        raise InputError("INPUT_INVALID", field="品牌标志", reason=reason)
    return drawn


def _encoded(picture: Image.Image) -> bytes:
    """As a PNG within the limits; a photo is made smaller until it fits."""
    side = _LONGEST_SIDE
    while True:
        small = picture.copy()
        small.thumbnail((side, side))
        file = BytesIO()
        small.save(file, "PNG", optimize=True)
        if file.tell() <= _MOST_BYTES:
            return file.getvalue()
        side = side * 3 // 4
