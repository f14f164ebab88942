"""Breaking a paragraph into lines by the Chinese rules (GB/T 15834-2011 5.1; CLREQ 3.1).

No line begins with a closing mark or ends with an opening one, 省略号 and 破折号 stay whole, Latin words
and figures stay whole. Only a stretch that is longer than a whole line by itself is broken inside.

Widths are in thousandths of the type size, so one table serves every size.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate
from unicodedata import category

NOT_AT_START = frozenset("，。、；：？！）》〉”’】〕］｝」』〗…·・～–％‰℃°′″,.;:?!)]}%~-－．／/")  # noqa: RUF001 - the marks are the rule
"""Marks that no line may begin with."""

NOT_AT_END = frozenset("（《〈“‘【〔［｛「『〖([{￥＄$＃#№")  # noqa: RUF001 - the marks are the rule
"""Marks that no line may end with."""

_STAY_TOGETHER = frozenset("…—⸺─")
"""A run of one of these is one mark: 省略号 and 破折号."""

_WORD, _COMBINING, _OTHER = range(3)
_CJK_STARTS = 0x2E80
_LOOK_BACK = 24
"""How many characters a break inside an overlong stretch may move back to find a good place."""

_SLACK = 0.01
"""Rounding of sums of widths."""


def break_paragraph(text: str, width: Callable[[str], float], limit: float, first: float = 0.0) -> list[str]:
    """``text`` (without line ends) in lines that join to exactly ``text``.

    ``width`` gives the width of one character, ``limit`` the width of a line and ``first`` what the first
    line has less. Blanks at the end of a line hang beyond the limit and are not counted.
    A line always takes at least one character.
    """
    if not text:
        return [""]
    edges = [0.0, *accumulate(map(width, text))]
    lines: list[str] = []
    start, room = 0, limit - first
    for begin, end in _stretches(text):
        inked = begin + len(text[begin:end].rstrip())
        overlong = edges[inked] - edges[begin] > limit + _SLACK
        while inked - start > 1 and edges[inked] - edges[start] > room + _SLACK:
            inside = overlong or begin == start
            cut = _cut(text, edges, start, begin, room) if inside else begin
            lines.append(text[start:cut])
            start, begin, room = cut, max(begin, cut), limit  # noqa: PLW2901 - the rest goes on from the cut
    return [*lines, text[start:]]


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of ``text`` between the places where a line may end."""
    begin = 0
    before = text[0]
    for place in range(1, len(text)):
        here = text[place]
        if here.isspace():
            continue
        # Blanks belong to what stands before them; leading blanks to what follows.
        if not before.isspace() and _may_part(before, here, close=not text[place - 1].isspace()):
            yield begin, place
            begin = place
        before = here
    yield begin, len(text)


def _may_part(before: str, after: str, *, close: bool) -> bool:
    """Whether a line may end after ``before`` and the next begin with ``after``; ``close``: no blank between."""
    if after in NOT_AT_START or before in NOT_AT_END:
        return False
    if not close:
        return True
    if before == after and before in _STAY_TOGETHER:
        return False
    kind = _kind(after)
    return kind != _COMBINING and not (kind == _WORD and _kind(before) == _WORD)


@cache
def _kind(character: str) -> int:
    kind = category(character)
    if kind.startswith("M"):
        return _COMBINING
    if ord(character) < _CJK_STARTS and (kind[0] in "LN" or character.isascii()):
        return _WORD
    return _OTHER


def _cut(text: str, edges: list[float], start: int, begin: int, room: float) -> int:
    """Where to break inside the overlong stretch that starts at ``begin``, on the line that starts at ``start``."""
    furthest = bisect_right(edges, edges[start] + room + _SLACK, lo=start) - 1
    for place in range(furthest, max(begin, furthest - _LOOK_BACK), -1):
        if _bearable(text[place - 1], text[place]):
            return place
    return begin if begin > start else max(furthest, start + 1)


def _bearable(before: str, after: str) -> bool:
    if after in NOT_AT_START or before in NOT_AT_END or after.isspace() or _kind(after) == _COMBINING:
        return False
    # A hyphen left at the end of a line reads as an added one, and text extraction swallows it.
    return before != "-" and not (before == after and before in _STAY_TOGETHER)
