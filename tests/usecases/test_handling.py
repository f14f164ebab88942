"""Returns, extensions, reminders, co-handlers, rejected replies and redo of a handler's line (SM4)."""

from datetime import date
from pathlib import Path

import pytest

from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.handling import ContributorContact, Evaluation, Extension, HandlerReply, ReturnRequest
from baixing_desktop.domain.kinds import HandlerPart, LetterKind, OpinionChannel
from baixing_desktop.domain.organisation import LetterEntry
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.states import ExtensionState, ForwardingState, OfficeState
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.usecases import casework, curating, extending, handling
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue, forwardings_of, timeline
from tests.usecases.conftest import carry

NOVEMBER, DECEMBER = date(2026, 11, 23), date(2026, 12, 1)


def contact(satisfaction: Satisfaction | None = None) -> CitizenContact:
    return CitizenContact(ContactChannel.PHONE, DECEMBER, "陈办", "已说明", satisfaction)


def taken_over(office: Desk, line: Forwarding) -> Forwarding:
    casework.record_received(office, line.id, NOVEMBER)
    return casework.record_take_over(office, line.id, NOVEMBER)[0]


def replied(office: Desk, line: Forwarding, text: str = "已加装路灯。") -> Forwarding:
    return casework.record_reply(office, line.id, Outcome.RESOLVED, text, DECEMBER)[0]


@pytest.fixture
def joint(office: Desk, received: tuple[str, ...]) -> tuple[Forwarding, ...]:
    """A lead and two co-handlers, issued and taken over."""
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    lines, _ = handling.draft_assignment(office, received[0], "QCGJ", ("QSWJ", "QZJJ"), limited=True)
    for line in lines:
        casework.issue_forwarding(office, line.id, NOVEMBER)
    return tuple(taken_over(office, line) for line in lines)


def test_a_lead_waits_for_its_co_handlers(office: Desk, joint: tuple[Forwarding, ...]) -> None:
    lead, water, housing = joint
    assert [line.part for line in joint] == [HandlerPart.LEAD, HandlerPart.CO, HandlerPart.CO]
    assert len({line.letter_number for line in joint}) == 3
    replied(office, water)
    with pytest.raises(IllegalActionError) as refused:
        replied(office, lead)
    assert office.reference.unit_name("QZJJ") in refused.value.advice.what
    assert office.reference.unit_name("QSWJ") not in refused.value.advice.what
    with pytest.raises(IllegalActionError):
        handling.waive(office, lead.id, "不需要")
    assert handling.waive(office, housing.id, "不涉及住建")[0].state is ForwardingState.WAIVED
    replied(office, lead)
    casework.record_contact(office, lead.id, contact())
    casework.close_forwarding(office, lead.id)
    assert find_clue(office, lead.clue_id).office_state is OfficeState.CONCLUDED


def test_separate_handlers_each_answer_before_the_clue_is_concluded(office: Desk, received: tuple[str, ...]) -> None:
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    lines, _ = handling.draft_assignment(office, received[0], None, ("QCGJ", "QSWJ"))
    assert {line.part for line in lines} == {HandlerPart.SEPARATE}
    for line in lines:
        casework.issue_forwarding(office, line.id, NOVEMBER)
        taken_over(office, line)
    for place, line in enumerate(lines):
        replied(office, line)
        casework.record_contact(office, line.id, contact())
        casework.close_forwarding(office, line.id)
        state = find_clue(office, received[0]).office_state
        assert state is (OfficeState.CONCLUDED if place else OfficeState.ROUTED)


@pytest.mark.parametrize(("lead", "others"), [("QCGJ", ()), ("QCGJ", ("QCGJ",)), (None, ("QCGJ",))])
def test_an_assignment_has_different_handlers(
    office: Desk, received: tuple[str, ...], lead: str | None, others: tuple[str, ...]
) -> None:
    with pytest.raises(InputError):
        handling.draft_assignment(office, received[0], lead, others)


def test_a_return_that_is_granted_goes_to_another_unit(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    casework.record_received(office, issued.id, NOVEMBER)
    handling.request_return(office, issued.id, "不属于本单位职责", DECEMBER, suggested="QSWJ")
    new, _ = handling.grant_return(office, issued.id, "QSWJ", DECEMBER)
    old = next(line for line in forwardings_of(office, issued.clue_id) if line.id == issued.id)
    assert (old.state, new.state) == (ForwardingState.REASSIGNED, ForwardingState.DRAFTED)
    assert (new.handler, new.replaces_id, new.limited) == ("QSWJ", issued.id, True)
    again, _ = casework.issue_forwarding(office, new.id, DECEMBER)
    assert again.letter_number != issued.letter_number
    with office.store.reading() as tx:
        asked = tx.of(ReturnRequest).where(forwarding_id=issued.id)[0]
    assert (asked.granted, asked.new_handler, asked.decided_on) == (True, "QSWJ", DECEMBER)
    carry(workroom, office, tmp_path)
    assert f"已改由{office.reference.unit_name('QSWJ')}办理" in [e.text for e in timeline(workroom, issued.clue_id)]


def test_a_return_that_is_refused_starts_the_clock(office: Desk, issued: Forwarding) -> None:
    casework.record_received(office, issued.id, NOVEMBER)
    with pytest.raises(IllegalActionError):
        handling.request_return(office, issued.id, "", DECEMBER)
    handling.request_return(office, issued.id, "不属于本单位职责", DECEMBER)
    line, _ = handling.refuse_return(office, issued.id, "属于职责范围", DECEMBER)
    assert (line.state, line.taken_over_on, line.due_on) == (
        ForwardingState.TAKEN_OVER,
        DECEMBER,
        date(2027, 1, 1),
    )


def test_an_extension_keeps_the_old_date_and_the_verdict_follows_the_new_one(office: Desk, issued: Forwarding) -> None:
    line = taken_over(office, issued)
    assert line.due_on == date(2026, 12, 23)
    with pytest.raises(InputError):
        extending.request_extension(office, line.id, date(2026, 12, 23), "需要施工", DECEMBER)
    asked, _ = extending.request_extension(office, line.id, date(2027, 1, 22), "需要施工", DECEMBER)
    with pytest.raises(IllegalActionError):
        extending.request_extension(office, line.id, date(2027, 2, 22), "再次", DECEMBER)
    granted, _ = extending.grant_extension(office, asked.id, date(2027, 1, 15), DECEMBER)
    assert granted.due_on == date(2027, 1, 15)
    with office.store.reading() as tx:
        kept = tx.of(Extension).get(asked.id)
    assert (kept.state, kept.old_due_on, kept.new_due_on) == (
        ExtensionState.GRANTED,
        date(2026, 12, 23),
        date(2027, 1, 15),
    )
    answer, _ = casework.record_reply(office, line.id, Outcome.REFERENCE, "留作参考。", date(2027, 1, 15))
    assert answer.reply
    assert answer.reply.on_time is True
    with pytest.raises(IllegalActionError):
        extending.grant_extension(office, asked.id, date(2027, 2, 15), DECEMBER)


def test_a_refused_extension_changes_no_date(office: Desk, issued: Forwarding) -> None:
    line = taken_over(office, issued)
    asked, _ = extending.request_extension(office, line.id, date(2027, 1, 22), "需要施工", DECEMBER)
    with pytest.raises(IllegalActionError):
        extending.refuse_extension(office, asked.id, "", DECEMBER)
    assert extending.refuse_extension(office, asked.id, "理由不足", DECEMBER)[0].due_on == line.due_on
    extending.request_extension(office, line.id, date(2027, 1, 22), "补充了理由", DECEMBER)


def test_a_reminder_by_letter_takes_the_next_number(office: Desk, issued: Forwarding) -> None:
    by_phone, _ = handling.remind(office, issued.id, DECEMBER, OpinionChannel.PHONE, "已电话催办")
    by_letter, _ = handling.remind(office, issued.id, DECEMBER, OpinionChannel.LETTER)
    assert by_phone.letter_number is None
    with office.store.reading() as tx:
        register = tx.of(LetterEntry).where(order="serial")
    assert [(e.serial, e.kind) for e in register] == [(1, LetterKind.FORWARD), (2, LetterKind.REMIND)]
    assert register[1].object_id == issued.id
    assert by_letter.letter_number
    assert by_letter.letter_number.endswith("2号")
    with pytest.raises(InputError):
        handling.remind(office, issued.id, date(2026, 11, 1), OpinionChannel.PHONE)


def test_a_rejected_reply_stays_readable_and_the_limit_goes_on(office: Desk, issued: Forwarding) -> None:
    line = taken_over(office, issued)
    replied(office, line, "已阅。")
    with pytest.raises(IllegalActionError):
        handling.reject_reply(office, line.id, "", DECEMBER)
    again, _ = handling.reject_reply(office, line.id, "没有回应建议", DECEMBER)
    assert (again.state, again.reply, again.due_on) == (ForwardingState.TAKEN_OVER, None, line.due_on)
    replied(office, line, "加装二十盏。")
    with office.store.reading() as tx:
        replies = tx.of(HandlerReply).where(forwarding_id=line.id, order="ordinal")
    assert [(r.ordinal, r.text, r.rejection) for r in replies] == [
        (1, "已阅。", "没有回应建议"),
        (2, "加装二十盏。", ""),
    ]


@pytest.mark.parametrize("when", ["told", "asked later"])
def test_dissatisfaction_leads_back_to_the_handler(office: Desk, issued: Forwarding, when: str) -> None:
    line = taken_over(office, issued)
    replied(office, line)
    at_once = Satisfaction.DISSATISFIED if when == "told" else None
    casework.record_contact(office, line.id, contact(at_once))
    if when != "told":
        with pytest.raises(IllegalActionError) as refused:
            handling.redo(office, line.id, "群众不满意", DECEMBER)
        assert "没有群众表示不满意" in str(refused.value)
        handling.record_evaluation(office, line.id, Satisfaction.SATISFIED, DECEMBER)
        handling.record_evaluation(office, line.id, Satisfaction.DISSATISFIED, DECEMBER, opinion="只装了三盏")
    with pytest.raises(IllegalActionError) as refused:
        casework.close_forwarding(office, line.id, "不再办理")
    assert "重新办理一次" in refused.value.advice.todo
    again, _ = handling.redo(office, line.id, "群众不满意", DECEMBER)
    assert (again.state, again.due_on, again.contact) == (ForwardingState.TAKEN_OVER, date(2027, 1, 1), None)
    replied(office, line, "补装十七盏。")
    casework.record_contact(office, line.id, contact(Satisfaction.SATISFIED))
    with pytest.raises(IllegalActionError):
        handling.redo(office, line.id, "x", DECEMBER)
    assert casework.close_forwarding(office, line.id)[0].state is ForwardingState.CLOSED
    with office.store.reading() as tx:
        assert len(tx.of(ContributorContact).where(forwarding_id=line.id)) == 2
        assert len(tx.of(Evaluation).where()) == 2


def test_dissatisfied_again_it_is_closed_with_a_reason(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    line = taken_over(office, issued)
    replied(office, line)
    casework.record_contact(office, line.id, contact(Satisfaction.DISSATISFIED))
    handling.redo(office, line.id, "群众不满意", DECEMBER)
    replied(office, line, "条件所限，只能装三盏。")
    casework.record_contact(office, line.id, contact(Satisfaction.DISSATISFIED))
    with pytest.raises(IllegalActionError) as refused:
        handling.redo(office, line.id, "还是不满意", DECEMBER)
    assert "已经重新办理过一次" in refused.value.advice.what
    with pytest.raises(IllegalActionError) as refused:
        casework.close_forwarding(office, line.id, "  ")
    assert refused.value.code == "ACTION_NEEDS"
    closed, _ = casework.close_forwarding(office, line.id, "管线下方无法立杆，已向反映人说明。")
    assert (closed.state, closed.redone) == (ForwardingState.CLOSED, 1)
    (kept,) = forwardings_of(office, issued.clue_id)
    assert kept.closing_reason == "管线下方无法立杆，已向反映人说明。"
    carry(workroom, office, tmp_path)
    last = timeline(workroom, issued.clue_id)[-1]
    assert (last.text, last.detail) == ("已办结", "管线下方无法立杆，已向反映人说明。")


def test_every_contributor_of_merged_clues_is_told(
    office: Desk, workroom: Desk, received: tuple[str, ...], issued: Forwarding, tmp_path: Path
) -> None:
    other = next(clue for clue in received if clue != issued.clue_id)
    curating.merge_clue(office, other, issued.clue_id)
    line = taken_over(office, issued)
    replied(office, line)
    with pytest.raises(InputError):
        casework.record_contact(office, line.id, contact(), of_clue=received[2])
    assert casework.record_contact(office, line.id, contact())[0].state is ForwardingState.REPLIED
    with pytest.raises(InputError):
        casework.record_contact(office, line.id, contact(), of_clue=issued.clue_id)
    assert casework.record_contact(office, line.id, contact())[0].state is ForwardingState.CONTACTED
    with office.store.reading() as tx:
        assert {c.clue_id for c in tx.of(ContributorContact).where(forwarding_id=line.id)} == {issued.clue_id, other}
    carry(workroom, office, tmp_path)
    assert "已告知群众" in [entry.text for entry in timeline(workroom, other)]


def test_a_letter_for_study_may_end_with_a_note(office: Desk, received: tuple[str, ...], handler: str) -> None:
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    drafted, _ = casework.draft_forwarding(office, received[0], handler)
    casework.issue_forwarding(office, drafted.id, NOVEMBER)
    casework.record_received(office, drafted.id, NOVEMBER)
    assert handling.record_noted(office, drafted.id, DECEMBER)[0].state is ForwardingState.NOTED
    assert curating.conclude_clue(office, received[0])[0].office_state is OfficeState.CONCLUDED


def test_a_limited_letter_wants_an_answer(office: Desk, issued: Forwarding) -> None:
    taken_over(office, issued)
    with pytest.raises(IllegalActionError) as refused:
        handling.record_noted(office, issued.id, DECEMBER)
    assert "答复" in refused.value.advice.todo


def test_a_cancelled_draft_makes_room_for_another(office: Desk, received: tuple[str, ...], handler: str) -> None:
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    drafted, _ = casework.draft_forwarding(office, received[0], handler)
    with pytest.raises(IllegalActionError):
        casework.draft_forwarding(office, received[0], "QSWJ")
    handling.cancel_draft(office, drafted.id, "单位选错")
    assert casework.draft_forwarding(office, received[0], "QSWJ")[0].state is ForwardingState.DRAFTED
