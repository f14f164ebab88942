"""Numbers that people read and type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.numbering import (
    check_character,
    chinese_number,
    formal_number,
    is_provisional_number,
    letter_number,
    missing_serials,
    part_number,
    proposal_number,
    provisional_number,
)
from baixing_desktop.domain.signed import PaperMark, paper_mark
from baixing_desktop.ids import CODE_ALPHABET, new_device_code

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
numbers = st.builds(
    provisional_number,
    st.sampled_from(["SY", "CHG", "JNZ", "PZ"]),
    st.integers(2022, 2099),
    st.builds(new_device_code),
    st.integers(1, 9_999) | st.integers(10_000, 99_999),
)


def test_forms() -> None:
    assert provisional_number("SY", 2026, "K3F", 42).startswith("SY-2026-K3F-0042-")
    assert formal_number(2026, 1) == "第2026001号"
    assert formal_number(2026, 1234) == "第20261234号"
    assert letter_number("海协办函", 2026, 4) == "海协办函〔2026〕4号"


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (16, "十六"), (20, "二十"), (21, "二十一"), (99, "九十九")],
)
def test_numbers_in_chinese(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_numbers_in_chinese_end_at_ninety_nine() -> None:
    assert len({chinese_number(n) for n in range(1, 100)}) == 99
    for wrong in (0, 100):
        with pytest.raises(ValueError, match="1-99"):
            chinese_number(wrong)


def test_proposals_and_parts() -> None:
    assert proposal_number(16, 3, 12) == "第十六届三次会议第012号"
    assert part_number("SY-2026-K3F-0042-7", 2) == "SY-2026-K3F-0042-7/2"


@given(st.sets(st.integers(1, 60)))
def test_a_register_without_gaps_misses_nothing(serials: set[int]) -> None:
    missing = missing_serials(serials)
    assert serials | set(missing) == set(range(1, max(serials, default=0) + 1))
    assert not serials & set(missing)


def test_check_character_of_the_standard_example() -> None:
    """ISO/IEC 7064 MOD 37,36: the worked example A12425GABC1234002 has M."""
    assert check_character("A12425GABC1234002") == "M"


@given(numbers, st.data())
def test_one_wrong_character_is_caught(number: str, data: st.DataObject) -> None:
    assert is_provisional_number(number)
    at = data.draw(st.sampled_from([i for i, c in enumerate(number) if c != "-"]))
    wrong = data.draw(st.sampled_from([c for c in ALPHABET if c != number[at]]))
    assert not is_provisional_number(number[:at] + wrong + number[at + 1 :])


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_no_two_serials_look_alike(one: int, other: int) -> None:
    first, second = (provisional_number("SY", 2026, "K3F", serial) for serial in (one, other))
    assert (first == second) == (one == other)
    assert int(first.split("-")[3]) == one
    assert paper_mark(PaperMark(first, "0123abcd", 1, 2).text) == PaperMark(first, "0123abcd", 1, 2)


def test_five_digits_begin_where_four_end() -> None:
    assert provisional_number("SY", 2026, "K3F", 9_999).startswith("SY-2026-K3F-9999-")
    assert provisional_number("SY", 2026, "K3F", 10_000).startswith("SY-2026-K3F-10000-")
    padded = "SY-2026-K3F-09999"
    assert not is_provisional_number(f"{padded}-{check_character(padded)}"), "one clue would have two numbers"


@pytest.mark.parametrize("serial", [0, -1, 100_000])
def test_serial_outside_the_year_is_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="serial"):
        provisional_number("SY", 2026, "K3F", serial)


def test_device_codes_are_readable() -> None:
    for _ in range(200):
        code = new_device_code()
        assert len(code) == 3
        assert code[0].isalpha()
        assert set(code) <= set(CODE_ALPHABET)
