"""No use case escapes the permission table, and no row of the table is left over."""

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

import baixing_desktop.usecases as package
from baixing_desktop.domain.permissions import PERMISSIONS

# Set-up and opening come before anybody sits at the desk; `note` and what takes a transaction are parts of use cases.
HELPERS = {
    "confirming.confirmed_by",
    "erasing.sweep",
    "people.policy_of",
    "sitting.idle_minutes",
    "sitting.longest_idle",
    "sitting.second_person",
    "sitting.seated",
    "permissions.may",
    "together.may_take_back",
    "officework.change_line",
    "officework.news",
    "officework.next_line_state",
    "officework.next_state",
}


def functions() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the use cases whose first parameter is the desk, by its name in the table."""
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        loaded = import_module(module.name)
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            own = function.__module__ == module.name and not name.startswith("_")
            # inspect follows what a decorator wraps, so the parameters are the use case's own.
            if own and parameters[:1] == ["desk"] and parameters[1:2] != ["tx"]:
                yield f"{module.name.rpartition('.')[2]}.{name}", function


FOUND = dict(functions())


@pytest.mark.parametrize("name", sorted(FOUND.keys() - HELPERS))
def test_every_use_case_is_an_intention_with_a_row(name: str) -> None:
    assert name in PERMISSIONS, f"add a row for {name} to domain/permissions.py"
    assert hasattr(FOUND[name], "__wrapped__"), f"put @intention above {name} (usecases/permissions.py)"


def test_no_row_is_left_over() -> None:
    assert sorted(PERMISSIONS.keys() - FOUND.keys()) == []


def test_helpers_are_still_there() -> None:
    assert sorted(HELPERS - FOUND.keys()) == []
