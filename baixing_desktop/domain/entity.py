"""What all records have in common.

Every record is a frozen dataclass of plain fields: text, whole numbers, booleans, dates, moments and codes
(``StrEnum``), no nested ones. A child names its parent in a field ``…_id``. ``version`` counts every write and
guards against lost updates. Each module's docstring says which invariants the database should state.
"""

from typing import Protocol


class Entity(Protocol):
    """A record with an identity (UUID text) and a version that starts at 1."""

    @property
    def id(self) -> str:
        """The identity, never reused."""
        ...

    @property
    def version(self) -> int:
        """1, 2, 3 …: one more with every write."""
        ...
