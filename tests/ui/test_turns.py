"""Work that is done in the window's own thread leaves turns to keys and clicks."""

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.seat import wait_until
from ui.jobs import AT_A_STRETCH_S, Jobs


def test_between_two_steps_others_have_their_turn(jobs: Jobs) -> None:
    owner, heard = QObject(), list[str]()

    def steps() -> Iterator[None]:
        for number in range(3):
            heard.append(f"step {number}")
            QTimer.singleShot(0, lambda: heard.append("a key"))  # pyright: ignore[reportUnknownMemberType] - open type
            yield

    jobs.in_turns(owner, steps())
    assert heard == [], "it begins when the present turn is over"
    assert jobs.busy
    assert wait_until(lambda: not jobs.busy)
    assert heard == ["step 0", "a key", "step 1", "a key", "step 2", "a key"]


def test_what_was_asked_for_first_is_through_first(jobs: Jobs) -> None:
    owner, heard = QObject(), list[str]()

    def steps(name: str) -> Iterator[None]:
        for number in range(2):
            heard.append(f"{name} {number}")
            yield

    jobs.in_turns(owner, steps("one"))
    jobs.in_turns(owner, steps("two"))
    assert wait_until(lambda: not jobs.busy)
    assert heard == ["one 0", "one 1", "two 0", "two 1"]


def test_nothing_more_is_done_for_an_owner_who_has_gone_or_when_all_is_closed(jobs: Jobs) -> None:
    heard = list[str]()

    def steps(owner: QObject, leave: Jobs | None) -> Iterator[None]:
        heard.append("begun")
        yield
        owner.deleteLater() if leave is None else leave.close()
        yield
        heard.append("never")

    owner = QObject()
    jobs.in_turns(owner, steps(owner, None))
    assert wait_until(lambda: not jobs.busy)
    other = Jobs(lambda _error: None)
    other.in_turns(jobs_owner := QObject(), steps(jobs_owner, other))
    assert wait_until(lambda: not other.busy)
    other.in_turns(jobs_owner, steps(jobs_owner, other))
    QApplication.processEvents()
    assert heard == ["begun", "begun"]


def test_many_answers_at_once_leave_a_turn_to_others(jobs: Jobs) -> None:
    heard = list[str]()

    def long(name: str) -> None:
        heard.append(name)
        end = time.monotonic() + 2 * AT_A_STRETCH_S
        while time.monotonic() < end:
            pass

    for name in ("first", "second", "third"):
        jobs.post(lambda name=name: long(name))
    QTimer.singleShot(0, lambda: heard.append("a key"))  # pyright: ignore[reportUnknownMemberType] - open type
    assert wait_until(lambda: len(heard) == 4)
    assert heard == ["first", "a key", "second", "third"]
