"""期限 at the office: the days by which something is due, and why (seed 八(二), 八(四)). Informs only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from baixing_desktop.clock import local
from baixing_desktop.domain.handling import HandlerReply, ReturnRequest
from baixing_desktop.domain.kinds import LimitRule
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.rules.deadlines import (
    RETURN_DECISION_LIMIT,
    SCREENING_LIMIT,
    LimitPolicy,
    Standing,
    due_on,
    one_month_after,
    reply_due,
    standing,
)
from baixing_desktop.domain.states import LookBackState, OfficeState
from baixing_desktop.domain.supervision import LookBack
from baixing_desktop.domain.units import Face
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.limits import COUNTED, reply_limit_in
from baixing_desktop.usecases.permissions import intention


class DueKind(StrEnum):
    """What is due."""

    SCREENING = "screening"
    RETURN_DECISION = "return_decision"
    REPLY = "reply"
    LOOK_BACK = "look_back"


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that is awaited until ``due_on``; ``rule`` explains that day in words. ``who`` has to act: the handler,
    or nobody's name where it is the office itself.
    """

    kind: DueKind
    clue_id: str
    number: str
    title: str
    who: str
    due_on: date
    standing: Standing
    rule: str


@dataclass(frozen=True, slots=True)
class _Due:
    kind: DueKind
    clue_id: str
    handler: str
    on: date
    rule: str


@intention
def due_board(desk: Desk) -> tuple[DueItem, ...]:
    """Every day on which something is due, the earliest first: clues to be screened, 退办 to be decided, replies that
    are awaited, and what was promised and comes back for 回头看.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        gone = {stone.clue_id for stone in tx.erasing.tombstones() if stone.scope is ErasureScope.ALL}
        due = (*_screenings(desk, tx), *_returns(desk, tx), *_replies(desk, tx), *_look_backs(tx))
        found = [one for one in due if one.clue_id not in gone]
        clues = tx.listing.names(list({one.clue_id for one in found}))
    today = desk.today()
    items = [
        DueItem(
            one.kind, one.clue_id, *clues[one.clue_id],
            desk.reference.unit_name(one.handler) if one.handler else "", one.on, standing(one.on, today), one.rule,
        )
        for one in found
        if one.clue_id in clues
    ]  # fmt: skip
    return tuple(sorted(items, key=lambda one: (one.due_on, one.number, one.kind)))


def _screenings(desk: Desk, tx: Transaction) -> Iterator[_Due]:
    waiting = tx.listing.ids(ClueQuery(office_states=(OfficeState.RECEIVED, OfficeState.SCREENING)))
    for clue_id, moment in tx.reception.arrivals(waiting).items():
        start = local(moment).date()
        words = f"{_day(start)}收到，{SCREENING_LIMIT.working_days} 个工作日内审核（本室约定，八（二）梳理）"
        yield _counted(desk, DueKind.SCREENING, clue_id, "", start, SCREENING_LIMIT, words)


def _returns(desk: Desk, tx: Transaction) -> Iterator[_Due]:
    asked = tx.of(ReturnRequest).where(granted=None)
    lines = tx.casework.several([one.forwarding_id for one in asked])
    for one in asked:
        line = lines[one.forwarding_id]
        words = (
            f"{_day(one.requested_on)}申请退办，{RETURN_DECISION_LIMIT.days} 天内答复同意或不同意（参照广州市的做法）"
        )
        yield _counted(
            desk, DueKind.RETURN_DECISION, line.clue_id, line.handler, one.requested_on, RETURN_DECISION_LIMIT, words
        )


def _counted(
    desk: Desk, kind: DueKind, clue_id: str, handler: str, start: date, limit: LimitPolicy, words: str
) -> _Due:
    due = due_on(start, desk.reference.calendar, limit)
    return _Due(kind, clue_id, handler, due, f"{words}，到{_day(due)}{_provisional(desk, due)}")


def _replies(desk: Desk, tx: Transaction) -> Iterator[_Due]:
    limit = reply_limit_in(tx)

    @cache
    def rule(start: date | None, due: date) -> str:
        """The same for all that were taken over on one day."""
        return _reply_rule(desk, start, due, limit)

    for clue_id, handler, start, due in tx.casework.running_dues():
        yield _Due(DueKind.REPLY, clue_id, handler, due, rule(start, due))


def _look_backs(tx: Transaction) -> Iterator[_Due]:
    """What was promised and is not finished; once it is on the list of 回头看, the day set there."""
    planned = tx.of(HandlerReply).where(outcome=Outcome.PLANNED, completed_on=None, rejected_on=None)
    replies = [one for one in planned if one.promised_on]
    looks = {one.reply_id: one for one in sorted(tx.of(LookBack).where(), key=lambda one: one.round)}
    lines = tx.casework.several([one.forwarding_id for one in replies])
    for reply in replies:
        line, due = lines[reply.forwarding_id], _look_back_day(reply, looks.get(reply.id))
        if due is not None:
            yield _Due(DueKind.LOOK_BACK, line.clue_id, line.handler, *due)


def _look_back_day(reply: HandlerReply, look: LookBack | None) -> tuple[date, str] | None:
    if look is None:
        if reply.promised_on is None:
            return None
        promised = f"{_day(reply.replied_on)}答复列入计划，承诺{_day(reply.promised_on)}前落实"
        return reply.promised_on, f"{promised}；到期没有落实的列入“回头看”（八（四）3）"
    match look.state:
        case LookBackState.LISTED:
            return look.promised_on, f"承诺{_day(look.promised_on)}前落实，已列入“回头看”，还没有定日期（八（四）3）"
        case LookBackState.SCHEDULED if look.scheduled_on is not None:
            return look.scheduled_on, f"定于{_day(look.scheduled_on)}“回头看”（八（四）3）"
        case LookBackState.CONTINUED if look.new_promised_on is not None:
            return look.new_promised_on, f"“回头看”后继续办理，改为{_day(look.new_promised_on)}前落实（八（四）3）"
        case _:
            return None


def _reply_rule(desk: Desk, start: date | None, due: date, limit: LimitPolicy) -> str:
    """``2026年11月23日接办，一个月内答复；期满是休息日，顺延到…；同意延期到…``, by the rule that gave the day."""
    if start is None:
        return f"转送函限定{_day(due)}前答复"
    # Who took over before the office changed the rule keeps the day that was given then.
    rules = (limit, *(LimitPolicy(rule) for rule in LimitRule))
    limit = next((one for one in rules if reply_due(start, desk.reference.calendar, one) == due), limit)
    first = reply_due(start, desk.reference.calendar, limit)
    plain = _plain_end(start, first, limit)
    counted = "" if limit.rule is LimitRule.CALENDAR_MONTH else f"，{COUNTED[limit.rule]}计"
    words = f"{_day(start)}接办，一个月内答复（八（四）1）{counted}，到{_day(plain)}"
    if first != plain:
        words += f"；遇休息日顺延到{_day(first)}"
    if due != first:
        words += f"；改定为{_day(due)}"
    return words + _provisional(desk, first)


def _plain_end(start: date, first: date, limit: LimitPolicy) -> date:
    match limit.rule:
        case LimitRule.CALENDAR_MONTH:
            return one_month_after(start)
        case LimitRule.DAYS:
            return start + timedelta(days=limit.days)
        case LimitRule.WORKING_DAYS:
            return first


def _provisional(desk: Desk, due: date) -> str:
    return "" if desk.reference.calendar.covers(due) else "；当年放假安排还没有录入，日期可能变"


def week_of(due: date, today: date) -> str:
    """Under which head of the board a day stands."""
    monday = today - timedelta(days=today.weekday())
    weeks = (due - monday).days // 7
    if due < today:
        return "已超期"
    if weeks == 0:
        return "本周"
    if weeks == 1:
        return "下周"
    first = monday + timedelta(weeks=weeks)
    return f"{first.month}月{first.day}日那一周"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
