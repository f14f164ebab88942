"""人员: who may work here, in which post, and what gives access back when a passphrase is forgotten."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.domain.people import NAME_LIMIT, Person
from baixing_desktop.usecases.recovery_paper import TITLE
from ui.context import Context
from ui.pages.people.presenter import PeoplePresenter, PeopleView, PersonLine
from ui.paper import PaperDialog
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.flow import FlowLayout
from ui.widgets.footed import Footed
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, clear, column, row
from ui.widgets.sides import sides
from ui.widgets.states import Remark, heading


class PeoplePage(Page):
    """Lists everybody at the left; the right side adds, grants, resets and disables."""

    name = "people"
    title = "人员"
    icon = "users"
    concerns = frozenset({Kind.PERSON})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = PeoplePresenter(context.desk)
        self._lines: dict[str, PersonLine] = {}
        self._list: QVBoxLayout = column(gap=2)
        self._who = TextLine("姓名", hint="新人员的姓名，或点左边的人员", limit=NAME_LIMIT)
        self._post = Choice("岗位", self._presenter.posts())
        self._duty = Choice("管理职责", self._presenter.duties())
        self._pass = TextLine("初始口令", secret=True)
        self._build()

    def arrive(self, target: str) -> None:
        """Adding somebody begins with the name."""
        self._who.setFocus()

    def leave(self) -> None:
        """A passphrase does not stay on the screen."""
        super().leave()
        self._pass.clear()

    def refresh(self) -> None:
        """Read everybody again."""
        self.ask(self._presenter.view, self._show)

    # -- building

    def _build(self) -> None:
        people, left, right = card(), QWidget(), QWidget()
        column(plain("在这里工作的人", "heading"), self._list, gap=3, margin=4, parent=people)
        column(people, self._recovery(), None, gap=4, parent=left).setContentsMargins(0, 0, space(2), 0)
        column(self._form(), None, gap=0, parent=right).setContentsMargins(space(2), 0, 0, 0)
        body = column(heading("人员"), gap=4, margin=5, parent=self)
        body.addWidget(sides(Scrolled(left), right, (4, 5)), 1)

    def _form(self) -> QWidget:
        style = self.context.style
        form = Form()
        form.add("姓名", self._who)
        form.add("岗位", self._post)
        form.add("管理职责", self._duty)
        self._pass_field = form.add("初始口令", self._pass)
        inside, foot = QWidget(), FlowLayout(gap=2)
        remark = Remark(style, "info", "三种管理员不能由一人兼任；审计管理员不能办理业务。")
        column(plain("添加和修改", "heading"), form, remark, None, gap=3, margin=4, parent=inside)
        for made in (
            button(style, "添加人员", self._add, kind="primary", icon="plus"),
            button(style, "授予岗位和职责", self._grant),
            button(style, "重置口令", self._reset, icon="refresh-cw"),
            button(style, "停用", self._disable, icon="x"),
        ):
            foot.addWidget(made)
        return Footed(inside, foot)

    def _recovery(self) -> QWidget:
        style = self.context.style
        box = card()
        column(
            plain("恢复表", "heading"),
            plain("口令忘了、电脑换了，靠恢复表打开。打印新的以后，以前的恢复表作废。", "soft", wrap=True),
            row(button(style, "打印恢复表", self._new_sheet, icon="printer"), None, gap=2),
            gap=3,
            margin=4,
            parent=box,
        )
        return box

    # -- showing

    def _show(self, view: PeopleView) -> None:
        clear(self._list)
        self._lines = {line.name: line for line in view.lines}
        for line in view.lines:
            name = button(self.context.style, line.name, lambda chosen=line.name: self._choose(chosen), kind="quiet")
            held = plain(f"{line.held}　", "soft", wrap=True)
            self._list.addLayout(row(name, None, gap=2))
            self._list.addWidget(held)
            self._list.addWidget(plain(line.state, "small", tone=line.tone))
        self._pass_field.hint(view.words)

    def _choose(self, name: str) -> None:
        line = self._lines[name]
        self._who.setText(name)
        self._post.choose(line.post)
        self._duty.choose(line.duty)
        self._pass.setFocus()

    # -- acting

    def _add(self) -> None:
        given = (self._who.text(), self._pass.text(), self._post.code, self._duty.code)
        self.act(lambda: self._presenter.add(*given), lambda person: self._done(person, "已添加"))

    def _grant(self) -> None:
        given = (self._who.text(), self._post.code, self._duty.code)
        self.act(lambda: self._presenter.roles(*given), lambda person: self._done(person, "已授权"))

    def _reset(self) -> None:
        given = (self._who.text(), self._pass.text())
        self.act(lambda: self._presenter.reset(*given), lambda person: self._done(person, "已设初始口令"))

    def _disable(self) -> None:
        name = self._who.text()
        self.act(lambda: self._presenter.disable(name), lambda person: self._done(person, "已停用"))

    def _done(self, person: Person, what: str) -> None:
        self._pass.clear()
        self.context.frame.notice(f"{what}：{person.name}。")

    def _new_sheet(self) -> None:
        """The code is on the paper only, and in memory until the paper is put away."""
        self.act(self._presenter.recovery_sheet, self._present)

    def _present(self, sheet: bytes) -> None:
        PaperDialog.present(self, self.context, TITLE, sheet, at_once=True, done=self._put_away)

    def _put_away(self) -> None:
        self.context.frame.notice("请把恢复表装进信封签封，交单位指定的人锁好；存成的文件打印后请删除。")
