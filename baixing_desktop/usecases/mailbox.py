"""The office's side of messages: taken in with their effect, shown, settled by people."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import EventType, ItemResult, SentMessage, StoredEvent, Subject, subject_of
from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.clue import Clue, Consents
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.messages import InboundMessage
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.privacy import RequestKind
from baixing_desktop.domain.rules.merging import links_in_force
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import Action, Role
from baixing_desktop.domain.units import Device, Face
from baixing_desktop.domain.workflow import FORWARDING
from baixing_desktop.errors import IllegalActionError, NotFoundError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.casework import contact_citizen
from baixing_desktop.usecases.consents import keep_consents
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.gathered import place_as_told, take_in_report
from baixing_desktop.usecases.officework import save_clue
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.requests import enter_request
from baixing_desktop.usecases.withdrawals import take_back


def take_in(
    desk: Desk, tx: Transaction, sender: Device, stored: StoredEvent, message: SentMessage
) -> tuple[ItemResult, str | None]:
    """Give a message its effect, inside the transaction that receives it; a result and, if rejected, the reason."""
    if subject_of(message.type) is not Subject.CLUE:
        return take_in_report(desk, tx, sender, stored, message)
    clue = tx.clues.find(message.clue_id)
    if message.unit != sender.unit or (clue is not None and clue.unit != sender.unit):
        return ItemResult.REJECTED, "单位与登记的工作站不符"
    if clue is None:
        return ItemResult.REJECTED, "区办公室没有这条线索"
    if message.type == EventType.PLACE:
        place_as_told(tx, clue, message)
        note(desk, tx, message.type, Kind.CLUE, clue.id, device=sender.id, seq=stored.seq)
        return ItemResult.ACCEPTED, None
    inbound = InboundMessage(
        sender.id,
        sender.epoch,
        stored.seq,
        message.clue_id,
        message.type,
        desk.now(),
        message.actor,
        message.record,
    )
    tx.messages.receive(inbound)
    _take_effect(desk, tx, clue, message)
    note(desk, tx, message.type, Kind.CLUE, clue.id, device=sender.id, seq=stored.seq)
    return ItemResult.ACCEPTED, None


@intention
def inbound_messages(desk: Desk, *, settled: bool = False, clue_id: str | None = None) -> tuple[InboundMessage, ...]:
    """What workrooms told us beside clues, oldest first: what waits for us, or also what is ``settled``."""
    with desk.store.reading() as tx:
        return tx.messages.inbound(settled=settled, clue_id=clue_id)


@intention
def settle_message(desk: Desk, message: InboundMessage, settlement: str) -> tuple[None, Changes]:
    """Say in a sentence what became of a message.

    Raises:
        InputError: ``WRONG_ROLE``.
        IllegalActionError: ``ACTION_BARRED``: it was dealt with already.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        _settle(desk, tx, message, settlement)
    return None, Changes.of(Kind.CLUE, message.clue_id)


@intention
def adopt_told(desk: Desk, message: InboundMessage) -> Changes:
    """Enter into the casework what a workroom told: that the citizen knows the answer (seed 八(四)1). For a clue that
    was merged the line of its master waits for that.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``: no answered forwarding of this clue waits for that.
        IllegalActionError: ``ACTION_BARRED``: the message was dealt with already; and what else, with InputError,
            :func:`baixing_desktop.usecases.casework.record_contact` raises.
    """
    with desk.store.writing() as tx:
        line = _waiting_for_contact(tx, message.clue_id)
        entity = contact_citizen(desk, tx, line.id, contact_in(message.record), message.clue_id)
        _settle(desk, tx, message, "已记入办理情况")
    return Changes.of(Kind.FORWARDING, entity.id) | Changes.of(Kind.CLUE, entity.clue_id, message.clue_id)


def _waiting_for_contact(tx: Transaction, clue_id: str) -> Forwarding:
    merged = links_in_force(tx.of(MergeLink).where(clue_id=clue_id))
    lines = tx.casework.forwardings(merged[0].master_id if merged else clue_id)
    waiting = [line for line in lines if FORWARDING.may(line.state, Action.CONTACT, Role.OFFICE)]
    if not waiting:
        raise NotFoundError("RECORD_NOT_FOUND", kind="待告知的转送件")
    return waiting[0]


def _settle(desk: Desk, tx: Transaction, message: InboundMessage, settlement: str) -> None:
    """Settle a message once; whoever clicks second, or later than a colleague, is told so."""
    places = {(open_.device_id, open_.epoch, open_.seq) for open_ in tx.messages.inbound(clue_id=message.clue_id)}
    if (message.device_id, message.epoch, message.seq) not in places:
        raise IllegalActionError("ACTION_BARRED", action="再处理一次", reason="这条消息已经处理过", todo="请刷新列表")
    tx.messages.settle(message, desk.now(), settlement)
    note(desk, tx, "settle", Kind.CLUE, message.clue_id, type=message.type)


def contact_in(record: Mapping[str, Plain]) -> CitizenContact:
    """The contact with the citizen in a message of type ``ack.downlink``.

    Raises:
        ValueError: another message.
    """
    fields = Fields(dict(record))
    satisfaction = fields.optional_text("satisfaction")
    return CitizenContact(
        ContactChannel(fields.text("channel")),
        date.fromisoformat(fields.text("told_on")),
        fields.text("person"),
        fields.optional_text("note") or "",
        Satisfaction(satisfaction) if satisfaction else None,
    )


def _take_effect(desk: Desk, tx: Transaction, clue: Clue, message: SentMessage) -> None:
    """What the message changes of the clue; what a person asks about the own data enters the register by itself."""
    match message.type:
        case EventType.ERASE:
            asked = Fields(dict(message.record))
            asked_on = date.fromisoformat(asked.text("asked_on"))
            enter_request(desk, tx, clue.id, RequestKind.ERASE, asked.text("ground"), asked_on)
        case EventType.WITHDRAW:
            take_back(desk, tx, clue, message.actor, Fields(dict(message.record)).text("reason"))
        case EventType.CONSENT:
            given = Fields(dict(message.record)).part("consents")
            consents = Consents(
                given.flag("collect"), given.flag("handover"), given.flag("publicity"), given.text("notice")
            )
            keep_consents(desk, tx, clue.id, consents, message.actor)
            if not consents.collect:
                # Without consent there is no ground to keep what leads to the person (PIPL 47).
                enter_request(desk, tx, clue.id, RequestKind.WITHDRAW_CONSENT, "撤回收集和保存的同意", desk.today())
            save_clue(desk, tx, replace(clue, content=replace(clue.content, consents=consents)))
        case _:
            pass
