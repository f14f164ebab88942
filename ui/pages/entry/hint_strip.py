"""Hints above the foot of the page: clues that are alike, matters that belong elsewhere, and the one that stops."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.icons import icon_label
from ui.pages.entry.advice import AlikeLine, Matter
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import clear, column, row

_MOST = 3
"""Lines at the same time; more would push the fields away."""


class HintStrip(QFrame):
    """``wanted`` carries the identity of a clue to look at; ``purge`` asks to wipe a text that must not be here."""

    wanted = Signal(str)
    purge = Signal()

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setProperty("surface", "hints")
        self.setAccessibleName("提示")
        self._style = style
        self._waved: set[str] = set()
        self._alike: tuple[AlikeLine, ...] = ()
        self._matters: tuple[Matter, ...] = ()
        self._shown: list[Matter | AlikeLine] = []
        self._first: QWidget = self
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column(self._lines, gap=0, parent=self).setContentsMargins(24, 6, 24, 6)
        self.hide()

    @property
    def stopped(self) -> bool:
        """Whether a text must be judged before anything can be registered."""
        return any(matter.stops and matter.code not in self._waved for matter in self._matters)

    def focus_first(self) -> None:
        """Put the focus on the first button."""
        self._first.setFocus()

    def forget(self) -> None:
        """Another clue: nothing was judged yet."""
        self._waved.clear()
        self._alike, self._matters = (), ()
        self._show()

    def show_matters(self, matters: Sequence[Matter]) -> None:
        """Show what the clue may be instead."""
        self._matters = tuple(matters)
        self._show()

    def show_alike(self, lines: Sequence[AlikeLine]) -> None:
        """Show which clues are like this one."""
        self._alike = tuple(lines)
        self._show()

    def _show(self) -> None:
        matters = sorted((m for m in self._matters if m.code not in self._waved), key=lambda m: not m.stops)
        alike = [line for line in self._alike if line.clue_id not in self._waved]
        wanted: list[Matter | AlikeLine] = [*matters, *alike][:_MOST]
        if wanted == self._shown:
            return
        self._shown = wanted
        clear(self._lines)
        for each in wanted:
            self._lines.addWidget(self._alike_line(each) if isinstance(each, AlikeLine) else self._matter_line(each))
        self.setVisible(bool(wanted))

    def _alike_line(self, line: AlikeLine) -> QWidget:
        look = button(self._style, "查看相似的线索", lambda: self.wanted.emit(line.clue_id), kind="quiet")
        return self._line("info", "ink", line.sentence, look, self._waver(line.clue_id, "不是同一件"))

    def _matter_line(self, matter: Matter) -> QWidget:
        if matter.stops:
            purge = button(self._style, "清除这条内容", self.purge.emit, kind="danger")
            return self._line("alert-triangle", "bad", matter.sentence, purge, self._waver(matter.code, "不涉密"))
        return self._line("info", "warn", matter.sentence, self._waver(matter.code, "知道了"))

    def _waver(self, code: str, words: str) -> QWidget:
        def wave() -> None:
            self._waved.add(code)
            self._show()

        return button(self._style, words, wave, kind="quiet")

    def _line(self, icon: str, tone: str, sentence: str, *buttons: QWidget) -> QWidget:
        holder = QWidget()
        body = row(icon_label(self._style, icon, tone, 18), gap=2, parent=holder)
        body.addWidget(plain(sentence, wrap=True, tone="bad" if tone == "bad" else ""), 1)
        for each in buttons:
            body.addWidget(each)
        if not self._lines.count():
            self._first = buttons[0]
        return holder
