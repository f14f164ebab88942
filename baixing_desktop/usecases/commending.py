"""评选表彰: nominated, chosen, approved by a meeting, told; every step can be taken back (seed 八(五)2, 九(二)3; F59).

What a meeting decided is a :class:`Commendation`. A nomination holds identities only, no names (decision 0044).
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.commending import Target
from baixing_desktop.domain.encouragement import Commendation, Nomination
from baixing_desktop.domain.kinds import CommendationKind
from baixing_desktop.domain.organisation import Member, RosterEntry
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.states import Action, CommendationState, Need
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.workflow import COMMENDATION
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError, NotFoundError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import clues_under
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.merit_sheet import merits_of
from baixing_desktop.usecases.officework import given_text
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class NominationView:
    """A nomination with what it names in words."""

    kept: Nomination
    subject: str


@dataclass(frozen=True, slots=True)
class Given:
    """What is given with a step; which of it is needed says the transition table."""

    meeting: str = ""
    on: date | None = None
    reason: str = ""


@intention
def nominations(desk: Desk, year: int) -> tuple[NominationView, ...]:
    """Every nomination of ``year``: by kind, within it what still needs a step first."""
    with desk.store.reading() as tx:
        return views_of(tx, year, desk.reference)


@intention
def nominate(
    desk: Desk, year: int, kind: CommendationKind, target: Target, grounds: str = ""
) -> tuple[Nomination, Changes]:
    """提名 a candidate of the score sheet; the figures of today are kept with it.

    Raises:
        InputError: ``INPUT_INVALID``: not on the sheet of that kind, or nominated already; ``WRONG_ROLE``.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        merit = next((one for one in merits_of(desk, tx, year, kind) if one.target == target), None)
        if merit is None:
            raise InputError("INPUT_INVALID", field="提名", reason="不在这一年的评分表里")
        if _stands(tx, year, kind, target):
            raise InputError("INPUT_INVALID", field="提名", reason=f"{merit.subject}已经提名")
        made = Nomination(
            new_id(), year, kind, COMMENDATION.begin(CommendationState.NOMINATED), desk.today(), desk.actor.name,
            merit.words, target.proposal_id, target.unit, target.member_id, target.post_id,
            one_line(clean_text(grounds)),
        )  # fmt: skip
        tx.of(Nomination).add(made)
        note(desk, tx, "nominate", Kind.COMMENDATION, made.id, year=year, kind_of=kind.value)
    return made, Changes.of(Kind.COMMENDATION, made.id)


@intention
def withdraw_nomination(desk: Desk, nomination: Nomination) -> tuple[Nomination, Changes]:
    """A nomination is taken out as long as nobody decided on it; :func:`put_back_nomination` undoes it.

    Raises:
        IllegalActionError: ``ACTION_NOT_POSSIBLE``: it was decided on.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        found = _current(tx, nomination)
        if found.state is not CommendationState.NOMINATED:
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE",
                subject="表彰人选",
                state="已经选过",
                action="撤回提名",
                possible="撤回上一步登记",
            )
        tx.of(Nomination).remove(found)
        note(desk, tx, "withdraw_nomination", Kind.COMMENDATION, found.id)
    return found, Changes.of(Kind.COMMENDATION, nomination.id)


@intention
def put_back_nomination(desk: Desk, nomination: Nomination) -> tuple[Nomination, Changes]:
    """A nomination that was just taken out stands in the list again.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: it stands there already, or the same was nominated anew; whom it named
            left the roster since, or what was written in it was erased since.
    """
    with desk.store.writing() as tx:
        if not _can_stand_again(tx, nomination):
            raise ConflictError("CHANGED_MEANWHILE")
        if _stands(tx, nomination.year, nomination.kind, nomination.target):
            raise ConflictError("CHANGED_MEANWHILE")
        tx.of(Nomination).add(nomination)
        note(desk, tx, "nominate", Kind.COMMENDATION, nomination.id, year=nomination.year)
    return nomination, Changes.of(Kind.COMMENDATION, nomination.id)


@intention
def advance_nomination(desk: Desk, nomination: Nomination, action: Action, given: Given) -> tuple[Nomination, Changes]:
    """选定, 不选用, 登记审定表彰, 登记已告知, or 撤回上一步登记.

    Raises:
        IllegalActionError: the transition table has no such row, or something is not given.
        InputError: ``INPUT_INVALID``: a day still to come or before the step before.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    meeting, at_meeting = given_text(given.meeting, Need.MEETING)
    reason, why = given_text(given.reason, Need.REASON)
    needs = at_meeting | why | (frozenset({Need.DATE}) if given.on else frozenset[Need]())
    with desk.store.writing() as tx:
        found = _current(tx, nomination)
        state = COMMENDATION.advance(found.state, action, desk.role, needs)
        changed = replace(found, state=state, reason=reason, version=found.version + 1)
        match action:
            case Action.COMMEND:
                changed = _commended(desk, tx, changed, meeting, given.on)
            case Action.ANNOUNCE:
                changed = replace(changed, told_on=_told(desk, found, given.on))
            case Action.TAKE_BACK:
                changed = _taken_back(found, changed)
            case _:
                pass
        tx.of(Nomination).save(changed)
        if found.commendation_id and not changed.commendation_id:
            tx.of(Commendation).remove(tx.of(Commendation).get(found.commendation_id))
        note(desk, tx, action, Kind.COMMENDATION, changed.id, state=state.value)
    return changed, Changes.of(Kind.COMMENDATION, changed.id)


# -- for the papers too


def views_of(tx: Transaction, year: int, reference: Reference) -> tuple[NominationView, ...]:
    """See :func:`nominations`."""
    kinds, states = list(CommendationKind), list(CommendationState)
    listed = sorted(
        tx.of(Nomination).where(year=year, order="nominated_on"),
        key=lambda one: (kinds.index(one.kind), states.index(one.state)),
    )
    return tuple(NominationView(one, _subject(tx, one.target, reference)) for one in listed)


def _subject(tx: Transaction, target: Target, reference: Reference) -> str:
    if target.unit is not None:
        return reference.unit_name(target.unit)
    if target.proposal_id is not None:
        return tx.of(Proposal).get(target.proposal_id).title
    found = tx.of(Member).find(target.member_id) if target.member_id else tx.of(RosterEntry).find(target.post_id or "")
    return found.name if found is not None else "（名册里已没有）"


def _commended(desk: Desk, tx: Transaction, one: Nomination, meeting: str, on: date | None) -> Nomination:
    """With the record of what the meeting decided."""
    if on is None:
        raise InputError("INPUT_MISSING", fields="会议日期")
    not_after(on, desk.today(), "会议日期")
    not_before(on, one.nominated_on, "会议日期")
    target = one.target
    made = Commendation(
        new_id(), one.year, one.kind, _subject(tx, target, desk.reference), on,
        "；".join(filter(None, (one.figures, one.grounds, f"{meeting}审定"))),
        target.proposal_id, target.unit, target.member_id,
    )  # fmt: skip
    tx.of(Commendation).add(made)
    return replace(one, meeting=meeting, decided_on=on, commendation_id=made.id)


def _told(desk: Desk, one: Nomination, on: date | None) -> date:
    if on is None:
        raise InputError("INPUT_MISSING", fields="告知日期")
    not_after(on, desk.today(), "告知日期")
    not_before(on, one.decided_on, "告知日期")
    return on


def _taken_back(was: Nomination, changed: Nomination) -> Nomination:
    """As before the last step; what the meeting decided goes with it."""
    if was.state is CommendationState.TOLD:
        return replace(changed, told_on=None)
    if was.state is not CommendationState.APPROVED:
        return changed
    return replace(changed, meeting="", decided_on=None, commendation_id=None)


def _stands(tx: Transaction, year: int, kind: CommendationKind, target: Target) -> bool:
    return any(one.target == target for one in tx.of(Nomination).where(year=year, kind=kind))


def _can_stand_again(tx: Transaction, gone: Nomination) -> bool:
    """Whether all that it names is there, and no clue under its proposal was erased after it went."""
    named = ((Proposal, gone.proposal_id), (Member, gone.member_id), (RosterEntry, gone.post_id))
    if not all(tx.of(kind).find(one) for kind, one in named if one):
        return False
    trail = tx.audit.of_object(gone.id)
    stones = map(tx.erasing.tombstone, clues_under(tx, gone.proposal_id) if gone.proposal_id else ())
    return not any(stone and trail and stone.erased_at >= trail[-1].at for stone in stones)


def _current(tx: Transaction, known: Nomination) -> Nomination:
    found = tx.of(Nomination).find(known.id)
    if found is None:
        raise NotFoundError("RECORD_NOT_FOUND", kind="提名")
    if found.version != known.version:
        raise ConflictError("CHANGED_MEANWHILE", current=found)
    return found
