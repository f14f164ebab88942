"""What the database says, turned into what a person needs to know."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from baixing_desktop.errors import StoreError

# The driver carries no types.
_SQLiteError: type[Exception] = cast(Any, sqlcipher3.dbapi2).Error

# SQLite's own wording; the driver gives no codes for these.
_KNOWN = (
    ("full", "STORE_DISK_FULL"),
    ("readonly", "STORE_READ_ONLY"),
    ("unable to open", "STORE_READ_ONLY"),
    ("disk i/o", "STORE_DISK_FAULT"),
    ("locked", "STORE_BUSY"),
    ("busy", "STORE_BUSY"),
    ("not a database", "STORE_WRONG_KEY"),
    ("malformed", "STORE_WRONG_KEY"),
    ("no such table", "STORE_WRONG_KEY"),
    ("vtable constructor failed", "STORE_WRONG_KEY"),
    ("hmac check failed", "STORE_WRONG_KEY"),
)


# PostgreSQL's own codes (SQLSTATE), whole or by class.
_STATES = {
    "53100": "STORE_DISK_FULL",
    "25006": "STORE_READ_ONLY",
    "42501": "STORE_READ_ONLY",
    "55P03": "STORE_BUSY",
    "53300": "STORE_BUSY",
    "40001": "STORE_BUSY",
    "40P01": "STORE_BUSY",
    "28P01": "DATABASE_REFUSED",
    "28000": "DATABASE_REFUSED",
    "3D000": "DATABASE_REFUSED",
    "42P01": "STORE_WRONG_KEY",
}
_LOST = ("08", "57")


def is_damage(error: BaseException) -> bool:
    """Whether ``error``, of the file's driver, says that the file is damaged or not under this key."""
    return isinstance(error, _SQLiteError) and _explain(error).code == "STORE_WRONG_KEY"


@contextmanager
def explained() -> Generator[None]:
    """Turn database errors inside the block into :class:`StoreError`."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error.orig or error) from error
    except _SQLiteError as error:
        raise _explain(error) from error
    except PoolTimeoutError as error:
        raise StoreError("STORE_BUSY") from error


def _explain(error: BaseException) -> StoreError:
    if hasattr(error, "sqlstate"):
        return _explain_server(error)
    said = str(error).lower()
    for words, code in _KNOWN:
        if words in said:
            return StoreError(code)
    return StoreError("STORE_FAILED", reason=type(error).__name__)


def _explain_server(error: Any) -> StoreError:
    # PostgreSQL's driver is loaded only where a record lives on a server, so its errors are known by what they have.
    state, said = error.sqlstate or "", str(error)
    if state in _STATES:
        return StoreError(_STATES[state])
    if state.startswith(_LOST):
        return StoreError("DATABASE_UNREACHABLE")
    if type(error).__name__ == "OperationalError" and not state:
        # A refused connection has no state of its own, only the server's English words.
        refused = any(words in said for words in ("authentication failed", "does not exist", "no password"))
        return StoreError("DATABASE_REFUSED" if refused else "DATABASE_UNREACHABLE")
    return StoreError("STORE_FAILED", reason=type(error).__name__)
