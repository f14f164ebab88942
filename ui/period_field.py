"""Choosing a span of days: by name (本月, 本季度, …) or from day to day."""

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from baixing_desktop.domain.period import Period, month_period, year_period
from ui.text import plain
from ui.widgets.fields import Choice, DateField
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import row

OWN = "own"
PERIODS = (
    ("month", "本月"),
    ("last_month", "上月"),
    ("quarter", "本季度"),
    ("last_quarter", "上季度"),
    ("year", "今年"),
    ("last_year", "去年"),
    (OWN, "自己选"),
)


def period_called(name: str, today: date) -> Period:
    """The period called so, seen from ``today``."""
    before = today.replace(day=1) - timedelta(days=1)
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    match name:
        case "last_month":
            return month_period(before.year, before.month)
        case "quarter":
            return Period(quarter, month_period(today.year, quarter.month + 2).last)
        case "last_quarter":
            last = quarter - timedelta(days=1)
            return Period(date(last.year, last.month - 2, 1), last)
        case "year":
            return year_period(today.year)
        case "last_year":
            return year_period(today.year - 1)
        case _:
            return month_period(today.year, today.month)


class PeriodField(QWidget):
    """A choice of names and two days that follow it; ``picked`` tells that another period is meant."""

    picked = Signal()

    def __init__(self, today: date, first: str) -> None:
        super().__init__()
        self._today = today
        self._name = Choice("期间", PERIODS)
        self._name.choose(first)
        period = period_called(first, today)
        self._from, self._to = DateField("从", period.first), DateField("到", period.last)
        days = QWidget()
        row(self._from, plain("到", "soft"), self._to, gap=1, parent=days)
        flow = FlowLayout(self)
        flow.addWidget(self._name)
        flow.addWidget(days)
        self._name.currentIndexChanged.connect(self._follow)
        for day in (self._from, self._to):
            day.dateChanged.connect(self._own)
        self.setFocusProxy(self._name)

    @property
    def period(self) -> Period:
        """The days meant, the earlier first."""
        return Period(min(self._from.day, self._to.day), max(self._from.day, self._to.day))

    def choose(self, name: str) -> None:
        """Choose a period by its name."""
        self._name.choose(name)

    def _follow(self, _index: int) -> None:
        if self._name.code == OWN:
            return
        period = period_called(self._name.code, self._today)
        for field, day in ((self._from, period.first), (self._to, period.last)):
            field.blockSignals(True)
            field.put(day)
            field.blockSignals(False)
        self.picked.emit()

    def _own(self) -> None:
        self._name.blockSignals(True)
        self._name.choose(OWN)
        self._name.blockSignals(False)
        self.picked.emit()
