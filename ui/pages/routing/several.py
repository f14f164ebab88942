"""待分类 of several together: one route and the marks for all, with what earlier decisions suggest for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.together import Deed, Line, Together
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.suggesting import Advice
from baixing_desktop.work import Work
from ui.pages.routing.classify import ClassifyPanel
from ui.pages.routing.presenter import RoutingPresenter
from ui.pages.routing.suggested import Adviser, how_sure
from ui.shell.page import Page
from ui.text import plain
from ui.together.cards import Offer, Question
from ui.together.mode import TogetherMode
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row


class Several:
    """The ways of :class:`TogetherMode` on this page."""

    def __init__(self, page: Page, presenter: RoutingPresenter) -> None:
        self._page, self._presenter = page, presenter
        self._panel: ClassifyPanel | None = None
        self._mode: TogetherMode | None = None
        self._adviser = Adviser(page.context.desk)

    def mode(self, stack: QStackedWidget, ready: Callable[[], object]) -> TogetherMode:
        """The switch, over ``stack``; ``ready`` brings the page to where one classifies."""
        return TogetherMode(self._page, stack, self._ways, ready, self._advise)

    def _ways(self, mode: TogetherMode) -> tuple[Offer, ...]:
        """Classify them alike."""
        self._mode = mode
        desk = self._page.context.desk
        panel = self._panel = ClassifyPanel(mode.style, self._presenter, desk.today())
        holder: QWidget = QFrame()
        go = button(mode.style, "看看会怎样", self._confirm, kind="primary", keys="Ctrl+Enter")
        column(
            panel,
            plain("勾选的标记加到每一条上，没有勾选的不动。", "soft", wrap=True),
            row(None, button(mode.style, "取消", mode.pane_back, keys="Esc"), go, gap=2),
            gap=3,
            parent=holder,
        )
        question = Question(holder, lambda: panel.begin_with(Marks()), self._confirm)
        return (Offer("classify", "一起分类", question, "route", "Ctrl+Enter"),)

    def choose(self, number: int) -> None:
        """Route ``number`` (1–6) for all that are ticked."""
        if self._mode is not None and self._panel is not None:
            if not self._panel.isVisible():
                self._mode.pane.take("classify")
            if self._panel.isVisible():
                self._panel.choose(number)

    def _advise(self, lines: Sequence[Line], work: Work) -> tuple[Line, ...]:
        """Each line with the route that earlier decisions suggest for it; nothing is chosen by that.

        Raises:
            UserError: ``CANCELLED``.
        """
        if not may(self._page.context.desk, "suggesting.suggestions_for"):
            return tuple(lines)
        found: list[Line] = []
        for number, line in enumerate(lines):
            work.at(number, len(lines), "正在参考以往的决定")
            advice = self._adviser.suggest(line.clue_id, work.unheard()).route if line.may else None
            found.append(replace(line, advice=_words(advice)) if advice else line)
        return tuple(found)

    def _confirm(self) -> None:
        chosen = self._panel.chosen() if self._panel else None
        if chosen is not None and self._mode is not None:
            self._mode.pane.decide(Together(Deed.CLASSIFY, route=chosen[0], marks=chosen[1]))


def _words(advice: Advice) -> str:
    return f"建议：{label(Route(advice.code))}（{how_sure(advice)}）"
