"""People and papers of the programme: members, roster, pilots, letter register, shelf (seed 六, 七, 附件1–2; SM11).

For the database:

* ``Member``: ``until_on`` not before ``from_on``. ``RosterEntry`` likewise; ``ordinal`` orders a group.
* ``Pilot``: from ``submitted_to_meeting`` on there is a meeting; from ``approved`` on ``approved_on``.
* ``LetterEntry``: ``serial`` from 1 without gaps per organ and year; never deleted, only voided.
"""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.domain.kinds import LetterKind, NoteKind, PilotKind, RosterGroup
from baixing_desktop.domain.states import PilotState


@dataclass(frozen=True, slots=True)
class Member:
    """委员 (or 专业工作委员, invited member) of a term. ``committee`` and ``workroom`` are unit codes;
    ``also_committees`` are the codes of further committees, with blanks between them."""

    id: str
    name: str
    term: int
    sector: str = ""
    committee: str | None = None
    workroom: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    note: str = ""
    also_committees: str | None = None
    version: int = 1

    @property
    def committees(self) -> tuple[str, ...]:
        """All committees the member belongs to, the own one first."""
        own = (self.committee,) if self.committee else ()
        return tuple(dict.fromkeys((*own, *(self.also_committees or "").split())))

    def serves_on(self, day: date) -> bool:
        """Whether the member is in office on ``day``."""
        return within(day, self.from_on, self.until_on)

    def serves_within(self, first: date, last: date) -> bool:
        """Whether the member is in office on any day from ``first`` to ``last``."""
        return (self.from_on is None or self.from_on <= last) and (self.until_on is None or first <= self.until_on)


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One post of the leading group, its office or a work group, with its term of office (seed 附件1)."""

    id: str
    group: RosterGroup
    post: str
    name: str
    title: str = ""
    ordinal: int = 0
    from_on: date | None = None
    until_on: date | None = None
    version: int = 1

    def serves_on(self, day: date) -> bool:
        """Whether the post is held on ``day``."""
        return within(day, self.from_on, self.until_on)


def within(day: date, first: date | None, last: date | None) -> bool:
    """Whether ``day`` lies in a term of office that may be open at either end; both ends count."""
    return (first is None or first <= day) and (last is None or day <= last)


@dataclass(frozen=True, slots=True)
class Pilot:
    """试点: a street with its community, a direct point or a topic (seed 七, 附件2).

    ``unit`` is the street's workroom or the direct point, ``community`` the community chosen in the street
    (None: 待定), ``topic_id`` the topic.
    """

    id: str
    kind: PilotKind
    name: str
    state: PilotState
    proposed_on: date
    batch: int = 1
    unit: str | None = None
    community: str | None = None
    topic_id: str | None = None
    meeting: str = ""
    approved_on: date | None = None
    started_on: date | None = None
    extended_until: date | None = None
    ended_on: date | None = None
    experience: str = ""
    reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class LetterEntry:
    """发文登记: one number of the letter register, such as 海协办函〔2026〕4号."""

    id: str
    organ: str
    year: int
    serial: int
    kind: LetterKind
    addressee: str
    subject: str
    issued_on: date
    registered_at: datetime
    registered_by: str
    object_id: str | None = None
    voided_on: date | None = None
    void_reason: str = ""
    version: int = 1


@dataclass(frozen=True, slots=True)
class ShelfNote:
    """制度、经验、经费: a paper on the shelf (seed 十(五), 六(三)4); ``attachment`` is a SHA-256."""

    id: str
    kind: NoteKind
    title: str
    on: date
    text: str = ""
    attachment: str | None = None
    amount_cents: int | None = None
    version: int = 1
