"""What a use case touched: broadcast once, and each screen decides whether to read again."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of record a screen can depend on."""

    CLUE = "clue"
    BATCH = "batch"
    FORWARDING = "forwarding"
    PROGRESS = "progress"
    DEVICE = "device"
    SETTING = "setting"
    BACKUP = "backup"
    REFERENCE = "reference"
    TOPIC = "topic"
    SESSION = "session"
    CONSULTATION = "consultation"
    QUOTA = "quota"
    PERSON = "person"
    ASSIGNMENT = "assignment"
    CLAIM = "claim"
    PROPOSAL = "proposal"
    OUTPUT = "output"
    CITY_REPORT = "city_report"
    PREMIUM = "premium"
    COMPENDIUM = "compendium"
    SUPERVISION = "supervision"
    KEY_ITEM = "key_item"
    LOOK_BACK = "look_back"
    INCENTIVE = "incentive"
    PUBLICITY = "publicity"
    COMMENDATION = "commendation"
    SCORE = "score"
    PILOT = "pilot"
    ROSTER = "roster"
    LETTER = "letter"
    SHELF = "shelf"
    PRIVACY = "privacy"
    IMPORT = "imported_table"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class Changes:
    """Pairs of kind and identity that were written by one transaction."""

    touched: frozenset[tuple[Kind, str]] = frozenset()

    @classmethod
    def of(cls, kind: Kind, *ids: str) -> "Changes":
        """Changes to records of one kind."""
        return cls(frozenset((kind, i) for i in ids))

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.touched | other.touched)

    def touches(self, *kinds: Kind) -> bool:
        """Whether any record of these kinds was written."""
        return any(kind in kinds for kind, _ in self.touched)
