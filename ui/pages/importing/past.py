"""导入过的表格: each one with what became of its rows; 整批撤回 and the way back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.imported import RowLine, TableLine, TakingBack
from baixing_desktop.work import Work
from ui.asking import Ask, AskDialog
from ui.jobs import Lane
from ui.pages.importing.past_presenter import PastPresenter
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.widgets.work_bar import WorkBar

_HINT = "导入一张表格以后，这里列出它从哪里来、每一行的结果；选错了表格，可以整批撤回。"


class PastImports(QWidget):
    """The list of tables, and the rows of one of them. ``page`` runs the jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page, self._presenter = page, PastPresenter(page.context.desk)
        self._lines: tuple[TableLine, ...] = ()
        self._rows: tuple[RowLine, ...] = ()
        self._wanted = ""
        self._tables = PagedModel[TableLine](self._table_columns(), lambda _offset, _limit: None)
        self._found = PagedModel[RowLine](self._row_columns(), lambda _offset, _limit: None)
        self._build()

    # -- what the page asks

    def put(self, lines: tuple[TableLine, ...]) -> None:
        """Show these tables; the one that was chosen stays chosen."""
        known = self._chosen
        self._lines = lines
        self._tables.reset(len(lines), lines)
        self._lists.setCurrentIndex(0 if lines else 1)
        wanted, self._wanted = self._wanted or (known.table.id if known else ""), ""
        at = next((number for number, one in enumerate(lines) if one.table.id == wanted), 0)
        if lines:
            self._table.choose(at)
        if self._whole.currentIndex() == 1 or (lines and wanted and known is None):
            self.look()
        self._turn()

    def read(self) -> tuple[TableLine, ...]:
        """Every table; to be called in the background."""
        return self._presenter.tables()

    def show_table(self, table_id: str) -> None:
        """Show the rows of this table, as soon as it was read."""
        self._wanted = table_id
        at = next((number for number, one in enumerate(self._lines) if one.table.id == table_id), None)
        if at is not None:
            self._wanted = ""
            self._table.choose(at)
            self.look()

    def take_focus(self) -> None:
        """The keyboard goes to what is in sight."""
        (self._table if self._whole.currentIndex() == 0 else self._row_table).setFocus()

    def back(self) -> bool:
        """From the rows to the tables; False where the tables are in sight."""
        if self._whole.currentIndex() == 0:
            return False
        self._show_level(0)
        self._table.setFocus()
        return True

    def look(self, _row: int = 0) -> None:
        """Show the rows of the table that is chosen."""
        line = self._chosen
        if line is not None:
            self._page.ask(lambda: self._presenter.rows(line.table.id), lambda rows: self._show_rows(line, rows))

    def look_at_clue(self, _row: int = 0) -> None:
        """Show the clue of the row that is chosen."""
        at = self._row_table.currentIndex().row()
        if self._whole.currentIndex() == 1 and 0 <= at < len(self._rows) and self._rows[at].line.clue_id:
            self._page.context.frame.go("clues", self._rows[at].line.clue_id or "")

    def take_back(self) -> None:
        """Say what would go and what would stay, ask for the reason, take back."""
        line = self._chosen
        if line is None or self._work.busy or not self._back.isEnabled():
            return

        def ask(found: TakingBack) -> None:
            if not found.going:
                self._say(self._presenter.question(found))
                return
            AskDialog.present(
                self._page,
                f"整批撤回“{line.table.file_name}”",
                (Ask("reason", "为什么撤回", needed=True, hint="例如 选错了表格"),),
                f"撤回 {found.going} 条",
                lambda got: self._run(lambda work: self._presenter.take_back(line, got["reason"], work), self._taken),
                said=self._presenter.question(found),
            )

        self._page.ask(lambda: self._presenter.before(line), ask)

    def restore(self) -> None:
        """Put back what was taken back."""
        line = self._chosen
        if line is not None and self._restore.isEnabled():
            self._put_back(line.table.id)

    def stop(self) -> None:
        """Stop what runs; nothing was written."""
        self._work.stop()

    # -- building

    def _table_columns(self) -> tuple[Column[TableLine], ...]:
        one = self._presenter
        return (
            Column[TableLine]("表格", lambda line: line.table.file_name, second=one.below),
            Column[TableLine]("时间", one.when, 8),
            Column[TableLine]("来源", one.source, 9),
            Column[TableLine]("每行的结果", one.result, 14),
            Column[TableLine]("状态", one.state, 6, one.tone),
            Column[TableLine]("导入人", lambda line: line.table.actor, 6),
        )

    def _row_columns(self) -> tuple[Column[RowLine], ...]:
        one = self._presenter
        return (
            Column[RowLine]("行", lambda line: f"第 {line.line.row_number} 行", 5),
            Column[RowLine]("结果", one.outcome, 5, one.outcome_tone),
            Column[RowLine]("编号", lambda line: line.number, 13),
            Column[RowLine]("标题", lambda line: line.title or line.line.remark, second=one.row_below),
            Column[RowLine]("现在", lambda line: line.state, 8),
            Column[RowLine]("说明", lambda line: line.line.remark if line.title else "", 12),
        )

    def _build(self) -> None:
        style = self._page.context.style
        self._table = Table(style, "导入过的表格", self._tables)
        self._table.opened.connect(self.look)
        self._table.chosen.connect(self._turn)
        self._row_table = Table(style, "逐行结果", self._found)
        self._row_table.opened.connect(self.look_at_clue)
        self._look = button(style, "看每一行", self.look, icon="list", keys="Enter")
        self._back = button(style, "整批撤回", self.take_back, icon="undo-2", keys="Ctrl+Shift+Delete")
        self._restore = button(style, "恢复这一批", self.restore, icon="check")
        self._work = WorkBar(style, "撤回进度", keys="Ctrl+Shift+X")
        self._said = plain("", "soft", wrap=True)
        self._lists = stacked(self._table, EmptyState(style, "inbox", "还没有导入过表格", _HINT))
        tables, rows = QWidget(), QWidget()
        column(self._lists, gap=0, parent=tables)
        self._head = plain("", "strong", wrap=True)
        self._leave = button(style, "返回", self.back, icon="chevron-left", keys="Esc")
        self._clue = button(style, "看这条线索", self.look_at_clue, icon="file-text", keys="Ctrl+E")
        column(self._head, self._row_table, gap=2, parent=rows)
        self._whole = stacked(tables, rows)
        acts = (self._leave, self._clue, self._look, self._back, self._restore, None)
        body = column(row(*acts, gap=2), self._work, self._said, gap=2, parent=self)
        body.addWidget(self._whole, 1)
        self._show_level(0)
        self._rest()

    # -- showing

    @property
    def _chosen(self) -> TableLine | None:
        at = self._table.currentIndex().row()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _turn(self, _row: int = 0) -> None:
        line, idle = self._chosen, not self._work.busy
        self._look.setEnabled(line is not None)
        self._back.setEnabled(idle and line is not None and line.taken_back < line.taken_in)
        self._restore.setEnabled(idle and line is not None and line.taken_back > 0)

    def _show_level(self, level: int) -> None:
        """0: the tables; 1: the rows of one. Each has its own ways on."""
        self._whole.setCurrentIndex(level)
        self._look.setVisible(level == 0)
        for each in (self._leave, self._clue):
            each.setVisible(level == 1)

    def _show_rows(self, line: TableLine, rows: tuple[RowLine, ...]) -> None:
        at = max(self._row_table.currentIndex().row(), 0) if self._whole.currentIndex() == 1 else 0
        self._rows = rows
        self._found.reset(len(rows), rows)
        self._head.setText(f"{line.table.file_name}　{self._presenter.below(line)}")
        self._show_level(1)
        if rows:
            self._row_table.choose(min(at, len(rows) - 1))
        self._row_table.setFocus()

    # -- taking back, and undoing it

    def _taken(self, found: tuple[TakingBack, Changes]) -> None:
        done, changes = found
        self._rest()
        table_id = done.table.id
        self._page.context.frame.notice(self._presenter.taken(done), lambda: self._put_back(table_id))
        self._page.context.hub.announce(changes)

    def _put_back(self, table_id: str) -> None:
        self._run(lambda work: self._presenter.restore(table_id, work), self._restored)

    def _restored(self, found: tuple[TakingBack, Changes]) -> None:
        done, changes = found
        self._rest()
        self._page.context.frame.notice(self._presenter.restored(done))
        self._page.context.hub.announce(changes)

    def _run(
        self,
        task: Callable[[Work], tuple[TakingBack, Changes]],
        done: Callable[[tuple[TakingBack, Changes]], object],
    ) -> None:
        if self._work.busy:
            return
        self._say("")
        jobs = self._page.context.jobs
        self._work.begin(jobs.long(self, task, done, self._failed, self._work.tell, lane=Lane.PAPER))
        self._turn()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _rest(self) -> None:
        self._work.rest()
        self._said.setVisible(bool(self._said.text()))
        self._turn()

    def _failed(self, error: UserError) -> None:
        self._rest()
        self._page.context.frame.problem(error)
