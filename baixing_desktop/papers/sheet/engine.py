"""From marks to the bytes of a PDF; with ``drawing``, ``embedding`` and ``objects`` beside it all that knows reportlab.

It mends three habits of the library: every page names an unembedded Helvetica, what is drawn is kept as it was written
until the last page, and streams are squeezed harder than a waiting person likes.
"""

from collections.abc import Iterable
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen import canvas as pdfgen

from baixing_desktop.papers.sheet.drawing import draw
from baixing_desktop.papers.sheet.embedding import Cut
from baixing_desktop.papers.sheet.marks import MM, PAGE_HEIGHT, PAGE_WIDTH, Across, Page
from baixing_desktop.papers.sheet.objects import squeezed

_WRITING = Lock()
"""reportlab's fonts and settings are shared by all threads, so papers are written one at a time."""

_FIRST_FONT = "SERIF"
"""The font that stands in for Helvetica at the head of each page."""

# reportlab ships no types: its objects are Any from here on.
rl_config.useA85 = 0
"""Streams as bytes: wrapping them in ASCII costs a quarter more space and a tenth of the time."""

_Canvas: Any = pdfgen.Canvas  # pyright: ignore[reportUnknownMemberType] - see above
_metrics: Any = pdfmetrics


class _PaperCanvas(_Canvas):
    """A canvas whose pages are squeezed as they are finished, and that sets characters by their codes."""

    def __init__(self) -> None:
        super().__init__(  # pyright: ignore[reportUnknownMemberType] - the base is untyped
            None,
            pagesize=(PAGE_WIDTH * MM, PAGE_HEIGHT * MM),
            pageCompression=1,
            invariant=1,
            initialFontName=_FIRST_FONT,
            lang="zh-CN",
        )
        self._cuts: dict[str, tuple[str, Cut]] = {}

    def cut(self, face: str) -> tuple[str, Cut]:
        """The name of a face on these pages, and its characters that were set so far."""
        known = self._cuts.get(face)
        if known is None:
            known = self._cuts[face] = _metrics.getFont(face).cut_for(self._doc)
        return known

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Finish the page."""
        doc: Any = self._doc
        name = doc.thisPageName()
        super().showPage()  # pyright: ignore[reportUnknownMemberType] - as above
        page = doc.idToObject[name]
        page.Contents = squeezed(page.stream.encode("ascii"))
        page.stream = None


def write_pdf(pages: Iterable[Page], title: str) -> bytes:
    """The PDF of ``pages``; the same pages and ``title`` (of the document, no personal data) give the same bytes.

    ``pages`` may be made while they are written: a long book needs little more memory than its bytes.
    """
    with _WRITING:
        canvas: Any = _PaperCanvas()
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
        return canvas.getpdfdata()
