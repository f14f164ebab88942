"""Where every clue and every letter must stand by what the record says beside the state itself: the news that were
told, the audit trail, the log and its receipts. A state that was changed past the program fits none of them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from baixing_desktop.domain.batch import CLUE_EVENTS, ItemResult
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.states import Action, BatchState, ClueState, ForwardingState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.store.repos.audit import AuditRepo
from baixing_desktop.store.tables import METADATA
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.log import batch, event, former_progress, item_receipt, progress
from baixing_desktop.store.tables.office import downlink, forwarding
from baixing_desktop.store.tables.system import audit, installation

_UNTOLD = {
    OfficeState.RECEIVED: OfficeState.SCREENING,
    OfficeState.CLASSIFIED: OfficeState.ROUTED,
    OfficeState.CONCLUDED: OfficeState.ARCHIVED,
}
"""The steps of SM3 of which a workroom hears nothing: it is taken up, goes another way than by letter, is archived."""
_ON_ITS_WAY = {BatchState.SEALED: ClueState.SEALED, BatchState.EXPORTED: ClueState.SUBMITTED}


def wrong_standings(connection: Connection) -> Iterator[str]:
    """Which clues and letters do not stand where the record says: ``table identity state``."""
    face = connection.execute(select(installation.c.face)).scalar_one_or_none()
    if face == Face.OFFICE:
        yield from _clues_in_office(connection)
        yield from _letters(connection)
    elif face == Face.WORKROOM:
        yield from _clues_in_workroom(connection)


def _clues_in_office(connection: Connection) -> Iterator[str]:
    """The last news of a clue says where it stood; a withdrawal in force is kept, archiving stands in the trail."""
    told = _last(connection, downlink)
    withdrawal = METADATA.tables["withdrawal"]
    withdrawn = set(connection.execute(select(withdrawal.c.clue_id).where(withdrawal.c.undone_at.is_(None))).scalars())
    archived = set(connection.execute(select(audit.c.object_id).where(audit.c.action == Action.ARCHIVE)).scalars())
    whole = AuditRepo(connection).floor()[0] == 0
    for row in connection.execute(select(clue.c.id, clue.c.office_state).order_by(clue.c.id)):
        said = OfficeState(json.loads(told[row.id])["state"]) if row.id in told else OfficeState.RECEIVED
        possible = {OfficeState.WITHDRAWN} if row.id in withdrawn else {said, _UNTOLD.get(said, said)}
        if whole and row.id not in archived:
            possible.discard(OfficeState.ARCHIVED)
        if row.office_state not in possible:
            yield f"clue {row.id} {row.office_state}"


def _letters(connection: Connection) -> Iterator[str]:
    """The trail says with every step of a letter where it stands; before the first it is drafted."""
    rows = select(audit.c.object_id, audit.c.detail).where(audit.c.kind == forwarding.name).order_by(audit.c.seq)
    noted = {each.object_id: str(each.detail) for each in connection.execute(rows) if '"state":' in each.detail}
    whole = AuditRepo(connection).floor()[0] == 0
    for row in connection.execute(select(forwarding.c.id, forwarding.c.state).order_by(forwarding.c.id)):
        if row.id not in noted and not whole:
            continue
        stands = json.loads(noted[row.id])["state"] if row.id in noted else ForwardingState.DRAFTED
        if row.state != stands:
            yield f"forwarding {row.id} {row.state}"


def _clues_in_workroom(connection: Connection) -> Iterator[str]:
    """What was heard last says where a clue stands in the office; the log, its batches and receipts, where it is."""
    told = _last(connection, progress)
    sent, returned = _sent(connection), _returned(connection)
    states = select(clue.c.id, clue.c.workroom_state, clue.c.office_state).order_by(clue.c.id)
    for row in connection.execute(states):
        said = json.loads(told[row.id])["state"] if row.id in told else None
        fits = _fits(ClueState(row.workroom_state), sent.get(row.id, _Sent()), row.id in returned)
        if row.office_state != said or not fits:
            yield f"clue {row.id} {row.workroom_state} {row.office_state or ''}".rstrip()


@dataclass(frozen=True, slots=True)
class _Sent:
    """What the log knows of a clue: where it is ``on_its_way`` in the present log, whether an event of it was ever
    ``confirmed``, and whether the last one is, in the present log and without a complaint (``settled``).
    """

    on_its_way: ClueState | None = None
    confirmed: bool = False
    settled: bool = False


def _fits(state: ClueState, sent: _Sent, returned: bool) -> bool:
    if sent.on_its_way is not None:
        return state is sent.on_its_way
    if state is ClueState.ACKNOWLEDGED:
        return sent.confirmed
    # What the office has is written on only when it came back.
    came_back = sent.confirmed if state is ClueState.RETURNED else state not in _ON_ITS_WAY.values()
    return came_back and (returned or not sent.settled)


def _sent(connection: Connection) -> dict[str, _Sent]:
    answered = (item_receipt.c.epoch == event.c.epoch) & (item_receipt.c.seq == event.c.seq)
    events = (
        select(event.c.clue_id, batch.c.state, item_receipt.c.result, event.c.epoch, installation.c.epoch.label("now"))
        .select_from(event.join(batch, batch.c.id == event.c.batch_id).join(installation, installation.c.id == 1))
        .outerjoin(item_receipt, answered)
        .where(event.c.type.in_(CLUE_EVENTS))
        .order_by(event.c.epoch, event.c.seq)
    )
    found: dict[str, _Sent] = {}
    for row in connection.execute(events):
        confirmed = row.result is not None
        here = row.epoch == row.now
        found[row.clue_id] = _Sent(
            _ON_ITS_WAY.get(BatchState(row.state)) if here and not confirmed else None,
            confirmed or found.get(row.clue_id, _Sent()).confirmed,
            here and confirmed and row.result != ItemResult.REJECTED,
        )
    return found


def _returned(connection: Connection) -> set[str]:
    """The clues that came back at some time, by the present news or by those before an office was restored."""
    now = connection.execute(select(progress.c.clue_id).where(progress.c.step == Step.RETURNED)).scalars()
    before = connection.execute(select(former_progress.c.clue_id, former_progress.c.record))
    return {*now, *(row.clue_id for row in before if json.loads(row.record)["step"] == Step.RETURNED)}


def _last(connection: Connection, told: Table) -> Mapping[str, str]:
    """The last record of each clue; of one clue all are told in one stream."""
    rows = connection.execute(select(told.c.clue_id, told.c.record).order_by(told.c.position))
    return {row.clue_id: row.record for row in rows}
