"""Pictures of the very bytes that are printed, for the window."""

from io import BytesIO
from threading import Lock
from typing import Any

_PDFIUM = Lock()
"""PDFium may be used by one thread at a time."""

_POINTS, _MM = 72, 25.4
"""Points and millimetres in an inch."""


def page_count(pdf: bytes) -> int:
    """The number of pages of ``pdf``."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in millimetres."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            sizes = [document.get_page_size(number) for number in range(len(document))]
        finally:
            document.close()
    return tuple((wide / _POINTS * _MM, high / _POINTS * _MM) for wide, high in sizes)


def page_png(pdf: bytes, page: int, dpi: int) -> bytes:
    """Page ``page`` (the first is 0) as a PNG picture of ``dpi`` dots an inch.

    Raises:
        IndexError: there is no such page.
    """
    out = BytesIO()
    with _PDFIUM:
        document = _open(pdf)
        try:
            if not 0 <= page < len(document):
                raise IndexError(page)
            bitmap = document[page].render(scale=dpi / _POINTS)
            # The picture borrows the bitmap's memory: both live until it is written.
            bitmap.to_pil().save(out, "PNG", compress_level=1)
        finally:
            document.close()
    return out.getvalue()


def page_texts(pdf: bytes) -> tuple[str, ...]:
    """What a person could copy out of each page, in reading order."""
    with _PDFIUM:
        document = _open(pdf)
        try:
            return tuple(_text(page.get_textpage().get_text_range()) for page in document)
        finally:
            document.close()


def _text(found: str) -> str:
    # PDFium takes a hyphen at the end of a line for a divided word and marks it in one of these two ways.
    return found.replace("\x02", "-").replace("\ufffe", "-")


def _open(pdf: bytes) -> Any:
    # As in faces.face: only a process that shows papers pays 0.1 s for the library.
    import pypdfium2  # noqa: PLC0415 - see above

    return pypdfium2.PdfDocument(pdf)
