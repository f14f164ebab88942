"""Background work: owners that vanish, errors of both kinds, order, closing."""

import threading
from collections.abc import Callable, Generator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel

from baixing_desktop.errors import UserError
from baixing_desktop.work import Work
from tests.ui.seat import wait_until
from ui.jobs import Jobs, Lane


class Heard:
    """What came back."""

    def __init__(self) -> None:
        self.values: list[object] = []
        self.errors: list[UserError] = []
        self.broken: list[BaseException] = []


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def jobs(heard: Heard, app: QApplication) -> Generator[Jobs]:
    made = Jobs(heard.broken.append)
    yield made
    made.close()


def wait(condition: Callable[[], bool]) -> None:
    assert wait_until(condition)


def test_the_answer_arrives_in_the_window_s_thread(jobs: Jobs, heard: Heard) -> None:
    threads: list[int] = []
    jobs.run(QObject(), threading.get_ident, heard.values.append, heard.errors.append)
    owner = QObject()
    jobs.run(owner, threading.get_ident, lambda n: threads.extend([n, threading.get_ident()]), heard.errors.append)
    wait(lambda: bool(threads))
    assert threads[0] != threads[1] == threading.get_ident()


@pytest.mark.parametrize("lane", Lane)
def test_forty_owners_destroyed_in_the_middle(jobs: Jobs, heard: Heard, lane: Lane) -> None:
    """What crashed three times out of three with a QObject per job."""
    for number in range(40):
        started, go_on = threading.Event(), threading.Event()
        owner = QLabel()

        def task(
            started: threading.Event = started,
            go_on: threading.Event = go_on,
            owner: QObject | None = owner,
            number: int = number,
        ) -> int:
            started.set()
            assert go_on.wait(5)
            return number if owner is not None else -1

        jobs.run(owner, task, heard.values.append, heard.errors.append, lane=lane)
        assert started.wait(5)
        shiboken6.delete(owner)
        del owner, task
        go_on.set()
        wait(lambda: not jobs.busy)
    assert heard.values == []
    assert heard.errors == []
    assert heard.broken == []


def test_an_owner_that_only_a_job_knows_is_not_dropped_in_a_worker(jobs: Jobs, heard: Heard) -> None:
    """The last reference to a widget must not go in a worker's thread."""
    gone: list[int] = []
    for _ in range(40):
        owner = QLabel()
        owner.destroyed.connect(lambda: gone.append(threading.get_ident()))
        jobs.run(owner, lambda owner=owner: owner.isVisible(), heard.values.append, heard.errors.append)
        del owner
    wait(lambda: not jobs.busy)
    QApplication.processEvents()
    assert heard.values == [False] * 40
    assert set(gone) <= {threading.get_ident()}


def test_a_user_s_error_goes_to_the_page_and_ours_to_the_dialog(
    jobs: Jobs, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    owner = QObject()

    def user() -> None:
        raise UserError("CANCELLED")

    def ours() -> None:
        raise KeyError("a bug")

    jobs.run(owner, user, heard.values.append, heard.errors.append)
    jobs.run(owner, ours, heard.values.append, heard.errors.append)
    wait(lambda: not jobs.busy)
    assert [e.code for e in heard.errors] == ["CANCELLED"]
    assert [type(e) for e in heard.broken] == [KeyError]
    assert heard.values == []
    assert "background work failed" in caplog.text
    caplog.clear()


def test_the_store_s_lane_keeps_the_order(jobs: Jobs, heard: Heard) -> None:
    owner = QObject()
    done: list[int] = []
    for number in range(100):
        jobs.run(owner, lambda n=number: done.append(n), heard.values.append, heard.errors.append)
    wait(lambda: not jobs.busy)
    assert done == list(range(100))


def test_closing_does_every_save_that_was_asked_for(heard: Heard, app: QApplication) -> None:
    jobs, owner = Jobs(heard.broken.append), QObject()
    saved: list[int] = []
    blocker = threading.Event()
    jobs.run(owner, lambda: blocker.wait(5), heard.values.append, heard.errors.append)
    for number in range(20):
        jobs.run(owner, lambda n=number: saved.append(n), heard.values.append, heard.errors.append)
    blocker.set()
    jobs.close()
    assert saved == list(range(20))
    QApplication.processEvents()
    assert heard.values == []


def test_long_work_reports_and_can_be_stopped(jobs: Jobs, heard: Heard) -> None:
    owner = QObject()
    steps: list[tuple[int, int, str]] = []
    begun = threading.Event()

    def task(work: Work) -> None:
        for step in range(10_000_000):
            work.at(step, 10_000_000, "正在数")
            begun.set()

    def see(done: int, total: int, what: str) -> None:
        steps[:] = [(done, total, what)]

    work = jobs.long(owner, task, heard.values.append, heard.errors.append, see)
    assert begun.wait(5)
    work.cancel()
    wait(lambda: not jobs.busy)
    assert [e.code for e in heard.errors] == ["CANCELLED"]
    assert steps
    assert steps[0][2] == "正在数"
