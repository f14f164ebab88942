"""成果·荐市 by keyboard: research and an output, the letter to the city, a premium item."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from baixing_desktop.domain.kinds import ResultKind
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.outputs import CityReport, Output, Premium
from baixing_desktop.domain.states import PremiumState
from baixing_desktop.usecases.casework import accept_clue, classify_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import office_queue
from baixing_desktop.usecases.result_uses import result_uses
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.paper import PaperDialog


def sat_down(sit: Sit, district: Path, shelf: str, route: Route) -> tuple[Seat, Desk, str]:
    """A seat with this shelf in front, and a clue that was classified so."""
    seat: Seat = sit(district / "office").open()
    desk = seat.session.desk
    assert desk is not None
    clue = office_queue(desk, OfficeQueue.TO_SCREEN).items[0].id
    accept_clue(desk, clue)
    classify_clue(desk, clue, route)
    seat.window.go("outputs", shelf)
    seat.settle()
    return seat, desk, clue


def test_research_and_an_output(sit: Sit, district: Path) -> None:
    seat, desk, clue = sat_down(sit, district, "core", Route.DISTRICT_CORE)
    assert seat.sees("● 待研究")
    seat.press("Ctrl+Enter")
    assert seat.sees("请填写参加人员。")
    seat.type("经济委")
    seat.tab_to("情况")
    seat.type("走访了三个社区。")
    seat.press("Ctrl+Enter")
    assert seat.sees("经济委：走访了三个社区。")
    seat.press("Ctrl+Shift+m")
    seat.tab_to("成果形式")
    seat.press("Down")
    seat.tab_to("承担的专委会")
    seat.press("Down", "Ctrl+Enter")
    with desk.store.reading() as tx:
        (made,) = tx.of(Output).where(clue_id=clue)
    seat.press("Ctrl+Right")
    assert seat.sees("形成中")
    seat.tab_to("报送对象")
    seat.type("区委")
    seat.press("Ctrl+Enter")
    with desk.store.reading() as tx:
        assert tx.of(Output).get(made.id).addressee == "区委"
    seat.press("Ctrl+Z")
    with desk.store.reading() as tx:
        assert tx.of(Output).get(made.id).delivered_on is None
    seat.tab_to("报送对象")
    seat.type("区委")
    seat.press("Ctrl+Enter", "Ctrl+Left")
    assert seat.sees("● 已有成果，可以办结")
    seat.press("Ctrl+Shift+m", "Ctrl+Shift+m", "Ctrl+Shift+m")
    assert seat.sees("撤回最近一次调研")
    seat.press("Ctrl+Enter")
    assert not seat.sees("经济委：走访了三个社区。")


def test_the_letter_to_the_city_opens(sit: Sit, district: Path) -> None:
    seat, desk, clue = sat_down(sit, district, "city", Route.CITY_EXPRESS)
    seat.press("Ctrl+Enter")
    assert seat.sees("起草中")
    seat.press("Ctrl+Enter")
    assert isinstance(QApplication.activeModalWidget(), PaperDialog)
    seat.press("Esc")
    seat.tab_to("处理结果")
    seat.type("市里采纳。")
    seat.press("Ctrl+Enter")
    with desk.store.reading() as tx:
        (report,) = tx.of(CityReport).where(clue_id=clue)
    assert report.letter_number
    assert report.result == "市里采纳。"
    seat.press("Ctrl+Z")
    with desk.store.reading() as tx:
        assert tx.of(CityReport).get(report.id).result_on is None
    assert seat.sees("已报送，等结果")


def test_what_a_suggestion_became_is_written_down_and_taken_back(sit: Sit, district: Path) -> None:
    seat, desk, clue = sat_down(sit, district, "uses", Route.DISTRICT_GENERAL)
    seat.tab_to("线索或提案")
    with desk.store.reading() as tx:
        seat.type(tx.clues.get(clue).number)
    seat.tab_to("转化为")
    seat.press("Down", "Down")
    seat.tab_to("名称")
    seat.type("2027年区民生实事")
    seat.press("Ctrl+Enter")
    assert seat.sees("请填写依据。")
    seat.type("海府办〔2026〕12号")
    seat.press("Ctrl+Enter")
    (view,) = result_uses(desk)
    assert (view.clue.id, view.kept.kind) == (clue, ResultKind.LIVELIHOOD_PROJECT)
    seat.press("Ctrl+Z")
    assert result_uses(desk) == ()


def test_a_clue_is_nominated_and_shortlisted(sit: Sit, district: Path) -> None:
    seat, desk, _ = sat_down(sit, district, "premium", Route.DISTRICT_CORE)
    seat.tab_to("哪一条线索")
    seat.press("Down")
    seat.tab_to("推荐的专委会")
    seat.press("Down", "Ctrl+Enter")
    seat.press("J", "Ctrl+Enter")
    with desk.store.reading() as tx:
        (item,) = tx.of(Premium).where()
    assert item.state is PremiumState.SHORTLISTED
    seat.press("Ctrl+Z")
    with desk.store.reading() as tx:
        assert tx.of(Premium).get(item.id).state is PremiumState.NOMINATED
    seat.press("Ctrl+Shift+m", "Ctrl+Shift+m")
    assert seat.sees("撤回“提名精品”，从名单里拿下")
    seat.press("Ctrl+Enter")
    with desk.store.reading() as tx:
        assert tx.of(Premium).where() == ()
