"""The suggestion beside the step: shown with its reasons, taken only by a person."""

from pathlib import Path

import pytest

from baixing_desktop.clock import Clock
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.marks import Marks
from baixing_desktop.usecases.gathering import context_of
from baixing_desktop.usecases.marking import change_marks
from baixing_desktop.usecases.reading import classifications_of, find_clue, forwardings_of, office_queue
from tests.builders import open_home
from tests.decisions import LIGHTS_ROUTE, decide
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from tests.usecases.test_suggesting import NEW
from ui.pages.routing.suggested import SuggestedCard
from ui.widgets.work_bar import WorkBar


@pytest.fixture
def experienced(district: Path, clock: Clock, tmp_path: Path) -> Path:
    """An office that has decided forty clues more, with one to decide."""
    office, workroom = open_home(district / "office", clock), open_home(district / "workroom", clock)
    try:
        decide(workroom, office, tmp_path / "post", NEW, handler="QJYJ")
    finally:
        office.close()
        workroom.close()
    return district / "office"


def at_new(seat: Seat) -> str:
    """Go to the new clue in its queue; its identity."""
    assert seat.session.desk is not None
    items = office_queue(seat.session.desk, OfficeQueue.TO_CLASSIFY).items
    at = next(number for number, item in enumerate(items) if item.title == NEW.title)
    seat.window.go("routing", OfficeQueue.TO_CLASSIFY.value)
    seat.settle()
    seat.press(*["Down"] * at)
    return items[at].id


def test_a_suggestion_is_shown_and_taken_by_a_person_only(sit: Sit, experienced: Path) -> None:
    seat = sit(experienced).open()
    clue_id = at_new(seat)
    assert seat.session.desk is not None
    assert seat.sees("建议：本区·重要紧急")
    assert seat.sees("把握 95% 以上")
    assert seat.sees("以往同样处理：")
    assert classifications_of(seat.session.desk, clue_id) == (), "nothing is decided by itself"
    seat.press("Ctrl+Enter")
    assert seat.sees("请选一个去向。")
    seat.tab_to("选这一项：本区·重要紧急")
    seat.press("Space", "Ctrl+Enter")
    assert [one.route for one in classifications_of(seat.session.desk, clue_id)] == [LIGHTS_ROUTE]
    assert find_clue(seat.session.desk, clue_id).office_state == "classified"
    assert forwardings_of(seat.session.desk, clue_id) == ()


def test_an_office_that_decided_little_is_shown_nothing(sit: Sit, district: Path) -> None:
    seat = sit(district / "office").open()
    seat.window.go("routing", OfficeQueue.TO_CLASSIFY.value)
    seat.settle()
    card = seat.window.findChild(SuggestedCard)
    assert card is not None
    assert not card.isVisible()


def test_learning_can_be_stopped_and_taken_up_again(sit: Sit, experienced: Path) -> None:
    seat = sit(experienced).open()
    seat.window.go("routing", OfficeQueue.TO_CLASSIFY.value)
    card = seat.window.findChild(SuggestedCard)
    assert card is not None
    bar = card.findChild(WorkBar)
    assert bar is not None
    seat.until(lambda: bar.busy, "nothing is asked for")
    bar.stop()
    seat.settle()
    if not seat.sees("建议："):
        assert seat.sees("没有参考以往的决定，所以没有建议。")
        seat.tab_to("再参考一次")
        seat.press("Space")
        seat.settle()
    assert not bar.busy
    assert not seat.sees("没有参考以往的决定")


def test_marks_and_theme_are_given_while_classifying(sit: Sit, district: Path) -> None:
    seat = sit(district / "office").open()
    desk = seat.session.desk
    assert desk is not None
    clue = office_queue(desk, OfficeQueue.TO_CLASSIFY).items[0]
    seat.window.go("routing", OfficeQueue.TO_CLASSIFY.value)
    seat.settle()
    seat.press("1")
    seat.tab_to("重要")
    seat.press("Space")
    seat.tab_to("主题")
    seat.press("Down", "Ctrl+Enter")
    assert Marks.of(context_of(desk, clue.id)) == Marks("ECONOMY", important=True)
    seat.window.go("routing", OfficeQueue.TO_DRAFT.value)
    seat.settle()
    assert seat.sees("标记：重要；主题 经济")
    mark(seat, "紧急")
    assert Marks.of(context_of(desk, clue.id)) == Marks("ECONOMY", important=True, urgent=True)
    assert seat.sees("标记：重要、紧急；主题 经济")
    assert seat.sees("已改标记：重要、紧急；主题 经济")
    seat.press("Ctrl+z")
    assert seat.sees("标记：重要；主题 经济")
    assert Marks.of(context_of(desk, clue.id)) == Marks("ECONOMY", important=True)


def test_marks_changed_while_classifying_are_kept(sit: Sit, district: Path) -> None:
    """The form of the step is open meanwhile; the clue's own page changes them as well, and a late one is refused."""
    seat = sit(district / "office").open()
    desk = seat.session.desk
    assert desk is not None
    clue = office_queue(desk, OfficeQueue.TO_CLASSIFY).items[0]
    seat.window.go("routing", OfficeQueue.TO_CLASSIFY.value)
    seat.settle()
    assert seat.sees("标记：还没有")
    mark(seat, "有普遍意义")
    seat.press("1", "Ctrl+Enter")
    assert find_clue(desk, clue.id).office_state == "classified"
    assert Marks.of(context_of(desk, clue.id)) == Marks(universal=True)
    seat.window.go("clues", clue.id)
    seat.settle()
    seat.press("Ctrl+Shift+y")
    _, _ = change_marks(desk, clue.id, Marks("ECONOMY"), was=Marks(universal=True))
    seat.press("Enter")
    assert seat.sees("这条线索刚被别处改过。")
    assert Marks.of(context_of(desk, clue.id)) == Marks("ECONOMY")


def mark(seat: Seat, box: str) -> None:
    """Turn one box in the dialog of the clue in sight."""
    seat.press("Ctrl+Shift+y")
    seat.tab_to(box)
    seat.press("Space", "Enter")
