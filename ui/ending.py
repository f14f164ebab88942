"""Being told to end: logging out, shutting down or Ctrl+C closes the windows as their owner would, drafts saved."""

import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

_SIGNALS = [number for name in ("SIGINT", "SIGTERM", "SIGHUP") if (number := getattr(signal, name, None))]


@contextmanager
def ended_by_signals(app: QApplication) -> Generator[None]:
    """Inside the block, a signal to end closes every window and leaves the event loop of ``app``.

    Python runs its handlers only between its own steps, and Qt's loop takes none; so the signal knocks at one end of a
    line, and the loop listens at the other.
    """
    inner, outer, hear, hang_up = _line()
    before = {number: signal.signal(number, _heard) for number in _SIGNALS}
    knock_before = signal.set_wakeup_fd(outer)
    notifier = QSocketNotifier(inner, QSocketNotifier.Type.Read)

    def end() -> None:
        hear()
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
        hang_up()


def _line() -> tuple[int, int, Callable[[], object], Callable[[], None]]:
    """Where to listen, where to knock, what takes in a knock, and what takes the line down."""
    if sys.platform == "win32":
        # Only there: loading this takes a sixtieth of a start.
        import socket  # noqa: PLC0415 - see above

        inner, outer = socket.socketpair()
        inner.setblocking(False)
        outer.setblocking(False)

        def close() -> None:
            inner.close()
            outer.close()

        return inner.fileno(), outer.fileno(), lambda: inner.recv(64), close
    listening, knocking = os.pipe()
    os.set_blocking(listening, False)
    os.set_blocking(knocking, False)

    def hang_up() -> None:
        os.close(listening)
        os.close(knocking)

    return listening, knocking, lambda: os.read(listening, 64), hang_up


def _heard(number: int, frame: FrameType | None) -> None:
    """The socket has told the event loop already."""
