"""Taking back what was entered wrongly on a handler's line, and an acceptance (SM3, SM4)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.encouragement import Incentive
from baixing_desktop.domain.handling import (
    ContributorContact,
    Correction,
    Evaluation,
    Extension,
    HandlerReply,
    Reminder,
    ReturnRequest,
)
from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.lists import WorkroomQueue
from baixing_desktop.domain.organisation import LetterEntry
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.states import ExtensionState, ForwardingState, OfficeState
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.usecases import amending, casework, correcting, curating, extending, handling
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.encouraging import take_up_adopted
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.reading import find_clue, forwardings_of, timeline, workroom_queue
from baixing_desktop.usecases.telling import to_tell
from tests.builders import refused
from tests.usecases.conftest import carry

DAY, LATER = date(2026, 11, 23), date(2026, 12, 1)
MISTAKE = "登记到另一件上了"
Act = Callable[[Desk, Forwarding], object]

STEPS: tuple[Act, ...] = (
    lambda desk, line: casework.record_received(desk, line.id, DAY),
    lambda desk, line: casework.record_take_over(desk, line.id, DAY),
    lambda desk, line: casework.record_reply(
        desk, line.id, Outcome.PLANNED, "列入计划。", LATER, promised_on=date(2027, 3, 1)
    ),
    lambda desk, line: casework.record_contact(
        desk, line.id, CitizenContact(ContactChannel.PHONE, LATER, "陈办", "已说明", Satisfaction.SATISFIED)
    ),
    lambda desk, line: casework.close_forwarding(desk, line.id),
)


def now(desk: Desk, line: Forwarding) -> Forwarding:
    return next(one for one in forwardings_of(desk, line.clue_id) if one.id == line.id)


def open_request(desk: Desk, line: Forwarding) -> str:
    with desk.store.reading() as tx:
        return tx.of(Extension).where(forwarding_id=line.id, state=ExtensionState.REQUESTED)[0].id


def as_it_was(line: Forwarding) -> Forwarding:
    return replace(line, version=0)


def test_every_step_is_taken_back_to_exactly_what_was_before(office: Desk, issued: Forwarding) -> None:
    before = [issued]
    for step in STEPS:
        step(office, issued)
        before.append(now(office, issued))
    assert find_clue(office, issued.clue_id).office_state is OfficeState.CONCLUDED
    for former in reversed(before[:-1]):
        line, _ = correcting.take_back(office, issued.id, MISTAKE)
        assert as_it_was(line) == as_it_was(former)
    assert find_clue(office, issued.clue_id).office_state is OfficeState.ROUTED
    with office.store.reading() as tx:
        kept = tx.of(Correction).where(forwarding_id=issued.id, order="at")
        assert not tx.of(HandlerReply).count()
        assert not tx.of(ContributorContact).count()
        assert not tx.of(Evaluation).count()
    assert {one.state for one in kept} == {former.state for former in before[1:]}
    assert {(one.reason, one.actor) for one in kept} == {(MISTAKE, office.actor.name)}
    said = " ".join(one.was for one in kept)
    assert all(words in said for words in ("收函 2026-11-23", "接办 2026-11-23", "列入计划。", "陈办：已说明", "办结"))
    for step in STEPS:
        step(office, issued)
    assert now(office, issued).state is ForwardingState.CLOSED


def test_a_letter_that_went_out_stays_out_and_a_reason_is_asked_for(office: Desk, issued: Forwarding) -> None:
    assert refused(lambda: correcting.take_back(office, issued.id, MISTAKE)) == "ACTION_NOT_POSSIBLE"
    STEPS[0](office, issued)
    assert refused(lambda: correcting.take_back(office, issued.id, " ")) == "ACTION_NEEDS"
    assert now(office, issued).state is ForwardingState.RECEIVED


def test_who_undoes_a_step_does_not_undo_a_colleagues(office: Desk, issued: Forwarding) -> None:
    mine, _ = casework.record_received(office, issued.id, DAY)
    STEPS[1](office, issued)

    def undo(made: Forwarding | Extension) -> str:
        return refused(lambda: correcting.take_back(office, issued.id, MISTAKE, made=made))

    assert undo(mine) == "CHANGED_MEANWHILE"
    asked, _ = extending.request_extension(office, issued.id, date(2027, 1, 22), "需要施工", LATER)
    theirs, _ = extending.grant_extension(office, asked.id, date(2027, 1, 22), LATER)
    assert undo(asked) == "CHANGED_MEANWHILE"
    assert correcting.take_back(office, issued.id, MISTAKE, made=theirs)[0].due_on == date(2026, 12, 23)
    assert now(office, issued).state is ForwardingState.TAKEN_OVER


def test_what_was_entered_about_a_return_is_taken_back(office: Desk, issued: Forwarding) -> None:
    STEPS[0](office, issued)
    received = now(office, issued)
    handling.request_return(office, issued.id, "不属于本单位职责", LATER)
    asked = now(office, issued)
    handling.refuse_return(office, issued.id, "属于职责范围", LATER)
    open_again, _ = correcting.take_back(office, issued.id, MISTAKE)
    assert as_it_was(open_again) == as_it_was(asked)
    with office.store.reading() as tx:
        assert [one.granted for one in tx.of(ReturnRequest).where(forwarding_id=issued.id)] == [None]
    assert as_it_was(correcting.take_back(office, issued.id, MISTAKE)[0]) == as_it_was(received)
    with office.store.reading() as tx:
        assert not tx.of(ReturnRequest).count(forwarding_id=issued.id)


def test_a_return_that_was_granted_by_mistake_is_taken_back_until_the_new_letter_is_out(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    STEPS[0](office, issued)
    handling.request_return(office, issued.id, "不属于本单位职责", LATER)
    asked = now(office, issued)

    def grant() -> Forwarding:
        return handling.grant_return(office, issued.id, "QSWJ", LATER, "同意")[0]

    mine = grant()
    assert refused(lambda: correcting.take_back(office, mine.id, " ")) == "ACTION_NEEDS"
    assert refused(lambda: correcting.take_back(office, issued.id, MISTAKE, made=asked)) == "CHANGED_MEANWHILE"
    assert as_it_was(correcting.take_back(office, mine.id, MISTAKE, made=mine)[0]) == as_it_was(asked)
    assert now(office, mine).state is ForwardingState.CANCELLED
    with office.store.reading() as tx:
        (request,) = tx.of(ReturnRequest).where(forwarding_id=issued.id)
        (kept,) = tx.of(Correction).where(forwarding_id=issued.id)
    assert (request.granted, request.decided_on, request.new_handler, request.decision) == (None, None, None, "")
    assert kept.was == f"同意退办 2026-12-01，改派{office.reference.unit_name('QSWJ')}：同意"
    # A draft that somebody cancelled meanwhile is no hindrance, another letter is.
    handling.cancel_draft(office, grant().id, "另行处理")
    assert correcting.take_back(office, issued.id, MISTAKE)[0].state is ForwardingState.RETURN_REQUESTED
    handling.cancel_draft(office, grant().id, "另行处理")
    other, _ = casework.draft_forwarding(office, issued.clue_id, "QCGJ")
    assert refused(lambda: correcting.take_back(office, issued.id, MISTAKE)) == "ACTION_BARRED"
    handling.cancel_draft(office, other.id, "不需要")
    correcting.take_back(office, issued.id, MISTAKE)
    out = grant()
    casework.issue_forwarding(office, out.id, LATER)
    assert refused(lambda: correcting.take_back(office, issued.id, MISTAKE)) == "ACTION_BARRED"
    assert refused(lambda: correcting.take_back(office, out.id, MISTAKE)) == "ACTION_NOT_POSSIBLE"
    carry(workroom, office, tmp_path)
    told = [step.text for step in timeline(workroom, issued.clue_id)]
    name = office.reference.unit_name(issued.handler)
    assert told.count(f"已转送{name}") == 4, "once, and again whenever it was taken back"


@pytest.mark.parametrize("how", ["rejected", "redone"])
def test_an_answer_that_was_put_aside_by_mistake_holds_again(office: Desk, issued: Forwarding, how: str) -> None:
    for step in STEPS[: 3 if how == "rejected" else 4]:
        step(office, issued)
    if how == "redone":
        handling.record_evaluation(office, issued.id, Satisfaction.DISSATISFIED, LATER)
        former = replace(now(office, issued), state=ForwardingState.CONTACTED)
        former = replace(
            former, contact=former.contact and replace(former.contact, satisfaction=Satisfaction.DISSATISFIED)
        )
        handling.redo(office, issued.id, "群众不满意", date(2026, 12, 8))
    else:
        former = now(office, issued)
        handling.reject_reply(office, issued.id, "没有回应建议", LATER)
    assert now(office, issued).reply is None
    line, _ = correcting.take_back(office, issued.id, MISTAKE)
    assert as_it_was(line) == as_it_was(former)
    with office.store.reading() as tx:
        assert [one.rejected_on for one in tx.of(HandlerReply).where()] == [None]


def test_more_time_is_taken_back_step_by_step_and_the_old_limit_holds_again(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    for step in STEPS[:2]:
        step(office, issued)
    before = now(office, issued)
    for new_due in (date(2027, 1, 22), date(2027, 2, 22)):
        asked, _ = extending.request_extension(office, issued.id, new_due, "需要施工", LATER)
        assert refused(partial(extending.refuse_extension, office, asked.id, "理由不足", DAY)) == "INPUT_INVALID"
        extending.refuse_extension(office, asked.id, "理由不足", LATER)
        asked, _ = extending.request_extension(office, issued.id, new_due, "需要施工", LATER)
        extending.grant_extension(office, asked.id, new_due, LATER)
    assert now(office, issued).due_on == date(2027, 2, 22)
    line, _ = correcting.take_back(office, issued.id, MISTAKE)
    assert (line.state, line.due_on) == (ForwardingState.TAKEN_OVER, date(2027, 1, 22))
    carry(workroom, office, tmp_path)
    heard = [f"{event.text} {event.detail}" for event in timeline(workroom, issued.clue_id)]
    assert f"区委办公室已接办 应于 1月22日 前答复，更正登记：{MISTAKE}" in heard
    extending.grant_extension(office, open_request(office, issued), date(2027, 3, 1), LATER)
    assert now(office, issued).due_on == date(2027, 3, 1), "entered again, another day"
    for _ in range(8):
        correcting.take_back(office, issued.id, MISTAKE)
    assert as_it_was(now(office, issued)) == as_it_was(before)
    with office.store.reading() as tx:
        assert not tx.of(Extension).count()
        said = [one.was for one in tx.of(Correction).where(forwarding_id=issued.id)]
    assert said.count("不同意延期 2026-12-01：理由不足") == 2
    assert "同意延期 2026-12-01，延至 2027-03-01" in said
    assert "延期申请 2026-12-01，延至 2027-01-22：需要施工" in said
    assert correcting.take_back(office, issued.id, MISTAKE)[0].state is ForwardingState.RECEIVED


def test_more_time_after_a_new_beginning_is_taken_back_to_the_new_limit(office: Desk, issued: Forwarding) -> None:
    """It was asked for before the answer and granted after the citizen's dissatisfaction had given a limit anew."""
    for step in STEPS[:2]:
        step(office, issued)
    asked, _ = extending.request_extension(office, issued.id, date(2027, 3, 1), "需要施工", DAY)
    for step in STEPS[2:4]:
        step(office, issued)
    handling.record_evaluation(office, issued.id, Satisfaction.DISSATISFIED, LATER)
    anew, _ = handling.redo(office, issued.id, "群众不满意", date(2026, 12, 8))
    extending.grant_extension(office, asked.id, date(2027, 3, 1), date(2026, 12, 9))
    back, _ = correcting.take_back(office, issued.id, MISTAKE)
    assert back.due_on == anew.due_on
    assert correcting.take_back(office, issued.id, MISTAKE)[0].state is ForwardingState.CONTACTED


def test_a_reminder_that_never_was_is_taken_back_and_its_number_stays_void(office: Desk, issued: Forwarding) -> None:
    by_phone, _ = handling.remind(office, issued.id, LATER, OpinionChannel.PHONE, "已电话催办")
    by_letter, _ = handling.remind(office, issued.id, LATER, OpinionChannel.LETTER)
    assert refused(lambda: amending.take_back_reminder(office, by_letter.id, " ")) == "ACTION_NEEDS"
    before = now(office, issued)
    for one in (by_letter, by_phone):
        line, _ = amending.take_back_reminder(office, one.id, MISTAKE)
        assert as_it_was(line) == as_it_was(before)
    with office.store.reading() as tx:
        assert not tx.of(Reminder).count()
        letters = [(one.serial, one.voided_on, one.void_reason) for one in tx.of(LetterEntry).where(order="serial")]
        said = {one.was for one in tx.of(Correction).where(forwarding_id=issued.id)}
    assert letters == [(1, None, ""), (2, office.today(), MISTAKE)]
    assert said == {"催办 2026-12-01，电话：已电话催办", f"催办 2026-12-01，书信，{by_letter.letter_number}"}
    next_one, _ = handling.remind(office, issued.id, LATER, OpinionChannel.LETTER)
    assert next_one.letter_number == "海协办函〔2026〕3号", "a number is never given again"
    made = make_paper(paper_kind("letters"), office, Format.WORKBOOK, PaperRequest(period=year_period(2026)))
    rows = list(load_workbook(BytesIO(made.data)).worksheets[0].values)
    remarks = {row[0]: row[-1] for row in rows if str(row[0]).startswith("海协办函")}
    assert remarks == {
        "海协办函〔2026〕1号": None,
        "海协办函〔2026〕2号": f"作废 {office.today()}：{MISTAKE}",
        "海协办函〔2026〕3号": None,
    }


def test_the_date_of_a_letter_is_corrected_in_place(office: Desk, issued: Forwarding) -> None:
    take_up_adopted(office)
    STEPS[0](office, issued)
    yesterday = DAY - timedelta(days=1)

    def wrongly(on: date, reason: str = MISTAKE) -> str:
        return refused(lambda: amending.correct_issue_date(office, issued.id, on, reason))

    assert wrongly(yesterday, " ") == "ACTION_NEEDS"
    assert wrongly(DAY) == "INPUT_INVALID", "the same"
    assert wrongly(DAY.replace(year=2025)) == "INPUT_INVALID", "the number says 2026"
    assert wrongly(DAY + timedelta(days=1)) == "INPUT_INVALID", "it was received the day before"
    STEPS[1](office, issued)
    before = now(office, issued)
    line, _ = amending.correct_issue_date(office, issued.id, yesterday, MISTAKE)
    assert as_it_was(line) == as_it_was(replace(before, issued_on=yesterday))
    with office.store.reading() as tx:
        assert [one.issued_on for one in tx.of(LetterEntry).where()] == [yesterday]
        (adopted,) = tx.of(Incentive).where(clue_id=issued.clue_id)
        assert [one.was for one in tx.of(Correction).where()] == ["发函日期 2026-11-23"]
    assert (adopted.adopted_on, adopted.due_on) == (yesterday, date(2026, 12, 22))
    handling.remind(office, issued.id, yesterday, OpinionChannel.PHONE)
    assert wrongly(DAY) == "INPUT_INVALID", "a reminder went out the day before"


def test_a_co_handlers_answer_stays_while_the_lead_rests_on_it(office: Desk, received: tuple[str, ...]) -> None:
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    (lead, co), _ = handling.draft_assignment(office, received[0], "QCGJ", ("QSWJ",))
    for line in (lead, co):
        casework.issue_forwarding(office, line.id, DAY)
        STEPS[0](office, line)
    handling.waive(office, co.id, "不涉及水务")
    assert correcting.take_back(office, co.id, MISTAKE)[0].state is ForwardingState.RECEIVED
    for line in (co, lead):
        STEPS[1](office, line)
        STEPS[2](office, line)
    with pytest.raises(IllegalActionError) as barred:
        correcting.take_back(office, co.id, MISTAKE)
    assert "已经答复" in barred.value.advice.what
    correcting.take_back(office, lead.id, MISTAKE)
    assert correcting.take_back(office, co.id, MISTAKE)[0].state is ForwardingState.TAKEN_OVER


def test_a_letter_only_noted_by_mistake_is_answered_after_all(office: Desk, received: tuple[str, ...]) -> None:
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    line, _ = casework.draft_forwarding(office, received[0], "QCGJ")
    casework.issue_forwarding(office, line.id, DAY)
    STEPS[0](office, line)
    former = now(office, line)
    handling.record_noted(office, line.id, LATER)
    assert as_it_was(correcting.take_back(office, line.id, MISTAKE)[0]) == as_it_was(former)


def test_one_of_several_talks_is_taken_back(office: Desk, received: tuple[str, ...]) -> None:
    for clue_id in received[:2]:
        casework.accept_clue(office, clue_id)
    curating.merge_clue(office, received[1], received[0], "同一件")
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    line, _ = casework.draft_forwarding(office, received[0], "QCGJ")
    casework.issue_forwarding(office, line.id, DAY)
    for step in STEPS[:4]:
        step(office, line)
    assert now(office, line).state is ForwardingState.REPLIED
    with pytest.raises(InputError):
        correcting.take_back(office, line.id, MISTAKE, of_clue=received[1])
    STEPS[3](office, line)
    assert now(office, line).state is ForwardingState.CONTACTED
    after, _ = correcting.take_back(office, line.id, MISTAKE, of_clue=received[0])
    assert (after.state, after.contact is None) == (ForwardingState.REPLIED, False)
    with office.store.reading() as tx:
        assert [one.clue_id for one in tx.of(ContributorContact).where()] == [received[1]]


def test_the_workroom_hears_what_holds_now(office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path) -> None:
    def waiting() -> list[str]:
        carry(workroom, office, tmp_path)
        return [item.id for item in workroom_queue(workroom, WorkroomQueue.TO_TELL).items]

    for step in STEPS[:3]:
        step(office, issued)
    assert waiting() == [issued.clue_id]
    correcting.take_back(office, issued.id, MISTAKE)
    assert waiting() == []
    assert to_tell(workroom, issued.clue_id).news is None
    for step in STEPS[2:4]:
        step(office, issued)
    assert waiting() == []
    correcting.take_back(office, issued.id, MISTAKE)
    assert waiting() == [issued.clue_id]
    news = to_tell(workroom, issued.clue_id).news
    assert news is not None
    assert news.text == "列入计划。"
    said = [f"{event.text} {event.detail}" for event in timeline(workroom, issued.clue_id)]
    assert any(f"更正登记：{MISTAKE}" in one for one in said)


def test_a_new_answer_is_told_although_the_one_before_it_was(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    for step in STEPS[:4]:
        step(office, issued)
    handling.record_evaluation(office, issued.id, Satisfaction.DISSATISFIED, LATER, heard_by=OpinionChannel.PHONE)
    handling.redo(office, issued.id, "群众不满意", LATER)
    casework.record_reply(office, issued.id, Outcome.RESOLVED, "已补装。", LATER)
    carry(workroom, office, tmp_path)
    assert [item.id for item in workroom_queue(workroom, WorkroomQueue.TO_TELL).items] == [issued.clue_id]


def test_an_acceptance_is_taken_back_and_the_number_stays(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    first, _ = casework.accept_clue(office, received[0])
    second, _ = casework.accept_clue(office, received[1])
    again, _ = curating.unaccept_clue(office, received[0], "点错了")
    assert (again.office_state, again.formal_number) == (OfficeState.SCREENING, first.formal_number)
    carry(workroom, office, tmp_path)
    assert "区办重新审核" in [event.text for event in timeline(workroom, received[0])]
    assert casework.accept_clue(office, received[0])[0].formal_number == first.formal_number
    third, _ = casework.accept_clue(office, received[2])
    assert len({first.formal_number, second.formal_number, third.formal_number}) == 3
    curating.merge_clue(office, received[1], received[0], "同一件")
    assert refused(lambda: curating.unaccept_clue(office, received[0], "点错了")) == "ACTION_BARRED"
