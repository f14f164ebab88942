"""The confined child: reads one request from its input, answers on its output, and is gone.

Only standard input and output join it to the program; on Linux the kernel keeps it from writing files, from
using more memory and more time than a scan needs.
"""

import re
import struct
import sys
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any

import pypdfium2
from PIL import Image, ImageOps

from baixing_desktop.confined import Answer, RefusedError, Task, serve
from baixing_desktop.scans.codes import find_codes, is_blank

_PIXELS = 80_000_000
"""Most dots of a picture: A3 at 600 dpi. Larger ones are refused before they are unpacked."""

_PDF = "application/pdf"
_SCAN_DPI, _FINE_DPI, _POINTS = 200, 300, 72
_PDF_PIXELS = 25_000_000
_TOO_LARGE = f"图片超过 {_PIXELS // 1_000_000} 百万像素"
_IDENTITY = re.compile(rb"/ID\s*\[<[0-9A-F]{32}><[0-9A-F]{32}>\](?=>>\s*startxref)")
_MOMENT = re.compile(rb"/CreationDate\s*\(D:[^)]{1,40}\)")
_BREAKS = (OSError, ValueError, SyntaxError, struct.error, pypdfium2.PdfiumError)
"""What the libraries raise at damaged files; SyntaxError is Pillow's word for a broken PNG."""

# The libraries ship no types that pyright could follow.
_pdfium: Any = pypdfium2


def main() -> int:
    """Answer the one request on standard input."""
    Image.MAX_IMAGE_PIXELS = _PIXELS
    return serve(_TASKS, _BREAKS)


def _read(data: bytes, *, mime: str, limit: int) -> Answer:
    pages: list[dict[str, Any]] = []
    for draw in _pages(data, mime):
        if len(pages) == limit:
            raise RefusedError(f"超过 {limit} 页")
        picture = draw(_SCAN_DPI)
        blank = is_blank(picture)
        codes = [] if blank else find_codes(picture)
        if not blank and not codes and mime == _PDF:
            codes = find_codes(draw(_FINE_DPI))
        pages.append({"codes": codes, "blank": blank})
    return {"pages": pages}, []


def _show(data: bytes, *, mime: str, page: int, width: int) -> Answer:
    for number, draw in enumerate(_pages(data, mime), 1):
        if number == page:
            picture = draw(_SCAN_DPI)
            picture.thumbnail((width, width * 3))
            out = BytesIO()
            picture.convert("RGB").save(out, "JPEG", quality=80)
            return {}, [out.getvalue()]
    raise RefusedError("没有这一页")


def _split(data: bytes, *, groups: list[list[int]]) -> Answer:
    whole = _document(data)
    made: list[bytes] = []
    for group in groups:
        part = _pdfium.PdfDocument.new()
        part.import_pages(whole, [page - 1 for page in group])
        out = BytesIO()
        part.save(out)
        part.close()
        made.append(_steady(out.getvalue()))
    whole.close()
    return {}, made


def _steady(pdf: bytes) -> bytes:
    """``pdf`` without its moment and random identity: the same pages give the same bytes, so they are filed once."""
    return _MOMENT.sub(lambda found: b" " * len(found[0]), _IDENTITY.sub(lambda found: b" " * len(found[0]), pdf))


_TASKS: Mapping[str, Task] = {"read": _read, "show": _show, "split": _split}


def _pages(data: bytes, mime: str) -> Iterator[Callable[[int], Image.Image]]:
    """For each page what draws it at about so many dots an inch; a photo has the dots it has."""
    if mime == _PDF:
        yield from _pdf_pages(data)
    else:
        picture = _photo(data, mime)
        yield lambda _dpi: picture


def _photo(data: bytes, mime: str) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
    except Image.DecompressionBombError as error:
        raise RefusedError(_TOO_LARGE) from error
    if picture.width * picture.height > _PIXELS:
        raise RefusedError(_TOO_LARGE)
    if mime == "image/png":
        # Its parts carry checksums; Pillow looks at all of them only when asked.
        Image.open(BytesIO(data), formats=("PNG",)).verify()
    # A camera holds the sensor, not the paper, upright: it notes how to turn the picture.
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        white = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(white, turned.convert("RGBA"))
    return turned.convert("L")


def _pdf_pages(data: bytes) -> Iterator[Callable[[int], Image.Image]]:
    document = _document(data)
    try:
        for number in range(len(document)):
            page = document[number]
            yield lambda dpi, page=page: _drawn(page, dpi)
            page.close()
    finally:
        document.close()


def _drawn(page: Any, dpi: int) -> Image.Image:
    wide, high = page.get_size()
    scale = dpi / _POINTS
    scale = min(scale, (_PDF_PIXELS / max(wide * high, 1)) ** 0.5)
    return page.render(scale=scale, grayscale=True).to_pil().convert("L")


def _document(data: bytes) -> Any:
    try:
        return _pdfium.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        reason = "设有打开密码" if "password" in str(error).lower() else "不是完好的 PDF"
        raise RefusedError(reason) from error


if __name__ == "__main__":
    sys.exit(main())
