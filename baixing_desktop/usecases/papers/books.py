"""线索汇编 and 工作简报 of a period."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from baixing_desktop.clock import local
from baixing_desktop.domain.gathering import Consultation
from baixing_desktop.domain.handling import PublicResponse, ResultUse
from baixing_desktop.domain.kinds import CompendiumEdition, ReportTarget
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outputs import Compendium, CompendiumItem
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.erasure import ERASED_TITLE
from baixing_desktop.domain.rules.quotas import QuotaPolicy
from baixing_desktop.domain.rules.redaction import masked, redacted
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.statistics import CaseFile, count_by, count_closed, count_months, funnel
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.errors import InputError, NotFoundError
from baixing_desktop.papers.layouts.brief import Brief
from baixing_desktop.papers.layouts.compendium import (
    CompendiumBook,
    CompendiumClue,
    CompendiumTable,
    CompendiumTheme,
)
from baixing_desktop.usecases.brand import brand_in
from baixing_desktop.usecases.papers.cases import cases_named, cases_of, in_our_words, street_of
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.papers.ledgers import handlers_of

ISSUER = "海珠区政协“百姓提案”工作领导小组办公室"
_LEFT_OUT = frozenset({None, OfficeState.RECEIVED, OfficeState.SCREENING, OfficeState.RETURNED}) | frozenset(
    {OfficeState.DECLINED, OfficeState.MERGED, OfficeState.WITHDRAWN}
)
"""A compendium holds what was accepted; merged clues stand under their master."""

_COMPENDIUM, _BRIEF = "compendium", "brief"
PERSON_FIELDS = ("name", "phone", "address")
"""What the internal edition shows of a contributor."""
_NO_THEME = "其他"
_TO_ALL = "送：各专门委员会、各参加单位、各街道政协委员工作室。"
_COPIES = {
    None: f"报：区委、区政府，市政协。{_TO_ALL}",
    ReportTarget.DISTRICT: f"报：区委、区政府。{_TO_ALL}",
    ReportTarget.CITY_CPPCC: f"报：市政协。{_TO_ALL}",
}
_MOST_HIGHLIGHTS = 8


def compendium(counter: Counter) -> Gathered:
    """线索汇编 of all that was accepted in a period, redacted unless the internal edition is asked for."""
    period, internal = counter.period, counter.request.internal
    cases = in_our_words(counter.tx, (case for case in cases_of(counter.tx, period) if may_stand(case)))
    if not cases:
        raise InputError("PAPER_NOTHING", period=period.words)
    book = book_of(
        counter, [(theme_of(counter, case), case) for case in cases], _issue(counter, period), period, internal=internal
    )
    return _gathered(book, cases, "")


def issue(counter: Counter) -> Gathered:
    """An issue of the 线索汇编 that was kept, as it was put together, in the wording of that day; what was withdrawn,
    merged or erased since is left out.

    Raises:
        InputError: ``INPUT_MISSING``; ``PAPER_NOTHING``: nothing of it may be printed any more.
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    kept = named_issue(counter)
    items = counter.tx.of(CompendiumItem).where(compendium_id=kept.id, order="position")
    themes = {item.clue_id: item.theme for item in items}
    found = (case for case in cases_named(counter.tx, [item.clue_id for item in items]) if may_stand(case))
    cases = in_our_words(counter.tx, found, kept.made_at)
    period = Period(kept.period_from, kept.period_to)
    if not cases:
        raise InputError("PAPER_NOTHING", period=issue_words(kept))
    book = book_of(
        counter,
        [(themes[case.clue.id], case) for case in cases],
        issue_words(kept),
        period,
        internal=kept.edition is CompendiumEdition.INTERNAL,
        made_on=local(kept.made_at).date(),
        subtitle=kept.title,
        chosen=True,
    )
    return _gathered(book, cases, kept.id)


def named_issue(counter: Counter) -> Compendium:
    """The issue that was asked for, by its identity or as ``2026-3``: the third of 2026.

    Raises:
        InputError: ``INPUT_MISSING``.
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    wanted = counter.request.id
    year, _, number = wanted.partition("-")
    if year.isdecimal() and number.isdecimal():
        found = counter.tx.of(Compendium).where(year=int(year), issue=int(number))
        if not found:
            raise NotFoundError("RECORD_NOT_FOUND", kind="汇编")
        return found[0]
    return counter.tx.of(Compendium).get(wanted)


def issue_words(kept: Compendium) -> str:
    """``2026年第3期``."""
    return f"{kept.year}年第{kept.issue}期"


def may_stand(case: CaseFile) -> bool:
    """Whether a clue may stand in a compendium: it was accepted, and not taken back, erased or merged since."""
    return case.clue.office_state not in _LEFT_OUT and case.clue.content.title != ERASED_TITLE


def book_of(
    counter: Counter,
    entries: Sequence[tuple[str, CaseFile]],
    issue_name: str,
    period: Period,
    *,
    internal: bool,
    hidden: bool = False,
    made_on: date | None = None,
    subtitle: str = "",
    chosen: bool = False,
) -> CompendiumBook:
    """The book of these clues with their themes, in this order; ``hidden`` masks whom an internal edition names, for
    looking at it before it is made."""
    themes: dict[str, list[CompendiumClue]] = defaultdict(list)
    for theme, case in entries:
        themes[theme].append(_entry(counter, case, internal=internal, hidden=hidden))
    cases = [case for _, case in entries]
    sources = count_by(cases, lambda case: _source(counter, case))
    units = count_by(cases, lambda case: street_of(counter, case.clue.unit))
    return CompendiumBook(
        issue=issue_name,
        period=period.words,
        internal=internal,
        issuer=ISSUER,
        made_on=made_on or counter.desk.today(),
        themes=[CompendiumTheme(title, clues) for title, clues in themes.items()],
        tables=(CompendiumTable("按来源统计", "来源", sources), CompendiumTable("按报送单位统计", "报送单位", units)),
        subtitle=subtitle,
        chosen=chosen,
        brand=brand_in(counter.tx),
    )


def _gathered(book: CompendiumBook, cases: Iterable[CaseFile], object_id: str) -> Gathered:
    named = sum(bool(case.clue.content.contributor.known) for case in cases) if book.internal else 0
    return Gathered(book, _COMPENDIUM, object_id, named, PERSON_FIELDS if named else ())


def brief(counter: Counter) -> Gathered:
    """工作简报 of a month, of several, or of a year."""
    period, reference = counter.period, counter.desk.reference
    cases = cases_of(counter.tx, period)
    by_unit = count_by(cases, lambda case: reference.units[case.clue.unit].short_name)
    paper = Brief(
        issue=_issue(counter, period),
        period=period.words,
        issuer=ISSUER,
        made_on=counter.desk.today(),
        funnel=funnel(cases),
        by_unit=by_unit,
        by_source=count_by(cases, lambda case: _source(counter, case)),
        by_route=count_by((case for case in cases if case.route), _route),
        months=[f"{month}月" for _, month in period.months],
        received=count_months(cases, period.months),
        closed=count_closed(cases, period.months),
        handlers=handlers_of(counter, cases),
        short_units=_short_units(counter, cases, period),
        highlights=[(case.clue.number, redacted(case.clue.content).title) for case in _highlights(cases)],
        became=[
            (label(one.kind), one.title) for one in counter.tx.of(ResultUse).where(order="on title") if one.on in period
        ],
        responses=sum(one.published_on in period for one in counter.tx.of(PublicResponse).where()),
        talks=sum(one.held_on in period for one in counter.tx.of(Consultation).where()),
        brand=brand_in(counter.tx),
        copies=_COPIES[counter.request.target],
    )
    return Gathered(paper, _BRIEF, "")


def _issue(counter: Counter, period: Period) -> str:
    """期号: the one given, else the number of the month or the year alone."""
    if counter.request.issue is not None:
        return f"{period.last.year}年第{counter.request.issue}期"
    return f"{period.last.year}年第{period.last.month}期" if len(period.months) == 1 else f"{period.words}合编"


def theme_of(counter: Counter, case: CaseFile) -> str:
    """The theme; what has none stands under its route."""
    if case.theme:
        return counter.desk.reference.themes.get(case.theme, case.theme)
    return label(case.route) if case.route else _NO_THEME


def _route(case: CaseFile) -> str:
    return label(case.route) if case.route else _NO_THEME


def _source(counter: Counter, case: CaseFile) -> str:
    return counter.desk.reference.source_label(case.clue.content.source.category)


def _entry(counter: Counter, case: CaseFile, *, internal: bool, hidden: bool) -> CompendiumClue:
    content = case.clue.content if internal and not hidden else redacted(case.clue.content)
    person = masked(case.clue.content.contributor) if hidden else content.contributor
    return CompendiumClue(
        number=case.clue.number,
        title=content.title,
        analysis=content.analysis,
        suggestions=content.suggestions,
        source=_source(counter, case),
        received_on=content.received_on,
        merged=_merged(counter, case),
        person=person.name if internal else "",
        progress=_progress(counter, case) if internal else "",
        contact="，".join(filter(None, (person.phone, person.address))) if internal else "",
    )


def _merged(counter: Counter, case: CaseFile) -> tuple[str, ...]:
    """The numbers of the clues that are treated with this one."""
    links = counter.tx.of(MergeLink).where(master_id=case.clue.id, undone_at=None, order="at")
    return tuple(counter.tx.clues.get(link.clue_id).number for link in links)


def _progress(counter: Counter, case: CaseFile) -> str:
    """Where the clue stands and who has it, in one sentence."""
    state = label(case.clue.office_state) if case.clue.office_state else ""
    lines = [
        f"{counter.desk.reference.unit_name(line.handler)}（{line.letter_number or '未发函'}）{label(line.state)}"
        for line in case.forwardings
    ]
    return "；".join(filter(None, (state, *lines))) + "。"


def _short_units(counter: Counter, cases: list[CaseFile], period: Period) -> list[str]:
    """Workrooms with fewer clues than they are asked for, on the average; months that have not begun do not count."""
    today = counter.desk.today()
    begun = sum((year, month) <= (today.year, today.month) for year, month in period.months)
    counts = dict(count_by(cases, lambda case: case.clue.unit))
    workrooms = counter.desk.reference.units_of(UnitKind.WORKROOM)
    # On paper by the document itself, whatever the office reminds of.
    asked = QuotaPolicy().workroom_per_month * begun
    return [unit.short_name for unit in workrooms if counts.get(unit.code, 0) < asked]


def _highlights(cases: list[CaseFile]) -> list[CaseFile]:
    """Clues that were answered, the newest first."""
    answered = [case for case in cases if any(line.reply for line in case.forwardings)]
    return sorted(answered, key=lambda case: case.day, reverse=True)[:_MOST_HIGHLIGHTS]
