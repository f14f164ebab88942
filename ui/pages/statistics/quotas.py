"""配额: 18 workrooms by twelve months, and the committees' year. It informs and never scolds."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from baixing_desktop.domain.kinds import QuotaBasis
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.quotas import CommitteeYear, MonthStanding, QuotaMonth, QuotaPolicy
from baixing_desktop.domain.units import Unit
from baixing_desktop.usecases.board import set_month_quota, set_quota_basis
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.targets import Quotas, quotas
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.fields import Choice
from ui.widgets.layouts import column, row, stacked
from ui.widgets.narrowing import narrowing
from ui.widgets.paged import Column, PagedModel
from ui.widgets.table import Table
from ui.widgets.tabs import Tabs

Room = tuple[Unit, tuple[QuotaMonth, ...]]
Committee = tuple[Unit, CommitteeYear]
_YEARS_BACK = 5
_ROOMS, _OTHERS = "rooms", "committees"
_MOST_ASKED = 10
_ASKED_OF = {
    QuotaBasis.PER_MEMBER: "委员每人每年不少于 2 条",
    QuotaBasis.PER_COMMITTEE: "每个专委会每年不少于 2 条",
}
_ASKED_OF_COMMITTEES = "{asked}（八（二）），每个专委会每年精品不少于 1 个（九（三）3），只作提醒。"
_TONES = {MonthStanding.MET: "ok", MonthStanding.SHORT: "warn"}


class QuotasPanel(QWidget):
    """``page`` runs its jobs."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._today = page.context.desk.today()
        this = self._today.year
        years = [(str(year), f"{year}年") for year in range(this, this - _YEARS_BACK, -1)]
        self._year = narrowing(Choice("年度", years))
        self._year.choose(str(this))
        self._year.currentIndexChanged.connect(self.refresh)
        self._rooms = PagedModel[Room](self._room_columns(), lambda _offset, _limit: None)
        self._committees = PagedModel[Committee](_committee_columns(), lambda _offset, _limit: None)
        style = page.context.style
        self._table = Table(style, "工作室配额", self._rooms)
        self._table.chosen.connect(self._explain)
        self._words = plain("", "soft", wrap=True)
        self._other = Table(style, "专委会配额", self._committees)
        self._tabs = narrowing(Tabs("谁的配额", ((_ROOMS, "工作室"), (_OTHERS, "专委会"))))
        self._tabs.picked.connect(self._turn)
        self._stack = stacked(self._table, self._other)
        asked = [(str(number), f"每月 {number} 条") for number in range(_MOST_ASKED + 1)]
        self._asked = Choice("每月提醒条数", asked)
        self._asked.activated.connect(self._ask_for)
        self._asked.setEnabled(may(page.context.desk, "board.set_month_quota"))
        self._basis = Choice("每年 2 条怎样算", [(basis.value, label(basis)) for basis in QuotaBasis])
        self._basis.activated.connect(self._count_by)
        self._basis.setEnabled(may(page.context.desk, "board.set_quota_basis"))
        self._settable = QStackedWidget()
        for words, choice in (("每月提醒条数", self._asked), ("每年 2 条怎样算", self._basis)):
            holder = QWidget()
            row(None, plain(words, "soft"), choice, parent=holder)
            self._settable.addWidget(holder)
        head = row(self._year, self._tabs, None, self._settable)
        body = column(head, gap=2, parent=self)
        body.addWidget(self._stack, 1)
        body.addWidget(self._words)

    def focus(self) -> None:
        """Choosing a year comes first."""
        self._year.setFocus()

    def step(self, step: int) -> None:
        """The line below or above."""
        (self._table if self._tabs.chosen == _ROOMS else self._other).step(step)

    def refresh(self) -> None:
        """Count again: the workrooms first, they are seen first and counted sooner."""
        year, desk = int(self._year.code), self._page.context.desk
        self._page.ask(lambda: quotas(desk, year, committees=False), self._show)
        self._page.ask(lambda: quotas(desk, year), self._show_committees)

    def _show_committees(self, found: Quotas) -> None:
        if str(found.year) == self._year.code:
            self._committees.reset(len(found.committees), found.committees)

    def _show(self, found: Quotas) -> None:
        if str(found.year) == self._year.code:
            self._rooms.reset(len(found.workrooms), found.workrooms)
            self._asked.choose(str(found.month_quota))
            self._basis.choose(found.basis)
            self._table.choose(0)
            self._explain(0)

    def _ask_for(self) -> None:
        """Every workroom hears of it with its next 报送."""
        wanted, desk = int(self._asked.code), self._page.context.desk

        def done(before: int) -> None:
            self._page.context.frame.notice(
                f"改为每月提醒 {wanted} 条，各工作室下次报送后照此提醒。", lambda: self._set(before)
            )
            self.refresh()

        self._page.act(lambda: set_month_quota(desk, wanted), done)

    def _set(self, clues: int) -> None:
        self._page.act(lambda: set_month_quota(self._page.context.desk, clues), lambda _before: self.refresh())

    def _count_by(self) -> None:
        """It is a way to read the document: every figure of the committees follows, on paper too."""
        wanted, desk = QuotaBasis(self._basis.code), self._page.context.desk

        def done(before: QuotaBasis) -> None:
            self._page.context.frame.notice(f"每年 2 条改为{label(wanted)}。", lambda: self._set_basis(before))
            self.refresh()

        self._page.act(lambda: set_quota_basis(desk, wanted), done)

    def _set_basis(self, basis: QuotaBasis) -> None:
        self._page.act(lambda: set_quota_basis(self._page.context.desk, basis), lambda _before: self.refresh())

    def _turn(self, name: str) -> None:
        self._tabs.choose(name)
        for stack in (self._stack, self._settable):
            stack.setCurrentIndex(0 if name == _ROOMS else 1)
        self._explain(self._table.currentIndex().row())

    def _explain(self, number: int) -> None:
        if self._tabs.chosen != _ROOMS:
            self._words.setText(_ASKED_OF_COMMITTEES.format(asked=_ASKED_OF[QuotaBasis(self._basis.code)]))
            return
        room = self._rooms.line(number) if number >= 0 else None
        if room is not None:
            unit, months = room
            said = "；".join(f"{words}：{'、'.join(some)}" for words, some in self._by_standing(months).items())
            self._words.setText(f"{_asked_words(int(self._asked.code))}{unit.short_name}　{said}")

    def _by_standing(self, months: tuple[QuotaMonth, ...]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for one in months:
            if self._begun(one):
                found.setdefault(label(one.standing((self._today.year, self._today.month))), []).append(
                    f"{one.month}月"
                )
        return found

    def _room_columns(self) -> tuple[Column[Room], ...]:
        return (
            Column[Room]("工作室", lambda room: room[0].short_name, second=self._summary),
            *(self._month_column(month) for month in range(1, 13)),
            Column[Room]("累计", lambda room: str(sum(one.count for one in room[1])), 3),
            Column[Room]("还差", lambda room: str(self._missing(room) or ""), 3, lambda _room: "soft"),
        )

    def _month_column(self, month: int) -> Column[Room]:
        def words(room: Room) -> str:
            one = room[1][month - 1]
            if not one.count and one.nil_reported:
                return "零"
            return str(one.count) if one.count or self._begun(one) else ""

        def tone(room: Room) -> str:
            return _TONES.get(room[1][month - 1].standing((self._today.year, self._today.month)), "soft")

        return Column[Room](f"{month}月", words, 2, tone)

    def _summary(self, room: Room) -> str:
        # Of twelve figures side by side nobody could tell which belongs to which month.
        told = (one for one in room[1] if one.count or (self._begun(one) and one.nil_reported))
        counts = "、".join(f"{one.month}月 {one.count or '零报告'}" for one in told) or "还没有收到"
        return f"{counts}　累计 {sum(one.count for one in room[1])}"

    def _begun(self, one: QuotaMonth) -> bool:
        return (one.year, one.month) <= (self._today.year, self._today.month)

    def _missing(self, room: Room) -> int:
        return sum(one.gap for one in room[1] if self._begun(one) and not one.nil_reported)


def _asked_words(clues: int) -> str:
    """What the document asks, or what the office reminds of instead."""
    stated = QuotaPolicy().workroom_per_month
    where = "八（二）" if clues == stated else f"八（二）为 {stated} 条，提醒按本办设置"
    return f"每月不少于 {clues} 条（{where}），只作提醒。"


def _committee_columns() -> tuple[Column[Committee], ...]:
    return (
        Column[Committee]("专委会", lambda one: one[0].short_name, second=_committee_words),
        Column[Committee]("委员", lambda one: f"{one[1].members} 人", 4, lambda _one: "soft"),
        Column[Committee]("线索", lambda one: f"{one[1].count} / {one[1].quota}", 5),
        Column[Committee]("未满 2 条的委员", _short_members, 9, lambda _one: "soft"),
        Column[Committee]("精品", lambda one: f"{one[1].premium} / {one[1].premium_quota}", 5),
    )


def _short_members(one: Committee) -> str:
    """Nobody's own figure counts where the committee is asked as a whole."""
    return f"{len(one[1].short_members)} 人" if one[1].basis is QuotaBasis.PER_MEMBER else "不按个人计"


def _committee_words(one: Committee) -> str:
    year = one[1]
    return f"线索 {year.count}/{year.quota}　精品 {year.premium}/{year.premium_quota}"
