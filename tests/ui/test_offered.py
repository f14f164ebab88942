"""A batch or receipt opened from the desktop is read by whoever sits there, and by nobody before."""

from pathlib import Path

import pytest

from baixing_desktop.domain.batch import ItemResult
from baixing_desktop.usecases.arrivals import batch_items
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import inbound_batches
from sync import receive_file, seal_to_file
from tests.builders import PASSPHRASE, clue_content, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat


@pytest.fixture
def batch(district: Path, tmp_path: Path) -> Path:
    """A batch file that the workroom brings."""
    desk = open_home(district / "workroom")
    register_clue(desk, clue_content(77))
    (file,) = seal_to_file(desk, tmp_path).files
    desk.close()
    return file


def where(seat: Seat) -> str:
    page = seat.window.page
    return page.name if page is not None else ""


def test_a_batch_waits_for_the_passphrase_and_is_received(sit: Sit, district: Path, batch: Path) -> None:
    seat: Seat = sit(district / "office").open(None)
    seat.session.offer(str(batch))
    seat.settle()
    assert where(seat) == ""
    assert not list(batch.parent.glob("回执-*.bxr"))
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert where(seat) == "inbox"
    assert list(batch.parent.glob("回执-*.bxr"))
    # Item by item, and from an item to its clue and back.
    desk = seat.session.desk
    assert desk is not None
    items = batch_items(desk, inbound_batches(desk)[0].id)
    assert {(one.what, one.result, one.state, one.lacking) for one in items} == {
        ("线索", ItemResult.ACCEPTED, "待审核", 0)
    }
    assert all(one.title and one.number and one.receipt_number for one in items)
    # By unit and by time; what is chosen stays when more arrives.
    assert seat.sees("共 2 批")
    seat.tab_to("什么时候的批次")
    seat.press("Down", "Down")  # last month
    assert seat.sees("共 0 批")
    assert seat.sees("这样选，一批也没有。")
    seat.press("Up")
    assert seat.sees("共 2 批")
    seat.tab_to("看每一条")
    seat.press("Space")
    assert seat.at().accessibleName() == "批次里的每一条"
    seat.press("Enter")
    assert where(seat) == "clues"
    seat.window.go("inbox")
    seat.settle()
    assert seat.at().accessibleName() == "批次里的每一条"
    seat.press("Esc")
    assert seat.at().accessibleName().startswith("接收批次文件")


def test_nothing_is_read_behind_the_lock(sit: Sit, district: Path, batch: Path) -> None:
    office = open_home(district / "office")
    receipt = receive_file(office, batch, batch.parent).receipt_path
    office.close()
    seat: Seat = sit(district / "workroom").open()
    seat.press("Ctrl+L")
    seat.session.offer(str(receipt))
    seat.settle()
    assert where(seat) == ""
    seat.type(PASSPHRASE)
    seat.press("Enter")
    assert where(seat) == "submission"
    assert seat.sees("区办公室确认收到")


def test_a_batch_is_not_for_a_workroom(sit: Sit, district: Path, batch: Path) -> None:
    seat: Seat = sit(district / "workroom").open()
    seat.session.offer(str(batch))
    seat.settle()
    assert where(seat) == "today"
    assert seat.sees("这个文件不是交给本机的")
