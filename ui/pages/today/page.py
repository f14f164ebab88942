"""今日: the things to do now, each one press away."""

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.lists import WorkroomQueue
from ui.context import Context
from ui.jobs import Lane
from ui.pages.backup_card import BackupCard
from ui.pages.today.cards import MonthCard, TopicsCard
from ui.pages.today.nil import NilCard
from ui.pages.today.presenter import TodayPresenter, TodayView
from ui.paper import PaperDialog
from ui.shell.page import Everywhere, Page
from ui.text import plain
from ui.update_card import UpdateCard
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.layouts import Scrolled, card, column, line, row
from ui.widgets.queue_row import QueueRow
from ui.widgets.states import heading


class TodayPage(Page):
    """The liaison's first page."""

    name = "today"
    title = "今日"
    icon = "home"
    everywhere = (
        Everywhere("新建线索", "Ctrl+N", "文件", "begin"),
        Everywhere("打印空白表", "Ctrl+Shift+P", "文件", "print_blank"),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = TodayPresenter(context.desk)
        self._rows = {
            view.queue: self._row(view.queue.value, view.title, view.note) for view in self._presenter.empty_rows()
        }
        self._build()

    def arrive(self, target: str) -> None:
        """The most likely next thing is a new clue."""
        self._new_button.setFocus()

    def refresh(self) -> None:
        """Count again."""
        self.ask(self._presenter.view, self._show)

    def _build(self) -> None:
        style = self.context.style
        self._new_button = button(style, "新建线索", self.begin, kind="primary", icon="plus", keys="Ctrl+N")
        blank = button(style, "打印空白表", self.print_blank, icon="printer", keys="Ctrl+Shift+P")
        todo = card()
        body = column(plain("今天要做的", "heading"), 1, gap=0, margin=4, parent=todo)
        self._unsigned = QueueRow(style, "待签字归档", "打印、签字，再把扫描件归档")
        self._unsigned.clicked.connect(lambda _on=False: self.context.frame.go("signing"))
        for number, made in enumerate((*self._rows.values(), self._unsigned)):
            if number:
                body.addWidget(line())
            body.addWidget(made)
        self._month = MonthCard()
        self._backup = BackupCard(self.context)
        self._topics = TopicsCard(style, go=lambda: self.context.frame.go("topics"))
        self._nil = NilCard(self)
        self._update = UpdateCard(self.context, always=False)
        side = column(self._month, self._update, self._nil, self._topics, self._where_card(), self._backup, None, gap=4)
        columns = Columns(style, [(column(todo, None, gap=0), 3), (side, 2)], 52)
        holder = QWidget()
        column(heading("今日", blank, self._new_button), columns, None, gap=4, margin=5, parent=holder)
        column(Scrolled(holder), gap=0, parent=self)

    def _row(self, queue: str, title: str, note: str) -> QueueRow:
        made = QueueRow(self.context.style, title, note)
        page, target = ("feedback", "") if queue == WorkroomQueue.TO_TELL else ("clues", queue)
        made.clicked.connect(lambda _on=False: self.context.frame.go(page, target))
        return made

    def _where_card(self) -> QWidget:
        frame = card()
        self._where = [plain("", wrap=True) for _ in range(3)]
        send = button(
            self.context.style, "去报送", lambda: self.context.frame.go("submission"), kind="quiet", icon="send"
        )
        column(plain("数据在哪里", "heading"), *self._where, row(send, None), gap=2, margin=4, parent=frame)
        return frame

    def _show(self, view: TodayView) -> None:
        for each in view.rows:
            self._rows[each.queue].show_count(each.count, each.age)
        self._unsigned.show_count(view.unsigned, "")
        self._month.put(view)
        self._nil.put(view.nil)
        self._topics.put(view.topics)
        self._backup.refresh()
        self._update.refresh()
        for label, words in zip(self._where, view.where, strict=True):
            label.setText(words)

    def begin(self) -> None:
        """A new clue, on its page."""
        self.context.frame.go("entry", "new")

    def print_blank(self) -> None:
        """An empty 附件3 to fill in by hand."""
        self.ask(
            self._presenter.blank_form,
            lambda pdf: PaperDialog.present(self, self.context, "空白表", pdf),
            lane=Lane.PAPER,
        )
