"""A backup is one only after it was restored; restoring loses nothing, wherever it is interrupted."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from baixing_desktop.clock import Clock
from baixing_desktop.domain.backups import DAILY, BackupMark, BackupRun, is_due, to_keep
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.units import Doubt
from baixing_desktop.errors import InputError, StoreError, UserError
from baixing_desktop.store.archive import extract_archive, look_into, write_archive
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.usecases import backups
from baixing_desktop.usecases.casework import accept_clue, return_clue
from baixing_desktop.usecases.databases import RECORD_FILE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.moving import move_to_server, set_file_aside
from baixing_desktop.usecases.reading import clue_ids, find_clue, list_clues
from baixing_desktop.usecases.restoring import RESTORED_FILE, restore
from baixing_desktop.usecases.threshold import home_exists
from baixing_desktop.work import Work
from tests.builders import SetClock, clue_content, open_home, refused
from tests.postgres import Cluster
from tests.usecases.conftest import carry

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
EVERYTHING = ClueQuery()
PAGE = 4096


@pytest.fixture
def full(workroom: Desk) -> Desk:
    """A workroom with two clues and an attachment."""
    attachment = attach_file(workroom, "路灯.png", PICTURE)
    register_clue(workroom, clue_content(1, attachments=(attachment,)))
    register_clue(workroom, clue_content(2))
    return workroom


def file_of(desk: Desk, run: BackupRun) -> Path:
    return desk.home / backups.FOLDER / run.file_name


def test_a_backup_is_tried_and_noted(full: Desk) -> None:
    run, _ = backups.back_up(full)
    assert (run.good, run.clues, run.attachments) == (True, 2, 1)
    assert backups.backup_state(full) == backups.BackupState(run, run, due=False)
    assert sorted(p.name for p in (full.home / backups.FOLDER).iterdir()) == [run.file_name]
    with full.store.reading() as tx:
        assert tx.audit.all()[-1].action == "backup"
    assert backups.back_up_if_due(full)[0] is None
    assert backups.rehearse(full, file_of(full, run))[0].good


def test_nothing_in_a_backup_can_be_read(full: Desk) -> None:
    person = clue_content().contributor
    data = file_of(full, backups.back_up(full)[0]).read_bytes()
    for secret in (person.name, person.phone, person.address, clue_content().title):
        assert secret.encode() not in data
        assert secret.encode("utf-16-le") not in data


def test_a_backup_opens_on_a_new_computer(full: Desk, tmp_path: Path) -> None:
    run, _ = backups.back_up(full)
    found = clue_ids(full, EVERYTHING)
    put = restore(file_of(full, run), tmp_path / "new" / "home", clock=full.clock)
    assert put.aside is None
    desk = open_home(tmp_path / "new" / "home", full.clock)
    assert clue_ids(desk, EVERYTHING) == found
    assert backups.faulty_attachments(desk) == ()
    with desk.store.reading() as tx:
        assert "restore" in {entry.action for entry in tx.audit.all()}
    desk.close()
    open_home(tmp_path / "new" / "home", full.clock).close()


def test_what_was_there_is_moved_aside(full: Desk, clock: SetClock) -> None:
    run, _ = backups.back_up(full)
    register_clue(full, clue_content(3))
    file = Path(shutil.move(file_of(full, run), full.home.parent))
    full.close()
    with pytest.raises(InputError) as refused:
        restore(file, full.home, clock=clock)
    assert refused.value.code == "HOME_IN_USE"
    put = restore(file, full.home, clock=clock, replace=True)
    assert put.aside is not None
    for home, many in ((full.home, 2), (put.aside, 3)):
        desk = open_home(home, clock)
        assert list_clues(desk, EVERYTHING).total == many
        desk.close()


def test_twice_within_a_second_both_are_moved_aside(full: Desk, clock: SetClock) -> None:
    run, _ = backups.back_up(full)
    file = Path(shutil.move(file_of(full, run), full.home.parent))
    full.close()
    aside = [restore(file, full.home, clock=clock, replace=True).aside for _ in range(2)]
    assert len(set(aside)) == 2
    assert all(path is not None and path.exists() for path in aside)


def test_an_enrolled_workroom_that_comes_back_is_in_doubt(
    received: tuple[str, ...], workroom: Desk, tmp_path: Path
) -> None:
    run, _ = backups.back_up(workroom)
    restore(file_of(workroom, run), tmp_path / "elsewhere", clock=workroom.clock)
    desk = open_home(tmp_path / "elsewhere", workroom.clock)
    assert desk.installation.doubt is Doubt.RESTORED
    assert received
    desk.close()


def test_interrupted_at_every_step_it_goes_on(full: Desk, tmp_path: Path, clock: SetClock) -> None:
    """After the plan is written each step may be the last before the power goes."""
    file = tmp_path / "kept.bxb"
    shutil.move(file_of(full, backups.back_up(full)[0]), file)
    full.close()
    home, waiting, plan = (
        full.home,
        full.home.with_name(".workroom.restoring"),
        full.home.with_name(".workroom.restore.json"),
    )
    aside = full.home.with_name("workroom-aside")

    def planned() -> None:
        extract_archive(file, waiting, Work())
        data = json.dumps(
            {"v": 1, "made_at": "2026-11-25T00:00:00Z", "restored_at": "2026-11-25T00:00:00Z", "aside": aside.name}
        )
        (waiting / "restored.json").write_text(data, encoding="utf-8")
        plan.write_text(data, encoding="utf-8")

    steps: list[Callable[[], object]] = [planned, lambda: home.rename(aside), lambda: waiting.rename(home)]
    for done in range(1, len(steps) + 1):
        for step in steps[:done]:
            step()
        assert home_exists(home), "a start in between must not offer to set up anew"
        desk = open_home(home, clock)
        assert list_clues(desk, EVERYTHING).total == 2
        desk.close()
        assert not plan.exists()
        assert not waiting.exists()
        shutil.rmtree(aside)


def _cut(data: bytearray) -> None:
    del data[len(data) // 2 :]


def _flip(data: bytearray) -> None:
    data[len(data) // 3] ^= 1


@pytest.mark.parametrize("damage", [_cut, _flip])
def test_a_damaged_backup_is_refused_and_changes_nothing(
    full: Desk, clock: SetClock, damage: Callable[[bytearray], None]
) -> None:
    run, _ = backups.back_up(full)
    file = file_of(full, run)
    data = bytearray(file.read_bytes())
    damage(data)
    file.write_bytes(data)
    with pytest.raises(StoreError) as told:
        backups.rehearse(full, file)
    assert told.value.code == "BACKUP_FAILED"
    with pytest.raises(InputError) as refused:
        restore(file, full.home, clock=clock, replace=True)
    assert refused.value.code == "BACKUP_DAMAGED"
    assert list_clues(full, EVERYTHING).total == 2


def test_a_fault_makes_the_backup_worthless_and_is_told(full: Desk) -> None:
    with full.store.writing() as tx:
        tx.connection.execute(text("DROP TRIGGER audit_never_changes"))
        tx.connection.execute(text("UPDATE audit SET actor = 'somebody else' WHERE seq = 2"))
    with pytest.raises(StoreError) as told:
        backups.back_up(full)
    assert told.value.facts["reason"] == "操作记录的链条断开：2"
    state = backups.backup_state(full)
    assert state.due
    assert state.last_good is None
    assert state.last is not None
    assert state.last.fault == "操作记录的链条断开：2"
    assert list((full.home / backups.FOLDER).iterdir()) == []


def test_a_cancelled_backup_leaves_nothing(full: Desk) -> None:
    work = Work()
    work.cancel()
    with pytest.raises(UserError):
        backups.back_up(full, work=work)
    assert [p for p in (full.home / backups.FOLDER).rglob("*") if p.is_file()] == []


def test_old_backups_are_dropped_and_strangers_stay(full: Desk, clock: SetClock) -> None:
    (full.home / backups.FOLDER).mkdir()
    (full.home / backups.FOLDER / "说明.txt").write_text("别人的文件", encoding="utf-8")
    for _ in range(DAILY + 3):
        backups.back_up(full)
        clock.forward(days=1)
    with full.store.reading() as tx:
        runs = tx.of(BackupRun).where(order="made_at")
    here = {path.name for path in (full.home / backups.FOLDER).glob("*.bxb")}
    kept = to_keep(run.made_at for run in runs)
    assert here == {run.file_name for run in runs if run.made_at in kept}
    assert DAILY <= len(here) < len(runs)
    assert (full.home / backups.FOLDER / "说明.txt").exists()


def test_the_office_knows_how_far_a_good_backup_reaches(received: tuple[str, ...], office: Desk) -> None:
    assert received
    backups.back_up(office)
    with office.store.reading() as tx:
        (mark,), (device,) = tx.of(BackupMark).where(), tx.reception.devices()
    assert (mark.device_id, mark.epoch, mark.last) == (device.id, device.epoch, device.last)
    assert mark.last > 0


def test_a_workroom_that_heard_formal_numbers_is_backed_up(
    received: tuple[str, ...], office: Desk, workroom: Desk, tmp_path: Path
) -> None:
    accept_clue(office, received[1])
    carry(workroom, office, tmp_path)
    assert [clue.number for clue in list_clues(workroom, EVERYTHING).items].count("第2026001号") == 1
    assert backups.verify_record(workroom)[0] == ()
    assert backups.back_up(workroom)[0].good


def test_both_engines_are_backed_up_and_checked(received: tuple[str, ...], office: Desk, tmp_path: Path) -> None:
    accept_clue(office, received[0])
    run, _ = backups.back_up(office)
    assert run.clues == len(received)
    restore(file_of(office, run), tmp_path / "drill", clock=office.clock)
    desk = open_home(tmp_path / "drill", office.clock)
    assert (desk.home / RECORD_FILE).exists()
    assert list_clues(desk, ClueQuery(text="13800000001", contacts=True)).total == len(received)
    assert backups.verify_record(desk)[0] == ()
    desk.close()


def test_an_office_moves_to_a_server_with_everything(
    received: tuple[str, ...], office: Desk, postgres: Cluster, clock: SetClock
) -> None:
    accept_clue(office, received[0])
    with office.store.reading() as tx:
        before = tx.audit.last()
    if office.store.on_server:
        with pytest.raises(InputError):
            move_to_server(office, postgres.new_database())
        return
    move_to_server(office, postgres.new_database())
    office.close()
    kept = set_file_aside(office.home, clock)
    desk = open_home(office.home, clock)
    assert desk.store.on_server
    assert kept.exists()
    assert clue_ids(desk, EVERYTHING)
    with desk.store.reading() as tx:
        assert tx.audit.hash_at(before[0]) == before[1]
    assert backups.verify_record(desk)[0] == ()
    accept_clue(desk, received[1])
    assert backups.verify_record(desk)[0] == ()
    desk.close()


class _StopAt:
    """Listens to long work, and stops it at its ``left``-th step."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.work = Work(self)

    def __call__(self, done: int, total: int, what: str) -> None:
        self.left -= 1
        if self.left == 0:
            self.work.cancel()


def test_a_move_that_was_cut_off_is_begun_again(received: tuple[str, ...], office: Desk, postgres: Cluster) -> None:
    if office.store.on_server:
        pytest.skip("it is on a server already")
    database = postgres.new_database()
    assert refused(lambda: move_to_server(office, database, _StopAt(60).work)) == "CANCELLED"
    accept_clue(office, received[0])
    office.close()
    desk = open_home(office.home, office.clock)
    assert not desk.store.on_server
    move_to_server(desk, database)
    desk.close()
    desk = open_home(office.home, office.clock)
    assert desk.store.on_server
    assert backups.verify_record(desk)[0] == ()
    assert find_clue(desk, received[0]).formal_number
    assert refused(lambda: database.place(desk.vault).create(shared=True)) == "DATABASE_NOT_EMPTY"
    desk.close()


FAULTS = {
    Check.AUDIT: "DELETE FROM audit WHERE seq = 3",
    Check.REVISIONS: "UPDATE clue_revision SET content_hash = '" + "0" * 64 + "'",
    Check.NUMBERS: "INSERT INTO number_series VALUES ('formal', 2026, 2)",
    Check.SEARCH: "DELETE FROM clue_search",
    Check.ARRIVALS: "UPDATE inbound_event SET prev = '" + "1" * 64 + "' WHERE seq = 2",
    Check.LOG: "UPDATE event SET prev = '" + "1" * 64 + "' WHERE seq = 2",
    Check.STATES: "UPDATE clue SET office_state = 'concluded'",
    Check.NEWS: "UPDATE downlink SET record = replace(record, '补充', '改写')",
}


IN_OFFICE = (Check.ARRIVALS, Check.NEWS, Check.NUMBERS, Check.STATES)

# What keeps people from doing such a thing has to be out of the way.
FREED = {Check.AUDIT: ("DROP TRIGGER audit_never_deleted",)}


class UndoneError(Exception):
    """Ends a transaction, and with it what it damaged."""


def _faults_after(desk: Desk, *statements: str, checks: tuple[Check, ...] = ()) -> set[Check]:
    found: set[Check] = set()
    with suppress(UndoneError), desk.store.writing() as tx:
        for statement in statements:
            tx.connection.execute(text(statement))
        found.update(fault.check for fault in faults(tx.connection, *checks))
        raise UndoneError
    return found


def test_each_check_finds_its_fault(received: tuple[str, ...], office: Desk, workroom: Desk) -> None:
    return_clue(office, received[0], "请补充")
    for check, statement in FAULTS.items():
        desk = office if check in IN_OFFICE else workroom
        assert _faults_after(desk, *FREED.get(check, ()), statement) == {check}
    for desk in (office, workroom):
        spoilt = "UPDATE clue SET analysis = '没有的事'"
        assert _faults_after(desk, spoilt) == {Check.REVISIONS, Check.SEARCH}, "the words of citizens, there too"
    assert backups.verify_record(office)[0] == backups.verify_record(workroom)[0] == ()


def test_a_state_that_was_changed_past_the_program_is_told(office: Desk, workroom: Desk, issued: Forwarding) -> None:
    register_clue(workroom, clue_content(9))

    def changed(desk: Desk, column: str, state: str, where: str = "") -> set[Check]:
        table = "forwarding" if column == "state" else "clue"
        statement = f"UPDATE {table} SET {column} = '{state}' {where}"  # noqa: S608 - our own words
        return _faults_after(desk, statement, checks=(Check.STATES,))

    assert changed(office, "office_state", "archived") == changed(office, "office_state", "withdrawn") == {Check.STATES}
    assert changed(office, "office_state", "routed", "WHERE formal_number IS NULL") == {Check.STATES}
    assert changed(office, "state", "cancelled") == {Check.STATES}
    assert changed(office, "state", "issued") == set()
    for state in ("draft", "registered", "sealed", "submitted", "returned"):
        assert changed(workroom, "workroom_state", state, "WHERE receipt_number IS NOT NULL") == {Check.STATES}, state
    for state in ("acknowledged", "sealed", "submitted", "returned"):
        assert changed(workroom, "workroom_state", state, "WHERE receipt_number IS NULL") == {Check.STATES}, state
    assert changed(workroom, "office_state", "concluded") == {Check.STATES}
    assert backups.verify_record(office)[0] == backups.verify_record(workroom)[0] == ()


def test_a_damaged_page_is_named_and_told_as_damage(full: Desk) -> None:
    home, clock, path = full.home, full.clock, full.home / RECORD_FILE
    full.close()
    whole = path.read_bytes()
    told: set[str] = set()
    for page in range(10, len(whole) // PAGE, 60):
        data = bytearray(whole)
        data[page * PAGE + 100] ^= 1
        path.write_bytes(data)
        told.add(refused(partial(_looked_through, home, clock, page)))
        assert path.read_bytes()[page * PAGE : (page + 1) * PAGE] == data[page * PAGE : (page + 1) * PAGE]
    assert told <= {"BACKUP_FAILED", "STORE_WRONG_KEY"}
    assert "BACKUP_FAILED" in told
    path.write_bytes(whole)
    desk = open_home(home, clock)
    assert backups.verify_record(desk)[0] == ()
    desk.close()


def _looked_through(home: Path, clock: Clock, page: int) -> None:
    desk = open_home(home, clock)
    try:
        found, _ = backups.verify_record(desk)
        assert any(f.check is Check.PAGES and f.where == str(page + 1) for f in found)
        backups.back_up(desk)
    finally:
        desk.close()


def test_what_is_derived_is_built_anew(full: Desk) -> None:
    with full.store.writing() as tx:
        tx.connection.execute(text(FAULTS[Check.SEARCH]))
    assert list_clues(full, ClueQuery(text="路灯")).total == 0
    assert len(backups.verify_record(full)[0]) == 2
    assert backups.verify_record(full, repair=True)[0] == ()
    assert list_clues(full, ClueQuery(text="路灯")).total == 2


def test_a_lost_attachment_is_named(full: Desk) -> None:
    (path,) = (full.home / "attachments").glob("*/*.bin")
    path.write_bytes(path.read_bytes()[:-1])
    assert backups.faulty_attachments(full) == (path.stem,)
    path.unlink()
    assert backups.faulty_attachments(full) == (path.stem,)


@pytest.mark.parametrize("spoilt", [b"{bad", b"[]", b'{"aside": "../elsewhere"}'])
def test_a_spoilt_plan_or_note_of_a_restore_keeps_nobody_out(full: Desk, tmp_path: Path, spoilt: bytes) -> None:
    file, home, clock = file_of(full, backups.back_up(full)[0]), full.home, full.clock
    full.close()
    plan = home.with_name(f".{home.name}.restore.json")
    plan.write_bytes(spoilt)
    (home / RESTORED_FILE).write_bytes(spoilt)
    desk = open_home(home, clock)
    assert list_clues(desk, EVERYTHING).total == 2
    with desk.store.reading() as tx:
        assert "restore" in [entry.action for entry in tx.audit.all()]
    desk.close()
    assert not plan.exists()
    assert not (home / RESTORED_FILE).exists()
    # The home was already moved aside when the plan was spoilt: what waits for its place comes in.
    plan.write_bytes(spoilt)
    home.rename(tmp_path / "aside")
    extract_archive(tmp_path / "aside" / backups.FOLDER / file.name, home.with_name(f".{home.name}.restoring"), Work())
    assert home_exists(home)


def test_nothing_is_put_back_where_it_cannot_be(full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = file_of(full, backups.back_up(full)[0])
    (tmp_path / "file").write_bytes(b"mine")
    for replace_it in (False, True):
        with pytest.raises(InputError) as told:
            restore(file, tmp_path / "file", clock=full.clock, replace=replace_it)
        assert told.value.code == "HOME_NOT_EMPTY"
    assert (tmp_path / "file").read_bytes() == b"mine"
    monkeypatch.setattr("baixing_desktop.drives._MOUNTS", tmp_path / "mounts")
    (tmp_path / "mounts").write_text(f"server:/share {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    with pytest.raises(InputError) as told:
        restore(file, tmp_path / "new", clock=full.clock)
    assert told.value.code == "HOME_ON_NETWORK"
    home, clock = full.home, full.clock
    full.close()
    assert refused(lambda: open_home(home, clock)) == "HOME_ON_NETWORK"
    (tmp_path / "mounts").write_text("", encoding="utf-8")
    open_home(home, clock).close()


def test_a_newer_backup_is_refused(full: Desk, tmp_path: Path) -> None:
    later = tmp_path / "later.bxb"
    write_archive(later, [(RECORD_FILE, full.home / RECORD_FILE)], {"schema": "9999"}, Work())
    assert look_into(later).facts["schema"] == "9999"
    with pytest.raises(InputError) as refused:
        restore(later, tmp_path / "home", clock=full.clock)
    assert refused.value.code == "BACKUP_TOO_NEW"


FIRST = datetime(2025, 1, 1, tzinfo=UTC)
moments = st.lists(st.integers(0, 700 * 24).map(lambda hours: FIRST + timedelta(hours=hours)), max_size=60)


@given(moments)
def test_kept_are_the_newest_and_one_of_each_period(made: list[datetime]) -> None:
    kept = to_keep(made)
    assert kept <= set(made)
    assert (max(made) in kept) if made else not kept
    assert len(kept) <= 7 + 4 + 3
    days = sorted({moment.date() for moment in made}, reverse=True)[:7]
    for day in days:
        assert max(moment for moment in made if moment.date() == day) in kept


def test_one_is_due_each_day() -> None:
    now = datetime(2026, 11, 25, 8, tzinfo=UTC)
    assert is_due(None, now)
    assert not is_due(now - timedelta(hours=3), now)
    assert is_due(now - timedelta(hours=23), now)
    assert is_due(now + timedelta(days=400), now)
    run = BackupRun("b", now, "", 0, "", 0, 0, 0)
    assert not run.good
    assert replace(run, verified_at=now).good
