"""汇编与简报: putting an issue together, printing those that were kept, briefs for the leaders and the city."""

from PySide6.QtWidgets import QStackedWidget

from baixing_desktop.changes import Kind
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.compiling import IssueView
from baixing_desktop.usecases.papers import Format
from ui.context import Context
from ui.pages.compendium.assemble import AssemblePanel
from ui.pages.compendium.brief import BriefPanel
from ui.pages.compendium.kept import KeptPanel
from ui.pages.compendium.presenter import CompendiumPresenter
from ui.shell.page import Command, Page
from ui.style import space
from ui.widgets.layouts import column
from ui.widgets.states import heading
from ui.widgets.tabs import Tabs

_ASSEMBLE, _KEPT, _BRIEF = "assemble", "kept", "brief"
_VIEWS = ((_ASSEMBLE, "编一期"), (_KEPT, "已编"), (_BRIEF, "简报"))


class CompendiumPage(Page):
    """Three views; a post that does not compile begins with what was kept."""

    name = "compendium"
    title = "汇编与简报"
    icon = "archive"
    concerns = frozenset({Kind.CLUE, Kind.COMPENDIUM, Kind.TOPIC})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        presenter = CompendiumPresenter(context.desk)
        self._assemble = AssemblePanel(self, presenter, self._kept_one) if presenter.compiles else None
        self._kept = KeptPanel(self, presenter, lambda: self._pick(_ASSEMBLE))
        self._brief = BriefPanel(self, presenter)
        panels = {_ASSEMBLE: self._assemble, _KEPT: self._kept, _BRIEF: self._brief}
        self._views = {name: panel for name, panel in panels.items() if panel is not None}
        self._tabs = Tabs("做什么", [(name, title) for name, title in _VIEWS if name in self._views])
        self._tabs.picked.connect(self._pick)
        self._panels = QStackedWidget()
        for panel in self._views.values():
            self._panels.addWidget(panel)
        body = column(heading("汇编与简报", self._tabs), gap=3, parent=self)
        body.addWidget(self._panels, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(4))

    @property
    def commands(self) -> tuple[Command, ...]:
        """Looking, putting together, making."""
        own = (
            Command("编一期汇编", "Ctrl+Shift+1", "办理", lambda: self._pick(_ASSEMBLE)),
            Command("编成这一期", "Ctrl+Return|Ctrl+Enter", "办理", self._keep),
            Command("全选或全不选", "Ctrl+Shift+A", "办理", self._all),
            Command("上移", "Ctrl+Up", "办理", lambda: self._move(-1)),
            Command("下移", "Ctrl+Down", "办理", lambda: self._move(1)),
        )
        return (
            *(own if self._assemble else ()),
            Command("看已编的汇编", "Ctrl+Shift+2", "办理", lambda: self._pick(_KEPT)),
            Command("编简报", "Ctrl+Shift+3", "办理", lambda: self._pick(_BRIEF)),
            Command("打印汇编或简报", "Ctrl+P", "文件", lambda: self._make(Format.PDF)),
            Command("存为 Word", "Ctrl+Shift+W", "文件", lambda: self._make(Format.WORD)),
            Command("存为 Excel", "Ctrl+Shift+E", "文件", lambda: self._make(Format.WORKBOOK)),
            Command("停止生成", "Ctrl+Shift+X", "文件", self._stop),
            Command("登记这次报送", "Ctrl+Shift+R", "办理", self._record),
            Command("下一条", "J", "前往", lambda: self._panel.step(1)),
            Command("上一条", "K", "前往", lambda: self._panel.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the name of a view: assemble, kept, brief."""
        if target in self._views:
            self._pick(target)
        else:
            self._panel.focus()

    def refresh(self) -> None:
        """Read what the view in front shows."""
        self._panel.refresh()

    def failed(self, error: UserError) -> None:
        """What was asked for stays as it is."""
        for panel in (self._assemble, self._brief):
            if panel is not None:
                panel.rest()
        super().failed(error)

    @property
    def _panel(self) -> AssemblePanel | KeptPanel | BriefPanel:
        return self._views[self._tabs.chosen]

    def _pick(self, name: str) -> None:
        self._tabs.choose(name)
        self._panels.setCurrentWidget(self._panel)
        self._panel.refresh()
        self._panel.focus()

    def _kept_one(self, view: IssueView) -> None:
        self._kept.show_issue(view.kept.id)
        self._pick(_KEPT)
        self.context.frame.notice(f"已编成{view.name}，{view.clues} 条线索。", lambda: self._kept.take_back(view.kept))

    def _keep(self) -> None:
        if self._assemble is not None and self._panel is self._assemble:
            self._assemble.keep()

    def _all(self) -> None:
        if self._assemble is not None and self._panel is self._assemble:
            self._assemble.choose_all()

    def _move(self, step: int) -> None:
        if self._assemble is not None and self._panel is self._assemble:
            self._assemble.shift(step)

    def _make(self, form: Format) -> None:
        panel = self._panel
        if isinstance(panel, KeptPanel) or (isinstance(panel, BriefPanel) and form is not Format.WORKBOOK):
            panel.make(form)

    def _stop(self) -> None:
        panel = self._panel
        if isinstance(panel, KeptPanel | BriefPanel):
            panel.stop()

    def _record(self) -> None:
        if self._panel is self._brief:
            self._brief.record()
