"""线索汇编 and 工作简报 of a period."""

from collections import defaultdict

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.quotas import QuotaPolicy
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.domain.statistics import CaseFile, count_by, count_closed, count_months, funnel
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.errors import InputError
from baixing_desktop.papers.layouts.brief import Brief
from baixing_desktop.papers.layouts.compendium import (
    CompendiumBook,
    CompendiumClue,
    CompendiumTable,
    CompendiumTheme,
)
from baixing_desktop.usecases.papers.cases import cases_of, in_our_words, street_of
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.papers.ledgers import handlers_of

ISSUER = "海珠区政协“百姓提案”工作领导小组办公室"
_LEFT_OUT = frozenset({None, OfficeState.RECEIVED, OfficeState.SCREENING, OfficeState.RETURNED}) | frozenset(
    {OfficeState.DECLINED, OfficeState.MERGED, OfficeState.WITHDRAWN}
)
"""A compendium holds what was accepted; merged clues stand under their master."""

_COMPENDIUM, _BRIEF = "compendium", "brief"
_NO_THEME = "其他"
_MOST_HIGHLIGHTS = 8


def compendium(counter: Counter) -> Gathered:
    """线索汇编, redacted unless the internal edition is asked for."""
    period, internal = counter.period, counter.request.internal
    accepted = [case for case in cases_of(counter.tx, period) if case.clue.office_state not in _LEFT_OUT]
    cases = in_our_words(counter.tx, accepted)
    if not cases:
        raise InputError("PAPER_NOTHING", period=period.words)
    themes: dict[str, list[CompendiumClue]] = defaultdict(list)
    for case in cases:
        themes[_theme(counter, case)].append(_entry(counter, case, internal=internal))
    sources = count_by(cases, lambda case: _source(counter, case))
    units = count_by(cases, lambda case: street_of(counter, case.clue.unit))
    book = CompendiumBook(
        issue=_issue(counter, period),
        period=period.words,
        internal=internal,
        issuer=ISSUER,
        made_on=counter.desk.today(),
        themes=[CompendiumTheme(title, clues) for title, clues in themes.items()],
        tables=(CompendiumTable("按来源统计", "来源", sources), CompendiumTable("按报送单位统计", "报送单位", units)),
    )
    named = sum(bool(case.clue.content.contributor.name) for case in cases) if internal else 0
    return Gathered(book, _COMPENDIUM, "", named, ("name",) if named else ())


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
        highlights=[(case.clue.number, case.clue.content.title) for case in _highlights(cases)],
    )
    return Gathered(paper, _BRIEF, "")


def _issue(counter: Counter, period: Period) -> str:
    """期号: the one given, else the number of the month or the year alone."""
    if counter.request.issue is not None:
        return f"{period.last.year}年第{counter.request.issue}期"
    return f"{period.last.year}年第{period.last.month}期" if len(period.months) == 1 else f"{period.words}合编"


def _theme(counter: Counter, case: CaseFile) -> str:
    """The theme; what has none stands under its route."""
    if case.theme:
        return counter.desk.reference.themes.get(case.theme, case.theme)
    return label(case.route) if case.route else _NO_THEME


def _route(case: CaseFile) -> str:
    return label(case.route) if case.route else _NO_THEME


def _source(counter: Counter, case: CaseFile) -> str:
    return counter.desk.reference.source_label(case.clue.content.source.category)


def _entry(counter: Counter, case: CaseFile, *, internal: bool) -> CompendiumClue:
    content = case.clue.content if internal else redacted(case.clue.content)
    return CompendiumClue(
        number=case.clue.number,
        title=content.title,
        analysis=content.analysis,
        suggestions=content.suggestions,
        source=_source(counter, case),
        received_on=content.received_on,
        merged=_merged(counter, case),
        person=content.contributor.name,
        progress=_progress(counter, case) if internal else "",
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
