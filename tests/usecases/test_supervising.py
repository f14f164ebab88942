"""督办, 重点提案 and 回头看 in the office (seed 八(四)2–3, 九(二)4; SM6, SM7)."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.kinds import OpinionChannel, ProposalKind, ProposerKind, SupervisionForm
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.states import KeyItemState, LookBackState, ProposalState, Role, SupervisionState
from baixing_desktop.domain.supervision import KeyItem, LookBack
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import casework, correcting
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.handling import remind
from baixing_desktop.usecases.key_items import (
    confirm_key_item,
    drop_key_item,
    key_items,
    may_become_key,
    propose_key_item,
    report_key_item,
    supervise_key_item,
    take_back_key_item,
    take_back_key_supervision,
)
from baixing_desktop.usecases.looking_again import take_back_listing, take_back_look_back
from baixing_desktop.usecases.looking_back import (
    Check,
    check_look_back,
    complete_look_back,
    continue_look_back,
    escalate_look_back,
    list_look_backs,
    look_backs,
    schedule_look_back,
    waiting_for_look_back,
)
from baixing_desktop.usecases.messages import withdraw_clue
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.reading import clue_ids, forwardings_of
from baixing_desktop.usecases.supervised import late_lines, may_be_supervised, supervisions
from baixing_desktop.usecases.supervising import (
    Held,
    call_off_supervision,
    finish_supervision,
    follow_up,
    hold_supervision,
    plan_supervision,
    take_back_supervision,
)
from tests.builders import SetClock
from tests.usecases.conftest import carry

HELD = Held(SupervisionForm.SURVEY, date(2026, 11, 24), "提案委、区住建局", "已完成设计，待排期。", "沙园七街")


@contextmanager
def refused(code: str) -> Generator[None]:
    """What is done here is refused with this code."""
    with pytest.raises(IllegalActionError) as found:
        yield
    assert found.value.code == code


@pytest.fixture
def filed(office: Desk, received: tuple[str, ...]) -> Proposal:
    """A proposal on the second clue, filed by the proposal committee."""
    proposal = Proposal(
        new_id(), "加装路灯的提案", ProposalKind.PLENARY, ProposalState.FILED, ProposerKind.MEMBER, "李委员",
        date(2026, 11, 20), term=16, session_no=2, number=12,
    )  # fmt: skip
    with office.store.writing() as tx:
        tx.of(Proposal).add(proposal)
        tx.of(ProposalClue).add(ProposalClue(new_id(), proposal.id, received[1], leading=True))
    return proposal


def planned_answer(office: Desk, line: Forwarding, promised: date) -> HandlerReply:
    """The letter answered with B on 23 November 2026, to be finished on ``promised``."""
    day = date(2026, 11, 23)
    casework.record_received(office, line.id, day)
    casework.record_take_over(office, line.id, day)
    casework.record_reply(office, line.id, Outcome.PLANNED, "列入明年计划。", day, promised_on=promised)
    with office.store.reading() as tx:
        return tx.of(HandlerReply).where(forwarding_id=line.id)[0]


def test_supervision_from_plan_to_done_and_on_paper(office: Desk, issued: Forwarding, clock: SetClock) -> None:
    assert [one.forwarding_id for one in may_be_supervised(office)] == [issued.id]
    act, _ = plan_supervision(office, date(2026, 11, 24), forwarding_id=issued.id)
    clue = office_title(office, issued)
    assert act.subject == clue
    with refused("ACTION_BARRED"):
        plan_supervision(office, date(2026, 11, 24), forwarding_id=issued.id)
    clock.forward(days=2)
    for lacking in (replace(HELD, findings=""), replace(HELD, participants=" "), replace(HELD, form=None)):
        with refused("ACTION_NEEDS"):
            hold_supervision(office, act.id, lacking)
    for wrong in (date(2026, 11, 22), office.today() + timedelta(days=1)):
        with pytest.raises(InputError):
            hold_supervision(office, act.id, replace(HELD, held_on=wrong))
    hold_supervision(office, act.id, HELD)
    with pytest.raises(IllegalActionError):
        finish_supervision(office, act.id, office.today())
    follow_up(office, act.id, date(2026, 11, 25), "施工队已进场。")
    finish_supervision(office, act.id, date(2026, 11, 25))
    assert not supervisions(office)
    (view,) = supervisions(office, over=True)
    assert view.act.state is SupervisionState.DONE
    assert (view.matter.title, view.matter.handler) == (clue, issued.handler)
    assert [step.text for step in view.follow_ups] == ["施工队已进场。"]
    made = make_paper(paper_kind("supervision"), office, Format.PDF, PaperRequest((act.id,)))
    words = "".join(page_texts(made.data)).replace("\n", "")
    for said in (clue, "提案委、区住建局", "已完成设计，待排期。", "11月25日：施工队已进场。"):
        assert said in words


def office_title(office: Desk, line: Forwarding) -> str:
    with office.store.reading() as tx:
        return tx.clues.get(line.clue_id).content.title


def test_a_plan_is_called_off_with_a_reason_and_every_step_is_taken_back(
    office: Desk, issued: Forwarding, handler: str, clock: SetClock
) -> None:
    act, _ = plan_supervision(office, office.today(), forwarding_id=issued.id, subject="  路灯\n进度 ")
    assert act.subject == "路灯 进度"
    with pytest.raises(IllegalActionError):
        call_off_supervision(office, act.id, " ")
    call_off_supervision(office, act.id, "单位已答复。")
    assert supervisions(office, over=True)[0].act.reason == "单位已答复。"
    again, _ = take_back_supervision(office, act.id)
    assert (again.state, again.reason) == (SupervisionState.PLANNED, "")
    with refused("ACTION_NOT_POSSIBLE"):
        take_back_supervision(office, act.id)
    clock.forward(days=2)
    held, _ = hold_supervision(office, act.id, HELD)
    first, _ = follow_up(office, act.id, HELD.held_on, "已开工。")
    follow_up(office, act.id, HELD.held_on, "已完工。")
    finish_supervision(office, act.id, HELD.held_on)
    assert take_back_supervision(office, act.id)[0].done_on is None
    one_left, _ = take_back_supervision(office, act.id, follow_up_id=first.id)
    assert one_left.state is SupervisionState.FOLLOWED_UP
    assert [one.text for one in supervisions(office)[0].follow_ups] == ["已完工。"]
    assert take_back_supervision(office, act.id)[0].state is SupervisionState.HELD
    with pytest.raises(ConflictError):
        take_back_supervision(office, act.id, version=held.version)
    bare, _ = take_back_supervision(office, act.id)
    assert (bare.state, bare.form, bare.held_on, bare.findings) == (SupervisionState.PLANNED, None, None, "")
    call_off_supervision(office, act.id, "单位已答复。")
    plan_supervision(office, office.today(), forwarding_id=issued.id)
    with refused("ACTION_BARRED"):
        take_back_supervision(office, act.id)
    casework.accept_clue(office, clue_two := other_clue(office, issued))
    casework.classify_clue(office, clue_two, casework.Route.DISTRICT_URGENT)
    drafted, _ = casework.draft_forwarding(office, clue_two, handler)
    with refused("ACTION_BARRED"):
        plan_supervision(office, office.today(), forwarding_id=drafted.id)
    with pytest.raises(InputError):
        plan_supervision(office, office.today())


def other_clue(office: Desk, line: Forwarding) -> str:
    return next(one for one in clue_ids(office, ClueQuery()) if one != line.clue_id)


def test_what_is_late_is_offered_for_supervision(office: Desk, issued: Forwarding, clock: SetClock) -> None:
    casework.record_received(office, issued.id, date(2026, 11, 23))
    casework.record_take_over(office, issued.id, date(2026, 11, 23))
    assert not late_lines(office)
    clock.forward(days=40)
    (late,) = late_lines(office)
    assert (late.line.id, late.due_on, late.reminders, late.supervised) == (issued.id, date(2026, 12, 23), 0, False)
    remind(office, issued.id, office.today(), OpinionChannel.LETTER)
    plan_supervision(office, office.today(), forwarding_id=issued.id)
    (late,) = late_lines(office)
    assert (late.reminders, late.supervised) == (1, True)


def test_a_key_item_is_confirmed_supervised_and_reported(office: Desk, filed: Proposal, clock: SetClock) -> None:
    assert [one for one, _ in may_become_key(office, 2026)] == [filed.id]
    assert "第16届2次会议第12号" in may_become_key(office, 2026)[0][1]
    item, _ = propose_key_item(office, filed.id, 2026, office.today(), "群众反映集中。")
    assert not may_become_key(office, 2026)
    with refused("ACTION_BARRED"):
        propose_key_item(office, filed.id, 2026, office.today())
    with refused("ACTION_NEEDS"):
        confirm_key_item(office, item.id, "", "主席会议", office.today())
    confirm_key_item(office, item.id, "黄副主席", "区政协主席（扩大）会议", office.today())
    clock.forward(days=1)
    act, _ = supervise_key_item(office, item.id, replace(HELD, held_on=office.today()))
    assert (act.state, act.key_item_id, act.version) == (SupervisionState.HELD, item.id, 1)
    (view,) = key_items(office)
    assert (view.item.state, view.matter.title) == (KeyItemState.SUPERVISED, filed.title)
    assert [one.id for one in view.supervised] == [act.id]
    follow_up(office, act.id, office.today(), "领导批示后加快。")
    words = "".join(page_texts(make_paper(paper_kind("supervision"), office, Format.PDF, PaperRequest((act.id,))).data))
    assert "黄副主席" in words
    report_key_item(office, item.id, office.today(), "向主席会议报告")
    assert not key_items(office)
    assert key_items(office, over=True)[0].item.report == "向主席会议报告"


def test_only_the_proposal_committee_drops_a_candidate(office: Desk, filed: Proposal) -> None:
    item, _ = propose_key_item(office, filed.id, 2026, office.today())
    with refused("ACTION_NOT_ALLOWED"):
        drop_key_item(office, item.id, "不够成熟。")
    committee = replace(office, actor=replace(office.actor, post=Role.PROPOSAL_COMMITTEE))
    drop_key_item(committee, item.id, "不够成熟。")
    with office.store.writing() as tx:
        tx.of(Proposal).save(replace(filed, state=ProposalState.WITHDRAWN, version=2))
    with refused("ACTION_BARRED"):
        propose_key_item(office, filed.id, 2027, office.today())


def test_look_back_lists_checks_continues_and_completes(office: Desk, issued: Forwarding, clock: SetClock) -> None:
    promised = date(2026, 12, 1)
    reply = planned_answer(office, issued, promised)
    assert not waiting_for_look_back(office)
    clock.forward(days=10)
    assert waiting_for_look_back(office) == 1
    (look,), _ = list_look_backs(office)
    assert list_look_backs(office)[0] == ()
    assert (look.reply_id, look.promised_on, look.round) == (reply.id, promised, 1)
    today = office.today()
    schedule_look_back(office, look.id, today)
    with refused("ACTION_NEEDS"):
        schedule_look_back(office, look.id, today)
    check = Check(today, {"heard", "inspected"}, {"with_government_office"}, "灯杆已立，未通电。")
    for lacking in (replace(check, methods=()), replace(check, offices=()), replace(check, findings=" ")):
        with refused("ACTION_NEEDS"):
            check_look_back(office, look.id, lacking)
    check_look_back(office, look.id, check)
    continue_look_back(office, look.id, today + timedelta(days=5), "待供电局验收。")
    assert not waiting_for_look_back(office)
    clock.forward(days=6)
    (again,), _ = list_look_backs(office)
    assert (again.id, again.round, again.state) == (look.id, 2, LookBackState.LISTED)
    schedule_look_back(office, look.id, office.today())
    check_look_back(office, look.id, replace(check, on=office.today(), methods={"visited"}, findings="已亮灯。"))
    complete_look_back(office, look.id)
    ((view,), left) = look_backs(office, over=True), look_backs(office)
    assert not left
    assert view.reply.completed_on == office.today()
    assert view.look.findings.splitlines()[0] == "灯杆已立，未通电。"
    assert view.look.findings.endswith("：已亮灯。")
    assert (view.look.heard, view.look.visited) == (False, True)
    words = "".join(page_texts(make_paper(paper_kind("look-back"), office, Format.PDF, PaperRequest((look.id,))).data))
    assert "已亮灯。" in words


def test_what_was_not_done_is_reported_and_the_withdrawn_never_listed(
    office: Desk, workroom: Desk, issued: Forwarding, clock: SetClock, tmp_path: Path
) -> None:
    planned_answer(office, issued, date(2026, 12, 1))
    clock.forward(days=10)
    (look,), _ = list_look_backs(office)
    schedule_look_back(office, look.id, office.today())
    check_look_back(office, look.id, Check(office.today(), {"read"}, {"with_party_office"}, "没有动工。"))
    with refused("ACTION_NEEDS"):
        escalate_look_back(office, look.id, "")
    escalate_look_back(office, look.id, "经费没有落实。")
    assert look_backs(office, over=True)[0].look.state is LookBackState.NOT_DONE
    assert list_look_backs(office)[0] == ()
    back_to_where_it_was(office, look.id, LookBackState.CHECKED)
    back_to_where_it_was(office, look.id, LookBackState.SCHEDULED)
    back_to_where_it_was(office, look.id, LookBackState.LISTED)
    take_back_look_back(office, look.id, version=kept(office, look.id).version)
    assert not look_backs(office)
    assert waiting_for_look_back(office) == 1
    withdraw_clue(workroom, issued.clue_id, "已解决")
    carry(workroom, office, tmp_path)
    assert forwardings_of(office, issued.clue_id)
    assert not waiting_for_look_back(office)


def kept(office: Desk, look_id: str) -> LookBack:
    with office.store.reading() as tx:
        return tx.of(LookBack).get(look_id)


def back_to_where_it_was(office: Desk, look_id: str, state: LookBackState) -> None:
    """The last step is taken back from the page later, when nobody knows any more what stood there."""
    look, _ = take_back_look_back(office, look_id, version=kept(office, look_id).version)
    assert look == kept(office, look_id)
    assert look.state is state


def test_every_step_of_a_look_back_is_taken_back_to_what_stood_there_exactly(
    office: Desk, issued: Forwarding, clock: SetClock
) -> None:
    reply = planned_answer(office, issued, date(2026, 12, 1))
    clock.forward(days=10)
    listed, _ = list_look_backs(office)
    take_back_listing(office, listed)
    with pytest.raises(ConflictError):
        take_back_listing(office, listed)
    assert (look_backs(office), waiting_for_look_back(office)) == ((), 1)
    (look,), _ = list_look_backs(office)
    today, id_ = office.today(), look.id
    check = Check(today, {"heard", "read"}, {"with_party_office"}, "没有动工。")

    def tried(step: Callable[[], tuple[LookBack, Changes]]) -> None:
        """Taken back at once and done again; a second click, and what a colleague did since, are refused."""
        before = kept(office, id_)
        done, _ = step()
        again, _ = take_back_look_back(office, id_, version=done.version, was=before)
        assert replace(again, version=before.version) == before
        assert again.version == before.version + 2
        with pytest.raises(ConflictError):
            take_back_look_back(office, id_, version=done.version, was=before)
        after, _ = step()
        assert replace(after, version=done.version) == done

    tried(lambda: schedule_look_back(office, id_, today, "先看现场。"))
    tried(lambda: schedule_look_back(office, id_, today + timedelta(days=1), "区府办改期。"))
    tried(lambda: check_look_back(office, id_, check))
    tried(lambda: escalate_look_back(office, id_, "经费没有落实。"))
    back_to_where_it_was(office, id_, LookBackState.CHECKED)
    tried(lambda: complete_look_back(office, id_))
    back_to_where_it_was(office, id_, LookBackState.CHECKED)
    with office.store.reading() as tx:
        assert tx.of(HandlerReply).get(reply.id).completed_on is None
    tried(lambda: continue_look_back(office, id_, today, "待供电局验收。"))
    clock.forward(days=2)
    former = kept(office, id_)
    listed, _ = list_look_backs(office)
    take_back_listing(office, listed, (former,))
    assert replace(kept(office, id_), version=former.version) == former
    list_look_backs(office)
    with refused("ACTION_BARRED"):
        take_back_look_back(office, id_, version=kept(office, id_).version)
    tried(lambda: schedule_look_back(office, id_, office.today()))
    tried(lambda: check_look_back(office, id_, replace(check, on=office.today(), findings="已动工。")))
    back_to_where_it_was(office, id_, LookBackState.SCHEDULED)
    assert kept(office, id_).findings == "没有动工。"


def test_what_follows_from_a_look_back_is_taken_back_before_it(
    office: Desk, issued: Forwarding, clock: SetClock
) -> None:
    reply = planned_answer(office, issued, date(2026, 12, 1))
    clock.forward(days=10)
    earlier, _ = plan_supervision(office, office.today(), forwarding_id=issued.id)
    hold_supervision(office, earlier.id, replace(HELD, held_on=office.today()))
    (look,), _ = list_look_backs(office)
    with refused("ACTION_BARRED"):
        correcting.take_back(office, issued.id, "答复登记错了")
    schedule_look_back(office, look.id, office.today())
    check_look_back(office, look.id, Check(office.today(), {"read"}, {"with_party_office"}, "没有动工。"))
    escalated, _ = escalate_look_back(office, look.id, "经费没有落实。")
    committee = replace(office, actor=replace(office.actor, post=Role.PROPOSAL_COMMITTEE))
    with refused("ACTION_NOT_ALLOWED"):
        take_back_look_back(committee, look.id, version=escalated.version)
    act, _ = plan_supervision(office, office.today(), forwarding_id=issued.id)
    with refused("ACTION_BARRED"):
        take_back_look_back(office, look.id, version=escalated.version)
    assert kept(office, look.id) == escalated
    call_off_supervision(office, act.id, "报告登记错了。")
    back_to_where_it_was(office, look.id, LookBackState.CHECKED)
    complete_look_back(office, look.id)
    with office.store.writing() as tx:
        told = tx.of(HandlerReply).get(reply.id)
        tx.of(HandlerReply).save(replace(told, rejected_on=office.today(), version=told.version + 1))
    with refused("ACTION_BARRED"):
        take_back_look_back(office, look.id, version=kept(office, look.id).version)


def test_every_step_of_a_key_item_is_taken_back_to_what_stood_there_exactly(
    office: Desk, filed: Proposal, clock: SetClock
) -> None:
    clock.forward(days=2)
    today, day = office.today(), HELD.held_on
    committee = replace(office, actor=replace(office.actor, post=Role.PROPOSAL_COMMITTEE))
    first, _ = propose_key_item(office, filed.id, 2026, day, "群众反映集中。")
    take_back_key_item(office, first.id, version=first.version)
    assert [one for one, _ in may_become_key(office, 2026)] == [filed.id]
    item, _ = propose_key_item(office, filed.id, 2026, day, "群众反映集中。")

    def back(done: KeyItem, before: KeyItem, seat: Desk = office) -> KeyItem:
        again, _ = take_back_key_item(seat, item.id, version=done.version)
        assert replace(again, version=before.version) == before
        with pytest.raises(ConflictError):
            take_back_key_item(seat, item.id, version=done.version)
        return again

    dropped, _ = drop_key_item(committee, item.id, "不够成熟。")
    with refused("ACTION_NOT_ALLOWED"):
        take_back_key_item(office, item.id, version=dropped.version)
    back(dropped, item, committee)
    confirmed, _ = confirm_key_item(office, item.id, "黄副主席", "主席会议", day)
    back(confirmed, item)
    confirmed, _ = confirm_key_item(office, item.id, "黄副主席", "主席会议", day)
    act, _ = supervise_key_item(office, item.id, HELD)
    again, _ = take_back_key_supervision(office, act)
    assert replace(again, version=confirmed.version) == confirmed
    assert supervisions(office) == ()
    with pytest.raises(ConflictError):
        take_back_key_supervision(office, act)
    act, _ = supervise_key_item(office, item.id, HELD)
    with refused("ACTION_BARRED"):
        take_back_supervision(office, act.id)
    later, _ = supervise_key_item(office, item.id, replace(HELD, held_on=today))
    supervised, _ = take_back_key_supervision(office, act)
    assert supervised.state is KeyItemState.SUPERVISED, "a colleague's act stays"
    step, _ = follow_up(office, later.id, today, "领导批示后加快。")
    with refused("ACTION_BARRED"):
        take_back_key_item(office, item.id, version=supervised.version)
    finish_supervision(office, later.id, today)
    with pytest.raises(ConflictError):
        take_back_supervision(office, later.id, follow_up_id=step.id)
    take_back_supervision(office, later.id)
    take_back_supervision(office, later.id, follow_up_id=step.id)
    reported, _ = report_key_item(office, item.id, today, "向主席会议报告")
    with pytest.raises(ConflictError):
        take_back_key_supervision(office, later)
    supervised = back(reported, supervised)
    back(supervised, confirmed)
    assert supervisions(office) == ()
