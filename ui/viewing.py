"""查看方式 of whichever page stands in front: kept under a name, chosen, named anew, let go of; one may come first."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Self

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.views import PageView
from baixing_desktop.usecases.views import keep_page_view, page_views, put_page_views
from ui.context import Context
from ui.naming import NameDialog
from ui.shell.page import Command, Page
from ui.shell.window import Window
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fitting import fit
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import card, column, row, stacked
from ui.widgets.narrowing import pick, picks_of, words_of
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

NOTHING = "这一页没有可以保存的筛选。"
_Kept = tuple[PageView, ...]


class Viewing(QObject):
    """Looks after one window: its command, and the way to look with which a page opens."""

    def __init__(self, window: Window, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._seen: set[str] = set()
        window.went.connect(self._came)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The command of the menu."""
        return (Command("查看方式", "F6", "视图", self.open),)

    def open(self) -> None:
        """What is kept of the page in front."""
        page = self._window.page
        if page is None or page.views():
            return
        if picks_of(page):
            page.ask(lambda: page_views(self._context.desk, page.name), partial(ViewsDialog.present, page))
        else:
            self._window.notice(NOTHING)

    def end(self) -> None:
        """The window goes on without this person."""
        self._window.went.disconnect(self._came)
        self.deleteLater()

    def _came(self, name: str) -> None:
        page = self._window.page
        if page is None or name in self._seen:
            return
        self._seen.add(name)
        picks = picks_of(page)
        # Whoever came for something in particular sees that, and whoever chose meanwhile sees what was chosen.
        if not page.came_for and picks:

            def use(kept: _Kept) -> None:
                first = next((view for view in kept if view.first), None)
                if first is not None and picks_of(page) == picks:
                    pick(page, first.picks)

            page.ask(lambda: page_views(self._context.desk, name), use)


class ViewsDialog(QDialog):
    """The ways to look at ``page`` that are ``kept``."""

    def __init__(self, page: Page, kept: _Kept) -> None:
        super().__init__(page.window())
        self._page, self._style = page, page.context.style
        self.setWindowTitle(f"查看方式：{page.title}")
        columns = (
            Column[PageView]("名称", lambda view: view.name),
            Column[PageView]("", lambda view: "打开这一页时先用" if view.first else "", 9, lambda _view: "soft"),
        )
        self._model = PagedModel[PageView](columns, lambda _offset, _limit: None)
        self._table = Table(self._style, "保存的查看方式", self._model)
        self._table.opened.connect(self._opened)
        hint = "把这一页现在的选择保存下来，起个名字，以后一选就有。"
        self._lists = stacked(self._table, EmptyState(self._style, "save", "还没有保存的查看方式", hint))
        self._build()
        self._show(kept)

    @classmethod
    def present(cls, page: Page, kept: _Kept) -> Self:
        """Open over the window."""
        dialog = cls(page, kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _build(self) -> None:
        self._beside = (
            self._button("改名", self._rename, "Ctrl+E"),
            self._button("打开时先用", self._put_first, "Ctrl+T"),
            self._button("删去", self._drop, "Ctrl+D"),
        )
        self._use = self._button("用这个", self._take, "Enter", kind="primary")
        tools = QWidget()
        flow = FlowLayout(tools)
        for made in (self._button("保存现在的", self._ask_name, "Ctrl+S"), *self._beside):
            flow.addWidget(made)
        foot = card("bar")
        row(None, self._button("关闭", self.reject, "Esc"), self._use, gap=2, parent=foot).setContentsMargins(
            16, 10, 16, 10
        )
        body = QWidget()
        now = plain(f"现在：{words_of(self._page)}", "soft", wrap=True)
        within = column(now, tools, gap=3, margin=4, parent=body)
        within.addWidget(self._lists, 1)
        outside = column(gap=0, parent=self)
        outside.addWidget(body, 1)
        outside.addWidget(foot)
        fit(self, self._style, 560)

    def _button(self, words: str, run: Callable[[], None], keys: str, *, kind: str = "") -> QPushButton:
        made = button(self._style, words, run, kind=kind, keys=keys)
        if keys.startswith("Ctrl"):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        return made

    def _show(self, kept: _Kept, name: str = "") -> None:
        self._kept = kept
        self._model.reset(len(kept), kept)
        self._lists.setCurrentIndex(0 if kept else 1)
        for made in (*self._beside, self._use):
            made.setVisible(bool(kept))
        names = [view.name for view in kept]
        if kept:
            self._table.choose(names.index(name) if name in names else 0)
            self._table.setFocus()

    @property
    def _chosen(self) -> PageView | None:
        return self._model.line(self._table.lines[0]) if self._table.lines else None

    # -- acting

    def _opened(self, _line: int) -> None:
        self._take()

    def _take(self) -> None:
        view = self._chosen
        if view is not None:
            self.accept()
            pick(self._page, view.picks)

    def _ask_name(self) -> None:
        picks = picks_of(self._page)
        NameDialog.present(self, self._style, "", lambda name: self._keep(PageView(name, picks), f"已保存“{name}”。"))

    def _rename(self) -> None:
        view = self._chosen
        if view is not None:
            NameDialog.present(
                self, self._style, view.name,
                lambda name: self._keep(replace(view, name=name), f"已改名为“{name}”。", view.name),
            )  # fmt: skip

    def _put_first(self) -> None:
        view = self._chosen
        if view is not None:
            said = "打开这一页时先用" if not view.first else "打开这一页时不再先用"
            self._keep(replace(view, first=not view.first), f"{said}“{view.name}”。")

    def _keep(self, view: PageView, said: str, instead_of: str = "") -> None:
        desk, name = self._page.context.desk, self._page.name
        self._act(lambda: keep_page_view(desk, name, view, instead_of=instead_of), said, view.name)

    def _drop(self) -> None:
        view, desk, name = self._chosen, self._page.context.desk, self._page.name
        if view is not None:
            left = tuple(one for one in self._kept if one.name != view.name)
            self._act(lambda: put_page_views(desk, name, left), f"已删去“{view.name}”。", "")

    def _act(self, act: Callable[[], tuple[_Kept, Changes]], said: str, name: str) -> None:
        page, desk = self._page, self._page.context.desk

        def undo(before: _Kept) -> None:
            page.act(lambda: put_page_views(desk, page.name, before), lambda _was: None)

        def done(before: _Kept) -> None:
            page.context.frame.notice(said, lambda: undo(before))
            page.context.jobs.run(
                self, lambda: page_views(desk, page.name), lambda kept: self._show(kept, name), page.failed
            )

        page.act(act, done)
