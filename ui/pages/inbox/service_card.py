"""Starting and ending the receiving service."""

from PySide6.QtCore import Signal
from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface
from PySide6.QtWidgets import QCheckBox, QFrame

from sync import DEFAULT_PORT
from ui.serving import Serving
from ui.style import Style
from ui.text import plain, selectable, set_tone
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import column, row

_ANYWHERE, _HERE = "0.0.0.0", "127.0.0.1"  # noqa: S104 - workrooms are on other machines; device keys decide who may speak


class ServiceCard(QFrame):
    """Says whether the service runs and where; ``started`` carries the address that workrooms use."""

    started = Signal(str)

    def __init__(self, style: Style, serving: Serving) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._serving, self._told = serving, ""
        self._state = plain("接收服务没有启动", "strong")
        self._where = selectable("", "soft")
        self._host = Choice("谁可以连接", [(_ANYWHERE, "局域网内的工作室"), (_HERE, "只限这台电脑")])
        self._host.choose(_ANYWHERE)
        self._port = TextLine("端口", limit=5)
        self._port.setText(str(DEFAULT_PORT))
        self._form = Form()
        self._form.add("谁可以连接", self._host)
        self._port_field = self._form.add("端口", self._port)
        self._keep = QCheckBox("关闭窗口后继续接收")
        self._keep.setAccessibleName(self._keep.text())
        self._start = button(style, "启动接收服务", self.start, icon="wifi")
        self._stop = button(style, "停止接收服务", self.stop, icon="wifi-off")
        column(
            plain("网络接收", "heading"),
            self._state,
            self._where,
            self._form,
            self._keep,
            row(self._start, self._stop, None, gap=2),
            gap=2,
            margin=4,
            parent=self,
        )
        self._keep.toggled.connect(self._want)
        serving.changed.connect(self._show)
        self._show()

    @property
    def address(self) -> str:
        """What workrooms type to reach this office; empty while the service does not run."""
        running = self._serving.running
        return _reachable(running.address) if running else ""

    def start(self) -> None:
        """Start with what is chosen."""
        host = self._host.code or _HERE
        port = int(self._port.text()) if self._port.text().isdecimal() else -1
        valid = 0 <= port <= 65535
        self._port_field.wrong("" if valid else "端口是 1 到 65535 之间的数，例如 8443。")
        if not valid:
            self._port.setFocus()
            return
        self._serving.start(host, port)

    def stop(self) -> None:
        """End it."""
        self._serving.stop()

    def _want(self, on: bool) -> None:
        self._serving.want(lasting=on)

    def _show(self) -> None:
        serving, running = self._serving, self._serving.running
        on = running is not None
        standing = "接收服务正在运行" if on else "接收服务没有启动"
        self._state.setText("正在启动" if serving.busy and not on else standing)
        set_tone(self._state, "ok" if on else "soft")
        self._where.setText(f"地址 {self.address}\n证书指纹 {running.fingerprint[:16]}…" if running else "")
        self._where.setVisible(on)
        self._form.setVisible(not on)
        self._keep.setChecked(serving.lasting)
        self._start.setVisible(not on)
        self._start.setEnabled(not serving.busy)
        self._stop.setVisible(on)
        self._stop.setEnabled(not serving.busy)
        if self.address != self._told:
            self._told = self.address
            if on:
                self.started.emit(self._told)


def _reachable(address: str) -> str:
    """The address with this computer's own number in the local network where the service listens everywhere."""
    if _ANYWHERE not in address:
        return address
    own = [
        a.toString()
        for a in QNetworkInterface.allAddresses()
        if a.protocol() == QAbstractSocket.NetworkLayerProtocol.IPv4Protocol and not a.isLoopback()
    ]
    return address.replace(_ANYWHERE, own[0] if own else _HERE)
