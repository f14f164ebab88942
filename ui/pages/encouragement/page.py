"""激励与宣传: feedback and reward, taking part, invitations; reports in the media (seed 八(五))."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget

from baixing_desktop.changes import Kind
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.papers import Format
from ui.context import Context
from ui.pages.encouragement.feedback import FeedbackPanel
from ui.pages.encouragement.presenter import EncouragementPresenter
from ui.pages.encouragement.publicity import PublicityPanel
from ui.shell.page import Command, Page
from ui.style import space
from ui.widgets.layouts import column
from ui.widgets.states import heading
from ui.widgets.tabs import Tabs

_FEEDBACK, _PUBLICITY = "feedback", "publicity"


class EncouragementPage(Page):
    """Two views."""

    name = "encouragement"
    title = "激励与宣传"
    icon = "message-square"
    concerns = frozenset({Kind.INCENTIVE, Kind.PUBLICITY, Kind.CLUE, Kind.FORWARDING, Kind.OUTPUT, Kind.PROPOSAL})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        presenter = EncouragementPresenter(context.desk)
        self._feedback = FeedbackPanel(self, presenter)
        self._publicity = PublicityPanel(self, presenter)
        self._views: dict[str, FeedbackPanel | PublicityPanel]
        self._views = {_FEEDBACK: self._feedback, _PUBLICITY: self._publicity}
        self._tabs = Tabs("做什么", ((_FEEDBACK, "激励反馈"), (_PUBLICITY, "宣传报道")))
        self._tabs.picked.connect(self._pick)
        self._panels = QStackedWidget()
        for panel in self._views.values():
            self._panels.addWidget(panel)
        body = column(heading("激励与宣传", self._tabs), gap=3, parent=self)
        body.addWidget(self._panels, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(4))

    @property
    def commands(self) -> tuple[Command, ...]:
        """Looking, feeding back, inviting, writing down."""
        told, wrote = self._feedback, self._publicity
        return (
            Command("看激励反馈", "Ctrl+Shift+1", "办理", lambda: self._pick(_FEEDBACK)),
            Command("看宣传报道", "Ctrl+Shift+2", "办理", lambda: self._pick(_PUBLICITY)),
            Command("登记反馈", "Ctrl+Return|Ctrl+Enter", "办理", self._on(_FEEDBACK, told.feed_back)),
            Command("登记激励", "Ctrl+Shift+G", "办理", self._on(_FEEDBACK, told.reward)),
            Command("不予激励", "Ctrl+Shift+B", "办理", self._on(_FEEDBACK, told.not_reward)),
            Command("登记参与或报道", "Ctrl+Shift+N", "办理", self._begin),
            Command("邀请参加活动", "Ctrl+Shift+I", "办理", self._on(_FEEDBACK, told.invite)),
            Command("保存报道", "Ctrl+S", "办理", self._on(_PUBLICITY, wrote.save)),
            Command("删除参与或报道", "Ctrl+D", "办理", self._remove),
            Command("打印反馈单或台账", "Ctrl+P", "文件", self._print),
            Command(
                "台账存为 Excel", "Ctrl+Shift+E", "文件", self._on(_PUBLICITY, lambda: wrote.make(Format.WORKBOOK))
            ),
            Command("下一条", "J", "前往", lambda: self._panel.step(1)),
            Command("上一条", "K", "前往", lambda: self._panel.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the name of a view."""
        if target in self._views:
            self._pick(target)
        else:
            self._panel.focus()

    def refresh(self) -> None:
        """Read what the view in front shows."""
        self._panel.refresh()

    def failed(self, error: UserError) -> None:
        """What was typed stays."""
        self._publicity.rest()
        super().failed(error)

    @property
    def _panel(self) -> FeedbackPanel | PublicityPanel:
        return self._views[self._tabs.chosen]

    def _pick(self, name: str) -> None:
        self._tabs.choose(name)
        self._panels.setCurrentWidget(self._panel)
        self._panel.refresh()
        self._panel.focus()

    def _on(self, view: str, run: Callable[[], None]) -> Callable[[], None]:
        def when_there() -> None:
            if self._tabs.chosen == view:
                run()

        return when_there

    def _begin(self) -> None:
        (self._feedback.take_part if self._panel is self._feedback else self._publicity.begin)()

    def _remove(self) -> None:
        self._panel.remove()

    def _print(self) -> None:
        if self._panel is self._feedback:
            self._feedback.print()
        else:
            self._publicity.make(Format.PDF)
