"""Being told to end: logging out, shutting down or Ctrl+C closes the windows as their owner would, drafts saved."""

import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_SIGNALS = [number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]


@contextmanager
def ended_by_signals(app: QApplication) -> Generator[None]:
    """Inside the block, a signal to end closes every window and leaves the event loop of ``app``.

    Python runs its handlers only between its own steps, and Qt's loop takes none; so the signal knocks at a socket
    that the loop listens to.
    """
    inner, outer = socket.socketpair()
    inner.setblocking(False)
    outer.setblocking(False)
    before = {number: signal.signal(number, _heard) for number in _SIGNALS}
    knock_before = signal.set_wakeup_fd(outer.fileno())
    notifier = QSocketNotifier(inner.fileno(), QSocketNotifier.Type.Read)

    def end() -> None:
        inner.recv(64)
        app.closeAllWindows()
        app.quit()

    notifier.activated.connect(end)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(knock_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        inner.close()
        outer.close()


def _heard(number: int, frame: FrameType | None) -> None:
    """The socket has told the event loop already."""
