"""来讯 by keyboard: what workrooms told is read, entered into the casework, or dealt with in a sentence."""

from pathlib import Path

import pytest

from baixing_desktop.domain.clue import Consents
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.states import ForwardingState
from baixing_desktop.usecases import mailbox, messages, telling
from baixing_desktop.usecases.reading import forwardings_of, office_queue
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.district import exchange
from tests.ui.seat import Seat


@pytest.fixture
def told(district: Path, clock: SetClock) -> str:
    """A clue whose citizen was told by the workroom; then the same citizen changed a consent, and another withdrew."""
    office, workroom = (open_home(district / name, clock) for name in ("office", "workroom"))
    exchange(workroom, office, district)  # the office's answers, and what the other side understands
    answered = office_queue(office, OfficeQueue.TO_CONTACT).items[0].id
    telling.record_telling(
        workroom, answered, channel=ContactChannel.PHONE, told_on=workroom.today(), person="李联络",
        satisfaction=Satisfaction.SATISFIED, remark="",
    )  # fmt: skip
    messages.change_consents(workroom, answered, Consents(collect=True, handover=True))
    waiting = office_queue(office, OfficeQueue.TO_REPLY).items[0].id
    messages.withdraw_clue(workroom, waiting, "反映人要求撤回")
    exchange(workroom, office, district)
    assert len(mailbox.inbound_messages(office)) == 3
    office.close()
    workroom.close()
    return answered


def sat_down(sit: Sit, district: Path) -> Seat:
    seat: Seat = sit(district / "office").open()
    seat.window.go("mailbox")
    seat.settle()
    return seat


def open_messages(seat: Seat) -> list[str]:
    assert seat.session.desk is not None
    return [message.type for message in mailbox.inbound_messages(seat.session.desk)]


def test_who_was_told_goes_into_the_casework(sit: Sit, district: Path, told: str) -> None:
    seat = sat_down(sit, district)
    assert seat.sees("已告知群众")
    assert seat.sees("李联络")
    seat.tab_to("记入办理情况")
    seat.press("Space")
    assert seat.sees("已记入办理情况：已告知群众")
    assert seat.session.desk is not None
    line = forwardings_of(seat.session.desk, told)[-1]
    assert line.state is ForwardingState.CONTACTED
    assert line.contact is not None
    assert (line.contact.channel, line.contact.person) == (ContactChannel.PHONE, "李联络")
    assert line.contact.satisfaction is Satisfaction.SATISFIED
    assert sorted(open_messages(seat)) == ["clue.withdraw", "consent.change"]


def test_everything_else_is_dealt_with_in_a_sentence(sit: Sit, district: Path, told: str) -> None:
    seat = sat_down(sit, district)
    while open_messages(seat):
        before = len(open_messages(seat))
        seat.press("Ctrl+Enter")
        assert seat.sees("请写明怎样处理的。")
        seat.type("已停止办理")
        seat.press("Ctrl+Enter")
        assert len(open_messages(seat)) == before - 1
    assert seat.sees("没有待处理的来讯")


def test_nothing_is_lost_between_the_letter_and_its_clue(sit: Sit, district: Path, told: str) -> None:
    seat = sat_down(sit, district)
    seat.press("J", "J", "Ctrl+E")
    assert seat.window.page is not None
    assert seat.window.page.name == "clues"
    seat.press("Esc")
    assert seat.window.page.name == "mailbox"
