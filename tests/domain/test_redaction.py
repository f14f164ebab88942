"""Masking hides what identifies and keeps what helps to recognise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.rules.redaction import mask_address, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "shown"), [("张三", "张*"), ("欧阳小明", "欧***"), ("王", "*"), ("", ""), ("  ", ""), ("𬱖某", "𬱖*")]
)
def test_names(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812345678", "138****5678"), ("020-84412345", "**********45"), ("12", "**"), ("", "")],
)
def test_phones(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [("宝岗大道268号3栋501", "宝岗大道***"), ("沙园七街1号", "沙园七街***"), ("某小区8栋", "某小区***"), ("", "")],
)
def test_addresses(address: str, shown: str) -> None:
    assert mask_address(address) == shown


@given(st.text(st.sampled_from("0123456789"), min_size=5, max_size=20))
def test_a_phone_number_is_never_shown_in_full(phone: str) -> None:
    assert phone not in mask_phone(phone)
