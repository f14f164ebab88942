"""Fcitx 4 (and fcitx 5, which speaks its protocol too) for a Qt that has no plugin for it.

Keys pressed in the widget with the focus go to the input method first; what it commits comes back as the same event
that a plugin would send. When the input method stops answering, keys go to the widget as if there were none, and it is
asked again after :data:`_REST_S` seconds.
"""

import os
from time import monotonic
from typing import Any, cast

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QTextCharFormat, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from ui.typing.bus import NoBusError, Object, SessionBus
from ui.typing.detect import fcitx_name

_REST_S = 10.0
_CAPACITY = 1 << 1 | 1 << 4  # preedit, formatted preedit
_INTERFACE = "org.fcitx.Fcitx.InputContext"
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class FcitxBridge(QObject):
    """One input context for the whole application; it follows the focus."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._bus: SessionBus | None = None
        self._at = Object("/", "", _INTERFACE)
        self._notifier: QSocketNotifier | None = None
        self._watched: QObject | None = None
        self._again_at = 0.0
        app.focusObjectChanged.connect(self._follow)
        app.inputMethod().cursorRectangleChanged.connect(self._place)
        self._follow(app.focusObject())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A key: the input method's or the widget's."""
        if event.type() in _KEYS and isinstance(event, QKeyEvent) and self._listening(watched):
            return self._offer(event)
        return super().eventFilter(watched, event)

    # -- following the focus

    def _follow(self, target: QObject | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = target
        if target is not None:
            target.installEventFilter(self)
        self._tell("FocusIn" if self._listening(target) else "FocusOut")

    @staticmethod
    def _listening(target: QObject | None) -> bool:
        # Qt takes this attribute from fields for passwords, which no input method must see.
        return isinstance(target, QWidget) and target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def _place(self) -> None:
        window, method = cast("QWindow | None", QGuiApplication.focusWindow()), self._app.inputMethod()
        if window is not None and self._bus is not None:
            inside = method.cursorRectangle().toRect()
            spot = QRect(window.mapToGlobal(inside.topLeft()), inside.size())
            ratio = window.devicePixelRatio()
            sides = (spot.x(), spot.y(), spot.width(), spot.height())
            self._tell("SetCursorRect", "iiii", tuple(round(side * ratio) for side in sides))

    # -- keys out, words in

    def _offer(self, event: QKeyEvent) -> bool:
        bus = self._connected()
        if bus is None:
            return False
        released = event.type() is QEvent.Type.KeyRelease
        key = (event.nativeVirtualKey(), event.nativeScanCode(), event.nativeModifiers(), int(released), 0)
        try:
            taken = bus.call(self._at, "ProcessKeyEvent", "uuuiu", key)[0]
        except NoBusError:
            self._lose()
            return False
        self._read()
        return bool(taken)

    def _read(self) -> None:
        if self._bus is None:
            return
        try:
            for name, body in self._bus.heard():
                self._receive(name, body)
        except NoBusError:
            self._lose()

    def _receive(self, name: str, body: tuple[Any, ...]) -> None:
        target = self._watched
        if target is None or not shiboken6.isValid(target):
            return
        if name == "CommitString":
            event = QInputMethodEvent()
            event.setCommitString(body[0])
            QApplication.sendEvent(target, event)
        elif name == "UpdateFormattedPreedit":
            QApplication.sendEvent(target, _preedit("".join(part[0] for part in body[0])))

    # -- the connection

    def _connected(self) -> SessionBus | None:
        if self._bus is None and monotonic() >= self._again_at:
            try:
                self._connect()
            except NoBusError:
                self._lose()
        return self._bus

    def _connect(self) -> None:
        name = fcitx_name(os.environ.get("DISPLAY", ""))
        self._bus = bus = SessionBus()
        method = Object("/inputmethod", name, "org.fcitx.Fcitx.InputMethod")
        number = bus.call(method, "CreateICv3", "si", (self._app.applicationName(), os.getpid()))[0]
        self._at = Object(f"/inputcontext_{number}", name, _INTERFACE)
        bus.hear(self._at)
        bus.tell(self._at, "SetCapacity", "u", (_CAPACITY,))
        bus.tell(self._at, "FocusIn")
        self._notifier = QSocketNotifier(bus.descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _tell(self, member: str, signature: str = "", body: tuple[Any, ...] = ()) -> None:
        bus = self._connected()
        if bus is not None:
            try:
                bus.tell(self._at, member, signature, body)
            except NoBusError:
                self._lose()

    def _lose(self) -> None:
        """Type without it for a while."""
        self._again_at = monotonic() + _REST_S
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._receive("UpdateFormattedPreedit", ([],))


def _preedit(words: str) -> QInputMethodEvent:
    """What is being composed, underlined, with the cursor behind it."""
    look = QTextCharFormat()
    look.setFontUnderline(True)
    kinds = QInputMethodEvent.AttributeType
    parts = [
        QInputMethodEvent.Attribute(kinds.TextFormat, 0, len(words), look),
        QInputMethodEvent.Attribute(kinds.Cursor, len(words), 1, None),
    ]
    return QInputMethodEvent(words, parts if words else [])
