"""The sense of the page 汇编与简报."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.encouragement import ResultReport
from baixing_desktop.domain.kinds import CompendiumEdition, ReportTarget
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outputs import Compendium
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.compiling import moved
from baixing_desktop.usecases.briefing import preview_brief, record_report, remove_report, result_reports
from baixing_desktop.usecases.compiling import (
    Candidate,
    IssuePlan,
    IssueView,
    candidates,
    contents_of,
    issues,
    keep_issue,
    next_issue,
    preview_issue,
    take_back_issue,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.topics import topic_titles
from baixing_desktop.work import Work

EDITIONS = (
    (CompendiumEdition.REDACTED.value, "公开版：不含姓名和联系方式"),
    (CompendiumEdition.INTERNAL.value, "内部版：含姓名、联系方式和办理进展"),
)
TO_ALL = "all"
TARGETS = (
    (TO_ALL, "区委、区政府和市政协"),
    *((target.value, label(target)) for target in ReportTarget),
)
FILES = {Format.WORD: "Word 文件 (*.docx)", Format.WORKBOOK: "Excel 文件 (*.xlsx)"}


@dataclass(frozen=True, slots=True)
class Draft:
    """The clues of a period as they are being put in order, and which of them are chosen."""

    listed: tuple[Candidate, ...] = ()
    chosen: frozenset[str] = frozenset()

    @classmethod
    def of(cls, found: Iterable[Candidate]) -> "Draft":
        """What stood in no issue yet is chosen; all, when everything did."""
        listed = tuple(found)
        fresh = frozenset(one.clue_id for one in listed if not one.issues)
        return cls(listed, fresh or frozenset(one.clue_id for one in listed))

    def toggled(self, place: int) -> "Draft":
        """The clue at ``place`` in or out."""
        return replace(self, chosen=self.chosen ^ {self.listed[place].clue_id})

    def with_all(self, *, chosen: bool) -> "Draft":
        """All in, or all out."""
        return replace(self, chosen=frozenset(one.clue_id for one in self.listed) if chosen else frozenset())

    def moved(self, place: int, step: int) -> tuple["Draft", int]:
        """The clue at ``place`` one up or down, and where it is then."""
        listed, now = moved(self.listed, place, step, lambda one: one.theme)
        return replace(self, listed=tuple(listed)), now

    def has(self, one: Candidate) -> bool:
        """Whether this clue is chosen."""
        return one.clue_id in self.chosen

    def plan(self, period: Period, edition: str, title: str) -> IssuePlan:
        """What is chosen, as an issue."""
        entries = tuple((one.clue_id, one.theme) for one in self.listed if one.clue_id in self.chosen)
        return IssuePlan(period, CompendiumEdition(edition), entries, title)


@dataclass(frozen=True, slots=True)
class BriefAsked:
    """Which brief: ``target`` a code of :data:`TARGETS`, ``issue`` as typed."""

    period: Period
    target: str
    issue: str

    @property
    def request(self) -> PaperRequest:
        """The same for the papers."""
        number = self.issue.strip()
        target = None if self.target == TO_ALL else ReportTarget(self.target)
        return PaperRequest(period=self.period, issue=int(number) if number else None, target=target)


class CompendiumPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.compiles = may(desk, "compiling.keep_issue")
        self.reports = may(desk, "briefing.record_report")

    def draft(self, period: Period, topic_id: str) -> tuple[Draft, int]:
        """What may stand in an issue of ``period``, and the number of that issue."""
        return Draft.of(candidates(self._desk, period, topic_id)), next_issue(self._desk, period.last.year)

    def topics(self) -> list[tuple[str, str]]:
        """Special topics to choose from."""
        return [("", "不限专题"), *topic_titles(self._desk)]

    def preview(self, plan: IssuePlan) -> Callable[[Work], bytes]:
        """The pages of an issue that is being put together."""
        return lambda work: preview_issue(self._desk, plan, work)

    def keep(self, plan: IssuePlan) -> tuple[IssueView, Changes]:
        """Keep it under its number."""
        return keep_issue(self._desk, plan)

    def take_back(self, kept: Compendium) -> tuple[Compendium, Changes]:
        """Undo :meth:`keep`."""
        return take_back_issue(self._desk, kept)

    def issues(self) -> tuple[IssueView, ...]:
        """What was kept."""
        return issues(self._desk)

    def contents(self, view: IssueView) -> tuple[Candidate, ...]:
        """What stands in it."""
        return contents_of(self._desk, view.kept.id)

    def make_issue(
        self, view: IssueView, form: Format, purpose: str, second: Confirmation | None, work: Work
    ) -> MadePaper:
        """A kept issue as a file; that it was made is in the trail."""
        request = PaperRequest((view.kept.id,), purpose=purpose.strip(), second=second)
        made = make_paper(paper_kind("issue"), self._desk, form, request, work)
        return replace(made, file_name=f"线索汇编 {view.name}.{form.value}")

    def preview_brief(self, asked: BriefAsked) -> Callable[[Work], bytes]:
        """The pages of a brief."""
        return lambda work: preview_brief(self._desk, asked.request, work)

    def make_brief(self, asked: BriefAsked, form: Format, work: Work) -> MadePaper:
        """The brief as a file."""
        made = make_paper(paper_kind("brief"), self._desk, form, asked.request, work)
        return replace(made, file_name=f"工作简报 {asked.period.words}.{form.value}")

    def reported(self) -> tuple[ResultReport, ...]:
        """What was reported to the leaders and the city."""
        return result_reports(self._desk)

    def record(self, target: str, title: str, on: date, number: str) -> tuple[ResultReport, Changes]:
        """Write down that something was reported."""
        return record_report(self._desk, ReportTarget(target), title, on, number)

    def remove(self, report: ResultReport) -> tuple[ResultReport, Changes]:
        """Take that back."""
        return remove_report(self._desk, report)
