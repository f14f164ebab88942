"""The index takes the same pairs that a search asks for, though they are woven for speed."""

from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.store.tokens import document, folded, is_a_mark, marks, marks_of_word, pairs

ANY = st.text(st.characters(exclude_categories=()), min_size=1)
"""ASCII, rare characters of four bytes, lone surrogates."""


@given(ANY)
def test_what_is_woven_are_the_pairs(text: str) -> None:
    assert document([text]) == " ".join(pairs(text))


@given(ANY)
def test_case_of_ascii_alone_does_not_count(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(text) == folded("".join(c.upper() if c.isascii() else c for c in text))


FEW = st.text("路灯aA,_\U0010ff2c", max_size=6)
"""So that words do occur; the last is what stands for a comma in the index."""


@given(st.lists(FEW, max_size=4), st.text("路灯aA,_\U0010ff2c", min_size=1, max_size=3))
def test_a_word_that_is_a_mark_is_where_its_mark_is(texts: list[str], word: str) -> None:
    marked = set(marks_of_word(word)) <= set(marks(texts))
    occurs = any(word.lower() in text.lower() for text in texts)
    assert marked >= occurs
    if is_a_mark(word):
        assert marked == occurs
