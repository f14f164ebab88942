"""激励与宣传: feedback and reward, taking part; reports in the media, cases; points of members (seed 八(五))."""

from collections.abc import Callable
from typing import TypeVar

from baixing_desktop.changes import Kind
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.pages.encouragement.cases import CasesPanel
from ui.pages.encouragement.commend import CommendPanel
from ui.pages.encouragement.feedback import FeedbackPanel
from ui.pages.encouragement.presenter import EncouragementPresenter
from ui.pages.encouragement.publicity import PublicityPanel
from ui.pages.encouragement.scores import ScoresPanel
from ui.pages.encouragement.view import View
from ui.shell.page import Command, Page
from ui.style import space
from ui.targets import Target
from ui.widgets.layouts import column
from ui.widgets.narrowing import narrowing
from ui.widgets.one_of import OneOf, Wanted
from ui.widgets.states import heading
from ui.widgets.tabs import Tabs

_FEEDBACK, _PUBLICITY, _SCORES, _COMMEND, _CASES = "feedback", "publicity", "scores", "commend", "cases"
_V = TypeVar("_V", bound=View)


class EncouragementPage(Page):
    """Five views."""

    name = "encouragement"
    title = "激励与宣传"
    icon = "message-square"
    concerns = frozenset(
        {
            Kind.INCENTIVE, Kind.PUBLICITY, Kind.CLUE, Kind.FORWARDING, Kind.OUTPUT, Kind.PROPOSAL, Kind.SCORE,
            Kind.COMMENDATION, Kind.ROSTER, Kind.SESSION, Kind.CLAIM, Kind.SUPERVISION, Kind.KEY_ITEM,
        }
    )  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        presenter = EncouragementPresenter(context.desk)
        self._panels = OneOf()
        self._views = Wanted[str, View](
            self._panels,
            {
                _FEEDBACK: lambda: FeedbackPanel(self, presenter),
                _PUBLICITY: lambda: PublicityPanel(self, presenter),
                _SCORES: lambda: ScoresPanel(self),
                _COMMEND: lambda: CommendPanel(self),
                _CASES: lambda: CasesPanel(self),
            },
        )
        tabs = (
            (_FEEDBACK, "激励反馈"), (_PUBLICITY, "宣传报道"), (_SCORES, "履职量化"), (_COMMEND, "评选表彰"),
            (_CASES, "典型案例"),
        )  # fmt: skip
        self._tabs = narrowing(Tabs("做什么", tabs))
        self._tabs.picked.connect(self._pick)
        self._panels.show_one(self._panel)
        body = column(heading("激励与宣传", self._tabs), gap=3, parent=self)
        body.addWidget(self._panels, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(4))

    @property
    def commands(self) -> tuple[Command, ...]:
        """Looking, feeding back, inviting, writing down, scoring."""
        return (
            Command("看激励反馈", "Ctrl+Shift+1", "办理", lambda: self._pick(_FEEDBACK)),
            Command("看宣传报道", "Ctrl+Shift+2", "办理", lambda: self._pick(_PUBLICITY)),
            Command("看履职量化", "Ctrl+Shift+3", "办理", lambda: self._pick(_SCORES)),
            Command("看评选表彰", "Ctrl+Shift+4", "办理", lambda: self._pick(_COMMEND)),
            Command("看典型案例", "Ctrl+Shift+5", "办理", lambda: self._pick(_CASES)),
            Command("登记反馈、计分或下一步", "Ctrl+Return|Ctrl+Enter", "办理", self._primary),
            Command("登记激励", "Ctrl+Shift+G", "办理", self._on(FeedbackPanel, FeedbackPanel.reward)),
            Command("不予激励", "Ctrl+Shift+B", "办理", self._on(FeedbackPanel, FeedbackPanel.not_reward)),
            Command("撤回上一步登记", "Ctrl+Shift+Z", "办理", self._on(FeedbackPanel, FeedbackPanel.take_back)),
            Command("登记参与、报道、计分、提名或案例", "Ctrl+Shift+N", "办理", self._begin),
            Command("邀请参加活动", "Ctrl+Shift+I", "办理", self._on(FeedbackPanel, FeedbackPanel.invite)),
            Command("保存报道或案例", "Ctrl+S", "办理", self._save),
            Command("删除或撤回", "Ctrl+D", "办理", self._remove),
            Command("打印反馈单、台账或案例", "Ctrl+P", "文件", self._print),
            Command("台账存为 Excel", "Ctrl+Shift+E", "文件", self._book),
            Command("打印履职记录、表彰名单或案例目录", "Ctrl+Shift+R", "文件", self._print_other),
            Command("案例存为 Word", "Ctrl+Shift+W", "文件", self._on(CasesPanel, CasesPanel.word)),
            Command("取回早先的文稿", "Ctrl+Shift+H", "办理", self._on(CasesPanel, CasesPanel.earlier)),
            Command("查找案例", "Ctrl+Shift+F", "前往", self._on(CasesPanel, CasesPanel.seek)),
            Command("停止生成", "Ctrl+Shift+X", "文件", self._stop),
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

    def escape(self) -> bool:
        """From the score sheet back to the nominations."""
        panel = self._panel
        return isinstance(panel, CommendPanel) and panel.escape()

    def refresh(self) -> None:
        """Read what the view in front shows."""
        self._panel.refresh()

    def failed(self, error: UserError) -> None:
        """What was typed stays."""
        for view in self._views.built:
            view.rest()
        super().failed(error)

    @property
    def _panel(self) -> View:
        return self._views[self._tabs.chosen]

    def _pick(self, name: str) -> None:
        self._tabs.choose(name)
        self._panels.show_one(self._panel)
        self._panel.refresh()
        self._panel.focus()

    def _on(self, kind: type[_V], run: Callable[[_V], None]) -> Callable[[], None]:
        def when_there() -> None:
            panel = self._panel
            if isinstance(panel, kind):
                run(panel)

        return when_there

    def _primary(self) -> None:
        self._panel.primary()

    def _begin(self) -> None:
        self._panel.begin()

    def _save(self) -> None:
        self._panel.save()

    def _remove(self) -> None:
        self._panel.remove()

    def _print(self) -> None:
        self._panel.print()

    def _print_other(self) -> None:
        panel = self._panel
        if isinstance(panel, ScoresPanel):
            panel.record()
        elif isinstance(panel, CommendPanel | CasesPanel):
            panel.print_list()

    def _book(self) -> None:
        self._panel.book()

    def _stop(self) -> None:
        self._panel.stop()
