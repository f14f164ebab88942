"""What the office judges of a clue while it classifies it (seed 八(二), 八(三); F33)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from baixing_desktop.domain.gathering import ClueContext


@dataclass(frozen=True, slots=True)
class Marks:
    """What the office judges of a clue when it classifies it; the fields are those of :class:`ClueContext`."""

    theme: str | None = None
    urgent: bool = False
    important: bool = False
    universal: bool = False
    far_reaching: bool = False
    beyond_grassroots: bool = False

    @classmethod
    def of(cls, known: ClueContext | None) -> "Marks":
        """The marks that a clue bears."""
        return cls(**{one.name: getattr(known, one.name) for one in fields(cls)}) if known else cls()


MARK_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "important": "重要",
        "urgent": "紧急",
        "universal": "有普遍意义",
        "far_reaching": "对区域发展有较大影响",
        "beyond_grassroots": "基层难以解决",
    }
)
"""The marks in the words of seed 八(三)1 and 八(二), by the field of :class:`Marks`."""
