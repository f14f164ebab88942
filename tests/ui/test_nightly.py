"""The daily backup is made beside the work, once."""

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.backups import backup_state
from baixing_desktop.usecases.desk import Desk
from tests.ui.seat import wait_until
from ui.jobs import Jobs
from ui.nightly import Nightly


class Ears:
    """A window, as far as problems go."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def problem(self, error: UserError) -> None:
        self.problems.append(error.code)


def test_a_due_backup_is_made_and_no_second_one(workroom: Desk, jobs: Jobs) -> None:
    ears = Ears()
    nightly = Nightly(workroom, jobs, ears, soon_ms=1, every_ms=1)
    assert wait_until(lambda: not backup_state(workroom).due)
    first = backup_state(workroom).last_good
    assert wait_until(lambda: not jobs.busy)
    nightly.end()
    assert wait_until(lambda: not jobs.busy)
    assert backup_state(workroom).last_good == first
    assert ears.problems == []


def test_a_failure_is_told_once(workroom: Desk, jobs: Jobs) -> None:
    (workroom.home / "backups").write_text("in the way", encoding="utf-8")
    ears = Ears()
    nightly = Nightly(workroom, jobs, ears, soon_ms=1, every_ms=1)
    assert wait_until(lambda: nightly.looked >= 3)
    nightly.end()
    assert len(ears.problems) == 1
