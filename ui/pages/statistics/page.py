"""统计: figures of a period, quotas of a year, what is due, hot issues, how a year closed, what is in hand."""

from collections.abc import Callable

from baixing_desktop.changes import Kind
from baixing_desktop.usecases.papers import MadePaper
from ui.context import Context
from ui.keeping import keep_as_file
from ui.pages.statistics.due import DuePanel
from ui.pages.statistics.figures import FiguresPanel
from ui.pages.statistics.hot import HotPanel
from ui.pages.statistics.load import LoadPanel
from ui.pages.statistics.quotas import QuotasPanel
from ui.pages.statistics.year import YearPanel
from ui.shell.page import Command, Page
from ui.style import space
from ui.widgets.layouts import column
from ui.widgets.narrowing import narrowing
from ui.widgets.one_of import OneOf, Wanted
from ui.widgets.states import heading
from ui.widgets.tabs import Tabs

_VIEWS = (("figures", "数字"), ("quotas", "配额"), ("due", "期限"), ("hot", "热点"), ("year", "年度"), ("load", "在办"))

_Panel = FiguresPanel | QuotasPanel | DuePanel | HotPanel | YearPanel | LoadPanel


class StatisticsPage(Page):
    """Reads only; the archive of a year is written to a file."""

    name = "statistics"
    title = "统计"
    icon = "calendar"
    concerns = frozenset({Kind.CLUE, Kind.FORWARDING, Kind.QUOTA, Kind.REFERENCE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._tabs = narrowing(Tabs("看什么", _VIEWS))
        self._tabs.picked.connect(self._pick)
        self._panels = OneOf()
        # Seen first, and printed from wherever one is.
        self._figures = FiguresPanel(self, self._ask_where)
        kinds: dict[str, Callable[[], _Panel]] = {
            "figures": lambda: self._figures,
            "quotas": lambda: QuotasPanel(self),
            "due": lambda: DuePanel(self),
            "hot": lambda: HotPanel(self),
            "year": lambda: YearPanel(self),
            "load": lambda: LoadPanel(self),
        }
        self._views = Wanted[str, _Panel](self._panels, kinds)
        self._panels.show_one(self._panel)
        body = column(heading("统计", self._tabs), gap=3, parent=self)
        body.addWidget(self._panels, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(4))

    @property
    def commands(self) -> tuple[Command, ...]:
        """Looking, exporting."""
        return (
            Command("看数字", "Ctrl+Shift+1", "办理", lambda: self._pick("figures")),
            Command("看配额", "Ctrl+Shift+2", "办理", lambda: self._pick("quotas")),
            Command("看期限", "Ctrl+Shift+3", "办理", lambda: self._pick("due")),
            Command("看热点", "Ctrl+Shift+4", "办理", lambda: self._pick("hot")),
            Command("看年度", "Ctrl+Shift+5", "办理", lambda: self._pick("year")),
            Command("看在办", "Ctrl+Shift+6", "办理", lambda: self._pick("load")),
            Command("生成年度档案", "Ctrl+Shift+A", "办理", self._archive),
            Command("列出背后的线索", "Ctrl+B", "办理", self._list_behind),
            Command("停止找热点", "Ctrl+Shift+X", "办理", self._stop),
            Command("打印统计表", "Ctrl+P", "办理", self._figures.print),
            Command("导出 Excel", "Ctrl+Shift+E", "办理", self._figures.export),
            Command("下一条", "J", "前往", lambda: self._panel.step(1)),
            Command("上一条", "K", "前往", lambda: self._panel.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the name of a view: figures, quotas, due, hot, year, load."""
        if target in self._views:
            self._pick(target)
        else:
            self._panel.focus()

    def refresh(self) -> None:
        """Count again."""
        self._panel.refresh()

    @property
    def _panel(self) -> _Panel:
        return self._views[self._tabs.chosen]

    def _list_behind(self) -> None:
        panel = self._panel
        (panel if isinstance(panel, HotPanel | LoadPanel) else self._figures).list_behind()

    def _stop(self) -> None:
        for panel in self._views.built:
            if isinstance(panel, HotPanel):
                panel.stop()

    def _archive(self) -> None:
        if not isinstance(self._panel, YearPanel):
            self._pick("year")
        panel = self._panel
        if isinstance(panel, YearPanel):
            panel.archive()

    def _pick(self, name: str) -> None:
        self._tabs.choose(name)
        self._panels.show_one(self._panel)
        self._panel.refresh()
        self._panel.focus()

    def _ask_where(self, made: MadePaper) -> None:
        keep_as_file(self, made.data, made.file_name, "Excel 文件 (*.xlsx)", self.context.frame.notice)
