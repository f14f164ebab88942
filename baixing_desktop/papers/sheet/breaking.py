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


class Paragraph:
    """A text without line ends, measured once with ``width`` (of one character) and then broken at any limit.

    A stretch is what stays on one line if a line can hold it, without the blanks at its end. Only the stretches at the
    ends of lines are looked for: most characters of a text are nowhere near one.
    """

    def __init__(self, text: str, width: Callable[[str], float]) -> None:
        self._text = text
        self._edges = [0.0, *accumulate(map(width, text))]

    def lines(self, limit: float, first: float = 0.0) -> list[Piece]:
        """Lines that join to exactly the text, none wider than ``limit``, the first by ``first`` less.

        A line always takes at least one character; an empty text is one empty line.
        """
        pieces: list[Piece] = []
        start, room = 0, limit - first + _SLACK
        while (place := self._first_beyond(start, room)) is not None:
            begin = self._begin(place, start)
            inside = begin == start or self._overlong(begin, limit + _SLACK)
            cut = self._cut(start, begin, room) if inside else begin
            pieces.append(self._piece(start, self._inked(cut) if cut == begin else cut, cut))
            start, room = cut, limit + _SLACK
        pieces.append(self._piece(start, self._inked(len(self._text)), len(self._text)))
        return pieces

    def _piece(self, start: int, inked: int, end: int) -> Piece:
        return Piece(self._text[start:end], self._edges[inked] - self._edges[start])

    def _first_beyond(self, start: int, room: float) -> int | None:
        """The first character that a line of ``room`` from ``start`` cannot hold; blanks hang over the edge."""
        place = self._inked_from(self._furthest(start, room))
        if place == start:
            # A stretch of one character stays on its line however wide it is.
            following = self._inked_from(start + 1)
            if following is None or self._may_part(following):
                return following
        return place

    def _furthest(self, start: int, room: float) -> int:
        return max(start, bisect_right(self._edges, self._edges[start] + room, lo=start) - 1)

    def _inked_from(self, place: int) -> int | None:
        """The first character from ``place`` on that is no blank."""
        for at in range(place, len(self._text)):
            if not self._text[at].isspace():
                return at
        return None

    def _inked(self, end: int) -> int:
        """Where the blanks before ``end`` begin."""
        while end and self._text[end - 1].isspace():
            end -= 1
        return end

    def _begin(self, place: int, start: int) -> int:
        """Where the stretch begins that the character at ``place`` belongs to, or the line if that is later."""
        while place > start and not self._may_part(place):
            place -= 1
        return place

    def _overlong(self, begin: int, limit: float) -> bool:
        """Whether a whole line cannot hold the stretch that begins at ``begin``."""
        place = self._inked_from(self._furthest(begin, limit))
        return place is not None and self._begin(place, begin) == begin

    def _cut(self, start: int, begin: int, room: float) -> int:
        """Where to break inside the overlong stretch that starts at ``begin``, on the line that starts at ``start``."""
        furthest = self._furthest(start, room)
        for place in range(furthest, max(begin, furthest - _LOOK_BACK), -1):
            if _bearable(self._text[place - 1], self._text[place]):
                return place
        return begin if begin > start else max(furthest, start + 1)

    def _may_part(self, place: int) -> bool:
        """Whether a line may end before the character at ``place``. Blanks belong to what stands before them; leading
        blanks to what follows."""
        text = self._text
        here = _traits(text[place])
        if here & (_SPACE | _CLOSING):
            return False
        last = self._inked(place)
        before = _traits(text[last - 1]) if last else _OPENING
        if before & _OPENING:
            return False
        if last < place:
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
