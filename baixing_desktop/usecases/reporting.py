"""What a workroom tells its office of its own work: sessions, 零报告, where its clues come from (seed 八(二)).

It goes up with the next batch, as far as the office can read it. What was not sent yet is said anew, not twice.
"""

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.batch import EventType
from baixing_desktop.domain.gathering import ClueContext, NilReport, Session, SessionMember
from baixing_desktop.domain.messages import Message
from baixing_desktop.domain.reports import nil_gone_record, nil_record, place_record, session_record
from baixing_desktop.domain.units import Face
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk


def report_session(desk: Desk, tx: Transaction, session: Session) -> None:
    """Tell how a session stands now."""
    members = [one.name for one in tx.of(SessionMember).where(session_id=session.id, order="id")]
    _say(desk, tx, EventType.SESSION, session.id, session_record(session, members))


def report_session_gone(desk: Desk, tx: Transaction, session: Session) -> None:
    """Tell that a session was written down by mistake, if the office was told of it at all."""
    _take_back(desk, tx, EventType.SESSION_GONE, session.id, {})


def report_nil_month(desk: Desk, tx: Transaction, report: NilReport) -> None:
    """Tell of a 零报告."""
    _say(desk, tx, EventType.NIL, report.id, nil_record(report))


def report_nil_gone(desk: Desk, tx: Transaction, report: NilReport) -> None:
    """Tell that a 零报告 was taken back, if the office was told of it at all."""
    _take_back(desk, tx, EventType.NIL_GONE, report.id, nil_gone_record(report))


def report_place(desk: Desk, tx: Transaction, clue_id: str) -> None:
    """Tell from which session a clue comes, which topic it answers, which community it concerns, if that is news."""
    context = next(iter(tx.of(ClueContext).where(clue_id=clue_id)), None)
    record = place_record(context) if context else {}
    told = [one for one in tx.messages.of_clue(clue_id) if one.type == EventType.PLACE]
    if record != (dict(told[-1].record) if told else {}):
        _say(desk, tx, EventType.PLACE, clue_id, record)


def _say(desk: Desk, tx: Transaction, kind: EventType, subject_id: str, record: dict[str, Plain]) -> None:
    if tx.system.installation().face is not Face.WORKROOM:
        return
    waiting = [one for one in tx.messages.of_clue(subject_id) if one.type == kind and one.seq is None]
    new_name = waiting[-1].id if waiting else tx.messages.next_id()
    message = Message(new_name, subject_id, kind, desk.now(), desk.actor.name, record)
    if waiting:
        tx.messages.renew(message)
    else:
        tx.messages.add(message)


def _take_back(desk: Desk, tx: Transaction, kind: EventType, subject_id: str, record: dict[str, Plain]) -> None:
    told = tx.messages.of_clue(subject_id)
    for one in told:
        if one.seq is None:
            tx.messages.drop(one)
    if any(one.seq is not None for one in told):
        _say(desk, tx, kind, subject_id, record)
