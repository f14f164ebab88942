"""Marks as operators of a PDF page, on reportlab's canvas."""

from functools import lru_cache
from io import BytesIO
from math import cos, radians, sin
from typing import Any, cast

import zxingcpp
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.pathobject import PDFPathObject

from baixing_desktop.papers.sheet.marks import (
    BLACK,
    MM,
    PAGE_HEIGHT,
    Across,
    Anchor,
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
_Path: Any = PDFPathObject
_Reader: Any = ImageReader
_zxing: Any = zxingcpp


def draw(canvas: Any, mark: Mark) -> None:
    """Put one mark on the canvas."""
    match mark:
        case Text():
            _draw_text(canvas, mark)
        case Rule():
            canvas.setStrokeColorRGB(*mark.colour)
            canvas.setLineWidth(mark.weight * MM)
            canvas.line(mark.x1 * MM, _up(mark.y1), mark.x2 * MM, _up(mark.y2))
        case Frame():
            canvas.setStrokeColorRGB(0, 0, 0)
            canvas.setLineWidth(mark.weight * MM)
            canvas.rect(mark.x * MM, _up(mark.y + mark.height), mark.width * MM, mark.height * MM)
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
    apart = mark.colour != BLACK or mark.squeeze != 1
    if apart:
        canvas.saveState()
    text = canvas.beginText()
    if apart:
        text.setFillColorRGB(*mark.colour)
        text.setHorizScale(mark.squeeze * 100)
    along, across = cos(radians(mark.turn)), sin(radians(mark.turn))
    text.setTextTransform(along, across, -across, along, mark.x * MM, _up(mark.y))
    for run in mark.runs:
        text.setFont(run.face, mark.size)
        if mark.spread:
            text.setCharSpace(mark.spread if run.spread else 0)
        text.textOut(run.text)
    if mark.spread:
        # The spacing would stay for the next line of the page.
        text.setCharSpace(0)
    canvas.drawText(text)
    if apart:
        canvas.restoreState()


def _draw_qr(canvas: Any, mark: Qr) -> None:
    modules, operators = _qr_path(mark.payload)
    canvas.saveState()
    canvas.translate(mark.x * MM, _up(mark.y + mark.side))
    canvas.scale(mark.side * MM / modules, mark.side * MM / modules)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(_Path(list(operators)), stroke=0, fill=1)
    canvas.restoreState()


@lru_cache(maxsize=8)
def _qr_path(payload: str) -> tuple[int, tuple[str, ...]]:
    """The side of the code in modules, and its dark modules as path operators in units of one module."""
    code = _zxing.create_barcode(payload, _zxing.BarcodeFormat.QRCode, ec_level="M")
    rows = cast("list[list[int]]", memoryview(code.to_image(scale=1, add_quiet_zones=False)).tolist())
    side = len(rows)
    operators = ["n"]
    for row, line in enumerate(rows):
        bordered = [False, *(value == 0 for value in line), False]
        edges = [place for place in range(side + 1) if bordered[place] != bordered[place + 1]]
        operators += [
            f"{begin} {side - 1 - row} {end - begin} 1 re" for begin, end in zip(edges[::2], edges[1::2], strict=True)
        ]
    return side, tuple(operators)


def _up(y: float) -> float:
    """Millimetres from the top edge as points from the bottom edge."""
    return (PAGE_HEIGHT - y) * MM
