"""在办: what every committee and handler has in hand, at the left; at the right the clues behind the chosen figure.

Informs only (F31): whoever assigns something sees the same figures beside the choice.
"""

from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.rules.load import LOADS, Load
from baixing_desktop.usecases.load import UnitLoad, clues_in_hand, in_hand_words, loads
from ui.pages.statistics.behind import CluesBehind
from ui.shell.page import Page
from ui.style import space
from ui.text import plain
from ui.widgets.fields import Choice
from ui.widgets.layouts import column, row, stacked
from ui.widgets.paged import Column, PagedModel
from ui.widgets.sides import sides
from ui.widgets.states import EmptyState
from ui.widgets.table import Table

_ALL, _COMMITTEES, _HANDLERS = "all", "committees", "handlers"
_WHO = ((_ALL, "全部单位"), (_COMMITTEES, "专委会"), (_HANDLERS, "承办单位"))


class LoadPanel(QWidget):
    """``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._found: tuple[UnitLoad, ...] = ()
        self._unit: UnitLoad | None = None
        self._model = PagedModel[UnitLoad](_columns(), lambda _offset, _limit: None)
        style = page.context.style
        self._table = Table(style, "在办情况", self._model)
        self._table.chosen.connect(self._choose)
        self._table.opened.connect(self.list_behind)
        self._who = Choice("看谁的", _WHO)
        self._who.choose(_ALL)
        self._who.currentIndexChanged.connect(self._fill)
        self._figure = Choice("看哪个数字", tuple((one.value, meaning.title) for one, meaning in LOADS.items()))
        self._figure.choose(Load.CLUES.value)
        self._figure.currentIndexChanged.connect(self._look)
        self._sum, self._head = plain("", "soft", wrap=True), plain("", "strong", wrap=True)
        self._said = plain("", "soft", wrap=True)
        self._behind = CluesBehind(page, "在办的线索")
        nothing = EmptyState(style, "check", "没有这样的线索", "换一个单位，或者换一个数字看。")
        self._stack = stacked(self._behind.table, nothing)
        left, right = QWidget(), QWidget()
        body = column(row(self._who, self._sum, None, gap=2), gap=2, parent=left)
        body.addWidget(self._table, 1)
        body.setContentsMargins(0, 0, space(2), 0)
        body = column(row(self._figure, None), self._head, self._said, gap=2, parent=right)
        body.addWidget(self._stack, 1)
        body.setContentsMargins(space(2), 0, 0, 0)
        column(gap=0, parent=self).addWidget(sides(left, right, (9, 5)), 1)

    def focus(self) -> None:
        """The list."""
        self._table.setFocus()

    def step(self, step: int) -> None:
        """The unit below or above."""
        self._table.step(step)

    def refresh(self) -> None:
        """Count again."""
        self._page.ask(lambda: loads(self._page.context.desk), self._show)

    def list_behind(self) -> None:
        """To the clues behind the chosen figure."""
        self._behind.table.setFocus()

    def _show(self, found: tuple[UnitLoad, ...]) -> None:
        self._found = found
        self._fill()

    def _fill(self) -> None:
        who, kept = self._who.code, self._unit.code if self._unit else ""
        lines = tuple(one for one in self._found if who in (_ALL, _COMMITTEES if one.committee else _HANDLERS))
        clues, late = (sum(one.counts[figure] for one in lines) for figure in (Load.CLUES, Load.OVERDUE))
        # Who shares a clue has it each: the sum is that of the column.
        self._sum.setText(f"{len(lines)} 个单位，合计手上 {clues} 条，超期 {late} 条")
        self._model.reset(len(lines), lines)
        self._unit = None
        if lines:
            # The one that was looked at; at first, one that has something in hand.
            wanted = [n for n, one in enumerate(lines) if (one.code == kept if kept else one.counts[Load.CLUES])]
            self._table.choose(wanted[0] if wanted else 0)
        else:
            self._look()

    def _choose(self, number: int) -> None:
        self._unit = self._model.line(number)
        self._look()

    def _look(self) -> None:
        figure, unit = Load(self._figure.code), self._unit
        count = unit.counts[figure] if unit else 0
        self._head.setText(f"{unit.name}：{LOADS[figure].title} {count} 条" if unit else "还没有单位")
        self._said.setText(LOADS[figure].counts)
        self._stack.setCurrentIndex(0 if count else 1)
        if unit is None or not count:
            self._behind.clear()
        else:
            self._behind.show(lambda: clues_in_hand(self._page.context.desk, unit.code, figure))


def _columns() -> tuple[Column[UnitLoad], ...]:
    def count(figure: Load, width: int, tone: str = "text") -> Column[UnitLoad]:
        return Column[UnitLoad](
            LOADS[figure].short,
            lambda one: str(one.counts[figure]),
            width,
            lambda one: tone if one.counts[figure] else "soft",
        )

    return (
        Column[UnitLoad]("单位", lambda one: one.name, second=lambda one: in_hand_words(one.counts)),
        count(Load.CLUES, 3),
        count(Load.LETTERS, 3),
        count(Load.CLAIMS, 3),
        count(Load.TASKS, 3),
        count(Load.DUE_SOON, 4, "warn"),
        count(Load.OVERDUE, 3, "bad"),
        count(Load.DONE, 3),
    )
