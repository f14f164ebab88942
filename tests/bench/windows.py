"""One process: open a window, say when it was painted and when somebody can type into it, and end.

``python windows.py bare|program HOME``; ``BENCH_BEGUN`` is the monotonic clock before this process was asked for.
Nothing is imported here that the window in question does not need itself.
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

BEGUN = float(os.environ["BENCH_BEGUN"])


class Watch(QObject):
    """Notes when each mark is reached until the last one, and ends the process there.

    It is told by what paints itself. A filter on the application would see every object there is, and the bindings
    would make a type and its names for each: 10 ms that nobody pays who does not measure.
    """

    def __init__(self, app: QApplication, last: str) -> None:
        super().__init__(app)
        self._last = last
        self._marks: dict[str, float] = {}

    def reach(self, mark: str) -> None:
        """Something was painted."""
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
        if mark == self._last:
            self._marks["processor"] = time.process_time() * 1000
            self._marks["megabytes"] = most_megabytes()
            sys.stdout.write(json.dumps(self._marks) + "\n")
            sys.stdout.flush()
            os._exit(0)  # how long it takes to close is another matter


class Bare(QMainWindow):
    """Nothing but a window."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Tell."""
        super().paintEvent(event)
        self._watch.reach("shown")


def most_megabytes() -> float:
    """The most memory that this program has had; 0 where the system does not tell. ``getrusage`` counts what the
    process was before it became this program: the whole bench.
    """
    file = Path("/proc/self/status")
    lines = file.read_text().splitlines() if file.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main(kind: str, home: Path) -> int:
    """Open the window of this kind."""
    if kind == "bare":
        app = QApplication(sys.argv[:1])
        window = Bare(Watch(app, "shown"))
        window.resize(1200, 800)
        window.show()
        return app.exec()
    from ui.main import make_application, run  # noqa: PLC0415 - the bare window must not pay for it
    from ui.widgets.fields import TextLine  # noqa: PLC0415 - as above

    watch = Watch(make_application(), "usable")

    def paint(line: TextLine, event: QPaintEvent) -> None:
        QLineEdit.paintEvent(line, event)
        watch.reach("shown")
        if line.isEnabled():
            watch.reach("usable")

    # What the field inherits: nothing of the program says itself when it is painted.
    TextLine.paintEvent = paint
    return run(home)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
