"""A shared folder between workroom and office: any order of looking in, any damage, any double, one truth."""

import shutil
from pathlib import Path

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
    change_receiving,
    erasable,
    erase,
    exchange_folder,
    put_line_back,
    receive_folder,
    receive_shared,
    seal_to_file,
    state,
    synchronise,
)
from tests.builders import SetClock, new_home, open_home
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import clues_in, enrol_by_hand, everything_in, exchange_by_hand, register, same_content


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
    folder, before, _ = change_receiving(pair.office, str(shared / "报送"))
    assert (folder, before) == (str(shared), ""), "the place for batches in it was chosen"
    automatic = Automatic(pair.workroom, lambda: 0.0, lambda: 1.0)
    register(pair.workroom, 2)

    def cut(done: int, total: int, what: str) -> None:
        if what.startswith("正在写入") and (done, total) == (0, 1):
            shared.rename(away)

    assert automatic.step(Work(cut)) is None
    assert automatic.folder_away
    assert not shared.exists(), "nothing was made in the empty place"
    assert state(pair.workroom).only_here == 2
    with pytest.raises(SyncError, match="找不到它"):
        receive_shared(pair.office)
    shared.mkdir()
    with pytest.raises(SyncError, match="里面没有“报送”"):
        automatic.now()
    shared.rmdir()
    away.rename(shared)
    assert automatic.now().laid == 2
    assert not automatic.folder_away
    received = receive_shared(pair.office)
    assert received is not None
    assert [one.accepted for one in received.received] == [2]
    report = automatic.now()
    assert (report.confirmed, report.laid, state(pair.workroom).only_here) == (2, 0, 0)
    assert same_content(pair.office, pair.workroom)
    back = put_line_back(pair.workroom, made.before)
    assert (back.before, back.line) == (made.line, Line())
    assert not exchanging(automatic)


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
