"""Numbers and dates as texts, and texts as dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.intake.cells import MAC_EPOCH, is_date_format, number_text, serial_text
from baixing_desktop.intake.dates import parse_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2020-01-09 10:21:00", date(2020, 1, 9)),
        ("2020-01-09T10:21:00Z", date(2020, 1, 9)),
        ("2020/1/9", date(2020, 1, 9)),
        ("2020/1/9 8:05", date(2020, 1, 9)),
        ("2020.1.9", date(2020, 1, 9)),
        ("2020年1月9日", date(2020, 1, 9)),
        ("2020 年 1 月 9 日 上午10时", date(2020, 1, 9)),
        ("２０２０年１月９日（星期四）", date(2020, 1, 9)),
        ("20200109", date(2020, 1, 9)),
        ("43839", date(2020, 1, 9)),
        ("43839.431", date(2020, 1, 9)),
        ("2020-02-30", None),
        ("2020年1月", None),
        ("20/1/9", None),
        ("1/9/2020", None),
        ("2020-01-091", None),
        ("2020-01-09—2020-01-12", None),
        ("1066-10-14", None),
        ("99999", None),
        ("上周三", None),
        ("", None),
    ],
)
def test_dates_are_read_leniently_but_never_guessed(text: str, day: date | None) -> None:
    assert parse_date(text) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_date_reader(text: str) -> None:
    day = parse_date(text)
    assert day is None or 1990 <= day.year <= 2100


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_serial_goes_there_and_back(day: date) -> None:
    text = serial_text(str((day - date(1899, 12, 30)).days))
    assert text == day.isoformat()
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("188006.0", "188006"),
        ("13800000000", "13800000000"),
        ("1.38E10", "13800000000"),
        ("0.30000000000000004", "0.3"),
        ("123456789012345678", "123456789012345678"),
        ("1E400", "1E400"),
        ("-0.0", "0"),
        ("nan", "nan"),
        ("", ""),
        ("abc", "abc"),
    ],
)
def test_numbers_are_shown_as_in_the_sheet(raw: str, shown: str) -> None:
    assert number_text(raw) == shown


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("43839", "2020-01-09"),
        ("43839.43125", "2020-01-09 10:21:00"),
        ("0.43125", "10:21:00"),
        ("-3", "-3"),
        ("99999999", "99999999"),
        ("x", "x"),
    ],
)
def test_serials_are_shown_as_dates(raw: str, shown: str) -> None:
    assert serial_text(raw) == shown


def test_the_epoch_of_1904_shifts_the_day() -> None:
    assert serial_text("42377", MAC_EPOCH) == "2020-01-09"
    assert serial_text("2949999", MAC_EPOCH).startswith("9980-")


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (14, None, True),
        (31, None, True),
        (57, None, True),
        (0, None, False),
        (46, None, False),
        (176, 'yyyy"年"m"月"d"日"', True),
        (177, "[$-804]yyyy/m/d;@", True),
        (178, "h:mm", True),
        (179, "[h]:mm:ss", False),
        (180, "0.00E+00", False),
        (181, '0"days"', False),
        (182, "[Red]0.0", False),
        (183, r"0\d", False),
    ],
)
def test_date_formats_are_told_from_numbers(number: int, code: str | None, expected: bool) -> None:
    assert is_date_format(number, code) is expected
