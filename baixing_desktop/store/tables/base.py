"""What all tables share: naming of constraints and column types that are the same on SQLite and PostgreSQL."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    DDL,
    CheckConstraint,
    Column,
    Dialect,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    event,
)

from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.store.secrecy import secrecy_of

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime as UTC text of whole seconds, which sorts as time does."""

    impl = String(20)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else stamp(value)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else parse_stamp(str(value))


class Day(TypeDecorator[date]):
    """A date as ISO text."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: object, dialect: Dialect) -> date | None:
        """From the database."""
        return None if value is None else date.fromisoformat(str(value))


class Secret(TypeDecorator[str]):
    """Text with a person's contact data in it: sealed value by value where the database is not encrypted as a whole.

    It cannot be compared, sorted or searched in SQL. Empty text stays empty.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To the database."""
        return value and secrecy_of(dialect).seal_text(value)

    def process_result_value(self, value: object, dialect: Dialect) -> str | None:
        """From the database."""
        return None if value is None else secrecy_of(dialect).open_text(str(value))


class SecretBytes(TypeDecorator[bytes]):
    """As :class:`Secret`, for bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """To the database."""
        return value and secrecy_of(dialect).seal(value)

    def process_result_value(self, value: object, dialect: Dialect) -> bytes | None:
        """From the database."""
        return secrecy_of(dialect).open(value) if isinstance(value, bytes) else None


def one_of(column: str, codes: type[StrEnum]) -> CheckConstraint:
    """``column`` is NULL or one of ``codes``. A new member needs a migration, which a test asks for."""
    listed = ", ".join(f"'{code.value}'" for code in codes)
    return CheckConstraint(f"{quoted(column)} IN ({listed})", name=f"{column}_known")


def quoted(column: str) -> str:
    """``column`` as it may stand in a condition, also if SQL knows the word."""
    return f'"{column}"' if column in {"group", "on"} else column


class Code(TypeDecorator[StrEnum]):
    """A member of one enumeration, as its text."""

    impl = String(32)
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__(32)
        self.codes = codes

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else str(value)

    def process_result_value(self, value: object, dialect: Dialect) -> StrEnum | None:
        """From the database."""
        return None if value is None else self.codes(str(value))


def unique_where(table: Table, columns: str, condition: str) -> None:
    """At most one row of ``table`` with the same ``columns`` fulfils ``condition``.

    Both engines know such an index; SQLAlchemy can tell of it only with the words of each dialect, which would load
    them all at every start. A migration has to make it too.
    """
    name = f"ux_{table.name}_{columns.replace(', ', '_')}"
    statement = f"CREATE UNIQUE INDEX {name} ON {table.name} ({columns}) WHERE {condition}"
    event.listen(table, "after_create", DDL(statement))


def code_column(name: str, *, nullable: bool = False) -> Column[str]:
    """A short text column for a code."""
    return Column(name, String(32), nullable=nullable)
