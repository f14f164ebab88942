"""What the clerk does with alike clues while screening: look, merge, tell apart, each with a way back."""

from collections.abc import Callable
from typing import Protocol

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue
from baixing_desktop.usecases.duplicates import Candidate
from ui.pages.clues.presenter import ClueView
from ui.pages.screening.alike import AlikePanel, ComparePanel, faint
from ui.pages.screening.presenter import ScreeningPresenter
from ui.shell.page import Command, Page

Decision = Callable[[Clue], tuple[Clue, Changes]]
Words = Callable[[Clue], str]


class Decide(Protocol):
    """Carries out a decision about the clue on the desk once, says it in words, and offers the way back."""

    def __call__(self, act: Decision, clue: Clue, words: Words, undo: Callable[[Clue], None] | None = None, /) -> None:
        """Do ``act`` with ``clue``; ``words`` make the notice of what was done."""
        ...


class Comparing:
    """The panels of alike clues of one page. ``ready`` gives the clue on the desk unless it is being decided;
    ``show`` brings the comparison to the side, ``close`` takes it away; ``decide`` carries out what takes the clue
    off the desk.
    """

    def __init__(
        self,
        page: Page,
        presenter: ScreeningPresenter,
        *,
        ready: Callable[[], Clue | None],
        show: Callable[[], None],
        close: Callable[[], None],
        decide: Decide,
    ) -> None:
        self._page, self._presenter = page, presenter
        self._ready, self._show, self._close, self._decide = ready, show, close, decide
        style = page.context.style
        self.panel = AlikePanel(style, merge=self.merge, apart=self.tell_apart, compare=self.compare)
        self.side = ComparePanel(
            style, merge=lambda: self.merge(None), apart=lambda: self.tell_apart(None), close=close
        )
        self._about = ""
        self._candidates: tuple[Candidate, ...] = ()
        self._chosen: Candidate | None = None

    @property
    def commands(self) -> tuple[Command, ...]:
        """Single letters act on the candidate in comparison, or else on the first."""
        return (
            Command("对照疑似重复", "C", "办理", lambda: self.compare(None)),
            Command("并案", "M", "办理", lambda: self.merge(None)),
            Command("不是同一件", "N", "办理", lambda: self.tell_apart(None)),
        )

    def look_for(self, clue: Clue) -> None:
        """Find the clues like this one; what is in sight for it stays until there is an answer."""
        if clue.id != self._about:
            self._about, self._candidates, self._chosen = clue.id, (), None
            self.panel.wait()
        self._page.ask(lambda: self._presenter.alike(clue.id), lambda found: self._put(clue, found))

    def forget(self) -> None:
        """The comparison was closed: the letters mean the first candidate again."""
        self._chosen = None

    def compare(self, candidate: Candidate | None) -> None:
        """Show a candidate in full at the side; where there is no better, one that is only somewhat alike."""
        chosen = candidate or next(iter(self._candidates), None)
        if chosen is None or self._ready() is None:
            return
        self._chosen = chosen

        def shown(view: ClueView) -> None:
            self.side.put(chosen, view)
            self._show()

        self._page.ask(lambda: self._presenter.view(chosen.clue.id), shown)

    def merge(self, candidate: Candidate | None) -> None:
        """并案: treat the clue on the desk with the candidate."""
        clue, chosen = self._ready(), candidate or self._chosen or self._first()
        if clue is None or chosen is None or chosen.obstacle is not None:
            return

        self._decide(
            lambda on_desk: self._presenter.merge(on_desk, chosen.clue.id),
            clue,
            lambda _done: f"已并入 {chosen.clue.number}，反映人仍会分别得到答复。",
            self._undo,
        )

    def tell_apart(self, candidate: Candidate | None) -> None:
        """不是同一件: not to be offered again."""
        clue, chosen = self._ready(), candidate or self._chosen or self._first()
        if clue is None or chosen is None:
            return

        def told(_done: object) -> None:
            self._close()
            words = f"已记下：与 {chosen.clue.number} 不是同一件。"
            self._page.context.frame.notice(words, lambda: self._together_again(clue, chosen))

        self._page.act(lambda: self._presenter.tell_apart(clue, chosen.clue.id), told)

    def _undo(self, merged: Clue) -> None:
        self._page.act(lambda: self._presenter.undo_merge(merged), lambda _done: None)

    def _together_again(self, clue: Clue, chosen: Candidate) -> None:
        self._page.act(lambda: self._presenter.undo_tell_apart(clue, chosen.clue.id), lambda _done: None)

    def _put(self, clue: Clue, found: tuple[Candidate, ...]) -> None:
        here = self._ready()
        if here is not None and here.id == clue.id:
            self._candidates = found
            self._chosen = next((c for c in found if self._chosen and c.clue.id == self._chosen.clue.id), self._chosen)
            self.panel.put(found)

    def _first(self) -> Candidate | None:
        """What a letter means while nothing is compared: never one that is only somewhat alike."""
        return next((each for each in self._candidates if not faint(each)), None)
