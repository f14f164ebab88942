"""Long work tells how far it is and can be stopped. No Qt here: the terminal and the window both listen."""

from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from baixing_desktop.errors import UserError


class Progress(Protocol):
    """Hears how far a piece of work is, in whole steps."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """``done`` of ``total`` steps; ``what`` is a short Chinese phrase such as ``正在生成表格``."""
        ...


def _silent(done: int, total: int, what: str) -> None:
    """Nobody is listening."""


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of long work: report with :meth:`at`, stop it with :meth:`cancel`."""

    progress: Progress = _silent
    _stop: Event = field(default_factory=Event)

    def unheard(self) -> "Work":
        """The same work, which can be stopped as before, for a part whose own steps nobody wants to hear of."""
        return Work(_stop=self._stop)

    def heard_by(self, progress: Progress) -> "Work":
        """The same work, which can be stopped as before, whose steps ``progress`` hears."""
        return Work(progress, self._stop)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; may be called from any thread."""
        self._stop.set()

    def at(self, done: int, total: int, what: str) -> None:
        """Report a step.

        Raises:
            UserError: ``CANCELLED`` when somebody asked to stop.
        """
        if self._stop.is_set():
            raise UserError("CANCELLED")
        self.progress(done, total, what)
