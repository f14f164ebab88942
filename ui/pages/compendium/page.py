"""汇编与简报: putting an issue together, printing those that were kept, briefs for the leaders and the city."""

from collections.abc import Callable

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
from ui.targets import Target
from ui.widgets.layouts import column
from ui.widgets.narrowing import narrowing
from ui.widgets.one_of import OneOf, Wanted
from ui.widgets.states import heading
from ui.widgets.tabs import Tabs

_ASSEMBLE, _KEPT, _BRIEF = "assemble", "kept", "brief"
_VIEWS = ((_ASSEMBLE, "编一期"), (_KEPT, "已编"), (_BRIEF, "简报"))

_Panel = AssemblePanel | KeptPanel | BriefPanel


class CompendiumPage(Page):
    """Three views; a post that does not compile begins with what was kept."""

    name = "compendium"
    title = "汇编与简报"
    icon = "archive"
    concerns = frozenset({Kind.CLUE, Kind.COMPENDIUM, Kind.TOPIC})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        presenter = CompendiumPresenter(context.desk)
        self._panels = OneOf()
        kinds: dict[str, Callable[[], _Panel]] = {
            _KEPT: lambda: KeptPanel(self, presenter, lambda: self._pick(_ASSEMBLE)),
            _BRIEF: lambda: BriefPanel(self, presenter),
        }
        if presenter.compiles:
            kinds[_ASSEMBLE] = lambda: AssemblePanel(self, presenter, self._kept_one)
        self._views = Wanted[str, _Panel](self._panels, kinds)
        self._tabs = narrowing(Tabs("做什么", [(name, title) for name, title in _VIEWS if name in self._views]))
        self._tabs.picked.connect(self._pick)
        self._panels.show_one(self._panel)
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
            *(own if _ASSEMBLE in self._views else ()),
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
        """``target`` is the name of a view: assemble, kept, brief; or an issue or a report on it."""
        sought = Target.of(target)
        if sought is not None:
            self._pick(sought.views[0])
            panel = self._panel
            if isinstance(panel, KeptPanel | BriefPanel):
                panel.show_issue(sought.id)
        elif target in self._views:
            self._pick(target)
        else:
            self._panel.focus()

    def refresh(self) -> None:
        """Read what the view in front shows."""
        self._panel.refresh()

    def failed(self, error: UserError) -> None:
        """What was asked for stays as it is."""
        for panel in self._views.built:
            if not isinstance(panel, KeptPanel):
                panel.rest()
        super().failed(error)

    @property
    def _panel(self) -> _Panel:
        return self._views[self._tabs.chosen]

    def _pick(self, name: str) -> None:
        self._tabs.choose(name)
        self._panels.show_one(self._panel)
        self._panel.refresh()
        self._panel.focus()

    def _kept_one(self, view: IssueView) -> None:
        self._pick(_KEPT)
        kept = self._panel
        if isinstance(kept, KeptPanel):
            kept.show_issue(view.kept.id)
            self.context.frame.notice(f"已编成{view.name}，{view.clues} 条线索。", lambda: kept.take_back(view.kept))

    def _keep(self) -> None:
        if isinstance(self._panel, AssemblePanel):
            self._panel.keep()

    def _all(self) -> None:
        if isinstance(self._panel, AssemblePanel):
            self._panel.choose_all()

    def _move(self, step: int) -> None:
        if isinstance(self._panel, AssemblePanel):
            self._panel.shift(step)

    def _make(self, form: Format) -> None:
        panel = self._panel
        if isinstance(panel, KeptPanel | BriefPanel):
            panel.make(form)

    def _stop(self) -> None:
        panel = self._panel
        if isinstance(panel, KeptPanel | BriefPanel):
            panel.stop()

    def _record(self) -> None:
        if isinstance(self._panel, BriefPanel):
            self._panel.record()
