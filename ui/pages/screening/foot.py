"""The buttons below the clue: only those that the transition table allows in its state."""

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from baixing_desktop.domain.states import Action
from ui.pages.screening.shelves import WAITING, Shelf
from ui.style import Style
from ui.widgets.buttons import button, rename
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import row

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
    """``open_form`` is called with the name of a form, ``go`` by the primary button."""

    def __init__(self, style: Style, open_form: Callable[[str], None], go: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("surface", "bar")
        self._openers: dict[str, QPushButton] = {
            name: button(style, words, partial(open_form, name), icon=icon, keys=keys, show_keys=True)
            for name, (words, icon, keys) in _LOOKS.items()
        }
        self.primary = button(style, WAITING.words, go, kind="primary", icon="check", keys="A")
        flow = FlowLayout(gap=2)
        for made in self._openers.values():
            flow.addWidget(made)
        bar = row(gap=3, parent=self)
        bar.addLayout(flow, 1)
        bar.addWidget(self.primary)
        bar.setContentsMargins(24, 10, 24, 10)

    def offer(self, shelf: Shelf, actions: Collection[Action]) -> None:
        """Show what can be done with the clue of ``shelf`` in whose state ``actions`` are possible."""
        for name, made in self._openers.items():
            made.setVisible(NEEDS[name] in actions)
        rename(self.primary, shelf.words, "A")
        self.primary.setVisible(shelf.action in actions)
