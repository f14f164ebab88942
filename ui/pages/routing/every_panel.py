"""Which form belongs to which step, and to what can be done besides."""

from baixing_desktop.domain.states import Action
from ui.pages.routing.barring import BarPanel
from ui.pages.routing.beside_panels import BESIDE_PANELS, GrantReturnPanel, RedoPanel
from ui.pages.routing.classify import ClassifyPanel
from ui.pages.routing.mending import CorrectIssuePanel, UnremindPanel
from ui.pages.routing.panels import ClosePanel, DraftPanel, IssuePanel, Panel, ReceivePanel, TakeOverPanel
from ui.pages.routing.presenter import Step
from ui.pages.routing.recall import RecallPanel
from ui.pages.routing.reply import ContactPanel, ReplyPanel
from ui.pages.routing.responding import RespondPanel

PANELS: dict[Step | Action, type[Panel]] = {
    Step.CLASSIFY: ClassifyPanel,
    Step.DRAFT: DraftPanel,
    Step.ISSUE: IssuePanel,
    Step.RECEIVE: ReceivePanel,
    Step.TAKE_OVER: TakeOverPanel,
    Step.DECIDE_RETURN: GrantReturnPanel,
    Step.REPLY: ReplyPanel,
    Step.CONTACT: ContactPanel,
    Step.CLOSE: ClosePanel,
    Step.REDO: RedoPanel,
    Step.RECALL: RecallPanel,
    Action.BAR: BarPanel,
    Action.RESPOND: RespondPanel,
    Action.UNREMIND: UnremindPanel,
    Action.CORRECT_ISSUE: CorrectIssuePanel,
    **BESIDE_PANELS,
}
