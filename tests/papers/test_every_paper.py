"""What holds for every paper: it stands on its page, nothing overlaps, it says all, it looks as it did."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, cast

import pytest

from baixing_desktop.papers.ledgers.ledger import Ledger
from baixing_desktop.papers.ledgers.page import printed
from baixing_desktop.papers.render import paper_pdf
from baixing_desktop.papers.sheet.form import FormSheet
from tests.papers.looks import check_looks
from tests.papers.samples.books import BOOKS
from tests.papers.samples.forms import FORMS, LETTERS, OTHERS
from tests.papers.samples.tables import LEDGERS

PAPERS = {"letter": LETTERS, **FORMS, **LEDGERS, **BOOKS, **OTHERS}
Reader = Callable[[bytes], Any]
Maker = Callable[[str, str], bytes]
CASES = [(name, level) for name, levels in PAPERS.items() for level in levels]
EDGE = 8.0
"""No printer reaches nearer to the edge of the sheet than this, in millimetres."""


@pytest.fixture(scope="module")
def made() -> Callable[[str, str], bytes]:
    """Each paper, made once."""
    kept: dict[tuple[str, str], bytes] = {}

    def make(name: str, level: str) -> bytes:
        if (name, level) not in kept:
            kept[name, level] = paper_pdf(PAPERS[name][level], name)
        return kept[name, level]

    return make


def shrunk(box: Any, by: float) -> tuple[float, float, float, float]:
    return box.left + by, box.top + by, box.right - by, box.bottom - by


@pytest.mark.parametrize(("name", "level"), CASES)
def test_every_character_stands_on_the_page_and_crosses_no_line(
    name: str, level: str, made: Maker, read: Reader
) -> None:
    paper = read(made(name, level))
    for page in range(len(paper)):
        width, height = paper.size(page)
        lines = paper.lines(page)
        for character, box, _ in paper.glyphs(page):
            assert box.left >= EDGE, (page, character)
            assert box.right <= width - EDGE, (page, character)
            assert box.top >= EDGE, (page, character)
            assert box.bottom <= height - EDGE, (page, character)
            left, top, right, bottom = shrunk(box, 0.25)
            crossing = [s for s in lines if s.left < right and s.right > left and s.top < bottom and s.bottom > top]
            assert not crossing, (page, character, box, crossing)


@pytest.mark.parametrize(("name", "level"), CASES)
def test_no_two_characters_overlap(name: str, level: str, made: Maker, read: Reader) -> None:
    paper = read(made(name, level))
    for page in range(len(paper)):
        cells: dict[tuple[int, int], list[Any]] = defaultdict(list)
        for character, box, _ in paper.glyphs(page):
            left, top, right, bottom = shrunk(box, 0.3)
            if left >= right or top >= bottom:
                continue
            spots = {(int(x // 10), int(y // 10)) for x in (left, right) for y in (top, bottom)}
            for spot in spots:
                for other, (l2, t2, r2, b2) in cells[spot]:
                    apart = right <= l2 or left >= r2 or bottom <= t2 or top >= b2
                    assert apart, (page, character, other, (left, top))
                cells[spot].append((character, (left, top, right, bottom)))


def texts_of(paper: object) -> Iterator[str]:
    """Every text that a paper was given, one line at a time."""
    match paper:
        case str():
            yield from paper.split("\n")
        case FormSheet():
            yield from texts_of((paper.title, paper.left, paper.right, paper.below, paper.note))
            for row in paper.rows:
                yield from texts_of((row.head, row.signed))
                yield from texts_of([(field.label, field.text, field.choices) for field in row.fields])
        case Ledger():
            yield from texts_of((paper.title, paper.left, paper.right, paper.below, paper.signs))
            yield from texts_of([heading.label for heading in paper.headings])
            yield from texts_of([printed(value) for row in paper.rows for value in row])
        case list() | tuple():
            for item in cast("Sequence[object]", paper):
                yield from texts_of(item)
        case _ if is_dataclass(paper) and not isinstance(paper, type):
            yield from texts_of([getattr(paper, field.name) for field in fields(paper)])
        case _:
            return


def squashed(text: str) -> str:
    return "".join(text.split())


PIECE = 12
"""A long text is looked for in pieces of so many characters: it may run on over the foot of a page."""


@pytest.mark.parametrize(("name", "level"), [case for case in CASES if case[0] != "label"])
def test_it_says_all_that_it_was_given(name: str, level: str, made: Maker, read: Reader) -> None:
    paper = read(made(name, level))
    found = "".join(paper.text(page) for page in range(len(paper)))
    for text in texts_of(PAPERS[name][level]):
        wanted = squashed(text)
        pieces = [wanted[begin : begin + PIECE] for begin in range(0, len(wanted), PIECE)]
        missing = [piece for piece in pieces if piece not in found]
        # A piece may be parted by each turn of the page, and by nothing else.
        assert len(missing) < len(paper), (text, missing)


@pytest.mark.parametrize(("name", "level"), [case for case in CASES if case[1] != "long"])
def test_it_looks_as_it_did(name: str, level: str, made: Maker) -> None:
    check_looks(made(name, level), f"{name}-{level}")


@pytest.mark.parametrize(("name", "level"), CASES)
def test_every_face_is_inside(name: str, level: str, made: Maker) -> None:
    pdf = made(name, level)
    assert b"Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Subtype /Type0") == pdf.count(b"/Subtype /CIDFontType2") > 0
    assert b"/Subtype /TrueType" not in pdf
