"""One window per home: a second start brings the first window forward and ends."""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = b"raise\n"
_PATIENCE_MS = 2000


def channel(home: Path) -> str:
    """The name under which the windows of one home meet; short enough for a socket path."""
    return "baixing-" + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:24]


def wake_first(home: Path) -> bool:
    """Ask a window that is already open on ``home`` to come forward; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(channel(home))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(_RAISE)
    sent = socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return sent


class FirstInstance(QObject):
    """Holds the channel of a home; ``wanted`` fires when a second start knocks."""

    wanted = Signal()

    def __init__(self, home: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Nobody answered on this name, so what lies there was left by a crash.
        QLocalServer.removeServer(channel(home))
        self._server.listen(channel(home))

    @property
    def holding(self) -> bool:
        """Whether this process has the channel."""
        return self._server.isListening()

    def release(self) -> None:
        """Give the channel up."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:  # pyright: ignore[reportUnnecessaryComparison] - None when there is none, whatever the stub says
            socket.disconnected.connect(socket.deleteLater)
            self.wanted.emit()
