"""A workroom tells its office something about a clue that is no new text of it; it goes up with the next batch.

The citizen may withdraw, change consents or ask for erasure at any time; that always wins (safety 4.6).
"""

from dataclasses import replace
from datetime import date

from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.batch import EventType
from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.clue import Clue, Consents
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.messages import Message
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.consents import keep_consents
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention

_SENT = frozenset({ClueState.SEALED, ClueState.SUBMITTED, ClueState.ACKNOWLEDGED, ClueState.RETURNED})


@intention
def withdraw_clue(desk: Desk, clue_id: str, reason: str) -> tuple[Message, Changes]:
    """撤回: the citizen takes back a clue that was handed in; the office is told and both keep it as withdrawn.

    Raises (as every function here):
        IllegalActionError: the clue was never handed in.
        InputError: ``WRONG_ROLE``, ``INPUT_MISSING``.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    reason = _required(reason, "撤回的理由")
    with desk.store.writing() as tx:
        clue = _sent_clue(tx, clue_id, "撤回")
        _save(desk, tx, replace(clue, withdrawn_at=clue.withdrawn_at or desk.now()))
        message = _say(desk, tx, clue, EventType.WITHDRAW, {"reason": reason})
    return message, _changes(clue)


@intention
def change_consents(desk: Desk, clue_id: str, consents: Consents) -> tuple[Message, Changes]:
    """变更同意: what the citizen agrees to from now on. The registered text and its hash stay as they were signed."""
    with desk.store.writing() as tx:
        clue = _sent_clue(tx, clue_id, "变更同意事项")
        _save(desk, tx, replace(clue, content=replace(clue.content, consents=consents)))
        keep_consents(desk, tx, clue.id, consents, desk.actor.name)
        record: dict[str, Plain] = {
            "collect": consents.collect,
            "handover": consents.handover,
            "publicity": consents.publicity,
            "notice": consents.notice,
        }
        message = _say(desk, tx, clue, EventType.CONSENT, {"consents": record})
    return message, _changes(clue)


@intention
def request_erasure(desk: Desk, clue_id: str, ground: str, asked_on: date) -> tuple[Message, Changes]:
    """请求删除: the citizen asks that the personal data be erased; the office decides, with two persons."""
    ground = _required(ground, "请求的理由")
    with desk.store.writing() as tx:
        clue = _sent_clue(tx, clue_id, "请求删除个人信息")
        message = _say(desk, tx, clue, EventType.ERASE, {"ground": ground, "asked_on": asked_on.isoformat()})
    return message, _changes(clue)


@intention
def hand_over(desk: Desk, clue_id: str, to: str, reason: str) -> tuple[Message, Changes]:
    """移交: another workstation of the unit (its code, ``K3F``) looks after this clue from now on."""
    to, reason = _required(to, "接手的工作站"), _required(reason, "移交的理由")
    with desk.store.writing() as tx:
        clue = _sent_clue(tx, clue_id, "移交")
        message = _say(desk, tx, clue, EventType.HANDOVER, {"to": to, "reason": reason})
    return message, _changes(clue)


def report_telling(desk: Desk, tx: Transaction, clue: Clue, contact: CitizenContact) -> Message:
    """已告知群众: let the office know who told the citizen, how and when; part of whatever records the telling."""
    record: dict[str, Plain] = {
        "channel": contact.channel.value,
        "told_on": contact.contacted_on.isoformat(),
        "person": contact.person,
        "note": contact.note,
    }
    if contact.satisfaction is not None:
        record["satisfaction"] = contact.satisfaction.value
    return _say(desk, tx, clue, EventType.TOLD, record)


@intention
def messages_of(desk: Desk, clue_id: str) -> tuple[Message, ...]:
    """What was told to the office about a clue, oldest first, with the answers."""
    with desk.store.reading() as tx:
        return tx.messages.of_clue(clue_id)


def _required(text: str, field: str) -> str:
    cleaned = one_line(clean_text(text))
    if not cleaned:
        raise InputError("INPUT_MISSING", fields=field)
    return cleaned


def _sent_clue(tx: Transaction, clue_id: str, action: str) -> Clue:
    require_face(tx.system.installation(), Face.WORKROOM)
    clue = tx.clues.get(clue_id)
    if not was_handed_in(clue):
        state = label(clue.workroom_state or ClueState.DRAFT)
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="线索", state=state, action=action, possible="修改、取回草稿"
        )
    return clue


def was_handed_in(clue: Clue) -> bool:
    """Whether the office has a clue or will have it with what was sealed; also a draft that came back from there."""
    return clue.workroom_state in _SENT or clue.receipt_number is not None


def _save(desk: Desk, tx: Transaction, changed: Clue) -> None:
    tx.clues.save(replace(changed, version=changed.version + 1, updated_at=desk.now()), expected=changed.version)


def _say(desk: Desk, tx: Transaction, clue: Clue, kind: EventType, record: dict[str, Plain]) -> Message:
    message = Message(tx.messages.next_id(), clue.id, kind, desk.now(), desk.actor.name, record)
    tx.messages.add(message)
    note(desk, tx, kind.value, Kind.CLUE, clue.id, message=message.id)
    return message


def _changes(clue: Clue) -> Changes:
    return Changes.of(Kind.CLUE, clue.id) | Changes.of(Kind.BATCH, clue.id)
