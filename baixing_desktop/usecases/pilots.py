"""试点 streets, direct points and topics: proposed, put before the meeting, run (SM11; seed 七, 九(一)4, 附件2)."""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.kinds import PilotKind
from baixing_desktop.domain.organisation import Pilot
from baixing_desktop.domain.reference import first_pilots, first_topics
from baixing_desktop.domain.rules.taking_back import pilot_before
from baixing_desktop.domain.states import Action, Need, PilotState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import PILOT
from baixing_desktop.errors import InputError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.days import not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text
from baixing_desktop.usecases.permissions import intention
from resources import reference_text

_LIST = "pilots.json"


@dataclass(frozen=True, slots=True)
class PilotForm:
    """What is written down of a pilot: ``unit`` is the street's workroom or the direct point, ``community`` the code of
    the community chosen in the street (None: 待定)."""

    kind: PilotKind
    name: str
    unit: str | None = None
    community: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What is given with a step of a pilot; which of it is needed says the transition table."""

    meeting: str = ""
    on: date | None = None
    reason: str = ""
    experience: str = ""


@intention
def take_first_list(desk: Desk) -> tuple[int, Changes]:
    """Enter the proposals of 附件2: two streets, four direct points, six topics; those that are here already are not
    entered twice. How many were entered.
    """
    text = reference_text(_LIST)
    with desk.store.writing() as tx:
        here = {(one.kind, one.name) for one in tx.of(Pilot).where()}
        fresh = [p for p in first_pilots(text, desk.reference.communities, new_id) if (p.kind, p.name) not in here]
        me = tx.system.installation().unit
        topics = first_topics(text, me, new_id)
        named = {one.title for one in tx.of(Topic).where(year=topics[0].year)}
        called = [one for one in topics if one.title not in named]
        tx.of(Pilot).add(*fresh)
        tx.of(Topic).add(*called)
        if fresh or called:
            note(desk, tx, "take_first_list", Kind.PILOT, "", pilots=len(fresh), topics=len(called))
    touched = Changes.of(Kind.PILOT, *(one.id for one in fresh)) | Changes.of(Kind.TOPIC, *(one.id for one in called))
    return len(fresh) + len(called), touched


@intention
def all_pilots(desk: Desk) -> tuple[Pilot, ...]:
    """The pilots, batch by batch, in the order of 附件2."""
    order = list(PilotKind)
    with desk.store.reading() as tx:
        found = tx.of(Pilot).where(order="batch proposed_on id")
    return tuple(sorted(found, key=lambda one: (one.batch, order.index(one.kind))))


@intention
def save_pilot(desk: Desk, form: PilotForm, known: Pilot | None = None) -> tuple[Pilot, Changes]:
    """拟定 a pilot, or change one; the community of a street may be named later (待定).

    Raises:
        InputError: ``INPUT_MISSING``: no name; ``UNIT_UNKNOWN``; ``INPUT_INVALID``: no such community in the street.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    name = one_line(clean_text(form.name))
    if not name:
        raise InputError("INPUT_MISSING", fields="名称")
    if form.unit is not None:
        desk.reference.unit(form.unit)
    communities = {one.code for one in desk.reference.communities_of(form.unit or "")}
    if form.community is not None and form.community not in communities:
        raise InputError("INPUT_INVALID", field="社区", reason="不是这个街道的社区")
    with desk.store.writing() as tx:
        if known is None:
            kept = Pilot(
                new_id(), form.kind, name, PILOT.begin(PilotState.PROPOSED), desk.today(), unit=form.unit,
                community=form.community,
            )  # fmt: skip
            tx.of(Pilot).add(kept)
        else:
            kept = replace(
                known, kind=form.kind, name=name, unit=form.unit, community=form.community, version=known.version + 1
            )
            tx.of(Pilot).save(kept)
        note(desk, tx, "save_pilot", Kind.PILOT, kept.id, kind_of=kept.kind.value)
    return kept, Changes.of(Kind.PILOT, kept.id)


@intention
def advance_pilot(desk: Desk, pilot: Pilot, action: Action, step: Step) -> tuple[Pilot, Changes]:
    """One step: 提交会议, 审定, 退回, 启动, 延长, 结束; or the last of them taken back, with the reason.

    Raises:
        IllegalActionError: the transition table has no such row, or something is not given.
        InputError: ``INPUT_INVALID``: a day before the step before.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    meeting, at_meeting = given_text(step.meeting, Need.MEETING)
    reason, why = given_text(step.reason, Need.REASON)
    given = at_meeting | why | (frozenset({Need.DATE}) if step.on else frozenset[Need]())
    with desk.store.writing() as tx:
        before = pilot_before(pilot) if action is Action.TAKE_BACK else None
        state = PILOT.advance(pilot.state, action, desk.role, given, target=before.state if before else None)
        changed = before or _changed(pilot, action, step.on)
        kept = replace(
            changed,
            state=state,
            meeting=meeting or changed.meeting,
            reason=reason or pilot.reason,
            experience=clean_text(step.experience).strip() or pilot.experience,
            version=pilot.version + 1,
        )
        tx.of(Pilot).save(kept)
        note(desk, tx, action, Kind.PILOT, kept.id, state=state.value)
    return kept, Changes.of(Kind.PILOT, kept.id)


def _changed(pilot: Pilot, action: Action, on: date | None) -> Pilot:
    """The pilot with the day of this step, which is not before the one of the last."""
    if on is None:
        return pilot
    match action:
        case Action.APPROVE_PILOT:
            not_before(on, pilot.proposed_on, "会议日期")
            return replace(pilot, approved_on=on)
        case Action.START:
            not_before(on, pilot.approved_on, "启动日期")
            return replace(pilot, started_on=on)
        case Action.EXTEND:
            not_before(on, pilot.extended_until or pilot.started_on, "延长到")
            return replace(pilot, extended_until=on)
        case Action.END:
            not_before(on, pilot.started_on, "结束日期")
            return replace(pilot, ended_on=on)
        case _:
            return pilot
