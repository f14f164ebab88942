"""What every page has: a name, commands, and a way to read itself anew."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, TypeVar, cast

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.jobs import Lane
from ui.widgets.fields import Choice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Command:
    """Something a person can ask for: in the menu, by its keys and in the command list.

    ``keys`` is written as ``Ctrl+N``; ``menu`` is the menu's name. ``always`` commands work on every page,
    the others only while their page is in front. A page says the former as :class:`Everywhere`.
    """

    name: str
    keys: str
    menu: str
    run: Callable[[], None]
    always: bool = False


@dataclass(frozen=True, slots=True)
class Everywhere:
    """A command that works on every page, known before its own page is built: ``method`` is the name of the method of
    the page that it calls.
    """

    name: str
    keys: str
    menu: str
    method: str

    def command(self, page: "Callable[[], Page]") -> Command:
        """As the menu has it; ``page`` finds the page, and builds it if nobody went there yet."""

        def run() -> None:
            getattr(page(), self.method)()

        return Command(self.name, self.keys, self.menu, run, always=True)


@dataclass(frozen=True, slots=True)
class Later:
    """A page of ``kind`` that is built when somebody first goes there: many pages are seldom seen, and building all of
    them would make everybody wait. A page that is wanted ``soon`` is built as soon as the first page has been painted.
    """

    kind: "type[Page]"
    make: "Callable[[], Page]"
    soon: bool = False

    @property
    def name(self) -> str:
        """The page's name."""
        return self.kind.name

    @property
    def title(self) -> str:
        """The page's title."""
        return self.kind.title


def page_keys(number: int) -> str:
    """The keys that lead to the ``number``-th page (from 1): ``Alt+1`` … ``Alt+9``, ``Alt+0``; none after that."""
    return f"Alt+{number % 10}" if number <= 10 else ""


class Page(QWidget):
    """One page of the window."""

    name: ClassVar[str] = ""
    title: ClassVar[str] = ""
    icon: ClassVar[str] = "file-text"
    everywhere: ClassVar[tuple[Everywhere, ...]] = ()
    concerns: ClassVar[frozenset[Kind]] = frozenset(Kind)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.context = context
        self._stale = True
        self._current = False
        self.came_for = ""
        context.hub.changed.connect(self._on_changes)

    @property
    def commands(self) -> tuple[Command, ...]:
        """What can be asked for while the page is in front; empty unless there is something."""
        return ()

    def enter(self, target: str = "") -> None:
        """The page comes to the front; ``target`` says at what."""
        self._current, self.came_for = True, target
        self._read_if_stale()
        self.arrive(target)

    def leave(self) -> None:
        """The page goes to the back or the window closes: keep what was typed."""
        self._current = False

    def keep(self) -> None:
        """Keep what was typed; the page stays as it is."""

    def arrive(self, target: str) -> None:
        """Put the focus where work starts; ``target`` is a clue's id or a queue's name, or empty."""

    def writes(self, _clue_id: str) -> bool:
        """Whether this clue is being written here, so that it is not taken up in another window as well."""
        return False

    def end(self) -> None:
        """The window closes for good."""

    def escape(self) -> bool:
        """Esc was pressed: close what lies on top of the page; False when nothing does."""
        return False

    def views(self) -> bool:
        """Somebody wants 查看方式: True from a page that keeps its own and has shown them."""
        return False

    def refresh(self) -> None:
        """Read everything shown again."""

    def ask(self, task: Callable[[], T], done: Callable[[T], object], *, lane: Lane = Lane.STORE) -> None:
        """Run ``task`` in the background; show the error if there is one."""
        self.context.jobs.run(self, task, done, self.failed, lane=lane)

    def act(self, task: Callable[[], tuple[T, Changes]], done: Callable[[T], object]) -> None:
        """Run a writing use case in the background, tell every page what changed, then call ``done``."""

        def finish(result: tuple[T, Changes]) -> None:
            value, changes = result
            done(value)
            self.context.hub.announce(changes)

        self.ask(task, finish)

    def failed(self, error: UserError) -> None:
        """Show a failure; a page overrides this to point at its own fields first."""
        self.context.frame.problem(error)

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches(Kind.REFERENCE):
            for choice in cast("list[Choice]", self.findChildren(Choice)):  # pyright: ignore[reportUnknownMemberType] - open type
                choice.reread()
        # Names and words of the reference data stand on every page that reads anything again.
        if self.concerns and changes.touches(*self.concerns, Kind.REFERENCE):
            self._stale = True
            if self._current:
                self._read_if_stale()

    def _read_if_stale(self) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
