"""The codes of classification, reply and contact (seed 八(三), 八(四)1)."""

from enum import StrEnum


class Route(StrEnum):
    """The six routes of seed 八(三)."""

    DISTRICT_URGENT = "DISTRICT_URGENT"
    DISTRICT_CORE = "DISTRICT_CORE"
    DISTRICT_GENERAL = "DISTRICT_GENERAL"
    CITY_EXPRESS = "CITY_EXPRESS"
    CITY_DEPARTMENT = "CITY_DEPARTMENT"
    CITY_PREMIUM = "CITY_PREMIUM"


class Outcome(StrEnum):
    """办理结果 A/B/C of a reply."""

    RESOLVED = "resolved"
    PLANNED = "planned"
    REFERENCE = "reference"


class ContactChannel(StrEnum):
    """How the citizen was told; ``UNREACHABLE`` needs a note of what was tried."""

    FACE = "face"
    PHONE = "phone"
    LETTER = "letter"
    UNREACHABLE = "unreachable"


class Satisfaction(StrEnum):
    """满意度 of the citizen with the reply."""

    SATISFIED = "satisfied"
    FAIRLY_SATISFIED = "fairly_satisfied"
    DISSATISFIED = "dissatisfied"
