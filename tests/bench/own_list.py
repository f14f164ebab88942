"""The program's own list of clues over an encrypted record, without the page around it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QTableView

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.lists import ClueList, ClueSummary
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.views import Looking
from baixing_desktop.usecases.setup import open_desk
from ui.jobs import Jobs, Lane
from ui.main import make_application
from ui.pages.clues.model import all_columns, chosen_columns, shown
from ui.pages.clues.presenter import CluesPresenter, Sought
from ui.style import Style
from ui.widgets.paged import PAGE, PagedModel
from ui.widgets.table import Table

Ready = Callable[[], bool]
Show = Callable[[], tuple[QTableView, Ready]]


def opened(home: Path, passphrase: str) -> tuple[QApplication, Show]:
    """The program with its record open; what it gives shows the list, and tells when the lines in sight are here."""
    app = make_application()
    desk, style, jobs = open_desk(home, passphrase=passphrase, clock=SystemClock()), Style(app), Jobs(_broken)

    def show() -> tuple[QTableView, Ready]:
        presenter, everything = CluesPresenter(desk), (Looking(), Sought())

        def read(offset: int, limit: int) -> ClueList:
            return presenter.page(*everything, offset, limit)

        def fetch(offset: int, limit: int) -> None:
            jobs.run(table, lambda: read(offset, limit), lambda found: model.fill(offset, found.items), _broken)

        columns = all_columns(lambda unit: unit, lambda source: source)
        model = PagedModel[ClueSummary](shown(columns, chosen_columns(Face.WORKROOM, "")), fetch)
        table = Table(style, "线索列表", model, several=True)

        def count() -> None:
            jobs.run(table, lambda: presenter.total(*everything), model.grow, _broken, lane=Lane.STUDY)

        painted = QTimer(table, singleShot=True, interval=0)
        painted.timeout.connect(count)

        def put(found: ClueList) -> None:
            model.reset(found.total, found.items)
            if found.more:
                painted.start()

        jobs.run(table, lambda: read(0, PAGE), put, _broken)

        def ready() -> bool:
            top = table.rowAt(0)
            return top >= 0 and model.line(top) is not None

        return table, ready

    return app, show


def _broken(error: BaseException) -> None:
    raise error
