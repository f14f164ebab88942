"""One repository for every kind of flat record: which table keeps it follows from its class."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, func, insert, select, update

from baixing_desktop.domain.entity import Entity
from baixing_desktop.errors import ConflictError, NotFoundError, ProgramError
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.entities import ENTITIES

E = TypeVar("E", bound=Entity)


class EntityRepo(Generic[E]):
    """Reads and writes the records of one class.

    Conditions are given by field: a value, None, or a collection of values of which one must be met. A field that the
    class does not have is an error of ours.
    """

    def __init__(self, connection: Connection, kind: type[E]) -> None:
        if kind not in ENTITIES:
            raise ProgramError(f"no table for {kind.__name__}")
        self._connection = connection
        self._kind = kind
        self._table = ENTITIES[kind]

    def add(self, *records: E) -> None:
        """Insert new records."""
        if records:
            self._connection.execute(insert(self._table), [_values(record) for record in records])

    def save(self, record: E) -> None:
        """Write a changed record, whose version is one more than the one it was made from.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``, with both texts; nothing was written.
        """
        id_, version = self._table.c.id, self._table.c.version
        changed = self._connection.execute(
            update(self._table).where(id_ == record.id, version == record.version - 1).values(**_values(record))
        )
        if changed.rowcount != 1:
            raise ConflictError("CHANGED_MEANWHILE", mine=record, current=self.find(record.id))

    def remove(self, record: E) -> None:
        """Delete a record, and with it the children that it owns.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``: it is not what is kept any more; nothing was deleted.
        """
        id_, version = self._table.c.id, self._table.c.version
        gone = self._connection.execute(delete(self._table).where(id_ == record.id, version == record.version))
        if gone.rowcount != 1:
            raise ConflictError("CHANGED_MEANWHILE", mine=record, current=self.find(record.id))

    def find(self, record_id: str) -> E | None:
        """The record with this identity, if it is here."""
        return next(iter(self.where(id=record_id)), None)

    def get(self, record_id: str) -> E:
        """The record with this identity.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``.
        """
        found = self.find(record_id)
        if found is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="记录")
        return found

    def where(self, *, order: str = "id", limit: int | None = None, **conditions: Any) -> tuple[E, ...]:
        """The records that meet ``conditions``, by the fields of ``order``: ``"year -issue"``, ``-`` for downwards."""
        chosen = select(self._table).where(*self._conditions(conditions)).order_by(*self._order(order)).limit(limit)
        return tuple(self._record(row) for row in self._connection.execute(chosen).mappings())

    def of_many(self, field: str, values: Sequence[str], *, order: str = "id") -> Iterator[E]:
        """The records whose ``field`` is one of ``values``, however many; ``order`` holds within each portion."""
        for some in portions(values):
            conditions: dict[str, Any] = {field: some}
            yield from self.where(order=order, **conditions)

    def count(self, **conditions: Any) -> int:
        """How many records meet ``conditions``."""
        counted = select(func.count()).select_from(self._table).where(*self._conditions(conditions))
        return self._connection.execute(counted).scalar_one()

    def counts(self, by: str, **conditions: Any) -> Mapping[Any, int]:
        """How many records meet ``conditions``, for each value of the field ``by``."""
        column = self._column(by)
        rows = self._connection.execute(
            select(column, func.count()).where(*self._conditions(conditions)).group_by(column)
        )
        return {row[0]: row[1] for row in rows}

    def _conditions(self, given: Mapping[str, Any]) -> list[ColumnElement[bool]]:
        return [
            self._column(name).in_(list(cast("Collection[Any]", value)))
            if isinstance(value, tuple | list | set | frozenset)
            else self._column(name) == value
            for name, value in given.items()
        ]

    def _order(self, order: str) -> list[ColumnElement[Any]]:
        return [
            self._column(word.removeprefix("-")).desc() if word.startswith("-") else self._column(word).asc()
            for word in (*order.split(), "id")
        ]

    def _column(self, name: str) -> ColumnElement[Any]:
        if name not in self._table.c:
            raise ProgramError(f"{self._kind.__name__} has no field {name}")
        return self._table.c[name]

    def _record(self, row: RowMapping) -> E:
        return self._kind(**row)


def _values(record: Entity) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(cast(Any, record))}
