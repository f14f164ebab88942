"""The pace of automatic synchronising: eager when it works, patient and modest when it does not."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from baixing_desktop.errors import SyncError
from baixing_desktop.usecases.membership import Line
from sync import Automatic, change_line
from tests.builders import SetClock
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import address_of, point_to, register, same_content


@dataclass
class Seconds:
    """A monotonic clock that the test moves."""

    moment: float = 100.0
    dice: list[float] = field(default_factory=lambda: [1.0])

    def __call__(self) -> float:
        """Now."""
        return self.moment


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


def pace(online: Online, seconds: Seconds) -> Automatic:
    return Automatic(online.workroom, seconds, lambda: seconds.dice[0])


def test_it_sends_by_itself_and_then_waits(online: Online, seconds: Seconds) -> None:
    automatic = pace(online, seconds)
    register(online.workroom, 1)
    report = automatic.step()
    assert report is not None
    assert report.confirmed == 1
    assert automatic.step() is None
    register(online.workroom, 1, start=5)
    automatic.hurry()
    assert automatic.step() is None
    seconds.moment += 5
    report = automatic.step()
    assert report is not None
    assert report.confirmed == 1
    seconds.moment += 299
    assert not automatic.due
    seconds.moment += 1
    assert automatic.due


def test_after_failures_it_waits_longer_and_longer_and_tells(online: Online, seconds: Seconds) -> None:
    automatic = pace(online, seconds)
    point_to(online.workroom, "https://127.0.0.1:1")
    register(online.workroom, 1)
    for wait, worrying in ((1, False), (2, False), (4, True), (8, True)):
        assert automatic.step() is None
        assert automatic.last_error is not None
        assert automatic.last_error.code == "SYNC_NO_NETWORK"
        assert automatic.worrying is worrying
        automatic.hurry()
        seconds.moment += wait - 0.01
        assert not automatic.due
        seconds.moment += 0.01
        assert automatic.due
    # The button works at any time.
    with pytest.raises(SyncError):
        automatic.now()
    point_to(online.workroom, address_of(online.server))
    assert automatic.now().confirmed == 1
    assert (automatic.failures, automatic.last_error, automatic.worrying) == (0, None, False)
    assert same_content(online.office, online.workroom)


def test_what_lies_here_for_a_day_is_worrying(online: Online, seconds: Seconds, clock: SetClock) -> None:
    automatic = pace(online, seconds)
    register(online.workroom, 1)
    assert not automatic.worrying
    clock.forward(hours=24)
    assert automatic.worrying


def test_on_a_poor_line_less_is_sent_at_once(online: Online, seconds: Seconds) -> None:
    automatic = pace(online, seconds)
    register(online.workroom, 7)
    point_to(online.workroom, "https://127.0.0.1:1")
    for _ in range(9):
        with pytest.raises(SyncError):
            automatic.now()
    point_to(online.workroom, address_of(online.server))
    assert automatic.now().confirmed == 7
    with online.office.store.reading() as tx:
        sizes = [b.last - b.first + 1 for b in tx.reception.inbound_batches()]
    assert sum(sizes) == 7
    assert max(sizes) == 1


def test_a_shared_folder_is_looked_into_often_and_asked_for_news_seldom(
    pair: Pair, seconds: Seconds, tmp_path: Path
) -> None:
    change_line(pair.workroom, Line(folder=str(tmp_path)))
    automatic = Automatic(pair.workroom, seconds, lambda: 1.0)
    asked: list[int] = []
    for _ in range(21):
        assert automatic.step() is not None
        waiting = list((tmp_path / "报送").glob("*.bxp"))
        asked.append(len(waiting))
        for path in waiting:
            path.unlink()
        assert automatic.step() is None
        seconds.moment += 30
    assert [number for number, count in enumerate(asked) if count] == [0, 10, 20]
