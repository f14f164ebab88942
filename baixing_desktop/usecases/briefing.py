"""成果报送: briefs and other results reported to the district's leaders and the city CPPCC (seed 八(五)3, 九(一)5)."""

from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.encouragement import ResultReport
from baixing_desktop.domain.kinds import ReportTarget
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import InputError
from baixing_desktop.ids import new_id
from baixing_desktop.papers.render import paper_pdf
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.papers.books import brief
from baixing_desktop.usecases.papers.kinds import Counter, PaperRequest
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work


@intention
def preview_brief(desk: Desk, request: PaperRequest, work: Work) -> bytes:
    """The pages of the 工作简报 asked for, as PDF; nobody is named on it.

    Raises:
        InputError: ``INPUT_MISSING``: no period.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    with desk.store.reading() as tx:
        gathered = brief(Counter(desk, tx, request))
    return paper_pdf(gathered.paper, "工作简报", work)


@intention
def result_reports(desk: Desk) -> tuple[ResultReport, ...]:
    """What was reported, newest first."""
    with desk.store.reading() as tx:
        return tx.of(ResultReport).where(order="-on title")


@intention
def record_report(
    desk: Desk, target: ReportTarget, title: str, on: date, letter_number: str = ""
) -> tuple[ResultReport, Changes]:
    """Write down that a brief or another result was reported to ``target``; :func:`remove_report` takes it back.

    Raises:
        InputError: ``INPUT_MISSING``: no title; ``INPUT_INVALID``: a day that is still to come.
    """
    title, number = one_line(clean_text(title)), one_line(clean_text(letter_number))
    if not title:
        raise InputError("INPUT_MISSING", fields="标题")
    not_after(on, desk.today(), "报送日期")
    kept = ResultReport(new_id(), target, title, on, number or None)
    with desk.store.writing() as tx:
        tx.of(ResultReport).add(kept)
        note(desk, tx, "report_result", Kind.COMPENDIUM, kept.id, target=target.value)
    return kept, Changes.of(Kind.COMPENDIUM, kept.id)


@intention
def remove_report(desk: Desk, report: ResultReport) -> tuple[ResultReport, Changes]:
    """Take a report out that was written down by mistake.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(ResultReport).remove(report)
        note(desk, tx, "remove_report", Kind.COMPENDIUM, report.id, target=report.target.value)
    return report, Changes.of(Kind.COMPENDIUM, report.id)
