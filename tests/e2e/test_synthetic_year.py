"""A whole year, and every figure of it counted again by hand: 统计, 配额, and the annual brief (F53–F55)."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from baixing_desktop.domain.outcomes import Outcome, Satisfaction
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.figures import Dimension, Figure
from baixing_desktop.papers import page_texts
from baixing_desktop.papers.layouts.brief import Brief
from baixing_desktop.usecases.briefing import preview_brief
from baixing_desktop.usecases.papers.books import brief
from baixing_desktop.usecases.papers.kinds import Counter as Asking
from baixing_desktop.usecases.papers.kinds import PaperRequest
from baixing_desktop.usecases.statistics import ids_behind, overview
from baixing_desktop.usecases.targets import quotas
from baixing_desktop.usecases.telling import to_tell
from baixing_desktop.work import Work
from tests.e2e.year import YEAR, Done, Fate, Year, district

WHOLE = year_period(YEAR)
Holds = Callable[[Done], bool]
_ANSWERED: Holds = lambda one: one.outcome is not None  # noqa: E731 - a table of conditions reads better
MEANT: dict[Figure, Holds] = {
    Figure.COLLECTED: lambda _: True,
    Figure.ACCEPTED: lambda one: one.fate is not Fate.RETAINED,
    Figure.CLASSIFIED: lambda one: one.fate is not Fate.RETAINED,
    Figure.FORWARDED: lambda one: one.fate is Fate.FORWARDED,
    Figure.REPLIED: _ANSWERED,
    Figure.CONCLUDED: lambda one: one.told_on is not None,
    Figure.PROPOSAL: lambda one: one.filed,
    Figure.SPEECH: lambda one: one.fate is Fate.SPEECH,
    Figure.CITY: lambda one: one.fate is Fate.CITY,
    Figure.RETAINED: lambda one: one.fate is Fate.RETAINED,
    Figure.ON_TIME: lambda one: _ANSWERED(one) and not one.late,
    Figure.LATE: lambda one: _ANSWERED(one) and one.late,
    # Taken over on the 12th: what is not answered by the 30th of the next month but one is late.
    Figure.OVERDUE: lambda one: one.fate is Fate.FORWARDED and not _ANSWERED(one) and one.month < 12,
    **{
        figure: lambda one, kind=kind: one.outcome is kind
        for figure, kind in zip((Figure.RESOLVED, Figure.PLANNED, Figure.REFERENCE), Outcome, strict=True)
    },
    Figure.SATISFIED: lambda one: one.satisfaction is Satisfaction.SATISFIED,
    Figure.FAIRLY: lambda one: one.satisfaction is Satisfaction.FAIRLY_SATISFIED,
}
"""What each figure has to count; the others count nothing in this year."""


def test_a_year_of_the_district(tmp_path: Path) -> None:
    """Played once: it takes as long as a hundred other tests."""
    year = district(tmp_path)
    try:
        year.play()
        check_every_figure(year)
        check_what_workrooms_have_heard(year)
        check_month_grid(year)
        check_annual_brief(year)
    finally:
        year.close()


def check_every_figure(year: Year) -> None:
    found = overview(year.office, WHOLE)
    meant = {figure: [one for one in year.done if holds(one)] for figure, holds in MEANT.items()}
    assert found.totals == {figure: len(meant.get(figure, ())) for figure in Figure}
    assert len(meant[Figure.OVERDUE]) > 0 < len(meant[Figure.LATE])
    for figure, ours in meant.items():
        assert set(ids_behind(year.office, WHOLE, figure)) == {one.id for one in ours}
        for dimension, of in ((Dimension.STREET, "unit"), (Dimension.SOURCE, "source")):
            counted = {line.code: line.counts[figure] for line in found.groups[dimension] if line.counts[figure]}
            assert counted == Counter(getattr(one, of) for one in ours), (figure, dimension)


def check_what_workrooms_have_heard(year: Year) -> None:
    for one in year.done:
        there = to_tell(year.rooms[one.unit], one.id)
        assert there.clue.formal_number
        assert (there.news and there.news.outcome) == one.outcome


def check_month_grid(year: Year) -> None:
    collected = Counter((one.unit, one.month) for one in year.done)
    for unit, months in quotas(year.office, YEAR).workrooms:
        for month in months:
            at = (unit.code, month.month)
            assert (month.count, month.nil_reported) == (collected[at], at in year.nil)


def check_annual_brief(year: Year) -> None:
    request = PaperRequest(period=WHOLE)
    with year.office.store.reading() as tx:
        paper = brief(Asking(year.office, tx, request)).paper
    assert isinstance(paper, Brief)
    count = {figure: sum(map(holds, year.done)) for figure, holds in MEANT.items()}
    stages = [
        ("收集", count[Figure.COLLECTED]), ("采用", count[Figure.ACCEPTED]), ("分类处理", count[Figure.CLASSIFIED]),
        ("转送交办", count[Figure.FORWARDED]), ("已答复", count[Figure.REPLIED]), ("已办结", count[Figure.CONCLUDED]),
    ]  # fmt: skip
    assert list(paper.funnel) == stages
    reference = year.office.reference
    assert dict(paper.by_unit) == Counter(reference.units[one.unit].short_name for one in year.done)
    assert dict(paper.by_source) == Counter(reference.source_label(one.source) for one in year.done)
    assert sorted(n for _, n in paper.by_route) == sorted(f.value for f in Fate if f is not Fate.RETAINED)
    assert list(paper.received) == [sum(one.month == month for one in year.done) for month in range(1, 13)]
    told = Counter(one.told_on.month for one in year.done if one.told_on)
    assert list(paper.closed) == [told[month] for month in range(1, 13)]
    short = {reference.units[code].short_name for code in year.rooms if sum(o.unit == code for o in year.done) < 24}
    assert set(paper.short_units) == short
    check_handlers(year, paper)
    pages = "".join("".join(text.split()) for text in page_texts(preview_brief(year.office, request, Work())))
    assert "，".join(f"{label}{number}件" for label, number in stages) in pages


def check_handlers(year: Year, paper: Brief) -> None:
    """The table of handlers, counted again."""
    sent = [one for one in year.done if one.fate is Fate.FORWARDED]
    names = {one.handler: year.office.reference.unit_name(one.handler) for one in sent}
    assert {name for name, _ in paper.handlers} == set(names.values())
    for code, name in names.items():
        ours = [one for one in sent if one.handler == code]
        found = dict(paper.handlers)[name]
        assert (found.whole, found.replied) == (len(ours), sum(map(_ANSWERED, ours)))
        assert (found.on_time, found.late) == tuple(
            sum(_ANSWERED(o) and o.late is late for o in ours) for late in (False, True)
        )
        assert (found.resolved, found.planned, found.reference) == tuple(
            sum(o.outcome is kind for o in ours) for kind in Outcome
        )
        assert (found.satisfied, found.fairly) == tuple(
            sum(o.satisfaction is kind for o in ours)
            for kind in (Satisfaction.SATISFIED, Satisfaction.FAIRLY_SATISFIED)
        )
