"""What stands on a page, as plain data: places in millimetres from the top left corner of the sheet."""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

MM = 72 / 25.4
"""Points in a millimetre."""

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
"""A4, upright (GB/T 9704-2012 5.1.1)."""

LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
"""版心, the type area: 37 mm from the top edge, 28 mm from the left, 156 × 225 mm (GB/T 9704-2012 5.1.2)."""

BOTTOM = TOP + HEIGHT
"""Where the type area ends."""

Colour: TypeAlias = tuple[float, float, float]
"""Red, green, blue, each 0 to 1."""

BLACK: Colour = (0.0, 0.0, 0.0)
RED: Colour = (0.88, 0.0, 0.0)
PALE: Colour = (0.91, 0.91, 0.91)
GREY: Colour = (0.45, 0.45, 0.45)


class Run(NamedTuple):
    """Characters in one face; ``spread`` tells whether the line's extra space falls between them."""

    face: str
    text: str
    spread: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A line of glyphs from ``x`` on the base line ``y``.

    ``size`` and ``spread`` (after each character of a spread run) are in points, ``squeeze`` is the width
    of the glyphs as a part of their own, ``turn`` in degrees anti-clockwise.
    """

    x: float
    y: float
    runs: tuple[Run, ...]
    size: float
    spread: float = 0.0
    colour: Colour = BLACK
    squeeze: float = 1.0
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line; ``weight`` in millimetres, half of it on either side."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Frame:
    """A box without filling; ``weight`` in millimetres."""

    x: float
    y: float
    width: float
    height: float
    weight: float


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code of ``payload``, error correction M, ``side`` millimetres without its quiet zone."""

    x: float
    y: float
    side: float
    payload: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A line through ``points``, closed and filled with ``fill`` if there is one.

    ``weight`` is in millimetres, 0 draws no outline; ``dash`` gives the lengths of strokes and gaps, in millimetres.
    """

    points: tuple[tuple[float, float], ...]
    weight: float = 0.0
    fill: Colour | None = None
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Across:
    """The sheet lies across: 297 mm wide, 210 mm high. Stands first on its page.

    ``lift`` moves the whole page up by so many millimetres: the binding edge is above on odd pages, below on even.
    """

    lift: float = 0.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place ``y`` millimetres down the page that links lead to; shown as ``title`` in the outline, 0 outermost."""

    key: str
    title: str
    level: int
    y: float


@dataclass(frozen=True, slots=True)
class Link:
    """An area of the page that leads to the :class:`Anchor` ``key``."""

    x: float
    y: float
    width: float
    height: float
    key: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, clear where it is clear; places and sizes in millimetres."""

    x: float
    y: float
    width: float
    height: float
    png: bytes


Mark: TypeAlias = Text | Rule | Frame | Qr | Shape | Across | Anchor | Link | Picture

Page: TypeAlias = tuple[Mark, ...]
"""The marks of one sheet in the order of reading; that is also the order of the text when it is copied out."""
