"""Every code that a person can meet has its Chinese word."""

from enum import StrEnum

import pytest

from baixing_desktop.domain import kinds, outcomes, privacy, states
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules import (
    contacts,
    deadlines,
    hints,
    identifiers,
    incentives,
    merging,
    quotas,
    retention,
    similarity,
)
from baixing_desktop.domain.states import Action, ClueState, ForwardingState, OfficeState
from baixing_desktop.domain.units import UnitKind

MODULES = (
    states,
    outcomes,
    kinds,
    privacy,
    contacts,
    deadlines,
    hints,
    identifiers,
    incentives,
    merging,
    quotas,
    retention,
    similarity,
)
CODES: list[StrEnum] = [
    *UnitKind,
    *(
        code
        for module in MODULES
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
        for code in kind
    ),
]


@pytest.mark.parametrize("code", CODES, ids=repr)
def test_every_code_has_a_plain_chinese_word(code: StrEnum) -> None:
    word = label(code)
    assert any("一" <= character <= "鿿" for character in word)
    assert not set(word) & set("!！,;?")
    assert "工单" not in word


def test_codes_fit_their_columns() -> None:
    assert all(len(code.value) <= 32 for code in CODES)


def test_codes_with_the_same_text_keep_their_own_words() -> None:
    """Python holds them equal; people must not."""
    words = {kind: label(kind("received")) for kind in (OfficeState, ForwardingState)}
    assert words == {OfficeState: "待审核", ForwardingState: "单位已收函"}
    assert label(ClueState.RETURNED) == "退回补充"
    assert label(OfficeState.RETURNED) == "已退回补充"


def test_one_word_for_two_actions_only_where_the_machines_differ() -> None:
    words = [label(action) for action in Action]
    twice = {word for word in words if words.count(word) > 1}
    assert twice == {"办结", "留存", "重新办理"}
