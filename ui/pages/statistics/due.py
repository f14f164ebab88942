"""期限: what is due by week, each with its day, a light in words, and the rule behind the day."""

from itertools import groupby

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.kinds import LimitRule
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.deadlines import Standing
from baixing_desktop.usecases.due import DueItem, DueKind, due_board, week_of
from baixing_desktop.usecases.limits import COUNTED, reply_limit, set_reply_limit
from baixing_desktop.usecases.permissions import may
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.fields import Choice
from ui.widgets.layouts import column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState
from ui.widgets.table import Table
from ui.words import say_day

_TONES = {Standing.OVERDUE: "bad", Standing.DUE_SOON: "warn", Standing.IN_TIME: "ok"}
_KINDS = {
    DueKind.SCREENING: "审核",
    DueKind.RETURN_DECISION: "退办申请",
    DueKind.REPLY: "答复",
    DueKind.LOOK_BACK: "回头看",
}


class DuePanel(QWidget):
    """``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._today = page.context.desk.today()
        style = page.context.style
        self._model = PagedModel[DueItem](self._columns(), lambda _offset, _limit: None)
        self._table = Table(style, "期限", self._model)
        self._table.chosen.connect(self._explain)
        self._table.opened.connect(self._open)
        self._weeks = plain("", "strong", wrap=True)
        self._rule = plain("", "soft", wrap=True)
        self._stack = stacked(self._table)
        self._stack.addWidget(
            EmptyState(style, "clock", "没有到期的事", "等待审核、答复、退办决定和回头看的日子列在这里。")
        )
        self._counted = Choice("答复期限怎样算", [(rule.value, words) for rule, words in COUNTED.items()])
        self._counted.activated.connect(self._count_by)
        self._counted.setEnabled(may(page.context.desk, "limits.set_reply_limit"))
        head = row(gap=2)
        head.addWidget(self._weeks, 1)
        head.addWidget(plain("答复期限怎样算", "soft"))
        head.addWidget(self._counted)
        body = column(head, gap=2, parent=self)
        body.addWidget(self._stack, 1)
        body.addWidget(self._rule)

    def focus(self) -> None:
        """The list."""
        self._table.setFocus()

    def step(self, step: int) -> None:
        """The item below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Read again."""
        self._today = self._page.context.desk.today()
        desk = self._page.context.desk
        self._page.ask(lambda: (due_board(desk), reply_limit(desk).rule), self._show)

    def _count_by(self) -> None:
        """It holds for who takes over from now on."""
        rule = LimitRule(self._counted.code)
        told = f"答复期限改为{COUNTED[rule]}计算，以后接办的照此计算，已经接办的不变。"

        def done(before: LimitRule) -> None:
            self._page.context.frame.notice(told, lambda: self._set(before))

        self._page.act(lambda: set_reply_limit(self._page.context.desk, rule), done)

    def _set(self, rule: LimitRule) -> None:
        self._page.act(lambda: set_reply_limit(self._page.context.desk, rule), lambda _before: self.refresh())

    def _show(self, found: tuple[tuple[DueItem, ...], LimitRule]) -> None:
        items, rule = found
        self._counted.choose(rule)
        weeks = [(week, len(list(some))) for week, some in groupby(items, self._week)]
        self._weeks.setText("　".join(f"{week} {count} 件" for week, count in weeks))
        self._model.reset(len(items), items)
        self._stack.setCurrentIndex(0 if items else 1)
        self._rule.setText("")
        if items:
            self._table.choose(0)

    def _week(self, item: DueItem) -> str:
        return week_of(item.due_on, self._today)

    def _left(self, item: DueItem) -> str:
        days = (item.due_on - self._today).days
        return "今天到期" if not days else f"还有 {days} 天" if days > 0 else f"超过 {-days} 天"

    def _explain(self, number: int) -> None:
        item = self._model.line(number)
        if item is not None:
            self._rule.setText(f"{item.number}　{_KINDS[item.kind]}：{item.rule}。")

    def _open(self, number: int) -> None:
        item = self._model.line(number)
        if item is not None:
            self._page.context.frame.go("clues", item.clue_id)

    def _columns(self) -> tuple[Column[DueItem], ...]:
        def tone(item: DueItem) -> str:
            return _TONES.get(item.standing, "text")

        def brief(item: DueItem) -> str:
            day, left = say_day(item.due_on, self._today), self._left(item)
            return f"{_KINDS[item.kind]}　{day}　{label(item.standing)}，{left}　{item.who}"

        return (
            Column[DueItem]("线索", lambda item: item.title, second=brief),
            Column[DueItem]("什么事", lambda item: _KINDS[item.kind], 5),
            Column[DueItem]("到期", lambda item: say_day(item.due_on, self._today), 7),
            Column[DueItem]("哪一周", self._week, 8, lambda _item: "soft"),
            Column[DueItem]("情况", lambda item: f"● {label(item.standing)}", 7, tone),
            Column[DueItem]("还有", self._left, 6, tone),
            Column[DueItem]("承办单位", lambda item: item.who, 9, lambda _item: "soft"),
        )
