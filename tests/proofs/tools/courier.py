"""What goes on in a workroom's window while somebody uses it: clues keep coming in and are reported at once."""

from PySide6.QtCore import QObject, QTimer

from baixing_desktop.changes import Changes
from baixing_desktop.errors import UserError
from baixing_desktop.intake import ImportPlan
from baixing_desktop.usecases.importing import ImportReport, import_clues
from ui.faces import Works
from ui.session import Session

_LOOK_MS = 150


class Courier(QObject):
    """As long as ``plans`` last they are imported, one after the other, and after each the window's own sending sends
    at once and fetches news; when they are through it goes on fetching. ``rounds`` counts the times, ``mine`` are the
    keys of the jobs that nobody at the window waits for.
    """

    def __init__(self, session: Session, plans: list[ImportPlan]) -> None:
        super().__init__(session)
        self._session, self._plans = session, plans
        self._importing = False
        self.rounds = 0
        self.mine = set[int]()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def end(self) -> None:
        """No more of it."""
        self._timer.stop()

    @property
    def going(self) -> bool:
        """Whether something is on its way just now."""
        works = self._works
        sending = works.sending if works else None
        return self._importing or (sending is not None and sending._work is not None)  # pyright: ignore[reportPrivateUsage]

    @property
    def _works(self) -> Works | None:
        return self._session._works  # pyright: ignore[reportPrivateUsage]

    def _look(self) -> None:
        if self._works is None or self.going:
            return
        before = self._asked
        if self._plans and not self._session.locker.locked:
            self._import(self._plans.pop())
        else:
            self._send()
        self.mine |= self._asked - before

    @property
    def _asked(self) -> set[int]:
        return set(self._session.jobs._jobs)  # pyright: ignore[reportPrivateUsage]

    def _import(self, plan: ImportPlan) -> None:
        desk = self._session.desk
        assert desk is not None
        self._importing = True
        self._session.jobs.run(
            self, lambda: import_clues(desk, plan, file_name=f"more{self.rounds}.csv"), self._imported, _failed
        )

    def _imported(self, result: tuple[ImportReport, Changes]) -> None:
        self._importing = False
        before = self._asked
        self._send()
        self.mine |= self._asked - before
        context = self._session._context  # pyright: ignore[reportPrivateUsage]
        assert context is not None
        context.hub.announce(result[1])

    def _send(self) -> None:
        """What its own timer does when a clue was registered some seconds ago."""
        works = self._works
        assert works is not None
        assert works.sending is not None
        self.rounds += 1
        works.sending.automatic.begin_anew()
        works.sending._look()  # pyright: ignore[reportPrivateUsage]


def _failed(error: UserError) -> None:
    raise AssertionError(str(error))
