"""The administrator hands a new version out in the window; the liaison is offered it, and the program begins anew."""

import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from baixing_desktop import __version__
from baixing_desktop.store.release import Payload
from baixing_desktop.usecases import arriving, handing_out
from baixing_desktop.usecases.arriving import Program
from baixing_desktop.usecases.updating import check_package, prepare
from baixing_desktop.work import Work
from sync import Automatic, seal_to_file, synchronise
from sync.automatic import REST_SECONDS
from sync.updates import fetch_online
from tests.builders import SetClock, open_home
from tests.sync.helpers import address_of, enrol_by_hand, point_to, register, serving
from tests.sync.releases import KEYS, NEWER, PROGRAM, package
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from tests.ui.test_sending import quick
from tests.usecases.test_updating import Making, lies_beside, make, says, tree
from ui.pages.settings.page import SettingsPage
from ui.pages.updates.page import UpdatesPage
from ui.update_card import UpdateCard

__all__ = ["make", "tree"]
ROOT = Path(__file__).resolve().parents[2]


def card(seat: Seat) -> UpdateCard:
    """The one in front."""
    assert seat.window.page is not None
    found = seat.window.page.findChild(UpdateCard)
    assert isinstance(found, UpdateCard)
    return found


def arrived(office_home: Path, workroom_home: Path, file: Path, clock: SetClock, *, program: Program) -> None:
    """The package has come to the workroom over the network and lies ready."""
    office, workroom = open_home(office_home, clock), open_home(workroom_home, clock)
    enrol_by_hand(office, workroom)
    handing_out.hand_out(office, file, KEYS)
    with serving(office) as server:
        point_to(workroom, address_of(server))
        synchronise(workroom)
        assert fetch_online(workroom, program).done
    office.close()
    workroom.close()


def test_handing_out_and_taking_back(sit: Sit, office_home: Path, tmp_path: Path) -> None:
    seat: Seat = sit(office_home, program=PROGRAM).open()
    seat.window.go("updates")
    seat.settle()
    page = seat.window.page
    assert isinstance(page, UpdatesPage)
    assert seat.at().accessibleName().startswith("选更新包下发")
    assert seat.sees("没有下发更新包")
    assert seat.sees("还没有登记的工作站")
    page.hand_out(str(package(tmp_path, seed=bytes(32))))
    seat.settle()
    assert seat.sees("签名不对")
    page.hand_out(str(package(tmp_path)))
    seat.settle()
    assert seat.sees(f"{NEWER}　Linux 免安装版　1 MB")
    assert seat.sees("2026年12月1日做成。新在哪里：修正了打印")
    assert seat.sees(f"已下发 {NEWER}")
    page.withdraw(Payload.PORTABLE)
    seat.settle()
    assert seat.sees("撤回")
    assert seat.sees("再下发")
    seat.press("Ctrl+Z")
    assert [one.state for one in handing_out.handed_out(open_home(office_home))] == ["out"]


def test_who_has_which_version_stands_beside_it(
    sit: Sit, office_home: Path, workroom_home: Path, tmp_path: Path, clock: SetClock
) -> None:
    arrived(office_home, workroom_home, package(tmp_path), clock, program=PROGRAM)
    office, workroom = open_home(office_home, clock), open_home(workroom_home, clock)
    with serving(office) as server:
        point_to(workroom, address_of(server))
        synchronise(workroom)
    office.close()
    workroom.close()
    seat: Seat = sit(office_home, program=PROGRAM).open()
    seat.window.go("updates")
    seat.settle()
    assert seat.sees("共 1 台：已更新 0 台，已取回等更新 1 台，其余 0 台。")
    assert seat.sees(f"现在用 {__version__}")
    assert seat.sees(f"已取回 {NEWER}，等工作室更新")


def test_the_liaison_is_offered_it_and_puts_it_off(
    sit: Sit, office_home: Path, workroom_home: Path, tmp_path: Path, clock: SetClock
) -> None:
    arrived(office_home, workroom_home, package(tmp_path), clock, program=PROGRAM)
    seat: Seat = sit(workroom_home, program=PROGRAM).open()
    assert seat.sees(f"有新版本 {NEWER} 可以更新，现在用的是 {__version__}。新在哪里：修正了打印")
    seat.tab_to("下班后再说")
    seat.press("Space")
    assert not card(seat).isVisible()
    seat.window.go("settings")
    seat.settle()
    assert isinstance(seat.window.page, SettingsPage)
    assert seat.sees("现在更新")
    assert not seat.sees("下班后再说")
    # After work it is mentioned again.
    clock.forward(hours=2)
    seat.window.go("today")
    seat.settle()
    card(seat).refresh()
    seat.settle()
    assert card(seat).isVisible()


def test_what_was_refused_is_told(sit: Sit, office_home: Path, workroom_home: Path, tmp_path: Path) -> None:
    clock = SetClock()
    arrived(office_home, workroom_home, package(tmp_path), clock, program=PROGRAM)
    other = Program(("11" * 32,), Payload.PORTABLE, None, "x86_64")
    seat: Seat = sit(workroom_home, program=other).open()
    assert seat.sees("没有收下：签名不对")
    assert not seat.sees("现在更新")


def test_a_program_without_news_offers_nothing(sit: Sit, workroom_home: Path) -> None:
    seat: Seat = sit(workroom_home, program=PROGRAM).open()
    assert not card(seat).isVisible()
    seat.window.go("settings")
    seat.settle()
    assert seat.sees("没有更新的版本")


@pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux only")
def test_now_is_now(
    sit: Sit, office_home: Path, workroom_home: Path, make: Making, tree: Path, clock: SetClock
) -> None:
    """Backed up, tried, every window closed; then the new program goes on with the same command line."""
    program = Program(KEYS, Payload.PORTABLE, tree, "x86_64")
    arrived(office_home, workroom_home, make(), clock, program=program)
    seat: Seat = sit(workroom_home, program=program).open()
    card(seat).begin()
    seat.until(lambda: seat.session.renewing is not None, "it never came so far")
    assert seat.session.renewing == tree
    assert says(tree) == __version__
    assert list((workroom_home / "backups").glob("*.bxbackup")) or list((workroom_home / "backups").iterdir())
    seat.close()
    code = (
        "import sys; from pathlib import Path; from ui.renewing import begin_anew; begin_anew(Path(sys.argv[1]), ['a'])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tree)], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == says(tree) == NEWER
    assert lies_beside(tree) == [".baixing.next", "baixing"], "the old one, kept for going back"


@pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux only")
def test_what_cannot_be_exchanged_opens_again_and_says_so(
    sit: Sit, workroom_home: Path, make: Making, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something else still runs out of the program's folder when its time has come."""
    prepare(check_package(make(), KEYS, tree), tree, None, clock=SetClock(), work=Work())
    busy = tree / "busy"
    shutil.copy2(shutil.which("sleep") or "", busy)
    (tree / "baixing").write_text('#!/bin/sh\necho "old, $1, $BAIXING_NOT_RENEWED"\n', encoding="utf-8")
    code = "import sys, pathlib, ui.renewing as r; r.PATIENCE_S = 0.5; r.begin_anew(pathlib.Path(sys.argv[1]), ['a'])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([busy, "600"]) as other:
        ended = subprocess.run(
            [sys.executable, "-c", code, str(tree)], env=environment, capture_output=True, text=True, check=True
        )
        other.kill()
    assert ended.stdout.strip() == "old, a, UPDATE_NOT_FITTING"
    monkeypatch.setenv("BAIXING_NOT_RENEWED", "UPDATE_NOT_FITTING")
    seat: Seat = sit(workroom_home, program=PROGRAM).open()
    assert seat.sees("还有别的窗口、命令或服务开着")
    assert "BAIXING_NOT_RENEWED" not in os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="folders are exchanged in one step on Linux only")
def test_a_new_version_that_fails_its_test_changes_nothing(
    sit: Sit, office_home: Path, workroom_home: Path, make: Making, tree: Path, clock: SetClock
) -> None:
    program = Program(KEYS, Payload.PORTABLE, tree, "x86_64")
    script = f"""#!/bin/sh
case "$1" in --version) echo '{{"version": "{NEWER}"}}' ;; *) exit 3 ;; esac
"""
    arrived(office_home, workroom_home, make(script=script), clock, program=program)
    seat: Seat = sit(workroom_home, program=program).open()
    card(seat).begin()
    seat.settle()
    assert seat.sees("新程序没有通过自检")
    assert seat.session.renewing is None
    assert says(tree) == __version__
    assert lies_beside(tree) == ["baixing"]
    assert seat.at().accessibleName().startswith("现在更新"), "the keyboard is where it can be tried again"


def test_an_installer_is_taken_out_for_the_administrator(
    sit: Sit, office_home: Path, workroom_home: Path, tmp_path: Path, clock: SetClock
) -> None:
    program = Program(KEYS, Payload.DEB, None, "x86_64")
    file = package(tmp_path, kind=Payload.DEB, file="baixing_9.1.0_amd64.deb")
    arrived(office_home, workroom_home, file, clock, program=program)
    seat: Seat = sit(workroom_home, program=program).open()
    target = tmp_path / "for the administrator"
    target.mkdir()
    card(seat).take_out_to(str(target))
    seat.settle()
    assert [path.name for path in target.iterdir()] == ["baixing_9.1.0_amd64.deb"]
    assert seat.sees("由管理员安装")


def test_a_full_disk_is_told_once(
    sit: Sit, office_home: Path, workroom_home: Path, tmp_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, workroom = open_home(office_home, clock), open_home(workroom_home, clock)
    enrol_by_hand(office, workroom)
    handing_out.hand_out(office, package(tmp_path), KEYS)
    with serving(office) as server:
        point_to(workroom, address_of(server))
        workroom.close()
        seat: Seat = sit(workroom_home, program=PROGRAM).open()
        assert seat.session.desk is not None
        seconds = count(step=REST_SECONDS)
        automatic = Automatic(seat.session.desk, lambda: float(next(seconds)), program=PROGRAM)
        monkeypatch.setattr(arriving, "_RESERVE", 2**60)
        sending = quick(seat, automatic)
        seat.until(lambda: automatic.fetch_error is not None, "it never tried")
        seat.until(lambda: seat.sees(f"磁盘空间不足，新版本 {NEWER} 没有取完"), "nobody was told")
        monkeypatch.undo()
        seat.until(lambda: bool(list((workroom_home / "updates").glob("*.bxup"))), "it did not go on")
        sending.end()
        seat.settle()
    office.close()


def test_on_a_stick_it_comes_along_with_the_receipt(
    sit: Sit, office_home: Path, workroom_home: Path, tmp_path: Path, clock: SetClock
) -> None:
    office, workroom = open_home(office_home, clock), open_home(workroom_home, clock)
    enrol_by_hand(office, workroom)
    handing_out.hand_out(office, package(tmp_path), KEYS)
    stick = tmp_path / "stick"
    stick.mkdir()
    register(workroom, 1)
    (batch,) = seal_to_file(workroom, stick).files
    office.close()
    workroom.close()
    seat: Seat = sit(office_home, program=PROGRAM).open()
    seat.window.go("inbox", str(batch))
    seat.settle()
    assert seat.sees("旁边放了新版本")
    (receipt,) = stick.glob("*.bxr")
    seat = sit(workroom_home, program=PROGRAM).open()
    seat.window.go("submission", str(receipt))
    seat.settle()
    assert seat.sees("区办公室确认收到 1 条")
    seat.until(lambda: seat.sees(f"有新版本 {NEWER} 可以更新"), "it did not come along")
