"""What a citizen took back is worked on by nobody, and its copies are called back (safety P6, 4.6)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.lists import ClueQuery, OfficeQueue, WorkroomQueue
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.permissions import PERMISSIONS
from baixing_desktop.domain.states import Action, OfficeState
from baixing_desktop.domain.withdrawals import Withdrawal
from baixing_desktop.errors import IllegalActionError, InputError, UserError
from baixing_desktop.usecases import (
    barring,
    casework,
    curating,
    drafting,
    duplicates,
    extending,
    handling,
    messages,
    printing,
    reading,
    withdrawals,
)
from baixing_desktop.usecases.curating import Wording
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from tests.builders import clue_content
from tests.usecases.conftest import carry

DAY = date(2026, 11, 23)
WORDS = Wording("建议在沙园七街加装路灯", "夜间照明不足。", "加装路灯二十盏。")

Act = Callable[[Desk, str, str], Any]
"""What an office does: at this desk, with this clue, with this line of it."""

ACTS: dict[str, Act] = {
    "barring.set_bars": lambda desk, clue, _: barring.set_bars(desk, clue, ("QCGJ",)),
    "casework.accept_clue": lambda desk, clue, _: casework.accept_clue(desk, clue),
    "casework.return_clue": lambda desk, clue, _: casework.return_clue(desk, clue, "请补充"),
    "casework.decline_clue": lambda desk, clue, _: casework.decline_clue(desk, clue, "民事纠纷", "人民调解"),
    "casework.classify_clue": lambda desk, clue, _: casework.classify_clue(desk, clue, Route.CITY_EXPRESS, "另选"),
    "casework.draft_forwarding": lambda desk, clue, _: casework.draft_forwarding(desk, clue, "QSWJ"),
    "casework.issue_forwarding": lambda desk, _, line: casework.issue_forwarding(desk, line, DAY),
    "casework.record_received": lambda desk, _, line: casework.record_received(desk, line, DAY),
    "casework.record_take_over": lambda desk, _, line: casework.record_take_over(desk, line, DAY),
    "casework.record_reply": lambda desk, _, line: casework.record_reply(desk, line, Outcome.RESOLVED, "好", DAY),
    "casework.record_contact": lambda desk, _, line: casework.record_contact(
        desk, line, CitizenContact(ContactChannel.PHONE, DAY, "陈办", "", None)
    ),
    "casework.close_forwarding": lambda desk, _, line: casework.close_forwarding(desk, line),
    "curating.edit_wording": lambda desk, clue, _: curating.edit_wording(desk, clue, WORDS),
    "curating.merge_clue": lambda desk, clue, _: curating.merge_clue(desk, clue, other(desk, clue)),
    "curating.undo_merge": lambda desk, clue, _: curating.undo_merge(desk, clue),
    "curating.split_clue": lambda desk, clue, _: curating.split_clue(desk, clue, WORDS, (WORDS,)),
    "curating.retain_clue": lambda desk, clue, _: curating.retain_clue(desk, clue, "留作参考"),
    "curating.accept_and_retain": lambda desk, clue, _: curating.accept_and_retain(desk, clue, "留作参考"),
    "curating.take_up_clue": lambda desk, clue, _: curating.take_up_clue(desk, clue),
    "curating.reconsider_clue": lambda desk, clue, _: curating.reconsider_clue(desk, clue, "再看"),
    "curating.reopen_clue": lambda desk, clue, _: curating.reopen_clue(desk, clue, "再办"),
    "curating.conclude_clue": lambda desk, clue, _: curating.conclude_clue(desk, clue),
    "curating.unaccept_clue": lambda desk, clue, _: curating.unaccept_clue(desk, clue, "受理有误"),
    "curating.archive_clue": lambda desk, clue, _: curating.archive_clue(desk, clue),
    "duplicates.candidates_for": lambda desk, clue, _: duplicates.tell_apart(desk, clue, other(desk, clue)),
    "duplicates.tell_apart": lambda desk, clue, _: duplicates.tell_apart(desk, other(desk, clue), clue),
    "duplicates.undo_tell_apart": lambda desk, clue, _: duplicates.tell_apart(desk, clue, other(desk, clue)),
    "handling.draft_assignment": lambda desk, clue, _: handling.draft_assignment(desk, clue, "QSWJ", ("QZJJ",)),
    "handling.cancel_draft": lambda desk, _, line: handling.cancel_draft(desk, line, "选错"),
    "handling.request_return": lambda desk, _, line: handling.request_return(desk, line, "不属本单位", DAY),
    "handling.grant_return": lambda desk, _, line: handling.grant_return(desk, line, "QSWJ", DAY),
    "handling.refuse_return": lambda desk, _, line: handling.refuse_return(desk, line, "属贵单位", DAY),
    "handling.remind": lambda desk, _, line: handling.remind(desk, line, DAY, OpinionChannel.PHONE),
    "handling.waive": lambda desk, _, line: handling.waive(desk, line, "不需要"),
    "handling.record_noted": lambda desk, _, line: handling.record_noted(desk, line, DAY),
    "handling.reject_reply": lambda desk, _, line: handling.reject_reply(desk, line, "不对题", DAY),
    "handling.record_evaluation": lambda desk, _, line: handling.record_evaluation(
        desk, line, Satisfaction.SATISFIED, DAY
    ),
    "handling.redo": lambda desk, _, line: handling.redo(desk, line, "不满意", DAY),
    "extending.request_extension": lambda desk, _, line: extending.request_extension(
        desk, line, date(2027, 1, 31), "施工", DAY
    ),
    "printing.forwarding_letter": lambda desk, _, line: printing.forwarding_letter(desk, line),
    "making.make_open": lambda desk, _, line: make_paper(
        paper_kind("undertaking"), desk, Format.PDF, PaperRequest((line,))
    ),
}
BESIDE = {"extending.grant_extension", "extending.refuse_extension"}
"""They speak of a request that can only have been made before; its line is guarded as all others are."""


def other(desk: Desk, clue_id: str) -> str:
    return next(each for each in reading.clue_ids(desk, ClueQuery()) if each != clue_id)


def withdraw(workroom: Desk, office: Desk, clue_id: str, folder: Path, reason: str = "反映人要求撤回") -> None:
    messages.withdraw_clue(workroom, clue_id, reason)
    carry(workroom, office, folder)


def queues(desk: Desk) -> dict[str, int]:
    """How much waits in each queue that holds something."""
    today = reading.office_today(desk)
    counts = {queue.value: getattr(today, queue.value).count for queue in OfficeQueue}
    assert counts == {queue.value: reading.office_queue(desk, queue).total for queue in OfficeQueue}
    return {name: count for name, count in counts.items() if count}


def test_every_act_on_clues_and_lines_is_tried_here() -> None:
    named = {name for name in PERMISSIONS if name.split(".")[0] in {"casework", "curating", "handling", "extending"}}
    assert named <= ACTS.keys() | BESIDE


def test_no_act_of_the_office_touches_a_withdrawn_clue(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path
) -> None:
    withdraw(workroom, office, issued.clue_id, tmp_path)
    before = reading.find_clue(office, issued.clue_id), reading.forwardings_of(office, issued.clue_id)
    for name, act in ACTS.items():
        with pytest.raises(IllegalActionError) as refused:
            act(office, issued.clue_id, issued.id)
        assert refused.value.code == "CLUE_WITHDRAWN", name
        assert "测试员，2026年11月23日" in refused.value.advice.what
    assert (reading.find_clue(office, issued.clue_id), reading.forwardings_of(office, issued.clue_id)) == before
    assert before[0].office_state is OfficeState.WITHDRAWN
    assert before[0].content.title, "it stays readable"


def test_a_withdrawn_clue_is_offered_as_work_nowhere(
    office: Desk, workroom: Desk, received: tuple[str, ...], issued: Forwarding, tmp_path: Path
) -> None:
    casework.record_received(office, issued.id, DAY)
    assert queues(office) == {"to_screen": 2, "to_take_over": 1}
    for clue_id in received:
        withdraw(workroom, office, clue_id, tmp_path)
    assert queues(office) == {"to_recall": 1}
    listed = reading.list_clues(office, ClueQuery(office_states=(OfficeState.WITHDRAWN,)))
    assert {item.id for item in listed.items if item.withdrawn} == set(received)


@pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)
def test_the_workroom_neither_tells_nor_changes_what_was_withdrawn(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    casework.return_clue(office, received[0], "请补充路段")
    casework.decline_clue(office, received[1], "民事纠纷", "人民调解")
    carry(workroom, office, tmp_path)
    waiting = WorkroomQueue.RETURNED, WorkroomQueue.TO_TELL
    assert [reading.workroom_queue(workroom, queue).total for queue in waiting] == [1, 1]
    for clue_id in received[:2]:
        messages.withdraw_clue(workroom, clue_id, "反映人要求撤回")
    assert [reading.workroom_queue(workroom, queue).total for queue in waiting] == [0, 0]
    with pytest.raises(IllegalActionError) as refused:
        drafting.reopen_draft(workroom, received[0])
    assert refused.value.code == "CLUE_WITHDRAWN"


def test_copies_are_called_back_one_by_one(office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path) -> None:
    assert withdrawals.to_recall(office) == ()
    with pytest.raises(IllegalActionError):
        withdrawals.record_recall(office, issued.id, DAY, OpinionChannel.PHONE, "王科长")
    withdraw(workroom, office, issued.clue_id, tmp_path, "不愿再公开")
    (copy,) = withdrawals.to_recall(office, issued.clue_id)
    assert (copy.line.id, copy.recall, copy.withdrawal.reason) == (issued.id, None, "不愿再公开")
    for told_on, person in ((date(2026, 11, 24), "王科长"), (date(2026, 11, 22), "王科长"), (DAY, " ")):
        with pytest.raises(InputError):
            withdrawals.record_recall(office, issued.id, told_on, OpinionChannel.PHONE, person)
    kept, changes = withdrawals.record_recall(office, issued.id, DAY, OpinionChannel.PHONE, "王科长", "答应退回原件")
    assert (kept.actor, kept.person, kept.told_on) == ("测试员", "王科长", DAY)
    assert changes.touched
    assert withdrawals.to_recall(office)[0].recall == kept
    assert not queues(office).get("to_recall")
    with pytest.raises(IllegalActionError):
        withdrawals.record_recall(office, issued.id, DAY, OpinionChannel.PHONE, "王科长")
    with office.store.reading() as tx:
        assert [entry.action for entry in tx.audit.all()][-1] == "recall"


def test_a_draft_is_no_copy(office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path) -> None:
    casework.accept_clue(office, received[0])
    casework.classify_clue(office, received[0], Route.DISTRICT_URGENT)
    casework.draft_forwarding(office, received[0], "QSWJ")
    withdraw(workroom, office, received[0], tmp_path)
    assert withdrawals.to_recall(office) == ()
    assert queues(office) == {"to_screen": 2}


def test_work_goes_on_where_it_stood(office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path) -> None:
    withdraw(workroom, office, issued.clue_id, tmp_path)
    with pytest.raises(IllegalActionError) as refused:
        withdrawals.resume_clue(office, issued.clue_id, " ")
    assert refused.value.code == "ACTION_NEEDS"
    assert withdrawals.resume_clue(office, issued.clue_id, "反映人来电要求继续")[0].office_state is OfficeState.ROUTED
    assert queues(office) == {"to_screen": 2, "to_receive": 1}
    with pytest.raises(IllegalActionError):
        withdrawals.resume_clue(office, issued.clue_id, "再来一次")
    carry(workroom, office, tmp_path)
    assert reading.find_clue(workroom, issued.clue_id).withdrawn_at is None
    assert ("区办恢复办理", "反映人来电要求继续") in {
        (entry.text, entry.detail) for entry in reading.timeline(workroom, issued.clue_id)
    }
    casework.record_received(office, issued.id, DAY)
    withdraw(workroom, office, issued.clue_id, tmp_path)
    with office.store.reading() as tx:
        assert len(tx.of(Withdrawal).where(clue_id=issued.clue_id)) == 2, "each withdrawal is kept"


def test_the_others_of_a_merge_go_on_by_themselves(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    master, member, second = received
    casework.accept_clue(office, master)
    curating.merge_clue(office, member, master)
    curating.merge_clue(office, second, master)
    withdraw(workroom, office, second, tmp_path)
    assert reading.find_clue(office, member).office_state is OfficeState.MERGED
    withdraw(workroom, office, master, tmp_path)
    assert reading.find_clue(office, member).office_state is OfficeState.SCREENING
    assert queues(office) == {"to_screen": 1}
    carry(workroom, office, tmp_path)
    assert "已撤销并案，单独办理" in {entry.text for entry in reading.timeline(workroom, member)}
    assert withdrawals.resume_clue(office, second, "误撤")[0].office_state is OfficeState.SCREENING


def test_parts_are_withdrawn_with_what_they_were_split_off(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    (_, part), _ = curating.split_clue(office, received[0], WORDS, (WORDS,))
    casework.accept_clue(office, part.id)
    withdraw(workroom, office, received[0], tmp_path)
    with pytest.raises(IllegalActionError) as refused:
        casework.classify_clue(office, part.id, Route.DISTRICT_URGENT)
    assert refused.value.code == "CLUE_WITHDRAWN"
    withdrawals.resume_clue(office, received[0], "误撤")
    assert reading.find_clue(office, part.id).office_state is OfficeState.ACCEPTED


def test_what_was_withdrawn_is_not_published(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    casework.accept_clue(office, received[0])
    withdraw(workroom, office, received[0], tmp_path)
    with pytest.raises(UserError) as refused:
        make_paper(paper_kind("compendium"), office, Format.PDF, PaperRequest(period=year_period(2026)))
    assert refused.value.code == "PAPER_NOTHING"


def test_a_second_withdrawal_changes_nothing(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    withdraw(workroom, office, received[0], tmp_path)
    before = reading.find_clue(office, received[0])
    withdraw(workroom, office, received[0], tmp_path, "再说一次")
    assert reading.find_clue(office, received[0]) == before
    with office.store.reading() as tx:
        assert [entry.action for entry in tx.audit.all()].count(Action.WITHDRAW) == 1


def test_what_the_workroom_sees_at_once(workroom: Desk, office: Desk, received: tuple[str, ...]) -> None:
    del office
    messages.withdraw_clue(workroom, received[0], "反映人要求撤回")
    (item,) = (each for each in reading.list_clues(workroom, ClueQuery()).items if each.withdrawn)
    assert item.id == received[0]
    with pytest.raises(IllegalActionError) as refused:
        drafting.register_clue(workroom, clue_content(1), clue_id=received[0])
    assert refused.value.code in {"ACTION_NOT_POSSIBLE", "CLUE_WITHDRAWN"}
