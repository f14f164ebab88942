"""Tables from frozen dataclasses: one column for each field, so that a row and a record say the same by construction.

A record of ``domain/entity.py`` is flat. Text becomes text, a code the text of its enumeration with a constraint that
knows its members, ``…_id`` a reference to the parent's table, an optional field a column that may be NULL.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType, UnionType
from typing import Any, get_args, get_type_hints

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text
from sqlalchemy.sql.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.states import Action
from baixing_desktop.errors import ProgramError
from baixing_desktop.store.tables.base import METADATA, Code, Day, Moment, Secret, one_of

ID_LENGTH = 36

PARENTS: Mapping[str, str] = MappingProxyType(
    {
        "assignment_id": "assignment",
        "claim_id": "claim",
        "clue_id": "clue",
        "compendium_id": "compendium",
        "consultation_id": "consultation",
        "contact_id": "contributor_contact",
        "forwarding_id": "forwarding",
        "key_item_id": "key_item",
        "member_id": "member",
        "premium_id": "premium",
        "proposal_id": "proposal",
        "publicity_id": "publicity",
        "reply_id": "handler_reply",
        "session_id": "session",
        "showcase_id": "showcase",
        "supervision_id": "supervision",
        "topic_id": "topic",
        "window_id": "claim_window",
    }
)
"""Which table a field of this name refers to, unless its table says otherwise."""

_TYPES: Mapping[type, Callable[[], TypeEngine[Any]]] = MappingProxyType(
    {str: Text, bool: Boolean, int: Integer, date: Day, datetime: Moment}
)


def entity_table(
    name: str,
    entity: type[Entity],
    *rules: SchemaItem,
    parents: Mapping[str, str | None] = MappingProxyType({}),
    owned_by: str = "",
    secret: Iterable[str] = (),
) -> Table:
    """The table ``name`` for records of ``entity``.

    Args:
        rules: constraints and indexes besides those that follow from the fields.
        parents: tables referred to by fields, over :data:`PARENTS`; None for no reference.
        owned_by: the field whose parent takes its children along when it is deleted.
        secret: text fields that hold contact data.
    """
    hints, known = get_type_hints(entity), {**PARENTS, **parents}
    columns: list[SchemaItem] = []
    for field in fields(entity):  # pyright: ignore[reportArgumentType] - every entity is a dataclass
        kind, optional = _plain(hints[field.name])
        parent = known.get(field.name)
        column_type = Secret() if field.name in secret else _type(field.name, kind)
        reference = [_reference(parent, cascade=field.name == owned_by)] if parent else []
        columns.append(Column(field.name, column_type, *reference, primary_key=field.name == "id", nullable=optional))
        if parent:
            columns.append(Index(f"ix_{name}_{field.name}", field.name))
        # The list of actions grows with every machine; what may stand here is decided by the transition tables.
        if issubclass(kind, StrEnum) and kind is not Action:
            columns.append(one_of(field.name, kind))
    return Table(name, METADATA, *columns, CheckConstraint("version >= 1", name="version_from_one"), *rules)


def _reference(parent: str, *, cascade: bool) -> ForeignKey:
    return ForeignKey(f"{parent}.id", ondelete="CASCADE" if cascade else None)


def _plain(hint: Any) -> tuple[type, bool]:
    if not isinstance(hint, UnionType):
        return hint, False
    (kind,) = (part for part in get_args(hint) if part is not type(None))
    return kind, True


def _type(name: str, kind: type) -> TypeEngine[Any]:
    if issubclass(kind, StrEnum):
        return Code(kind)
    if name == "id" or name.endswith("_id"):
        return String(ID_LENGTH)
    if kind not in _TYPES:
        raise ProgramError(f"no column for {kind}")
    return _TYPES[kind]()
