"""The computer's clock: how far it was set, and whether a time service keeps it."""

from datetime import UTC, datetime, timedelta

import pytest

from baixing_desktop.clock import Pace, SystemClock, parse_stamp, stamp
from baixing_desktop.timesync import keeps_network_time, systemd_says, windows_says
from tests.builders import SetClock


def test_only_setting_a_clock_is_a_jump(clock: SetClock) -> None:
    pace = Pace(clock)
    clock.forward(hours=9)
    assert pace.jumped() == timedelta()
    clock.jump(hours=1)
    clock.forward(minutes=2)
    assert pace.jumped() == timedelta(hours=1)
    clock.jump(days=-2)
    assert pace.jumped() == timedelta(days=-2)
    assert pace.jumped() == timedelta(), "told once"


def test_the_real_clock_keeps_pace() -> None:
    assert abs(Pace(SystemClock()).jumped()) < timedelta(minutes=1)


def test_a_moment_is_read_as_it_was_written_and_in_no_other_form() -> None:
    moment = datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC)
    assert parse_stamp(stamp(moment)) == moment
    assert parse_stamp("2026-11-23T07:21:07Z").tzinfo is UTC
    for words in ("", "2026-11-23", "2026-W48-1T07:21:07Z", "2026-11-23T07:21:07+08:00", "2026-11-23T07:21:61Z"):
        with pytest.raises(ValueError, match=r"."):
            parse_stamp(words)


@pytest.mark.parametrize(
    ("words", "kept"), [("yes\n", True), ("no\n", False), ("", None), ("Failed to connect to bus", None), (None, None)]
)
def test_what_systemd_says(words: str | None, kept: bool | None) -> None:
    assert systemd_says(words) is kept


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("Leap Indicator: 0\nSource: time.windows.com,0x9\n", True),
        ("跃点指示符: 3\n源: Local CMOS Clock\n", False),
        ("", False),
        (None, None),
    ],
)
def test_what_windows_says(words: str | None, kept: bool | None) -> None:
    assert windows_says(words) is kept


def test_this_computer_is_asked() -> None:
    assert keeps_network_time() in (True, False, None)
