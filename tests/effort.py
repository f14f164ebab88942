"""How much of what repeats itself is tried: enough for a change always, all of it with ``BAIXING_EVERYTHING`` set."""

import os
from collections.abc import Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")

EVERYTHING = bool(os.environ.get("BAIXING_EVERYTHING"))


def some(always: Iterable[T], more: Iterable[T]) -> list[T]:
    """``always``, and ``more`` where everything is tried (decision 0039)."""
    return [*always, *(more if EVERYTHING else ())]


def every(nth: int, things: Sequence[T]) -> Sequence[T]:
    """Each ``nth`` of ``things``, and all of them where everything is tried (decision 0039)."""
    return things if EVERYTHING else things[::nth]
