"""What has been kept long enough: proposals that people decide on, nothing goes by itself (PIPL 19, 47; safety P8)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from baixing_desktop.clock import local
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.rules.retention import Kept, RetentionRule, expires_on, proposals
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention

_RULES: Mapping[OfficeState, str] = MappingProxyType(
    {
        OfficeState.DECLINED: "CLUE_DECLINED",
        OfficeState.WITHDRAWN: "CLUE_DECLINED",
        OfficeState.RETAINED: "CLUE_RETAINED",
        OfficeState.CONCLUDED: "CLUE_CONCLUDED",
        OfficeState.ARCHIVED: "CLUE_CONCLUDED",
    }
)
_DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Expired:
    """A clue that was kept long enough by ``rule``, since ``since``; contact data is not in it."""

    clue_id: str
    number: str
    title: str
    rule: RetentionRule
    since: date


@intention
def retention_proposals(desk: Desk) -> tuple[Expired, ...]:
    """What the schedule of the reference data proposes today, the longest expired first.

    In the office: closed clues; in a workroom: drafts that were never registered.
    """
    with desk.store.reading() as tx:
        office = tx.system.installation().face is Face.OFFICE
        clues = {clue.id: clue for clue in (_closed(tx) if office else _drafts(tx))}
        ended = tx.casework.last_steps(tuple(clues)) if office else {}
        gone = {stone.clue_id for stone in tx.erasing.tombstones()}
    since = {clue_id: local(ended.get(clue_id, clue.updated_at)).date() for clue_id, clue in clues.items()}
    kept = (Kept(clue.id, rule_of(clue) or _DRAFT, since[clue.id]) for clue in clues.values() if clue.id not in gone)
    return tuple(
        Expired(thing.object_id, clues[thing.object_id].number, clues[thing.object_id].content.title, rule, day)
        for thing, rule in proposals(kept, desk.reference.retention, desk.today())
        if (day := thing.closed_on) is not None
    )


def rule_of(clue: Clue) -> str | None:
    """Which rule of the schedule a clue falls under at the office; None while it is in hand."""
    if clue.withdrawn_at is not None:
        return _RULES[OfficeState.WITHDRAWN]
    return _RULES.get(clue.office_state) if clue.office_state else None


def kept_until(desk: Desk, tx: Transaction, clue: Clue) -> date | None:
    """The day from which the schedule proposes to let go of a clue; None while it is in hand."""
    rule = rule_of(clue)
    if rule is None:
        return None
    ended = tx.casework.last_steps((clue.id,)).get(clue.id, clue.updated_at)
    return expires_on(desk.reference.retention[rule], local(ended).date())


def _closed(tx: Transaction) -> Iterator[Clue]:
    by_state = tx.listing.ids(ClueQuery(office_states=tuple(_RULES)))
    withdrawn = tx.clues.withdrawn()
    yield from tx.clues.several(tuple(dict.fromkeys((*by_state, *withdrawn))))


def _drafts(tx: Transaction) -> Iterator[Clue]:
    return (clue for clue in tx.clues.in_workroom_state(ClueState.DRAFT) if clue.provisional_number is None)
