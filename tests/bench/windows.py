"""One process: open a window, say when it was painted and when somebody can type into it, and end.

``python windows.py bare|program HOME``; ``BENCH_BEGUN`` is the monotonic clock before this process was asked for.
Nothing is imported here that the window in question does not need itself.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

BEGUN = float(os.environ["BENCH_BEGUN"])


class Watch(QObject):
    """Looks at every event of the application until the last mark is reached."""

    def __init__(self, app: QApplication, *, typing: bool) -> None:
        super().__init__(app)
        self._app, self._typing = app, typing
        self._marks: dict[str, float] = {}
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note the first painting of a window, and of a field in it."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            if watched.window().isVisible():
                self._reach("shown")
            if isinstance(watched, QLineEdit) and watched.isEnabled():
                self._reach("usable")
        return False

    def _reach(self, mark: str) -> None:
        if mark in self._marks:
            return
        # The picture is on the screen when the event loop comes round again.
        later = QTimer(self)
        later.setSingleShot(True)
        later.timeout.connect(lambda: self._note(mark))
        later.start()

    def _note(self, mark: str) -> None:
        if mark in self._marks:
            return
        self._marks[mark] = (time.monotonic() - BEGUN) * 1000
        if mark == ("usable" if self._typing else "shown"):
            self._marks["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            sys.stdout.write(json.dumps(self._marks) + "\n")
            sys.stdout.flush()
            os._exit(0)  # how long it takes to close is another matter


def main(kind: str, home: Path) -> int:
    """Open the window of this kind."""
    if kind == "bare":
        app = QApplication(sys.argv[:1])
        Watch(app, typing=False)
        window = QMainWindow()
        window.resize(1200, 800)
        window.show()
        return app.exec()
    from ui.main import make_application, run  # noqa: PLC0415 - the bare window must not pay for it

    Watch(make_application(), typing=True)
    return run(home)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
