"""The office's work from acceptance to close, and what the workroom hears of it (SM3, SM4)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.lists import OfficeQueue, WorkroomQueue
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.figures import Dimension, Figure
from baixing_desktop.domain.states import ClueState, ForwardingState, OfficeState
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError, NotFoundError, UserError
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, reopen_draft
from baixing_desktop.usecases.gathering import context_of
from baixing_desktop.usecases.marking import Marked, change_marks
from baixing_desktop.usecases.printing import forwarding_letter
from baixing_desktop.usecases.reading import (
    editable_clue,
    find_clue,
    forwardings_of,
    office_queue,
    office_today,
    timeline,
    workroom_queue,
    workroom_today,
)
from baixing_desktop.usecases.statistics import overview
from baixing_desktop.usecases.wording import mark_words
from tests.builders import STREETLIGHTS, SetClock, clue_content
from tests.usecases.conftest import carry

TOLD = CitizenContact(ContactChannel.PHONE, date(2026, 12, 1), "陈办", "已说明", Satisfaction.SATISFIED)


def replied(office: Desk, issued: Forwarding, on: date) -> Forwarding:
    """The letter received and taken over on 23 November, replied to on ``on``."""
    casework.record_received(office, issued.id, date(2026, 11, 23))
    casework.record_take_over(office, issued.id, date(2026, 11, 23))
    return casework.record_reply(office, issued.id, Outcome.RESOLVED, "已加装路灯二十盏。", on)[0]


def test_the_whole_way_to_closed_is_seen_in_the_workroom(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    entity = replied(office, issued, date(2026, 12, 1))
    assert entity.due_on == date(2026, 12, 23)
    assert entity.reply is not None
    assert entity.reply.on_time is True
    casework.record_contact(office, issued.id, TOLD)
    closed, _ = casework.close_forwarding(office, issued.id)
    assert closed.state is ForwardingState.CLOSED
    assert find_clue(office, issued.clue_id).office_state is OfficeState.CONCLUDED
    carry(workroom, office, tmp_path)
    clue = find_clue(workroom, issued.clue_id)
    assert (clue.workroom_state, clue.office_state) == (ClueState.ACKNOWLEDGED, OfficeState.CONCLUDED)
    assert clue.formal_number == "第2026001号"
    told = [entry.text for entry in timeline(workroom, clue.id)]
    assert told[:2] == ["登记", "区办已收到"]
    assert told[-2:] == ["已告知群众", "已办结"]


def test_formal_numbers_are_gap_free_and_only_for_accepted(office: Desk, received: tuple[str, ...]) -> None:
    casework.decline_clue(office, received[0], "属于个人诉求", "请拨打 12345")
    numbers = [casework.accept_clue(office, clue_id)[0].formal_number for clue_id in received[1:]]
    assert numbers == ["第2026001号", "第2026002号"]
    assert find_clue(office, received[0]).formal_number is None


def test_a_late_reply_stays_late(office: Desk, issued: Forwarding) -> None:
    entity = replied(office, issued, date(2026, 12, 24))
    assert entity.reply is not None
    assert entity.reply.on_time is False


def test_an_open_letter_has_no_limit(office: Desk, received: tuple[str, ...], handler: str) -> None:
    """Domain decision 4: 转送 has no stated limit unless the office sets one."""
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.CITY_DEPARTMENT)
    drafted, _ = casework.draft_forwarding(office, received[0], handler)
    issued, _ = casework.issue_forwarding(office, drafted.id, date(2026, 11, 23))
    entity = replied(office, issued, date(2027, 3, 1))
    assert entity.due_on is None
    assert entity.reply is not None
    assert entity.reply.on_time is None


def test_nothing_is_closed_before_the_citizen_was_contacted(office: Desk, issued: Forwarding) -> None:
    """Seed 八(四)1."""
    replied(office, issued, date(2026, 12, 1))
    with pytest.raises(IllegalActionError) as refused:
        casework.close_forwarding(office, issued.id)
    assert "记录联系群众" in refused.value.advice.todo
    with pytest.raises(InputError):
        casework.record_contact(office, issued.id, replace(TOLD, channel=ContactChannel.UNREACHABLE, note=" "))
    assert forwardings_of(office, issued.clue_id)[0].state is ForwardingState.REPLIED


def test_dates_run_forward(office: Desk, issued: Forwarding) -> None:
    with pytest.raises(InputError) as refused:
        casework.record_received(office, issued.id, date(2026, 11, 22))
    assert "2026-11-23" in refused.value.advice.what


def test_letters_go_out_once_and_carry_no_contact_data(office: Desk, issued: Forwarding) -> None:
    assert issued.letter_number == "海协办函〔2026〕1号"
    printed = "".join(page_texts(forwarding_letter(office, issued.id)))
    squeezed = "".join(printed.split())
    assert clue_content(1).title in squeezed
    for secret in (STREETLIGHTS.contributor.name, STREETLIGHTS.contributor.phone, STREETLIGHTS.contributor.address):
        assert secret not in squeezed
    with pytest.raises(IllegalActionError):
        casework.issue_forwarding(office, issued.id, date(2026, 11, 24))
    with pytest.raises(IllegalActionError):
        casework.draft_forwarding(office, issued.clue_id, issued.handler)


def test_only_letter_routes_are_forwarded(office: Desk, received: tuple[str, ...], handler: str) -> None:
    with pytest.raises(IllegalActionError):
        casework.draft_forwarding(office, received[0], handler)
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_GENERAL)
    with pytest.raises(IllegalActionError):
        casework.draft_forwarding(office, received[0], handler)
    with pytest.raises(IllegalActionError):
        casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    clue, _ = casework.classify_clue(office, received[0], Route.DISTRICT_URGENT, "情况变化")
    assert clue.office_state is OfficeState.CLASSIFIED
    assert casework.draft_forwarding(office, received[0], handler)[0].state is ForwardingState.DRAFTED


def test_a_returned_clue_is_completed_and_comes_again(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(IllegalActionError):
        casework.return_clue(office, received[0], "  ")
    casework.return_clue(office, received[0], "请写明具体路段")
    carry(workroom, office, tmp_path)
    waiting = workroom_queue(workroom, WorkroomQueue.RETURNED)
    assert [item.id for item in waiting.items] == [received[0]]
    assert find_clue(workroom, received[0]).return_reason == "请写明具体路段"
    draft, _ = reopen_draft(workroom, received[0])
    register_clue(workroom, clue_content(77), clue_id=draft.id, version=draft.version)
    carry(workroom, office, tmp_path)
    again = find_clue(office, received[0])
    assert (again.office_state, again.revision) == (OfficeState.RECEIVED, 2)
    assert again.content.title == clue_content(77).title
    ours = find_clue(workroom, received[0])
    assert (ours.workroom_state, ours.office_state) == (ClueState.ACKNOWLEDGED, OfficeState.RECEIVED)
    assert ours.return_reason is None
    assert [entry.text for entry in timeline(workroom, ours.id)][-2:] == ["退回补充", "区办已收到补充"]
    with office.store.reading() as tx:
        first = tx.clues.revision(received[0], 1)
    assert first is not None
    assert first[0].title == clue_content(1).title


def test_the_slower_of_two_clerks_is_told(office: Desk, received: tuple[str, ...]) -> None:
    seen = find_clue(office, received[0]).version
    casework.accept_clue(office, received[0], version=seen)
    with pytest.raises(ConflictError):
        casework.decline_clue(office, received[0], "不合适", "无", version=seen)
    assert find_clue(office, received[0]).office_state is OfficeState.ACCEPTED


def test_queues_follow_the_work(office: Desk, received: tuple[str, ...], handler: str, clock: SetClock) -> None:
    def waiting() -> dict[str, int]:
        today = office_today(office)
        return {queue.value: getattr(today, queue.value).count for queue in OfficeQueue}

    def only(**counts: int) -> dict[str, int]:
        return {queue.value: counts.get(queue.value, 0) for queue in OfficeQueue}

    assert waiting() == only(to_screen=3)
    casework.accept_clue(office, received[0])
    assert waiting() == only(to_screen=2, to_classify=1)
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    assert waiting() == only(to_screen=2, to_draft=1)
    drafted, _ = casework.draft_forwarding(office, received[0], handler, limited=True)
    assert waiting() == only(to_screen=2, to_issue=1)
    issued, _ = casework.issue_forwarding(office, drafted.id, office.today())
    casework.record_received(office, issued.id, office.today())
    assert waiting() == only(to_screen=2, to_take_over=1)
    casework.record_take_over(office, issued.id, office.today())
    assert waiting() == only(to_screen=2, to_reply=1)
    clock.forward(days=25)
    assert waiting() == only(to_screen=2, to_reply=1, due_soon=1)
    clock.forward(days=10)
    assert waiting() == only(to_screen=2, to_reply=1, overdue=1)
    assert [item.id for item in office_queue(office, OfficeQueue.OVERDUE).items] == [received[0]]
    casework.record_reply(
        office, issued.id, Outcome.PLANNED, "列入明年计划。", office.today(), promised_on=date(2027, 6, 30)
    )
    assert waiting() == only(to_screen=2, to_contact=1)
    casework.record_contact(office, issued.id, replace(TOLD, contacted_on=office.today()))
    assert waiting() == only(to_screen=2, to_close=1)


def test_the_workroom_is_asked_to_tell_the_citizen(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    replied(office, issued, date(2026, 12, 1))
    carry(workroom, office, tmp_path)
    assert workroom_today(workroom).to_tell.count == 1
    casework.record_contact(office, issued.id, TOLD)
    carry(workroom, office, tmp_path)
    assert workroom_today(workroom).to_tell.count == 0


def test_the_other_side_of_the_house_cannot_act(workroom: Desk, office: Desk, received: tuple[str, ...]) -> None:
    with pytest.raises(InputError) as refused:
        casework.accept_clue(workroom, received[0])
    assert refused.value.code == "WRONG_ROLE"
    with pytest.raises(InputError):
        register_clue(office, clue_content())


@pytest.mark.parametrize("act", [casework.accept_clue, casework.close_forwarding])
def test_what_is_not_there_is_said(office: Desk, act: object) -> None:
    with pytest.raises(NotFoundError):
        act(office, "nothing")  # pyright: ignore[reportCallIssue, reportUnknownVariableType] - two functions of one shape


def test_a_refused_act_leaves_no_trace(office: Desk, received: tuple[str, ...]) -> None:
    def trail() -> int:
        with office.store.reading() as tx:
            return len(tx.audit.all()) + len(tx.casework.news("SY", 0, 100))

    before = trail()
    for attempt in (
        lambda: casework.classify_clue(office, received[0], Route.DISTRICT_URGENT),
        lambda: casework.return_clue(office, received[0], ""),
    ):
        with pytest.raises(UserError):
            attempt()
    assert trail() == before


def test_contact_data_reach_the_office_masked(office: Desk, received: tuple[str, ...]) -> None:
    assert find_clue(office, received[0]).content.contributor.name == "张*"
    assert editable_clue(office, received[0]).content.contributor == STREETLIGHTS.contributor


def test_month_count_is_this_month_only(workroom: Desk, clock: SetClock) -> None:
    register_clue(workroom, clue_content(1))
    clock.forward(days=20)
    register_clue(workroom, clue_content(2))
    today = workroom_today(workroom)
    assert (today.month_count, today.month_quota) == (1, 2)
    assert today.only_here.count == 2
    assert today.only_here.oldest == clock.now() - timedelta(days=20)


def test_a_notice_reads_as_one_sentence(office: Desk, received: tuple[str, ...]) -> None:
    declined, _ = casework.decline_clue(office, received[0], "属于民事纠纷。", "可申请人民调解")
    assert declined.return_reason == "属于民事纠纷；建议：可申请人民调解"


def test_marks_and_theme_are_kept_with_the_classification(office: Desk, received: tuple[str, ...]) -> None:
    casework.accept_clue(office, received[0])
    with pytest.raises(InputError, match="主题"):
        casework.classify_clue(office, received[0], Route.DISTRICT_GENERAL, marks=Marks("NONE"))
    marks = Marks("URBAN", important=True, beyond_grassroots=True)
    casework.classify_clue(office, received[0], Route.DISTRICT_GENERAL, marks=marks)
    assert Marks.of(context_of(office, received[0])) == marks
    assert mark_words(marks, office.reference) == "重要、基层难以解决；主题 城建环资"
    casework.classify_clue(office, received[0], Route.DISTRICT_CORE, "关系全区")
    assert Marks.of(context_of(office, received[0])) == marks, "who says nothing of them leaves them"
    plain = Marks("URBAN")
    done, changes = change_marks(office, received[0], plain, was=marks)
    assert (done, len(changes.touched)) == (Marked(received[0], marks, plain), 1)
    assert change_marks(office, received[0], plain, was=plain)[1] == Changes(), "nothing new is nothing to write"
    with pytest.raises(ConflictError, match="别处改过"):
        change_marks(office, received[0], marks, was=marks)
    with pytest.raises(InputError, match="主题"):
        change_marks(office, received[0], Marks("NONE"), was=plain)
    with pytest.raises(IllegalActionError):
        change_marks(office, received[1], marks, was=Marks())
    with office.store.reading() as tx:
        (entry,) = [one for one in tx.audit.all() if one.action == "mark"]
    assert entry.detail == {"was": ["URBAN", "important", "beyond_grassroots"], "now": ["URBAN"]}
    found = overview(office, year_period(2026)).groups[Dimension.THEME]
    assert {line.name: line.counts[Figure.COLLECTED] for line in found} == {"城建环资": 1, "未注明": 2}
