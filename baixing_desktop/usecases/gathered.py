"""The office's side of what workrooms tell of their own work: sessions, 零报告, where clues come from (seed 八(二)).

A workroom's word about its own work is taken as it stands; the last one holds. Of a clue that was accepted the office
says where it belongs, and the workroom fills only what is empty (safety 4.6).
"""

from collections.abc import Callable
from dataclasses import replace

from baixing_desktop.changes import Kind
from baixing_desktop.domain.batch import EventType, ItemResult, SentMessage, StoredEvent
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.gathering import ClueContext, NilReport, Session, SessionMember, Topic
from baixing_desktop.domain.reports import read_month, read_nil, read_place, read_session
from baixing_desktop.domain.units import Device
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.erasing import only_erased
from baixing_desktop.usecases.gathering import change_context, set_members

Answer = tuple[ItemResult, str | None]

_TAKEN: Answer = (ItemResult.ACCEPTED, None)
_HERE_ALREADY: Answer = (ItemResult.DUPLICATE, None)


def take_in_report(desk: Desk, tx: Transaction, sender: Device, stored: StoredEvent, message: SentMessage) -> Answer:
    """Give a message that speaks of no clue its effect; a result and, if rejected, the reason."""
    if message.unit != sender.unit:
        return ItemResult.REJECTED, "单位与登记的工作站不符"
    effect, kind = _EFFECTS[EventType(message.type)]
    answer = effect(desk, tx, message)
    if answer == _TAKEN:
        note(desk, tx, message.type, kind, message.clue_id, device=sender.id, seq=stored.seq)
    return answer


def place_as_told(tx: Transaction, clue: Clue, message: SentMessage) -> None:
    """Write down from where a clue comes. Sessions and topics that are not here are passed over."""
    told = read_place(Fields(dict(message.record)))
    session = _unless_unknown(tx, Session, told.session)
    topic = _unless_unknown(tx, Topic, told.topic)
    given = {"session_id": session, "topic_id": topic, "community": told.community}
    if clue.formal_number is not None:
        here = next(iter(tx.of(ClueContext).where(clue_id=clue.id)), ClueContext("", clue.id))
        kept = {"session_id": here.session_id, "topic_id": here.topic_id, "community": here.community}
        given = {field: kept[field] or value for field, value in given.items()}
    change_context(tx, clue.id, **given)


def _session(desk: Desk, tx: Transaction, message: SentMessage) -> Answer:
    told, repo = read_session(Fields(dict(message.record))), tx.of(Session)
    known = next(iter(repo.where(id=message.clue_id)), None)
    if known is not None and known.unit != message.unit:
        return ItemResult.REJECTED, "与区办公室已有的同一次接访不符"
    fresh = known or Session(message.clue_id, message.unit, told.held_on, told.place, desk.now())
    session = replace(
        fresh,
        held_on=told.held_on,
        place=told.place,
        visitors=told.visitors,
        # An older copy of a workroom may still tell what was erased here with the last clue of the session.
        note="" if only_erased(tx, message.clue_id) else told.note,
        topic_id=_unless_unknown(tx, Topic, told.topic),
        community=told.community,
    )
    members = tuple(one.name for one in tx.of(SessionMember).where(session_id=session.id, order="id"))
    if (known, members) == (session, told.members):
        return _HERE_ALREADY
    if known is None:
        repo.add(session)
    else:
        repo.save(replace(session, version=known.version + 1))
    set_members(tx, session.id, told.members)
    return _TAKEN


def _session_gone(_desk: Desk, tx: Transaction, message: SentMessage) -> Answer:
    known = next(iter(tx.of(Session).where(id=message.clue_id)), None)
    if known is None:
        return _HERE_ALREADY
    if known.unit != message.unit:
        return ItemResult.REJECTED, "与区办公室已有的同一次接访不符"
    if tx.of(ClueContext).count(session_id=known.id):
        return ItemResult.REJECTED, "区办公室已有线索记在这次接访下"
    tx.of(Session).remove(known)
    return _TAKEN


def _nil(desk: Desk, tx: Transaction, message: SentMessage) -> Answer:
    told = read_nil(Fields(dict(message.record)))
    known = _nil_of(tx, message.unit, (told.year, told.month))
    if known is not None and known.reason == told.reason:
        return _HERE_ALREADY
    if known is not None:
        tx.of(NilReport).remove(known)
    tx.of(NilReport).add(
        NilReport(new_id(), message.unit, told.year, told.month, told.reason, desk.now(), message.actor)
    )
    return _TAKEN


def _nil_gone(_desk: Desk, tx: Transaction, message: SentMessage) -> Answer:
    known = _nil_of(tx, message.unit, read_month(Fields(dict(message.record))))
    if known is None:
        return _HERE_ALREADY
    tx.of(NilReport).remove(known)
    return _TAKEN


_Effect = Callable[[Desk, Transaction, SentMessage], Answer]
_EFFECTS: dict[EventType, tuple[_Effect, Kind]] = {
    EventType.SESSION: (_session, Kind.SESSION),
    EventType.SESSION_GONE: (_session_gone, Kind.SESSION),
    EventType.NIL: (_nil, Kind.QUOTA),
    EventType.NIL_GONE: (_nil_gone, Kind.QUOTA),
}


def _nil_of(tx: Transaction, unit: str, month: tuple[int, int]) -> NilReport | None:
    return next(iter(tx.of(NilReport).where(unit=unit, year=month[0], month=month[1])), None)


def _unless_unknown(tx: Transaction, entity: type[Session | Topic], identity: str | None) -> str | None:
    return identity if identity and tx.of(entity).count(id=identity) else None
