"""恢复表 as a paper: made from a code that was just given out, handed to a printer, and kept nowhere."""

from datetime import date

from baixing_desktop.papers.layouts.recovery import STEPS, WARNING, RecoverySheet
from baixing_desktop.papers.render import paper_pdf

TITLE = "恢复表"


def recovery_pdf(code: str, *, unit: str, made_on: date, made_by: str) -> bytes:
    """The sheet with ``code`` (groups parted by ``-``) as a PDF of one page."""
    return paper_pdf(RecoverySheet(unit, code.split("-"), made_on, made_by), TITLE)


def recovery_lines(code: str, *, unit: str, made_on: date) -> tuple[str, ...]:
    """The same as lines, for a terminal that has no printer at hand."""
    return (f"{unit}　{TITLE}　{made_on}", "", WARNING, "", *code.split("-"), "", *STEPS)
