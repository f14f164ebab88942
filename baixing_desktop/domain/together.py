"""一起办理: one decision on many clues at once, each of them for itself (seed 八(二), 八(三); F66)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.errors import UserError


class Deed(StrEnum):
    """What is done to each of them."""

    ACCEPT = "accept"
    RETURN = "return"
    RETAIN = "retain"
    DECLINE = "decline"
    CLASSIFY = "classify"
    DRAFT = "draft"


DEED_WORDS: Mapping[Deed, str] = MappingProxyType(
    {
        Deed.ACCEPT: "受理",
        Deed.RETURN: "退回补充",
        Deed.RETAIN: "受理并留存",
        Deed.DECLINE: "不予采用",
        Deed.CLASSIFY: "分类",
        Deed.DRAFT: "拟转送函",
    }
)


@dataclass(frozen=True, slots=True)
class Together:
    """The same for all: ``reason`` and ``referral`` as the deed needs them; of a classification the ``route``, and the
    ``marks`` that are added to those which each clue bears; of letters the ``handler`` (its code), and whether
    they ask for a reply within the month (``limited``).
    """

    deed: Deed
    reason: str = ""
    referral: str = ""
    route: Route | None = None
    marks: Marks = field(default_factory=Marks)
    handler: str = ""
    limited: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What would become of one clue: ``will`` says it in words. ``held`` is why it is better left out, empty where
    nothing speaks against it; where it ``may`` not be done at all nobody can take it in. ``advice`` is what earlier
    decisions suggest, for the eye only.
    """

    clue_id: str
    version: int
    number: str
    title: str
    will: str
    held: str = ""
    may: bool = True
    advice: str = ""


class Fate(StrEnum):
    """What became of one line."""

    DONE = "done"
    FAILED = "failed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``words`` say what became of ``line``. ``version`` is the clue's afterwards, and ``marks`` are those that it bore
    before and bears since; ``made`` is the letter that was drafted: whoever takes it back takes back exactly this.
    """

    line: Line
    fate: Fate
    words: str
    version: int | None = None
    marks: tuple[Marks, Marks] | None = None
    made: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a batch. ``undoable``: it can be taken back; ``trouble`` is what ended it before its end."""

    id: str
    together: Together
    outcomes: tuple[Outcome, ...]
    undoable: bool = False
    trouble: UserError | None = None

    def of(self, fate: Fate) -> tuple[Outcome, ...]:
        """Those with this fate, in their order."""
        return tuple(one for one in self.outcomes if one.fate is fate)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A batch that was cut off by a power failure or a crash: what was done stays done, the rest was not touched."""

    deed: Deed
    at: datetime
    of: int
    done: tuple[str, ...]
    taking_back: bool = False
