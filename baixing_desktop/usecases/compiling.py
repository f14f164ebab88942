"""编印线索汇编: choosing and ordering clues, looking at the pages, keeping the issue under its number (seed 八(二))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import CompendiumEdition
from baixing_desktop.domain.outputs import Compendium, CompendiumItem
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.compiling import by_theme
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.papers.render import paper_pdf
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.papers.books import book_of, issue_words, may_stand, theme_of
from baixing_desktop.usecases.papers.cases import cases_named, cases_of, in_our_words, street_of
from baixing_desktop.usecases.papers.kinds import Counter, PaperRequest
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clue that an issue may hold. ``theme`` is in words, ``issues`` are those in which it stands already."""

    clue_id: str
    number: str
    title: str
    theme: str
    street: str
    received_on: date | None
    issues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuePlan:
    """An issue as it is being put together: ``entries`` are the clues with their themes, in order. ``title`` is the
    special topic, empty for a periodical issue."""

    period: Period
    edition: CompendiumEdition
    entries: tuple[tuple[str, str], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class IssueView:
    """A kept issue and how many clues it holds."""

    kept: Compendium
    clues: int

    @property
    def name(self) -> str:
        """``2026年第3期``."""
        return issue_words(self.kept)


@intention
def candidates(desk: Desk, period: Period, topic_id: str = "") -> tuple[Candidate, ...]:
    """The clues of ``period`` that may stand in an issue, theme by theme; with ``topic_id`` those that answer it.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        counter = Counter(desk, tx, PaperRequest(period=period))
        found = [case for case in cases_of(tx, period) if may_stand(case) and topic_id in ("", case.topic_id)]
        cases = in_our_words(tx, found)
        already = _issues_with(tx, [case.clue.id for case in cases])
        listed = [
            Candidate(
                case.clue.id, case.clue.number, case.clue.content.title, theme_of(counter, case),
                street_of(counter, case.clue.unit), case.clue.content.received_on, already.get(case.clue.id, ()),
            )
            for case in cases
        ]  # fmt: skip
    return tuple(by_theme(listed, lambda one: one.theme))


@intention
def next_issue(desk: Desk, year: int) -> int:
    """The number that the next issue of ``year`` will bear."""
    with desk.store.reading() as tx:
        return _next(tx, year)


@intention
def preview_issue(desk: Desk, plan: IssuePlan, work: Work) -> bytes:
    """The pages of ``plan`` as PDF, before it is kept. Whom the internal edition will name is masked here: nothing is
    taken out yet.

    Raises:
        InputError: ``PAPER_NOTHING``.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    themes = dict(plan.entries)
    with desk.store.reading() as tx:
        cases = in_our_words(tx, (case for case in cases_named(tx, list(themes)) if may_stand(case)))
        if not cases:
            raise InputError("PAPER_NOTHING", period=plan.period.words)
        year = plan.period.last.year
        book = book_of(
            Counter(desk, tx, PaperRequest()),
            [(themes[case.clue.id], case) for case in cases],
            f"{year}年第{_next(tx, year)}期",
            plan.period,
            internal=plan.edition is CompendiumEdition.INTERNAL,
            hidden=plan.edition is CompendiumEdition.INTERNAL,
            subtitle=plan.title,
            chosen=True,
        )
    return paper_pdf(book, "线索汇编", work)


@intention
def keep_issue(desk: Desk, plan: IssuePlan) -> tuple[IssueView, Changes]:
    """Keep ``plan`` as the next issue of its year: what stands in it, in which order, under which themes.

    Raises:
        InputError: ``PAPER_NOTHING``: no clue is chosen; ``INPUT_INVALID``: one of them may not stand in an issue.
    """
    themes = dict(plan.entries)
    ids = [clue_id for clue_id, _ in by_theme(themes.items(), lambda entry: entry[1])]
    if not ids:
        raise InputError("PAPER_NOTHING", period=plan.period.words)
    with desk.store.writing() as tx:
        fit = {case.clue.id for case in cases_named(tx, ids) if may_stand(case)}
        if len(fit) < len(ids):
            raise InputError("INPUT_INVALID", field="线索", reason="有线索已撤回、并案或没有受理，请重新选择")
        year = plan.period.last.year
        kept = Compendium(
            new_id(), year, _next(tx, year), one_line(clean_text(plan.title)), plan.period.first, plan.period.last,
            plan.edition, desk.now(), desk.actor.name,
        )  # fmt: skip
        tx.of(Compendium).add(kept)
        items = [CompendiumItem(new_id(), kept.id, one, place, themes[one]) for place, one in enumerate(ids, 1)]
        tx.of(CompendiumItem).add(*items)
        note(desk, tx, "keep_issue", Kind.COMPENDIUM, kept.id, year=year, issue=kept.issue, clues=len(ids))
    return IssueView(kept, len(ids)), Changes.of(Kind.COMPENDIUM, kept.id)


@intention
def take_back_issue(desk: Desk, kept: Compendium) -> tuple[Compendium, Changes]:
    """Take the newest issue of its year back: nothing was kept after it, so its number is free again.

    Raises:
        IllegalActionError: it is not the newest of its year, or it was printed already.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        found = tx.of(Compendium).find(kept.id)
        if found is None:
            raise ConflictError("CHANGED_MEANWHILE", mine=kept, current=None)
        out = any(entry.detail.get("paper") == "issue" for entry in tx.audit.of_object(kept.id))
        if kept.issue + 1 != _next(tx, kept.year) or out:
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject=issue_words(kept), state="已印发或后面又编了一期", action="撤销",
                possible="另编一期",
            )  # fmt: skip
        tx.of(Compendium).remove(found)
        note(desk, tx, "take_back_issue", Kind.COMPENDIUM, kept.id, year=kept.year, issue=kept.issue)
    return kept, Changes.of(Kind.COMPENDIUM, kept.id)


@intention
def issues(desk: Desk) -> tuple[IssueView, ...]:
    """The issues that were kept, newest first."""
    with desk.store.reading() as tx:
        counts = tx.of(CompendiumItem).counts("compendium_id")
        found = tx.of(Compendium).where(order="-year -issue")
        return tuple(IssueView(kept, counts.get(kept.id, 0)) for kept in found)


@intention
def contents_of(desk: Desk, issue_id: str) -> tuple[Candidate, ...]:
    """What stands in a kept issue, in its order and under its themes.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        kept = tx.of(Compendium).get(issue_id)
        items = tx.of(CompendiumItem).where(compendium_id=issue_id, order="position")
        themes = {item.clue_id: item.theme for item in items}
        counter = Counter(desk, tx, PaperRequest())
        cases = in_our_words(tx, cases_named(tx, list(themes)), kept.made_at)
        return tuple(
            Candidate(
                case.clue.id, case.clue.number, case.clue.content.title, themes[case.clue.id],
                street_of(counter, case.clue.unit), case.clue.content.received_on,
            )
            for case in cases
        )  # fmt: skip


def _next(tx: Transaction, year: int) -> int:
    """Numbers of issues run from 1 within a year."""
    newest = tx.of(Compendium).where(year=year, order="-issue", limit=1)
    return newest[0].issue + 1 if newest else 1


def _issues_with(tx: Transaction, clue_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    names = {kept.id: issue_words(kept) for kept in tx.of(Compendium).where(order="year issue")}
    found: dict[str, set[str]] = {}
    for item in tx.of(CompendiumItem).of_many("clue_id", clue_ids):
        found.setdefault(item.clue_id, set()).add(item.compendium_id)
    return {clue_id: tuple(name for one, name in names.items() if one in ids) for clue_id, ids in found.items()}
