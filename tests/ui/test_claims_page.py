"""认领与培育 in the window: from the catalogue to the proposal by keyboard, what the committee decides, the import."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TypeVar, cast

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.proposals import Claim, Cultivation, Proposal
from baixing_desktop.domain.rules.claiming import Stage
from baixing_desktop.domain.states import Action, ClaimState, ProposalState, Role
from baixing_desktop.usecases.claim_board import items, stage_counts
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.members import MemberForm, save_member
from baixing_desktop.usecases.reading import office_queue
from tests.builders import SetClock, open_home
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from tests.usecases.programme import cultivated, general, submitted
from ui.pages.claims.back_panels import TakeBackPanel
from ui.pages.claims.page import ClaimsPage
from ui.paper import PaperDialog
from ui.shell.page import Page
from ui.widgets.choice_grid import ChoiceGrid
from ui.widgets.fields import Finder, TextLine
from ui.widgets.table import Table

T = TypeVar("T", bound=QWidget)


@pytest.fixture(scope="module")
def general_homes(district_homes: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The district with three clues that may be claimed; only copied."""
    folder = tmp_path_factory.mktemp("general") / "district"
    shutil.copytree(district_homes, folder)
    clock = SetClock()
    clock.forward(days=3, hours=5)
    office = open_home(folder / "office", clock)
    general(office, *(item.id for item in office_queue(office, OfficeQueue.TO_SCREEN).items))
    for name in ("王委员", "李委员"):
        save_member(office, MemberForm(name, 16))
    office.close()
    return folder


@pytest.fixture
def office_home(general_homes: Path, tmp_path: Path, clock: SetClock) -> Path:
    """A copy of that office, closed; the clock stands where its work ended."""
    clock.forward(days=3, hours=5)
    shutil.copytree(general_homes / "office", tmp_path / "office")
    return tmp_path / "office"


def sat_down(sit: Sit, home: Path, target: str = "") -> tuple[Seat, Desk]:
    seat: Seat = sit(home).open()
    seat.window.go("claims", target)
    seat.settle()
    assert isinstance(seat.window.page, ClaimsPage)
    assert seat.session.desk is not None
    return seat, seat.session.desk


def counts(desk: Desk) -> dict[str, int]:
    return {stage.value: count for stage, count in stage_counts(desk).items() if count}


def command(page: Page, name: str) -> None:
    next(one for one in page.commands if one.name == name).run()


def field(page: Page, kind: type[T], name: str) -> T:
    """The control of that name, shown or not."""
    found = cast("list[T]", page.findChildren(kind))  # pyright: ignore[reportUnknownMemberType] - open type
    return next(one for one in found if one.accessibleName() == name)


def labels(page: Page) -> list[str]:
    """What its labels say, shown or not."""
    found = cast("list[QLabel]", page.findChildren(QLabel))  # pyright: ignore[reportUnknownMemberType] - open type
    return [one.text() for one in found]


def back(page: Page, seat: Seat, reason: str) -> None:
    """撤回上一步登记 of the item that is shown."""
    (choices,) = cast("list[ChoiceGrid]", page.findChildren(ChoiceGrid))  # pyright: ignore[reportUnknownMemberType] - open type
    choices.picked.emit(Action.TAKE_BACK)
    seat.settle()
    field(page, TakeBackPanel, "").reason.setPlainText(reason)
    command(page, "办这一步")
    seat.settle()


def take_offered() -> None:
    """The first of the names that are offered, by the keys that go to the list."""
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)


def test_from_the_catalogue_to_the_submitted_proposal_by_keyboard(sit: Sit, office_home: Path) -> None:
    seat, desk = sat_down(sit, office_home)
    assert counts(desk) == {"to_offer": 3}
    seat.tab_to("把列表里的全部列入")
    seat.press("Space", "Ctrl+Enter")
    assert counts(desk) == {"offered": 3}
    seat.press("Ctrl+Z")
    assert counts(desk) == {"to_offer": 3}
    seat.press("Ctrl+Enter")
    assert counts(desk) == {"to_offer": 2, "offered": 1}
    seat.press("Ctrl+Right", "Ctrl+Enter")
    assert seat.sees("请写认领人。")
    seat.tab_to("认领人")
    seat.type("王")
    take_offered()
    claimant = seat.at()
    assert isinstance(claimant, TextLine)
    assert claimant.text() == "王委员"
    seat.tab_to("联名人")
    seat.type("陈委员、李")
    take_offered()
    joint = seat.at()
    assert isinstance(joint, TextLine)
    assert joint.text() == "陈委员、李委员"
    seat.press("Ctrl+Enter", "Ctrl+Right")
    assert seat.sees("认领人：王委员、陈委员、李委员（委员联名），今天")
    seat.tab_to("内容")
    seat.type("现场察看七街")
    seat.press("Ctrl+Enter", "Ctrl+Right")
    with desk.store.reading() as tx:
        (claim,) = tx.of(Claim).where(state=ClaimState.CULTIVATING)
        assert [entry.person for entry in tx.of(Cultivation).where(claim_id=claim.id)] == ["王委员"]
    seat.press("Ctrl+Shift+M", "Right")
    seat.tab_to("提案标题")
    seat.press("Ctrl+Enter", "Ctrl+Right", "Ctrl+Enter")
    with desk.store.reading() as tx:
        (proposal,) = tx.of(Proposal).where()
    assert (proposal.state, proposal.proposer) == (ProposalState.SUBMITTED, "王委员、陈委员、李委员")
    assert seat.sees("由提案委办理")
    # Each step was one key away from not having been; what nobody undid at once is taken back for a reason.
    seat.press("Ctrl+Z")
    assert counts(desk)["drafted"] == 1
    with desk.store.reading() as tx:
        assert tx.of(Proposal).get(proposal.id).state is ProposalState.DRAFTED
    page = seat.window.page
    assert isinstance(page, ClaimsPage)
    back(page, seat, "另换一位提案人")
    assert counts(desk) == {"to_offer": 2, "cultivating": 1}
    # A draft that went comes back with its words.
    seat.press("Ctrl+Z")
    with desk.store.reading() as tx:
        (again,) = tx.of(Proposal).where()
    assert (again.title, again.analysis, again.proposer) == (proposal.title, proposal.analysis, proposal.proposer)


def test_the_committee_files_and_assigns_in_its_own_window(sit: Sit, office_home: Path) -> None:
    seat, desk = sat_down(sit, office_home)
    clue_ids = [item.id for item in items(desk, Stage.TO_OFFER)]
    made = {submitted(desk, [claim]).id for claim in cultivated(desk, clue_ids[:2])}
    committee = replace(desk, actor=replace(desk.actor, post=Role.PROPOSAL_COMMITTEE))
    front = seat.window.page
    assert front is not None
    page = ClaimsPage(replace(front.context, desk=committee))
    page.enter("drafted")
    seat.settle()
    for name, value in (("第几届", "16"), ("第几次会议", "5"), ("第几号", "7")):
        field(page, TextLine, name).setText(value)
    command(page, "办这一步")
    seat.settle()
    with desk.store.reading() as tx:
        states = {one.id: one.state for one in tx.of(Proposal).where()}
    assert sorted(states.values()) == [ProposalState.FILED, ProposalState.SUBMITTED]
    assert set(states) == made
    page.arrive("filed")
    seat.settle()
    field(page, Finder, "承办单位").choose("QJYJ")
    command(page, "办这一步")
    seat.settle()
    assert counts(desk)["filed"] == 1

    def count(state: ProposalState) -> int:
        with desk.store.reading() as tx:
            return tx.of(Proposal).count(state=state)

    assert count(ProposalState.ASSIGNED) == 1
    # At once by the notice, and later from the page for a reason; the letter is cancelled with it.
    seat.press("Ctrl+Z")
    seat.settle()
    assert count(ProposalState.FILED) == 1
    back(page, seat, "提案号编错了")
    assert count(ProposalState.SUBMITTED) == 2
    page.arrive("drafted")
    seat.settle()
    words = labels(page)
    command(page, "下一条")
    seat.settle()
    words += labels(page)
    assert any("曾编定第十六届五次会议第007号" in one for one in words)
    page.leave()
    page.deleteLater()


def test_the_catalogue_is_printed_without_names(sit: Sit, office_home: Path) -> None:
    seat, desk = sat_down(sit, office_home)
    seat.press("Ctrl+Enter", "Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")
    with desk.store.reading() as tx:
        (entry,) = (one for one in tx.audit.all() if one.detail.get("paper") == "catalogue")
    assert entry.detail["persons"] == 0


def test_claims_are_read_from_a_table_and_each_row_says_what_became_of_it(
    sit: Sit, office_home: Path, tmp_path: Path
) -> None:
    seat, desk = sat_down(sit, office_home)
    seat.press("Ctrl+Enter", "Ctrl+Right")
    numbers = [item.number for item in items(desk, Stage.OFFERED)]
    book = Workbook()
    for row in (("线索编号", "认领人"), (numbers[0], "民建海珠区支部"), ("第2026999号", "赵委员")):
        book.worksheets[0].append(row)
    book.save(tmp_path / "认领.xlsx")
    page = seat.window.page
    assert isinstance(page, ClaimsPage)
    page.show_import().attempt(str(tmp_path / "认领.xlsx"))
    seat.settle()
    assert seat.sees("1 行可以登记，1 行不能，还没有写入")
    # Keys for what lies behind the import bring that to the front; the table that was read stays.
    for key in ("Ctrl+Shift+M", "Ctrl+Right"):
        seat.press(key)
        assert seat.at().isVisible(), key
        assert not seat.sees("1 行可以登记"), key
        page.show_import().setFocus()
    seat.press("Ctrl+Enter")
    assert seat.sees("已登记认领 1 条，未导入 1 行")
    (table,) = (t for t in below(seat.window) if isinstance(t, Table) and t.accessibleName() == "逐行结果")
    assert table.model().index(1, 3).data() == "赵委员　没有这个编号的线索"
    assert counts(desk) == {"to_offer": 2, "claimed": 1}
    # The wrong table: what was entered of it is taken back with one key, once.
    seat.press("Ctrl+Z", "Ctrl+Z")
    assert counts(desk) == {"to_offer": 2, "offered": 1}
    assert seat.sees("已撤回刚才导入的 1 条认领")
    assert seat.at().isVisible(), "the stages behind are read anew; the keyboard stays here"
    seat.window.go("claims", "offered")  # as a line of the 工作台 does
    seat.settle()
    assert seat.at().accessibleName() == "认领与培育"
    assert not seat.sees("已登记认领 1 条")
