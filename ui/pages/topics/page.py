"""选题: the subjects on which the district calls for clues, and what this workroom has answered."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.usecases.gathering import TopicView, called_topics
from ui.context import Context
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.layouts import Scrolled, card, clear, column, row
from ui.widgets.states import EmptyState, heading
from ui.words import say_day


class TopicsPage(Page):
    """Read in the workroom; the office keeps the topics (SM8)."""

    name = "topics"
    title = "选题"
    icon = "landmark"
    concerns = frozenset({Kind.TOPIC, Kind.REFERENCE, Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._any = button(
            context.style, "新建线索", lambda: context.frame.go("entry", "new"), icon="plus", keys="Ctrl+N"
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(space(3))
        holder = QWidget()
        column(heading("选题", self._any, note="现在公开征集的"), self._list, None, gap=4, margin=5, parent=holder)
        column(Scrolled(holder), gap=0, parent=self)

    def arrive(self, target: str) -> None:
        """Whatever is called for, a clue can be begun."""
        self._any.setFocus()

    def refresh(self) -> None:
        """Read what is called for now."""
        self.ask(lambda: called_topics(self.context.desk), self._show)

    def _show(self, views: tuple[TopicView, ...]) -> None:
        clear(self._list)
        for view in views:
            self._list.addWidget(self._card(view))
        if not views:
            self._list.addWidget(
                EmptyState(
                    self.context.style,
                    "landmark",
                    "现在没有公开征集的选题",
                    "选题由区政协办公室发布。没有选题时，也可以随时登记线索。",
                )
            )

    def _card(self, view: TopicView) -> QWidget:
        topic, today = view.topic, self.context.desk.today()
        last = f"征集到{say_day(topic.closes_on, today)}" if topic.closes_on else "长期征集"
        where = "市政协选题" if topic.city else self.context.desk.reference.unit_name(topic.proposed_by)
        answered = f"本工作室已有 {view.clues} 条" if view.clues else "本工作室还没有线索"
        begin = button(
            self.context.style,
            "就此选题登记线索",
            lambda: self.context.frame.go("entry", f"new topic={topic.id}"),
            icon="file-plus",
        )
        frame = card()
        words = [plain(topic.title, "heading", wrap=True), plain(f"{where}　{last}", "soft", wrap=True)]
        if topic.note:
            words.append(plain(topic.note, wrap=True))
        column(*words, row(plain(answered, "soft"), None, begin), gap=2, margin=4, parent=frame)
        return frame
