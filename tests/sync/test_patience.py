"""A shared folder that hangs: the others are read, it is told, and it is not asked a second time."""

import shutil
from pathlib import Path
from threading import Event

import pytest

import sync.shared
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.work import Work
from sync import Notify, Patience, exchange_folder, receive_also_from, receive_shared
from sync.folder import FolderReceived, receive_folder
from sync.office.page import status_page
from sync.office.watching import FolderWatch
from tests.builders import SetClock, new_home
from tests.sync.conftest import Pair
from tests.sync.helpers import enrol_by_hand, register


class Drive:
    """A network drive under one of the folders: it holds whoever reads there until its server is back. A quarter of an
    hour goes by when somebody asks it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, 0
        self.time = 0.0
        self.back, self.read = Event(), Event()

    def receive(self, desk: Desk, directory: Path, notify: Notify, work: Work | None = None) -> FolderReceived:
        """As the real one, only that it may hang."""
        if directory != self.folder:
            return receive_folder(desk, directory, notify, work)
        self.asked += 1
        self.time = 1000.0
        assert self.back.wait(60)
        try:
            return receive_folder(desk, directory, notify, work)
        finally:
            self.read.set()


@pytest.fixture
def drive(pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drive:
    """The first of two folders hangs; in each lies a batch of another workroom."""
    made = Drive(tmp_path / "网络盘")
    monkeypatch.setattr(sync.shared, "receive_folder", made.receive)
    other = new_home(tmp_path / "other", Face.WORKROOM, "CHG", pair.workroom.clock)
    enrol_by_hand(pair.office, other)
    for desk, folder in ((other, made.folder), (pair.workroom, tmp_path / "好的")):
        register(desk, 1)
        exchange_folder(desk, folder)
        receive_also_from(pair.office, str(folder))
    other.close()
    return made


def test_it_holds_up_no_other_and_brings_what_it_has_later(
    pair: Pair, drive: Drive, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    watch = FolderWatch(pair.office, patience=Patience(now=lambda: drive.time))
    watch.look()
    hung, good = (one.look for one in watch.watched)
    assert hung.error is not None
    assert "没有反应" in hung.error.sentences()
    assert [one.accepted for one in good.found.received] == [1]
    assert "共享文件夹“网络盘”现在用不了：等了" in status_page(pair.office, clock.now(), watch).decode()
    for _ in range(2):
        watch.look()
    assert drive.asked == 1, "who hangs is not asked again"
    assert caplog.messages == ["shared folder: SYNC_FOLDER"], "told once, without a name"
    caplog.clear()

    drive.back.set()
    assert drive.read.wait(60)
    watch.look()
    assert [[one.accepted for one in each.look.found.received] for each in watch.watched] == [[1], []]
    watch.look()
    assert ([one.look.error for one in watch.watched], drive.asked) == ([None, None], 2)


def test_whoever_waits_for_it_can_leave(pair: Pair, drive: Drive) -> None:
    work = Work()
    work.cancel()
    with pytest.raises(UserError) as caught:
        receive_shared(pair.office, work, patience=Patience[FolderReceived]())
    assert caught.value.code == "CANCELLED"
    drive.back.set()
    assert drive.read.wait(60)


def test_what_is_wrong_with_it_is_told_in_its_thread_too(pair: Pair, drive: Drive) -> None:
    shutil.rmtree(drive.folder)
    looks = receive_shared(pair.office)
    assert [look.error is None for look in looks] == [False, True]
    assert drive.asked == 0
