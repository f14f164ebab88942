"""回头看: what was promised is checked together with the two district offices (seed 八(四)3; SM7).

Every act raises, besides what it names:
    IllegalActionError: the table has no such row, or something is not given.
    InputError: ``INPUT_INVALID``: a day is in the future or before the step before.
    NotFoundError: no such look-back.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.rules.handling import on_its_way
from baixing_desktop.domain.rules.look_back import (
    back_on_list,
    eligible,
    has_joint_office,
    has_method,
    is_over,
    listed_again,
    with_findings,
)
from baixing_desktop.domain.states import Action, LookBackState, Need
from baixing_desktop.domain.supervision import LookBack
from baixing_desktop.domain.text import clean_text
from baixing_desktop.domain.workflow import LOOK_BACK
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.supervised import Matter, matters_of

Change = Callable[[Transaction, LookBack], LookBack]

METHODS = ("heard", "read", "visited", "inspected")
"""听取汇报, 查阅资料, 走访座谈, 现场勘查."""
OFFICES = ("with_party_office", "with_government_office")
"""区委办公室, 区政府办公室."""
_ENDED = frozenset({LookBackState.COMPLETED, LookBackState.NOT_DONE})


@dataclass(frozen=True, slots=True)
class LookBackView:
    """One look-back with the reply it is about."""

    look: LookBack
    reply: HandlerReply
    matter: Matter


@dataclass(frozen=True, slots=True)
class Check:
    """One check: ``methods`` of :data:`METHODS`, ``offices`` of :data:`OFFICES`, on which day, what was found."""

    on: date
    methods: Collection[str]
    offices: Collection[str]
    findings: str


@intention
def look_backs(desk: Desk, *, over: bool = False) -> tuple[LookBackView, ...]:
    """Those under way, the oldest promise first; or those that ended, the latest first."""
    with desk.store.reading() as tx:
        states = [state for state in LookBackState if (state in _ENDED) is over]
        looks = tx.of(LookBack).where(state=states, order="-checked_on" if over else "promised_on")
        replies = {one.id: one for one in tx.of(HandlerReply).of_many("id", [look.reply_id for look in looks])}
        matters, _ = matters_of(tx, [one.forwarding_id for one in replies.values()], ())
    return tuple(
        LookBackView(look, reply, matters[reply.forwarding_id]) for look in looks for reply in [replies[look.reply_id]]
    )


@intention
def waiting_for_look_back(desk: Desk) -> int:
    """How many belong on the list and are not on it yet."""
    with desk.store.reading() as tx:
        new, again = _due(desk, tx)
    return len(new) + len(again)


@intention
def list_look_backs(desk: Desk) -> tuple[tuple[LookBack, ...], Changes]:
    """列入回头看: everything that was planned (B) and whose promised day has passed, and what was continued to a day
    that has passed. Doing it again adds nothing.
    """
    with desk.store.writing() as tx:
        new, again = _due(desk, tx)
        looks = tuple(
            LookBack(new_id(), reply.id, reply.promised_on, LOOK_BACK.begin(LookBackState.LISTED), desk.today())
            for reply in new
            if reply.promised_on
        )
        tx.of(LookBack).add(*looks)
        back = tuple(
            listed_again(look, LOOK_BACK.advance(look.state, Action.LIST, desk.role), desk.today()) for look in again
        )
        for look in back:
            tx.of(LookBack).save(look)
        for look in (*looks, *back):
            note(desk, tx, Action.LIST, Kind.LOOK_BACK, look.id, round=look.round)
    return (*looks, *back), Changes.of(Kind.LOOK_BACK, *(look.id for look in (*looks, *back)))


@intention
def schedule_look_back(desk: Desk, look_id: str, on: date, reason: str = "") -> tuple[LookBack, Changes]:
    """安排检查 for a day; another day later needs a reason."""
    reason, given = given_text(reason, Need.REASON)

    def scheduled(_tx: Transaction, look: LookBack) -> LookBack:
        not_before(on, look.listed_on, "检查日期")
        return replace(look, scheduled_on=on, reason=reason)

    return _moved(desk, look_id, Action.SCHEDULE, given | {Need.DATE}, scheduled)


@intention
def check_look_back(desk: Desk, look_id: str, check: Check) -> tuple[LookBack, Changes]:
    """登记检查: by which methods, with which offices, and what was found."""
    findings = clean_text(check.findings).strip()

    def checked(_tx: Transaction, look: LookBack) -> LookBack:
        not_before(check.on, look.listed_on, "检查日期")
        not_after(check.on, desk.today(), "检查日期")
        return replace(_marked(look, check), checked_on=check.on, findings=with_findings(look, check.on, findings))

    bare = LookBack("", "", check.on, LookBackState.SCHEDULED, check.on)
    marked = _marked(bare, check)
    given = {Need.DATE} | ({Need.FINDINGS} if findings else set[Need]())
    given |= {Need.METHOD} if has_method(marked) else set[Need]()
    given |= {Need.OFFICES} if has_joint_office(marked) else set[Need]()
    return _moved(desk, look_id, Action.CHECK, frozenset(given), checked)


@intention
def complete_look_back(desk: Desk, look_id: str) -> tuple[LookBack, Changes]:
    """确认已落实: the reply counts as carried out from the day of the check."""

    def completed(tx: Transaction, look: LookBack) -> LookBack:
        reply = tx.of(HandlerReply).get(look.reply_id)
        tx.of(HandlerReply).save(replace(reply, completed_on=look.checked_on, version=reply.version + 1))
        return look

    return _moved(desk, look_id, Action.COMPLETE, frozenset(), completed)


@intention
def continue_look_back(desk: Desk, look_id: str, new_date: date, reason: str = "") -> tuple[LookBack, Changes]:
    """继续跟踪 until a new day, after which it comes back on the list."""

    def continued(_tx: Transaction, look: LookBack) -> LookBack:
        not_before(new_date, look.checked_on, "新的完成日期")
        return replace(look, new_promised_on=new_date, reason=clean_text(reason).strip())

    return _moved(desk, look_id, Action.CONTINUE, frozenset({Need.DATE}), continued)


@intention
def escalate_look_back(desk: Desk, look_id: str, reason: str) -> tuple[LookBack, Changes]:
    """报告未落实, with the reason: the office reports it and may plan supervision."""
    reason, given = given_text(reason, Need.REASON)
    return _moved(desk, look_id, Action.ESCALATE, given, lambda _tx, look: replace(look, reason=reason))


def _due(desk: Desk, tx: Transaction) -> tuple[list[HandlerReply], list[LookBack]]:
    looks = tx.of(LookBack).where()
    by_reply: dict[str, list[LookBack]] = {}
    for look in looks:
        by_reply.setdefault(look.reply_id, []).append(look)
    planned = tx.of(HandlerReply).where(outcome=Outcome.PLANNED, completed_on=None, rejected_on=None)
    today = desk.today()
    candidates = [reply for reply in planned if eligible(reply, by_reply.get(reply.id, ()), today)]
    lines = {one.forwarding_id: tx.casework.forwarding(one.forwarding_id) for one in candidates}
    standing = _standing(tx, lines.values())
    new = [reply for reply in candidates if reply.forwarding_id in standing]
    return new, [look for look in looks if not is_over(look) and back_on_list(look, today)]


def _standing(tx: Transaction, lines: Collection[Forwarding]) -> set[str]:
    """Lines that are their handler's business, of clues that were not taken back."""
    known = {clue.id: clue for clue in tx.clues.several([line.clue_id for line in lines])}
    return {line.id for line in lines if on_its_way(line) and known[line.clue_id].withdrawn_at is None}


def _marked(look: LookBack, check: Check) -> LookBack:
    return replace(
        look,
        heard="heard" in check.methods,
        read="read" in check.methods,
        visited="visited" in check.methods,
        inspected="inspected" in check.methods,
        with_party_office="with_party_office" in check.offices,
        with_government_office="with_government_office" in check.offices,
    )


def _moved(
    desk: Desk, look_id: str, action: Action, given: frozenset[Need], change: Change
) -> tuple[LookBack, Changes]:
    with desk.store.writing() as tx:
        found = tx.of(LookBack).get(look_id)
        state = LOOK_BACK.advance(found.state, action, desk.role, given)
        look = replace(change(tx, found), state=state, version=found.version + 1)
        tx.of(LookBack).save(look)
        note(desk, tx, action, Kind.LOOK_BACK, look.id, state=state.value, round=look.round)
    return look, Changes.of(Kind.LOOK_BACK, look.id)
