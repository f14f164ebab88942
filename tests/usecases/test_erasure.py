"""What two people erase is gone from the record, the files, the workroom, and from every backup that comes back."""

import json
import shutil
from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path

import pytest
from PIL import Image

import sync
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.clue import Consents, Contributor
from baixing_desktop.domain.kinds import ConsultationKind, OpinionChannel, PublicChannel, SupervisionForm
from baixing_desktop.domain.lists import WorkroomQueue
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.privacy import Erasure, ErasureGround, ErasureScope, RequestKind
from baixing_desktop.domain.progress import plain_news_head
from baixing_desktop.domain.rules.erasure import ERASED_TITLE, erased_content
from baixing_desktop.domain.states import ClueState, ErasureState, RequestState
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.views import PageView, SavedView
from baixing_desktop.errors import IllegalActionError, SyncError, VaultError
from baixing_desktop.files import private_folder
from baixing_desktop.store.checks import faults
from baixing_desktop.store.place import EARLIER
from baixing_desktop.usecases import (
    allowances,
    backups,
    casework,
    curating,
    devices,
    erasure,
    extending,
    gathering,
    handling,
    messages,
    reception,
    requests,
    submission,
    supervising,
)
from baixing_desktop.usecases.consents import consents_of
from baixing_desktop.usecases.consultations import TalkForm, save_consultation
from baixing_desktop.usecases.databases import RECORD_FILE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue, reopen_draft
from baixing_desktop.usecases.due import due_board
from baixing_desktop.usecases.erased_list import lists_of
from baixing_desktop.usecases.reading import find_clue, office_today, timeline, workroom_queue
from baixing_desktop.usecases.responses import ResponseForm, add_response
from baixing_desktop.usecases.restoring import restore
from baixing_desktop.usecases.scanning import file_by_hand
from baixing_desktop.usecases.showcasing import prefilled_case, save_case
from baixing_desktop.usecases.views import keep_page_view, page_views, save_view, saved_views
from tests.builders import SetClock, clue_content, new_home, open_home
from tests.homes import Homes
from tests.reading import readable
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import SECOND_PASSPHRASE, carry
from tests.usecases.programme import agree

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SECRETS = ("张䶮", "13800000001", "沙园七街示例巷1号")
OWN_WORDS = ("老人摔倒", "加装路灯二十盏", "沙园七街加装路灯")


@pytest.fixture
def sent(office: Desk, workroom: Desk, tmp_path: Path) -> str:
    """A clue with an attachment and a signed paper that both sides have; its texts name the citizen too."""
    enrol_by_hand(office, workroom)
    analysis = "联系我 13800000001，我是张䶮。\n近半年发生三起老人摔倒的事情。"
    content = clue_content(attachments=(attach_file(workroom, "路灯.png", PICTURE),), analysis=analysis)
    clue, _ = register_clue(workroom, content)
    paper = tmp_path / "签字.png"
    Image.new("L", (1240, 1754), 255).save(paper)
    file_by_hand(workroom, paper, clue.id)
    carry(workroom, office, tmp_path)
    return clue.id


def proposed(office: Desk, clue_id: str, scope: ErasureScope = ErasureScope.ALL) -> Erasure:
    return erasure.propose_erasure(office, clue_id, scope, ErasureGround.ASKED, "本人来电要求")[0]


def erase(office: Desk, second: Desk, clue_id: str, scope: ErasureScope = ErasureScope.ALL) -> None:
    erasure.approve_erasure(second, proposed(office, clue_id, scope))


def attachments_on_disk(desk: Desk) -> int:
    """How many attachments are kept, as files or on the server."""
    return len(list(desk.blobs.shelf.boxes()))


def sound(desk: Desk) -> bool:
    with desk.store.reading() as tx:
        return not faults(tx.connection)


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


def test_it_stays_erased_when_a_backup_comes_back(
    office: Desk, second: Desk, sent: str, tmp_path: Path, clock: SetClock
) -> None:
    if office.store.on_server:
        pytest.skip("a restore always gives a record in a file")
    (tmp_path / "stick").mkdir()
    run, _ = backups.back_up(office, tmp_path / "stick")
    erase(office, second, sent)
    backups.back_up(office, tmp_path / "stick")
    stolen = tmp_path / "elsewhere" / run.file_name
    stolen.parent.mkdir()
    shutil.copy(tmp_path / "stick" / run.file_name, stolen)
    # Beside the stick lies the list; on a new computer it is all there is.
    restore(tmp_path / "stick" / run.file_name, tmp_path / "new", clock=clock)
    # Without it, the home that the backup replaces knows.
    office.close()
    restore(stolen, office.home, clock=clock, replace=True)
    for home in (tmp_path / "new", office.home):
        back = open_home(home, clock, user="测试员")
        assert [words for words in SECRETS if words in readable(back)] == []
        assert sound(back)
        assert attachments_on_disk(back) == 0
        back.close()


def test_what_was_kept_from_before_an_upgrade_or_a_move_goes_too(office: Desk, second: Desk, sent: str) -> None:
    if office.store.on_server:
        with office.store.writing() as tx:
            for statement in ("CREATE SCHEMA before_0019", "CREATE TABLE before_0019.clue AS TABLE clue"):
                tx.connection.exec_driver_sql(statement)
    else:
        kept = private_folder(office.home / EARLIER / "moved-20261101-080000" / "ab")
        (kept / "photo.bin").write_bytes(b"x")
        shutil.copy(office.home / RECORD_FILE, kept.parents[1] / "before-0019.db")
    erase(office, second, sent)
    if office.store.on_server:
        with office.store.reading() as tx:
            schemas = tx.connection.exec_driver_sql("SELECT schema_name FROM information_schema.schemata").scalars()
            assert not [name for name in schemas if name.startswith("before_")]
    else:
        assert list((office.home / EARLIER).iterdir()) == []


def test_it_stays_erased_when_an_old_folder_is_copied_back(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path, clock: SetClock
) -> None:
    workroom.close()
    shutil.copytree(workroom.home, tmp_path / "kept")
    desk = open_home(workroom.home, clock)
    erase(office, second, sent)
    carry(desk, office, tmp_path)
    desk.close()
    shutil.rmtree(workroom.home)
    shutil.copytree(tmp_path / "kept", workroom.home)
    back = open_home(workroom.home, clock)
    assert [words for words in SECRETS if words in readable(back)] == []
    back.close()


def test_an_office_that_was_put_back_tells_again(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path, clock: SetClock
) -> None:
    """It knows from the list what is erased; the workroom had not heard of it, and what would have told it is lost."""
    if office.store.on_server:
        pytest.skip("a record on a server is put back there")
    office.close()
    shutil.copytree(office.home, tmp_path / "kept")
    desk = open_home(office.home, clock, user="测试员")
    erase(desk, replace(desk, actor=second.actor), sent)
    desk.close()
    shutil.rmtree(office.home)
    shutil.copytree(tmp_path / "kept", office.home)
    back = open_home(office.home, clock, user="测试员")
    assert any(words in readable(workroom) for words in SECRETS)
    for _ in range(2):
        carry(workroom, back, tmp_path)
    assert [words for words in (*SECRETS, *OWN_WORDS) if words in readable(workroom)] == []
    assert [step.text for step in timeline(workroom, sent)].count("已按规定删除") == 1
    back.close()


def test_a_supplement_without_the_contact_still_arrives(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path
) -> None:
    casework.return_clue(office, sent, "请补充地点")
    carry(workroom, office, tmp_path)
    erase(office, second, sent, ErasureScope.CONTACT)
    # The liaison has not heard of it yet.
    content = replace(reopen_draft(workroom, sent)[0].content, analysis="沙园七街中段，张䶮说老人摔倒三次。")
    register_clue(workroom, content, clue_id=sent)
    carry(workroom, office, tmp_path)
    for desk in (office, workroom):
        assert [words for words in SECRETS if words in readable(desk)] == []
        assert "中段" in find_clue(desk, sent).content.analysis
        assert sound(desk)
    assert find_clue(office, sent).revision == 2


def test_what_is_sent_again_is_refused_unread(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path, clock: SetClock
) -> None:
    """An office that lost the clue itself, and knows only that it was erased, is given an old file."""
    if office.store.on_server:
        pytest.skip("the second office is a file")
    register_clue(workroom, clue_content(2, analysis="路面有坑。"))
    (tmp_path / "old").mkdir()
    (old,) = sync.seal_to_file(workroom, tmp_path / "old", ask_for_news=True).files
    erase(office, second, sent)
    sync.receive_file(office, old, tmp_path)
    assert [words for words in ("老人摔倒", "联系我") if words in readable(office)] == []
    stone = lists_of(office.home)[0]
    elder = new_home(tmp_path / "elder", Face.OFFICE, "HZZX", clock)
    elder.close()
    shutil.copy(stone, elder.home / stone.name)
    elder = open_home(elder.home, clock)
    later = new_home(tmp_path / "later", Face.WORKROOM, "RB", clock)
    enrol_by_hand(elder, later)
    clue, _ = register_clue(later, clue_content(attachments=(attach_file(later, "路灯.png", PICTURE),)), clue_id=sent)
    carry(later, elder, tmp_path)
    assert clue.id == sent
    for desk in (elder, later):
        assert [words for words in SECRETS if words in readable(desk)] == []
        assert attachments_on_disk(desk) == 0
        assert sound(desk)
    elder.close()
    later.close()


def test_a_restored_office_hears_the_log_again_without_what_was_erased(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path, clock: SetClock
) -> None:
    if office.store.on_server:
        pytest.skip("a restore always gives a record in a file")
    erase(office, second, sent)
    register_clue(workroom, clue_content(2))
    carry(workroom, office, tmp_path)
    (tmp_path / "answers").mkdir()
    # The office loses everything that it had received; what is left of the clue is its place in the log.
    with office.store.writing() as tx:
        for table in ("inbound_event", "inbound_batch", "downlink", "erasure", "clue_revision", "attachment"):
            tx.connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        tx.connection.exec_driver_sql("DELETE FROM clue")
        tx.connection.exec_driver_sql("UPDATE device SET last = 0, head = ?", ("0" * 64,))
    (file,) = sync.seal_to_file(workroom, tmp_path, ask_for_news=True).files
    with pytest.raises(SyncError) as gap:
        sync.receive_file(office, file, tmp_path / "answers")
    assert gap.value.code == "BATCH_GAP"
    sync.read_receipt_file(workroom, next((tmp_path / "answers").iterdir()))
    carry(workroom, office, tmp_path)
    with office.store.reading() as tx:
        assert tx.clues.find(sent) is None
        assert tx.listing.total() == 1
    assert sound(office)
    assert sound(workroom)


def test_cut_off_after_the_decision_it_is_finished_at_the_next_opening(
    office: Desk, second: Desk, sent: str, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_desk: Desk, _stones: object) -> None:
        raise KeyboardInterrupt

    entry = proposed(office, sent)
    with monkeypatch.context() as power:
        power.setattr(erasure, "sweep", cut)
        with pytest.raises(KeyboardInterrupt):
            erasure.approve_erasure(second, entry)
    assert attachments_on_disk(office) == 1
    office.close()
    again = open_home(office.home, clock, user="测试员")
    assert attachments_on_disk(again) == 0
    assert [stone["clue"] for stone in json.loads(lists_of(again.home)[0].read_bytes())["erased"]] == [sent]
    again.close()


def test_a_list_that_cannot_be_read_is_written_anew(office: Desk, second: Desk, sent: str, clock: SetClock) -> None:
    erase(office, second, sent)
    whole = [path.read_bytes() for path in lists_of(office.home)]
    office.close()
    for path in lists_of(office.home):
        path.write_bytes(b"{")
    again = open_home(office.home, clock, user="测试员")
    assert [path.read_bytes() for path in lists_of(again.home)] == whole
    with again.store.reading() as tx:
        assert [entry.action for entry in tx.audit.all()].count("list_damaged") == 2
    again.close()


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


def test_what_the_citizen_said_when_told_goes_too(
    office: Desk, workroom: Desk, second: Desk, sent: str, handler: str
) -> None:
    day = date(2026, 11, 23)
    casework.accept_clue(office, sent)
    casework.classify_clue(office, sent, casework.Route.DISTRICT_URGENT)
    line, _ = casework.draft_forwarding(office, sent, handler, limited=True)
    casework.issue_forwarding(office, line.id, day)
    casework.record_received(office, line.id, day)
    casework.record_take_over(office, line.id, day)
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, "已加装。", day)
    said = CitizenContact(ContactChannel.PHONE, day, "陈办", "张䶮说很满意", Satisfaction.SATISFIED)
    casework.record_contact(office, line.id, said)
    erase(office, second, sent, ErasureScope.CONTACT)
    assert "张䶮" not in readable(office)
    assert workroom.installation.face is Face.WORKROOM


@pytest.mark.parametrize("scope", list(ErasureScope))
def test_what_the_office_wrote_beside_a_letter_goes_too(
    office: Desk, second: Desk, sent: str, handler: str, scope: ErasureScope
) -> None:
    """The letter register, a reminder, a request for more time, a supervision: each may name the citizen."""
    day = date(2026, 11, 23)
    casework.accept_clue(office, sent)
    casework.classify_clue(office, sent, casework.Route.DISTRICT_URGENT)
    line, _ = casework.draft_forwarding(office, sent, handler, limited=True)
    casework.issue_forwarding(office, line.id, day)
    casework.record_received(office, line.id, day)
    handling.request_return(office, line.id, "张䶮找错了单位", day)
    handling.refuse_return(office, line.id, "张䶮找对了", day)
    asked, _ = extending.request_extension(office, line.id, date(2027, 2, 1), "张䶮不在家", day)
    extending.refuse_extension(office, asked.id, "张䶮在家", day)
    handling.remind(office, line.id, day, OpinionChannel.LETTER, "张䶮又打来电话")
    planned, _ = supervising.plan_supervision(office, day, forwarding_id=line.id)
    held = supervising.Held(SupervisionForm.SURVEY, day, "陈办", "到张䶮家看过")
    supervising.hold_supervision(office, planned.id, held)
    supervising.follow_up(office, planned.id, day, "电话 13800000001 没人接")
    number = find_clue(office, sent).number
    talk = TalkForm(ConsultationKind.GRASSROOTS, "装灯", day, "区政协", "张䶮家", "张䶮等 6 人", "张䶮同意", (number,))
    save_consultation(office, talk)
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, "已加装。", day)
    agree(office, sent)
    case, _ = save_case(office, replace(prefilled_case(office, sent), credit="到家里征得同意"))
    assert "老人摔倒" in case.kept.said
    erase(office, second, sent, scope)
    gone = SECRETS if scope is ErasureScope.CONTACT else (*SECRETS, *OWN_WORDS)
    left = readable(office).splitlines()
    assert [(words, row) for words in gone for row in left if words in row] == []


def test_what_was_told_of_a_clue_goes_on_both_sides_and_stays_a_chain(
    office: Desk, workroom: Desk, second: Desk, sent: str, handler: str, tmp_path: Path
) -> None:
    """Answers, what was wrong with them and why the clue was not taken up name the citizen, and went down."""
    scope = ErasureScope.ALL if office.store.on_server else ErasureScope.CONTACT
    day, words = date(2026, 11, 23), "张䶮（13800000001）说的路灯"
    other, _ = register_clue(workroom, clue_content(2, contributor=Contributor(anonymous=True)))
    carry(workroom, office, tmp_path)
    casework.decline_clue(office, sent, f"{words}不归本区", "请张䶮打12345")
    curating.reconsider_clue(office, sent, f"{words}归本区")
    casework.accept_clue(office, other.id)
    casework.accept_clue(office, sent)
    curating.merge_clue(office, sent, other.id, "张䶮说的是同一件")
    casework.classify_clue(office, other.id, casework.Route.DISTRICT_URGENT)
    line, _ = casework.draft_forwarding(office, other.id, handler, limited=True)
    casework.issue_forwarding(office, line.id, day)
    casework.record_received(office, line.id, day)
    casework.record_take_over(office, line.id, day)
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, f"{words}已加装。", day)
    add_response(office, line.id, ResponseForm(PublicChannel.NOTICE_BOARD, day, f"答复{words}", "见张䶮家门口"))
    handling.reject_reply(office, line.id, f"{words}还没有亮", day)
    carry(workroom, office, tmp_path)
    heard = {other.id: len(timeline(workroom, other.id)), sent: len(timeline(workroom, sent))}
    assert words in readable(workroom)
    places = submission.news_place(workroom)
    erase(office, second, sent, scope)
    carry(workroom, office, tmp_path)
    for desk in (office, workroom):
        left = readable(desk).splitlines()
        assert [(words, row) for words in SECRETS for row in left if words in row] == []
        assert sound(desk)
    assert submission.news_place(workroom)[0] == places[0] + 1, "it was not told everything anew"
    assert len(timeline(workroom, sent)) == heard[sent] + 1
    assert len(timeline(workroom, other.id)) == heard[other.id]
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, "全部亮了。", day)
    carry(workroom, office, tmp_path)
    place, head = submission.news_place(workroom)
    assert place == places[0] + 3
    unit = workroom.installation.unit
    items = reception.downlink_page(office, unit, 0, place)
    as_before = reduce(lambda prev, item: plain_news_head(prev, item.record), items, GENESIS)
    assert as_before != head, "an earlier version takes the erased words for other ones"
    assert reception.knows_news(office, unit, place, head)
    assert reception.knows_news(office, unit, place, as_before)
    assert not reception.knows_news(office, unit, place, GENESIS)


@pytest.mark.parametrize("judged", ["before", "after"])
def test_what_came_beside_the_log_or_in_part_goes_too(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path, clock: SetClock, judged: str
) -> None:
    """A container in quarantine holds the clue as well, and so do pieces of its attachments."""
    if office.store.on_server:
        pytest.skip("the same on a server")
    register_clue(workroom, clue_content(2))
    (tmp_path / "odd").mkdir()
    container = sync.seal_to_file(workroom, tmp_path / "odd").files[0].read_bytes()
    with office.store.reading() as tx:
        (device,) = tx.reception.devices()
    devices.quarantine(office, device, (1, 2), "file", container)
    (picture,) = find_clue(office, sent).content.attachments
    pieces = office.home / "incoming" / device.id / picture.sha256
    private_folder(pieces)
    kept = attachments_on_disk(office)
    if judged == "before":
        devices.release_device(office, device.id, "核实过了")
    erase(office, second, sent)
    assert not pieces.exists()
    assert sound(office)
    if judged == "after":
        assert attachments_on_disk(office) == 1, "nobody has looked at it yet"
        devices.release_device(office, device.id, "核实过了")
        office.close()
        office = open_home(office.home, clock, user="测试员")
    assert (kept, attachments_on_disk(office)) == (2, 0)
    assert sound(office)
    office.close()


def test_what_a_second_workstation_only_heard_of_goes_there_too(
    office: Desk, second: Desk, sent: str, tmp_path: Path, homes: Homes, clock: SetClock
) -> None:
    """It has not got the clue, so it does not know whom the words lead to: nothing of them stays."""
    if office.store.on_server:
        pytest.skip("what a workstation keeps is the same")
    beside = open_home(homes.new(Face.WORKROOM, "SY", tmp_path / "beside"), clock)
    enrol_by_hand(office, beside)
    casework.decline_clue(office, sent, "张䶮说的不归本区", "请打12345")
    carry(beside, office, tmp_path)
    assert "张䶮" in readable(beside)
    erase(office, second, sent, ErasureScope.CONTACT)
    carry(beside, office, tmp_path)
    assert "张䶮" not in readable(beside)
    assert sound(beside)
    beside.close()


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
