"""接访活动 at the office: the sessions of a month at the left, one of them with its clues at the right."""

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.usecases.duty import SessionClue
from baixing_desktop.usecases.gathering import SessionView
from ui.context import Context
from ui.pages.duty.presenter import ALL, DutyPresenter, Shown
from ui.shell.page import Command, Page
from ui.style import space
from ui.targets import Target
from ui.text import plain, selectable
from ui.widgets.buttons import button
from ui.widgets.fields import Choice
from ui.widgets.layouts import Scrolled, card, column, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table


class DutyPage(Page):
    """What workrooms told of their sessions, and the 零报告 beside."""

    name = "duty"
    title = "接访活动"
    icon = "user"
    concerns = frozenset({Kind.SESSION, Kind.QUOTA, Kind.CLUE, Kind.REFERENCE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = DutyPresenter(context.desk)
        self._model = PagedModel[SessionView](self._columns(), lambda _offset, _limit: None)
        self._clues = PagedModel[SessionClue](_CLUE_COLUMNS, lambda _offset, _limit: None)
        self._topics: dict[str, str] = {}
        self._known = ""
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Going on to a clue, and moving."""
        return (
            Command("看选中的线索", "Ctrl+E", "线索", self._look),
            Command("上个月", "Ctrl+PgUp", "前往", lambda: self._turn(1)),
            Command("下个月", "Ctrl+PgDown", "前往", lambda: self._turn(-1)),
            Command("下一条", "J", "前往", lambda: self._table.step(1)),
            Command("上一条", "K", "前往", lambda: self._table.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the identity of a session, if any: its month is shown."""
        if target:
            sought = Target.of(target)
            self._known = sought.id if sought else target
            self._street.choose(ALL)
            self.ask(lambda: self._presenter.month_of(self._known), self._come_to)
        (self._table if self._model.rowCount() else self._month).setFocus()

    def refresh(self) -> None:
        """Read the month that is chosen."""
        month, street = self._month.code, self._street.code
        self.ask(lambda: self._presenter.read(month, street), self._show)

    def _come_to(self, month: str) -> None:
        self._month.choose(month or self._month.code)
        self.refresh()

    # -- building

    def _columns(self) -> tuple[Column[SessionView], ...]:
        presenter = self._presenter
        return (
            Column[SessionView]("日期", presenter.day, 5),
            Column[SessionView]("街道", lambda view: presenter.unit(view.session.unit), 5),
            Column[SessionView](
                "地点",
                lambda view: view.session.place,
                second=lambda view: f"{presenter.day(view)}　{presenter.unit(view.session.unit)}　{view.clues} 条",
            ),
            Column[SessionView]("值班委员", lambda view: "、".join(view.members), 7, lambda _v: "soft"),
            Column[SessionView]("线索", lambda view: f"{view.clues} 条", 4, lambda v: "text" if v.clues else "soft"),
        )

    def _build(self) -> None:
        style = self.context.style
        self._month = Choice("月份")
        self._street = narrowing(Choice("街道", ((ALL, "全部街道"),)))
        self._street.choose(ALL)
        for choice in (self._month, self._street):
            choice.activated.connect(self._picked)
        self._table = Table(style, "各工作室接访", self._model)
        self._table.chosen.connect(self._choose)
        empty = EmptyState(style, "user", "这个月还没有接访记录", "工作室记下的接访随报送到这里。")
        self._lists = stacked(self._table, empty)
        self._sums = plain("", "soft", wrap=True)
        left = QWidget()
        column(
            heading("接访活动", self._month, self._street), self._sums, self._lists, gap=3, parent=left
        ).setContentsMargins(space(5), space(4), space(2), space(4))
        column(sides(left, self._right(), (6, 5)), gap=0, parent=self)

    def _right(self) -> QWidget:
        style = self.context.style
        self._head, self._about = plain("", "heading", wrap=True), selectable()
        self._note = selectable()
        self._clue_table = Table(style, "这次接访的线索", self._clues)
        self._clue_table.opened.connect(self._open)
        self._no_clues = plain("这次接访没有登记线索。", "soft")
        self._look_button = button(style, "看选中的线索", self._look, icon="file-text", keys="Ctrl+E")
        self._session_box, self._nil_box = card(), card()
        column(
            self._head, self._about, self._note, self._clue_table, self._no_clues, row(None, self._look_button),
            gap=3, margin=4, parent=self._session_box,
        )  # fmt: skip
        self._nil_head, self._nil = plain("零报告", "heading"), selectable()
        column(self._nil_head, self._nil, gap=2, margin=4, parent=self._nil_box)
        holder = QWidget()
        column(self._session_box, self._nil_box, None, gap=3, parent=holder).setContentsMargins(
            space(2), space(4), space(5), space(4)
        )
        return Scrolled(holder)

    # -- showing

    def _show(self, shown: Shown) -> None:
        month, street = shown.month, self._street.code
        self._month.offer(shown.months)
        self._month.choose(f"{month.month[0]}-{month.month[1]:02d}")
        self._street.offer(shown.streets)
        self._street.choose(street if street in dict(shown.streets) else ALL)
        self._topics = shown.topics
        self._sums.setText(self._presenter.sums(month))
        self._model.reset(len(month.sessions), month.sessions)
        self._lists.setCurrentIndex(0 if month.sessions else 1)
        self._session_box.setVisible(bool(month.sessions))
        self._nil_head.setText(f"{month.month[1]}月的零报告")
        self._nil.setText(self._presenter.nothing(month.nothing) or "没有。")
        ids = [view.session.id for view in month.sessions]
        if ids:
            self._table.choose(ids.index(self._known) if self._known in ids else 0)

    def _choose(self, number: int) -> None:
        view = self._model.line(number)
        if view is None:
            return
        self._known = view.session.id
        self._head.setText(f"{self._presenter.day(view)}　{self.context.desk.reference.unit_name(view.session.unit)}")
        self._about.setText(self._presenter.about(view, self._topics))
        self._note.setText(view.session.note)
        self._note.setVisible(bool(view.session.note))
        self.ask(lambda: self._presenter.clues(view), lambda found: self._show_clues(view, found))

    def _show_clues(self, view: SessionView, found: tuple[SessionClue, ...]) -> None:
        if view.session.id != self._known:
            return
        self._clues.reset(len(found), found)
        for widget in (self._clue_table, self._look_button):
            widget.setVisible(bool(found))
        self._no_clues.setVisible(not found)
        if found:
            # As high as its lines, so that the 零报告 below stay in sight.
            lines = min(len(found), _MOST_LINES) * self._clue_table.verticalHeader().defaultSectionSize()
            frame = 2 * self._clue_table.frameWidth()
            self._clue_table.setFixedHeight(self._clue_table.horizontalHeader().sizeHint().height() + lines + frame)
            self._clue_table.choose(0)

    # -- acting

    def _picked(self, _line: int) -> None:
        self.refresh()

    def _open(self, _line: int) -> None:
        self._look()

    def _look(self) -> None:
        lines = self._clue_table.lines
        clue = self._clues.line(lines[0]) if lines else None
        if clue is not None:
            self.context.frame.go("clues", clue.id)

    def _turn(self, step: int) -> None:
        """The months stand newest first."""
        wanted = self._month.currentIndex() + step
        if 0 <= wanted < self._month.count():
            self._month.setCurrentIndex(wanted)
            self.refresh()


_MOST_LINES = 8
_CLUE_COLUMNS = (
    Column[SessionClue]("编号", lambda clue: clue.number, 10),
    Column[SessionClue]("标题", lambda clue: clue.title, second=lambda clue: clue.number),
)
