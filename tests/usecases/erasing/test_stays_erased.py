"""What was erased does not come back: not with a backup, an old folder, a restored office or a second sending."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import SyncError
from baixing_desktop.files import private_folder
from baixing_desktop.store.place import EARLIER
from baixing_desktop.usecases import (
    backups,
    casework,
    erasure,
)
from baixing_desktop.usecases.databases import RECORD_FILE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue, reopen_draft
from baixing_desktop.usecases.erased_list import lists_of
from baixing_desktop.usecases.reading import find_clue, timeline
from baixing_desktop.usecases.restoring import restore
from tests.builders import SetClock, clue_content, new_home, open_home
from tests.reading import readable
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry
from tests.usecases.erasing.steps import OWN_WORDS, PICTURE, SECRETS, attachments_on_disk, erase, proposed, sound


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
