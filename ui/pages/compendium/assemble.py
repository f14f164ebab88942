"""编一期: the clues of a period at the left, chosen and in order; at the right the pages as they will print."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.domain.kinds import CompendiumEdition
from baixing_desktop.usecases.compiling import Candidate, IssueView
from baixing_desktop.work import Work
from ui.pages.compendium.pages import BookPreview
from ui.pages.compendium.presenter import EDITIONS, CompendiumPresenter, Draft
from ui.period_field import PeriodField
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, column, row
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

_LEAST = 180
"""So many pixels of the list stay in sight at every type size; the rest of the side scrolls."""
_IN, _OUT = "✓ ", "　"


class AssemblePanel(QWidget):
    """``page`` runs its jobs; ``kept`` hears of an issue that was kept."""

    def __init__(self, page: Page, presenter: CompendiumPresenter, kept: Callable[[IssueView], None]) -> None:
        super().__init__()
        self._page, self._presenter, self._told = page, presenter, kept
        self._draft = Draft()
        self._asked, self._number = 0, 1
        self._busy = False
        self._model = PagedModel[Candidate](self._columns(), lambda _offset, _limit: None)
        self._build()

    # -- for the page

    def focus(self) -> None:
        """The list, or the period when there is nothing in it."""
        (self._period if self._lists.currentIndex() else self._table).setFocus()

    def step(self, step: int) -> None:
        """The clue below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Read the topics and the clues again."""
        self._page.ask(self._presenter.topics, self._offer)
        self._read()

    def shift(self, step: int) -> None:
        """The clue one up or down."""
        place = self._table.currentIndex().row()
        if place >= 0:
            self._draft, now = self._draft.moved(place, step)
            self._put(now)

    def toggle(self) -> None:
        """The clue in or out."""
        place = self._table.currentIndex().row()
        if place >= 0:
            self._draft = self._draft.toggled(place)
            self._put(place)

    def choose_all(self) -> None:
        """All in; all out when they are."""
        everything = len(self._draft.chosen) < len(self._draft.listed)
        self._draft = self._draft.with_all(chosen=everything)
        self._put(max(self._table.currentIndex().row(), 0))

    def keep(self) -> None:
        """Keep the issue under its number."""
        if not self._draft.chosen:
            self._sum.setText("请至少选一条线索。")
            self._table.setFocus()
            return
        if self._busy:
            return
        self._busy = True
        plan = self._draft.plan(self._period.period, self._edition.code, self._title.text())

        def kept(view: IssueView) -> None:
            self._busy = False
            self._told(view)

        self._page.act(lambda: self._presenter.keep(plan), kept)

    def rest(self) -> None:
        """Something failed: it may be tried again."""
        self._busy = False

    # -- building

    def _columns(self) -> tuple[Column[Candidate], ...]:
        def title(one: Candidate) -> str:
            return f"{_IN if self._draft.has(one) else _OUT}{one.title}"

        def tone(one: Candidate) -> str:
            return "text" if self._draft.has(one) else "soft"

        def second(one: Candidate) -> str:
            before = f"　已编入{one.issues[-1]}" if one.issues else ""
            return f"{_OUT}{one.theme}　{one.number}　{one.street}{before}"

        return (Column[Candidate]("线索", title, 0, tone, second),)

    def _build(self) -> None:
        self._period = PeriodField(self._page.context.desk.today(), "month")
        self._period.picked.connect(self._read)
        self._topic = Choice("专题", (("", "不限专题"),))
        self._topic.choose("")
        self._topic.setCurrentIndex(0)
        self._topic.currentIndexChanged.connect(self._pick_topic)
        self._preview = BookPreview(self._page.context, "汇编的页面", self._pages)
        right = QWidget()
        body = column(self._preview, gap=2, parent=right)
        body.setContentsMargins(space(2), 0, 0, 0)
        column(gap=0, parent=self).addWidget(sides(self._left(), right, (6, 5)), 1)

    def _left(self) -> QWidget:
        style = self._page.context.style
        bar = QWidget()
        flow = FlowLayout(bar)
        for widget in (self._period, self._topic):
            flow.addWidget(widget)
        self._table = Table(style, "可以编入的线索", self._model)
        self._table.opened.connect(self._opened)
        self._table.installEventFilter(self)
        self._lists = QStackedWidget()
        self._lists.setMinimumHeight(_LEAST)
        self._lists.addWidget(self._table)
        hint = "受理了的线索才能编入。可以换一个期间或专题。"
        self._lists.addWidget(EmptyState(style, "archive", "这段时间没有可以编入的线索", hint))
        self._sum = plain("", "strong", wrap=True)
        tools = QWidget()
        moves = FlowLayout(tools)
        for words, run, keys in (
            ("选上或不选", self.toggle, "空格"),
            ("全选或全不选", self.choose_all, "Ctrl+Shift+A"),
            ("上移", lambda: self.shift(-1), "Ctrl+Up"),
            ("下移", lambda: self.shift(1), "Ctrl+Down"),
        ):
            moves.addWidget(button(style, words, run, keys=keys))
        self._edition = Choice("版本", EDITIONS)
        self._edition.choose(CompendiumEdition.REDACTED.value)
        self._edition.currentIndexChanged.connect(self._preview_soon)
        self._title = TextLine("专题名称", hint="没有专题可以不写", limit=30)
        self._title.textChanged.connect(self._preview_soon)
        form = Form()
        form.add("版本", self._edition)
        form.add("专题名称", self._title)
        self._go = button(style, "编成这一期", self.keep, kind="primary", icon="check", keys="Ctrl+Enter")
        inside, left = QWidget(), QWidget()
        body = column(bar, gap=2, parent=inside)
        body.addWidget(self._lists, 1)
        for item in (tools, form):
            body.addWidget(item)
        body.setContentsMargins(0, 0, space(1), 0)
        # What all this is for stays in sight on the smallest screen.
        foot = row(gap=3)
        foot.addWidget(self._sum, 1)
        foot.addWidget(self._go)
        column(Scrolled(inside), foot, gap=2, parent=left).setContentsMargins(0, 0, space(2), 0)
        return left

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Space chooses the clue, as in every list of boxes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space:
            self.toggle()
            return True
        return super().eventFilter(watched, event)

    def _opened(self, _number: int) -> None:
        self.toggle()

    # -- showing

    def _offer(self, topics: list[tuple[str, str]]) -> None:
        chosen = self._topic.code
        self._topic.offer(topics)
        self._topic.blockSignals(True)
        self._topic.setCurrentIndex(max(self._topic.findData(chosen), 0))
        self._topic.blockSignals(False)

    def _pick_topic(self) -> None:
        name = self._topic.currentText() if self._topic.code else ""
        self._title.setText(name.rpartition("（")[0])
        self._read()

    def _read(self) -> None:
        self._asked += 1
        asked, period, topic = self._asked, self._period.period, self._topic.code

        def show(found: tuple[Draft, int]) -> None:
            if asked == self._asked:
                self._show(*found)

        self._page.ask(lambda: self._presenter.draft(period, topic), show)

    def _show(self, draft: Draft, number: int) -> None:
        self._draft, self._number = draft, number
        before = self._table.hasFocus()
        self._lists.setCurrentIndex(0 if draft.listed else 1)
        if before and not draft.listed:
            self._period.setFocus()
        self._put(0)

    def _put(self, place: int) -> None:
        listed = self._draft.listed
        self._model.reset(len(listed), listed)
        if listed:
            self._table.choose(place)
        name = f"{self._period.period.last.year}年第{self._number}期"
        self._sum.setText(f"{name}：已选 {len(self._draft.chosen)} 条，共 {len(listed)} 条。" if listed else name)
        self._go.setEnabled(bool(listed))
        self._preview_soon()

    def _preview_soon(self) -> None:
        self._preview.touch()

    def _pages(self) -> Callable[[Work], bytes] | None:
        if not self._draft.chosen:
            return None
        return self._presenter.preview(self._draft.plan(self._period.period, self._edition.code, self._title.text()))
