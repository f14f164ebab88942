"""The sense of the office's page 接访活动."""

from dataclasses import dataclass

from baixing_desktop.domain.gathering import NilReport
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.duty import DutyMonth, Month, SessionClue, clues_of_session, duty_month, duty_months
from baixing_desktop.usecases.gathering import SessionView, session, topics
from ui.words import say_day, say_moment

ALL = "all"
"""Stands for every street."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows: the months to choose from, the streets that take part, one month."""

    months: tuple[tuple[str, str], ...]
    streets: tuple[tuple[str, str], ...]
    month: DutyMonth
    topics: dict[str, str]


class DutyPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, code: str, street: str) -> Shown:
        """The month with this code, or the newest with a session; of one street, or of all."""
        months = duty_months(self._desk)
        wanted = next((month for month in months if _code(month) == code), None) or self._newest(months)
        found = duty_month(self._desk, wanted)
        units = dict.fromkeys((*(v.session.unit for v in found.sessions), *(one.unit for one in found.nothing)))
        streets = sorted((unit, self.unit(unit)) for unit in units)
        if street in units:
            sessions = tuple(view for view in found.sessions if view.session.unit == street)
            nothing = tuple(one for one in found.nothing if one.unit == street)
            found = DutyMonth(found.month, sessions, nothing)
        return Shown(
            tuple((_code(month), f"{month[0]}年{month[1]}月") for month in months),
            ((ALL, "全部街道"), *streets),
            found,
            {topic.id: topic.title for topic in topics(self._desk)},
        )

    def month_of(self, session_id: str) -> str:
        """The code of the month in which a session was held."""
        held = session(self._desk, session_id).session.held_on
        return _code((held.year, held.month))

    def clues(self, view: SessionView) -> tuple[SessionClue, ...]:
        """What was taken down at this session."""
        return clues_of_session(self._desk, view.session.id)

    def unit(self, code: str) -> str:
        """The name of a workroom, short enough for a list: its street."""
        found = self._desk.reference.units.get(code)
        return (found.street if found is not None else "") or self._desk.reference.unit_name(code)

    def day(self, view: SessionView) -> str:
        """``11月20日``."""
        return say_day(view.session.held_on, self._desk.today())

    def about(self, view: SessionView, topics: dict[str, str]) -> str:
        """Where, who was on duty, how many came, on what."""
        session = view.session
        parts = (
            f"地点：{session.place}",
            f"值班委员：{'、'.join(view.members) or '没有写明'}",
            f"来访：{session.visitors} 人",
            f"专题：{topics[session.topic_id]}" if session.topic_id in topics else "",
        )
        return "\n".join(part for part in parts if part)

    def nothing(self, reports: tuple[NilReport, ...]) -> str:
        """The 零报告 of the month, one in a line."""
        now = self._desk.now()
        return "\n".join(
            f"{self.unit(one.unit)}：{one.reason}（{say_moment(one.reported_at, now)} 收到）" for one in reports
        )

    @staticmethod
    def sums(month: DutyMonth) -> str:
        """How much there was in the month."""
        clues = sum(view.clues for view in month.sessions)
        visitors = sum(view.session.visitors for view in month.sessions)
        streets = len({view.session.unit for view in month.sessions})
        return f"{streets} 个街道接访 {len(month.sessions)} 次，来访 {visitors} 人，登记线索 {clues} 条"

    def _newest(self, months: tuple[Month, ...]) -> Month:
        return next((month for month in months if duty_month(self._desk, month).sessions), months[0])


def _code(month: Month) -> str:
    return f"{month[0]}-{month[1]:02d}"
