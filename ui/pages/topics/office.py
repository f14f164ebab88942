"""选题与试点 at the office: topics proposed, approved, published, closed; pilots and pilot topics (SM8, SM11)."""

from PySide6.QtWidgets import QPushButton, QStackedWidget

from baixing_desktop.changes import Kind
from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Pilot
from baixing_desktop.usecases.topics import TopicLine
from ui.asking import AskDialog
from ui.context import Context
from ui.pages.topics.presenter import (
    PILOT_ACTIONS,
    PILOT_TOPIC_ACTIONS,
    TOPIC_ACTIONS,
    PilotLine,
    TopicsPresenter,
)
from ui.pages.topics.steps import Manner, StepsPanel
from ui.shell.page import Command, Page
from ui.style import space
from ui.targets import Target
from ui.widgets.buttons import button
from ui.widgets.layouts import column
from ui.widgets.narrowing import narrowing
from ui.widgets.states import EmptyState, heading
from ui.widgets.tabs import Tabs

_TOPICS, _PILOTS = "topics", "pilots"
_FIRST = "采用附件2的试点建议"


class OfficeTopicsPage(Page):
    """Two views."""

    name = "topics"
    title = "选题与试点"
    icon = "map-pin"
    concerns = frozenset({Kind.TOPIC, Kind.PILOT, Kind.REFERENCE, Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = TopicsPresenter(context.desk)
        self._topics = self._topics_panel()
        self._pilots = self._pilots_panel()
        self._views: dict[str, StepsPanel[TopicLine] | StepsPanel[PilotLine]]
        self._views = {_TOPICS: self._topics, _PILOTS: self._pilots}
        self._tabs = narrowing(Tabs("看什么", ((_TOPICS, "选题"), (_PILOTS, "试点"))))
        self._tabs.picked.connect(self._pick)
        self._panels = QStackedWidget()
        for panel in self._views.values():
            self._panels.addWidget(panel)
        body = column(heading("选题与试点", self._tabs), gap=3, parent=self)
        body.addWidget(self._panels, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(4))

    @property
    def commands(self) -> tuple[Command, ...]:
        """Looking, proposing, the next step."""
        return (
            Command("看选题", "Ctrl+Shift+1", "办理", lambda: self._pick(_TOPICS)),
            Command("看试点", "Ctrl+Shift+2", "办理", lambda: self._pick(_PILOTS)),
            Command("推荐选题或拟定试点", "Ctrl+Shift+N", "办理", self._begin),
            Command("办理下一步", "Ctrl+Return|Ctrl+Enter", "办理", self._next_step),
            Command("修改选题或试点", "Ctrl+E", "办理", self._edit),
            Command("删除选题", "Ctrl+D", "办理", self._remove),
            Command("下一条", "J", "前往", lambda: self._panel.step(1)),
            Command("上一条", "K", "前往", lambda: self._panel.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the name of a view, or a record on it."""
        sought = Target.of(target)
        if sought is not None:
            self._views[sought.views[0]].show_record(sought.id)
            self._pick(sought.views[0])
        elif target in self._views:
            self._pick(target)
        else:
            self._panel.focus()

    def refresh(self) -> None:
        """Read what the view in front shows."""
        self._panel.refresh()

    # -- building

    def _topics_panel(self) -> StepsPanel[TopicLine]:
        style, presenter = self.context.style, self._presenter
        manner = Manner[TopicLine](
            title=lambda line: line.kept.title,
            second=presenter.topic_words,
            story=lambda line: "\n".join(filter(None, (presenter.topic_story(line), line.kept.note))),
            key=lambda line: line.kept.id,
            actions=(*TOPIC_ACTIONS, *PILOT_TOPIC_ACTIONS),
            may=lambda line, action: presenter.may_topic(line.kept, action),
            asks=presenter.topic_step_asks,
            step=lambda line, action, got: presenter.step_topic(line.kept, action, got),
            undo=lambda line, action, done: presenter.undo_topic(line.kept, action, done),
            editable=lambda line: line.kept.undecided,
        )
        empty = EmptyState(
            style, "map-pin", "还没有选题", "推荐选题，审定后公开征集。",
            action="推荐选题", keys="Ctrl+Shift+N", run=self._begin,
        )  # fmt: skip
        own = [button(style, "推荐选题", self._begin, icon="plus", keys="Ctrl+Shift+N"), *self._first()]
        beside = [
            button(style, "修改", self._edit, keys="Ctrl+E"),
            button(style, "删除", self._remove, kind="quiet", keys="Ctrl+D"),
        ]
        return StepsPanel[TopicLine](self, "选题", manner, presenter.topics, own, beside, empty)

    def _pilots_panel(self) -> StepsPanel[PilotLine]:
        style, presenter = self.context.style, self._presenter
        manner = Manner[PilotLine](
            title=lambda line: line.kept.name,
            second=lambda line: f"{label(line.kept.kind)}　{label(line.kept.state)}　{line.where}",
            story=lambda line: "\n".join(filter(None, (presenter.pilot_story(line), line.kept.experience))),
            key=lambda line: line.kept.id,
            actions=PILOT_ACTIONS,
            may=lambda line, action: presenter.may_pilot(line.kept, action),
            asks=presenter.asks,
            step=lambda line, action, got: presenter.step_pilot(line.kept, action, got),
            editable=lambda _line: presenter.decides,
        )
        empty = EmptyState(style, "map-pin", "还没有试点", "按上面的按钮采用附件2的试点建议，或自己拟定。")
        begin = button(style, "拟定试点", self._begin, icon="plus", keys="Ctrl+Shift+N")
        own = [begin, *self._first()] if presenter.decides else []
        beside = [button(style, "修改", self._edit, keys="Ctrl+E")]
        return StepsPanel[PilotLine](self, "试点", manner, presenter.pilots, own, beside, empty)

    def _first(self) -> list[QPushButton]:
        made = button(self.context.style, _FIRST, self._take_first)
        return [made] if self._presenter.decides else []

    # -- acting

    @property
    def _panel(self) -> StepsPanel[TopicLine] | StepsPanel[PilotLine]:
        return self._views[self._tabs.chosen]

    def _pick(self, name: str) -> None:
        self._tabs.choose(name)
        self._panels.setCurrentWidget(self._panel)
        self._panel.refresh()
        self._panel.focus()

    def _next_step(self) -> None:
        self._panel.next_step()

    def _begin(self) -> None:
        if self._tabs.chosen == _TOPICS:
            self._ask_topic(None)
        elif self._presenter.decides:
            self._ask_pilot(None)

    def _edit(self) -> None:
        topic, pilot = self._topics.chosen, self._pilots.chosen
        if self._tabs.chosen == _TOPICS:
            if topic is not None and topic.kept.undecided:
                self._ask_topic(topic.kept)
        elif pilot is not None and self._presenter.decides:
            self._ask_pilot(pilot.kept)

    def _ask_topic(self, known: Topic | None) -> None:
        words = "修改选题" if known else "推荐选题"
        AskDialog.present(
            self, words, self._presenter.topic_asks(known), words,
            lambda got: self.act(
                lambda: self._presenter.save_topic(got, known),
                lambda kept: self.context.frame.notice(f"已记下选题“{kept.title}”。"),
            ),
        )  # fmt: skip

    def _ask_pilot(self, known: Pilot | None) -> None:
        words = "修改试点" if known else "拟定试点"
        AskDialog.present(
            self, words, self._presenter.pilot_asks(known), words,
            lambda got: self.act(
                lambda: self._presenter.save_pilot(got, known),
                lambda kept: self.context.frame.notice(f"已记下试点“{kept.name}”。"),
            ),
        )  # fmt: skip

    def _remove(self) -> None:
        line = self._topics.chosen
        if self._tabs.chosen != _TOPICS or line is None or not line.kept.undecided:
            return

        def removed(was: Topic) -> None:
            self.context.frame.notice(
                f"已删除选题“{was.title}”。",
                lambda: self.act(lambda: self._presenter.restore_topic(was), lambda _kept: None),
            )

        self.act(lambda: self._presenter.remove_topic(line.kept), removed)

    def _take_first(self) -> None:
        def taken(count: int) -> None:
            words = f"已记下附件2的 {count} 项试点建议。" if count else "附件2的试点建议都已在这里。"
            self.context.frame.notice(words)

        self.act(self._presenter.take_first, taken)
