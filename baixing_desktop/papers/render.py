"""From what a paper says to the bytes that are printed, stored and shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from baixing_desktop.papers.layouts.attachment3 import Attachment3, lay_out_form
from baixing_desktop.papers.layouts.brief import Brief, lay_out_brief
from baixing_desktop.papers.layouts.compendium import CompendiumBook, lay_out_compendium
from baixing_desktop.papers.layouts.label import LabelSheet, lay_out_labels
from baixing_desktop.papers.layouts.letter import Letter, lay_out_letter
from baixing_desktop.papers.layouts.manual import CardSheet, ManualBook, lay_out_card, lay_out_manual
from baixing_desktop.papers.layouts.recovery import RecoverySheet, lay_out_recovery
from baixing_desktop.papers.layouts.showcase import CaseSheet, lay_out_case
from baixing_desktop.papers.ledgers.ledger import Ledger
from baixing_desktop.papers.ledgers.page import lay_out_ledger
from baixing_desktop.papers.sheet.faces import FaceName, face
from baixing_desktop.papers.sheet.form import FormSheet, lay_out_form_sheet
from baixing_desktop.papers.sheet.marks import Page
from baixing_desktop.work import Work

Paper: TypeAlias = (
    Brief
    | CardSheet
    | CaseSheet
    | CompendiumBook
    | FormSheet
    | LabelSheet
    | Ledger
    | Letter
    | ManualBook
    | RecoverySheet
)
"""Everything that :func:`paper_pdf` can print."""

_LAYOUTS: Mapping[type, Callable[[Any], Iterable[Page]]] = MappingProxyType(
    {
        Brief: lay_out_brief,
        CardSheet: lay_out_card,
        CaseSheet: lay_out_case,
        FormSheet: lay_out_form_sheet,
        LabelSheet: lay_out_labels,
        Ledger: lay_out_ledger,
        Letter: lay_out_letter,
        ManualBook: lay_out_manual,
        RecoverySheet: lay_out_recovery,
    }
)


def paper_pdf(paper: Paper, title: str, work: Work | None = None) -> bytes:
    """``paper`` as PDF; ``title`` names the document and holds no personal data.

    Raises:
        PaperError: ``PAPER_NO_GLYPH`` or ``PAPER_TOO_LONG``; then there is no paper at all.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    if isinstance(paper, CompendiumBook):
        return pages_pdf(lay_out_compendium(paper, work or Work()), title)
    return pages_pdf(_LAYOUTS[type(paper)](paper), title)


def ledger_workbook(ledger: Ledger, work: Work | None = None) -> bytes:
    """``ledger`` as an xlsx workbook.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``.
    """
    # As in faces.face: only a process that writes workbooks pays 0.3 s for the library.
    from baixing_desktop.papers.ledgers.workbook import ledger_xlsx  # noqa: PLC0415 - see above

    return ledger_xlsx(ledger, work)


def word_edition(paper: Letter | CompendiumBook | Brief | CaseSheet, at: datetime, work: Work | None = None) -> bytes:
    """``paper`` as a docx document made at ``at``, to be finished by hand.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``.
    """
    # As above, for python-docx.
    from baixing_desktop.papers.word import editions  # noqa: PLC0415 - see above

    match paper:
        case Letter():
            return editions.letter_docx(paper, at)
        case CompendiumBook():
            return editions.compendium_docx(paper, at, work or Work())
        case Brief():
            return editions.brief_docx(paper, at)
        case CaseSheet():
            return editions.case_docx(paper, at)


def attachment3_pdf(form: Attachment3, *, strict: bool = False) -> bytes:
    """One form with its 附页 as PDF; ``strict`` (严格按附件3) leaves the strip away.

    Raises:
        PaperError: ``PAPER_NO_GLYPH`` or ``PAPER_TOO_LONG``; then there is no paper at all.
    """
    return pages_pdf(lay_out_form(form, strict=strict), f"海珠区“百姓提案”{form.number}")


def attachment3_book_pdf(forms: Sequence[Attachment3], work: Work, *, strict: bool = False) -> bytes:
    """Many forms in one PDF, each beginning on a page of its own and counting its own pages.

    Raises:
        PaperError: as :func:`attachment3_pdf`; one form that cannot be made stops the book.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    return pages_pdf(_book(forms, work, strict=strict), "海珠区“百姓提案”")


def letter_pdf(letter: Letter) -> bytes:
    """One 转送函 with the clue attached, as PDF.

    Raises:
        PaperError: ``PAPER_NO_GLYPH`` or ``PAPER_TOO_LONG``; then there is no paper at all.
    """
    return paper_pdf(letter, f"转送函 {letter.letter_number}")


def pages_pdf(pages: Iterable[Page], title: str) -> bytes:
    """``pages`` as PDF; they may be made while they are written."""
    face(FaceName.SERIF)
    # As in faces.face: only a process that makes papers pays for the library.
    from baixing_desktop.papers.sheet.engine import write_pdf  # noqa: PLC0415 - see above

    return write_pdf(pages, title)


def _book(forms: Sequence[Attachment3], work: Work, *, strict: bool) -> Iterator[Page]:
    for done, form in enumerate(forms):
        work.at(done, len(forms), "正在生成表格")
        yield from lay_out_form(form, strict=strict)
    work.at(len(forms), len(forms), "正在生成表格")
