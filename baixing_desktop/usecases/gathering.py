"""接访活动, 选题, 零报告 and what is known of a clue beyond its form (seed 八(一), 八(二))."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import CHINA
from baixing_desktop.domain.gathering import ClueContext, NilReport, Session, SessionMember, Topic, nil_month
from baixing_desktop.domain.rules.sessions import SessionFault, session_faults
from baixing_desktop.domain.states import TopicState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.board import members_told
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.messages import was_handed_in
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.reporting import (
    report_nil_gone,
    report_nil_month,
    report_place,
    report_session,
    report_session_gone,
)

_LOOKED_BACK = 100
"""Sessions from which names are offered again."""


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session with the names of who was on duty, and how many clues came of it."""

    session: Session
    members: tuple[str, ...]
    clues: int


@dataclass(frozen=True, slots=True)
class SessionForm:
    """What is written down about a session; ``members`` are the people on duty."""

    held_on: date
    place: str
    members: tuple[str, ...] = ()
    visitors: int = 0
    note: str = ""
    topic_id: str | None = None


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic that is called for, and how many clues of this unit answer it."""

    topic: Topic
    clues: int


@dataclass(frozen=True, slots=True)
class NilStanding:
    """A month without clues, and its 零报告 once there is one."""

    year: int
    month: int
    report: NilReport | None


@intention
def sessions(desk: Desk, limit: int = 200) -> tuple[SessionView, ...]:
    """The sessions held here, newest first."""
    with desk.store.reading() as tx:
        found = tx.of(Session).where(order="-held_on -created_at", limit=limit)
        return tuple(view_of(tx, session) for session in found)


@intention
def session(desk: Desk, session_id: str) -> SessionView:
    """One session.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        return view_of(tx, tx.of(Session).get(session_id))


@intention
def names_on_duty(desk: Desk) -> tuple[str, ...]:
    """Whom to offer as being on duty: the members in office, as the office told their names, then other names that
    were written down here before. Names of the roster are counted without retyping (seed 八(五)2, 九(一)6)."""
    with desk.store.reading() as tx:
        told = members_told(tx)
        held = [one.id for one in tx.of(Session).where(order="-held_on -created_at", limit=_LOOKED_BACK)]
        written = sorted(one.name for one in tx.of(SessionMember).of_many("session_id", held))
    return tuple(dict.fromkeys((*told, *written)))


@intention
def save_session(
    desk: Desk, form: SessionForm, *, session_id: str | None = None, version: int | None = None
) -> tuple[Session, Changes]:
    """Write a session down, or change one.

    Raises:
        InputError: ``INPUT_MISSING``, ``INPUT_INVALID``.
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` is no longer the current one.
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    form = _checked(form)
    with desk.store.writing() as tx:
        repo = tx.of(Session)
        if session_id is None:
            unit = tx.system.installation().unit
            kept = _filled(Session(new_id(), unit, form.held_on, form.place, desk.now()), form)
            repo.add(kept)
        else:
            found = repo.get(session_id)
            if version is not None and found.version != version:
                raise ConflictError("CHANGED_MEANWHILE")
            kept = _filled(replace(found, version=found.version + 1), form)
            repo.save(kept)
        set_members(tx, kept.id, form.members)
        report_session(desk, tx, kept)
        note(desk, tx, "save_session", Kind.SESSION, kept.id)
    return kept, Changes.of(Kind.SESSION, kept.id)


@intention
def remove_session(desk: Desk, session_id: str) -> tuple[SessionView, Changes]:
    """Take out a session that was written down by mistake; returns what it was.

    Raises:
        IllegalActionError: clues came of it.
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        view = view_of(tx, tx.of(Session).get(session_id))
        if view.clues:
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE",
                subject="接访活动",
                state=f"已有 {view.clues} 条线索",
                action="删除",
                possible="修改",
            )
        tx.of(Session).remove(view.session)
        report_session_gone(desk, tx, view.session)
        note(desk, tx, "remove_session", Kind.SESSION, session_id)
    return view, Changes.of(Kind.SESSION, session_id)


@intention
def context_of(desk: Desk, clue_id: str) -> ClueContext | None:
    """What is known of a clue beyond its form."""
    with desk.store.reading() as tx:
        return next(iter(tx.of(ClueContext).where(clue_id=clue_id)), None)


@intention
def place_clue(
    desk: Desk,
    clue_id: str,
    *,
    session_id: str | None = None,
    topic_id: str | None = None,
    community: str | None = None,
) -> tuple[ClueContext, Changes]:
    """Say from which session a clue comes, which topic it answers, which community it concerns: what is not given
    (None) stays as it is, empty text takes it out.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``, or ``RECORD_NOT_FOUND``: no such session or topic.
    """
    wanted = {"session_id": session_id, "topic_id": topic_id, "community": community}
    given = {field: value or None for field, value in wanted.items() if value is not None}
    with desk.store.writing() as tx:
        clue = tx.clues.get(clue_id)
        _require_places(tx, session_id, topic_id)
        before, kept = change_context(tx, clue_id, **given)
        if kept != before:
            # What is not sealed yet takes it along when it is.
            if was_handed_in(clue):
                report_place(desk, tx, clue_id)
            note(desk, tx, "place", Kind.CLUE, clue_id, changed={**given})
    sessions_touched = filter(None, (before.session_id, kept.session_id))
    topics_touched = filter(None, (before.topic_id, kept.topic_id))
    return kept, Changes.of(Kind.SESSION, *sessions_touched) | Changes.of(Kind.TOPIC, *topics_touched)


def change_context(tx: Transaction, clue_id: str, **fields: str | bool | None) -> tuple[ClueContext, ClueContext]:
    """Write these fields of what is known beyond the form of a clue; before and after. What is so already is not
    written again.
    """
    repo = tx.of(ClueContext)
    found = next(iter(repo.where(clue_id=clue_id)), None)
    before = found or ClueContext(new_id(), clue_id)
    changed = replace(before, **fields)  # pyright: ignore[reportArgumentType] - callers name fields of that type
    if changed == before:
        return before, before
    if found is None:
        repo.add(changed)
        return before, changed
    kept = replace(changed, version=found.version + 1)
    repo.save(kept)
    return before, kept


def _require_places(tx: Transaction, session_id: str | None, topic_id: str | None) -> None:
    if session_id:
        tx.of(Session).get(session_id)
    if topic_id:
        tx.of(Topic).get(topic_id)


@intention
def topics(desk: Desk) -> tuple[Topic, ...]:
    """Every topic that is known here, those of this year first."""
    with desk.store.reading() as tx:
        return tx.of(Topic).where(order="-year title")


@intention
def called_topics(desk: Desk) -> tuple[TopicView, ...]:
    """The topics that are called for today (SM8), those that close first first."""
    today = desk.today()
    with desk.store.reading() as tx:
        found = tx.of(Topic).where(state=TopicState.PUBLISHED, order="closes_on title")
        open_now = [topic for topic in found if _called_on(topic, today)]
        yields = tx.of(ClueContext).counts("topic_id", topic_id=[topic.id for topic in open_now])
        return tuple(TopicView(topic, yields.get(topic.id, 0)) for topic in open_now)


@intention
def nil_report(desk: Desk, year: int, month: int) -> NilReport | None:
    """The unit's 零报告 of a month, if there is one."""
    with desk.store.reading() as tx:
        unit = tx.system.installation().unit
        return next(iter(tx.of(NilReport).where(unit=unit, year=year, month=month)), None)


@intention
def nil_standing(desk: Desk) -> NilStanding | None:
    """The month for which a 零报告 is due now, or was given; None when no month ends, or when it brought clues.

    Direct points collect without a quota and report no month (seed 七).
    """
    month = nil_month(desk.today())
    if month is None or desk.unit.kind is not UnitKind.WORKROOM:
        return None
    first = date(*month, 1)
    after = (first + timedelta(days=31)).replace(day=1)
    with desk.store.reading() as tx:
        unit = tx.system.installation().unit
        report = next(iter(tx.of(NilReport).where(unit=unit, year=month[0], month=month[1])), None)
        came = tx.listing.registered_since(_midnight(first)) - tx.listing.registered_since(_midnight(after))
    return NilStanding(*month, report) if report or not came else None


@intention
def report_nil(desk: Desk, year: int, month: int, reason: str) -> tuple[NilReport, Changes]:
    """零报告: a month brought no clue. It can be taken back (:func:`withdraw_nil`).

    Raises:
        InputError: ``INPUT_MISSING``: no reason.
        IllegalActionError: the month is reported already.
    """
    reason = clean_text(reason).strip()
    if not reason:
        raise InputError("INPUT_MISSING", fields="情况说明")
    with desk.store.writing() as tx:
        me = tx.system.installation()
        if tx.of(NilReport).count(unit=me.unit, year=year, month=month):
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="零报告", state="已报过", action="再报", possible="撤回"
            )
        kept = NilReport(new_id(), me.unit, year, month, reason, desk.now(), desk.actor.name)
        tx.of(NilReport).add(kept)
        report_nil_month(desk, tx, kept)
        note(desk, tx, "report_nil", Kind.QUOTA, kept.id, year=year, month=month)
    return kept, Changes.of(Kind.QUOTA, kept.id)


@intention
def withdraw_nil(desk: Desk, report: NilReport) -> tuple[None, Changes]:
    """Take a 零报告 back.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(NilReport).remove(report)
        report_nil_gone(desk, tx, report)
        note(desk, tx, "withdraw_nil", Kind.QUOTA, report.id, year=report.year, month=report.month)
    return None, Changes.of(Kind.QUOTA, report.id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def _called_on(topic: Topic, day: date) -> bool:
    begun = topic.opens_on is None or topic.opens_on <= day
    return begun and (topic.closes_on is None or day <= topic.closes_on)


def view_of(tx: Transaction, kept: Session) -> SessionView:
    """A session with what belongs to it."""
    members = tx.of(SessionMember).where(session_id=kept.id, order="id")
    return SessionView(kept, tuple(m.name for m in members), tx.of(ClueContext).count(session_id=kept.id))


_ASKED_FOR = {SessionFault.NO_PLACE: "地点", SessionFault.NO_MEMBERS: "值班委员"}


def _checked(form: SessionForm) -> SessionForm:
    place = one_line(clean_text(form.place))
    members = tuple(dict.fromkeys(name for each in form.members if (name := one_line(clean_text(each)))))
    faults = session_faults(place, members, form.visitors)
    missing = [words for fault, words in _ASKED_FOR.items() if fault in faults]
    if missing:
        raise InputError("INPUT_MISSING", fields="、".join(missing))
    if faults:
        raise InputError("INPUT_INVALID", field="来访人数", reason="人数不对")
    return replace(form, place=place, members=members, note=clean_text(form.note).strip())


def _filled(session: Session, form: SessionForm) -> Session:
    return replace(
        session,
        held_on=form.held_on,
        place=form.place,
        topic_id=form.topic_id,
        visitors=form.visitors,
        note=form.note,
    )


def set_members(tx: Transaction, session_id: str, names: Sequence[str]) -> None:
    """Write down who was on duty at a session, in this order."""
    repo = tx.of(SessionMember)
    known = repo.where(session_id=session_id)
    if tuple(member.name for member in known) == tuple(names):
        return
    for member in known:
        repo.remove(member)
    # They are read back by identity, so the identities follow the order in which the people were named.
    identities = sorted(new_id() for _ in names)
    repo.add(*(SessionMember(each, session_id, name) for each, name in zip(identities, names, strict=True)))
