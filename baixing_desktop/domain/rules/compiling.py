"""In which order clues stand in a compendium: theme by theme, within a theme as the office wants (seed 八(二))."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

T = TypeVar("T")


def by_theme(items: Iterable[T], theme: Callable[[T], Hashable]) -> list[T]:
    """The same items, each theme together; themes in the order in which they first occur, items as they stood."""
    chapters: dict[Hashable, list[T]] = {}
    for item in items:
        chapters.setdefault(theme(item), []).append(item)
    return [item for chapter in chapters.values() for item in chapter]


def moved(items: Sequence[T], place: int, step: int, theme: Callable[[T], Hashable]) -> tuple[list[T], int]:
    """The item at ``place`` one up (``step`` -1) or down (1), and its new place. At the edge of its theme the whole
    theme changes places with its neighbour; at the end of the list nothing moves. ``items`` stand by theme.
    """
    listed, other = list(items), place + step
    if not 0 <= other < len(listed):
        return listed, place
    if theme(listed[place]) == theme(listed[other]):
        listed[place], listed[other] = listed[other], listed[place]
        return listed, other
    chapters = [list(some) for _, some in groupby(listed, theme)]
    number = next(n for n in range(len(chapters)) if sum(len(c) for c in chapters[: n + 1]) > place)
    beside = number + step
    shift = len(chapters[beside])
    chapters[number], chapters[beside] = chapters[beside], chapters[number]
    return [item for chapter in chapters for item in chapter], place + step * shift
