"""What the database says, turned into what a person needs to know."""

from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from baixing_desktop.errors import StoreError

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
        raise _explain(error) from error


def _explain(error: DBAPIError) -> StoreError:
    said = str(error.orig).lower()
    for words, code in _KNOWN:
        if words in said:
            return StoreError(code)
    return StoreError("STORE_FAILED", reason=type(error.orig).__name__)
