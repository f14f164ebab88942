"""The sense of the page 成果·荐市: which matters lie on which shelf."""

from baixing_desktop.usecases.city import city_reports, clues_for_city
from baixing_desktop.usecases.consultations import talks_about
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.load import committee_words, loads
from baixing_desktop.usecases.outputs import core_clues, outputs
from baixing_desktop.usecases.premiums import premiums
from baixing_desktop.usecases.result_uses import result_uses
from ui.pages.outputs.city_steps import CitySteps
from ui.pages.outputs.output_steps import OutputSteps
from ui.pages.outputs.premium_steps import PremiumSteps
from ui.pages.outputs.use_steps import UseSteps
from ui.steps.asks import Item, Shelf, ShelfView

CORE, MAKING, CITY, PREMIUM, USES, OVER = "core", "making", "city", "premium", "uses", "over"


class OutputsPresenter:
    """Touches the store; call it in the background."""

    shelves = (
        Shelf(CORE, "中心工作", "没有待研究的中心工作线索", "分类为“本区·中心工作”的线索列在这里。"),
        Shelf(MAKING, "形成中的成果", "没有正在形成的成果", "在“中心工作”里选定成果形式。"),
        Shelf(CITY, "直通车·荐市", "没有要报送市政协的线索", "分类为“非本区·直通车”和“荐市精品”的线索列在这里。"),
        Shelf(PREMIUM, "精品", "没有精品线索", "受理以后的线索可以提名，每个专委会每年不少于 1 个。"),
        Shelf(USES, "成果转化", "还没有成果转化", "建议转化为党委政府决策、民生实项目的，记在这里。"),
        Shelf(OVER, "已结束", "还没有结束的成果、报送和精品"),
    )

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._outputs, self._city, self._premiums = OutputSteps(desk), CitySteps(desk), PremiumSteps(desk)
        self._uses = UseSteps(desk)

    def look(self, shelf: str) -> ShelfView:
        """The shelf, and the counts of all of them."""
        desk = self._desk
        core, making, items = core_clues(desk), outputs(desk), premiums(desk)
        uses = result_uses(desk)
        waiting, reports = clues_for_city(desk), city_reports(desk)
        counts = {CORE: len(core), MAKING: len(making), CITY: len(waiting) + len(reports), PREMIUM: len(items)}
        counts[USES] = len(uses)
        found: tuple[Item, ...]
        match shelf:
            case "making":
                found = tuple(map(self._outputs.item, making))
            case "city":
                found = (*map(self._city.waiting, waiting), *map(self._city.item, reports))
            case "premium":
                found = (*self._premiums.new(), *map(self._premiums.item, items))
            case "uses":
                found = (*self._uses.new(), *map(self._uses.item, uses))
            case "over":
                found = self._over()
            case _:
                talks, committees = talks_about(desk), committee_words(loads(desk)) if core else ()
                found = tuple(self._outputs.research(one, talks.get(one.clue.id, ()), committees) for one in core)
        return ShelfView(found, counts)

    def _over(self) -> tuple[Item, ...]:
        return (
            *map(self._outputs.item, outputs(self._desk, over=True)),
            *map(self._city.item, city_reports(self._desk, over=True)),
            *map(self._premiums.item, premiums(self._desk, over=True)),
        )
