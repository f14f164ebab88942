"""Reference data: codes that never change, labels that may. Parsed here, read from files elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from baixing_desktop.domain.rules.deadlines import WorkCalendar
from baixing_desktop.domain.units import Unit, UnitKind
from baixing_desktop.errors import InputError, NotFoundError


@dataclass(frozen=True, slots=True)
class Occasion:
    """Second level of 来源: on which occasion."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class SourceCategory:
    """First level of 来源, printed on the form, with the clause it rests on."""

    code: str
    label: str
    clause: str
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All lists that the rules and the screens read."""

    units: Mapping[str, Unit]
    sources: Mapping[str, SourceCategory]
    calendar: WorkCalendar

    def unit(self, unit_code: str, *kinds: UnitKind, role: str = "这里") -> Unit:
        """The unit with this code, of one of ``kinds`` if any are given.

        Raises:
            NotFoundError: ``UNIT_UNKNOWN``.
            InputError: ``UNIT_WRONG_KIND``.
        """
        unit = self.units.get(unit_code)
        if unit is None:
            raise NotFoundError("UNIT_UNKNOWN", number=unit_code)
        if kinds and unit.kind not in kinds:
            raise InputError("UNIT_WRONG_KIND", name=unit.name, role=role)
        return unit

    def unit_name(self, code: str) -> str:
        """The unit's name, or its code when it is not in the list (a later version may know it)."""
        unit = self.units.get(code)
        return unit.name if unit else code

    def source_label(self, code: str) -> str:
        """The first-level label as printed on the form; unknown codes show themselves, none shows nothing."""
        category = self.sources.get(code)
        return category.label if category else code

    def units_of(self, *kinds: UnitKind) -> tuple[Unit, ...]:
        """The units of these kinds, in the order of the file."""
        return tuple(u for u in self.units.values() if u.kind in kinds)


def parse_reference(units: str, sources: str, holidays: str) -> Reference:
    """Build :class:`Reference` from the JSON texts of the three files.

    Raises:
        KeyError, ValueError: the file does not have the documented shape (our own data, so our bug).
    """
    unit_list = cast("list[dict[str, Any]]", json.loads(units)["units"])
    source_list = cast("list[dict[str, Any]]", json.loads(sources)["sources"])
    return Reference(
        units={
            u["code"]: Unit(u["code"], UnitKind(u["kind"]), u["name"], u["short_name"], u.get("level") == "city")
            for u in unit_list
        },
        sources={
            s["code"]: SourceCategory(
                s["code"],
                s["label"],
                s["clause"],
                tuple(Occasion(o["code"], o["label"]) for o in s["occasions"]),
            )
            for s in source_list
        },
        calendar=WorkCalendar.from_years(json.loads(holidays)["years"]),
    )
