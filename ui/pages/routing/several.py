"""待分类 and 待拟函 of several together: one route or one unit for all, and what earlier decisions suggest for each."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.together import Deed, Line, Together
from baixing_desktop.usecases.permissions import may
from baixing_desktop.work import Work
from ui.pages.routing.classify import BriefClassifyPanel, ClassifyPanel
from ui.pages.routing.presenter import RoutingPresenter
from ui.pages.routing.suggested import Adviser, how_sure
from ui.shell.page import Page
from ui.text import plain
from ui.together.cards import Offer, Question
from ui.together.mode import TogetherMode
from ui.widgets.fields import Check, Finder
from ui.widgets.form import Form
from ui.widgets.layouts import column

PLACES = (OfficeQueue.TO_CLASSIFY, OfficeQueue.TO_DRAFT)
"""Where several can be settled together."""


class Several:
    """The ways of :class:`TogetherMode` on this page."""

    def __init__(self, page: Page, presenter: RoutingPresenter) -> None:
        self._page, self._presenter = page, presenter
        self._panel: ClassifyPanel | None = None
        self._mode: TogetherMode | None = None
        self._adviser = Adviser(page.context.desk)

    def mode(
        self, stack: QStackedWidget, pick: Callable[[str], object], queue: Callable[[], OfficeQueue]
    ) -> TogetherMode:
        """The switch, over ``stack``; ``pick`` brings the page to another queue than the one that it shows now."""

        def ready() -> None:
            # Who is at one of them already keeps the clue there and what was chosen for it.
            if queue() not in PLACES:
                pick(PLACES[0])

        return TogetherMode(self._page, stack, self._ways, ready, self._advise)

    def _ways(self, mode: TogetherMode) -> tuple[Offer, ...]:
        """Classify them alike, or ask the same unit about each."""
        self._mode = mode
        return (self._classifying(mode), self._drafting(mode))

    def _classifying(self, mode: TogetherMode) -> Offer:
        desk = self._page.context.desk
        panel = self._panel = BriefClassifyPanel(mode.style, self._presenter, desk.today())
        holder: QWidget = QFrame()
        column(panel, plain("勾选的标记加到每一条上，没有勾选的不动。", "soft", wrap=True), gap=3, parent=holder)
        question = Question(holder, lambda: panel.begin_with(Marks()), self._confirm)
        return Offer("classify", "一起分类", question, "route", "Ctrl+Enter", PLACES[0])

    def _drafting(self, mode: TogetherMode) -> Offer:
        form = DraftForm(mode, self._presenter.handlers)
        return Offer(
            "draft", "一起拟转送函", Question(form, form.begin, form.confirm), "route", "Ctrl+Enter", PLACES[1]
        )

    def choose(self, number: int) -> None:
        """Route ``number`` (1–6) for all that are ticked."""
        if self._mode is not None and self._panel is not None:
            if not self._panel.isVisible():
                self._mode.pane.take("classify")
            if self._panel.isVisible():
                self._panel.choose(number)

    def _advise(self, together: Together, lines: Sequence[Line], work: Work) -> tuple[Line, ...]:
        """Each line with the route or the unit that earlier decisions suggest for it; nothing is chosen by that.

        Raises:
            UserError: ``CANCELLED``.
        """
        if not may(self._page.context.desk, "suggesting.suggestions_for"):
            return tuple(lines)
        found: list[Line] = []
        for number, line in enumerate(lines):
            work.at(number, len(lines), "正在参考以往的决定")
            found.append(replace(line, advice=self._advice(together.deed, line, work.unheard())))
        return tuple(found)

    def _confirm(self) -> None:
        chosen = self._panel.chosen() if self._panel else None
        if chosen is not None and self._mode is not None:
            self._mode.pane.decide(Together(Deed.CLASSIFY, route=chosen[0], marks=chosen[1]))

    def _advice(self, deed: Deed, line: Line, work: Work) -> str:
        if not line.may:
            return ""
        suggested = self._adviser.suggest(line.clue_id, work)
        advice = suggested.route if deed is Deed.CLASSIFY else suggested.handler
        if advice is None:
            return ""
        unit_name = self._page.context.desk.reference.unit_name
        name = label(Route(advice.code)) if deed is Deed.CLASSIFY else unit_name(advice.code)
        return f"建议：{name}（{how_sure(advice)}）"


class DraftForm(QFrame):
    """The unit that is asked about each of them in a letter of its own."""

    def __init__(self, mode: TogetherMode, handlers: Callable[[], list[tuple[str, str]]]) -> None:
        super().__init__()
        self._mode, self._handlers = mode, handlers
        self._handler = Finder("承办单位", handlers(), hint="输入单位名称的一部分")
        form = Form(stacked=True)
        self._field = form.add("承办单位", self._handler, needed=True)
        self._limited = Check("请对方在接办之日起 1 个月内答复")
        column(
            plain("转送给哪个单位？", "heading"),
            form,
            self._limited,
            plain("每条线索各拟一份函；有会办、分办单位的，请逐条拟函。", "soft", wrap=True),
            gap=3,
            parent=self,
        )

    def begin(self) -> None:
        """Nothing chosen."""
        self._handler.follow(self._handlers)
        self._limited.setChecked(False)
        self._field.wrong("")
        self._handler.setFocus()

    def confirm(self) -> None:
        """See what would become of each, or say that the unit is missing."""
        handler = self._handler.code
        self._field.wrong("" if handler else "请选一个承办单位。")
        if handler:
            self._mode.pane.decide(Together(Deed.DRAFT, handler=handler, limited=self._limited.isChecked()))
        else:
            self._handler.setFocus()
