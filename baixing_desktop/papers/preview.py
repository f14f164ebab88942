"""Pictures of the very bytes that are printed, for the window."""

from io import BytesIO
from threading import Lock
from typing import Any

import pypdfium2

_PDFIUM = Lock()
"""PDFium may be used by one thread at a time."""

_POINTS = 72


def page_count(pdf: bytes) -> int:
    """The number of pages of ``pdf``."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """Page ``page`` (the first is 0) as a PNG picture of ``dpi`` dots an inch.

    Raises:
        IndexError: there is no such page.
    """
    with _PDFIUM:
        document = _open(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            picture = document[page].render(scale=dpi / _POINTS).to_pil()
        finally:
            document.close()
    out = BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _open(pdf: bytes) -> Any:
    return pypdfium2.PdfDocument(pdf)
