"""Marks as operators of a PDF page, on reportlab's canvas.

What every page has many of (text, lines, frames, the code) is written out here: reportlab keeps account of much that no
paper asks for, and writes each number ten times as slowly.
"""

import re
from functools import lru_cache
from io import BytesIO
from math import cos, isqrt, radians, sin
from typing import Any

import zxingcpp
from reportlab.lib.utils import ImageReader

from baixing_desktop.papers.sheet.marks import (
    BLACK,
    MM,
    PAGE_HEIGHT,
    Across,
    Anchor,
    Colour,
    Frame,
    Link,
    Mark,
    Picture,
    Qr,
    Rule,
    Shape,
    Text,
)

# Neither library ships types: their objects are Any from here on.
_Reader: Any = ImageReader
_zxing: Any = zxingcpp

_DARK = re.compile(b"\0+")
"""Dark modules side by side."""


def draw(canvas: Any, mark: Mark) -> None:
    """Put one mark on the canvas."""
    match mark:
        case Text():
            _draw_text(canvas, mark)
        case Rule():
            begin, end = _point(mark.x1, mark.y1), _point(mark.x2, mark.y2)
            canvas.addLiteral(f"{_colour(mark.colour)} RG {mark.weight * MM:.7g} w {begin} m {end} l S")
        case Frame():
            corner = _point(mark.x, mark.y + mark.height)
            size = f"{mark.width * MM:.7g} {mark.height * MM:.7g}"
            canvas.addLiteral(f"0 0 0 RG {mark.weight * MM:.7g} w {corner} {size} re S")
        case Qr():
            _draw_qr(canvas, mark)
        case Shape():
            _draw_shape(canvas, mark)
        case Anchor():
            canvas.bookmarkHorizontal(mark.key, 0, _up(mark.y))
            canvas.addOutlineEntry(mark.title, mark.key, mark.level)
            canvas.showOutline()
        case Link():
            right, bottom = mark.x + mark.width, mark.y + mark.height
            canvas.linkRect("", mark.key, (mark.x * MM, _up(bottom), right * MM, _up(mark.y)), relative=1, thickness=0)
        case Picture():
            box = (mark.x * MM, _up(mark.y + mark.height), mark.width * MM, mark.height * MM)
            canvas.drawImage(_Reader(BytesIO(mark.png)), *box, mask="auto")
        case Across():
            pass  # the whole page has been turned already


def _draw_shape(canvas: Any, mark: Shape) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    (x, y), *others = mark.points
    path.moveTo(x * MM, _up(y))
    for x, y in others:
        path.lineTo(x * MM, _up(y))
    if mark.fill is not None:
        path.close()
        canvas.setFillColorRGB(*mark.fill)
    canvas.setStrokeColorRGB(*BLACK)
    canvas.setLineWidth(mark.weight * MM)
    canvas.setDash([length * MM for length in mark.dash])
    canvas.drawPath(path, stroke=int(mark.weight > 0), fill=int(mark.fill is not None))
    canvas.restoreState()


def _draw_text(canvas: Any, mark: Text) -> None:
    out = [f"BT {_turned(mark.turn) if mark.turn else '1 0 0 1'} {_point(mark.x, mark.y)} Tm"]
    apart = mark.colour != BLACK or mark.squeeze != 1
    if apart:
        out.insert(0, f"q {_colour(mark.colour)} rg {mark.squeeze * 100:.7g} Tz")
    for run in mark.runs:
        font, cut = canvas.cut(run.face)
        if mark.spread:
            out.append(f"{mark.spread if run.spread else 0:.6f} Tc")
        out.append(f"{font} {mark.size:.7g} Tf <{cut.coded(run.text)}> Tj")
    if mark.spread:
        # The spacing would stay for the next line of the page.
        out.append("0 Tc")
    out.append("ET Q" if apart else "ET")
    canvas.addLiteral(" ".join(out))


def _turned(degrees: float) -> str:
    along, across = cos(radians(degrees)), sin(radians(degrees))
    return f"{along:.6f} {across:.6f} {-across:.6f} {along:.6f}"


def _draw_qr(canvas: Any, mark: Qr) -> None:
    side, modules = _qr_path(mark.payload)
    scale = mark.side * MM / side
    # A code stands upright on its page: the matrix moves it to its place and makes its unit one module.
    place = f"{scale:.7g} 0 0 {scale:.7g} {_point(mark.x, mark.y + mark.side)} cm"
    canvas.addLiteral(f"q {place} 0 0 0 rg {modules} f* Q")


@lru_cache(maxsize=8)
def _qr_path(payload: str) -> tuple[int, str]:
    """The side of the code in modules, and its dark modules as path operators in units of one module."""
    code = _zxing.create_barcode(payload, _zxing.BarcodeFormat.QRCode, ec_level="M")
    pixels = memoryview(code.to_image(scale=1, add_quiet_zones=False)).tobytes()
    side = isqrt(len(pixels))
    operators = [
        f"{run.start()} {side - 1 - row} {run.end() - run.start()} 1 re"
        for row in range(side)
        for run in _DARK.finditer(pixels[row * side : (row + 1) * side])
    ]
    return side, " ".join(operators)


def _point(x: float, y: float) -> str:
    """A place on the page as operands, as exact as reportlab's own."""
    return f"{x * MM:.7g} {(PAGE_HEIGHT - y) * MM:.7g}"


def _colour(colour: Colour) -> str:
    red, green, blue = colour
    return f"{red:g} {green:g} {blue:g}"


def _up(y: float) -> float:
    """Millimetres from the top edge as points from the bottom edge."""
    return (PAGE_HEIGHT - y) * MM
