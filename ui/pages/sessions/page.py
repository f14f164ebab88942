"""接访活动: the list at the left, one session at the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.domain.gathering import Session
from baixing_desktop.usecases.gathering import SessionView
from ui.context import Context
from ui.pages.sessions.presenter import SessionsPresenter, Typed
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import Choice, DateField, TextArea, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, column, row
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Column, PagedModel, Table


class SessionsPage(Page):
    """The parent of clues taken down at the same table on the same day."""

    name = "sessions"
    title = "接访活动"
    icon = "calendar"
    concerns = frozenset({Kind.SESSION, Kind.TOPIC})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = SessionsPresenter(context.desk)
        self._model = PagedModel[SessionView](self._columns(), lambda _offset, _limit: None)
        self._known: SessionView | None = None
        self._wanted = ""
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Writing down, and going on to a clue of this session."""
        return (
            Command("记一次接访", "Ctrl+Shift+N", "线索", self._begin, always=True),
            Command("保存接访记录", "Ctrl+S", "线索", self._save),
            Command("从这次接访登记线索", "Ctrl+Shift+L", "线索", self._clue),
            Command("删除接访记录", "Ctrl+D", "线索", self._remove),
        )

    def arrive(self, target: str) -> None:
        """``new`` begins one, an identity shows that one."""
        if target == "new":
            self._begin()
        elif target:
            self._wanted = target
            self.refresh()
        else:
            (self._table if self._model.rowCount() else self._place).setFocus()

    def refresh(self) -> None:
        """Read the sessions and the topics again."""
        self.ask(lambda: (self._presenter.all(), self._presenter.topics()), self._show)

    # -- building

    def _columns(self) -> tuple[Column[SessionView], ...]:
        return (
            Column[SessionView]("日期", self._presenter.day_words, 6),
            Column[SessionView](
                "地点",
                lambda view: view.session.place,
                second=lambda view: f"{self._presenter.day_words(view)}　{'、'.join(view.members)}",
            ),
            Column[SessionView]("值班委员", lambda view: "、".join(view.members), 9, lambda _v: "soft"),
            Column[SessionView]("线索", lambda view: f"{view.clues} 条", 4, lambda v: "text" if v.clues else "soft"),
        )

    def _build(self) -> None:
        style = self.context.style
        begin = button(style, "记一次接访", self._begin, icon="plus", keys="Ctrl+Shift+N")
        self._table = Table(style, "接访活动列表", self._model)
        self._table.chosen.connect(self._choose)
        empty = EmptyState(
            style, "calendar", "还没有接访记录", "记下每次接访的日期、地点和值班委员，当场登记的线索就归在一起。"
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(self._table)
        self._lists.addWidget(empty)
        left = QWidget()
        column(heading("接访活动", begin), self._lists, gap=3, parent=left).setContentsMargins(
            space(5), space(4), space(2), space(4)
        )
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self._editor())
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 5)
        column(splitter, gap=0, parent=self)

    def _editor(self) -> QWidget:
        style = self.context.style
        self._head = plain("新的接访", "heading")
        self._day = DateField("接访日期", self.context.desk.today())
        self._place = TextLine("接访地点", hint="例如：街道党群服务中心", limit=60)
        self._members = TextLine("值班委员", hint="几位之间用顿号隔开", limit=120)
        self._visitors = TextLine("来访人数", hint="0", limit=4)
        self._topic = Choice("接访专题", hint="没有专题")
        self._note = TextArea("接访情况", hint="群众关心的事，可以不写", least=3, most=8)
        form = Form()
        form.add("日期", self._day, needed=True)
        self._fields = {
            "place": form.add("地点", self._place, needed=True),
            "members": form.add("值班委员", self._members, needed=True),
            "visitors": form.add("来访人数", self._visitors),
        }
        form.add("专题", self._topic)
        form.add("情况", self._note)
        self._save_button = button(style, "保存接访记录", self._save, kind="primary", icon="save", keys="Ctrl+S")
        self._clue_button = button(style, "从这次接访登记线索", self._clue, icon="file-plus", keys="Ctrl+Shift+L")
        self._remove_button = button(style, "删除", self._remove, kind="quiet", keys="Ctrl+D")
        box = card()
        column(self._head, form, row(self._remove_button, None, self._save_button), gap=4, margin=4, parent=box)
        holder = QWidget()
        column(box, row(self._clue_button, None), None, gap=3, parent=holder).setContentsMargins(
            space(2), space(4), space(5), space(4)
        )
        return Scrolled(holder)

    # -- showing

    def _show(self, found: tuple[tuple[SessionView, ...], list[tuple[str, str]]]) -> None:
        views, topics = found
        chosen = self._topic.code
        self._topic.offer(topics)
        self._topic.choose(chosen)
        self._model.reset(len(views), views)
        self._lists.setCurrentIndex(0 if views else 1)
        ids = [view.session.id for view in views]
        wanted = self._wanted or (self._known.session.id if self._known else "")
        self._wanted = ""
        if wanted in ids:
            self._table.choose(ids.index(wanted))
        elif not self._editing_new():
            self._table.choose(0) if views else self._put(None)

    def _editing_new(self) -> bool:
        return self._known is None and bool(self._place.text() or self._members.text())

    def _choose(self, number: int) -> None:
        view = self._model.line(number)
        if view is not None:
            self._put(view)

    def _put(self, view: SessionView | None) -> None:
        self._known = view
        kept = view.session if view else None
        self._head.setText(f"{self._presenter.day_words(view)}的接访" if view else "新的接访")
        self._day.put(kept.held_on if kept else self.context.desk.today())
        self._place.setText(kept.place if kept else "")
        self._members.setText("、".join(view.members) if view else "")
        self._visitors.setText(str(kept.visitors) if kept and kept.visitors else "")
        self._topic.choose((kept.topic_id or "") if kept else "")
        self._note.setPlainText(kept.note if kept else "")
        self._clue_button.setVisible(view is not None)
        self._remove_button.setVisible(view is not None and not view.clues)
        rename(self._save_button, "保存修改" if view else "保存接访记录", "Ctrl+S")
        self._mark({})

    # -- acting

    def _begin(self) -> None:
        if not self.isVisible():
            self.context.frame.go(self.name)
        self._put(None)
        self._place.setFocus()

    def _typed(self) -> Typed:
        return Typed(
            self._day.day, self._place.text(), self._members.text(), self._visitors.text().strip(),
            self._note.toPlainText(), self._topic.code,
        )  # fmt: skip

    def _mark(self, wrong: dict[str, str]) -> None:
        for name, field in self._fields.items():
            field.wrong(wrong.get(name, ""))

    def _save(self) -> None:
        typed, known = self._typed(), self._known
        wrong = self._presenter.wrong(typed)
        self._mark(wrong)
        if wrong:
            self._fields[next(iter(wrong))].control.setFocus()
            return
        self.act(lambda: self._presenter.save(typed, known), self._saved)

    def _saved(self, kept: Session) -> None:
        self._wanted = kept.id
        self.context.frame.notice(f"已记下{kept.held_on.month}月{kept.held_on.day}日在{kept.place}的接访。")

    def _clue(self) -> None:
        if self._known is not None:
            self.context.frame.go("entry", f"new session={self._known.session.id}")

    def _remove(self) -> None:
        view = self._known
        if view is None or view.clues:
            return

        def removed(was: SessionView) -> None:
            self._put(None)
            self.context.frame.notice(
                "已删除接访记录。", lambda: self.act(lambda: self._presenter.restore(was), lambda _kept: None)
            )

        self.act(lambda: self._presenter.remove(view), removed)
