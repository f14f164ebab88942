"""What the database says, turned into what a person needs to know."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, cast

import sqlcipher3.dbapi2
from sqlalchemy.exc import DBAPIError

from baixing_desktop.errors import StoreError

# The driver carries no types.
_SQLiteError: type[Exception] = cast(Any, sqlcipher3.dbapi2).Error

# SQLite's own wording; the driver gives no codes for these.
_KNOWN = (
    ("full", "STORE_DISK_FULL"),
    ("readonly", "STORE_READ_ONLY"),
    ("unable to open", "STORE_READ_ONLY"),
    ("locked", "STORE_BUSY"),
    ("busy", "STORE_BUSY"),
    ("not a database", "STORE_WRONG_KEY"),
    ("malformed", "STORE_WRONG_KEY"),
    ("no such table", "STORE_WRONG_KEY"),
    ("hmac check failed", "STORE_WRONG_KEY"),
)


@contextmanager
def explained() -> Generator[None]:
    """Turn database errors inside the block into :class:`StoreError`."""
    try:
        yield
    except DBAPIError as error:
        raise _explain(error.orig or error) from error
    except _SQLiteError as error:
        raise _explain(error) from error


def _explain(error: BaseException) -> StoreError:
    said = str(error).lower()
    for words, code in _KNOWN:
        if words in said:
            return StoreError(code)
    return StoreError("STORE_FAILED", reason=type(error).__name__)
