"""One process: show a long list, scroll in it, jump about in it, say how long that took and end.

``python scrolling.py ours HOME STEPS`` (its passphrase on the input) is the program's own list over the encrypted
record, read in the background as the page does it; ``qt FILE STEPS`` is Qt's own model over a plain file. The clock
starts when the program is running and unlocked, the file open. Nothing is imported that the list in question does not
need itself.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel
from PySide6.QtWidgets import QApplication, QTableView

SIZE = (1200, 800)
Ready = Callable[[], bool]


def main(kind: str, place: Path, steps: int) -> int:
    """Show, scroll so many steps, jump a fifth as often, tell."""
    if kind == "ours":
        from tests.bench.own_list import opened  # noqa: PLC0415 - Qt's own list must not pay for it

        app, show = opened(place, sys.stdin.read())
    else:
        app, show = QApplication(sys.argv[:1]), _qt(place)
    before, begun = _megabytes(), time.perf_counter()
    table, ready = show()
    table.resize(*SIZE)
    table.show()
    _wait(app, ready)
    table.viewport().repaint()
    first = _since(begun)
    scroll, jump = _scrolled(app, table, steps), _jumped(app, table, steps // 5 + 1, ready)
    told = {"first": first, "scroll": _at_95(scroll), "jump": _at_95(jump), "megabytes": _megabytes() - before}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    os._exit(0)  # how long it takes to close is another matter


def _qt(file: Path) -> Callable[[], tuple[QTableView, Ready]]:
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(file))
    database.open()

    def show() -> tuple[QTableView, Ready]:
        table = QTableView()
        model = QSqlTableModel(table, database)
        model.setTable("clue")
        model.setSort(4, Qt.SortOrder.DescendingOrder)
        model.select()
        table.verticalHeader().setDefaultSectionSize(40)
        table.setWordWrap(False)
        table.setModel(model)
        return table, lambda: table.rowAt(0) >= 0

    return show


def _scrolled(app: QApplication, table: QTableView, steps: int) -> list[float]:
    """How long each step of three lines down takes until it is painted (ms)."""
    bar, taken = table.verticalScrollBar(), list[float]()
    step = 3 if bar.maximum() < table.model().rowCount() else 3 * table.rowHeight(0)
    for number in range(steps):
        begun = time.perf_counter()
        bar.setValue(number * step)
        table.viewport().repaint()
        app.processEvents()
        taken.append(_since(begun))
    return taken


def _jumped(app: QApplication, table: QTableView, jumps: int, ready: Ready) -> list[float]:
    """How long it takes from a jump to anywhere until its lines are read and painted (ms)."""
    bar, dice, taken = table.verticalScrollBar(), random.Random(3), list[float]()
    for _ in range(jumps):
        begun = time.perf_counter()
        bar.setValue(dice.randrange(bar.maximum() + 1))
        _wait(app, ready)
        table.viewport().repaint()
        taken.append(_since(begun))
    return taken


def _wait(app: QApplication, ready: Ready) -> None:
    """Until the lines are here; they come as an event, so nothing turns idle meanwhile."""
    while not ready():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000


def _at_95(numbers: list[float]) -> float:
    return sorted(numbers)[int(len(numbers) * 0.95)]


def _megabytes() -> float:
    """What this process has in memory now; 0 where the system does not tell."""
    file = Path("/proc/self/statm")
    return int(file.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6 if file.exists() else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
