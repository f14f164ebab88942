"""公告: what the office lets every workroom know at all times, as it stands now: topics, how many clues a month,
after how many minutes at most a window locks, and who the members in office are.

It travels whole and is replaced whole, as editions of the reference data are; a hash says which one somebody has.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from baixing_desktop.canonical import Plain, canonical, sha256_hex
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.states import TopicState
from baixing_desktop.ids import is_id

NONE = GENESIS
"""The hash of a board that was never heard of."""

MONTH_QUOTAS = range(51)
"""How many clues a month may be asked of a workroom (seed 八(二): 2)."""

IDLE_CHOICES = range(1, 16)
"""Minutes without a touch after which a window may lock (safety D3: at most 10 to 15)."""

_TOLD = frozenset({TopicState.PUBLISHED, TopicState.CLOSED, TopicState.CANCELLED})
MOST_MEMBERS = 1000
"""Three times as many as the district has (domain A1.1)."""
_TITLE = 500
_CODE, _NAME = 32, 64


@dataclass(frozen=True, slots=True)
class Board:
    """The topics that were ever called for, the monthly quota of a workroom, its longest idle time in minutes (None:
    the office leaves that to the workroom), and the names of the ``members`` in office, to choose from.

    ``data`` is the form in which it was sent, with whatever a later version added; empty means: just this.
    """

    topics: tuple[Topic, ...]
    month_quota: int
    idle_minutes: int | None = None
    members: tuple[str, ...] = ()
    data: bytes = field(default=b"", compare=False)

    @property
    def record(self) -> bytes:
        """The canonical bytes that are sent and kept."""
        return self.data or canonical(_record(self))

    @property
    def digest(self) -> str:
        """SHA-256 of :attr:`record`."""
        return sha256_hex(self.record)


def board_of(
    topics: Iterable[Topic], month_quota: int, idle_minutes: int | None = None, members: Iterable[str] = ()
) -> Board:
    """The board with those of ``topics`` that were published at some time; suggestions are the office's own. Of
    ``members`` stand there the names that fit, each once.
    """
    told = [one for one in topics if one.state in _TOLD and one.opens_on is not None]
    names = sorted({name for name in members if 0 < len(name) <= _NAME})[:MOST_MEMBERS]
    return Board(tuple(sorted(told, key=lambda one: one.id)), month_quota, idle_minutes, tuple(names))


def board_from_record(record: Plain) -> Board:
    """Read plain data of form 1; unknown keys are kept and left alone.

    Raises:
        ValueError: a field is missing, has another type, or would not fit the record.
    """
    fields = Fields(record)
    if fields.number("form") != 1:
        raise ValueError("unknown form")
    quota = fields.number("month_quota")
    if quota not in MONTH_QUOTAS:
        raise ValueError("no quota of ours")
    idle = fields.number("idle_minutes") if fields.has("idle_minutes") else None
    if idle is not None and idle not in IDLE_CHOICES:
        raise ValueError("no idle time of ours")
    members = fields.texts("members") if fields.has("members") else ()
    if len(members) > MOST_MEMBERS or any(not 0 < len(name) <= _NAME for name in members):
        raise ValueError("no members of ours")
    return Board(tuple(_topic(one) for one in fields.parts("topics")), quota, idle, members, canonical(record))


def _record(board: Board) -> dict[str, Plain]:
    topics: list[Plain] = [_topic_record(one) for one in board.topics]
    record: dict[str, Plain] = {"form": 1, "month_quota": board.month_quota, "topics": topics}
    # Left out where there is nothing: boards that are out there keep their hash.
    if board.idle_minutes is not None:
        record["idle_minutes"] = board.idle_minutes
    if board.members:
        record["members"] = list(board.members)
    return record


def _topic_record(topic: Topic) -> dict[str, Plain]:
    record: dict[str, Plain] = {
        "id": topic.id,
        "year": topic.year,
        "title": topic.title,
        "state": topic.state.value,
        "by": topic.proposed_by,
        "suggested_on": topic.suggested_on.isoformat(),
        "city": topic.city,
    }
    given: dict[str, Plain] = {
        "note": topic.note or None,
        "theme": topic.theme,
        "opens_on": topic.opens_on.isoformat() if topic.opens_on else None,
        "closes_on": topic.closes_on.isoformat() if topic.closes_on else None,
    }
    return record | {key: value for key, value in given.items() if value is not None}


def _topic(fields: Fields) -> Topic:
    closes = fields.optional_text("closes_on")
    topic = Topic(
        fields.text("id"),
        fields.number("year"),
        fields.text("title"),
        TopicState(fields.text("state")),
        fields.text("by"),
        date.fromisoformat(fields.text("suggested_on")),
        note=fields.optional_text("note") or "",
        theme=fields.optional_text("theme"),
        city=fields.flag("city"),
        opens_on=date.fromisoformat(fields.text("opens_on")),
        closes_on=date.fromisoformat(closes) if closes else None,
    )
    in_order = topic.opens_on is not None and (topic.closes_on is None or topic.closes_on >= topic.opens_on)
    fits = 0 < len(topic.title) <= _TITLE and len(topic.proposed_by) <= _CODE and len(topic.theme or "") <= _CODE
    if not (is_id(topic.id) and topic.state in _TOLD and in_order and fits and 1 <= topic.year <= 9999):
        raise ValueError("no topic of ours")
    return topic
