"""The receiving service as the office window starts it: a real process."""

import os
import socket
from collections.abc import Generator, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from baixing_desktop.clock import SystemClock
from baixing_desktop.errors import SyncError, VaultError
from sync import Service
from tests.builders import PASSPHRASE
from tests.ui.conftest import Sit
from tests.ui.seat import Seat

HERE = "127.0.0.1"


@pytest.fixture
def clock() -> SystemClock:
    """The service has the machine's own clock."""
    return SystemClock()


@pytest.fixture
def service(office_home: Path) -> Generator[Service]:
    made = Service(office_home, lasting=True)
    yield made
    made.stop()


def listens(address: str) -> bool:
    host, port = address.removeprefix("https://").split(":")
    try:
        socket.create_connection((host, int(port)), 5).close()
    except OSError:
        return False
    return True


def test_it_starts_listens_and_ends(service: Service, office_home: Path) -> None:
    running = service.start(HERE, 0, PASSPHRASE)
    assert listens(running.address)
    assert len(running.fingerprint) == 64
    assert service.alive
    assert service.start(HERE, 0, PASSPHRASE) is running
    assert not list(office_home.glob(".serve-*")), "the passphrase's file is gone"
    service.stop()
    assert not service.alive
    assert not listens(running.address)


def test_a_wrong_passphrase_is_said(service: Service, office_home: Path) -> None:
    with pytest.raises(VaultError, match="口令不对"):
        service.start(HERE, 0, "不是这个口令")
    assert not service.alive
    assert not list(office_home.glob(".serve-*"))


def test_a_port_in_use_is_said(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    # A busy computer: it told why, and takes its time to end.
    monkeypatch.setattr("sync.service._STOP_SECONDS", 0.001)
    with socket.create_server((HERE, 0)) as taken, pytest.raises(SyncError) as caught:
        service.start(HERE, taken.getsockname()[1], PASSPHRASE)
    assert caught.value.code == "SERVER_PORT"


def command_lines(process: str = str(os.getpid())) -> Iterator[bytes]:
    """The command line of every process below this one that is still there when it is looked at: a test beside this one
    types the passphrase by a program that takes it from its command line.
    """
    for path in Path("/proc", process, "task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text().split():
                yield Path("/proc", child, "cmdline").read_bytes()
                yield from command_lines(child)


@pytest.mark.skipif(os.name == "nt", reason="looks at POSIX command lines")
def test_the_passphrase_stands_on_no_command_line(service: Service) -> None:
    service.start(HERE, 0, PASSPHRASE)
    lines = list(command_lines())
    assert any(b"serve" in line for line in lines)
    assert not any(PASSPHRASE.encode() in line for line in lines)


def test_the_card_starts_and_ends_it_and_a_ticket_follows(sit: Sit, office_home: Path) -> None:
    seat: Seat = sit(office_home).open()
    seat.press("Alt+2")
    assert seat.sees("接收服务没有启动")
    seat.tab_to("谁可以连接")
    seat.press("Down", "Tab", "Ctrl+A")
    seat.type("0")
    seat.tab_to("启动接收服务")
    seat.press("Space")
    seat.until(lambda: seat.sees("接收服务正在运行"))
    seat.tab_to("单位")
    seat.type("沙园")
    seat.press("Ctrl+T")
    assert seat.sees("交给沙园街道政协委员工作室")
    seat.press("Ctrl+Shift+C")
    assert seat.sees("登记凭据已复制")
    seat.tab_to("停止接收服务")
    seat.press("Space")
    assert seat.sees("接收服务没有启动")
