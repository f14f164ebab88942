"""督办·回头看: supervision, key items, promises, public responses, consultations (seed 八(四)2–3, 九(二)4)."""

from baixing_desktop.changes import Kind
from ui.context import Context
from ui.pages.supervision.presenter import SupervisionPresenter
from ui.steps.page import StepsPage


class SupervisionPage(StepsPage):
    """The steps of SM6 and SM7."""

    name = "supervision"
    title = "督办·回头看"
    icon = "eye"
    concerns = frozenset(
        {
            Kind.CLUE, Kind.FORWARDING, Kind.SUPERVISION, Kind.KEY_ITEM, Kind.LOOK_BACK, Kind.PROPOSAL,
            Kind.CONSULTATION, Kind.OUTPUT,
        }
    )  # fmt: skip
    list_name = "督办事项"

    def __init__(self, context: Context) -> None:
        super().__init__(context, SupervisionPresenter(context.desk))
