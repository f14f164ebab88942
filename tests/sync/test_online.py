"""Over real HTTPS, with the real server: everything arrives once, and comes back."""

import shutil
import threading
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.errors import InputError, SyncError, UserError
from baixing_desktop.usecases import casework, drafting, reading, submission
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from baixing_desktop.usecases.membership import Line
from baixing_desktop.vault.certificates import new_certificate
from baixing_desktop.work import Work
from sync import change_line, read_receipt_file, receive_file, seal_to_file, session, state, synchronise
from sync import receive as receiving
from sync.batch import Room, pack_blob
from sync.office.certificate import certificate_of
from sync.session import require_contact
from sync.transport import OfficeLink
from tests.builders import SetClock, clue_content, open_home
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import clues_in, everything_in, point_to, register, same_content, serving
from tests.sync.strangers import Stranger, say, stranger

PNG = b"\x89PNG\r\n\x1a\n"


def test_everything_registered_arrives_once(online: Online) -> None:
    register(online.workroom, 5)
    report = synchronise(online.workroom)
    assert (report.sent, report.confirmed, report.rejected, report.news) == (5, 5, 0, 0)
    assert same_content(online.office, online.workroom)
    assert state(online.workroom).only_here == 0
    assert synchronise(online.workroom).agrees, "which both remember"
    before = everything_in(online.office), everything_in(online.workroom)
    report = synchronise(online.workroom)
    assert (report.sent, report.confirmed, report.news) == (0, 0, 0)
    assert (everything_in(online.office), everything_in(online.workroom)) == before


def test_the_line_changes_only_to_the_office_of_the_enrolment(online: Online) -> None:
    there = require_contact(online.workroom).address
    with stranger(new_certificate(), lambda _here, handler, _body: say(handler, 200, b"{}")) as other:
        with pytest.raises(SyncError) as caught:
            change_line(online.workroom, Line(other.address))
        assert (caught.value.code, other.requests) == ("SYNC_WRONG_OFFICE", 0)
    assert require_contact(online.workroom).address == there
    by_files = change_line(online.workroom, Line(" "))
    assert (by_files.before, by_files.line, by_files.reached) == (Line(there), Line(), False)
    with pytest.raises(SyncError) as caught:
        synchronise(online.workroom)
    assert caught.value.code == "SYNC_NO_NETWORK"
    unreached = change_line(online.workroom, Line("127.0.0.1:9"))
    assert (unreached.line.address, unreached.reached) == ("https://127.0.0.1:9", False)
    back = change_line(online.workroom, Line(there.removeprefix("https://")))
    assert (back.before, back.line, back.reached) == (Line("https://127.0.0.1:9"), Line(there), True)
    assert synchronise(online.workroom).rejected == 0
    with online.workroom.store.reading() as tx:
        told = [fact for fact in tx.audit.all() if fact.action == "change_line"]
    assert len(told) == 3


def test_the_whole_story_comes_back(online: Online) -> None:
    (clue,) = register(online.workroom, 1)
    synchronise(online.workroom)
    casework.accept_clue(online.office, clue.id)
    casework.classify_clue(online.office, clue.id, Route.DISTRICT_URGENT)
    letter, _ = casework.draft_forwarding(online.office, clue.id, "QWB")
    day = date(2026, 11, 24)
    casework.issue_forwarding(online.office, letter.id, day)
    casework.record_received(online.office, letter.id, day)
    casework.record_take_over(online.office, letter.id, day)
    casework.record_reply(online.office, letter.id, Outcome.RESOLVED, "已安装路灯二十盏。", day)
    casework.record_contact(online.office, letter.id, CitizenContact(ContactChannel.PHONE, day, "王某", "", None))
    casework.close_forwarding(online.office, letter.id)
    report = synchronise(online.workroom)
    assert report.news == 7
    found = reading.find_clue(online.workroom, clue.id)
    assert found.office_state is OfficeState.CONCLUDED
    assert found.formal_number == reading.find_clue(online.office, clue.id).formal_number
    assert any("已安装路灯" in entry.text + entry.detail for entry in reading.timeline(online.workroom, clue.id))


def test_a_returned_clue_goes_up_again_as_a_revision(online: Online) -> None:
    (clue,) = register(online.workroom, 1)
    synchronise(online.workroom)
    casework.return_clue(online.office, clue.id, "请写明具体路段")
    synchronise(online.workroom)
    returned = reading.find_clue(online.workroom, clue.id)
    assert (returned.workroom_state, returned.return_reason) == (ClueState.RETURNED, "请写明具体路段")
    drafting.reopen_draft(online.workroom, clue.id)
    drafting.register_clue(online.workroom, clue_content(1, analysis="沙园七街12号至40号。"), clue_id=clue.id)
    assert synchronise(online.workroom).confirmed == 1
    found = reading.find_clue(online.office, clue.id)
    assert (found.revision, found.content.analysis) == (2, "沙园七街12号至40号。")
    assert same_content(online.office, online.workroom)


def test_rare_words_arrive_as_they_were_written(online: Online) -> None:
    words = "𠮷野家旁 㐂 𬱖 e\u0301 é 👨‍👩‍👧 \u202e右到左\u202c <b>粗</b> =1+1 {{x}} %s \u2028 “引号”\t制表\n第二行\\n"
    (clue,) = register(online.workroom, 1, analysis=words)
    synchronise(online.workroom)
    assert reading.find_clue(online.office, clue.id).content.analysis == clue.content.analysis
    assert same_content(online.office, online.workroom)


def test_attachments_are_in_the_office_before_the_receipt_counts(online: Online) -> None:
    picture = attach_file(online.workroom, "a.png", PNG + bytes(3_000_000))
    same = attach_file(online.workroom, "b.png", PNG + bytes(3_000_000))
    register(online.workroom, 1, attachments=(picture,))
    register(online.workroom, 1, start=2, attachments=(same,))
    report = synchronise(online.workroom)
    assert (report.confirmed, report.missing_files) == (2, 0)
    assert online.office.blobs.get(picture.sha256) == PNG + bytes(3_000_000)


def test_a_lost_attachment_is_reported_and_holds_up_nothing(online: Online) -> None:
    kept = attach_file(online.workroom, "a.png", PNG + b"kept")
    lost = attach_file(online.workroom, "b.png", PNG + b"lost")
    register(online.workroom, 1, attachments=(kept, lost))
    next((online.workroom.home / "attachments").rglob(f"{lost.sha256}*")).unlink()
    report = synchronise(online.workroom)
    assert (report.confirmed, report.missing_files) == (1, 1)
    assert online.office.blobs.get(kept.sha256) == PNG + b"kept"


def test_many_events_go_in_several_requests(online: Online) -> None:
    register(online.workroom, 10)
    steps: list[tuple[int, int, str]] = []

    def heard(done: int, total: int, what: str) -> None:
        steps.append((done, total, what))

    report = synchronise(online.workroom, Work(heard), room=Room(3, 2**20))
    assert (report.sent, report.confirmed) == (10, 10)
    assert [step[:2] for step in steps if step[2] == "正在报送"] == [(0, 10), (3, 10), (6, 10), (9, 10)]
    assert same_content(online.office, online.workroom)


def test_much_news_comes_in_several_answers(online: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    clues = register(online.workroom, 7)
    synchronise(online.workroom)
    for clue in clues:
        casework.accept_clue(online.office, clue.id)
    monkeypatch.setattr("sync.office.routes.NEWS_PER_ANSWER", 3)
    assert synchronise(online.workroom).news == 7
    assert {c.office_state for c in clues_in(online.workroom).values()} == {OfficeState.ACCEPTED}
    assert receiving.NEWS_PER_ANSWER == 500


def test_a_stop_in_the_middle_keeps_what_was_confirmed(online: Online) -> None:
    register(online.workroom, 5)

    def heard(done: int, total: int, what: str) -> None:
        if done == 2:
            work.cancel()

    work = Work(heard)
    with pytest.raises(UserError) as caught:
        synchronise(online.workroom, work, room=Room(2, 2**20))
    assert caught.value.code == "CANCELLED"
    done = state(online.workroom).only_here
    assert 0 < done < 5
    report = synchronise(online.workroom)
    assert report.confirmed == done
    assert same_content(online.office, online.workroom)


def test_every_change_is_told_also_before_a_failure(online: Online) -> None:
    heard: list[object] = []
    register(online.workroom, 1)
    report = synchronise(online.workroom, notify=heard.append)
    assert heard
    assert report.changes.touched


def test_without_a_line_nothing_is_sealed(pair: Pair, clock: SetClock) -> None:
    (clue,) = register(pair.workroom, 1)
    with pytest.raises(SyncError) as caught:
        synchronise(pair.workroom)
    assert caught.value.code == "SYNC_NO_NETWORK"
    with serving(pair.office) as server:
        gone = f"https://127.0.0.1:{server.port}"
    point_to(pair.workroom, gone)
    with pytest.raises(SyncError) as caught:
        synchronise(pair.workroom)
    assert caught.value.code == "SYNC_NO_NETWORK"
    assert "没有开机" in str(caught.value)
    assert reading.find_clue(pair.workroom, clue.id).workroom_state is ClueState.REGISTERED


def test_only_an_enrolled_workroom_synchronises(workroom: Desk, office: Desk) -> None:
    with pytest.raises(SyncError) as caught:
        synchronise(workroom)
    assert caught.value.code == "SYNC_NOT_ENROLLED"
    with pytest.raises(InputError) as wrong:
        synchronise(office)
    assert wrong.value.code == "WRONG_ROLE"
    assert not state(workroom).enrolled


def test_network_and_stick_cross_without_double_effect(online: Online, tmp_path: Path) -> None:
    register(online.workroom, 2)
    (path,) = seal_to_file(online.workroom, tmp_path).files
    synchronise(online.workroom)
    before = everything_in(online.office), everything_in(online.workroom)
    received = receive_file(online.office, path, tmp_path)
    assert received.accepted == 2
    assert read_receipt_file(online.workroom, received.receipt_path).confirmed == 0
    assert (everything_in(online.office), everything_in(online.workroom)) == before


def test_two_copies_of_a_workroom_are_told_as_a_fork(online: Online, tmp_path: Path, clock: SetClock) -> None:
    register(online.workroom, 1)
    synchronise(online.workroom)
    shutil.copytree(online.workroom.home, tmp_path / "clone")
    clone = open_home(tmp_path / "clone", clock)
    register(online.workroom, 1, start=10)
    register(clone, 1, start=20)
    synchronise(online.workroom)
    before = clues_in(online.office)
    with pytest.raises(SyncError) as caught:
        synchronise(clone)
    assert caught.value.code == "BATCH_FORK"
    assert clues_in(online.office) == before
    assert state(clone).only_here == 1
    clone.close()


def test_a_name_that_was_mangled_on_the_way_sends_nobody_to_be_enrolled_anew(online: Online) -> None:
    register(online.workroom, 1)
    contact, name = session.require_contact(online.workroom), online.workroom.installation.device_id
    other = ("0" if name[0] != "0" else "1") + name[1:]

    def mangle(_here: Stranger, handler: BaseHTTPRequestHandler, body: bytes) -> None:
        with OfficeLink(contact.address, contact.fingerprint) as link:
            reply = link.batch(body.replace(name.encode(), other.encode()))
        say(handler, reply.status, reply.body)

    with stranger(certificate_of(online.office), mangle) as between:
        point_to(online.workroom, between.address)
        with pytest.raises(SyncError) as caught:
            synchronise(online.workroom)
    assert caught.value.code == "BATCH_DAMAGED"
    assert state(online.workroom).only_here == 1
    point_to(online.workroom, contact.address)
    synchronise(online.workroom)
    assert state(online.workroom).only_here == 0


def test_a_revoked_workroom_is_refused(online: Online, clock: SetClock) -> None:
    register(online.workroom, 1)
    with online.office.store.writing() as tx:
        (device,) = tx.reception.devices()
        tx.reception.save_device(replace(device, revoked_at=clock.now()))
    with pytest.raises(SyncError) as caught:
        synchronise(online.workroom)
    assert caught.value.code == "BATCH_UNKNOWN_DEVICE"
    assert clues_in(online.office) == {}
    contact = session.require_contact(online.workroom)
    blob = pack_blob(PNG, session.envelope_to(online.workroom, contact))
    with OfficeLink(contact.address, contact.fingerprint) as link:
        assert link.blob(sha256_hex(PNG), blob).status == 403
    assert state(online.workroom).only_here == 1


def test_a_record_that_cannot_be_written_confirms_nothing(online: Online) -> None:
    register(online.workroom, 1)
    with online.office.store.writing() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE inbound_event RENAME TO gone")
    with pytest.raises(SyncError) as caught:
        synchronise(online.workroom)
    assert caught.value.code == "SYNC_REFUSED"
    assert "不能写入" in str(caught.value)
    assert state(online.workroom).only_here == 1
    with online.office.store.writing() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE gone RENAME TO inbound_event")
    assert synchronise(online.workroom).confirmed == 1
    assert same_content(online.office, online.workroom)


def test_clocks_decide_nothing(online: Online, clock: SetClock) -> None:
    register(online.workroom, 1)
    clock.forward(days=-3_000)
    assert synchronise(online.workroom).confirmed == 1
    register(online.workroom, 1, start=2)
    clock.forward(days=9_000)
    assert synchronise(online.workroom).confirmed == 1
    assert same_content(online.office, online.workroom)


def test_two_synchronisations_at_once_do_no_harm(online: Online) -> None:
    register(online.workroom, 20)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            synchronise(online.workroom)
        except UserError as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    synchronise(online.workroom)
    assert [failure for failure in failures if "STORE_BUSY" not in str(failure)] == []
    assert same_content(online.office, online.workroom)
    assert not submission.unconfirmed(online.workroom)[0]
