"""Several seats of one office: who has the same clue open is said where one works."""

from pathlib import Path

from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.at_work import others_at_work, take_up
from baixing_desktop.usecases.reading import office_queue
from tests.builders import PASSPHRASE, SetClock, colleague, new_home
from tests.postgres import Cluster
from tests.sync.helpers import enrol_by_hand, exchange_by_hand, register
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.preferences import Preferences

HERS = "another window"


def test_the_other_seat_is_named_as_long_as_it_has_the_clue_open(
    sit: Sit, tmp_path: Path, clock: SetClock, postgres: Cluster
) -> None:
    office = new_home(tmp_path / "office", Face.OFFICE, "HZZX", clock, database=postgres.new_database())
    workroom = new_home(tmp_path / "workroom", Face.WORKROOM, "SY", clock)
    enrol_by_hand(office, workroom)
    register(workroom, 2)
    exchange_by_hand(office, workroom)
    workroom.close()
    first, other = (item.id for item in office_queue(office, OfficeQueue.TO_SCREEN).items)
    wang = colleague(office, "王审批", "榕树下的凉茶铺子A7", post=Role.OFFICE)
    take_up(wang, HERS, first)
    seat: Seat = sit(tmp_path / "office", preferences=Preferences(person=office.actor.name)).open(None)
    seat.type(PASSPHRASE)
    seat.press("Enter")
    seat.press("Alt+3")
    seat.until(lambda: seat.sees("王审批（15:21 起）也打开了这一条"))
    seat.until(lambda: first in others_at_work(wang, HERS), "she sees that it lies open here too")
    seat.press("J")
    assert not seat.sees("王审批")
    seat.until(lambda: list(others_at_work(wang, HERS)) == [other])
    take_up(wang, HERS, "")
    seat.press("K")
    seat.until(lambda: not seat.sees("王审批"))
    seat.press("Ctrl+L")
    seat.until(lambda: not others_at_work(wang, HERS), "the lock covers it")
    seat.close()
    office.close()
