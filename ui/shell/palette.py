"""Ctrl+K: every command by its name or by the initials of its pinyin."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.shell.initials import initials
from ui.style import Style
from ui.widgets.layouts import column

_OWN_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    name: str
    keys: str
    action: QAction


def matches(entry: Entry, wanted: str) -> bool:
    """Whether what was typed is part of the name, of its initials or of its keys."""
    wanted = wanted.strip().casefold()
    by_initials = any(wanted in way for way in initials(entry.name))
    return wanted in entry.name.casefold() or by_initials or wanted == entry.keys.casefold()


class Palette(QFrame):
    """A list over the window; Enter runs, Esc closes."""

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self._style = style
        self._entries: list[Entry] = []
        self._before: QWidget | None = None
        self._field = QLineEdit()
        self._field.setPlaceholderText("输入命令的名称或拼音首字母，例如“新建线索”或 xjxs")
        self._field.setAccessibleName("查找命令")
        self._list = QListWidget()
        self._list.setAccessibleName("命令列表")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._run)
        column(self._field, self._list, gap=2, margin=3, parent=self)
        self.hide()

    def offer(self, entries: Sequence[Entry]) -> None:
        """Open with these commands."""
        self._entries = list(entries)
        self._before = self.window().focusWidget()
        self._field.clear()
        self._filter("")
        self.place()
        self.show()
        self.raise_()
        self._field.setFocus()

    def place(self) -> None:
        """Stand at the top, in the middle of the window."""
        around = self.window().size()
        width = min(self._style.pixels("base") * 40, around.width() - 48)
        height = min(self._style.pixels("base") * 28, around.height() - 96)
        self.setGeometry((around.width() - width) // 2, 64, width, height)

    def dismiss(self) -> None:
        """Close and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys move in the list while one types; Enter runs; Esc or leaving closes."""
        if watched is self._field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in _OWN_KEYS:
                # Otherwise Esc and Enter would go to the page below.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._key(Qt.Key(event.key()))
        if watched is self._field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the chosen line in sight."""
        super().resizeEvent(event)
        self._list.scrollToItem(self._list.currentItem())

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps and self._list.count():
            self._list.setCurrentRow((self._list.currentRow() + steps[key]) % self._list.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _filter(self, wanted: str) -> None:
        self._list.clear()
        for entry in self._entries:
            if matches(entry, wanted):
                item = QListWidgetItem(f"{entry.name}    {entry.keys}" if entry.keys else entry.name)
                item.setSizeHint(QSize(0, self._style.pixels("base") * 2 + 6))
                item.setData(Qt.ItemDataRole.UserRole, entry.action)
                self._list.addItem(item)
        if not self._list.count():
            nothing = QListWidgetItem("没有这个命令，换个词试试")
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(nothing)
        self._list.setCurrentRow(0)

    def _run(self) -> None:
        item = self._list.currentItem()
        if item is None:  # pyright: ignore[reportUnnecessaryComparison] - None when nothing matches
            return
        action = item.data(Qt.ItemDataRole.UserRole)
        self.dismiss()
        if isinstance(action, QAction):
            action.trigger()
