"""表册 by keyboard: what each kind asks for, what comes out, and what is recorded."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog

from baixing_desktop.domain.audit import AuditQuery
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.rules.disclosure import MOST_PERSONS_ALONE
from baixing_desktop.domain.states import Role
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.papers import PAPERS, Format
from tests.builders import clue_content, colleague
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.confirming import SecondPersonDialog
from ui.pages.papers.page import PapersPage
from ui.paper import PaperDialog

OWN = "沙园街道的木棉花开了B88"


def sat_down(sit: Sit, home: Path, kind: str) -> Seat:
    seat: Seat = sit(home).open()
    seat.window.go("papers", kind)
    seat.settle()
    assert seat.sees(PAPERS[kind].title)
    return seat


def recorded(seat: Seat) -> list[tuple[object, object]]:
    """Paper and purpose of everything made, oldest first."""
    assert seat.session.desk is not None
    with seat.session.desk.store.reading() as tx:
        entries = [entry for name in ("print", "export") for entry in tx.audit.found(AuditQuery(action=name))]
    return [(entry.detail["paper"], entry.detail["purpose"]) for entry in entries if "paper" in entry.detail]


@pytest.mark.parametrize("face", ["office", "workroom"])
def test_every_kind_of_this_desk_can_be_chosen(sit: Sit, district: Path, face: str) -> None:
    seat: Seat = sit(district / face).open()
    seat.window.go("papers")
    seat.settle()
    desk, page = seat.session.desk, seat.window.page
    assert desk is not None
    assert isinstance(page, PapersPage)
    for kind in PAPERS.values():
        if desk.installation.face not in kind.faces:
            continue
        page.arrive(kind.name)
        seat.settle()
        assert seat.sees(kind.title)
        assert ("线索编号 *" in seat.words().splitlines()) is ("线索编号" in kind.subject)


def test_a_table_is_looked_at_before_it_is_printed(sit: Sit, district: Path) -> None:
    seat = sat_down(sit, district / "office", "quota")
    seat.press("Ctrl+Enter")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")
    assert recorded(seat) == [("quota", "")]


def test_personal_data_need_a_purpose_and_a_workbook_is_kept(sit: Sit, district: Path, tmp_path: Path) -> None:
    seat = sat_down(sit, district / "workroom", "register")
    seat.press("Ctrl+Enter")
    assert seat.sees("含个人信息，请写明用途，系统会记下。")
    assert recorded(seat) == []
    seat.type("月底核对")
    seat.press("Ctrl+Enter")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    target = tmp_path / "台账.xlsx"
    dialog.fileSelected.emit(str(target))
    dialog.reject()
    seat.settle()
    assert seat.sees("已存为 ")
    assert recorded(seat) == [("register", "月底核对")]
    assert load_workbook(BytesIO(target.read_bytes())).worksheets[0]["A1"].value


def test_a_number_that_is_not_there_is_explained(sit: Sit, district: Path) -> None:
    seat = sat_down(sit, district / "office", "label")
    seat.press("Ctrl+Enter")
    assert seat.sees("请写线索编号。")
    seat.type("第2099001号")
    seat.press("Ctrl+Enter")
    assert seat.sees("第2099001号")
    assert recorded(seat) == []


def test_a_list_offers_what_there_is(sit: Sit, district: Path) -> None:
    seat = sat_down(sit, district / "workroom", "manifest")
    seat.tab_to("从列表中选")
    seat.press("Ctrl+Enter")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")
    assert [paper for paper, _ in recorded(seat)] == ["manifest"]
    assert PAPERS["manifest"].formats[0] is Format.PDF


def test_the_data_of_many_need_a_second_person(sit: Sit, district: Path) -> None:
    seat = sat_down(sit, district / "workroom", "register")
    desk = seat.session.desk
    assert desk is not None
    colleague(desk, "王强", OWN, post=Role.LIAISON)
    for number in range(MOST_PERSONS_ALONE + 1):
        register_clue(desk, clue_content(contributor=Contributor(name=f"张{number}")))
    seat.press("Ctrl+Enter")
    seat.type("年底核对")
    seat.press("Ctrl+Enter")
    asking = QApplication.activeModalWidget()
    assert isinstance(asking, SecondPersonDialog)
    seat.press("Enter")
    assert recorded(seat) == []
    seat.type("王强")
    seat.press("Tab")
    seat.type(OWN)
    seat.press("Enter")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
    assert recorded(seat) == [("register", "年底核对")]
