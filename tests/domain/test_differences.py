"""What the office changed is marked exactly, in the original and in the edited text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.differences import Span, differences

words = st.lists(
    st.sampled_from(["路灯", "沙园七街", "，", "加装", "。", "\n", "二十盏", "灯", "𬀩"]), max_size=12
).map("".join)


def without(text: str, spans: tuple[Span, ...]) -> str:
    """What is left of a text."""
    taken = {place for start, end in spans for place in range(start, end)}
    return "".join(character for place, character in enumerate(text) if place not in taken)


@given(words, words)
def test_what_is_not_marked_is_the_same_in_both(original: str, edited: str) -> None:
    found = differences(original, edited)
    assert without(original, found.removed) == without(edited, found.added)
    for spans, text in ((found.removed, original), (found.added, edited)):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(end < start for (_, end), (start, _) in pairwise(spans))


@given(words)
def test_nothing_is_marked_where_nothing_changed(text: str) -> None:
    found = differences(text, text)
    assert found.removed == found.added == ()


@pytest.mark.parametrize(
    ("original", "edited", "removed", "added"),
    [
        ("建议装路灯", "建议在沙园七街装路灯", [], ["在沙园七街"]),
        ("马路很黑，装灯", "夜间照明不足，装灯", ["马路很黑"], ["夜间照明不足"]),
        ("一二三", "", ["一二三"], []),
    ],
)
def test_marks_read_as_a_person_would_say_them(
    original: str, edited: str, removed: list[str], added: list[str]
) -> None:
    found = differences(original, edited)
    assert [original[start:end] for start, end in found.removed] == removed
    assert [edited[start:end] for start, end in found.added] == added
