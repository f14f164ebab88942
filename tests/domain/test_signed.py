"""Paper against record: what a code says, what a signed copy is worth, which scan takes the place of which."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.numbering import provisional_number
from baixing_desktop.domain.signed import (
    PaperFit,
    PaperMark,
    Signature,
    SignedPiece,
    fit,
    missing_pages,
    paper_mark,
    signature,
    taken_over,
)

NUMBER = provisional_number("SY", 2026, "K3F", 42)
NOW, BEFORE = "a1b2c3d4" + "0" * 56, "0f0f0f0f" + "1" * 56
PIECE = SignedPiece(
    id="1",
    clue_id="c",
    sha256="0" * 64,
    mime="image/jpeg",
    length=1,
    file_name="扫描.jpg",
    short_hash=NOW[:8],
    pages=(1,),
    of_pages=1,
    filed_at=datetime(2026, 11, 25, tzinfo=UTC),
    operator="测试员",
)
hashes = st.text("0123456789abcdef", min_size=8, max_size=8)
marks = st.integers(1, 400).flatmap(
    lambda pages: st.builds(PaperMark, st.just(NUMBER), hashes, st.integers(1, pages), st.just(pages))
)


@given(marks)
def test_a_mark_reads_back(mark: PaperMark) -> None:
    assert paper_mark(mark.text) == mark


@given(marks, st.data())
def test_a_misread_number_is_no_mark(mark: PaperMark, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(NUMBER) - 1))
    wrong = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ").filter(lambda c: c != mark.text[at]))
    assert paper_mark(mark.text[:at] + wrong + mark.text[at + 1 :]) is None


def test_papers_of_the_first_release_are_still_known() -> None:
    assert paper_mark(f"{NUMBER}|3fa9c1d2") == PaperMark(NUMBER, "3fa9c1d2")


@pytest.mark.parametrize(
    "code",
    [
        "",
        "https://example.org/x",
        NUMBER,
        f"{NUMBER}:3FA9C1",
        f"{NUMBER}:3FA9C1D2:3/2",
        f"{NUMBER}:3FA9C1D2:0/2",
        f"{NUMBER}:3FA9C1D2:1/2 ",
        f"{NUMBER}:3FA9C1D2:\N{FULLWIDTH DIGIT ONE}/2",
    ],
)
def test_other_codes_are_not_ours(code: str) -> None:
    assert paper_mark(code) is None


def test_how_a_paper_fits() -> None:
    assert fit(PIECE, NOW, [BEFORE, NOW]) is PaperFit.SAME
    assert fit(replace(PIECE, short_hash=BEFORE[:8]), NOW, [BEFORE, NOW]) is PaperFit.OLDER
    assert fit(replace(PIECE, short_hash="12345678"), NOW, [BEFORE, NOW]) is PaperFit.UNKNOWN
    assert fit(replace(PIECE, short_hash=""), NOW, [BEFORE, NOW]) is PaperFit.UNCHECKED


def test_a_later_edit_makes_the_signed_copy_stale() -> None:
    assert signature([], NOW) is Signature.NONE
    assert signature([PIECE], NOW) is Signature.SIGNED
    assert signature([PIECE], BEFORE) is Signature.STALE
    assert signature([PIECE], None) is Signature.STALE
    assert signature([replace(PIECE, replaced_at=PIECE.filed_at)], NOW) is Signature.NONE
    assert signature([replace(PIECE, short_hash="", pages=())], NOW) is Signature.UNCHECKED


def test_missing_pages_are_known() -> None:
    pieces = [replace(PIECE, pages=(1, 2), of_pages=4), replace(PIECE, pages=(4,), of_pages=4)]
    assert missing_pages(pieces) == (3,)
    assert signature(pieces, NOW) is Signature.PARTLY
    assert signature([*pieces, replace(PIECE, pages=(3,), of_pages=4)], NOW) is Signature.SIGNED
    assert missing_pages([replace(PIECE, pages=(), of_pages=0)]) == ()


def test_a_new_scan_takes_the_place_of_its_own_pages_only() -> None:
    first, second = replace(PIECE, id="1", pages=(1,), of_pages=2), replace(PIECE, id="2", pages=(2,), of_pages=2)
    other_version = replace(PIECE, id="3", short_hash=BEFORE[:8])
    by_hand = replace(PIECE, id="4", short_hash="", pages=(), of_pages=0)
    standing = [first, second, other_version, by_hand]
    assert taken_over(replace(second, id="5"), standing) == (second,)
    assert taken_over(replace(first, id="5", pages=(1, 2)), standing) == (first, second)
    assert taken_over(replace(by_hand, id="5"), standing) == (by_hand,)
    assert taken_over(replace(first, id="5"), [replace(first, replaced_at=first.filed_at)]) == ()
