"""导入委员名册: choose a table, see what would become of each row, enter it; it can be taken back."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.member_import import ADDED, CHANGED, REFUSED, SAME, Imported, MemberPlan, PlannedMember
from baixing_desktop.work import Work
from ui.choosing import choose_file
from ui.jobs import Lane
from ui.pages.reference.rosters import MembersPresenter
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import column, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

T = TypeVar("T")
_KINDS = "表格 (*.xlsx *.xls *.csv)"
_TONES = {ADDED: "ok", CHANGED: "warn", SAME: "soft", REFUSED: "bad"}


class MemberImport(QWidget):
    """Nothing is written before the rows were seen. ``page`` runs the jobs; ``leave`` shows the roster again."""

    def __init__(self, page: Page, presenter: MembersPresenter, leave: Callable[[], None]) -> None:
        super().__init__()
        self._page, self._presenter, self._leave = page, presenter, leave
        self._plan: MemberPlan | None = None
        self._work: Work | None = None
        style = page.context.style
        self._go = button(style, "导入这些委员", self.bring_in, kind="primary", icon="check", keys="Ctrl+Enter")
        self._file = button(style, "另选表格", self.choose, icon="folder-open", keys="Ctrl+Shift+O")
        self._halt = button(style, "停止", self.stop, keys="Ctrl+Shift+X")
        bar = QWidget()
        flow = FlowLayout(bar)
        for made in (
            button(style, "返回名册", leave, icon="chevron-left", keys="Esc"),
            self._file,
            self._go,
            self._halt,
        ):
            flow.addWidget(made)
        self._model = PagedModel[PlannedMember](self._columns(), lambda _offset, _limit: None)
        self._table = Table(style, "逐行结果", self._model)
        self._sum = plain("", "strong", wrap=True)
        hint = (
            "表格里要有“姓名”，可以有“届次”“界别”“专委会”“街道工作室”“任期起”“任期止”“单位及职务”。"
            "先列出每行有什么变化，再导入；表里没有写的保持原样。\n"
            "专委会只加不减：要退出的写在“退出专委会”一栏；整行都按表格的，在“专委会以表为准”一栏写“是”。"
            "离任的写“任期止”，名册里保留。"
        )
        self._lists = stacked(self._table)
        self._lists.addWidget(EmptyState(style, "folder-open", "选一个委员名单", hint))
        column(bar, self._sum, gap=2, parent=self).addWidget(self._lists, 1)
        self.setFocusProxy(self._file)
        self._begin()

    def choose(self) -> None:
        """Ask for a table."""
        if self._work is None:
            self._begin()
            choose_file(self, "选择表格", self._page.context.preferences.folder, _KINDS, self.attempt)

    def attempt(self, path: str) -> None:
        """Look the rows of the table at ``path`` up."""
        if path and self._work is None:
            self._page.context.preferences.folder = str(Path(path).parent)
            self._run(lambda work: self._presenter.plan(Path(path), work), self._planned)

    def bring_in(self) -> None:
        """Enter what is new or differs."""
        plan = self._plan
        if plan is not None and plan.ready and self._work is None:
            self._run(lambda work: self._presenter.bring_in(plan, work), self._brought)

    def stop(self) -> None:
        """Stop what runs."""
        if self._work is not None:
            self._work.cancel()

    def _columns(self) -> tuple[Column[PlannedMember], ...]:
        unit, committees = self._presenter.short, self._presenter.committees
        return (
            Column[PlannedMember]("行", lambda one: f"第 {one.row_number} 行", 6),
            Column[PlannedMember]("结果", lambda one: one.outcome, 6, lambda one: _TONES[one.outcome]),
            Column[PlannedMember]("姓名", lambda one: one.form.name, 6),
            Column[PlannedMember]("届", lambda one: f"{one.form.term} 届", 5),
            Column[PlannedMember](
                "有什么变化",
                lambda one: "　".join(
                    filter(None, (*_said(one, committees(one.form), unit(one.form.workroom)), one.remark))
                ),
            ),
        )

    def _planned(self, plan: MemberPlan) -> None:
        self._plan, self._work = plan, None
        self._halt.hide()
        self._model.reset(len(plan.rows), plan.rows)
        self._lists.setCurrentIndex(0 if plan.rows else 1)
        counts = "，".join(f"{name} {plan.count(name)} 人" for name in (ADDED, CHANGED, SAME, REFUSED))
        self._sum.setText(f"试算 {plan.file_name}，还没有写入：{counts}。")
        self._go.setEnabled(bool(plan.ready))
        (self._go if plan.ready else self._file).setFocus()

    def _brought(self, found: tuple[Imported, Changes]) -> None:
        imported, changes = found
        self._begin()
        self._leave()
        self._page.context.frame.notice(
            f"已导入委员 {len(imported.written)} 人。",
            lambda: self._page.act(lambda: self._presenter.take_back(imported), lambda _none: None),
        )
        self._page.context.hub.announce(changes)

    def _run(self, task: Callable[[Work], T], done: Callable[[T], object]) -> None:
        self._go.setEnabled(False)
        self._halt.show()
        self._work = self._page.context.jobs.long(self, task, done, self._failed, self._tell, lane=Lane.PAPER)

    def _tell(self, done: int, total: int, what: str) -> None:
        self._sum.setText(f"{what} {done} / {total}")

    def _begin(self) -> None:
        self._plan, self._work = None, None
        self._halt.hide()
        self._model.reset(0, ())
        self._lists.setCurrentIndex(1)
        self._sum.setText("")
        self._go.setEnabled(False)

    def _failed(self, error: UserError) -> None:
        self._work = None
        self._halt.hide()
        self._sum.setText("")
        self._go.setEnabled(bool(self._plan and self._plan.ready))
        self._page.failed(error)


def _said(one: PlannedMember, committees: str, workroom: str) -> tuple[str, ...]:
    """What would change; of somebody new, who it is."""
    if one.outcome == CHANGED:
        return ("；".join(one.changes),)
    return (one.form.sector, committees, workroom) if one.outcome == ADDED else ()
