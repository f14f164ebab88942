"""期限 on the real record, on both engines: each kind of day with its rule, and what takes it off the board."""

from datetime import date, timedelta

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import LimitRule
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.rules.deadlines import Standing
from baixing_desktop.usecases import casework, correcting, handling, limits
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.due import DueItem, DueKind, due_board
from tests.builders import SetClock

DAY = date(2026, 11, 23)


def of(office: Desk, kind: DueKind) -> tuple[DueItem, ...]:
    """What the board says of one kind."""
    return tuple(one for one in due_board(office) if one.kind is kind)


def test_clues_wait_five_working_days_for_screening(office: Desk, received: tuple[str, ...], clock: SetClock) -> None:
    waiting = of(office, DueKind.SCREENING)
    assert {one.clue_id for one in waiting} == set(received)
    assert {one.due_on for one in waiting} == {date(2026, 11, 30)}
    assert waiting[0].rule.startswith("2026年11月23日收到，5 个工作日内审核")
    assert (waiting[0].who, waiting[0].standing) == ("", Standing.DUE_SOON)
    casework.accept_clue(office, received[0])
    assert {one.clue_id for one in of(office, DueKind.SCREENING)} == set(received[1:])
    clock.forward(days=8)
    assert {one.standing for one in of(office, DueKind.SCREENING)} == {Standing.OVERDUE}


def test_a_request_for_return_is_decided_within_seven_days(office: Desk, issued: Forwarding) -> None:
    casework.record_received(office, issued.id, DAY)
    handling.request_return(office, issued.id, "不属本单位职责", DAY)
    (asked,) = of(office, DueKind.RETURN_DECISION)
    assert (asked.clue_id, asked.due_on) == (issued.clue_id, date(2026, 11, 30))
    assert asked.who == office.reference.unit_name(issued.handler)
    assert "7 天内答复同意或不同意" in asked.rule
    handling.refuse_return(office, issued.id, "属于本单位职责", DAY)
    assert of(office, DueKind.RETURN_DECISION) == ()


def test_the_month_is_counted_as_the_office_decides_and_a_limit_that_runs_stays(
    office: Desk, issued: Forwarding
) -> None:
    casework.record_received(office, issued.id, DAY)
    before, _ = limits.set_reply_limit(office, LimitRule.DAYS)
    assert before is LimitRule.CALENDAR_MONTH
    line, _ = casework.record_take_over(office, issued.id, date(2027, 3, 2))
    assert line.due_on == date(2027, 4, 1), "a natural month ends the day after"
    (reply,) = of(office, DueKind.REPLY)
    assert "一个月内答复（八（四）1），按 30 天计，到2027年4月1日" in reply.rule
    assert limits.set_reply_limit(office, LimitRule.WORKING_DAYS)[0] is LimitRule.DAYS
    assert of(office, DueKind.REPLY)[0].due_on == date(2027, 4, 1)
    correcting.take_back(office, issued.id, "改期")
    line, _ = casework.record_take_over(office, issued.id, date(2027, 3, 5))
    assert line.due_on == date(2027, 4, 6), "by 30 days it is the day before"
    (reply,) = of(office, DueKind.REPLY)
    assert "按 22 个工作日计" in reply.rule
    with office.store.reading() as tx:
        assert [e.detail["after"] for e in tx.audit.all() if e.action == "set_reply_limit"] == ["days", "working_days"]


def test_a_reply_is_due_a_month_after_take_over_and_a_promise_comes_back(office: Desk, issued: Forwarding) -> None:
    casework.record_received(office, issued.id, DAY)
    casework.record_take_over(office, issued.id, DAY)
    (reply,) = of(office, DueKind.REPLY)
    assert reply.due_on == date(2026, 12, 23)
    assert "一个月内答复（八（四）1）" in reply.rule
    assert of(office, DueKind.LOOK_BACK) == ()
    promised = DAY + timedelta(days=90)
    casework.record_reply(office, issued.id, Outcome.PLANNED, "列入明年计划。", DAY, promised_on=promised)
    assert of(office, DueKind.REPLY) == ()
    (back,) = of(office, DueKind.LOOK_BACK)
    assert (back.clue_id, back.due_on, back.standing) == (issued.clue_id, promised, Standing.IN_TIME)
    assert "承诺2027年2月21日前落实" in back.rule
    assert "八（四）3" in back.rule
    days = [one.due_on for one in due_board(office)]
    assert days == sorted(days)
