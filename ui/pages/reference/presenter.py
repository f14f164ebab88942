"""The lists in words, and one entry as a form knows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes
from baixing_desktop.clock import local
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.reference import LISTS, Edition, FieldKind, FieldSpec, ListSpec, Row
from baixing_desktop.domain.rules.hints import HintEffect
from baixing_desktop.domain.rules.retention import RetentionAction
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases import reference
from baixing_desktop.usecases.desk import Desk

SEVERAL = frozenset({FieldKind.TEXTS, FieldKind.DAYS, FieldKind.CODES})
"""Fields that hold several values: one on each line."""
TITLES = tuple((spec.name, spec.title) for spec in LISTS.values())
_CODES: Mapping[tuple[str, str], type[StrEnum]] = MappingProxyType(
    {("units", "kind"): UnitKind, ("reasons", "effect"): HintEffect, ("retention", "action"): RetentionAction}
)


_NAMES = frozenset({"name", "label"})
_LEVELS = {"district": "区", "city": "市"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: its code, the words that name it, and the row itself."""

    code: str
    words: str
    row: Row

    @property
    def retired(self) -> bool:
        """Whether it is offered no longer."""
        return bool(self.row.get("retired"))


@dataclass(frozen=True, slots=True)
class ListView:
    """A list with its entries and the newest editions in sentences; ``number`` is the edition they are of."""

    spec: ListSpec
    entries: tuple[Entry, ...]
    number: int
    history: tuple[str, ...]


class ReferencePresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def view(self, name: str) -> ListView:
        """The list of this name."""
        spec, kept = LISTS[name], reference.editions(self._desk)
        entries = tuple(_entry(spec, row) for row in reference.lists(self._desk)[name])
        return ListView(spec, entries, kept[0].number if kept else 0, tuple(map(_sentence, kept[:8])))

    def save(
        self, view: ListView, code: str, texts: Mapping[str, str | bool], reason: str, *, added: bool
    ) -> tuple[Edition, Changes]:
        """What was written, as the next edition: only what differs from the entry as it is."""
        nothing: Row = {}
        row = next((one.row for one in view.entries if one.code == code), nothing)
        given = {field.name: _value(field, texts[field.name]) for field in view.spec.fields if field.name in texts}
        changed = {name: value for name, value in given.items() if value != _plain(view.spec, name, row)}
        if added:
            changed["added"] = True
        return reference.edit_entry(self._desk, view.spec.name, code, changed, reason, number=view.number)

    def retire(self, view: ListView, code: str, reason: str, *, retired: bool) -> tuple[Edition, Changes]:
        """停用, or offer it again."""
        values: dict[str, Plain] = {"retired": retired}
        return reference.edit_entry(self._desk, view.spec.name, code, values, reason, number=view.number)

    def revert(self, view: ListView, code: str, reason: str) -> tuple[Edition, Changes]:
        """恢复原样."""
        return reference.revert_entry(self._desk, view.spec.name, code, reason)


def choices(spec: ListSpec, field: FieldSpec) -> tuple[tuple[str, str], ...]:
    """The choices of a field with their words."""
    kind = _CODES.get((spec.name, field.name))
    return tuple((code, label(kind(code)) if kind else _LEVELS.get(code, code)) for code in field.of)


def text_of(spec: ListSpec, field: FieldSpec, row: Row) -> str | bool:
    """A value as its control shows it."""
    value = row.get(field.name)
    if field.kind is FieldKind.FLAG:
        return bool(value)
    if field.kind in SEVERAL:
        return "\n".join(map(str, value)) if isinstance(value, list) else ""
    return "" if value is None else str(value)


def _plain(spec: ListSpec, name: str, row: Row) -> Plain:
    """What stands there now, in the shape in which a control gives it back."""
    field = spec.field(name)
    return None if field is None else _value(field, text_of(spec, field, row))


def _value(field: FieldSpec, given: str | bool) -> Plain:
    if isinstance(given, bool):
        return given
    if field.kind in SEVERAL:
        return [line.strip() for line in given.splitlines() if line.strip()]
    text = given.strip()
    return int(text) if field.kind is FieldKind.NUMBER and text.isdecimal() else text


def _entry(spec: ListSpec, row: Row) -> Entry:
    code = str(row["code"])
    named = (str(row[field.name]) for field in spec.fields if field.name in _NAMES and row.get(field.name))
    return Entry(code, next(named, code), row)


def _sentence(edition: Edition) -> str:
    when = f"{local(edition.made_at):%Y-%m-%d}" if edition.made_at else ""
    return f"第 {edition.number} 版　{when}　{edition.made_by}：{edition.note}"
