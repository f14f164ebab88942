"""统计: the figures of a period beside those of the one before, and the clues behind each (seed 八, 九; F53)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.figures import Counts, Dimension, Figure, Stage, StageDays
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.store.repos.figures import PeriodFigures
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

NOT_SAID = "未注明"


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The figures of one street, source, … with its ``code``; ``earlier`` are those of the period before."""

    code: str
    name: str
    counts: Counts
    earlier: Counts


@dataclass(frozen=True, slots=True)
class Overview:
    """All figures of ``period``; ``earlier`` and ``stages_before`` are those of the period before it.

    ``groups`` hold all 18 workrooms, and of everything else what has clues, most clues first.
    """

    period: Period
    totals: Counts
    earlier: Counts
    groups: Mapping[Dimension, tuple[GroupLine, ...]]
    stages: Mapping[Stage, StageDays]
    stages_before: Mapping[Stage, StageDays]
    as_of: tuple[date, int] | None = None
    """The day on which they were counted, and how far the trail had got: nothing changes without a trace there."""


@intention
def overview(desk: Desk, period: Period, known: Overview | None = None) -> Overview:
    """Every figure of ``period``, in all and for each street, source, theme, topic and handler: the ``known`` ones, if
    they are of this period and nothing was done since.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        as_of = (desk.today(), tx.audit.last()[0])
        if known is not None and (known.period, known.as_of) == (period, as_of):
            return known
        return replace(overview_in(desk, tx, period), as_of=as_of)


def overview_in(desk: Desk, tx: Transaction, period: Period) -> Overview:
    """:func:`overview` as part of something larger."""
    now, earlier = figures_in(desk, tx, period, period.before)
    return Overview(
        period,
        now.counts[None][""],
        earlier.counts[None][""],
        {one: _lines(desk, tx, one, now.counts[one], earlier.counts[one]) for one in Dimension},
        now.stages,
        earlier.stages,
    )


def figures_in(desk: Desk, tx: Transaction, *periods: Period) -> tuple[PeriodFigures, ...]:
    """The figures of ``periods`` today, from the kept sums where there are any."""
    return tx.tally.of(desk.today(), *periods) or tx.figures.of(desk.today(), *periods)


@intention
def settle_figures(desk: Desk, work: Work | None = None) -> int:
    """Count what changed in a large office since its figures were last kept, a few clues in each transaction.

    Changes no fact and no figure, only how fast they are asked for; so it leaves nothing in the trail.

    Returns:
        How many clues had to be counted; 0 in an office so small that nothing is kept.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
        UserError: ``CANCELLED``: what was counted is kept, the rest is left.
    """
    require_face(desk.installation, Face.OFFICE)
    work, today = work or Work(), desk.today()
    with desk.store.reading() as tx:
        if not tx.tally.wants(today):
            return 0
    counted = 0
    while True:
        with desk.store.writing() as tx:
            if not tx.tally.begin(today):
                return 0
            took, left = tx.tally.settle(today)
        counted += took
        work.at(counted, counted + left, "正在统计")
        if not left:
            return counted


@intention
def ids_behind(
    desk: Desk, period: Period, figure: Figure, dimension: Dimension | None = None, code: str = ""
) -> tuple[str, ...]:
    """Identities of the clues that a figure of :func:`overview` counts, of one ``code`` of ``dimension`` or all, by
    number.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        kept = tx.tally.ids(period, desk.today(), figure, dimension, code)
        return kept if kept is not None else tx.figures.ids(period, desk.today(), figure, dimension, code)


@intention
def clues_of(desk: Desk, ids: Sequence[str]) -> tuple[ClueSummary, ...]:
    """The lines of these clues, in the same order; those that are gone are left out."""
    with desk.store.reading() as tx:
        found = {line.id: line for line in tx.listing.summaries(ids)}
    return tuple(found[one] for one in ids if one in found)


def _lines(
    desk: Desk, tx: Transaction, dimension: Dimension, counted: Mapping[str, Counts], before: Mapping[str, Counts]
) -> tuple[GroupLine, ...]:
    naming = _naming(desk, tx, dimension)
    rooms = [unit.code for unit in desk.reference.units_of(UnitKind.WORKROOM)] if dimension is Dimension.STREET else []
    nothing: Counts = dict.fromkeys(Figure, 0)
    others = sorted(counted.keys() - set(rooms), key=lambda code: (-counted[code][Figure.COLLECTED], code))
    return tuple(
        GroupLine(code, naming(code), counted.get(code, nothing), before.get(code, nothing))
        for code in (*rooms, *others)
    )


def _naming(desk: Desk, tx: Transaction, dimension: Dimension) -> Callable[[str], str]:
    reference = desk.reference
    match dimension:
        case Dimension.STREET:
            return lambda code: reference.units[code].short_name if code in reference.units else code
        case Dimension.SOURCE:
            return reference.source_label
        case Dimension.THEME:
            return lambda code: reference.themes.get(code, code) or NOT_SAID
        case Dimension.TOPIC:
            titles = {topic.id: topic.title for topic in tx.of(Topic).where()}
            return lambda code: titles.get(code, code) or "没有选题"
        case Dimension.HANDLER:
            return reference.unit_name
