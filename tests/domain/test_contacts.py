"""Checks of telephone and address warn and never block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.contacts import AddressWarning, Community, PhoneWarning, check_address, phone_warning
from baixing_desktop.usecases.setup import load_reference

COMMUNITIES = load_reference().communities


@pytest.mark.parametrize(
    ("phone", "warning"),
    [
        ("", None),
        ("13812345678", None),
        ("138 1234 5678", None),
        ("\uff11\uff13\uff18 1234 5678", None),
        ("+86 13812345678", None),
        ("020-84412345", None),
        ("（020）84412345转802", None),
        ("0755-8441234", None),
        ("400-830-1234", None),
        ("84412345", PhoneWarning.NO_AREA_CODE),
        ("1381234567", PhoneWarning.LENGTH),
        ("138123456789", PhoneWarning.LENGTH),
        ("12812345678", PhoneWarning.UNKNOWN_FORM),
        ("找张三要", PhoneWarning.LETTERS),
        ("020-84412345转八", PhoneWarning.LETTERS),
    ],
)
def test_phones(phone: str, warning: PhoneWarning | None) -> None:
    assert phone_warning(phone) is warning


@given(st.text())
def test_any_text_is_judged_and_none_is_refused(text: str) -> None:
    assert phone_warning(text) in {None, *PhoneWarning}
    assert set(check_address(text, COMMUNITIES).warnings) <= set(AddressWarning)


@pytest.mark.parametrize(
    ("address", "workrooms", "communities", "warnings"),
    [
        ("", (), 0, ()),
        ("海珠区沙园街港海社区12号", ("SY",), 1, ()),
        ("沙园街道港海社区１２号", ("SY",), 1, ()),
        ("沙园七街示例巷1号", (), 0, ()),
        ("港海社区", ("SY",), 1, (AddressWarning.NO_HOUSE,)),
        ("赤岗街道港海社区3号", ("CHG",), 0, (AddressWarning.STREET_MISMATCH,)),
        ("天河区体育西路1号", (), 0, (AddressWarning.OUTSIDE,)),
    ],
)
def test_addresses(
    address: str, workrooms: tuple[str, ...], communities: int, warnings: tuple[AddressWarning, ...]
) -> None:
    found = check_address(address, COMMUNITIES)
    assert (found.workrooms, len(found.communities), found.warnings) == (workrooms, communities, warnings)


def test_a_name_that_two_streets_share_asks_for_the_street() -> None:
    """Six community names occur twice; only their codes are unique."""
    shared = {c.spoken for c in COMMUNITIES if sum(o.name == c.name for o in COMMUNITIES) > 1}
    assert len(shared) == 6
    for name in shared:
        found = check_address(f"{name}8号", COMMUNITIES)
        assert AddressWarning.AMBIGUOUS_COMMUNITY in found.warnings
        assert len(found.workrooms) == 2
        streets = [c.street for c in COMMUNITIES if c.spoken == name]
        named = check_address(f"{streets[0]}{name}8号", COMMUNITIES)
        assert len(named.communities) == 1
        assert not named.warnings


@pytest.mark.parametrize("community", COMMUNITIES, ids=lambda community: community.code)
def test_every_community_is_found_under_its_street(community: Community) -> None:
    found = check_address(f"{community.street}{community.spoken}1号", COMMUNITIES)
    assert community.code in found.communities
    assert community.workroom in found.workrooms
