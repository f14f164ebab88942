"""Events may speak of sessions and 零报告; what a workroom wrote down of these before waits to be told.

Revision: 0020. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import json
import re

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let the identity in an event name something else than a clue, and queue what was never told."""
    for table in ("event", "notice"):
        _release(table)
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT count(*) FROM installation WHERE face = 'workroom'")).scalar_one():
        _tell(connection)


def _release(table: str) -> None:
    """SQLite can take a constraint out only in the text of its schema (as its manual says)."""
    connection, name = op.get_bind(), f"fk_{table}_clue_id_clue"
    if connection.dialect.name == "postgresql":
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        return
    find = sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :name")
    before = connection.execute(find, {"name": table}).scalar_one()
    after, found = re.subn(rf",\s*CONSTRAINT {name} FOREIGN KEY\(clue_id\) REFERENCES clue \(id\)", "", before)
    if found != 1:
        raise RuntimeError(table)
    version = connection.exec_driver_sql("PRAGMA schema_version").scalar_one()
    connection.exec_driver_sql("PRAGMA writable_schema=ON")
    connection.exec_driver_sql("UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?", (after, table))
    connection.exec_driver_sql(f"PRAGMA schema_version={version + 1}")
    connection.exec_driver_sql("PRAGMA writable_schema=OFF")


def _tell(connection: sa.Connection) -> None:
    last = connection.execute(sa.text("SELECT max(id) FROM notice")).scalar_one()
    operator = connection.execute(sa.text("SELECT operator FROM installation")).scalar_one()
    told = [*_sessions(connection, operator), *_nil_reports(connection)]
    for number, (kind, identity, at, actor, record) in enumerate(told, int(last or 0) + 1):
        values = {"id": f"{number:010d}", "clue": identity, "type": kind, "at": at, "actor": actor[:64]}
        values["record"] = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        connection.execute(
            sa.text(
                "INSERT INTO notice (id, clue_id, type, at, actor, record)"
                " VALUES (:id, :clue, :type, :at, :actor, :record)"
            ),
            values,
        )


def _sessions(connection: sa.Connection, operator: str) -> list[tuple[str, str, str, str, dict[str, object]]]:
    names = sa.text("SELECT name FROM session_member WHERE session_id = :session ORDER BY id")
    found = []
    for row in connection.execute(sa.text("SELECT * FROM session ORDER BY created_at, id")).mappings().all():
        members = list(connection.execute(names, {"session": row["id"]}).scalars())
        record = {"held_on": row["held_on"], "place": row["place"], "visitors": row["visitors"], "members": members}
        for key, column in (("note", "note"), ("topic", "topic_id"), ("community", "community")):
            if row[column]:
                record[key] = row[column]
        found.append(("session.report", row["id"], row["created_at"], operator, record))
    return found


def _nil_reports(connection: sa.Connection) -> list[tuple[str, str, str, str, dict[str, object]]]:
    return [
        (
            "nil.report",
            row["id"],
            row["reported_at"],
            row["reported_by"],
            {"year": row["year"], "month": row["month"], "reason": row["reason"]},
        )
        for row in connection.execute(sa.text("SELECT * FROM nil_report ORDER BY year, month")).mappings()
    ]
