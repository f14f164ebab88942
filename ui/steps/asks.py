"""What a step asks for, what was answered, and what a page of steps shows; no widgets here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any, cast

from baixing_desktop.changes import Changes

Value = str | date | frozenset[str]
Options = tuple[tuple[str, str], ...]

NEW = "new"
"""The identity of a line with which something new begins."""


class AskKind(Enum):
    """How something is asked for."""

    LINE = auto()
    TEXT = auto()
    DAY = auto()
    CHOICE = auto()
    FIND = auto()
    CHECKS = auto()


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a step asks for; ``options`` are codes and words, ``start`` is what stands there at first."""

    key: str
    words: str
    kind: AskKind
    needed: bool = True
    hint: str = ""
    options: Options = ()
    start: Value | None = None
    limit: int = 100
    """Characters of a line."""

    @property
    def lack(self) -> str:
        """What to say when it was not answered."""
        verb = {AskKind.CHOICE: "请选", AskKind.FIND: "请选", AskKind.CHECKS: "请至少选一项"}.get(self.kind, "请填写")
        return f"{verb}{self.words}。"


class Answers:
    """What was filled in, by the keys of the asks."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values

    def text(self, key: str) -> str:
        """A text or the code that was chosen; empty for none."""
        return cast(str, self._values[key])

    def day(self, key: str) -> date:
        """A day."""
        return cast(date, self._values[key])

    def picked(self, key: str) -> frozenset[str]:
        """The codes that were ticked."""
        return cast("frozenset[str]", self._values[key])


@dataclass(frozen=True, slots=True)
class Made:
    """A finished paper or file; ``kinds`` as ``Excel 文件 (*.xlsx)`` says that it is to be kept, not looked at."""

    title: str
    data: bytes
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that can be had about a matter; ``make`` works in the background."""

    words: str
    make: Callable[[], Made]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done now. ``do`` works in the background; ``after`` makes the paper that belongs to it."""

    words: str
    heading: str
    do: Callable[[Answers], tuple[Any, Changes]]
    asks: tuple[Ask, ...] = ()
    note: str = ""
    after: Callable[[Any], Made] | None = None
    undo: Callable[[Any], tuple[Any, Changes]] | None = None
    """Takes back what ``do`` gave, in the background."""
    back: bool = False
    """Leads back: it is done only by whoever picked it, for the matter as it was seen, never by a key pressed twice."""


@dataclass(frozen=True, slots=True)
class Item:
    """One matter of a list: its words, where it stands, what is known of it, and what can be done now."""

    id: str
    title: str
    second: str
    state: str
    tone: str = ""
    facts: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    offers: tuple[Offer, ...] = ()
    clue_id: str = ""


@dataclass(frozen=True, slots=True)
class ShelfView:
    """What a shelf holds, and how much lies on each."""

    items: tuple[Item, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A way to look at the matters: its name, its title, and what to say when nothing lies there."""

    name: str
    title: str
    empty: str
    hint: str = ""


def first_at(items: tuple[Item, ...]) -> int:
    """Where work begins: a line that begins something new comes after what waits, unless it presses."""
    beginning = len(items) > 1 and items[0].id == NEW and items[0].tone != "warn" and not items[1].id.startswith(NEW)
    return 1 if beginning else 0


def shelf_of(look: Callable[[str], ShelfView], shelves: tuple[str, ...], item_id: str) -> str:
    """On which of ``shelves`` a matter lies; empty when it lies on none."""
    return next((shelf for shelf in shelves if any(item.id == item_id for item in look(shelf).items)), "")
