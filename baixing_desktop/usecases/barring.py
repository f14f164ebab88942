"""不得转被反映单位: which units must not get a clue because it complains about them (信访工作条例 30; safety P17).

The workroom notes it while the citizen sits opposite, and it travels with the batch; the office can add to it.
"""

from dataclasses import replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import UnitBar
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.redaction import redact_text
from baixing_desktop.domain.states import Action, ClueState
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import bars_on
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.standing import require_standing

_BEFORE_SENDING = frozenset({ClueState.DRAFT, ClueState.COMMUNITY_REGISTERED, ClueState.REGISTERED, ClueState.RETURNED})


@intention
def bars_of(desk: Desk, clue_id: str) -> tuple[UnitBar, ...]:
    """The units that must not get the clue, those of clues merged into it among them."""
    with desk.store.reading() as tx:
        return bars_on(tx, clue_id)


@intention
def set_bars(desk: Desk, clue_id: str, units: tuple[str, ...], reason: str = "") -> tuple[tuple[UnitBar, ...], Changes]:
    """Say all units that must not get the clue. To let one of them have it after all the office gives a ``reason``.

    Raises:
        IllegalActionError: ``CLUE_WITHDRAWN``; in the workroom: it was handed in already; in the office: the table has
            no such row.
        InputError: one is no unit that clues are handed on to, or the reason is missing.
        NotFoundError: ``CLUE_NOT_FOUND``, ``UNIT_UNKNOWN``.
    """
    units, reason = tuple(dict.fromkeys(units)), reason.strip()
    with desk.store.writing() as tx:
        here = tx.system.installation().face
        clue = tx.clues.get(clue_id)
        _require_open(desk, tx, clue, here)
        kept = {bar.unit: bar for bar in tx.of(UnitBar).where(clue_id=clue_id)}
        added, lifted = [code for code in units if code not in kept], [code for code in kept if code not in units]
        for code in added:
            desk.reference.unit(code, UnitKind.DEPARTMENT, UnitKind.DIRECT_POINT, role="被反映单位")
        if lifted and here is Face.OFFICE and not reason:
            raise InputError("INPUT_MISSING", fields="可以转给原来注明的单位的理由")
        tx.of(UnitBar).add(*(_bar(desk, clue_id, code, by_workroom=here is Face.WORKROOM) for code in added))
        for code in lifted:
            tx.of(UnitBar).remove(kept[code])
        if added or lifted:
            # The trail is for ever: it names no citizen.
            told = redact_text(reason, clue.content.contributor)
            note(desk, tx, Action.BAR, Kind.CLUE, clue_id, added=[*added], lifted=[*lifted], reason=told)
        found = tx.of(UnitBar).where(clue_id=clue_id, order="unit")
    return found, Changes.of(Kind.CLUE, clue_id) if added or lifted else Changes()


def renew_bars(desk: Desk, tx: Transaction, clue_id: str, units: tuple[str, ...], typist: str) -> None:
    """What a revision says takes the place of what the one before said; what the office noted stays. A code that this
    office does not know is kept as well: its edition of the reference data may be the older one.
    """
    kept = {bar.unit: bar for bar in tx.of(UnitBar).where(clue_id=clue_id)}
    for bar in kept.values():
        if bar.by_workroom and bar.unit not in units:
            tx.of(UnitBar).remove(bar)
    added = (_bar(desk, clue_id, code, by_workroom=True) for code in dict.fromkeys(units) if code not in kept)
    tx.of(UnitBar).add(*(replace(bar, actor=typist) for bar in added))


def copy_bars(tx: Transaction, origin_id: str, part_id: str) -> None:
    """A part that is split off complains about the same units."""
    bars = tx.of(UnitBar).where(clue_id=origin_id)
    tx.of(UnitBar).add(*(replace(bar, id=new_id(), clue_id=part_id, version=1) for bar in bars))


def _bar(desk: Desk, clue_id: str, code: str, *, by_workroom: bool) -> UnitBar:
    return UnitBar(new_id(), clue_id, code, by_workroom, desk.now(), desk.actor.name)


def _require_open(desk: Desk, tx: Transaction, clue: Clue, here: Face) -> None:
    require_standing(tx, clue)
    if here is Face.OFFICE:
        if clue.office_state is not None:
            CLUE_IN_OFFICE.advance(clue.office_state, Action.BAR, desk.role)
        return
    state = clue.workroom_state or ClueState.DRAFT
    if state not in _BEFORE_SENDING:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE",
            subject="线索",
            state=label(state),
            action=label(Action.BAR),
            possible="打电话请区办公室注明",
        )
