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
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the reference data; ``code`` never changes, names may. ``city`` marks a city department."""

    code: str
    kind: UnitKind
    name: str
    short_name: str
    city: bool = False


class Face(StrEnum):
    """Which of its two faces the program shows here."""

    WORKROOM = "workroom"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Installation:
    """This installation. ``device_code`` stands in provisional numbers; ``epoch`` is 0 until enrolled."""

    face: Face
    unit: str
    device_id: str
    device_code: str
    operator: str
    created_at: datetime
    epoch: int = 0


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
class Device:
    """A workstation as the office knows it; ``last`` and ``head`` say how far its log was received."""

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
