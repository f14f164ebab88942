"""A workroom without a line joins its office by two files, in the windows of both."""

import re
from contextlib import closing
from pathlib import Path
from typing import cast

from baixing_desktop.usecases.membership import office_contact
from baixing_desktop.usecases.reading import devices
from sync import accept_answer_file, answer_file, request_to_file
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.pages.inbox.page import InboxPage
from ui.pages.submission.joining import JoinCard


def test_the_workroom_asks_and_reads_the_answer(
    sit: Sit, workroom_home: Path, office_home: Path, tmp_path: Path, clock: SetClock
) -> None:
    seat: Seat = sit(workroom_home).open()
    seat.window.go("submission")
    seat.settle()
    card = next(one for one in below(seat.window) if isinstance(one, JoinCard))
    card.save_request(str(tmp_path))
    seat.settle()
    (request,) = tmp_path.glob("*.bxq")
    assert request.name in seat.words()
    told = re.search(r"登记码 ([0-9A-Z ]+) 请打电话", seat.words())
    assert told is not None
    with closing(open_home(office_home, clock)) as office:
        answered = answer_file(office, request, told.group(1), tmp_path)
    card.read_answer(str(answered.path))
    seat.settle()
    assert f"对方屏幕上的比对码应当也是 {answered.comparison}。" in seat.words()
    assert not seat.sees("这台电脑还没有登记到区办公室")
    assert seat.session.desk is not None
    contact = office_contact(seat.session.desk)
    assert contact is not None
    assert contact.address == "", "it reports by files"


def test_the_office_answers_with_the_code_that_was_told(
    sit: Sit, workroom_home: Path, office_home: Path, tmp_path: Path, clock: SetClock
) -> None:
    with closing(open_home(workroom_home, clock)) as workroom:
        request = request_to_file(workroom, tmp_path)
    seat: Seat = sit(office_home).open()
    seat.window.go("inbox")
    seat.settle()
    page = cast("InboxPage", seat.window.page)
    page.answer(str(request.path))
    seat.settle()
    assert seat.at().accessibleName() == "登记码"
    seat.press("Enter")
    assert seat.sees("请填写登记码。")
    seat.type(request.code)
    seat.press("Enter")
    assert seat.session.desk is not None
    (device,) = devices(seat.session.desk)
    (answer,) = tmp_path.glob("*.bxa")
    assert f"答复已写在 {answer.name}" in seat.words()
    with closing(open_home(workroom_home, clock)) as workroom:
        enrolled = accept_answer_file(workroom, answer)
    assert enrolled.comparison in seat.words()
    assert device.unit == "SY"
