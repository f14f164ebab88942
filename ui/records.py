"""Records of one kind: found at the left, one of them filled in at the right; kept, taken out, and fetched back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from baixing_desktop.changes import Changes
from ui.asking import Answers, Ask, answer_of, control_for, put_answer
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import Choice, SearchLine
from ui.widgets.flow import FlowLayout
from ui.widgets.footed import Footed
from ui.widgets.form import Field, Form
from ui.widgets.layouts import column, row
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

R = TypeVar("R")


@dataclass(frozen=True)  # no slots: Python 3.11 cannot build a frozen generic with slots by its subscript
class Manner(Generic[R]):
    """How one kind of record is shown and kept: ``thing`` names one, ``new`` begins one, ``text`` is what is
    searched, ``story`` tells what the form does not; ``shelves`` are ways to look of which ``on_shelf`` decides. The
    functions that write give what is kept; ``remove`` gives what was taken out and ``restore`` puts it back.
    """

    thing: str
    name: str
    new: str
    columns: tuple[Column[R], ...]
    read: Callable[[], tuple[R, ...]]
    key: Callable[[R], str]
    text: Callable[[R], str]
    words: Callable[[R], str]
    story: Callable[[R], str]
    shelves: tuple[tuple[str, str], ...]
    on_shelf: Callable[[R, str], bool]
    asks: Callable[[], tuple[Ask, ...]]
    answers: Callable[[R | None], Mapping[str, str]]
    save: Callable[[Answers, R | None], tuple[R, Changes]]
    remove: Callable[[R], tuple[R, Changes]]
    restore: Callable[[R], tuple[object, Changes]]
    may_write: bool


class RecordsPanel(QWidget, Generic[R]):
    """``page`` runs the jobs; ``tools`` stand above the list, ``beside`` next to the button that saves."""

    def __init__(
        self,
        page: Page,
        manner: Manner[R],
        empty: EmptyState,
        tools: Sequence[QPushButton] = (),
        beside: Sequence[QPushButton] = (),
    ) -> None:
        super().__init__()
        self._page, self._manner, self._beside = page, manner, tuple(beside)
        self._all: tuple[R, ...] = ()
        self.chosen: R | None = None
        self._wanted = ""
        self._busy = self._held = False
        self._begun: Answers = {}
        self._model = PagedModel[R](manner.columns, lambda _offset, _limit: None)
        self._build(empty, tools)

    # -- for the page

    def focus(self) -> None:
        """The list; what to do first while there is none."""
        if self._model.rowCount():
            self._table.setFocus()
        else:
            (self._new if self._manner.may_write else self._search).setFocus()

    def seek(self) -> None:
        """The search."""
        self._search.setFocus()

    def step(self, step: int) -> None:
        """The record below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Read again."""
        self._page.ask(self._manner.read, self._show)

    def begin(self) -> None:
        """A new one."""
        if self._manner.may_write:
            self._put(None)
            self._fields[0].control.setFocus()

    def fill(self, answers: Answers, one: R | None) -> None:
        """Let ``answers`` stand in the fields of ``one``, or of a new one; nothing is kept yet."""
        self._put(one)
        for ask, field in zip(self._asks, self._fields, strict=True):
            put_answer(field.control, answers[ask.key])
        self._fields[0].control.setFocus()

    def show_record(self, record_id: str) -> None:
        """Choose this record when the list is read next, whatever was narrowed down before."""
        self._search.clear()
        self._shelf.choose("all")
        self._wanted = record_id

    def save(self) -> None:
        """Keep what is filled in, or say at its field what is missing."""
        asks, got = self._asks, self._filled_in()
        missing = [f for ask, f in zip(asks, self._fields, strict=True) if ask.needed and not got[ask.key]]
        for ask, field in zip(asks, self._fields, strict=True):
            field.wrong(f"请填写{ask.words}。" if field in missing else "")
        if missing:
            missing[0].control.setFocus()
            return
        if self._busy or not self._manner.may_write:
            return
        self._busy = True
        manner, known = self._manner, self.chosen

        def saved(kept: R) -> None:
            self._busy = False
            self._wanted, self.chosen, self._begun = manner.key(kept), kept, got
            self._table.setFocus()
            before = manner.answers(known)
            back = (lambda: manner.remove(kept)) if known is None else (lambda: manner.save(before, kept))
            self._page.context.frame.notice(
                f"已保存{manner.thing}“{manner.words(kept)}”。", lambda: self._page.act(back, lambda _kept: None)
            )

        self._page.act(lambda: manner.save(got, known), saved)

    def remove(self) -> None:
        """Take the chosen one out."""
        one, manner = self.chosen, self._manner
        if one is None or self._busy or not manner.may_write:
            return
        self._busy = True

        def removed(was: R) -> None:
            self.chosen, self._busy, self._begun = None, False, self._filled_in()
            self._page.context.frame.notice(
                f"已删除{manner.thing}“{manner.words(was)}”。",
                lambda: self._page.act(lambda: manner.restore(was), lambda _kept: None),
            )

        self._page.act(lambda: manner.remove(one), removed)

    def rest(self) -> None:
        """Something failed: it may be tried again; what was typed stays."""
        self._busy = False

    # -- building

    def _build(self, empty: EmptyState, tools: Sequence[QPushButton]) -> None:
        style, manner = self._page.context.style, self._manner
        self._search = SearchLine(f"查找{manner.thing}", "输入几个字")
        self._search.textChanged.connect(self._fill)
        self._search.onward.connect(self.focus)
        self._shelf = narrowing(Choice("看哪些", manner.shelves))
        self._shelf.choose(manner.shelves[0][0])
        self._shelf.currentIndexChanged.connect(self._fill)
        self._new = button(style, manner.new, self.begin, icon="plus", keys="Ctrl+Shift+N")
        self._new.setVisible(manner.may_write)
        bar = QWidget()
        flow = FlowLayout(bar)
        for made in (self._new, *tools):
            flow.addWidget(made)
        self._table = Table(style, manner.name, self._model)
        self._table.chosen.connect(self._choose)
        self._lists = QStackedWidget()
        self._none = EmptyState(style, "search", "没有找到", "换一个字试试，或在“看哪些”里选全部。")
        for widget in (self._table, empty, self._none):
            self._lists.addWidget(widget)
        self._sum = plain("", "soft", wrap=True)
        left = QWidget()
        looking = row(gap=2)
        looking.addWidget(self._search, 1)
        looking.addWidget(self._shelf)
        body = column(bar, looking, self._sum, gap=2, parent=left)
        body.addWidget(self._lists, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        column(gap=0, parent=self).addWidget(sides(left, self._editor(), (5, 5)), 1)

    def _editor(self) -> QWidget:
        style, manner = self._page.context.style, self._manner
        self._head, self._story = plain("", "heading", wrap=True), plain("", "soft", wrap=True)
        form = Form()
        self._asks = manner.asks()
        self._fields: list[Field] = []
        for ask in self._asks:
            control = control_for(ask)
            control.setEnabled(manner.may_write)
            self._fields.append(form.add(ask.words, control, needed=ask.needed))
        self._keep = button(style, "保存", self.save, kind="primary", icon="save", keys="Ctrl+S")
        self._drop = button(style, "删除", self.remove, kind="quiet", keys="Ctrl+D")
        foot = QWidget()
        flow = FlowLayout(foot)
        for made in (self._keep, *self._beside, self._drop):
            flow.addWidget(made)
        foot.setVisible(manner.may_write)
        inside, holder = QWidget(), QWidget()
        column(self._head, self._story, form, None, gap=3, margin=4, parent=inside)
        column(Footed(inside, foot), None, gap=0, parent=holder).setContentsMargins(space(2), 0, 0, 0)
        self._put(None)
        return holder

    # -- showing

    def _show(self, found: tuple[R, ...]) -> None:
        self._all = found
        self._fill()

    def _fill(self, _change: object = None) -> None:
        manner, wanted = self._manner, self._search.text().strip().casefold()
        shelf = self._shelf.code
        shown = [one for one in self._all if manner.on_shelf(one, shelf) and wanted in manner.text(one).casefold()]
        known = self._wanted or (manner.key(self.chosen) if self.chosen is not None else "")
        self._wanted = ""
        had, typed = self._table.hasFocus(), self._filled_in() != self._begun
        self._model.reset(len(shown), shown)
        self._lists.setCurrentIndex(0 if shown else 2 if self._all else 1)
        self._sum.setText(
            f"{len(shown)} 项" if len(shown) == len(self._all) else f"{len(shown)} 项，共 {len(self._all)} 项"
        )
        self._sum.setVisible(bool(self._all))
        places = [number for number, one in enumerate(shown) if manner.key(one) == known]
        # What somebody is writing stays, whatever is read anew beside it.
        self._held = typed
        if shown and (places or (self.chosen is None and not typed)):
            self._table.choose(places[0] if places else 0)
        elif not self._all and not typed:
            self._put(None)
        self._held = False
        if had and not shown:
            self.focus()

    def _choose(self, number: int) -> None:
        one = self._model.line(number)
        if one is not None and not self._held:
            self._put(one)

    def _filled_in(self) -> Answers:
        return {ask.key: answer_of(field.control) for ask, field in zip(self._asks, self._fields, strict=True)}

    def _put(self, one: R | None) -> None:
        manner, self.chosen = self._manner, one
        answers = manner.answers(one)
        for ask, field in zip(self._asks, self._fields, strict=True):
            put_answer(field.control, answers[ask.key])
            field.wrong("")
        self._begun = self._filled_in()
        self._head.setText(manner.words(one) if one is not None else f"新的{manner.thing}")
        story = manner.story(one) if one is not None else ""
        self._story.setText(story)
        self._story.setVisible(bool(story))
        for made in (self._drop, *self._beside):
            made.setVisible(one is not None)
        rename(self._keep, "保存修改" if one is not None else f"登记{manner.thing}", "Ctrl+S")
