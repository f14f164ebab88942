"""改标记: how urgent, important or universal a clue is, and its theme, changed wherever the clue is read (F33)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from baixing_desktop.domain.marks import MARK_WORDS, Marks
from baixing_desktop.usecases.marking import Marked, change_marks
from baixing_desktop.usecases.wording import mark_words
from ui.context import Context
from ui.pages.clues.presenter import ClueView
from ui.shell.page import Command, Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Check, Choice
from ui.widgets.fitting import fit
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import card, column, row

MARK, MARK_KEYS = "改标记", "Ctrl+Shift+Y"


def themes(context: Context) -> list[tuple[str, str]]:
    """主题 by code, and that there is none."""
    return [("", "不分主题"), *context.desk.reference.themes.items()]


class MarkBoxes(QWidget):
    """One box for each mark, and the theme; ``begun`` is what was put in."""

    def __init__(self, offered: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.begun = Marks()
        self._boxes = {field: Check(words) for field, words in MARK_WORDS.items()}
        self._theme = Choice("主题", offered)
        flow = FlowLayout(self, gap=3)
        for widget in (*self._boxes.values(), self._theme):
            flow.addWidget(widget)

    @property
    def marks(self) -> Marks:
        """What is ticked and chosen."""
        return Marks(self._theme.code or None, **{field: box.isChecked() for field, box in self._boxes.items()})

    def put(self, marks: Marks) -> None:
        """Show what a clue bears."""
        for field, box in self._boxes.items():
            box.setChecked(getattr(marks, field))
        self._theme.setCurrentIndex(max(self._theme.findData(marks.theme or ""), 0))
        # Not ``marks``: a theme that the reference data no longer has cannot be chosen, and is not chosen by itself.
        self.begun = self.marks

    def begin(self) -> None:
        """Put the keyboard on the first box."""
        next(iter(self._boxes.values())).setFocus()


class MarkDialog(QDialog):
    """The marks of one clue; ``go`` gets them."""

    def __init__(self, context: Context, view: ClueView, go: Callable[[Marks], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"{MARK}　{view.clue.number}")
        self._go = go
        self._boxes = MarkBoxes(themes(context))
        self._boxes.put(view.marks)
        cancel = button(context.style, "不改了", self.reject, keys="Esc")
        done = button(context.style, MARK, self.confirm, kind="primary", icon="check", keys="Enter")
        done.setDefault(True)
        foot = card("bar")
        row(None, cancel, done, gap=2, parent=foot).setContentsMargins(16, 10, 16, 10)
        body = QWidget()
        basis = plain("依据八（二）、八（三）1。改了以后，统计按新的主题计数；分类去向不变。", "soft", wrap=True)
        column(
            plain(view.clue.content.title, "heading", wrap=True), self._boxes, basis, None, gap=3, margin=4, parent=body
        )
        column(body, foot, gap=0, parent=self)
        self._boxes.begin()
        fit(self, context.style, 520)

    def confirm(self) -> None:
        """Change them."""
        self.accept()
        self._go(self._boxes.marks)


class Marking:
    """改标记 for a page that shows a clue: asks, does it, and offers to undo it. ``shown`` gives the clue in sight."""

    def __init__(self, page: Page, shown: Callable[[], ClueView | None]) -> None:
        self._page, self._shown = page, shown

    @property
    def command(self) -> Command:
        """For the page's commands."""
        return Command(MARK, MARK_KEYS, "线索", self.ask)

    def ask(self) -> None:
        """Open the dialog for the clue in sight, when it can be marked."""
        view = self._shown()
        if view is None or not view.markable:
            return
        page = self._page
        dialog = MarkDialog(page.context, view, partial(self._change, view.clue.id, view.marks), page.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _change(self, clue_id: str, was: Marks, marks: Marks) -> None:
        desk = self._page.context.desk
        self._page.act(lambda: change_marks(desk, clue_id, marks, was=was), self._told)

    def _told(self, done: Marked) -> None:
        context = self._page.context
        if done.before == done.after:
            context.frame.notice("标记没有变化")
            return
        words = mark_words(done.after, context.desk.reference) or "没有标记"
        context.frame.notice(f"已改标记：{words}", partial(self._take_back, done))

    def _take_back(self, done: Marked) -> None:
        desk = self._page.context.desk
        self._page.act(
            lambda: change_marks(desk, done.clue_id, done.before, was=done.after),
            lambda _: self._page.context.frame.notice("已撤销，标记和原来一样"),
        )
