"""席位 on 设置: the further computers of an office whose record is on a server."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.people import PersonState
from baixing_desktop.domain.seats import LABEL_LIMIT, Seat
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.files import write_durably
from baixing_desktop.usecases import people, seats
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from ui.choosing import choose_name
from ui.shell.page import Page
from ui.stating import StatingDialog
from ui.style import Style
from ui.text import plain, selectable
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import clear, column, line, row
from ui.words import say_moment

_ALONE = (
    "记录在这台电脑的文件里，只能在这台电脑上办理。几台电脑要一起办理，"
    "请系统管理员先把记录移到服务器，见管理员手册“PostgreSQL”。"
)
_SHARED = "记录在服务器上，几台电脑可以同时办理。给一台新电脑生成席位文件，那台电脑用它加入。"
_KINDS = "席位文件 (*.json)"


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One seat as the list says it; ``open`` while it can be taken back."""

    label: str
    words: str
    tone: str
    open: bool


@dataclass(frozen=True, slots=True)
class SeatsView:
    """The seats, and who may be given one."""

    lines: tuple[SeatLine, ...]
    people: tuple[tuple[str, str], ...]


class SeatsPresenter:
    """Touches the store; call it in the background, but for what is known at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.shown = desk.face is Face.OFFICE and may(desk, "seats.seats")
        self.on_server = desk.store.on_server

    def view(self) -> SeatsView:
        """The card as it should be now."""
        accounts = people.people(self._desk)
        names = {one.person.id: one.person.name for one in accounts}
        here = [one.person.name for one in accounts if one.person.state is not PersonState.DISABLED]
        now = self._desk.now()
        lines = [_line(seat, names.get(seat.person_id, ""), now) for seat in seats.seats(self._desk)]
        lines.sort(key=lambda line: not line.open)
        return SeatsView(tuple(lines), tuple((name, name) for name in here))

    def make(self, label: str, person: str, path: Path) -> tuple[seats.Ticket, Changes]:
        """A ticket for a further seat, kept at ``path``; one that could not be kept is taken back at once."""
        ticket, changes = seats.make_ticket(self._desk, label, person)
        try:
            write_durably(path, ticket.data)
        except UserError:
            seats.revoke_seat(self._desk, ticket.seat.label)
            raise
        return ticket, changes

    def revoke(self, label: str) -> tuple[Seat, Changes]:
        """收回席位."""
        return seats.revoke_seat(self._desk, label)


class SeatsCard(QFrame):
    """What seats there are, one more, one taken back."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._presenter = page, SeatsPresenter(page.context.desk)
        if self._presenter.shown:
            self._build()
        else:
            self.hide()

    def _build(self) -> None:
        self._list = QVBoxLayout()
        self._label = TextLine("席位名称", hint="例如 二号机", limit=LABEL_LIMIT)
        self._person = Choice("使用人", hint="谁在那台电脑上办理")
        self._code = selectable()
        self._told = QWidget()
        parts = (plain(_SHARED, "soft", wrap=True), *self._parts()) if self._presenter.on_server else ()
        told = parts or (plain(_ALONE, "soft", wrap=True),)
        column(plain("席位", "heading"), *told, gap=2, margin=4, parent=self)
        self.put_away()

    def _parts(self) -> tuple[QVBoxLayout | QWidget, ...]:
        style = self._page.context.style
        form, tools = Form(), QWidget()
        self._label_field = form.add("席位名称", self._label)
        self._person_field = form.add("使用人", self._person)
        row(button(style, "生成席位文件", self._choose_file, icon="plus"), None, parent=tools)
        column(
            plain("席位码，请抄给对方或电话告知，不要和文件放在一起：", wrap=True),
            self._code,
            plain("一天内有效，只能用一次。", "small"),
            row(button(style, "已经记下", self.put_away, kind="quiet"), None),
            gap=1,
            parent=self._told,
        )
        return self._told, self._list, form, tools

    def refresh(self) -> None:
        """Read the seats again."""
        if self._presenter.shown and self._presenter.on_server:
            self._page.ask(self._presenter.view, self._show)

    def put_away(self) -> None:
        """The code does not stay on the screen."""
        if self._presenter.shown:
            self._code.setText("")
            self._told.hide()

    def _show(self, view: SeatsView) -> None:
        chosen = self._person.code
        self._person.offer(view.people)
        self._person.choose(chosen)
        clear(self._list)
        for number, each in enumerate(view.lines):
            if number:
                self._list.addWidget(line())
            self._list.addLayout(self._one(each))
        if not view.lines:
            self._list.addWidget(plain("还没有其他席位。", "soft"))

    def _one(self, each: SeatLine) -> QVBoxLayout:
        foot = row(gap=2)
        foot.addWidget(plain(each.words, "small", tone=each.tone, wrap=True), 1)
        if each.open:
            words, style = f"收回“{each.label}”", self._page.context.style
            foot.addWidget(button(style, words, lambda: self._ask_to_revoke(each.label), kind="quiet"))
        return column(plain(each.label, wrap=True), foot, gap=0)

    def _choose_file(self) -> None:
        label, person = self._label.text().strip(), self._person.code
        self._label_field.wrong("" if label else "请写席位名称。")
        self._person_field.wrong("" if person else "请选使用人。")
        if not label or not person:
            (self._person if label else self._label).setFocus()
            return

        def keep(path: str) -> None:
            self.make(label, person, Path(path))

        folder = Path(self._page.context.preferences.folder)
        choose_name(self, "席位文件存到哪里", folder / f"席位-{label}.json", _KINDS, keep)

    def make(self, label: str, person: str, path: Path) -> None:
        """A ticket for ``person`` at the new seat ``label``, kept at ``path``; its code is shown then."""
        self._page.act(lambda: self._presenter.make(label, person, path), lambda ticket: self._made(ticket, path))

    def _made(self, ticket: seats.Ticket, path: Path) -> None:
        self._label.clear()
        self._code.setText(ticket.code)
        self._told.show()
        self._page.context.frame.notice(f"席位文件已存为 {path}")

    def _ask_to_revoke(self, label: str) -> None:
        context = self._page.context
        RevokeDialog.present(self.window(), context.style, label, lambda: self._revoke(label))

    def _revoke(self, label: str) -> None:
        told = f"席位“{label}”已收回。请更换数据库密码，再在其余每台电脑上记下新密码。"
        self._page.act(lambda: self._presenter.revoke(label), lambda _seat: self._page.context.frame.notice(told))


class RevokeDialog(StatingDialog):
    """Says what taking back a seat means."""

    @classmethod
    def present(cls, parent: QWidget, style: Style, label: str, revoke: Callable[[], None]) -> Self:
        """Open over ``parent``."""
        told = (
            "那台电脑不能再打开记录，还没有用的席位文件也作废。",
            "电脑丢了的，还要更换数据库密码：拿到电脑的人可能知道旧的。",
            "记录里的内容不会少。要再用那台电脑，请重新生成席位文件。",
        )
        dialog = cls(style, "收回席位", f"席位“{label}”", told, ("不收回", "收回这个席位"), revoke, parent)
        dialog.open()
        return dialog


def _line(seat: Seat, person: str, now: datetime) -> SeatLine:
    who = f"{person}，" if person else ""
    if seat.revoked_at:
        return SeatLine(seat.label, f"{who}{say_moment(seat.revoked_at, now)} 收回", "soft", open=False)
    if seat.joined_at:
        return SeatLine(seat.label, f"{who}{say_moment(seat.joined_at, now)} 启用", "ok", open=True)
    if seat.may_join(now):
        made = f"{who}{say_moment(seat.made_at, now)} 生成，等那台电脑加入"
        return SeatLine(seat.label, made, "warn", open=True)
    return SeatLine(seat.label, f"{who}席位文件过了一天没有用，已失效", "warn", open=True)
