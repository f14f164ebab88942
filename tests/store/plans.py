"""How the engine answers what is asked of an encrypted record."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from baixing_desktop.store.engine import open_engine
from baixing_desktop.store.new_record import create_schema


def plans_of(folder: Path, ask: Callable[[Connection], object]) -> list[str]:
    """How the engine answers what ``ask`` asks of a record, step by step."""
    engine = open_engine(folder / "record.db", os.urandom(32))
    create_schema(engine)
    asked: list[tuple[str, Any]] = []
    with engine.connect() as connection:
        event.listen(connection, "before_cursor_execute", lambda *given: asked.append((given[2], given[3])))
        ask(connection)
        plans = [
            row[3] for said, given in tuple(asked)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given)
        ]  # fmt: skip
    engine.dispose()
    return plans
