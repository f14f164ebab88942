"""品牌标志 within the place that a paper has for it; only its own publications have one (seed 九(一)3; F61b)."""

from struct import unpack_from

from baixing_desktop.papers.sheet.marks import Picture

_SIZE_AT = 16
"""Where a PNG tells its width and height."""


def brand_width(png: bytes, width: float, height: float) -> float:
    """How wide the picture is that fits ``width`` times ``height`` millimetres."""
    across, down = unpack_from(">II", png, _SIZE_AT)
    return min(width, height * across / down)


def brand_mark(png: bytes, left: float, top: float, width: float, height: float) -> tuple[Picture, ...]:
    """The mark in the middle of a place, as large as fits; nothing without one. Millimetres throughout."""
    if not png:
        return ()
    across, down = unpack_from(">II", png, _SIZE_AT)
    wide = brand_width(png, width, height)
    high = wide * down / across
    return (Picture(left + (width - wide) / 2, top + (height - high) / 2, wide, high, png),)
