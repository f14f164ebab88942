"""The index takes the same pairs that a search asks for, though they are woven for speed."""

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.store.tokens import document, folded, pairs

ANY = st.text(st.characters(exclude_categories=()), min_size=1)
"""ASCII, rare characters of four bytes, lone surrogates."""


@given(ANY)
def test_what_is_woven_are_the_pairs(text: str) -> None:
    assert document([text]) == " ".join(pairs(text))


@given(ANY)
def test_case_of_ascii_alone_does_not_count(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(text) == folded("".join(c.upper() if c.isascii() else c for c in text))
