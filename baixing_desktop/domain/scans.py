"""Which pages of a scanned file belong to which paper, and what became of them.

A page is never given to a clue whose code is not on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.signed import PaperFit, PaperMark, paper_mark


@dataclass(frozen=True, slots=True)
class PaperPages:
    """The ``pages`` of a file (from 1) that carry codes of one paper, and which pages of the form they are."""

    number: str
    short_hash: str
    pages: tuple[int, ...]
    form_pages: tuple[int, ...]
    of_pages: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """A file's pages sorted: ``papers`` in the order of the file, ``unknown`` pages that a person has to look at.

    ``whole`` tells that the file is of one paper and nothing else, empty reverse sides aside.
    """

    papers: tuple[PaperPages, ...]
    unknown: tuple[int, ...]

    @property
    def whole(self) -> bool:
        """Whether the file can be filed as it is."""
        return len(self.papers) == 1 and not self.unknown


def sort_pages(codes: Sequence[Iterable[str]], blank: Sequence[bool]) -> Sorted:
    """Sort a file by the codes on each page; pages that are ``blank`` belong to nobody.

    A page with codes of two papers is unknown: only a person can say whose signature it bears.
    """
    found: dict[tuple[str, str], list[tuple[int, PaperMark]]] = {}
    unknown: list[int] = []
    for number, (texts, empty) in enumerate(zip(codes, blank, strict=True), 1):
        marks = {mark for mark in map(paper_mark, texts) if mark}
        if len(marks) == 1:
            mark = marks.pop()
            found.setdefault((mark.number, mark.short_hash), []).append((number, mark))
        elif marks or not empty:
            unknown.append(number)
    return Sorted(tuple(_paper(key, pairs) for key, pairs in found.items()), tuple(unknown))


def _paper(key: tuple[str, str], pairs: list[tuple[int, PaperMark]]) -> PaperPages:
    form_pages = tuple(dict.fromkeys(mark.page for _, mark in pairs if mark.page))
    return PaperPages(*key, tuple(page for page, _ in pairs), form_pages, max(mark.pages for _, mark in pairs))


@dataclass(frozen=True, slots=True)
class FiledScan:
    """Pages that found their clue: ``repeated`` when these very bytes were filed before, so nothing was written.

    ``piece_id`` is the signed piece they became, ``took_over`` those whose place it took.
    """

    file_name: str
    pages: tuple[int, ...]
    clue_id: str
    number: str
    fit: PaperFit
    piece_id: str = ""
    took_over: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def replaced(self) -> int:
        """How many pieces it took the place of."""
        return len(self.took_over)


@dataclass(frozen=True, slots=True)
class LeftScan:
    """What a person has to look at: ``pages`` of the file (empty: all of it) and why, in Chinese.

    ``readable`` tells that a clue can be chosen by hand.
    """

    file_name: str
    pages: tuple[int, ...]
    reason: str
    readable: bool


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What became of the files, in their order."""

    filed: tuple[FiledScan, ...] = ()
    left: tuple[LeftScan, ...] = ()

    def __add__(self, other: "ScanReport") -> "ScanReport":
        return ScanReport(self.filed + other.filed, self.left + other.left)

    @property
    def changes(self) -> Changes:
        """The clues that got something new."""
        return Changes.of(Kind.CLUE, *(one.clue_id for one in self.filed if not one.repeated))
