"""What the office changed in a citizen's words: both texts stay, the changes are marked (seed 八(二); safety 4.6)."""

from dataclasses import dataclass
from difflib import SequenceMatcher

Span = tuple[int, int]
"""From the first character to the one behind the last."""

SHORTEST_ALIKE = 2
"""A single character that happens to stand in both between two changes reads as part of one change."""


@dataclass(frozen=True, slots=True)
class Differences:
    """``removed`` are places in the original, ``added`` in the edited text; what is left of both is the same."""

    removed: tuple[Span, ...]
    added: tuple[Span, ...]


def differences(original: str, edited: str) -> Differences:
    """What was taken out of ``original`` and what was put in to make ``edited``."""
    alike = [
        block
        for block in SequenceMatcher(None, original, edited, autojunk=False).get_matching_blocks()
        if block.size >= SHORTEST_ALIKE or original == edited
    ]
    before = _between([(block.a, block.a + block.size) for block in alike], len(original))
    after = _between([(block.b, block.b + block.size) for block in alike], len(edited))
    return Differences(before, after)


def _between(alike: list[Span], length: int) -> tuple[Span, ...]:
    """The gaps of a text outside the places that are alike."""
    starts = [0, *(end for _, end in alike)]
    ends = [*(start for start, _ in alike), length]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)
