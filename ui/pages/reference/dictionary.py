"""字典: a list and its entries at the left, one entry to edit at the right, and below it who changed what."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.reference import Edition
from ui.pages.reference.form import EntryForm
from ui.pages.reference.presenter import TITLES, Entry, ListView, ReferencePresenter
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import Choice, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import clear, column, line, row
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.table import Table


class DictionaryPanel(QWidget):
    """The office's own version of the lists that all workrooms go by; ``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._presenter = ReferencePresenter(page.context.desk)
        self._view: ListView | None = None
        self._entry: Entry | None = None
        self._busy = False
        columns = (
            Column[Entry]("名称", lambda one: one.words, second=lambda one: one.code),
            Column[Entry]("状态", lambda one: "已停用" if one.retired else "", width=8),
        )
        self._model = PagedModel[Entry](columns, lambda _offset, _limit: None)
        self._build()

    def focus(self) -> None:
        """Choosing a list comes first."""
        self._lists.setFocus()

    def step(self, step: int) -> None:
        """The entry below or above."""
        self._table.step(step)

    def show_record(self, code: str) -> None:
        """Choose this unit when the list is read next."""
        self._lists.blockSignals(True)
        self._lists.choose("units")
        self._lists.blockSignals(False)
        self._entry = Entry(code, "", {"code": code})

    def refresh(self) -> None:
        """Read the list again; the chosen entry stays chosen."""
        name = self._lists.code
        self._page.ask(lambda: self._presenter.view(name), self._show)

    # -- building

    def _build(self) -> None:
        style = self._page.context.style
        self._lists = Choice("列表", TITLES)
        self._lists.choose(TITLES[0][0])
        self._lists.currentIndexChanged.connect(self._pick)
        self._table = Table(style, "字典内容", self._model)
        self._table.chosen.connect(self._choose)
        self._add = button(style, "增加一项", self.begin, icon="plus", keys="Ctrl+Shift+N")
        left, above = QWidget(), row(gap=2)
        above.addWidget(self._lists, 1)
        above.addWidget(self._add)
        body = column(above, gap=3, parent=left)
        body.addWidget(self._table, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        column(sides(left, self._right(), (6, 5)), gap=0, parent=self)

    def _right(self) -> QWidget:
        style = self._page.context.style
        self._head = plain("", "heading", wrap=True)
        self._form = EntryForm()
        self._reason = TextLine("修改的理由", hint="例如：单位更名，见某某文件", limit=200)
        last = Form(stacked=True)
        self._reason_field = last.add("修改的理由", self._reason, needed=True)
        save = button(style, "保存修改", self.save, kind="primary", keys="Ctrl+S")
        self._retire = button(style, "停用", self._turn)
        self._revert = button(style, "恢复原样", self._take_back)
        inside, holder = QWidget(), QWidget()
        self._history = column(gap=1)
        column(
            self._head, self._form, last,
            plain("各工作室下次报送时得到。编号不能改；停用的项目，旧记录仍显示名称。", "soft", wrap=True),
            line(), plain("改过什么", "strong"), self._history, None,
            gap=3, margin=4, parent=inside,
        )  # fmt: skip
        foot = FlowLayout(gap=2, to_end=True)
        for made in (self._retire, self._revert, save):
            foot.addWidget(made)
        column(Footed(inside, foot), None, gap=0, parent=holder).setContentsMargins(space(2), 0, 0, 0)
        return holder

    # -- showing

    def _pick(self, _index: int) -> None:
        self._entry = None
        self.refresh()

    def _show(self, view: ListView) -> None:
        self._view, known = view, self._entry
        self._model.reset(len(view.entries), view.entries)
        self._add.setVisible(view.spec.addable)
        clear(self._history)
        for words in view.history or ("还没有改过。",):
            self._history.addWidget(plain(words, "soft", wrap=True))
        codes = [one.code for one in view.entries]
        if codes:
            self._entry = None
            self._table.choose(codes.index(known.code) if known and known.code in codes else 0)

    def _choose(self, number: int) -> None:
        entry = self._model.line(number)
        if entry is not None and (self._entry is None or self._entry.code != entry.code):
            self._put(entry)

    def _put(self, entry: Entry | None) -> None:
        if self._view is None:
            return
        self._entry = entry
        self._head.setText(entry.words if entry else f"{self._view.spec.title}：新的一项")
        self._form.put(self._view.spec, entry.row if entry else None)
        self._retire.setVisible(entry is not None)
        self._revert.setVisible(entry is not None)
        rename(self._retire, "恢复使用" if entry and entry.retired else "停用")
        self._reason.clear()
        self._reason_field.wrong("")

    # -- acting

    def begin(self) -> None:
        """A new entry."""
        if self._view is not None and self._view.spec.addable:
            self._put(None)
            self._form.focus()

    def save(self) -> None:
        """The entry as it is filled in."""
        view, code, texts, added = self._view, self._form.code, self._form.texts, self._entry is None
        if view is not None:
            self._do(lambda reason: self._presenter.save(view, code, texts, reason, added=added), code)

    def _turn(self) -> None:
        view, entry = self._view, self._entry
        if view is not None and entry is not None:
            self._do(
                lambda reason: self._presenter.retire(view, entry.code, reason, retired=not entry.retired), entry.code
            )

    def _take_back(self) -> None:
        view, entry = self._view, self._entry
        if view is not None and entry is not None:
            self._do(lambda reason: self._presenter.revert(view, entry.code, reason), entry.code)

    def _do(self, act: Callable[[str], tuple[Edition, Changes]], code: str) -> None:
        reason = self._reason.text().strip()
        self._reason_field.wrong("" if reason else "请写为什么改。")
        if not reason:
            self._reason.setFocus()
        elif not self._busy:
            self._busy = True
            self._page.act(lambda: act(reason), lambda edition: self._done(edition, code))

    def _done(self, edition: Edition, code: str) -> None:
        self._busy = False
        self._entry = Entry(code, "", {"code": code})
        self._page.context.frame.notice(f"已改，第 {edition.number} 版。各工作室下次报送时得到。")

    def rest(self) -> None:
        """Something failed; what was written stays."""
        self._busy = False
