"""What SQLAlchemy made of a statement, kept for every encrypted file of this process: each test opens its own."""

from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from sqlalchemy import create_engine

_MOST = 5_000


class Statements:
    """The cache that ``create_engine(execution_options={"compiled_cache": …})`` takes, for all files together.

    The program opens one record for as long as it runs, so its own engines keep theirs.
    """

    def __init__(self) -> None:
        self._compiled: dict[tuple[Any, ...], Any] = {}

    def get(self, key: tuple[Any, ...]) -> Any:
        """What was kept under ``key``; None if nothing was."""
        return self._compiled.get(_shared(key))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        if len(self._compiled) >= _MOST:
            self._compiled.clear()
        self._compiled[_shared(key)] = compiled


@contextmanager
def compiled_once() -> Generator[None]:
    """A statement is compiled once and not for each file: where many are opened, that is a large part of the work.

    On a server the fields are sealed with the key of one record by what was compiled; nothing is shared there.
    """
    kept = {"compiled_cache": Statements()}
    with patch("baixing_desktop.store.engine.create_engine", partial(create_engine, execution_options=kept)):
        yield


def _shared(key: tuple[Any, ...]) -> tuple[Any, ...]:
    # Each engine has a dialect of its own; what it compiles depends on nothing but its kind.
    return (key[0].__class__, *key[1:])
