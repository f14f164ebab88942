"""Sorting the pages of a file: every page goes to the paper whose code it bears, or to a person."""

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.numbering import provisional_number
from baixing_desktop.domain.scans import sort_pages
from baixing_desktop.domain.signed import PaperMark, paper_mark

MARKS = st.builds(
    PaperMark,
    st.sampled_from([provisional_number("SY", 2026, "K3F", serial) for serial in range(1, 5)]),
    st.sampled_from(["0" * 8, "a1b2c3d4"]),
    st.integers(1, 3),
    st.just(3),
)


def text_of(mark: PaperMark) -> str:
    return mark.text


TEXTS = MARKS.map(text_of) | st.sampled_from(["https://example.org", "", "SY-2026"])
PAGES = st.lists(st.tuples(st.lists(TEXTS, max_size=2), st.booleans()), max_size=12)


@given(PAGES)
def test_no_page_is_lost_doubled_or_given_away(pages: list[tuple[list[str], bool]]) -> None:
    codes, blank = [one for one, _ in pages], [empty for _, empty in pages]
    found = sort_pages(codes, blank)
    given_out = [page for paper in found.papers for page in paper.pages]
    assert sorted([*given_out, *found.unknown]) == [
        number for number, (texts, empty) in enumerate(pages, 1) if not empty or any(paper_mark(text) for text in texts)
    ]
    for paper in found.papers:
        for page in paper.pages:
            marks = {mark for mark in map(paper_mark, codes[page - 1]) if mark}
            assert {(mark.number, mark.short_hash) for mark in marks} == {(paper.number, paper.short_hash)}
    assert found.whole == (len(found.papers) == 1 and not found.unknown)
