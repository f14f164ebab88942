"""Personal numbers are found in free text; no paper that leaves the office leads to a person (P1, decision 7)."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.rules.identifiers import IdentifierKind, identifiers, is_bank_card, is_id_card
from baixing_desktop.domain.rules.redaction import redact_text, redacted
from tests.builders import STREETLIGHTS

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
NOBODY = Contributor(anonymous=True)
around = st.text(st.sampled_from("路灯不亮，。：（）号 \n"), max_size=12)
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
days = st.dates(date(1920, 1, 1), date(2026, 1, 1))


def id_card(province: int, day: str, serial: int) -> str:
    """A number that GB 11643 would give out."""
    body = f"{province:02d}0105{day}{serial:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


def bank_card(body: str) -> str:
    """``body`` with its Luhn digit."""
    return next(body + str(d) for d in range(10) if _luhn(body + str(d)))


def _luhn(number: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed([int(d) for d in number])):
        total += sum(divmod(digit * 2, 10)) if place % 2 else digit
    return total % 10 == 0


id_cards = st.builds(id_card, st.sampled_from([11, 31, 44, 65]), days.map(lambda d: f"{d:%Y%m%d}"), st.integers(0, 999))
bank_cards = st.from_regex(r"6[0-9]{14,17}", fullmatch=True).map(bank_card)


def kinds(text: str) -> list[IdentifierKind]:
    return [found.kind for found in identifiers(text)]


@given(id_cards, around, around)
def test_an_identity_number_is_found_wherever_it_stands(number: str, before: str, after: str) -> None:
    text = f"{before}证件{number}，{after}"
    found = [i for i in identifiers(text) if i.kind is IdentifierKind.ID_CARD]
    assert [text[i.start : i.end] for i in found] == [number]


@given(id_cards, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_no_identity_number(number: str, place: int, step: int) -> None:
    wrong = number[:place] + str((int(number[place]) + step) % 10) + number[place + 1 :]
    assert not is_id_card(wrong)


@given(bank_cards)
def test_a_bank_card_is_found_in_groups_of_four_and_in_full_width(number: str) -> None:
    grouped = " ".join(re.findall(r".{1,4}", number))
    wide = "".join(chr(ord(d) + 0xFEE0) for d in number)
    assert is_bank_card(number)
    assert kinds(f"账号{grouped}。") == kinds(f"账号{wide}。") == [IdentifierKind.BANK_CARD]


@given(mobiles, mobiles)
def test_two_numbers_beside_each_other_are_two(one: str, other: str) -> None:
    assert kinds(f"电话{one} {other}") == kinds(f"{one}、{other}") == [IdentifierKind.MOBILE] * 2


@pytest.mark.parametrize(
    "text",
    [
        "案号20230105123456789",
        "2026年11月25日",
        "共300米，每20米1盏",
        "编号 SY-2026-K3F-0042-7",
        "国办发明电〔2022〕16号",
    ],
)
def test_other_numbers_raise_no_alarm(text: str) -> None:
    assert identifiers(text) == ()


@pytest.mark.parametrize("number", ["020-84412345", "02084412345", "0755 82345678", "010-65123456"])
def test_telephones_with_area_code_are_found(number: str) -> None:
    assert kinds(f"请拨打{number}。") == [IdentifierKind.LANDLINE]


people = st.builds(
    Contributor,
    st.just(False),
    st.sampled_from(["张䶮", "欧阳小明", "李𬭚"]),
    mobiles,
    st.sampled_from(["沙园七街示例巷1号", "宝岗大道268号3栋501"]),
)


@given(people, around, around, id_cards, mobiles)
def test_no_redacted_text_leads_to_a_person(
    person: Contributor, before: str, after: str, card: str, another: str
) -> None:
    text = f"{before}我是{person.name}，住{person.address}，电话{person.phone}或{another}，证件{card}，"
    text += f"微信号：wx_{person.phone}，邮箱a.b@example.cn{after}"
    hidden = redact_text(text, person)
    for secret in (person.name, person.phone, person.address, another, card, "a.b@example.cn", f"wx_{person.phone}"):
        assert secret not in hidden
    assert hidden.startswith(before)
    assert hidden.endswith(after)


@given(st.text(st.sampled_from("沙园七街路灯不亮，夜间出行不便。"), max_size=60), people)
def test_what_names_nobody_stays_as_it_is(text: str, person: Contributor) -> None:
    assume(person.name not in text)
    assert redact_text(text, person) == text


def test_a_paper_that_leaves_has_no_contacts_at_all() -> None:
    person = STREETLIGHTS.contributor
    content = replace(STREETLIGHTS, analysis=f"{person.name}反映路灯不亮，电话{person.phone}。")
    shown = redacted(content)
    assert shown.contributor == Contributor()
    assert person.name not in shown.analysis
    assert person.phone not in shown.analysis
    assert shown.attachments == content.attachments
    assert redacted(replace(content, contributor=NOBODY)).contributor == NOBODY
