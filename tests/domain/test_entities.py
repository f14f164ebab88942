"""The records are flat, frozen and uniform, as ``domain/entity.py`` promises to the store."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import ModuleType
from typing import Any, get_args, get_type_hints

import pytest

from baixing_desktop.domain import (
    encouragement,
    gathering,
    handling,
    organisation,
    outputs,
    proposals,
    screening,
    supervision,
)
from baixing_desktop.domain.organisation import within

MODULES: tuple[ModuleType, ...] = (
    gathering,
    screening,
    handling,
    proposals,
    outputs,
    supervision,
    encouragement,
    organisation,
)
ENTITIES: list[type[Any]] = [
    kind
    for module in MODULES
    for kind in vars(module).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == module.__name__
]
PLAIN = (str, int, bool, date, datetime)


@pytest.mark.parametrize("kind", ENTITIES, ids=lambda kind: kind.__name__)
def test_a_record_is_flat_and_frozen(kind: type[Any]) -> None:
    assert kind.__dataclass_params__.frozen
    names = [field.name for field in fields(kind)]
    assert names[0] == "id"
    assert names[-1] == "version"
    hints = get_type_hints(kind)
    for name in names:
        options = [option for option in get_args(hints[name]) or (hints[name],) if option is not type(None)]
        assert len(options) == 1, name
        assert issubclass(options[0], (StrEnum, *PLAIN)), name


def test_names_of_records_are_unique() -> None:
    names = [kind.__name__ for kind in ENTITIES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("first", "last", "serves"),
    [
        (None, None, True),
        (date(2026, 1, 2), None, False),
        (date(2026, 1, 1), None, True),
        (None, date(2026, 1, 1), True),
        (None, date(2025, 12, 31), False),
    ],
)
def test_a_term_of_office_counts_both_ends(first: date | None, last: date | None, *, serves: bool) -> None:
    assert within(date(2026, 1, 1), first, last) is serves
