"""What people set here; an option that nobody set has its default, which the one who asks knows."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from baixing_desktop.store.tables.settings import setting


class SettingsRepo:
    """Options by key."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def value(self, key: str) -> str | None:
        """What was set, or None."""
        return self._connection.execute(select(setting.c.value).where(setting.c.key == key)).scalar_one_or_none()

    def put(self, key: str, value: str, at: datetime, by: str) -> None:
        """Set an option."""
        self._connection.execute(delete(setting).where(setting.c.key == key))
        self._connection.execute(insert(setting).values(key=key, value=value, changed_at=at, changed_by=by))
