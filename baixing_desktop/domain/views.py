"""Ways to look at the list of clues: what is filtered, in which order; some of them kept under a name. Other pages keep
what is chosen in the controls that narrow their lists down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from baixing_desktop.domain.lists import ClueOrder, ClueQuery
from baixing_desktop.domain.period import Period, month_period, year_period


class Span(StrEnum):
    """Which days of reception are looked at; all but ``OWN`` go along with the calendar."""

    ANY = "any"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Looking:
    """One way to look. ``tab`` is the list that is looked at; codes and identities are empty where nothing is filtered;
    ``first`` and ``last`` count in and are used by ``Span.OWN`` only; ``backwards`` turns the order round.
    """

    tab: str = "all"
    source: str = ""
    unit: str = ""
    session: str = ""
    topic: str = ""
    signed: bool | None = None
    span: Span = Span.ANY
    first: date | None = None
    last: date | None = None
    order: ClueOrder = ClueOrder.CHANGED
    backwards: bool = False

    @property
    def filtered(self) -> int:
        """How many things are filtered by, beside the tab."""
        parts = (self.source, self.unit, self.session, self.topic, self.signed is not None, self.span is not Span.ANY)
        return sum(bool(part) for part in parts)


@dataclass(frozen=True, slots=True)
class SavedView:
    """A way to look that somebody keeps under a ``name``."""

    name: str
    looking: Looking = field(default_factory=Looking)


@dataclass(frozen=True, slots=True)
class PageView:
    """What somebody chose in the controls of a page, kept under a ``name``: codes by the names of the controls, those
    first on which others depend. The page opens with the one that comes ``first``.
    """

    name: str
    picks: Mapping[str, str]
    first: bool = False


def days(looking: Looking, today: date) -> Period | None:
    """The days of reception that are looked at on the day ``today``; None for all."""
    month = today.replace(day=1)
    before = month - timedelta(days=1)
    match looking.span:
        case Span.ANY:
            return None
        case Span.THIS_MONTH:
            return month_period(month.year, month.month)
        case Span.LAST_MONTH:
            return month_period(before.year, before.month)
        case Span.THIS_YEAR:
            return year_period(today.year)
        case Span.LAST_YEAR:
            return year_period(today.year - 1)
        case Span.OWN:
            first, last = looking.first or today, looking.last or today
            return Period(min(first, last), max(first, last))


def query_of(looking: Looking, today: date) -> ClueQuery:
    """What to ask the record for; the states of the tab, the words and the place in the list are not in it."""
    period = days(looking, today)
    return ClueQuery(
        unit=looking.unit or None,
        source=looking.source or None,
        session=looking.session or None,
        topic=looking.topic or None,
        signed=looking.signed,
        received_from=period.first if period else None,
        received_until=period.last if period else None,
        order=looking.order,
        backwards=looking.backwards,
    )
