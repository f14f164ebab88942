"""The office's library: wording, merging, splitting, retaining, taking up again (SM3)."""

from pathlib import Path

import pytest

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.states import Action, ClueState, OfficeState
from baixing_desktop.errors import ConflictError, IllegalActionError
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import casework, curating, printing
from baixing_desktop.usecases.curating import Wording
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.history import clue_history
from baixing_desktop.usecases.papers import PAPERS, Format, PaperRequest, make_paper
from baixing_desktop.usecases.reading import find_clue, timeline
from tests.usecases.conftest import carry

LAMPS = Wording("建议在沙园七街加装路灯", "沙园七街夜间照明不足。", "加装路灯二十盏。")
TREES = Wording("建议修剪沙园七街的树枝", "树枝遮挡路灯。", "每季度修剪一次。")


def kept(desk: Desk, clue_id: str) -> Clue:
    """The clue with its contacts, which reading masks."""
    with desk.store.reading() as tx:
        return tx.clues.get(clue_id)


def told(desk: Desk, clue_id: str) -> list[str]:
    """What the workroom reads about the clue."""
    return [entry.text for entry in timeline(desk, clue_id)]


def test_the_office_s_wording_stands_beside_the_citizen_s(office: Desk, received: tuple[str, ...]) -> None:
    original = find_clue(office, received[0]).content
    first, _ = curating.edit_wording(office, received[0], LAMPS, "突出地点")
    second, _ = curating.edit_wording(office, received[0], TREES)
    assert [(e.ordinal, e.title) for e in clue_history(office, received[0]).editions] == [
        (1, LAMPS.title),
        (2, TREES.title),
    ]
    assert (first.reason, second.version) == ("突出地点", 1)
    clue = find_clue(office, received[0])
    assert clue.content == original
    assert clue.office_state is OfficeState.SCREENING, "who edits has begun to screen"
    with pytest.raises(IllegalActionError) as refused:
        curating.edit_wording(office, received[0], Wording("", "x", "y"))
    assert "正文" in str(refused.value)


def test_merging_and_undoing_leaves_every_clue_as_it_was(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    master, early, late = received
    casework.accept_clue(office, master)
    accepted, _ = casework.accept_clue(office, late)
    curating.merge_clue(office, early, master, "同一路段")
    curating.merge_clue(office, late, master)
    assert find_clue(office, late).office_state is OfficeState.MERGED
    assert find_clue(office, late).formal_number == accepted.formal_number, "numbers are never given back"
    carry(workroom, office, tmp_path)
    assert "已与相近线索并案办理" in told(workroom, early)
    assert find_clue(workroom, early).office_state is OfficeState.MERGED
    assert curating.undo_merge(office, late)[0].office_state is OfficeState.ACCEPTED
    assert curating.undo_merge(office, early)[0].office_state is OfficeState.SCREENING
    carry(workroom, office, tmp_path)
    assert "已撤销并案，单独办理" in told(workroom, early)
    links = clue_history(office, master).merged
    assert len(links) == 2
    assert all(link.undone_by for link in links)
    assert clue_history(office, late).merged_into == tuple(link for link in links if link.clue_id == late)


def test_a_clue_is_accepted_and_retained_in_one_act(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    with pytest.raises(IllegalActionError) as refused:
        curating.accept_and_retain(office, received[0], " ")
    assert refused.value.code == "ACTION_NEEDS"
    assert find_clue(office, received[0]).office_state is OfficeState.RECEIVED, "half of it is not done"
    kept, _ = curating.accept_and_retain(office, received[0], "暂不具备条件，留作参考。")
    assert (kept.office_state, kept.formal_number) == (OfficeState.RETAINED, "第2026001号")
    carry(workroom, office, tmp_path)
    assert told(workroom, received[0])[-2:] == ["区办已受理", "已留存"]
    assert curating.take_up_clue(office, received[0])[0].office_state is OfficeState.ACCEPTED


@pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)
def test_what_is_handed_on_is_the_office_s_wording(office: Desk, issued: Forwarding) -> None:
    """And Attachment 3 stays what the citizen signed."""
    curating.edit_wording(office, issued.clue_id, TREES, "一事一议")
    letter = "".join(page_texts(printing.forwarding_letter(office, issued.id)))
    assert TREES.title in letter.replace("\n", "")
    assert find_clue(office, issued.clue_id).content.title not in letter.replace("\n", "")
    form = "".join(page_texts(printing.attachment3(office, [issued.clue_id]))).replace("\n", "")
    assert TREES.title not in form
    book = make_paper(PAPERS["compendium"], office, Format.PDF, PaperRequest(period=year_period(2026)))
    assert TREES.title in "".join(page_texts(book.data)).replace("\n", "")


@pytest.mark.parametrize(
    ("clue", "master", "reason"),
    [(0, 0, "不能并入自己"), (0, 1, "主线索还没有受理"), (0, 2, "主线索已并入其他线索"), (3, 0, "已有其他线索并入")],
)
def test_what_cannot_be_merged(office: Desk, received: tuple[str, ...], clue: int, master: int, reason: str) -> None:
    """0 is accepted, 1 is not, 2 is merged into 0; 3 stands for 0 as the clue that has one merged into it."""
    casework.accept_clue(office, received[0])
    curating.merge_clue(office, received[2], received[0])
    if clue == 3:
        casework.accept_clue(office, received[1])
        clue, master = 0, 1
    with pytest.raises(IllegalActionError) as refused:
        curating.merge_clue(office, received[clue], received[master])
    assert reason in refused.value.advice.what


def test_a_split_clue_goes_on_and_its_parts_credit_the_same_person(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    before = kept(office, received[0])
    (clue, part), _ = curating.split_clue(office, received[0], LAMPS, (TREES,), "一事一提")
    assert clue.content == before.content, "the original words stay"
    assert part.number == f"{before.provisional_number}/1"
    assert part.content.contributor == before.content.contributor
    assert part.content.consents == before.content.consents
    assert part.office_state is OfficeState.RECEIVED
    accepted, _ = casework.accept_clue(office, part.id)
    assert accepted.formal_number
    (_, second), _ = curating.split_clue(office, received[0], LAMPS, (TREES,))
    assert second.number.endswith("/2")
    history = clue_history(office, clue.id)
    assert [link.part_id for link in history.parts] == [part.id, second.id]
    assert history.editions[-1].title == LAMPS.title
    assert clue_history(office, part.id).part_of == history.parts[0]
    carry(workroom, office, tmp_path)
    assert "已拆分为几条分别办理" in told(workroom, clue.id)
    assert find_clue(office, part.number).id == part.id
    with pytest.raises(IllegalActionError) as refused:
        curating.split_clue(office, received[1], LAMPS, ())
    assert "拆分后的内容" in str(refused.value)


def test_retained_clues_come_back(office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path) -> None:
    casework.accept_clue(office, received[0])
    with pytest.raises(IllegalActionError) as refused:
        curating.retain_clue(office, received[0], " ")
    assert refused.value.code == "ACTION_NEEDS"
    assert curating.retain_clue(office, received[0], "暂不具备条件")[0].office_state is OfficeState.RETAINED
    assert curating.take_up_clue(office, received[0])[0].office_state is OfficeState.ACCEPTED
    carry(workroom, office, tmp_path)
    assert {"已留存", "已重新启用"} <= set(told(workroom, received[0]))


def test_a_decision_by_mistake_can_be_reconsidered(office: Desk, received: tuple[str, ...]) -> None:
    casework.decline_clue(office, received[0], "重复", "向社区了解", reason_code="DUPLICATE")
    decision = clue_history(office, received[0]).screenings[-1]
    assert (decision.action, decision.reason_code, decision.referral) == (Action.DECLINE, "DUPLICATE", "向社区了解")
    assert decision.notice == "重复；建议：向社区了解"
    clue, _ = curating.reconsider_clue(office, received[0], "误操作")
    assert clue.office_state is OfficeState.SCREENING
    assert casework.accept_clue(office, received[0])[0].office_state is OfficeState.ACCEPTED


def test_nothing_is_concluded_or_merged_over_an_open_letter(
    office: Desk, received: tuple[str, ...], issued: Forwarding
) -> None:
    with pytest.raises(IllegalActionError) as refused:
        curating.conclude_clue(office, issued.clue_id)
    assert refused.value.code == "ACTION_BARRED"
    with pytest.raises(IllegalActionError) as refused:
        curating.retain_clue(office, issued.clue_id, "x")
    assert "转送件" in refused.value.advice.what
    assert find_clue(office, issued.clue_id).office_state is OfficeState.ROUTED
    casework.accept_clue(office, received[1])
    casework.classify_clue(office, received[1], Route.DISTRICT_URGENT)
    casework.draft_forwarding(office, received[1], issued.handler)
    with pytest.raises(IllegalActionError):
        curating.merge_clue(office, received[1], issued.clue_id)


def test_concluded_clues_can_be_reopened_or_archived(
    office: Desk, received: tuple[str, ...], closed: Forwarding
) -> None:
    clue_id = closed.clue_id
    reopened, _ = curating.reopen_clue(office, clue_id, "群众补充了情况")
    assert reopened.office_state is OfficeState.ROUTED
    again, _ = casework.draft_forwarding(office, clue_id, closed.handler)
    casework.issue_forwarding(office, again.id, office.today())
    assert find_clue(office, clue_id).office_state is OfficeState.ROUTED
    with pytest.raises(IllegalActionError):
        curating.conclude_clue(office, clue_id)
    assert received


def test_archiving_ends_everything(office: Desk, closed: Forwarding) -> None:
    assert curating.archive_clue(office, closed.clue_id)[0].office_state is OfficeState.ARCHIVED
    with pytest.raises(IllegalActionError) as refused:
        curating.reopen_clue(office, closed.clue_id, "x")
    assert "查看" in refused.value.advice.todo


def test_the_loser_of_two_edits_loses_nothing(office: Desk, received: tuple[str, ...]) -> None:
    seen = find_clue(office, received[0]).version
    curating.edit_wording(office, received[0], LAMPS, version=seen)
    with pytest.raises(ConflictError):
        curating.edit_wording(office, received[0], TREES, version=seen)
    assert [e.title for e in clue_history(office, received[0]).editions] == [LAMPS.title]
    assert find_clue(office, received[0]).workroom_state is not ClueState.DRAFT
