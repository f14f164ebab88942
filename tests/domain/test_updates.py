"""The notice of updates: read as it was written, and nothing that would burden a workroom."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.canonical import Plain, parse_canonical
from baixing_desktop.domain.updates import (
    LENGTH_LIMIT,
    MANIFEST_LIMIT,
    MOST_PACKAGES,
    Package,
    notice_from_record,
    notice_of,
    put_off_until,
)

ONE = Package(b'{"version":"9.1.0"}', "ab" * 64, 5, "cd" * 32)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list("abc")), inner, max_size=3),
    max_leaves=12,
)


def record(**changes: Plain) -> dict[str, Plain]:
    return {"form": 1, "packages": [{**ONE.record, **changes}]}


def test_a_notice_is_read_as_it_was_written() -> None:
    other = Package(b"{}", "00" * 64, 7, "01" * 32)
    notice = notice_of([ONE, other])
    assert notice.packages == (other, ONE)
    assert notice_from_record(parse_canonical(notice.record)) == notice
    assert notice_of([]).digest != notice.digest


def test_what_a_later_version_added_is_kept_and_passed_over() -> None:
    told = {**record(later=[1, 2]), "urgent": True}
    notice = notice_from_record(told)
    assert notice.packages == (ONE,)
    assert parse_canonical(notice.record) == told


@pytest.mark.parametrize(
    "bad",
    [
        {"form": 2, "packages": []},
        {"form": 1},
        {"form": 1, "packages": [ONE.record] * (MOST_PACKAGES + 1)},
        record(length=0),
        record(length=LENGTH_LIMIT + 1),
        record(length=True),
        record(sha256="../../etc/passwd"),
        record(signature="ab"),
        record(signature="zz" * 64),
        record(manifest={"news": "x" * MANIFEST_LIMIT}),
        [],
    ],
)
def test_anything_else_is_no_notice(bad: Plain) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it, it is passed over
        notice_from_record(bad)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("manifest", "signature", "length", "sha256"), PLAIN)))
def test_no_strange_package_does_more_than_be_refused(strange: dict[str, Plain]) -> None:
    try:
        notice = notice_from_record(record(**strange))
    except ValueError:
        return
    assert all(len(one.manifest) <= MANIFEST_LIMIT and 0 < one.length <= LENGTH_LIMIT for one in notice.packages)


@pytest.mark.parametrize(
    ("hour", "minute", "day", "until"),
    # In UTC; five o'clock in the afternoon in Guangzhou is nine.
    [(1, 0, 23, 23), (8, 59, 23, 23), (9, 0, 23, 24), (15, 0, 23, 24)],
)
def test_put_off_until_five_o_clock(hour: int, minute: int, day: int, until: int) -> None:
    found = put_off_until(datetime(2026, 11, day, hour, minute, tzinfo=UTC))
    assert found.astimezone(UTC) == datetime(2026, 11, until, 9, tzinfo=UTC)
