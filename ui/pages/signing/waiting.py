"""Whose paper is waited for, and how their forms are printed."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from baixing_desktop.usecases.scanning import AwaitedPaper
from ui.style import Style, space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Check
from ui.widgets.layouts import column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.states import EmptyState, heading
from ui.widgets.table import Table


class WaitingPane(QWidget):
    """The list, two switches and the buttons to print."""

    def __init__(self, style: Style, *, print_one: Callable[[], object], print_all: Callable[[], object]) -> None:
        super().__init__()
        self._model = PagedModel[AwaitedPaper](_columns(), lambda _offset, _limit: None)
        self._print = print_one
        self._table = Table(style, "待签字的线索", self._model)
        self._table.opened.connect(self._open)
        self.setFocusProxy(self._table)
        empty = EmptyState(style, "check", "没有待签字的表", "登记线索并打印后，这里提醒把签好字的表扫描归档。")
        self._lists = stacked(self._table, empty)
        self._strict = Check("严格按附件3（不印编号和二维码）")
        self._notice = Check("背面印告知与同意")
        self._buttons = (
            button(style, "全部打印", print_all, keys="Ctrl+Shift+A"),
            button(style, "打印", print_one, kind="primary", icon="printer", keys="Ctrl+P"),
        )
        self._count = plain("", "small")
        body = column(heading("签字归档"), self._lists, gap=3, parent=self)
        body.addLayout(column(self._strict, self._notice, gap=1))
        body.addLayout(row(self._count, None, *self._buttons, gap=2))
        body.setContentsMargins(space(5), space(4), space(2), space(4))

    @property
    def strict(self) -> bool:
        """Whether the bare form is wanted."""
        return self._strict.isChecked()

    @property
    def notice(self) -> bool:
        """Whether the page of the notice is wanted behind each form."""
        return self._notice.isChecked()

    @property
    def chosen(self) -> AwaitedPaper | None:
        """The chosen line."""
        return self._model.line(self._table.currentIndex().row()) if self._model.rowCount() else None

    @property
    def ids(self) -> list[str]:
        """Everybody's identities, in the order of the list."""
        lines = (self._model.line(number) for number in range(self._model.rowCount()))
        return [line.clue.id for line in lines if line is not None]

    def put(self, found: Sequence[AwaitedPaper]) -> None:
        """Show these; the chosen one stays chosen."""
        before = self.chosen
        self._model.reset(len(found), found)
        self._lists.setCurrentIndex(0 if found else 1)
        self._count.setText(f"共 {len(found)} 份" if found else "")
        for made in self._buttons:
            made.setEnabled(bool(found))
        ids = [one.clue.id for one in found]
        if found:
            self._table.choose(ids.index(before.clue.id) if before and before.clue.id in ids else 0)

    def step(self, step: int) -> None:
        """Choose the line ``step`` below (or above)."""
        self._table.step(step)

    def _open(self, _number: int) -> None:
        self._print()


def _columns() -> tuple[Column[AwaitedPaper], ...]:
    return (
        Column[AwaitedPaper](
            "标题", lambda one: one.clue.title, second=lambda one: f"{one.clue.number}　{_standing(one)}"
        ),
        Column[AwaitedPaper]("编号", lambda one: one.clue.number, 12, lambda _one: "soft"),
        Column[AwaitedPaper]("签字件", _standing, 8, lambda one: "bad" if one.stale else "soft"),
    )


def _standing(one: AwaitedPaper) -> str:
    return "内容改过，要重签" if one.stale else "未归档"
