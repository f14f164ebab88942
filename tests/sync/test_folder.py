"""A shared folder between workroom and office: any order of looking in, any damage, any double, one truth."""

import shutil
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from baixing_desktop.usecases.membership import Line
from baixing_desktop.work import Work
from sync import (
    Automatic,
    change_line,
    erasable,
    erase,
    exchange_folder,
    put_line_back,
    receive_also_from,
    receive_folder,
    receive_no_more_from,
    receive_shared,
    seal_to_file,
    state,
    synchronise,
)
from sync.office.page import status_page
from sync.office.watching import FolderWatch
from tests.builders import SetClock, new_home, open_home
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import (
    clues_in,
    enrol_by_hand,
    everything_in,
    exchange_by_hand,
    register,
    same_content,
    serving,
)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder that both sides reach."""
    return tmp_path / "共享 文件夹"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_clues_go_up_and_answers_come_back(pair: Pair, shared: Path) -> None:
    picture = attach_file(pair.workroom, "a.png", b"\x89PNG\r\n\x1a\n")
    register(pair.workroom, 2, attachments=(picture,))
    dropped = exchange_folder(pair.workroom, shared).dropped
    assert len(dropped) == 1
    # Looking in again while it lies there adds nothing.
    assert exchange_folder(pair.workroom, shared).dropped == ()
    assert [r.accepted for r in receive_folder(pair.office, shared).received] == [2]
    assert (names(shared / "报送"), names(shared / "已收")) == ([], [dropped[0].name])
    back = exchange_folder(pair.workroom, shared, ask_for_news=False)
    assert [r.confirmed for r in back.receipts] == [2]
    assert (names(shared / "回执"), names(shared / "报送")) == ([], [])
    assert same_content(pair.office, pair.workroom)

    casework.accept_clue(pair.office, next(iter(clues_in(pair.office))))
    exchange_folder(pair.workroom, shared)
    receive_folder(pair.office, shared)
    assert [r.news for r in exchange_folder(pair.workroom, shared, ask_for_news=False).receipts] == [1]


def test_what_was_registered_meanwhile_replaces_the_file_that_waits(pair: Pair, shared: Path) -> None:
    register(pair.workroom, 1)
    exchange_folder(pair.workroom, shared)
    register(pair.workroom, 1, start=5)
    exchange_folder(pair.workroom, shared)
    assert len(names(shared / "报送")) == 1
    assert [r.accepted for r in receive_folder(pair.office, shared).received] == [2]


def test_several_workrooms_share_one_folder(pair: Pair, shared: Path, tmp_path: Path, clock: SetClock) -> None:
    other = new_home(tmp_path / "other", Face.WORKROOM, "CHG", clock)
    enrol_by_hand(pair.office, other)
    for desk in (pair.workroom, other):
        register(desk, 1)
        exchange_folder(desk, shared)
    assert len(receive_folder(pair.office, shared).received) == 2
    for desk in (other, pair.workroom):
        done = exchange_folder(desk, shared, ask_for_news=False)
        assert [r.confirmed for r in done.receipts] == [1]
        assert not done.left
    other.close()


def test_a_half_copied_file_is_left_until_it_is_whole(pair: Pair, shared: Path) -> None:
    register(pair.workroom, 1)
    (path,) = exchange_folder(pair.workroom, shared).dropped
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    (path.parent / ".being-copied.bxp").write_bytes(b"x")
    (path.parent / "别的文件.bxp").write_bytes(b"not a batch")
    before = everything_in(pair.office)
    looked = receive_folder(pair.office, shared)
    assert looked.received == ()
    assert {one.error.code for one in looked.left} == {"BATCH_DAMAGED"}
    assert everything_in(pair.office) == before
    path.write_bytes(whole)
    assert len(receive_folder(pair.office, shared).received) == 1
    assert names(shared / "报送") == [".being-copied.bxp", "别的文件.bxp"]


def test_a_damaged_receipt_is_left_and_the_next_one_confirms(pair: Pair, shared: Path) -> None:
    register(pair.workroom, 1)
    exchange_folder(pair.workroom, shared)
    receive_folder(pair.office, shared)
    (receipt,) = (shared / "回执").iterdir()
    receipt.write_bytes(receipt.read_bytes()[:-1])
    looked = exchange_folder(pair.workroom, shared)
    assert [one.name for one in looked.left] == [receipt.name]
    receive_folder(pair.office, shared)
    assert [r.confirmed for r in exchange_folder(pair.workroom, shared).receipts] == [1]


def test_a_fork_is_answered_through_the_folder(pair: Pair, shared: Path, tmp_path: Path, clock: SetClock) -> None:
    shutil.copytree(pair.workroom.home, tmp_path / "clone")
    clone = open_home(tmp_path / "clone", clock)
    register(pair.workroom, 1)
    register(clone, 1, start=9)
    exchange_by_hand(pair.office, pair.workroom)
    exchange_folder(clone, shared)
    assert [one.error.code for one in receive_folder(pair.office, shared).left] == ["BATCH_FORK"]
    with pytest.raises(SyncError):
        # Reading the answer puts it in doubt; nothing more is dropped.
        exchange_folder(clone, shared)
    assert state(clone).anew
    clone.close()


def test_crossing_carriers_have_one_effect(online: Online, shared: Path) -> None:
    register(online.workroom, 2)
    exchange_folder(online.workroom, shared)
    assert synchronise(online.workroom).confirmed == 2
    received = receive_folder(online.office, shared).received
    assert [r.accepted for r in received] == [2]
    assert [r.confirmed for r in exchange_folder(online.workroom, shared, ask_for_news=False).receipts] == [0]
    assert same_content(online.office, online.workroom)


def test_confirmed_batches_are_offered_for_erasure(pair: Pair, shared: Path, tmp_path: Path) -> None:
    stick = tmp_path / "优盘"
    stick.mkdir()
    register(pair.workroom, 1)
    (path,) = seal_to_file(pair.workroom, stick).files
    assert erasable(pair.workroom, stick) == ()
    exchange_by_hand(pair.office, pair.workroom)
    assert erasable(pair.workroom, stick) == (path,)
    assert erase([path, path]) == 1
    assert erasable(pair.workroom, stick) == ()


def test_a_folder_that_cannot_be_used_is_told(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    register(pair.workroom, 1)
    for act, desk in ((exchange_folder, pair.workroom), (receive_folder, pair.office)):
        with pytest.raises(InputError):
            act(desk, tmp_path / "file")


def test_the_folder_that_is_set_may_go_away_at_any_moment(pair: Pair, shared: Path, tmp_path: Path) -> None:
    shared.mkdir()
    away = tmp_path / "away"
    with pytest.raises(InputError):
        change_line(pair.workroom, Line(folder=str(pair.workroom.home)))
    made = change_line(pair.workroom, Line(folder=str(shared)))
    assert (made.before, made.line, made.reached) == (Line(), Line(folder=str(shared)), False)
    set_now = receive_also_from(pair.office, str(shared / "报送"))
    assert (set_now.folder, set_now.before) == (str(shared), ()), "the place for batches in it was chosen"
    automatic = Automatic(pair.workroom, lambda: 0.0, lambda: 1.0)
    register(pair.workroom, 2)

    def cut(done: int, total: int, what: str) -> None:
        if what.startswith("正在写入") and (done, total) == (0, 1):
            shared.rename(away)

    assert automatic.step(Work(cut)) is None
    assert automatic.folder_away
    assert not shared.exists(), "nothing was made in the empty place"
    assert state(pair.workroom).only_here == 2
    (look,) = receive_shared(pair.office)
    assert look.error is not None
    assert "找不到它" in look.error.advice.what
    shared.mkdir()
    with pytest.raises(SyncError, match="里面没有“报送”"):
        automatic.now()
    shared.rmdir()
    away.rename(shared)
    assert automatic.now().laid == 2
    assert not automatic.folder_away
    (look,) = receive_shared(pair.office)
    assert [one.accepted for one in look.found.received] == [2]
    report = automatic.now()
    assert (report.confirmed, report.laid, state(pair.workroom).only_here) == (2, 0, 0)
    assert same_content(pair.office, pair.workroom)
    back = put_line_back(pair.workroom, made.before)
    assert (back.before, back.line) == (made.line, Line())
    assert not exchanging(automatic)


def test_the_service_reads_every_folder_that_is_set_and_says_how_it_goes(
    pair: Pair, shared: Path, tmp_path: Path, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    """No window is open, one street's folder is away, one is named on the command line only."""
    away, named = tmp_path / "断开的", tmp_path / "沙园<街>"
    for folder in (away, shared):
        folder.mkdir()
        receive_also_from(pair.office, str(folder))
    shutil.rmtree(away)
    register(pair.workroom, 2)
    exchange_folder(pair.workroom, shared)
    (shared / "报送" / "坏的.bxp").write_bytes(b"no batch")
    with closing(new_home(tmp_path / "other", Face.WORKROOM, "CHG", clock)) as other:
        enrol_by_hand(pair.office, other)
        register(other, 1, start=5)
        exchange_folder(other, named)
        watch = FolderWatch(pair.office, (named,))
        watch.look()
        watch.look()
        assert caplog.messages == ["shared folder: SYNC_FOLDER"], "told once, without a name"
        caplog.clear()
        assert [r.confirmed for r in exchange_folder(other, named, ask_for_news=False).receipts] == [1]
    assert [r.confirmed for r in exchange_folder(pair.workroom, shared, ask_for_news=False).receipts] == [2]
    page = status_page(pair.office, clock.now(), watch).decode()
    assert "共享文件夹“断开的”现在用不了：找不到它。" in page
    assert "收不进来，留在原处：坏的.bxp" in page
    assert "沙园&lt;街&gt;" in page
    assert page.count("启动以后还没有") == 1
    assert not away.exists(), "nothing was made in the empty place"
    # The next round has nothing to take in, and what came before is still told.
    receive_no_more_from(pair.office, str(away))
    clock.forward(seconds=60)
    watch.look()
    assert [(one.look.folder, one.look.error) for one in watch.watched] == [(shared, None), (named, None)]
    assert all(one.last_batch is not None and one.last_batch < one.at for one in watch.watched)


def test_the_service_looks_by_itself(pair: Pair, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked, look = Event(), FolderWatch.look

    def look_and_tell(self: FolderWatch, work: Work | None = None) -> None:
        look(self, work)
        looked.set()

    monkeypatch.setattr(FolderWatch, "look", look_and_tell)
    shared.mkdir()
    receive_also_from(pair.office, str(shared))
    register(pair.workroom, 1)
    exchange_folder(pair.workroom, shared)
    with serving(pair.office):
        assert looked.wait(20)
    assert [r.confirmed for r in exchange_folder(pair.workroom, shared, ask_for_news=False).receipts] == [1]


def exchanging(automatic: Automatic) -> bool:
    automatic.begin_anew()
    return automatic.step() is not None


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["register", "workroom", "office", "network", "lose"]), max_size=12))
def test_any_order_ends_with_every_clue_once(
    enrolled_homes: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("folder")
    shutil.copytree(enrolled_homes, folder / "homes")
    clock, shared, count = SetClock(), folder / "shared", 0
    office, room = (open_home(folder / "homes" / name, clock) for name in ("office", "workroom"))
    for step in steps:
        match step:
            case "register":
                count += 1
                register(room, 1, start=count)
            case "workroom":
                exchange_folder(room, shared)
            case "office":
                receive_folder(office, shared)
            case "network":
                exchange_by_hand(office, room)
            case _:
                shutil.rmtree(shared / "回执", ignore_errors=True)
    settle(office, room, shared)
    assert len(clues_in(office)) == count
    assert same_content(office, room)
    assert state(room).only_here == 0
    office.close()
    room.close()


def settle(office: Desk, room: Desk, shared: Path) -> None:
    """Both sides look in until nothing is left to say."""
    for _ in range(2):
        exchange_folder(room, shared)
        receive_folder(office, shared)
    exchange_folder(room, shared, ask_for_news=False)
