"""配额 and 期限 at the office: how the year stands, and what is due (seed 八(二), 八(四)1, 九(三)3). Informs only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.gathering import NilReport
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.outputs import Premium
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.deadlines import REPLY_LIMIT, Standing, one_month_after, reply_due, standing
from baixing_desktop.domain.rules.quotas import CommitteeYear, QuotaMonth, committee_year, year_grid
from baixing_desktop.domain.units import Face, Unit, UnitKind
from baixing_desktop.usecases.board import policy_in
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class Quotas:
    """The year of every workroom, with its twelve months, and of every committee; ``month_quota``: clues asked for."""

    year: int
    month_quota: int
    workrooms: tuple[tuple[Unit, tuple[QuotaMonth, ...]], ...]
    committees: tuple[tuple[Unit, CommitteeYear], ...]


@dataclass(frozen=True, slots=True)
class DueItem:
    """A reply that is awaited until ``due_on``; ``rule`` explains that day in words."""

    clue_id: str
    number: str
    title: str
    handler: str
    due_on: date
    standing: Standing
    rule: str


@intention
def quotas(desk: Desk, year: int) -> Quotas:
    """How ``year`` stands against 每月2条 of a workroom, 每年2条 of a member, 1个精品 of a committee."""
    require_face(desk.installation, Face.OFFICE)
    reference = desk.reference
    rooms = reference.units_of(UnitKind.WORKROOM)
    with desk.store.reading() as tx:
        policy = policy_in(tx)
        counts = tx.figures.months(year)
        nil = {(one.unit, one.month) for one in tx.of(NilReport).where(year=year)}
        received = tx.figures.receivers(year_period(year))
        premiums = tx.of(Premium).where(year=year)
        members = tx.of(Member).where()
    grid = year_grid(rooms, year, counts, nil, policy)
    period = year_period(year)
    serving = [one for one in members if one.serves_on(min(max(desk.today(), period.first), period.last))]
    committees = tuple(
        (unit, committee_year(unit.code, _given(serving, unit.code, received), premiums, year, policy))
        for unit in reference.units_of(UnitKind.COMMITTEE)
    )
    return Quotas(year, policy.workroom_per_month, tuple((unit, grid[unit.code]) for unit in rooms), committees)


def _given(members: list[Member], committee: str, received: Mapping[str, int]) -> dict[str, int]:
    """How many clues each member of a committee took in: the form names the receiver as 姓名 or 姓名委员."""
    own = [one.name for one in members if one.committee == committee]
    return {name: received.get(name, 0) + received.get(f"{name}委员", 0) for name in own}


@intention
def due_board(desk: Desk) -> tuple[DueItem, ...]:
    """Every reply that is awaited by a day, the earliest first."""
    require_face(desk.installation, Face.OFFICE)
    with desk.store.reading() as tx:
        lines = tx.casework.running_limits()
        clues = {line.id: line for line in tx.listing.summaries([line.clue_id for line in lines])}
    today = desk.today()
    return tuple(
        DueItem(
            clue.id, clue.number, clue.title, desk.reference.unit_name(line.handler), due,
            standing(due, today), _rule(desk, line, due),
        )
        for line in lines
        for clue, due in [(clues[line.clue_id], line.due_on)]
        if due is not None
    )  # fmt: skip


def _rule(desk: Desk, line: Forwarding, due: date) -> str:
    """``2026年11月23日接办，一个月内答复；期满是休息日，顺延到…；同意延期到…``."""
    start = line.taken_over_on
    if start is None:
        return f"转送函限定{_day(due)}前答复"
    plain, first = one_month_after(start), reply_due(start, desk.reference.calendar, REPLY_LIMIT)
    words = f"{_day(start)}接办，一个月内答复（八（四）1），到{_day(plain)}"
    if first != plain:
        words += f"；遇休息日顺延到{_day(first)}"
    if due != first:
        words += f"；改定为{_day(due)}"
    provisional = "" if desk.reference.calendar.covers(first) else "；当年放假安排还没有录入，日期可能变"
    return words + provisional


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
