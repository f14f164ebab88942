"""Whoever reads the trail reads Chinese: every act that a use case writes down has its word, and so has its object."""

import ast
from collections.abc import Iterator
from pathlib import Path

from baixing_desktop.changes import Kind
from baixing_desktop.domain.labels.acts import ACTS, KINDS
from baixing_desktop.domain.states import Action

USECASES = Path(__file__).parents[2] / "baixing_desktop" / "usecases"


def noted(place: int) -> Iterator[str]:
    """What stands in words at this place of a call of ``note``."""
    for path in sorted(USECASES.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "note":
                told = call.args[place]
                if isinstance(told, ast.Constant):
                    yield str(told.value)


def test_every_act_has_its_word() -> None:
    found = set(noted(2))
    assert {"sign_in", "propose_erasure"} <= found, "the calls are found at all"
    assert sorted(found - ACTS.keys() - set(Action)) == []


def test_every_kind_of_object_has_its_word() -> None:
    assert sorted({*noted(3), *Kind} - KINDS.keys()) == []
