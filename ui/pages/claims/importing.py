"""导入认领结果: choose a table, see what would become of each row, enter what can be entered."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.proposals import Claim
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.claim_import import CLAIMED, READY, REFUSED, ClaimPlan, ClaimRow
from baixing_desktop.work import Work
from ui.choosing import choose_file
from ui.jobs import Lane
from ui.pages.claims.presenter import ClaimsPresenter
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table

T = TypeVar("T")
_KINDS = "表格 (*.xlsx *.xls *.csv)"
_TONES = {READY: "ok", CLAIMED: "ok", REFUSED: "bad"}


class ImportView(QWidget):
    """Nothing is written before the rows were seen. ``page`` runs the jobs; ``leave`` shows the stages again."""

    def __init__(self, page: Page, presenter: ClaimsPresenter, leave: Callable[[], None]) -> None:
        super().__init__()
        self._page, self._presenter = page, presenter
        self._plan: ClaimPlan | None = None
        self._work: Work | None = None
        style = page.context.style
        self._go = button(style, "登记这些认领", self.bring_in, kind="primary", icon="check", keys="Ctrl+Enter")
        self._file = button(style, "另选表格", self.choose, icon="folder-open")
        back = button(style, "返回", leave, icon="chevron-left", keys="Esc")
        columns = (
            Column[ClaimRow]("行", lambda one: f"第 {one.row_number} 行", 6),
            Column[ClaimRow]("结果", lambda one: one.outcome, 8, lambda one: _TONES[one.outcome]),
            Column[ClaimRow]("线索编号", lambda one: one.number, 10),
            Column[ClaimRow]("认领人和说明", lambda one: "　".join(w for w in (one.claimant, one.note) if w)),
        )
        self._model = PagedModel[ClaimRow](columns, lambda _offset, _limit: None)
        self._table = Table(style, "逐行结果", self._model)
        self._sum = plain("", "strong", wrap=True)
        hint = "表格里要有“线索编号”和“认领人”，可以有“认领类别”“联名人”“认领日期”。先列出结果，再登记。"
        self._lists = stacked(self._table)
        self._lists.addWidget(EmptyState(style, "folder-open", "选一个认领登记表", hint))
        column(heading("导入认领结果", back, self._file, self._go), self._sum, self._lists, gap=3, parent=self)
        self.setFocusProxy(self._file)
        self._begin()

    def choose(self) -> None:
        """Ask for a table."""
        self._begin()
        preferences = self._page.context.preferences
        choose_file(self, "选择表格", preferences.folder, _KINDS, self.attempt)

    def step(self, step: int) -> None:
        """The row below or above."""
        self._table.step(step)

    def attempt(self, path: str) -> None:
        """Look the rows of the table at ``path`` up."""
        if path and self._work is None:
            self._page.context.preferences.folder = str(Path(path).parent)
            self._run(lambda work: self._presenter.plan(Path(path), work), self._planned)

    def _planned(self, plan: ClaimPlan) -> None:
        self._plan, self._work = plan, None
        rows = tuple(
            ClaimRow(row.row_number, row.number, row.claimant.name, REFUSED if row.fault else READY, row.fault)
            for row in plan.rows
        )
        self._put(rows, f"{plan.file_name}：{plan.ready} 行可以登记，{len(rows) - plan.ready} 行不能，还没有写入。")
        self._go.setEnabled(bool(plan.ready))
        (self._go if plan.ready else self._file).setFocus()

    def bring_in(self) -> None:
        """Enter what can be entered."""
        plan = self._plan
        if plan is not None and plan.ready and self._work is None:
            self._run(lambda work: self._presenter.bring_in(plan, work), self._brought)

    def _brought(self, found: tuple[tuple[ClaimRow, ...], Changes]) -> None:
        rows, changes = found
        self._plan, self._work = None, None
        done = sum(row.outcome == CLAIMED for row in rows)
        self._put(rows, f"已登记认领 {done} 条，未导入 {len(rows) - done} 行。")
        self._go.setEnabled(False)
        self._file.setFocus()
        self._page.context.hub.announce(changes)
        entered = [row.claim for row in rows if row.claim is not None]
        if entered:
            undo = partial(self._page.act, lambda: self._presenter.claims_back(entered), self._undone)
            self._page.context.frame.notice(f"已登记认领 {done} 条。", undo)

    def _undone(self, back: tuple[Claim, ...]) -> None:
        """All of them, unless something was done with one since: then none."""
        self._begin()
        self._page.context.frame.notice(f"已撤回刚才导入的 {len(back)} 条认领。")

    def _run(self, task: Callable[[Work], T], done: Callable[[T], object]) -> None:
        jobs = self._page.context.jobs
        self._go.setEnabled(False)
        self._work = jobs.long(self, task, done, self._failed, self._tell, lane=Lane.PAPER)

    def _tell(self, done: int, total: int, what: str) -> None:
        self._sum.setText(f"{what} {done} / {total}")

    def _begin(self) -> None:
        self._plan = None
        self._model.reset(0, ())
        self._lists.setCurrentIndex(1)
        self._sum.setText("")
        self._go.setEnabled(False)

    def _put(self, rows: tuple[ClaimRow, ...], words: str) -> None:
        self._model.reset(len(rows), rows)
        self._lists.setCurrentIndex(0 if rows else 1)
        self._sum.setText(words)

    def _failed(self, error: UserError) -> None:
        self._work = None
        self._page.failed(error)
