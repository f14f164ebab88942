"""The buttons below the clue: only those that the transition table allows in its state; or those of the open form."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from baixing_desktop.domain.states import Action
from ui.pages.screening.shelves import WAITING, Shelf
from ui.style import Style
from ui.widgets.buttons import button, rename
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import column, row

Run = Callable[[], None]
NEEDS = {
    "return": Action.RETURN_FOR_MORE,
    "decline": Action.DECLINE,
    "retain": Action.ACCEPT,
    "split": Action.SPLIT,
    "edit": Action.EDIT,
}
"""Which action of the table each form leads to."""

_LOOKS = {
    "return": ("退回补充", "undo-2", "R"),
    "decline": ("不予采用", "x", "D"),
    "retain": ("受理并留存", "archive", "L"),
    "split": ("拆分", "", "S"),
    "edit": ("整理稿", "", "E"),
}


class Foot(QFrame):
    """``open_form`` is called with the name of a form, ``go`` by the primary button; while a form is open, ``confirm``
    by that button and ``close`` by the one beside it.
    """

    def __init__(
        self, style: Style, open_form: Callable[[str], None], go: Run, confirm: Run, close: Run
    ) -> None:  # fmt: skip
        super().__init__()
        self.setProperty("surface", "bar")
        self._openers: dict[str, QPushButton] = {
            name: button(style, words, partial(open_form, name), icon=icon, keys=keys, show_keys=True)
            for name, (words, icon, keys) in _LOOKS.items()
        }
        self.primary = button(style, WAITING.words, go, kind="primary", icon="check", keys="A")
        self._confirm = button(style, "", confirm, kind="primary", icon="check", keys="Ctrl+Enter")
        cancel = button(style, "取消", close, keys="Esc", show_keys=True)
        self._decisions = _line(tuple(self._openers.values()), self.primary)
        self._form = _line((cancel,), self._confirm, to_end=True)
        column(self._decisions, self._form, gap=0, parent=self).setContentsMargins(24, 10, 24, 10)
        self.turn("")

    def offer(self, shelf: Shelf, actions: Collection[Action]) -> None:
        """Show what can be done with the clue of ``shelf`` in whose state ``actions`` are possible."""
        for name, made in self._openers.items():
            made.setVisible(NEEDS[name] in actions)
        rename(self.primary, shelf.words, "A")
        self.primary.setVisible(shelf.action in actions)

    def turn(self, words: str) -> None:
        """A form is open that brings this about; nothing where none is."""
        rename(self._confirm, words, "Ctrl+Enter")
        self._decisions.setVisible(not words)
        self._form.setVisible(bool(words))


def _line(made: Sequence[QPushButton], last: QPushButton, *, to_end: bool = False) -> QWidget:
    held, flow = QWidget(), FlowLayout(gap=2, to_end=to_end)
    for each in made:
        flow.addWidget(each)
    line = row(gap=3, parent=held)
    line.addLayout(flow, 1)
    line.addWidget(last)
    return held
