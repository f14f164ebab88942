"""What every committee and every handler has in hand, due, overdue and done this year, and the clues behind each figure
(F31; seed 八(三), 九(三)3). Informs only: whoever chooses a committee sees it beside the choice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.proposals import Claim, ClaimWindow
from baixing_desktop.domain.rules.load import Load, with_clues
from baixing_desktop.domain.states import ClaimState
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.store.repos.load import SOON
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention

_UNDER_WAY = (ClaimState.OFFERED, ClaimState.CLAIMED, ClaimState.CULTIVATING)
_Said = tuple[str, str, frozenset[Load]]


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """The figures of one committee or handler; every figure is there."""

    code: str
    name: str
    committee: bool
    counts: Mapping[Load, int]


@intention
def loads(desk: Desk) -> tuple[UnitLoad, ...]:
    """Every committee, then every handler that has or had something this year, most in hand first.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        letters = tx.load.letters(desk.today())
        counted = _by_unit(tx, desk.today(), letters)
    committees = [unit.code for unit in desk.reference.units_of(UnitKind.COMMITTEE)]
    others = sorted(counted.keys() - set(committees), key=lambda code: (-counted[code][Load.CLUES], code))
    return tuple(
        UnitLoad(code, desk.reference.unit_name(code), code in committees, {one: counted[code][one] for one in Load})
        for code in (*committees, *others)
    )


@intention
def clues_in_hand(desk: Desk, code: str, figure: Load) -> tuple[str, ...]:
    """Identities of the clues that a figure of :func:`loads` counts, by number.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        ids = [clue for clue, said in _of_unit(tx, desk.today(), code).items() if figure in said]
        return tuple(line.id for line in sorted(tx.listing.summaries(ids), key=lambda line: (line.number, line.id)))


def committee_words(found: Sequence[UnitLoad]) -> tuple[tuple[str, str], ...]:
    """Codes and names of the committees to choose from, each with what it has in hand: ``经济委（手上 3 条）``."""
    return tuple((one.code, f"{one.name}（{in_hand_words(one.counts)}）") for one in found if one.committee)


def in_hand_words(counts: Mapping[Load, int]) -> str:
    """``手上 3 条，超期 1 条``, ``手上没有``."""
    clues, late = counts[Load.CLUES], counts[Load.OVERDUE]
    words = f"手上 {clues} 条" if clues else "手上没有"
    return f"{words}，超期 {late} 条" if late else words


def _by_unit(
    tx: Transaction, today: date, letters: Mapping[str, Mapping[Load, int]]
) -> defaultdict[str, Counter[Load]]:
    """Handlers are counted by the database; who is also responsible for something else, clue by clue."""
    counted: defaultdict[str, Counter[Load]] = defaultdict(Counter)
    for code, counts in letters.items():
        counted[code] = Counter({**counts, Load.CLUES: counts[Load.LETTERS]})
    responsible: defaultdict[str, dict[str, frozenset[Load]]] = defaultdict(dict)
    for code, clue, said in _responsible(tx, today):
        responsible[code][clue] = responsible[code].get(clue, frozenset()) | said
    for code, clues in responsible.items():
        for clue, said in tx.load.behind(today, code) if code in letters else ():
            clues[clue] = clues.get(clue, frozenset()) | said
        counted[code] = Counter(one for said in clues.values() for one in with_clues(said))
    return counted


def _of_unit(tx: Transaction, today: date, code: str) -> Mapping[str, frozenset[Load]]:
    found: dict[str, frozenset[Load]] = {}
    said_here = [(clue, said) for unit, clue, said in _responsible(tx, today) if unit == code]
    for clue, said in (*said_here, *tx.load.behind(today, code)):
        found[clue] = with_clues(found.get(clue, frozenset()) | said)
    return found


def _responsible(tx: Transaction, today: date) -> Iterator[_Said]:
    """Unit, clue and figures of every claim, output and report to the city that a unit is responsible for."""
    gone = tx.load.gone()
    for unit, clue, said in (*_claims(tx, today), *_tasks(tx, today)):
        if unit and said and clue not in gone:
            yield unit, clue, said


def _claims(tx: Transaction, today: date) -> Iterator[tuple[str | None, str, frozenset[Load]]]:
    closing = {window.id: window.closes_on for window in tx.of(ClaimWindow).where()}
    for claim in tx.of(Claim).where(state=_UNDER_WAY):
        closes = closing.get(claim.window_id or "") if claim.state is ClaimState.OFFERED else None
        yield claim.committee, claim.clue_id, frozenset({Load.CLAIMS, *_by_day(closes, today)})


def _by_day(due: date | None, today: date) -> frozenset[Load]:
    if due is None or due > today + SOON:
        return frozenset()
    return frozenset({Load.OVERDUE if due < today else Load.DUE_SOON})


def _tasks(tx: Transaction, today: date) -> Iterator[tuple[str | None, str, frozenset[Load]]]:
    for output in tx.of(Output).where(dropped_on=None):
        yield output.committee, output.clue_id, _task(output.delivered_on, today)
    for report in tx.of(CityReport).where():
        yield report.committee, report.clue_id, _task(report.reported_on, today)


def _task(ended: date | None, today: date) -> frozenset[Load]:
    if ended is None:
        return frozenset({Load.TASKS})
    return frozenset({Load.DONE}) if ended.year == today.year else frozenset()
