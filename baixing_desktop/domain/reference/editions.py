"""The office's edition of the reference data: what it changed, added or retired, on top of what is shipped.

An edition is cumulative: number 7 says all that the office ever edited, so a workroom that missed some needs the
last one only, and history is the difference between two. It is merged field by field with the shipped lists:
what the office set wins, everything else follows the program's later versions. No code is ever lost or given anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from baixing_desktop.canonical import Plain
from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.fields import Fields

Row: TypeAlias = Mapping[str, Plain]
"""One entry: ``code``, the fields of its list, and ``retired`` when it is no longer offered."""
Rows: TypeAlias = Mapping[str, tuple[Row, ...]]
"""All lists by name, in their order."""

FORM = 1


@dataclass(frozen=True, slots=True)
class Edit:
    """What the office said about one entry: only the fields it set."""

    list: str
    code: str
    values: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Edition:
    """All edits up to ``number`` (0: none). At most one :class:`Edit` per list and code."""

    number: int = 0
    made_at: datetime | None = None
    made_by: str = ""
    note: str = ""
    edits: tuple[Edit, ...] = field(default=())

    def values(self, list_name: str, code: str) -> Mapping[str, Plain]:
        """What the office set on one entry."""
        found = [e.values for e in self.edits if (e.list, e.code) == (list_name, code)]
        return found[0] if found else {}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one entry before and after; ``None`` where there was no such entry or field."""

    list: str
    code: str
    field: str
    before: Plain
    after: Plain


def edited(edition: Edition, edit: Edit, *, at: datetime, by: str, note: str) -> Edition:
    """The next edition: ``edit`` added to what was said before about its entry."""
    key = (edit.list, edit.code)
    whole = Edit(edit.list, edit.code, {**edition.values(*key), **edit.values})
    others = tuple(e for e in edition.edits if (e.list, e.code) != key)
    return replace(edition, number=edition.number + 1, made_at=at, made_by=by, note=note, edits=(*others, whole))


def reverted(edition: Edition, list_name: str, code: str, *, at: datetime, by: str, note: str) -> Edition:
    """The next edition, in which the entry is as shipped again. An entry that the office added is retired instead:
    records may bear its code.
    """
    found = edition.values(list_name, code)
    kept = tuple(e for e in edition.edits if (e.list, e.code) != (list_name, code))
    if found.get("added"):
        kept = (*kept, Edit(list_name, code, {**found, "retired": True}))
    return replace(edition, number=edition.number + 1, made_at=at, made_by=by, note=note, edits=kept)


def merged(shipped: Rows, edition: Edition) -> Rows:
    """The lists as they are in force: shipped entries in their order, then those the office added."""
    return {name: _merged_list(name, rows, edition) for name, rows in shipped.items()}


def differences(before: Rows, after: Rows) -> tuple[Difference, ...]:
    """What changed between two states of the lists, in the order of the lists."""
    found: list[Difference] = []
    for name in dict.fromkeys((*before, *after)):
        old = {str(row["code"]): row for row in before.get(name, ())}
        new = {str(row["code"]): row for row in after.get(name, ())}
        for code in dict.fromkeys((*old, *new)):
            was, now = old.get(code, {}), new.get(code, {})
            found += [
                Difference(name, code, key, was.get(key), now.get(key))
                for key in dict.fromkeys((*was, *now))
                if was.get(key) != now.get(key)
            ]
    return tuple(found)


def _merged_list(name: str, rows: tuple[Row, ...], edition: Edition) -> tuple[Row, ...]:
    known = {str(row["code"]) for row in rows}
    changed = tuple({**row, **edition.values(name, str(row["code"]))} for row in rows)
    added = tuple(
        {"code": e.code, **e.values}
        for e in edition.edits
        if e.list == name and e.code not in known and e.values.get("added")
    )
    return (*changed, *added)


def edition_to_record(edition: Edition) -> dict[str, Plain]:
    """``edition`` as plain data, form 1: what is stored and sent down."""
    return {
        "form": FORM,
        "number": edition.number,
        "made_at": stamp(edition.made_at) if edition.made_at else None,
        "made_by": edition.made_by,
        "note": edition.note,
        "edits": [{"list": e.list, "code": e.code, "values": dict(e.values)} for e in edition.edits],
    }


def edition_from_record(record: Plain) -> Edition:
    """Read plain data of form 1. Edits of lists that this version does not know are kept: a later one may.

    Raises:
        ValueError: a field is missing or has another type, or the form is not 1.
    """
    fields = Fields(record)
    if fields.number("form") != FORM:
        raise ValueError("unknown form")
    made_at = fields.optional_text("made_at")
    return Edition(
        number=fields.number("number"),
        made_at=parse_stamp(made_at) if made_at else None,
        made_by=fields.text("made_by"),
        note=fields.text("note"),
        edits=tuple(Edit(e.text("list"), e.text("code"), e.part("values").plain()) for e in fields.parts("edits")),
    )
