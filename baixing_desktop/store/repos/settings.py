"""What people set here; an option that nobody set has its default, which the one who asks knows."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from baixing_desktop.store.tables.settings import setting


class SettingsRepo:
    """Options by key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def value(self, key: str) -> str | None:
        """What was set, or None."""
        return self._connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar_one_or_none()

    def beginning(self, prefix: str) -> dict[str, str]:
        """Everything that was set under a key that begins like this."""
        there = select(setting.c.key, setting.c.value).where(setting.c.key.startswith(prefix, autoescape=True))
        return {row.key: row.value for row in self._connection.execute(there)}

    def reword(self, key: str, value: str) -> None:
        """Put other words in place of what was set; who set it, and when, stays."""
        self._connection.execute(update(setting).where(setting.c.key == key).values(value=value))

    def put(self, key: str, value: str, at: datetime, by: str) -> None:
        """Set an option."""
        self._connection.execute(delete(setting).where(setting.c.key == key))
        self._connection.execute(insert(setting).values(key=key, value=value, changed_at=at, changed_by=by))
