"""Content as plain data: nothing is lost, the hash is stable, canonical JSON is RFC 8785."""

import json
from datetime import date

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.canonical import Plain, canonical, parse_canonical
from baixing_desktop.domain.clue import Attachment, ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.record import content_hash, from_record, to_record
from baixing_desktop.domain.text import clean_text
from tests.builders import STREETLIGHTS

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
contents = st.builds(
    ClueContent,
    title=texts,
    analysis=texts,
    suggestions=texts,
    source=st.builds(Source, texts, st.none() | texts),
    receiver=texts,
    received_on=st.none() | st.dates(),
    contributor=st.builds(Contributor, st.booleans(), texts, texts, texts),
    consents=st.builds(Consents, st.booleans(), st.booleans(), st.booleans(), texts),
    attachments=st.lists(
        st.builds(Attachment, st.just("ab" * 32), texts, texts, st.integers(0, 2**40)), max_size=3
    ).map(tuple),
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(contents)
def test_record_round_trip(content: ClueContent) -> None:
    assert from_record(json.loads(canonical(to_record(content)))) == content


@given(plain)
def test_canonical_is_rfc_8785(value: Plain) -> None:
    data = canonical(value)
    assert data == rfc8785.dumps(value)
    assert parse_canonical(data) == value


@pytest.mark.parametrize(
    "data",
    [b'{"a":1, "b":2}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"1.0", b"[1e3]", b'"\\u4e00"', b"\xff", b"", b"NaN"],
)
def test_what_is_not_canonical_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_canonical(data)


def test_known_hash() -> None:
    """Frozen: this hash may be printed on paper somewhere."""
    assert content_hash(STREETLIGHTS) == "72802c8f283ed9c44451dfe8f4a74072982e79e311662e37ef7794a17af276ba"


@pytest.mark.parametrize(
    ("key", "value"),
    [("title", 1), ("form", 2), ("form", True), ("source", "x"), ("attachments", ["x"]), ("received_on", "11月")],
)
def test_a_wrong_record_is_refused(key: str, value: Plain) -> None:
    record = to_record(STREETLIGHTS)
    record[key] = value
    with pytest.raises(ValueError, match=r".+"):
        from_record(record)


@given(st.text())
def test_cleaned_text_can_always_be_sent_and_keeps_its_words(text: str) -> None:
    cleaned = clean_text(text)
    canonical(cleaned)
    assert clean_text(cleaned) == cleaned
    kept = [c for c in text if c.isalnum()]
    assert [c for c in cleaned if c.isalnum()] == kept


def test_date_is_kept() -> None:
    assert to_record(STREETLIGHTS)["received_on"] == date(2026, 11, 20).isoformat()
