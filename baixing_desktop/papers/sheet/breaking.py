"""Breaking a paragraph into lines by the Chinese rules (GB/T 15834-2011 5.1; CLREQ 3.1).

No line begins with a closing mark or ends with an opening one, 省略号 and 破折号 stay whole, Latin words
and figures stay whole. Only a stretch that is longer than a whole line by itself is broken inside.

Widths are in thousandths of the type size, so one table serves every size.
"""

from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category

NOT_AT_START = frozenset("，。、；：？！）》〉”’】〕］｝」』〗…·・～–％‰℃°′″,.;:?!)]}%~-－．／/")  # noqa: RUF001 - the marks are the rule
"""Marks that no line may begin with."""

NOT_AT_END = frozenset("（《〈“‘【〔［｛「『〖([{￥＄$＃#№-")  # noqa: RUF001 - the marks are the rule
"""Marks that no line may end with; a hyphen there would be taken for one that was added."""

_REPEATED = frozenset("…—⸺─")
"""Two of these make one mark: 省略号 and 破折号."""

_SPACE, _WORD, _COMBINING, _CLOSING, _OPENING, _PAIRED = (1 << bit for bit in range(6))
_CJK_STARTS = 0x2E80
_LOOK_BACK = 24
"""How many characters a break inside an overlong stretch may move back to find a good place."""

_SLACK = 0.01
"""Rounding of sums of widths."""


class Piece(NamedTuple):
    """One line of a paragraph; ``width`` leaves out the blanks that hang at its end."""

    text: str
    width: float


class _Stretch(NamedTuple):
    """Characters that stay on one line if a line can hold them; ``inked`` is where the blanks at its end begin."""

    begin: int
    inked: int


class Paragraph:
    """A text without line ends, measured once with ``width`` (of one character) and then broken at any limit."""

    def __init__(self, text: str, width: Callable[[str], float]) -> None:
        self._text = text
        self._edges = [0.0, *accumulate(map(width, text))]
        self._stretches = _stretches(text)

    def lines(self, limit: float, first: float = 0.0) -> list[Piece]:
        """Lines that join to exactly the text, none wider than ``limit``, the first by ``first`` less.

        A line always takes at least one character; an empty text is one empty line.
        """
        edges = self._edges
        pieces: list[Piece] = []
        start, room, before = 0, limit - first + _SLACK, 0
        for begin, inked in self._stretches:
            place = begin
            while inked - start > 1 and edges[inked] - edges[start] > room:
                # A stretch that no line can hold is broken inside, every other one goes to the next line.
                inside = place == start or edges[inked] - edges[place] > limit + _SLACK
                cut = self._cut(start, place, room) if inside else place
                pieces.append(self._piece(start, before if cut == begin else cut, cut))
                start, place, room = cut, cut, limit + _SLACK
            before = inked
        pieces.append(self._piece(start, before, len(self._text)))
        return pieces

    def _piece(self, start: int, inked: int, end: int) -> Piece:
        return Piece(self._text[start:end], self._edges[inked] - self._edges[start])

    def _cut(self, start: int, begin: int, room: float) -> int:
        """Where to break inside the overlong stretch that starts at ``begin``, on the line that starts at ``start``."""
        furthest = bisect_right(self._edges, self._edges[start] + room, lo=start) - 1
        for place in range(furthest, max(begin, furthest - _LOOK_BACK), -1):
            if _bearable(self._text[place - 1], self._text[place]):
                return place
        return begin if begin > start else max(furthest, start + 1)


def _stretches(text: str) -> list[_Stretch]:
    """The parts of ``text`` between the places where a line may end."""
    found: list[_Stretch] = []
    begin, inked = 0, 0
    before = _SPACE
    for place, here in enumerate(map(_traits, text)):
        if here & _SPACE:
            continue
        # Blanks belong to what stands before them; leading blanks to what follows.
        if not before & _SPACE and _may_part(before, here, inked == place, text, place):
            found.append(_Stretch(begin, inked))
            begin = place
        before, inked = here, place + 1
    found.append(_Stretch(begin, inked))
    return found


def _may_part(before: int, here: int, close: bool, text: str, place: int) -> bool:
    """Whether a line may end before ``place``; ``close``: no blank stands there."""
    if here & _CLOSING or before & _OPENING:
        return False
    if not close:
        return True
    if here & _COMBINING or here & before & _WORD:
        return False
    return not (here & _PAIRED and text[place] == text[place - 1])


@cache
def _traits(character: str) -> int:
    if character.isspace():
        return _SPACE
    kind = category(character)
    traits = _COMBINING if kind.startswith("M") else 0
    if ord(character) < _CJK_STARTS and (kind[0] in "LN" or character.isascii()):
        traits |= _WORD
    if character in NOT_AT_START:
        traits |= _CLOSING
    if character in NOT_AT_END:
        traits |= _OPENING
    return traits | _PAIRED if character in _REPEATED else traits


def _bearable(before: str, after: str) -> bool:
    """Whether an overlong stretch may be broken here."""
    if _traits(after) & (_CLOSING | _SPACE | _COMBINING) or _traits(before) & _OPENING:
        return False
    return not (before == after and before in _REPEATED)
