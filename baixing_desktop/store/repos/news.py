"""What the office told a workroom: one chained stream of steps, and what a restored office took back."""

import json
from datetime import datetime

from sqlalchemy import Connection, delete, insert, or_, select

from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.progress import DownlinkItem, ProgressStep, news_head, step_from_record
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.log import former_progress, progress


class NewsRepo:
    """The stream of news on the workroom's side."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def place(self) -> tuple[int, str]:
        """How far the stream is known here, and its head there; 0 and :data:`GENESIS` before the first."""
        row = self._connection.execute(
            select(progress.c.position, progress.c.head).order_by(progress.c.position.desc()).limit(1)
        ).one_or_none()
        return (row.position, row.head) if row else (0, GENESIS)

    def add(self, item: DownlinkItem) -> None:
        """Keep the next piece of news."""
        _, prev = self.place()
        self._connection.execute(
            insert(progress).values(
                position=item.position,
                clue_id=item.step.clue_id,
                step=item.step.heard,
                at=item.step.at,
                record=item.record.decode(),
                head=news_head(prev, item.record),
            )
        )

    def of_clue(self, clue_id: str) -> tuple[ProgressStep, ...]:
        """What the office told us about one clue, oldest first."""
        rows = self._connection.execute(
            select(progress.c.record).where(progress.c.clue_id == clue_id).order_by(progress.c.position)
        )
        return tuple(step_from_record(json.loads(row.record)) for row in rows)

    def told_of(self) -> tuple[str, ...]:
        """The clues of which the office told anything that still holds."""
        told = or_(clue.c.office_state.is_not(None), clue.c.formal_number.is_not(None))
        return tuple(self._connection.execute(select(clue.c.id).where(told).order_by(clue.c.id)).scalars())

    def begin_anew(self, at: datetime) -> int:
        """Put the whole stream aside, because the office began another one; returns how much there was."""
        rows = self._connection.execute(select(progress.c.position, progress.c.clue_id, progress.c.record)).mappings()
        aside = [{"replaced_at": at, **row} for row in rows]
        if aside:
            self._connection.execute(insert(former_progress), aside)
            self._connection.execute(delete(progress))
        return len(aside)
