"""The receiving service that was started here: one for all windows, watched as long as somebody sits at them."""

from PySide6.QtCore import QObject, QTimer, Signal

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.people import new_service_key
from sync import Running, Service
from ui.context import Context
from ui.jobs import Lane

_WATCH_MS = 2000


class Serving(QObject):
    """``running`` says where it listens, None while it does not; ``busy`` while it starts or ends. ``changed`` fires
    with either. ``lasting``: it goes on when the last window closes.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._service = Service(context.desk.home, lasting=True)
        self.busy = self.lasting = False
        self._timer = QTimer(self, interval=_WATCH_MS)
        self._timer.timeout.connect(self._watch)

    @property
    def running(self) -> Running | None:
        """Where it listens."""
        return self._service.running

    def start(self, host: str, port: int) -> None:
        """Start it."""
        self._begin()
        self._context.jobs.run(self, lambda: self._launch(host, port), self._done, self._fail, lane=Lane.NETWORK)

    def stop(self) -> None:
        """End it."""
        self._begin()
        self._context.jobs.run(self, self._service.stop, self._done, self._fail, lane=Lane.NETWORK)

    def want(self, *, lasting: bool) -> None:
        """Let it go on when the last window closes, or not."""
        if lasting is not self.lasting:
            self.lasting = lasting
            self.changed.emit()

    def end(self) -> None:
        """The last window closes, or another person sits down."""
        self._timer.stop()
        if self.lasting:
            self._service.leave_running()
        else:
            self._service.stop()
        self.deleteLater()

    def _launch(self, host: str, port: int) -> Running:
        # A key of its own: the service goes on when the person at the window changes or goes.
        return self._service.start(host, port, new_service_key(self._context.desk, "window"))

    def _begin(self) -> None:
        self.busy = True
        self.changed.emit()

    def _done(self, _answer: object) -> None:
        self.busy = False
        (self._timer.start if self.running else self._timer.stop)()
        self.changed.emit()

    def _fail(self, error: UserError) -> None:
        self._done(None)
        self._context.frame.problem(error)

    def _watch(self) -> None:
        if not self._service.alive and self._service.running is not None:
            self._service.stop()
            self._done(None)
