"""What is cleaned at the door, and how it is told that nothing has to be."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.text import clean_text, is_clean

ANY = st.text(st.characters(exclude_categories=()))
"""Lone surrogates and control characters too."""


@given(ANY)
def test_clean_is_what_cleaning_leaves_as_it_is(text: str) -> None:
    assert is_clean(text) == (clean_text(text) == text)
    assert is_clean(clean_text(text))


def test_each_character_is_judged_as_it_is_cleaned() -> None:
    other = [c for c in map(chr, range(sys.maxunicode + 1)) if is_clean(c) != (clean_text(c) == c)]
    assert other == []
