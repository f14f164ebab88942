"""接访 as the office sees it: what every workroom told of its sessions and its 零报告, by month (seed 八(一)2)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from baixing_desktop.clock import local
from baixing_desktop.domain.gathering import ClueContext, NilReport, Session
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import SessionView, view_of
from baixing_desktop.usecases.permissions import intention

Month = tuple[int, int]
"""Year and month."""


@dataclass(frozen=True, slots=True)
class DutyMonth:
    """One month: its sessions, newest first, and the 零报告 of the workrooms that had nothing, by unit."""

    month: Month
    sessions: tuple[SessionView, ...]
    nothing: tuple[NilReport, ...]


@dataclass(frozen=True, slots=True)
class SessionClue:
    """A clue that was taken down at a session; contact data is not in it."""

    id: str
    number: str
    title: str


@intention
def duty_months(desk: Desk) -> tuple[Month, ...]:
    """The months of which a session or a 零报告 is known, and this month, newest first."""
    today = desk.today()
    with desk.store.reading() as tx:
        held = {(day.year, day.month) for day in tx.of(Session).counts("held_on")}
        nothing = {(one.year, one.month) for one in tx.of(NilReport).where()}
    return tuple(sorted(held | nothing | {(today.year, today.month)}, reverse=True))


@intention
def duty_month(desk: Desk, month: Month) -> DutyMonth:
    """What was told of one month."""
    year, number = month
    days = [date(year, number, day) for day in range(1, monthrange(year, number)[1] + 1)]
    with desk.store.reading() as tx:
        held = tx.of(Session).where(held_on=days, order="-held_on unit -created_at")
        nothing = tx.of(NilReport).where(year=year, month=number, order="unit")
        return DutyMonth(month, tuple(view_of(tx, session) for session in held), nothing)


@intention
def clues_of_session(desk: Desk, session_id: str) -> tuple[SessionClue, ...]:
    """The clues that were taken down at a session, in the order in which they came."""
    with desk.store.reading() as tx:
        ids = [context.clue_id for context in tx.of(ClueContext).where(session_id=session_id)]
        found = sorted(tx.clues.several(ids), key=lambda clue: (local(clue.created_at), clue.number))
        return tuple(SessionClue(clue.id, clue.number, clue.content.title) for clue in found)
