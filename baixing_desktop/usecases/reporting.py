"""What a workroom tells its office of its own work: sessions, 零报告, where its clues come from (seed 八(二)).

It goes up with the next batch, as far as the office can read it. What was not sent yet is said anew, not twice.
"""

from collections.abc import Mapping, Sequence

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
    _say_of(desk, tx, EventType.SESSION, session.id, session_record(session, members))


def report_session_gone(desk: Desk, tx: Transaction, session: Session) -> None:
    """Tell that a session was written down by mistake, if the office was told of it at all."""
    _take_back(desk, tx, EventType.SESSION_GONE, session.id, {})


def report_nil_month(desk: Desk, tx: Transaction, report: NilReport) -> None:
    """Tell of a 零报告."""
    _say_of(desk, tx, EventType.NIL, report.id, nil_record(report))


def report_nil_gone(desk: Desk, tx: Transaction, report: NilReport) -> None:
    """Tell that a 零报告 was taken back, if the office was told of it at all."""
    _take_back(desk, tx, EventType.NIL_GONE, report.id, nil_gone_record(report))


def report_place(desk: Desk, tx: Transaction, clue_id: str) -> None:
    """Tell from which session a clue comes, which topic it answers, which community it concerns, if that is news."""
    report_places(desk, tx, (clue_id,))


def report_places(desk: Desk, tx: Transaction, clue_ids: Sequence[str]) -> None:
    """The same for many clues, in a few statements however many they are."""
    contexts = {one.clue_id: one for one in tx.of(ClueContext).of_many("clue_id", clue_ids, order="-id")}
    told = tx.messages.of_clues(clue_ids, EventType.PLACE)
    news: list[tuple[str, dict[str, Plain]]] = []
    for clue_id in clue_ids:
        record = place_record(contexts[clue_id]) if clue_id in contexts else {}
        if record != (dict(told[clue_id][-1].record) if clue_id in told else {}):
            news.append((clue_id, record))
    _say(desk, tx, EventType.PLACE, news, told)


def _say(
    desk: Desk,
    tx: Transaction,
    kind: EventType,
    news: Sequence[tuple[str, dict[str, Plain]]],
    told: Mapping[str, Sequence[Message]],
) -> None:
    """Tell these things; ``told``: what was told of them already."""
    if not news or tx.system.installation().face is not Face.WORKROOM:
        return
    fresh, names = list[Message](), tx.messages.next_ids()
    for subject_id, record in news:
        waiting = [one for one in told.get(subject_id, ()) if one.type == kind and one.seq is None]
        name = waiting[-1].id if waiting else next(names)
        message = Message(name, subject_id, kind, desk.now(), desk.actor.name, record)
        if waiting:
            tx.messages.renew(message)
        else:
            fresh.append(message)
    tx.messages.add(*fresh)


def _say_of(desk: Desk, tx: Transaction, kind: EventType, subject_id: str, record: dict[str, Plain]) -> None:
    _say(desk, tx, kind, [(subject_id, record)], {subject_id: tx.messages.of_clue(subject_id)})


def _take_back(desk: Desk, tx: Transaction, kind: EventType, subject_id: str, record: dict[str, Plain]) -> None:
    told = tx.messages.of_clue(subject_id)
    for one in told:
        if one.seq is None:
            tx.messages.drop(one)
    if any(one.seq is not None for one in told):
        _say_of(desk, tx, kind, subject_id, record)
