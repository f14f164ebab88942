"""From marks to the bytes of a PDF; with ``drawing`` and ``embedding`` beside it all that knows reportlab.

It mends two habits of the library: every page names an unembedded Helvetica, and streams are squeezed harder than a
waiting person likes.
"""

import zlib
from collections.abc import Iterable
from functools import partial
from io import BytesIO
from threading import Lock
from types import SimpleNamespace
from typing import Any, cast

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas as pdfgen

from baixing_desktop.papers.sheet.drawing import draw
from baixing_desktop.papers.sheet.marks import MM, PAGE_HEIGHT, PAGE_WIDTH, Across, Page

_WRITING = Lock()
"""reportlab reads font tables through one shared position, so papers are written one at a time."""

_FIRST_FONT = "SERIF"
"""The font that stands in for Helvetica at the head of each page."""

# reportlab ships no types: its objects are Any from here on.
rl_config.useA85 = 0
"""Streams as bytes: wrapping them in ASCII costs a quarter more space and a tenth of the time."""

cast("Any", pdfdoc).zlib = SimpleNamespace(compress=partial(zlib.compress, level=1), decompress=zlib.decompress)
"""Level 1 is twice as quick; the outlines of a font, which fill most of a form, hardly shrink further."""

_Canvas: Any = pdfgen.Canvas  # pyright: ignore[reportUnknownMemberType] - see above


def write_pdf(pages: Iterable[Page], title: str) -> bytes:
    """The PDF of ``pages``; the same pages and ``title`` (of the document, no personal data) give the same bytes.

    ``pages`` may be made while they are written: a long book needs no more memory than its bytes.
    """
    out = BytesIO()
    with _WRITING:
        canvas = _Canvas(
            out,
            pagesize=(PAGE_WIDTH * MM, PAGE_HEIGHT * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=_FIRST_FONT,
            lang="zh-CN",
        )
        canvas.setTitle(title)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("百姓提案线索工作台")
        for page in pages:
            across = next((mark for mark in page if isinstance(mark, Across)), None)
            upright = (PAGE_WIDTH * MM, PAGE_HEIGHT * MM)
            canvas.setPageSize(upright if across is None else upright[::-1])
            if across is not None:
                # Places are turned into points from the bottom edge of an upright sheet.
                canvas.translate(0, (PAGE_WIDTH - PAGE_HEIGHT + across.lift) * MM)
            for mark in page:
                draw(canvas, mark)
            canvas.showPage()
        canvas.save()
    return out.getvalue()
