"""What the scanner has just put into its folder, offered beside the other ways to bring a file."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from baixing_desktop.files import read_file
from baixing_desktop.usecases.drafting import ATTACHMENT_LIMIT
from baixing_desktop.usecases.scan_folder import LOOK_EVERY_S, Arrivals
from ui.context import Context
from ui.jobs import Lane
from ui.pages.entry.attachments import Reader
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout

_LETTERS = 20


class ScanOffers(QWidget):
    """A button for each file; ``take`` gets its reader. It is there only while there is something to offer, and looks
    only while the clue is in front (``in_front``) and a folder is set (设置).
    """

    def __init__(self, context: Context, take: Callable[[Reader], object], in_front: Callable[[], bool]) -> None:
        super().__init__()
        self._context, self._take, self._in_front = context, take, in_front
        self._arrivals: Arrivals | None = None
        self._offered: tuple[Path, ...] = ()
        self._taken: set[Path] = set()
        self._asked = False
        self._flow = FlowLayout(self, gap=2)
        self.setAccessibleName("扫描文件夹里新到的文件")
        self.hide()
        timer = QTimer(self, interval=LOOK_EVERY_S * 1000)
        timer.timeout.connect(self.look)
        timer.start()

    def look(self) -> None:
        """See what is new."""
        folder = self._context.preferences.scans
        if not folder or self._asked or not self._in_front():
            return
        if self._arrivals is None or self._arrivals.folder != Path(folder):
            self._arrivals = Arrivals(Path(folder))
        arrivals, now = self._arrivals, self._context.desk.now()
        self._asked = True
        # A folder that is gone is told of on 设置 and 签字归档; here there is just nothing to offer.
        self._context.jobs.run(
            self, lambda: arrivals.look(now), self._show, lambda _error: self._show(()), lane=Lane.PAPER
        )

    def _show(self, found: tuple[Path, ...]) -> None:
        self._asked = False
        found = tuple(path for path in found if path not in self._taken)
        if found == self._offered:
            return
        self._offered = found
        while (placed := self._flow.takeAt(0)) is not None:
            placed.widget().hide()
            placed.widget().deleteLater()
        for widget in (plain("扫描文件夹里新到：", "small"), *(self._button(path) for path in found)):
            self._flow.addWidget(widget)
            widget.show()
        self.setVisible(bool(found))
        self.updateGeometry()

    def _button(self, path: Path) -> QWidget:
        name = path.name if len(path.name) <= _LETTERS else f"{path.stem[: _LETTERS - 6]}…{path.suffix}"
        made = button(self._context.style, name, lambda: self._bring(path), icon="plus")
        made.setAccessibleName(f"添加扫描件 {path.name}")
        return made

    def _bring(self, path: Path) -> None:
        self._taken.add(path)
        self._take(lambda: (path.name, read_file(path, ATTACHMENT_LIMIT)))
        self._show(self._offered)
