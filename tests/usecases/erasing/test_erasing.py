"""What two people erase is gone from the record, the files and the workroom; who asks for it stands in a register."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from baixing_desktop.domain.clue import Consents, Contributor
from baixing_desktop.domain.lists import WorkroomQueue
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.privacy import ErasureScope, RequestKind
from baixing_desktop.domain.rules.erasure import ERASED_TITLE, erased_content
from baixing_desktop.domain.states import ClueState, ErasureState, RequestState
from baixing_desktop.domain.views import PageView, SavedView
from baixing_desktop.errors import IllegalActionError, VaultError
from baixing_desktop.usecases import (
    allowances,
    casework,
    curating,
    erasure,
    gathering,
    messages,
    requests,
)
from baixing_desktop.usecases.consents import consents_of
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, reopen_draft
from baixing_desktop.usecases.due import due_board
from baixing_desktop.usecases.reading import find_clue, office_today, timeline, workroom_queue
from baixing_desktop.usecases.views import keep_page_view, page_views, save_view, saved_views
from tests.builders import clue_content
from tests.reading import readable
from tests.usecases.conftest import SECOND_PASSPHRASE, carry
from tests.usecases.erasing.steps import OWN_WORDS, SECRETS, attachments_on_disk, erase, proposed, sound


def test_nothing_is_left_on_either_side(office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path) -> None:
    for desk in (office, workroom):
        assert all(words in readable(desk) for words in (*SECRETS, *OWN_WORDS))
    assert (office_today(office).to_screen.count, len(due_board(office))) == (1, 1)
    # As if the office had said once that it does not take the picture.
    (picture,) = find_clue(workroom, sent).content.attachments
    allowances.heed_not_taken(workroom, {picture.sha256: "每个附件最多 1 兆字节", "0" * 64: "别的"}, ())
    erase(office, second, sent)
    assert (office_today(office).to_screen.count, due_board(office)) == (0, ()), "there is nothing left to screen"
    carry(workroom, office, tmp_path)
    with workroom.store.reading() as tx:
        assert tx.attachments.not_taken() == {"0" * 64: "别的"}
    for desk in (office, workroom):
        left = readable(desk)
        assert [words for words in (*SECRETS, *OWN_WORDS) if words in left] == []
        assert attachments_on_disk(desk) == 0
        assert sound(desk)
        assert find_clue(desk, sent).content.title == ERASED_TITLE
    with pytest.raises(IllegalActionError) as gone:
        casework.accept_clue(office, sent)
    assert gone.value.code == "CLUE_ERASED"
    assert [step.text for step in timeline(workroom, sent)][-1] == "已按规定删除"


def test_without_the_contact_the_matter_stays(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path
) -> None:
    casework.accept_clue(office, sent)
    curating.edit_wording(office, sent, curating.Wording("路灯", "来自张䶮（13800000001）", "加装路灯二十盏"), "整理")
    save_view(office, SavedView("张䶮的几条"))
    keep_page_view(office, "claims", PageView("张䶮的提案", {"阶段": "filed"}))
    erase(office, second, sent, ErasureScope.CONTACT)
    carry(workroom, office, tmp_path)
    assert [view.name for view in saved_views(office)] == ["张*的几条"]
    assert page_views(office, "claims") == (PageView("张*的提案", {"阶段": "filed"}),)
    for desk in (office, workroom):
        left = readable(desk)
        assert [words for words in SECRETS if words in left] == []
        assert "老人摔倒" in left
        assert sound(desk)
        assert find_clue(desk, sent).content.contributor == Contributor()
    assert (attachments_on_disk(office), attachments_on_disk(workroom)) == (1, 1), "the picture stays, the paper goes"
    casework.classify_clue(office, sent, casework.Route.DISTRICT_GENERAL)


def test_the_note_of_a_session_goes_with_its_last_clue(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path
) -> None:
    words = "张䶮（13800000001）来谈老人摔倒"
    held, _ = gathering.save_session(
        workroom, gathering.SessionForm(date(2026, 11, 20), "党群服务中心", ("张晓",), 2, words)
    )
    other, _ = register_clue(workroom, clue_content(2, contributor=Contributor(anonymous=True)))
    for clue_id in (sent, other.id):
        gathering.place_clue(workroom, clue_id, session_id=held.id)
    carry(workroom, office, tmp_path)

    def notes() -> list[str]:
        for _ in range(2):
            carry(workroom, office, tmp_path)
        return [gathering.session(desk, held.id).session.note for desk in (office, workroom)]

    assert notes() == [words, words]
    erase(office, second, sent)
    assert notes() == ["张*（138****0001）来谈老人摔倒"] * 2
    assert [secret for secret in SECRETS if secret in readable(office) + readable(workroom)] == []
    erase(office, second, other.id)
    assert notes() == ["", ""]
    for desk in (office, workroom):
        assert "老人摔倒" not in readable(desk)
        assert gathering.session(desk, held.id).session.place == "党群服务中心"
        assert sound(desk)


def test_two_people_decide(office: Desk, second: Desk, sent: str) -> None:
    first = proposed(office, sent)
    with pytest.raises(VaultError) as same:
        erasure.approve_erasure(office, first)
    assert same.value.code == "SECOND_PERSON_SAME"
    with pytest.raises(IllegalActionError) as twice:
        proposed(second, sent)
    assert twice.value.code == "ERASURE_PENDING"
    assert erasure.erasures(second) == (first,)
    with pytest.raises(IllegalActionError):
        erasure.refuse_erasure(second, first, " ")
    kept, _ = erasure.refuse_erasure(second, first, "没有核实是本人")
    assert (kept.state, kept.decided_by) == (ErasureState.REFUSED, "王审批")
    assert "张䶮" in readable(office)
    assert erasure.erasures(office) == ()
    again = proposed(office, sent)
    done, _ = erasure.approve_on_the_spot(office, again, Confirmation("王审批", SECOND_PASSPHRASE))
    assert (done.state, done.proposed_by, done.decided_by) == (ErasureState.DONE, "测试员", "王审批")
    with office.store.reading() as tx:
        acts = [(entry.action, entry.actor) for entry in tx.audit.all()][-2:]
    assert acts == [("approve_erasure", "王审批"), ("erase", "王审批")]


def test_what_belongs_to_the_archive_keeps_its_matter(office: Desk, second: Desk, sent: str) -> None:
    with office.store.writing() as tx:
        clue = tx.clues.get(sent)
        ended = replace(clue, office_state=casework.OfficeState.CONCLUDED, version=clue.version + 1)
        tx.clues.save(ended, expected=clue.version)
    with pytest.raises(IllegalActionError) as kept:
        proposed(office, sent)
    assert "归档" in kept.value.advice.what
    erase(office, second, sent, ErasureScope.CONTACT)


def test_a_clue_that_is_being_written_again_is_taken_from_the_liaison(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path
) -> None:
    casework.return_clue(office, sent, "请补充地点")
    carry(workroom, office, tmp_path)
    reopen_draft(workroom, sent)
    erase(office, second, sent)
    carry(workroom, office, tmp_path)
    assert find_clue(workroom, sent).workroom_state is ClueState.ACKNOWLEDGED
    with pytest.raises(IllegalActionError):
        register_clue(workroom, clue_content(), clue_id=sent)


def test_a_request_from_a_workroom_enters_the_register(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path
) -> None:
    messages.request_erasure(workroom, sent, "不想再留电话", date(2026, 11, 20))
    messages.change_consents(workroom, sent, Consents(collect=False))
    carry(workroom, office, tmp_path)
    asked = requests.requests(office)
    assert [(entry.kind, entry.asked_on, entry.due_on) for entry in asked] == [
        (RequestKind.ERASE, date(2026, 11, 20), date(2026, 12, 20)),
        (RequestKind.WITHDRAW_CONSENT, date(2026, 11, 23), date(2026, 12, 23)),
    ]
    erase(office, second, sent, ErasureScope.CONTACT)
    assert requests.requests(office) == ()
    closed = requests.requests(office, closed=True)
    assert {entry.state for entry in closed} == {RequestState.GRANTED}
    assert {entry.outcome for entry in closed} == {"只去除联系方式"}


def test_a_refusal_needs_its_reason(office: Desk, sent: str) -> None:
    entry, _ = requests.register_request(office, sent, RequestKind.ACCESS, "想看登记了什么", date(2026, 11, 23))
    with pytest.raises(IllegalActionError):
        requests.refuse_request(office, entry, "")
    refused_entry, _ = requests.refuse_request(office, entry, "无法核实是本人")
    assert (refused_entry.state, refused_entry.closed_on) == (RequestState.REFUSED, date(2026, 11, 23))
    with pytest.raises(IllegalActionError):
        requests.grant_request(office, refused_entry, "已交本人")


def test_every_consent_is_kept(office: Desk, workroom: Desk, sent: str, tmp_path: Path) -> None:
    messages.change_consents(workroom, sent, Consents(collect=True, handover=True))
    messages.change_consents(workroom, sent, Consents(collect=True))
    carry(workroom, office, tmp_path)
    for desk in (workroom, office):
        assert [(c.collect, c.handover) for c in consents_of(desk, sent)] == [
            (True, False),
            (True, True),
            (True, False),
        ]


def test_who_asked_to_be_forgotten_is_not_called(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path
) -> None:
    if office.store.on_server:
        pytest.skip("it is asked of the workroom")
    casework.decline_clue(office, sent, "不归本区", "请打12345")
    carry(workroom, office, tmp_path)
    assert workroom_queue(workroom, WorkroomQueue.TO_TELL).total == 1
    erase(office, second, sent, ErasureScope.CONTACT)
    carry(workroom, office, tmp_path)
    assert workroom_queue(workroom, WorkroomQueue.TO_TELL).total == 0


@pytest.mark.parametrize("scope", list(ErasureScope))
def test_what_was_erased_is_erased(scope: ErasureScope) -> None:
    once = erased_content(clue_content(), scope)
    assert erased_content(once, scope) == once
    assert erased_content(once, ErasureScope.ALL) == erased_content(clue_content(), ErasureScope.ALL)
