"""统计 by keyboard: a period, the clues behind a figure, both exports, the quotas, what is due."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.kinds import LimitRule, QuotaBasis
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.load import Load
from baixing_desktop.domain.states import OfficeState
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import casework, years
from baixing_desktop.usecases.archive_check import check_archive
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.limits import reply_limit
from baixing_desktop.usecases.load import loads
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.reading import clue_ids
from baixing_desktop.usecases.targets import quotas
from tests.ui.conftest import Sit
from tests.ui.seat import Seat, below, wait_until
from ui.pages.statistics import year
from ui.pages.statistics.page import StatisticsPage
from ui.paper import PaperDialog
from ui.settling import Settling
from ui.widgets.table import Table


def sat_down(sit: Sit, district: Path, target: str = "") -> tuple[Seat, Desk, StatisticsPage]:
    """A seat with 统计 in front."""
    seat: Seat = sit(district / "office").open()
    seat.window.go("statistics", target)
    seat.settle()
    page = seat.window.page
    assert isinstance(page, StatisticsPage)
    assert seat.session.desk is not None
    return seat, seat.session.desk, page


def table(seat: Seat, name: str) -> Table:
    """The table of that name in sight."""
    (found,) = (one for one in below(seat.window) if isinstance(one, Table) and one.accessibleName() == name)
    return found


def cells(found: Table, number: int) -> list[str]:
    """The words of a line."""
    model = found.model()
    return [model.index(number, column).data() for column in range(model.columnCount())]


def test_a_figure_opens_the_clues_behind_it(sit: Sit, district: Path) -> None:
    seat, _, _ = sat_down(sit, district)
    figures = table(seat, "统计数字")
    assert cells(figures, 0)[:3] == ["收集", "13", "0"]
    figures.setFocus()
    seat.press("J", "Ctrl+B")
    behind = table(seat, "数字背后的线索")
    assert str(behind.model().rowCount()) == cells(figures, 1)[1]
    assert seat.at() is behind
    seat.press("Enter")
    assert seat.window.page is not None
    assert seat.window.page.title == "线索"


def test_figures_are_the_same_when_they_are_kept_and_settled_beside_the_work(sit: Sit, district: Path) -> None:
    seat, desk, page = sat_down(sit, district)
    figures = table(seat, "统计数字")
    counted = [cells(figures, number) for number in range(figures.model().rowCount())]
    with desk.store.writing() as tx:
        assert tx.tally.begin(desk.today(), worth=1)
    settling = Settling(desk, page.context.jobs, soon_ms=1, every_ms=1)
    assert wait_until(lambda: settling.looked >= 2)
    settling.end()
    with desk.store.reading() as tx:
        assert tx.tally.changed(desk.today()) == ()
        assert tx.tally.of(desk.today(), year_period(2026)) is not None
        assert list(tx.tally.wrong()) == []
    casework.return_clue(desk, clue_ids(desk, ClueQuery(office_states=(OfficeState.RECEIVED,)))[0], "请补充地点")
    seat.press("Ctrl+Shift+1")
    now = [cells(figures, number) for number in range(figures.model().rowCount())]
    changed = [(before[0], before[1], after[1]) for before, after in zip(counted, now, strict=True) if before != after]
    assert [(name, int(after) - int(before)) for name, before, after in changed] == [("退回补充", 1)]


def test_by_street_and_for_another_period(sit: Sit, district: Path) -> None:
    seat, _, _ = sat_down(sit, district)
    seat.tab_to("怎样分")
    seat.press("Down")
    figures = table(seat, "统计数字")
    assert figures.model().rowCount() == 18
    assert sum(int(cells(figures, number)[1]) for number in range(18)) == 13
    seat.tab_to("期间")
    seat.press("Down")
    assert all(cells(figures, number)[1] == "0" for number in range(18))


def test_the_table_is_printed_and_stands_in_the_trail(sit: Sit, district: Path) -> None:
    seat, desk, page = sat_down(sit, district)
    seat.press("Ctrl+P")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PaperDialog)
    seat.press("Esc")
    with desk.store.reading() as tx:
        (entry,) = (one for one in tx.audit.all() if one.detail.get("paper") == "statistics")
    assert (entry.action, entry.detail["persons"]) == ("print", 0)
    assert page.isVisible()


def test_quotas_of_the_year(sit: Sit, district: Path) -> None:
    seat, desk, _ = sat_down(sit, district, "quotas")
    rooms = table(seat, "工作室配额")
    assert rooms.model().rowCount() == 18
    lines = [cells(rooms, number) for number in range(18)]
    assert sum(int(line[13]) for line in lines) == 13
    assert seat.sees("只作提醒")
    seat.tab_to("工作室")
    seat.press("Right")
    committees = table(seat, "专委会配额")
    assert committees.model().rowCount()
    assert seat.sees("委员每人每年不少于 2 条")
    seat.tab_to("每年 2 条怎样算")
    seat.press("Down")
    assert seat.sees("每年 2 条改为按专门委员会计")
    assert seat.sees("每个专委会每年不少于 2 条")
    assert cells(committees, 0)[2].endswith("/ 2")
    assert cells(committees, 0)[3] == "不按个人计"
    assert quotas(desk, 2026).basis is QuotaBasis.PER_COMMITTEE
    seat.press("Ctrl+Z")
    assert seat.sees("委员每人每年不少于 2 条")


def test_how_many_a_month_workrooms_are_reminded_of(sit: Sit, district: Path) -> None:
    seat, desk, _ = sat_down(sit, district, "quotas")
    seat.tab_to("每月提醒条数")
    seat.press("Down")
    assert seat.sees("改为每月提醒 3 条")
    assert seat.sees("八（二）为 2 条，提醒按本办设置")
    assert quotas(desk, 2026).month_quota == 3
    seat.press("Ctrl+Z")
    assert quotas(desk, 2026).month_quota == 2
    assert seat.sees("每月不少于 2 条（八（二））")


def test_what_is_due_and_why(sit: Sit, district: Path) -> None:
    seat, desk, _ = sat_down(sit, district, "due")
    seat.tab_to("答复期限怎样算")
    seat.press("Down")
    assert reply_limit(desk).rule is LimitRule.DAYS
    assert seat.sees("答复期限改为按 30 天计算，以后接办的照此计算")
    seat.press("Ctrl+Z")
    assert reply_limit(desk).rule is LimitRule.CALENDAR_MONTH
    due = table(seat, "期限")
    kinds = [cells(due, number)[1] for number in range(due.model().rowCount())]
    assert {"审核", "答复", "回头看"} <= set(kinds)
    assert seat.sees("个工作日内审核")
    due.setFocus()
    seat.press(*["J"] * kinds.index("答复"))
    assert seat.sees("一个月内答复（八（四）1）")
    assert "时限内" in cells(due, kinds.index("答复"))[4]
    seat.press("Enter")
    assert seat.window.page is not None
    assert seat.window.page.title == "线索"


def test_what_every_unit_has_in_hand_opens_its_clues(sit: Sit, district: Path) -> None:
    seat, desk, _ = sat_down(sit, district)
    seat.press("Ctrl+Shift+6")
    units = table(seat, "在办情况")
    found = loads(desk)
    assert [cells(units, number)[1:] for number in range(units.model().rowCount())] == [
        [str(one.counts[figure]) for figure in Load] for one in found
    ]
    number = next(n for n, one in enumerate(found) if one.counts[Load.LETTERS])
    assert seat.sees(f"{found[number].name}：手上的线索 {found[number].counts[Load.CLUES]} 条")
    in_all, late = (sum(one.counts[figure] for one in found) for figure in (Load.CLUES, Load.OVERDUE))
    assert seat.sees(f"{len(found)} 个单位，合计手上 {in_all} 条，超期 {late} 条")
    seat.tab_to("看哪个数字")
    seat.press(*["Down"] * (len(Load) - 1))
    assert seat.sees("今年答复的、报送的成果和报市材料")
    seat.press(*["Up"] * (len(Load) - 1))
    behind = table(seat, "在办的线索")
    assert behind.model().rowCount() == found[number].counts[Load.CLUES]
    seat.tab_to("看谁的")
    seat.press("Down")
    assert table(seat, "在办情况").model().rowCount() == sum(one.committee for one in found)
    seat.press("Up")
    units.setFocus()
    seat.press(*["J"] * number, "Ctrl+B")
    assert seat.at() is behind
    seat.press("Enter")
    assert seat.window.page is not None
    assert seat.window.page.title == "线索"


def test_hot_issues_open_their_clues(sit: Sit, district: Path) -> None:
    seat, _, _ = sat_down(sit, district, "hot")
    hot = table(seat, "热点")
    assert hot.model().rowCount() >= 1
    assert seat.sees("个热点")
    assert seat.sees("来自：沙园街道")
    seat.press("Enter")
    behind = table(seat, "热点的线索")
    assert seat.at() is behind
    assert f"{behind.model().rowCount()} 条" in cells(hot, 0)
    seat.press("Enter")
    assert seat.window.page is not None
    assert seat.window.page.title == "线索"


def test_looking_for_hot_issues_can_be_stopped_and_taken_up_again(sit: Sit, district: Path) -> None:
    seat, _, page = sat_down(sit, district)
    page.arrive("hot")
    seat.press("Ctrl+Shift+X")
    seat.settle()
    seat.tab_to("期间")
    seat.press("Up")
    seat.settle()
    assert table(seat, "热点").model().rowCount() == 0 or seat.sees("个热点")
    seat.press("Down")
    seat.settle()
    assert seat.sees("个热点")


def test_texts_of_the_paper(sit: Sit, district: Path) -> None:
    _, desk, _ = sat_down(sit, district)
    kind = paper_kind("statistics")
    made = make_paper(kind, desk, Format.PDF, PaperRequest(period=year_period(desk.today().year)))
    words = "".join(page_texts(made.data))
    assert "“百姓提案”统计表" in words
    assert "各街道收集件数" in words
    assert make_paper(kind, desk, Format.WORKBOOK, PaperRequest(period=year_period(2026))).data[:2] == b"PK"


def test_a_year_shows_what_goes_on_and_its_package_is_written(
    sit: Sit, district: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "2026.zip"

    def chosen_at_once(*asked: Any) -> None:
        asked[-1](str(place))

    monkeypatch.setattr(year, "choose_name", chosen_at_once)
    seat, desk, _ = sat_down(sit, district, "year")
    state = years.year_state(desk, 2026)
    assert cells(table(seat, "全年数字"), 0)[0] == "收集"
    seat.tab_to("全年")
    seat.press("Right", "Space")
    assert cells(table(seat, "还在办的"), 0) == [state.open[0].name, str(state.open[0].count)]
    seat.tab_to("版本")
    seat.press("Down", "Ctrl+Shift+a")
    assert seat.sees("请写明用途。")
    seat.type("年度归档")
    seat.press("Ctrl+Shift+a")
    assert check_archive(place).whole
    assert seat.sees(f"已存为 {place}")
