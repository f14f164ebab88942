"""What a page is given: the desk, the lanes, the look, and the window's few services."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from baixing_desktop.changes import Changes
from baixing_desktop.errors import UserError
from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.style import Style

if TYPE_CHECKING:  # the shell paints before the store's libraries are loaded
    from baixing_desktop.usecases.arriving import Program
    from baixing_desktop.usecases.desk import Desk
    from ui.colleagues import Colleagues


class Hub(QObject):
    """Tells every page what a use case touched."""

    changed = Signal(object)

    def announce(self, changes: Changes) -> None:
        """Say once what was written; nothing is said when nothing was."""
        if changes.touched:
            self.changed.emit(changes)


class Frame(Protocol):
    """What a page may ask of the window it stands in."""

    def go(self, page: str, target: str = "") -> None:
        """Show a page by name, at ``target`` (a clue's id, a queue's name) if it knows what to do with it."""
        ...

    def back(self) -> None:
        """Return to the page before."""
        ...

    def notice(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say in the bar below what was done, with a way back if there is one."""
        ...

    def problem(self, error: UserError) -> None:
        """Show what happened, what is safe and what to do next."""
        ...

    def badge(self, page: str, count: int) -> None:
        """Show a count beside a page's name in the navigation; 0 hides it."""
        ...


def _not_here(_file: Path) -> None:
    """Where only parts of a window are shown, nothing can be put back."""


def _no_program(_tree: Path) -> None:
    """Where only parts of a window are shown, no program takes the place of another."""


def _nowhere(_clue_id: str) -> bool:
    """Where there is one window only."""
    return False


@dataclass(frozen=True, slots=True)
class Context:
    """Everything a page needs; made once per window."""

    desk: "Desk"
    jobs: Jobs
    style: Style
    hub: Hub
    frame: Frame
    preferences: Preferences
    put_back: Callable[[Path], None] = _not_here
    """Puts a backup in the place of what is open, which is closed first."""
    program: "Program | None" = None
    """The program that runs here, as a new version has to fit it; None where none is looked for."""
    renew: Callable[[Path], None] = _no_program
    """Closes everything, and begins anew with the program that was made ready beside the one in this folder."""
    colleagues: "Colleagues | None" = None
    """Who has which clue open at other seats and in other windows; none where it does not matter."""
    elsewhere: Callable[[str], bool] = _nowhere
    """Whether another window of this computer has a clue in writing; that one comes forward then."""
