"""One window per home: a second start brings the first window forward and ends."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_RAISE = "raise\n"
_OPEN = "open\n"
_LONGEST = 8192
_PATIENCE_MS = 2000


def channel(home: Path) -> str:
    """The name under which the windows of one home meet; short enough for a socket path."""
    # Qt's own: Python's would load a library of ciphers before the first card.
    digest = QCryptographicHash.hash(str(home.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
    return "baixing-" + bytes(digest.toHex().data()).decode("ascii")[:24]


def wake_first(home: Path, file: str = "") -> bool:
    """Ask a window that is already open on ``home`` to come forward, and to read ``file`` if one is given; False when
    there is none.
    """
    socket = QLocalSocket()
    socket.connectToServer(channel(home))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write((f"{_OPEN}{file}" if file else _RAISE).encode("utf-8", "surrogateescape"))
    sent = socket.waitForBytesWritten(_PATIENCE_MS)
    socket.disconnectFromServer()
    return sent


class FirstInstance(QObject):
    """Holds the channel of a home; ``wanted`` fires when a second start knocks, ``offered`` when it brings a file."""

    wanted = Signal()
    offered = Signal(str)

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
            socket.disconnected.connect(partial(self._read, socket))
            socket.disconnected.connect(socket.deleteLater)
            self.wanted.emit()

    def _read(self, socket: QLocalSocket) -> None:
        """The other start has said all and gone."""
        said = bytes(socket.read(_LONGEST).data()).decode("utf-8", "surrogateescape")
        if said.startswith(_OPEN):
            self.offered.emit(said.removeprefix(_OPEN))
