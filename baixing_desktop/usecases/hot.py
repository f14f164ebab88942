"""热点: what several people or streets say about one matter, with its streets and its course by month (seed 八(二))."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.hot import LEAST, Gathering, Pair
from baixing_desktop.domain.rules.merging import links_in_force
from baixing_desktop.domain.rules.similarity import Matter, Rarity
from baixing_desktop.domain.screening import Distinction, MergeLink
from baixing_desktop.domain.units import Face
from baixing_desktop.store.repos.alike import Voice
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.similar import GROUND
from baixing_desktop.work import Work

LATELY = 30
"""Days that are set against as many before them."""


@dataclass(frozen=True, slots=True)
class HotIssue:
    """One matter: the ``title`` that stands for it, the ``words`` its clues share, the clues by their day; ``streets``
    are units with how many clues each gave, most first; ``months`` every month of the period with its clues; ``lately``
    and ``before`` the clues of the last 30 days and of the 30 before.
    """

    title: str
    words: tuple[str, ...]
    ids: tuple[str, ...]
    streets: tuple[tuple[str, int], ...]
    months: tuple[tuple[tuple[int, int], int], ...]
    lately: int
    before: int
    last: date


@dataclass(frozen=True, slots=True)
class HotIssues:
    """The hot issues among the ``read`` clues of ``period``, the most clues first."""

    period: Period
    read: int
    issues: tuple[HotIssue, ...]


@intention
def hot_issues(desk: Desk, period: Period, work: Work, *, least: int = LEAST) -> HotIssues:
    """Every matter about which at least ``least`` clues of ``period`` speak. 10,000 clues take some seconds.

    Merged clues count with what they are merged with; pairs that were told apart are not brought together.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
        UserError: ``CANCELLED``.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        voices = tx.alike.voices(period)
        together, apart = _decided(tx)
        rarity = Rarity.of(list(tx.alike.latest(GROUND).values()))
    matters = {one.clue_id: Matter(one.title, one.body) for one in voices}
    gathering = Gathering(matters, rarity, together, apart)
    by_id = {one.clue_id: one for one in voices}
    groups = [[by_id[one] for one in group] for group in gathering.groups(work) if len(group) >= least]
    issues = (_issue(gathering, group, period, desk.today()) for group in groups)
    return HotIssues(period, len(voices), tuple(sorted(issues, key=_order)))


def _decided(tx: Transaction) -> tuple[list[Pair], list[Pair]]:
    """The pairs that are merged, and those that were told apart."""
    links: Iterable[MergeLink] = links_in_force(tx.of(MergeLink).where(undone_at=None))
    told = tx.of(Distinction).where(undone_at=None)
    return [(one.clue_id, one.master_id) for one in links], [(one.clue_id, one.other_id) for one in told]


def _issue(gathering: Gathering, group: Sequence[Voice], period: Period, today: date) -> HotIssue:
    ids = [one.clue_id for one in group]
    middle, words = gathering.middle(ids), gathering.words(ids)
    title = next(one.title for one in group if one.clue_id == middle)
    streets = Counter(one.unit for one in group)
    months = Counter((one.day.year, one.day.month) for one in group)
    begin = min(today, period.last) - timedelta(days=LATELY)
    return HotIssue(
        title,
        words,
        tuple(ids),
        tuple(sorted(streets.items(), key=lambda pair: (-pair[1], pair[0]))),
        tuple((month, months[month]) for month in period.months),
        sum(one.day > begin for one in group),
        sum(begin - timedelta(days=LATELY) < one.day <= begin for one in group),
        max(one.day for one in group),
    )


def _order(issue: HotIssue) -> tuple[int, int, int, str]:
    return (-len(issue.ids), -len(issue.streets), -issue.last.toordinal(), issue.ids[0])
