"""Units (单位) and this installation's own place among them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is to the programme."""

    OFFICE = "office"
    WORKROOM = "workroom"
    DIRECT_POINT = "direct_point"
    COMMITTEE = "committee"
    PARTICIPANT = "participant"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the reference data; ``code`` never changes, names may.

    ``city`` marks a city department; ``street`` and ``ordinal`` belong to a workroom; a ``retired`` unit keeps its
    name for old records but is not offered any more.
    """

    code: str
    kind: UnitKind
    name: str
    short_name: str
    city: bool = False
    street: str = ""
    ordinal: int = 0
    retired: bool = False


class Face(StrEnum):
    """Which of its two faces the program shows here."""

    WORKROOM = "workroom"
    OFFICE = "office"


class Doubt(StrEnum):
    """Why a workstation may no longer go on with its log (safety T12, T13)."""

    RESTORED = "restored"
    FORKED = "forked"


@dataclass(frozen=True, slots=True)
class Installation:
    """This installation. ``device_code`` stands in provisional numbers; ``epoch`` is 0 until enrolled.

    ``key_set`` counts the pairs of keys it has had; ``doubt`` says why it must be enrolled anew before it sends.
    """

    face: Face
    unit: str
    device_id: str
    device_code: str
    operator: str
    created_at: datetime
    epoch: int = 0
    key_set: int = 0
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class OfficeContact:
    """How a workroom reaches its office, learnt at enrolment.

    ``address`` is ``https://host:port`` (empty when enrolled by file), ``fingerprint`` the SHA-256 of the
    server's certificate (64 hex digits); ``sign_key`` the office's Ed25519 key (64 hex digits) and ``seal_key``
    its age recipient (``age1…``).
    """

    address: str
    fingerprint: str
    sign_key: str
    seal_key: str


@dataclass(frozen=True, slots=True)
class EnrolmentCode:
    """登记码: single use, for one unit, until ``expires_at``; who uses it takes the place of device ``replaces``."""

    code: str
    unit: str
    expires_at: datetime
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Fork:
    """Events ``first``–``last`` that came under a device's name and do not continue its log.

    The container is kept as an attachment of that ``sha256``, sealed as it came. ``settlement`` says in Chinese what
    became of it.
    """

    id: str
    device_id: str
    epoch: int
    first: int
    last: int
    carrier: str
    at: datetime
    sha256: str
    settled_at: datetime | None = None
    settlement: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeMemory:
    """What a workroom remembers of its exchanges with the office, beside the log itself.

    ``schema`` is what the office is known to understand. ``resend_from`` is the first event that the office lost (it
    was restored from an older backup), None when it lost none; it said so at ``lost_at`` by its own clock. Up to
    ``backed_up`` our events are in a verified backup of the office. ``skew`` is our clock minus the office's, in
    seconds, measured at ``heard_at``. Up to ``compared`` both sides counted the same answers, at ``compared_at`` by our
    clock; None if they never did, or not the last time.
    """

    schema: int = 1
    resend_from: int | None = None
    lost_at: datetime | None = None
    backed_up: int = 0
    heard_at: datetime | None = None
    skew: int = 0
    compared: int | None = None
    compared_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A workstation as the office knows it; ``last`` and ``head`` say how far its log was received.

    ``confirmed_at``: somebody compared the six digits with the workstation. ``quarantined_at``: two different logs
    came under its name. ``replaced_by``: the device that took its place. ``schema``: what it understands; ``skew``:
    its clock minus ours, in seconds; ``waiting_events`` and ``waiting_files``: what it said it still holds.
    """

    id: str
    epoch: int
    unit: str
    device_code: str
    sign_key: str
    seal_key: str
    last: int
    head: str
    enrolled_at: datetime
    last_contact: datetime | None = None
    app_version: str = ""
    revoked_at: datetime | None = None
    confirmed_at: datetime | None = None
    quarantined_at: datetime | None = None
    replaced_by: str | None = None
    schema: int = 1
    skew: int = 0
    waiting_events: int = 0
    waiting_files: int = 0
