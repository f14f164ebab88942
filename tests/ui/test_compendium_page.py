"""汇编与简报 by keyboard: choosing and ordering, keeping under a number, printing, briefs and what was reported."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.kinds import CompendiumEdition
from baixing_desktop.domain.period import year_period
from baixing_desktop.usecases.briefing import result_reports
from baixing_desktop.usecases.compiling import IssuePlan, candidates, issues, keep_issue
from baixing_desktop.usecases.desk import Desk
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below
from ui.paper import PaperDialog
from ui.widgets.preview import PaperPreview
from ui.widgets.table import Table


def sat_down(sit: Sit, district: Path, target: str = "assemble") -> tuple[Seat, Desk]:
    seat: Seat = sit(district / "office").open()
    seat.window.go("compendium", target)
    seat.settle()
    assert seat.session.desk is not None
    return seat, seat.session.desk


def table(seat: Seat, name: str) -> Table:
    (found,) = (one for one in below(seat.window) if isinstance(one, Table) and one.accessibleName() == name)
    return found


def lines(found: Table) -> list[str]:
    model = found.model()
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def entries(desk: Desk) -> tuple[tuple[str, str], ...]:
    return tuple((one.clue_id, one.theme) for one in candidates(desk, year_period(2026)))


def test_an_issue_is_put_together_kept_undone_and_printed(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district)
    listed = table(seat, "可以编入的线索")
    assert seat.at() is listed
    before = lines(listed)
    assert all(one.startswith("✓") for one in before)
    seat.press("Space")
    assert not lines(listed)[0].startswith("✓")
    seat.press("J", "Ctrl+Up")
    assert lines(listed)[0] == before[1]
    seat.until(lambda: "共" in next(w for w in below(seat.window) if isinstance(w, PaperPreview)).caption.text())
    seat.press("Ctrl+Enter")
    (view,) = issues(desk)
    assert (view.name, view.clues) == ("2026年第1期", len(before) - 1)
    assert seat.at() is table(seat, "已编的汇编")
    seat.press("Ctrl+Z")
    assert issues(desk) == ()
    seat.press("Ctrl+Shift+1", "Ctrl+Enter", "Ctrl+P")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    seat.press("Esc")
    with desk.store.reading() as tx:
        (entry,) = (one for one in tx.audit.all() if one.detail.get("paper") == "issue")
    assert (entry.action, entry.detail["persons"]) == ("print", 0)
    assert len(lines(table(seat, "这一期的线索"))) == len(before)


def test_nothing_chosen_is_said_and_all_can_be_chosen_again(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district)
    listed = table(seat, "可以编入的线索")
    seat.press("Ctrl+Shift+A", "Ctrl+Enter")
    assert seat.sees("请至少选一条线索。")
    assert issues(desk) == ()
    seat.press("Ctrl+Shift+A")
    assert all(one.startswith("✓") for one in lines(listed))


def test_an_internal_issue_asks_what_it_is_for(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district)
    keep_issue(desk, IssuePlan(year_period(2026), CompendiumEdition.INTERNAL, entries(desk)))
    seat.press("Ctrl+Shift+2", "Ctrl+P")
    assert seat.at().accessibleName() == "用途"
    assert seat.sees("请写明用途")
    seat.type("送领导审阅")
    seat.press("Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")
    with desk.store.reading() as tx:
        (entry,) = (one for one in tx.audit.all() if one.detail.get("paper") == "issue")
    assert entry.detail["purpose"] == "送领导审阅"
    assert entry.detail["persons"]


def test_a_brief_is_printed_and_its_report_written_down_and_undone(sit: Sit, district: Path) -> None:
    seat, desk = sat_down(sit, district, "brief")
    seat.tab_to("报送给谁")
    seat.press("Down", "Down", "Ctrl+P")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")
    seat.tab_to("文号")
    seat.type("海协办〔2026〕9号")
    seat.press("Ctrl+Shift+R")
    (kept,) = result_reports(desk)
    assert (kept.target.value, kept.letter_number) == ("city_cppcc", "海协办〔2026〕9号")
    assert kept.title == "2026年11月“百姓提案”工作简报"
    assert lines(table(seat, "已报送的")) == [kept.title]
    seat.press("Ctrl+Z")
    assert result_reports(desk) == ()
