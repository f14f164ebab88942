"""导入: choose a table, see what would become of each row, bring it in, all rows or none; and what was imported."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.importing import ImportedRow, ImportReport
from baixing_desktop.work import Work
from ui.choosing import choose_file
from ui.context import Context
from ui.jobs import Lane
from ui.pages.importing.past import PastImports
from ui.pages.importing.presenter import TONES, ImportPresenter, Tried
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice
from ui.widgets.form import Form
from ui.widgets.layouts import column, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState, Remark, heading
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs
from ui.widgets.work_bar import WorkBar

T = TypeVar("T")
_NEW, _PAST = "new", "past"
_KINDS = "表格 (*.xlsx *.xls *.csv *.tsv *.txt *.jsonl)"


class ImportPage(Page):
    """Nothing is written before the report was seen."""

    name = "importing"
    title = "导入"
    icon = "folder-open"
    concerns = frozenset({Kind.IMPORT, Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = ImportPresenter(context.desk)
        self._model = PagedModel[ImportedRow](self._columns(), lambda _offset, _limit: None)
        self._tried: Tried | None = None
        self._source = Choice("来源", self._presenter.sources)
        self._build()
        self.setAcceptDrops(True)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Choosing a table, bringing it in, stopping; and what was imported before."""
        past = self._past
        return (
            Command("看导入过的表格", "Ctrl+Shift+H", "前往", lambda: self._turn_to(_PAST)),
            Command("整批撤回", "Ctrl+Shift+Delete", "办理", past.take_back),
            Command("恢复这一批", "", "办理", past.restore),
            Command("看这条线索", "Ctrl+E", "线索", past.look_at_clue),
            Command("选择表格", "Ctrl+Shift+O", "文件", self._choose),
            Command("导入这些线索", "Ctrl+Return|Ctrl+Enter", "文件", self._bring_in),
            Command("停止", "Ctrl+Shift+X", "文件", self._stop),
        )

    def arrive(self, target: str) -> None:
        """First a table; ``target`` is one that was imported before."""
        if target:
            self._turn_to(_PAST)
            self._past.show_table(target)
        elif self._tabs.chosen == _PAST:
            self._past.take_focus()
        else:
            self._to_work()

    def refresh(self) -> None:
        """Read the list of tables."""
        self.ask(self._past.read, self._past.put)

    def escape(self) -> bool:
        """From the rows of a table back to the list."""
        return self._tabs.chosen == _PAST and self._past.back()

    def _turn_to(self, which: str) -> None:
        self._tabs.choose(which)
        self._ways.setCurrentIndex((_NEW, _PAST).index(which))
        self._go.setVisible(which == _NEW)
        if which == _PAST:
            self._past.take_focus()
        else:
            self._to_work()

    def _to_work(self) -> None:
        (self._go if self._tried and self._tried.new else self._file).setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """A table may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Try what was dropped."""
        self._turn_to(_NEW)
        for url in event.mimeData().urls()[:1]:
            self.attempt(url.toLocalFile())

    # -- building

    def _columns(self) -> tuple[Column[ImportedRow], ...]:
        return (
            Column[ImportedRow]("行", lambda one: f"第 {one.row_number} 行", 6),
            Column[ImportedRow]("结果", lambda one: one.outcome, 6, lambda one: TONES[one.outcome]),
            Column[ImportedRow]("编号和说明", self._presenter.notes),
        )

    def _build(self) -> None:
        style = self.context.style
        self._file = button(style, "选择表格", self._choose, icon="folder-open", keys="Ctrl+Shift+O")
        self._go = button(style, "导入这些线索", self._bring_in, kind="primary", icon="check", keys="Ctrl+Enter")
        self._work = WorkBar(style, "导入进度", keys="Ctrl+Shift+X")
        self._sum = plain("", "strong", wrap=True)
        self._remark = plain("", "soft", wrap=True)
        self._done = Remark(style, "ok")
        self._earlier = Remark(style, "warn")
        self._table = Table(style, "逐行结果", self._model)
        hint = "Excel、csv 或文本表格都可以，标题行不必在第一行。试算不写入任何内容；重复导入不会重复登记。"
        self._lists = stacked(self._table, EmptyState(style, "folder-open", "选一个表格，先试算再导入", hint))
        self._lists.setCurrentIndex(1)
        self._past = PastImports(self)
        self._tabs = Tabs("导入", [(_NEW, "导入表格"), (_PAST, "导入过的表格")])
        self._tabs.picked.connect(self._turn_to)
        fresh = QWidget()
        column(
            self._where_from(), self._sum, self._earlier,
            self._remark, self._work, self._done, self._lists, gap=3, parent=fresh,
        )  # fmt: skip
        self._ways = stacked(fresh, self._past)
        body = column(heading("导入", self._file, self._go), self._tabs, gap=2, parent=self)
        body.addWidget(self._ways, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(3))
        self._rest()

    def _where_from(self) -> QWidget:
        """The office says where its tables come from; a workroom's are its own."""
        asked = QWidget()
        asked.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        form = Form()
        form.add("来源", self._source)
        column(form, plain("表格里没有写来源的，都记为这个来源。", "small"), gap=1, parent=asked)
        if self._source.count():
            self._source.setCurrentIndex(0)
        asked.setVisible(bool(self._source.count()))
        self._source.activated.connect(self._again)
        return asked

    # -- trying

    def _again(self) -> None:
        if self._tried is not None:
            self.attempt(str(self._tried.path))

    def _choose(self) -> None:
        self._turn_to(_NEW)
        choose_file(self, "选择表格", self.context.preferences.folder, _KINDS, self.attempt)

    def attempt(self, path: str) -> None:
        """Read the table at ``path`` through; nothing is written."""
        if not path or self._work.busy:
            return
        self.context.preferences.folder = str(Path(path).parent)
        self._tried, source = None, self._source.code
        self._begin()
        self._run(lambda work: self._presenter.attempt(Path(path), work, source), self._show)

    def _show(self, tried: Tried) -> None:
        self._tried = tried
        self._put(tried.report)
        self._sum.setText(f"试算 {tried.path.name}，还没有写入：{self._presenter.sentence(tried.report)}")
        self._remark.setText(tried.columns)
        self._earlier.say(tried.earlier)
        self._rest()
        self._turn_to(_NEW)

    def _put(self, report: ImportReport) -> None:
        self._model.reset(len(report.rows), report.rows)
        self._lists.setCurrentIndex(0 if report.rows else 1)

    # -- bringing in

    def _bring_in(self) -> None:
        tried = self._tried
        if tried is None or not tried.new or self._work.busy:
            return

        def done(found: tuple[ImportReport, Changes]) -> None:
            report, changes = found
            self._tried = None
            self._put(report)
            self._sum.setText(f"已导入 {tried.path.name}")
            self._done.say(self._presenter.sentence(report))
            self._rest()
            self._file.setFocus()
            self.context.hub.announce(changes)

        self._begin()
        self._run(lambda work: self._presenter.bring_in(tried, work), done)

    # -- long work

    def _begin(self) -> None:
        self._done.say("")
        self._earlier.say("")
        self._go.setEnabled(False)
        # What is brought in is what was tried: the source in sight must be the one that it was tried with.
        self._source.setEnabled(False)

    def _run(self, task: Callable[[Work], T], done: Callable[[T], object]) -> None:
        jobs = self.context.jobs
        self._work.begin(jobs.long(self, task, done, self.failed, self._work.tell, lane=Lane.PAPER))

    def _stop(self) -> None:
        self._past.stop()
        self._work.stop()

    def _rest(self) -> None:
        self._work.rest()
        self._go.setEnabled(bool(self._tried and self._tried.new))
        self._source.setEnabled(True)
        for words in (self._sum, self._remark):
            words.setVisible(bool(words.text()))

    def failed(self, error: UserError) -> None:
        """Nothing was written; what was tried can be brought in again."""
        self._rest()
        super().failed(error)
