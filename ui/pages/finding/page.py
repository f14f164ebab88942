"""全文查找: one box; the kinds with their counts at the left, what was found of one of them at the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.domain.finding import FoundKind, Hit
from baixing_desktop.domain.labels import label
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.finding import Findings
from baixing_desktop.work import Work
from ui.context import Context
from ui.jobs import Lane
from ui.pages.finding.doors import target_of
from ui.pages.finding.presenter import FindingPresenter
from ui.shell.page import Command, Everywhere, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import SearchLine
from ui.widgets.layouts import column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

_PAUSE_MS = 200
_HINT = "线索和整理稿、转送件和答复、提案、督办、成果、报道、汇编、选题、委员、单位……里的字都找。几个词之间空一格。"
_PRIVATE = "这里不找姓名、电话和住址。按号码找反映人，请到“线索”页。"


@dataclass(frozen=True, slots=True)
class _Line:
    """A kind and how much of it was found."""

    kind: FoundKind
    count: int


class FindingPage(Page):
    """``pages`` tells which pages the window has: only what one of them shows is looked for."""

    name = "finding"
    title = "全文查找"
    icon = "search"
    everywhere = (Everywhere("查找所有记录", "F3", "前往", "seek"),)
    concerns = frozenset[Kind]()

    def __init__(self, context: Context, pages: Callable[[], Sequence[str]]) -> None:
        super().__init__(context)
        self._presenter = FindingPresenter(context.desk)
        self._pages = pages
        self._work: Work | None = None
        self._found = Findings("")
        self._going = False
        self._kinds = PagedModel[_Line](
            (
                Column[_Line]("类别", lambda one: label(one.kind)),
                Column[_Line]("件数", lambda one: f"{one.count}", 4, lambda _one: "soft"),
            ),
            lambda _offset, _limit: None,
        )
        hit = Column[Hit](
            "记录", self._presenter.title, second=self._presenter.passage,
            marks=lambda: self._presenter.words(self._found.text),
        )  # fmt: skip
        self._hits = PagedModel[Hit]((hit,), self._fetch)
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Opening, and moving between hits and kinds."""
        return (
            Command("打开找到的记录", "Ctrl+Return|Ctrl+Enter", "办理", self._open_chosen),
            Command("下一条", "J", "前往", lambda: self._table.step(1)),
            Command("上一条", "K", "前往", lambda: self._table.step(-1)),
            Command("下一类", "Ctrl+Right", "前往", lambda: self._list.step(1)),
            Command("上一类", "Ctrl+Left", "前往", lambda: self._list.step(-1)),
        )

    def seek(self) -> None:
        """Come here, with the keyboard at the box."""
        if not self.isVisible():
            self.context.frame.go(self.name)
        self._box.setFocus()
        self._box.selectAll()

    def arrive(self, target: str) -> None:
        """``target`` is what to look for; without one what was found before is there, searched anew."""
        self._presenter.can_show(self._pages())
        if target:
            self._box.setText(target)
        at_hits = not target and bool(self._hits.rowCount())
        (self._table if at_hits else self._box).setFocus()
        self._search()

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._box = SearchLine("查找所有记录", "查找：标题、内容、编号、单位、委员")
        self._box.onward.connect(self._onward)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._box.textChanged.connect(self._typed)
        self._list = Table(style, "找到的类别", self._kinds)
        self._list.chosen.connect(self._pick)
        self._table = Table(style, "找到的记录", self._hits)
        self._table.opened.connect(self._open)
        self._sum = plain("", "soft", wrap=True)
        self._go = button(style, "打开", self._open_chosen, kind="primary", keys="Ctrl+Enter")
        left, right = QWidget(), QWidget()
        within = column(gap=0, parent=left)
        within.addWidget(self._list, 1)
        body = column(gap=2, parent=right)
        body.addWidget(self._table, 1)
        body.addLayout(row(None, self._go))
        within.setContentsMargins(0, 0, space(2), 0)
        body.setContentsMargins(space(2), 0, 0, 0)
        self._nothing = EmptyState(style, "search", "要找什么？", f"{_HINT}\n{_PRIVATE}")
        self._whole = stacked(self._nothing, sides(left, right, (3, 9)))
        head = row(plain(self.title, "title"), gap=4)
        head.addWidget(self._box, 1)
        whole = column(head, self._sum, gap=2, parent=self)
        whole.addWidget(self._whole, 1)
        whole.setContentsMargins(space(5), space(4), space(5), space(3))

    # -- searching

    def _typed(self) -> None:
        self._going = False
        self._stop()
        self._pause.start()

    def _stop(self) -> None:
        """Whoever types on does not wait for what was typed before."""
        if self._work is not None:
            self._work.cancel()
            self._work = None

    def _search(self) -> None:
        self._stop()
        self._pause.stop()
        text, wanted = self._box.text().strip(), self._found.shown

        def show(found: Findings) -> None:
            if text == self._box.text().strip():
                self._work = None
                self._show(found)

        def begin(hits: tuple[Hit, ...]) -> None:
            if hits and text == self._box.text().strip() and self._work is not None:
                self._show(Findings(text, {hits[0].kind: len(hits)}, hits[0].kind, hits))
                self._sum.setText("正在数……")

        # The first hits are there at once, however long it takes to count all of them.
        first = wanted or FoundKind.CLUE
        if text != self._found.text:
            self.ask(lambda: self._presenter.first(text, first), begin, lane=Lane.STUDY)
        self._work = self.context.jobs.long(
            self, lambda work: self._presenter.search(text, wanted, work), show, self._stopped, _silent,
            lane=Lane.STUDY,
        )  # fmt: skip

    def _stopped(self, error: UserError) -> None:
        if error.code != "CANCELLED":
            self._work = None
            self.failed(error)

    def _show(self, found: Findings) -> None:
        line = self._hits.line(self._table.currentIndex().row()) if self._table.lines else None
        self._found = found
        lines = [_Line(kind, count) for kind, count in found.counts.items()]
        at = next((number for number, one in enumerate(lines) if one.kind is found.shown), 0)
        self._list.blockSignals(True)
        self._kinds.reset(len(lines), lines)
        self._list.choose(at)
        self._list.blockSignals(False)
        self._whole.setCurrentIndex(1 if lines else 0)
        self._sum.setText(f"找到 {sum(found.counts.values())} 条，{len(lines)} 类" if lines else "")
        if not lines:
            self._say_nothing(found.text)
            return
        self._put(found.shown, found.hits, line)
        if self._going:
            self._table.setFocus()
        self._going = False

    def _say_nothing(self, text: str) -> None:
        if text:
            self._nothing.say(f"没有找到“{text}”", f"换个词试试，两个字也可以。{_PRIVATE}")
        else:
            self._nothing.say("要找什么？", f"{_HINT}\n{_PRIVATE}")

    def _put(self, kind: FoundKind | None, hits: tuple[Hit, ...], known: Hit | None = None) -> None:
        self._hits.reset(self._found.counts.get(kind, 0) if kind else 0, hits)
        ids = [hit.id for hit in hits]
        if ids:
            self._table.choose(ids.index(known.id) if known and known.id in ids else 0)

    def _pick(self, number: int) -> None:
        line, found = self._kinds.line(number), self._found
        if line is None or line.kind is found.shown:
            return
        self._found = Findings(found.text, found.counts, line.kind)

        def show(hits: tuple[Hit, ...]) -> None:
            if self._found.shown is line.kind and self._found.text == found.text:
                self._put(line.kind, hits)

        self.ask(lambda: self._presenter.first(found.text, line.kind), show, lane=Lane.STUDY)

    def _fetch(self, offset: int, limit: int) -> None:
        found, kind = self._found, self._found.shown
        if kind is None:
            return

        def fill(hits: tuple[Hit, ...]) -> None:
            if self._found.text == found.text and self._found.shown is kind:
                self._hits.fill(offset, hits)

        self.ask(lambda: self._presenter.more(found.text, kind, offset, limit), fill, lane=Lane.STUDY)

    # -- opening

    def _onward(self) -> None:
        """To the hits, as soon as they are there."""
        if self._pause.isActive():
            self._search()
        self._going = self._work is not None
        if not self._going and self._whole.currentIndex():
            self._table.setFocus()

    def _open_chosen(self) -> None:
        if self._table.lines:
            self._open(self._table.lines[0])

    def _open(self, number: int) -> None:
        hit = self._hits.line(number)
        if hit is not None and self._whole.currentIndex():
            self.context.frame.go(self._presenter.page_of(hit.kind), target_of(hit))


def _silent(_done: int, _total: int, _what: str) -> None:
    """A search says what it found, not how far it is."""
