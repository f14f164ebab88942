"""A person at a window: real key events, real stores, no mouse."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import shiboken6
from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QMimeData, Qt, QTimer, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from baixing_desktop.clock import Clock
from baixing_desktop.usecases.arriving import Program
from tests.builders import PASSPHRASE
from ui.preferences import Preferences
from ui.session import Session
from ui.shell.page import Page
from ui.style import Style

PATIENCE_MS = 60_000
_MODIFIERS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
}
_KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
    "Space": Qt.Key.Key_Space,
    "Down": Qt.Key.Key_Down,
    "Up": Qt.Key.Key_Up,
    "Right": Qt.Key.Key_Right,
    "Left": Qt.Key.Key_Left,
    "Backspace": Qt.Key.Key_Backspace,
    "Delete": Qt.Key.Key_Delete,
    "PgUp": Qt.Key.Key_PageUp,
    "PgDown": Qt.Key.Key_PageDown,
    "=": Qt.Key.Key_Equal,
    "-": Qt.Key.Key_Minus,
    "F1": Qt.Key.Key_F1,
    "F2": Qt.Key.Key_F2,
    "F3": Qt.Key.Key_F3,
    "F4": Qt.Key.Key_F4,
    "F6": Qt.Key.Key_F6,
    "F8": Qt.Key.Key_F8,
    "F12": Qt.Key.Key_F12,
    "F9": Qt.Key.Key_F9,
}


def wait_until(condition: Callable[[], bool]) -> bool:
    """Let events run until ``condition`` holds; False when it does not within :data:`PATIENCE_MS`."""
    alarm = QDeadlineTimer(PATIENCE_MS)
    loop, tick = QEventLoop(), QTimer(interval=10)
    tick.start()
    while not condition():
        if alarm.hasExpired():
            return False
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return True


class Seat:
    """One window on one home."""

    def __init__(
        self,
        home: Path,
        style: Style,
        clock: Clock,
        preferences: Preferences | None = None,
        *,
        practice: bool = False,
        program: Program | None = None,
    ) -> None:
        self.home = home
        self.session = Session(home, style, preferences or Preferences(), clock, practice=practice, program=program)
        self.window = self.session.window
        self.window.resize(1366, 768)

    def open(self, passphrase: str | None = PASSPHRASE) -> "Seat":
        """Start and wait until the first page (or stage) can be used."""
        self.session.start(passphrase)
        self.settle()
        self.window.activateWindow()
        assert QTest.qWaitForWindowActive(self.window, PATIENCE_MS)
        return self

    def close(self) -> None:
        """Close the window as a person does."""
        if shiboken6.isValid(self.window):
            self.window.close()
        self.session.close()
        self.dispose()

    def dispose(self) -> None:
        """Let Qt forget the window now, so that no test meets the widgets of another."""
        if shiboken6.isValid(self.window):
            self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    # -- waiting

    def until(self, condition: Callable[[], bool], what: str = "") -> None:
        """Let events run until ``condition`` holds; fails with ``what`` when it never does."""
        assert wait_until(condition), what or "it never happened"

    def settle(self) -> None:
        """Let events run until everything asked for has been answered."""
        QApplication.processEvents()
        self.until(lambda: not self.session.jobs.busy, "the window never came to rest")
        for _ in range(6):  # layouts of layouts
            QApplication.processEvents()
        top = QApplication.activeModalWidget() or self.window
        # What a window manager does when a dialog goes away; off the screen there is none.
        if shiboken6.isValid(top) and top.isVisible() and not top.isActiveWindow():
            top.activateWindow()
            self.until(top.isActiveWindow)
        hand: QWidget | None = QApplication.focusWidget()
        while hand is not None and not isinstance(hand, Page):
            hand = hand.parentWidget()
        assert hand is None or hand.isVisible(), "the keyboard is in a page behind"

    # -- the keyboard

    def at(self) -> QWidget:
        """The widget with the focus: in a dialog on top, if there is one."""
        top = QApplication.activeModalWidget() or QApplication.activeWindow() or self.window
        found = top.focusWidget() or top
        assert isinstance(found, QWidget)
        return found

    def press(self, *keys: str) -> None:
        """Press keys such as ``Ctrl+Enter``, ``Tab``, ``a``; the window comes to rest after each."""
        for each in keys:
            *held, last = each.split("+") if each != "+" else [each]
            modifiers = Qt.KeyboardModifier.NoModifier
            for name in held:
                modifiers |= _MODIFIERS[name]
            key = _KEYS.get(last) or Qt.Key(ord(last.upper()))
            QTest.keyClick(self.at(), key, modifiers)
            self.settle()

    def type(self, words: str) -> None:
        """Type words as an input method commits them."""
        event = QInputMethodEvent()
        event.setCommitString(words)
        QApplication.sendEvent(self.at(), event)
        QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        """Press Tab until the control called ``name`` has the focus."""
        for _ in range(60):
            if self.at().accessibleName().startswith(name):
                return
            QTest.keyClick(self.at(), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reaches {name}; now at {self.at().accessibleName()!r}")

    # -- the eyes

    def words(self, within: QWidget | None = None) -> str:
        """All words in sight."""
        root = within or self.window
        texts = [w.text() for w in below(root) if isinstance(w, QLabel | QPushButton)]
        return "\n".join(text for text in texts if text)

    def controls(self) -> list[QWidget]:
        """Everything visible that the Tab key can reach, on the page in front and around it."""
        inner = "qt_spinbox_lineedit"  # the part of a date field that its name belongs to
        found = [w for w in below(self.window) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled()]
        return [w for w in found if w.objectName() != inner and not isinstance(w.parentWidget(), QComboBox)]

    def sees(self, words: str) -> bool:
        """Whether these words are in sight."""
        return words in self.words(QApplication.activeModalWidget())


def below(root: QWidget) -> list[QWidget]:
    """All visible widgets below ``root``."""
    found = cast("list[QWidget]", root.findChildren(QWidget))  # pyright: ignore[reportUnknownMemberType] - open type
    return [w for w in found if w.isVisible()]


def set_urls(data: QMimeData, urls: list[QUrl]) -> None:
    data.setUrls(urls)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings
