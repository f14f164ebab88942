"""The switch of a page between one clue at a time and several together."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QStackedWidget

from baixing_desktop.clock import local
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.together import DEED_WORDS, Unfinished
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.together import cut_off
from ui.shell.page import Command, Page
from ui.style import Style
from ui.together.cards import Offer
from ui.together.pane import Advise, TogetherPane
from ui.widgets.buttons import button

KEYS = "B"
TOGETHER = "一起办理"


class TogetherMode:
    """The pane lies on top of ``stack`` while it is open; it is built when it is first wanted. ``offers`` makes the
    ways, given what is called with the decision and what leads back to choosing. ``ready`` brings the page to where
    several can be settled. ``edges`` are the pane's margins in pixels, where the page leaves none.
    """

    def __init__(
        self,
        page: Page,
        stack: QStackedWidget,
        offers: Callable[["TogetherMode"], Sequence[Offer]],
        ready: Callable[[], object],
        advise: Advise | None = None,
        *,
        edges: tuple[int, int, int, int] = (0, 0, 0, 0),
    ) -> None:
        self._page, self._stack, self._offers, self._ready, self._advise = page, stack, offers, ready, advise
        self._edges = edges
        self._pane: TogetherPane | None = None
        self._clues: Sequence[ClueSummary] = ()
        self._place = ""
        self._looked = False
        self.opener: QPushButton = button(page.context.style, TOGETHER, self.begin, icon="list", keys=KEYS)
        self.opener.setVisible(self.allowed)

    @property
    def allowed(self) -> bool:
        """Whether this person may settle several together."""
        return may(self._page.context.desk, "together.do_together")

    @property
    def open(self) -> bool:
        """Whether several are being settled just now."""
        return self._pane is not None and self._stack.currentWidget() is self._pane

    @property
    def pane(self) -> TogetherPane:
        """The pane."""
        if self._pane is None:
            self._pane = TogetherPane(self._page, self._offers(self), self.end, self._advise, self._edges)
            self._stack.addWidget(self._pane)
        return self._pane

    @property
    def style(self) -> Style:
        """The look of the page."""
        return self._page.context.style

    @property
    def command(self) -> tuple[Command, ...]:
        """Opening and closing it, and ticking all."""
        own = (Command(TOGETHER, KEYS, "办理", self.turn), Command("勾选全部", "Ctrl+A", "办理", self.tick_all))
        return own if self.allowed else ()

    def or_else(self, name: str, alone: Callable[[], object]) -> Callable[[], None]:
        """What keys do: the way called ``name`` while several are being settled, else ``alone``."""

        def run() -> None:
            if self.open:
                self.pane.take(name)
            else:
                alone()

        return run

    def or_confirm(self, alone: Callable[[], object]) -> Callable[[], None]:
        """The primary button of the pane while it is open, else ``alone``."""

        def run() -> None:
            if self.open:
                self.pane.confirm()
            else:
                alone()

        return run

    def or_step(self, step: int, alone: Callable[[int], object]) -> Callable[[], None]:
        """Another line of the pane, else of the page."""

        def run() -> None:
            if self.open:
                self.pane.step(step)
            else:
                alone(step)

        return run

    def turn(self) -> None:
        """Open it, or close it where nothing is lost by that."""
        if not self.open:
            self.begin()
        elif not self.pane.escape():
            self.end()

    def tick_all(self) -> None:
        """Tick every line, or none when all are."""
        if self.open:
            self.pane.tick_all()

    def begin(self) -> None:
        """Open it."""
        if not self.allowed or self.open:
            return
        self._ready()
        pane = self.pane
        self._stack.setCurrentWidget(pane)
        self.opener.hide()
        pane.put(self._clues, self._place)
        pane.begin()

    def end(self) -> None:
        """Back to one clue at a time."""
        self.leave()
        self._page.refresh()

    def leave(self) -> None:
        """Back to the page, which shows what it is about to read."""
        if self.open:
            self._stack.setCurrentIndex(0)
            self.opener.show()

    def stay(self, here: object) -> None:
        """Leave it, unless the page is still ``here``, where several can be settled."""
        if not here:
            self.leave()

    def focus(self) -> bool:
        """Put the focus where one works; False where it is not open."""
        if self.open:
            self.pane.focus()
        return self.open

    def escape(self) -> bool:
        """One step back, at last to one clue at a time; False where it is not open."""
        if not self.open:
            return False
        if not self.pane.escape():
            self.end()
        return True

    def put(self, clues: Sequence[ClueSummary], place: str = "") -> None:
        """These wait at ``place``, where the page has several. The first time it is said what was cut off before."""
        self._clues, self._place = clues, place
        if self._pane is not None:
            self._pane.put(clues, place)
        if not self._looked and self.allowed:
            self._looked = True
            self._page.ask(lambda: cut_off(self._page.context.desk), self._say_cut_off)

    def _say_cut_off(self, found: Unfinished | None) -> None:
        if found is not None:
            words, when = DEED_WORDS[found.deed], f"{local(found.at):%m-%d %H:%M}"
            act = f"撤销一起{words}" if found.taking_back else f"一起{words}"
            self._page.context.frame.notice(
                f"{when} 的{act}中途断了：共 {found.of} 条，办成 {len(found.done)} 条，其余没有改动。"
            )
