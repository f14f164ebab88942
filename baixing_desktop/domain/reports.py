"""Sessions, 零报告 and where a clue belongs, as a workroom tells its office (PROTOCOL.md 2.4): to plain data and back.

Readers check every value they use, so that whatever is read fits the columns of any office's record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.gathering import ClueContext, NilReport, Session
from baixing_desktop.ids import is_id

_CODE = 32
_NAME = 200
_MOST_MEMBERS = 200
_MOST_VISITORS = 10**6
_YEARS = range(2000, 2200)


@dataclass(frozen=True, slots=True)
class SessionTold:
    """A session as its workroom tells of it; ``members`` are the names of those on duty, in their order."""

    held_on: date
    place: str
    visitors: int
    members: tuple[str, ...]
    note: str = ""
    topic: str | None = None
    community: str | None = None


@dataclass(frozen=True, slots=True)
class NilTold:
    """A 零报告 as its workroom tells of it."""

    year: int
    month: int
    reason: str


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """From which session a clue comes, which topic it answers, which community it concerns."""

    session: str | None = None
    topic: str | None = None
    community: str | None = None


def session_record(session: Session, members: Sequence[str]) -> dict[str, Plain]:
    """The body of ``session.report``."""
    record: dict[str, Plain] = {
        "held_on": session.held_on.isoformat(),
        "place": session.place,
        "visitors": session.visitors,
        "members": list(members),
    }
    return record | _given(note=session.note, topic=session.topic_id, community=session.community)


def nil_record(report: NilReport) -> dict[str, Plain]:
    """The body of ``nil.report``."""
    return {"year": report.year, "month": report.month, "reason": report.reason}


def nil_gone_record(report: NilReport) -> dict[str, Plain]:
    """The body of ``nil.withdraw``."""
    return {"year": report.year, "month": report.month}


def place_record(context: ClueContext) -> dict[str, Plain]:
    """The body of ``clue.place``; what is not known is left out."""
    return _given(session=context.session_id, topic=context.topic_id, community=context.community)


def read_session(body: Fields) -> SessionTold:
    """What :func:`session_record` wrote.

    Raises:
        ValueError: something is missing or beyond what a workroom writes.
    """
    told = SessionTold(
        date.fromisoformat(body.text("held_on")),
        body.text("place"),
        body.number("visitors"),
        body.texts("members"),
        body.optional_text("note") or "",
        body.optional_text("topic"),
        body.optional_text("community"),
    )
    names = (told.place, *told.members)
    sound = 0 <= told.visitors <= _MOST_VISITORS and len(told.members) <= _MOST_MEMBERS
    if not (sound and len(set(told.members)) == len(told.members) and all(0 < len(one) <= _NAME for one in names)):
        raise ValueError("no session of ours")
    _check_places(told.topic, told.community)
    return told


def read_nil(body: Fields) -> NilTold:
    """What :func:`nil_record` wrote.

    Raises:
        ValueError: as :func:`read_session`.
    """
    year, month = read_month(body)
    return NilTold(year, month, body.text("reason"))


def read_month(body: Fields) -> tuple[int, int]:
    """Which month a 零报告 speaks of, also one that is taken back: year and month.

    Raises:
        ValueError: as :func:`read_session`.
    """
    year, month = body.number("year"), body.number("month")
    if year not in _YEARS or not 1 <= month <= 12:
        raise ValueError("no month of ours")
    return year, month


def read_place(body: Fields) -> PlaceTold:
    """What :func:`place_record` wrote.

    Raises:
        ValueError: as :func:`read_session`.
    """
    told = PlaceTold(body.optional_text("session"), body.optional_text("topic"), body.optional_text("community"))
    _check_places(told.topic, told.community)
    if told.session is not None and not is_id(told.session):
        raise ValueError("no session of ours")
    return told


def _check_places(topic: str | None, community: str | None) -> None:
    if topic is not None and not is_id(topic):
        raise ValueError("no topic of ours")
    if community is not None and not 0 < len(community) <= _CODE:
        raise ValueError("no community of ours")


def _given(**facts: str | None) -> dict[str, Plain]:
    return {key: value for key, value in facts.items() if value}
