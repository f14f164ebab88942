"""工作台: everything that waits, in the order of the work."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QWidget

from baixing_desktop.domain.lists import OfficeQueue
from ui.context import Context
from ui.pages.backup_card import BackupCard
from ui.pages.bench.presenter import GROUPS, BenchPresenter, QueueCount, QueueLine
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.columns import Columns
from ui.widgets.layouts import Scrolled, card, column, line
from ui.widgets.queue_row import QueueRow
from ui.widgets.states import heading


class BenchPage(Page):
    """The office's first page."""

    name = "bench"
    title = "工作台"
    icon = "home"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = BenchPresenter(context.desk)
        self._rows: dict[OfficeQueue, QueueRow] = {}
        self._alarms = {each.queue for _, lines in GROUPS for each in lines if each.alarm}
        first, second, third = (self._group(title, lines) for title, lines in GROUPS)
        self._backup = BackupCard(context)
        parts = [(column(first, third, None, gap=4), 1), (column(second, self._backup, None, gap=4), 1)]
        columns = Columns(context.style, parts, 54)
        holder = QWidget()
        column(heading("工作台"), columns, None, gap=4, margin=5, parent=holder)
        column(Scrolled(holder), gap=0, parent=self)

    def arrive(self, target: str) -> None:
        """The first queue with work in it."""
        for made in self._rows.values():
            if made.isEnabled():
                made.setFocus()
                return

    def refresh(self) -> None:
        """Count again."""
        self.ask(self._presenter.counts, self._show)
        self._backup.refresh()

    def _group(self, title: str, lines: tuple[QueueLine, ...]) -> QFrame:
        frame = card()
        body = column(plain(title, "heading"), 1, gap=0, margin=4, parent=frame)
        for number, each in enumerate(lines):
            if number:
                body.addWidget(line())
            made = QueueRow(self.context.style, each.title, each.note)
            made.clicked.connect(lambda _on=False, queue=each.queue: self._go(queue))
            self._rows[each.queue] = made
            body.addWidget(made)
        return frame

    def _go(self, queue: OfficeQueue) -> None:
        if queue is OfficeQueue.TO_SCREEN:
            self.context.frame.go("screening")
        else:
            self.context.frame.go("routing", queue)

    def _show(self, counts: Mapping[OfficeQueue, QueueCount]) -> None:
        for queue, made in self._rows.items():
            made.show_count(counts[queue].count, counts[queue].age, alarm=queue in self._alarms)
        if self.isVisible() and not self.window().focusWidget():
            self.arrive("")
