"""A clue (线索): one citizen's suggestion in the words and the order of Attachment 3 (seed 附件3)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from baixing_desktop.domain.states import ClueState, OfficeState

NOTICE_VERSION = "2026-1"
"""The version of the notice text that the citizen was shown (PIPL 17)."""


@dataclass(frozen=True, slots=True)
class Source:
    """来源: who handed the clue in (``category``, printed) and on which ``occasion`` (kept in the record).

    Both are codes of the reference data (seed 八(一)2, 八(二)); ``category`` is empty while a draft has none.
    """

    category: str = ""
    occasion: str | None = None


@dataclass(frozen=True, slots=True)
class Contributor:
    """反映人/联系人: the citizen. An anonymous one leaves the fields empty.

    ``guardian`` is None but for a child under fourteen (PIPL 31), for whom the guardian of that name decides; it is
    empty as long as the name is not known.
    """

    anonymous: bool = False
    name: str = ""
    phone: str = ""
    address: str = ""
    guardian: str | None = None

    @property
    def known(self) -> tuple[str, ...]:
        """Everything in it that tells who it is."""
        return tuple(part for part in (self.name, self.phone, self.address, self.guardian) if part)


@dataclass(frozen=True, slots=True)
class Consents:
    """The three separate consents (PIPL 23, 25, 29): collection, handing to the handler, public use."""

    collect: bool = False
    handover: bool = False
    publicity: bool = False
    notice: str = NOTICE_VERSION


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: one file, named by the SHA-256 (64 hex digits) of its bytes; ``length`` in bytes."""

    sha256: str
    name: str
    mime: str
    length: int


@dataclass(frozen=True, slots=True)
class ClueContent:
    """Everything that stands on Attachment 3, and nothing else. Texts keep the citizen's own words."""

    title: str = ""
    analysis: str = ""
    suggestions: str = ""
    source: Source = field(default_factory=Source)
    receiver: str = ""
    received_on: date | None = None
    contributor: Contributor = field(default_factory=Contributor)
    consents: Consents = field(default_factory=Consents)
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Clue:
    """One clue as this installation knows it.

    ``workroom_state`` is SM1 and set in the workroom; ``office_state`` is SM3: the truth in the office,
    the last news from the office in the workroom. ``revision`` counts registrations (1 = the first);
    ``version`` counts every write and guards against lost updates.
    """

    id: str
    unit: str
    content: ClueContent
    created_at: datetime
    updated_at: datetime
    typist: str = ""
    revision: int = 0
    version: int = 1
    workroom_state: ClueState | None = None
    office_state: OfficeState | None = None
    provisional_number: str | None = None
    formal_number: str | None = None
    content_hash: str | None = None
    receipt_number: str | None = None
    receipt_at: datetime | None = None
    return_reason: str | None = None
    withdrawn_at: datetime | None = None

    @property
    def number(self) -> str:
        """The number people use now: the formal one once accepted, before that the provisional one."""
        return self.formal_number or self.provisional_number or "（草稿）"
