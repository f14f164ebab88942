"""Photos among the attachments: small pictures of them for the screen, and turning them upright.

Photos come from telephones of people we do not know: only two kinds are decoded, and only up to :data:`MOST_PIXELS`.
"""

from io import BytesIO
from warnings import catch_warnings, simplefilter

from PIL import Image, ImageOps, UnidentifiedImageError

from baixing_desktop.domain.clue import Attachment
from baixing_desktop.errors import InputError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from baixing_desktop.usecases.permissions import intention

MOST_PIXELS = 60_000_000
"""Larger pictures (about 8,000 × 7,500) are listed and sent, but not drawn."""

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_QUALITY = 92


@intention
def thumbnail(desk: Desk, item: Attachment, pixels: int) -> bytes | None:
    """A PNG of ``item`` that fits a square of ``pixels``, upright; None for what is no picture or cannot be drawn."""
    if item.mime not in _FORMATS:
        return None
    picture = _decoded(desk.blobs.get(item.sha256), item.mime, (pixels, pixels))
    if picture is None:
        return None
    picture.thumbnail((pixels, pixels))
    return _encoded(picture, "PNG")


@intention
def turn_attachment(desk: Desk, item: Attachment) -> Attachment:
    """``item`` turned a quarter to the right, as a file of its own; the former one is no longer listed by the caller.

    Raises:
        InputError: ``FILE_UNREADABLE``: it is no picture, or too large to be drawn.
        StoreError: it could not be written.
    """
    picture = _decoded(desk.blobs.get(item.sha256), item.mime, None) if item.mime in _FORMATS else None
    if picture is None:
        raise InputError("FILE_UNREADABLE", name=item.name, reason="不是能旋转的照片")
    turned = picture.transpose(Image.Transpose.ROTATE_270)
    return attach_file(desk, item.name, _encoded(turned, _FORMATS[item.mime]))


def _decoded(data: bytes, mime: str, least: tuple[int, int] | None) -> Image.Image | None:
    """The picture as the camera was held; with ``least`` a smaller one is good enough. None if it cannot be drawn."""
    with catch_warnings():
        simplefilter("ignore", Image.DecompressionBombWarning)  # the size is judged here
        try:
            picture = Image.open(BytesIO(data), formats=(_FORMATS[mime],))
            if picture.width * picture.height > MOST_PIXELS:
                return None
            if least is not None:
                picture.draft("RGB", least)
            return ImageOps.exif_transpose(picture)
        # Damaged pictures fail in many places of the decoder.
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None


def _encoded(picture: Image.Image, kind: str) -> bytes:
    if kind == "JPEG" or picture.mode not in ("RGB", "RGBA", "L", "LA", "1", "P"):
        picture = picture.convert("RGB")
    file = BytesIO()
    picture.save(file, kind, **({"quality": _QUALITY} if kind == "JPEG" else {}))
    return file.getvalue()
