"""The people who work here."""

from sqlalchemy import Connection, RowMapping, insert, select, update

from baixing_desktop.domain.people import Person, PersonState
from baixing_desktop.domain.states import Role
from baixing_desktop.errors import ConflictError, NotFoundError
from baixing_desktop.store.tables.people import person


class PeopleRepo:
    """Named people, active and disabled; nobody is ever deleted, because the audit speaks of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[Person, ...]:
        """Everybody by name."""
        return tuple(
            _person(row) for row in self._connection.execute(select(person).order_by(person.c.name)).mappings()
        )

    def find(self, person_id: str) -> Person | None:
        """The person with this identity."""
        row = self._connection.execute(select(person).where(person.c.id == person_id)).mappings().one_or_none()
        return _person(row) if row else None

    def named(self, name: str) -> Person | None:
        """The person with this name."""
        row = self._connection.execute(select(person).where(person.c.name == name)).mappings().one_or_none()
        return _person(row) if row else None

    def get(self, name: str) -> Person:
        """The person with this name.

        Raises:
            NotFoundError: ``PERSON_UNKNOWN``.
        """
        found = self.named(name)
        if found is None:
            raise NotFoundError("PERSON_UNKNOWN")
        return found

    def add(self, entity: Person) -> None:
        """Insert a new person."""
        self._connection.execute(insert(person).values(_columns(entity)))

    def save(self, entity: Person, *, expected: int) -> None:
        """Write ``entity`` over the version ``expected``.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``; nothing was written.
        """
        changed = self._connection.execute(
            update(person).where(person.c.id == entity.id, person.c.version == expected).values(_columns(entity))
        )
        if changed.rowcount != 1:
            raise ConflictError("CHANGED_MEANWHILE")


def _columns(entity: Person) -> dict[str, object]:
    return {column.name: getattr(entity, column.name) for column in person.columns}


def _person(row: RowMapping) -> Person:
    values = dict(row)
    values["state"] = PersonState(values["state"])
    values["post"] = Role(values["post"]) if values["post"] else None
    values["duty"] = Role(values["duty"]) if values["duty"] else None
    return Person(**values)
