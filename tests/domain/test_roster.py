"""Terms in words, and whom a name means."""

from datetime import date

import pytest

from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.rules.roster import member_meant, term_of

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("第十六届", 16), ("十六届", 16), ("16", 16), (" 第 9 届 ", 9), ("二十", 20), ("二十一届", 21), ("十届", 10),
        ("", None), ("届", None), ("去年", None), ("一六", None), ("116", None), ("0", None), ("百", None),
    ],
)  # fmt: skip
def test_a_term_is_read_as_people_write_it(words: str, term: int | None) -> None:
    assert term_of(words) == term


def test_a_name_means_who_serves_then() -> None:
    gone = Member("a", "梁委员", 15, until_on=date(2021, 10, 31))
    here = Member("b", "梁委员", 16, from_on=date(2021, 11, 1))
    assert member_meant("梁委员", (gone, here), DAY) == here
    assert member_meant("梁委员", (gone, here), date(2020, 1, 1)) == gone
    assert member_meant("梁", (Member("c", "梁", 16),), DAY) is not None
    assert member_meant("何芳委员", (Member("d", "何芳", 16),), DAY) is not None
    assert member_meant("沙园街道政协委员工作室", (gone, here), DAY) is None


def test_namesakes_are_told_apart_by_the_workroom_or_not_at_all() -> None:
    one, two = Member("a", "陈静", 16, workroom="SY"), Member("b", "陈静", 16, workroom="PZ")
    assert member_meant("陈静", (one, two), DAY) is None
    assert member_meant("陈静", (one, two), DAY, "PZ") == two
    assert member_meant("陈静", (one, two), DAY, "RB") is None
