"""接访活动: the list at the left, one session at the right."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.domain.rules.sessions import SessionFault
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.gathering import SessionView
from ui.context import Context
from ui.pages.sessions.presenter import SessionsPresenter, Typed
from ui.shell.page import Command, Everywhere, Page
from ui.style import space
from ui.targets import Target
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.fields import Choice, DateField, TextArea, TextLine
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import column, row, stacked
from ui.widgets.names import NamesLine
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table


class SessionsPage(Page):
    """The parent of clues taken down at the same table on the same day."""

    name = "sessions"
    title = "接访活动"
    icon = "calendar"
    everywhere = (Everywhere("记一次接访", "Ctrl+Shift+N", "线索", "begin"),)
    concerns = frozenset({Kind.SESSION, Kind.TOPIC, Kind.ROSTER})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = SessionsPresenter(context.desk)
        self._model = PagedModel[SessionView](self._columns(), lambda _offset, _limit: None)
        self._known: SessionView | None = None
        self._untouched = self._presenter.typed(None)
        self._wanted = ""
        self._busy = False
        self._new = False  # asked for, and nothing written yet
        self._keeping: tuple[SessionView | None, Typed] | None = None
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Writing down, and going on to a clue of this session."""
        return (
            Command("保存接访记录", "Ctrl+S", "线索", self._save),
            Command("从这次接访登记线索", "Ctrl+Shift+L", "线索", self._clue),
            Command("删除接访记录", "Ctrl+D", "线索", self._remove),
        )

    def arrive(self, target: str) -> None:
        """``new`` begins one, an identity shows that one."""
        if target == "new":
            self.begin()
        elif target:
            sought = Target.of(target)
            self._wanted = sought.id if sought else target
            self.refresh()
        else:
            (self._table if self._model.rowCount() else self._place).setFocus()

    def leave(self) -> None:
        """Keep what was typed, if it can be kept yet; else it stays in the fields."""
        super().leave()
        typed = self._typed()
        if self._edited and not self._presenter.wrong(typed):
            self._keep(typed)

    def refresh(self) -> None:
        """Read the sessions and the topics again."""
        presenter = self._presenter
        self.ask(lambda: (presenter.all(), presenter.topics(), presenter.names()), self._show)

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
        begin = button(style, "记一次接访", self.begin, icon="plus", keys="Ctrl+Shift+N")
        self._table = Table(style, "接访活动列表", self._model)
        self._table.chosen.connect(self._choose)
        empty = EmptyState(
            style, "calendar", "还没有接访记录", "记下每次接访的日期、地点和值班委员，当场登记的线索就归在一起。"
        )
        self._lists = stacked(self._table, empty)
        left = QWidget()
        column(heading("接访活动", begin), self._lists, gap=3, parent=left).setContentsMargins(
            space(5), space(4), space(2), space(4)
        )
        column(sides(left, self._editor(), (5, 5)), gap=0, parent=self)

    def _editor(self) -> QWidget:
        style = self.context.style
        self._head = plain("新的接访", "heading")
        self._day = DateField("接访日期", self.context.desk.today())
        self._place = TextLine("接访地点", hint="例如：街道党群服务中心", limit=60)
        self._members = NamesLine("值班委员", hint="打几个字就列出委员，几位之间用顿号隔开", limit=120)
        self._visitors = TextLine("来访人数", hint="0", limit=4)
        self._topic = Choice("接访专题", hint="没有专题")
        self._note = TextArea("接访情况", hint="群众关心的事，可以不写", least=3, most=8)
        form = Form()
        form.add("日期", self._day, needed=True)
        self._fields = {
            SessionFault.NO_PLACE: form.add("地点", self._place, needed=True),
            SessionFault.NO_MEMBERS: form.add("值班委员", self._members, needed=True),
            SessionFault.VISITORS: form.add("来访人数", self._visitors),
        }
        form.add("专题", self._topic)
        form.add("情况", self._note)
        self._save_button = button(style, "保存接访记录", self._save, kind="primary", icon="save", keys="Ctrl+S")
        self._clue_button = button(style, "从这次接访登记线索", self._clue, icon="file-plus", keys="Ctrl+Shift+L")
        self._remove_button = button(style, "删除", self._remove, kind="quiet", keys="Ctrl+D")
        inside, holder = QWidget(), QWidget()
        column(self._head, form, None, gap=4, margin=4, parent=inside)
        box = Footed(inside, row(self._remove_button, None, self._save_button))
        column(box, row(self._clue_button, None), None, gap=3, parent=holder).setContentsMargins(
            space(2), space(4), space(5), space(4)
        )
        return holder

    # -- showing

    def _show(self, found: tuple[tuple[SessionView, ...], list[tuple[str, str]], tuple[str, ...]]) -> None:
        views, topics, names = found
        self._members.suggest(names)
        chosen = self._topic.code
        self._topic.offer(topics)
        self._topic.choose(chosen)
        self._model.reset(len(views), views)
        self._lists.setCurrentIndex(0 if views else 1)
        if (self._edited or self._new) and not self._wanted:
            return
        ids = [view.session.id for view in views]
        wanted = self._wanted or (self._known.session.id if self._known else "")
        self._wanted = ""
        if views:
            self._table.choose(ids.index(wanted) if wanted in ids else 0)
        else:
            self._put(None)

    @property
    def _edited(self) -> bool:
        """Whether something stands in the fields that is not in the record."""
        return self._typed() != self._untouched

    def _choose(self, number: int) -> None:
        view = self._model.line(number)
        if view is not None:
            self._put_aside()
            self._put(view)

    def _put_aside(self) -> None:
        """Somebody goes on to another session: what was typed is kept, or can be fetched back."""
        typed, known = self._typed(), self._known
        if not self._edited:
            return
        if self._presenter.wrong(typed):
            self.context.frame.notice("没有写完的接访记录已收起。", lambda: self._put(known, typed))
        else:
            self._keep(typed)

    def _put(self, view: SessionView | None, typed: Typed | None = None) -> None:
        self._known, self._new = view, False
        self._untouched = self._presenter.typed(view)
        shown = typed or self._untouched
        self._head.setText(f"{self._presenter.day_words(view)}的接访" if view else "新的接访")
        self._day.put(shown.held_on)
        self._place.setText(shown.place)
        self._members.setText(shown.members)
        self._visitors.setText(shown.visitors)
        self._topic.choose(shown.topic_id)
        self._note.setPlainText(shown.note)
        self._clue_button.setVisible(view is not None)
        self._remove_button.setVisible(view is not None and not view.clues)
        rename(self._save_button, "保存修改" if view else "保存接访记录", "Ctrl+S")
        self._mark({})

    # -- acting

    def begin(self) -> None:
        """Write down a new session; what was being written is put aside."""
        if not self.isVisible():
            self.context.frame.go(self.name)
        self._put_aside()
        self._put(None)
        self._new = True
        self._place.setFocus()

    def _typed(self) -> Typed:
        return Typed(
            self._day.day, self._place.text(), self._members.text(), self._visitors.text().strip(),
            self._note.toPlainText(), self._topic.code,
        )  # fmt: skip

    def _mark(self, wrong: Mapping[SessionFault, str]) -> None:
        for fault, field in self._fields.items():
            field.wrong(wrong.get(fault, ""))

    def _save(self) -> None:
        typed = self._typed()
        wrong = self._presenter.wrong(typed)
        self._mark(wrong)
        if wrong:
            self._fields[next(iter(wrong))].control.setFocus()
        elif not self._busy:
            self._busy = True
            self._keep(typed, then=self._saved)

    def _keep(self, typed: Typed, then: Callable[[SessionView], None] | None = None) -> None:
        known, self._untouched, self._new = self._known, typed, False
        self._keeping = (known, typed)

        def kept(view: SessionView) -> None:
            self._keeping = None
            if then is not None:
                then(view)

        self.act(lambda: self._presenter.save(typed, known), kept)

    def _saved(self, view: SessionView) -> None:
        self._known, self._busy = view, False
        session = view.session
        self.context.frame.notice(f"已记下{session.held_on.month}月{session.held_on.day}日在{session.place}的接访。")

    def failed(self, error: UserError) -> None:
        """What could not be kept stands in the fields again, unless something else is being written there."""
        if self._keeping is not None and not self._edited:
            self._put(*self._keeping)
        self._keeping, self._busy = None, False
        super().failed(error)

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
