"""成果·荐市: 中心工作 and its outputs, 直通车 to the city, 精品 (seed 八(三), 九(三)3)."""

from baixing_desktop.changes import Kind
from ui.context import Context
from ui.pages.outputs.presenter import OutputsPresenter
from ui.steps.page import StepsPage


class OutputsPage(StepsPage):
    """The steps of research, outputs, what they became, reports to the city and SM9."""

    name = "outputs"
    title = "成果·荐市"
    icon = "landmark"
    concerns = frozenset({Kind.CLUE, Kind.OUTPUT, Kind.CITY_REPORT, Kind.PREMIUM, Kind.CONSULTATION})
    list_name = "成果事项"

    def __init__(self, context: Context) -> None:
        super().__init__(context, OutputsPresenter(context.desk))
