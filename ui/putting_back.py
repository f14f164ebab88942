"""A backup is put back while nothing of the home is open: how far it has got, and what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from baixing_desktop.clock import Clock
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.restoring import Restored, restore
from baixing_desktop.work import Work
from ui.jobs import Jobs
from ui.shell.window import Window
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import column


class PuttingBack(QObject):
    """Shows nothing but its progress; ``after`` opens what is there then, the backup or what was there before."""

    def __init__(self, window: Window, jobs: Jobs, style: Style, after: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._jobs, self._after = window, jobs, after
        self._work: Work | None = None
        self._words = plain("正在恢复备份", "heading")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("恢复进度")
        self._stop = button(style, "停止，不恢复", self._cancel)
        holder = QWidget()
        holder.setObjectName("page")
        column(None, self._words, self._bar, self._stop, None, gap=4, margin=6, parent=holder)
        window.stage(holder)

    def begin(self, file: Path, home: Path, clock: Clock) -> None:
        """Put it back. Until all of it lies ready it can be stopped, and nothing has changed then."""
        self._work = self._jobs.long(
            self,
            lambda work: restore(file, home, clock=clock, replace=True, work=work),
            self._done,
            self._failed,
            self._tell,
        )

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _tell(self, done: int, total: int, what: str) -> None:
        self._words.setText(what)
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def _done(self, put: Restored) -> None:
        kept = f"原来的数据在 {put.aside}。" if put.aside else ""
        self._after()
        self._window.notice(f"已恢复备份。{kept}")
        self.deleteLater()

    def _failed(self, error: UserError) -> None:
        self._after()
        if error.code != "CANCELLED":
            self._window.problem(error)
        self.deleteLater()
