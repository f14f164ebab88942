"""QR codes on a scanned or photographed page."""

from collections.abc import Iterator
from typing import Any

import zxingcpp
from PIL import Image, ImageOps

# The library ships no types that pyright could follow.
_zxing: Any = zxingcpp

_ENLARGED_UP_TO = 5_000_000
"""A picture with more dots than this is fine enough already."""

_DARK, _INK = 140, 0.002
"""A dot darker than this is ink; a page with less ink than this part of it is empty."""


def find_codes(picture: Image.Image) -> list[str]:
    """The texts of the QR codes on a greyscale ``picture``, each once, whichever way up it lies."""
    for attempt in _attempts(picture):
        found = _zxing.read_barcodes(attempt, formats=_zxing.BarcodeFormat.QRCode, try_invert=False)
        if found:
            return list(dict.fromkeys(code.text for code in found))
    return []


def is_blank(picture: Image.Image) -> bool:
    """Whether a page holds nothing: the reverse side that a duplex scanner takes along."""
    small = picture.reduce(max(1, picture.width // 400))
    return sum(small.histogram()[:_DARK]) < _INK * small.width * small.height


def _attempts(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture as it is, then coarser against noise and blur, then finer against too few dots."""
    yield picture
    yield picture.reduce(2)
    if picture.width * picture.height <= _ENLARGED_UP_TO:
        yield ImageOps.scale(picture, 2, Image.Resampling.BICUBIC)
