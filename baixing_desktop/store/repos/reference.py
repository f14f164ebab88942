"""Editions of the reference data, as the office made them or as a workroom heard of them."""

import json

from sqlalchemy import Connection, insert, select

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.reference import Edition, edition_from_record, edition_to_record
from baixing_desktop.errors import ProgramError
from baixing_desktop.store.tables.reference import reference_edition


class ReferenceRepo:
    """The editions by number; a workroom need not have all of them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def newest(self) -> Edition:
        """The edition with the highest number; number 0 when there is none."""
        return next(iter(self.editions()), Edition())

    def editions(self) -> tuple[Edition, ...]:
        """All that are here, newest first."""
        rows = self._connection.execute(
            select(reference_edition.c.record).order_by(reference_edition.c.number.desc())
        ).scalars()
        return tuple(edition_from_record(json.loads(record)) for record in rows)

    def add(self, edition: Edition) -> None:
        """Keep an edition, for good.

        Raises:
            ProgramError: nobody made it.
        """
        if edition.made_at is None:
            raise ProgramError("an edition that nobody made")
        self._connection.execute(
            insert(reference_edition).values(
                number=edition.number,
                made_at=edition.made_at,
                made_by=edition.made_by[:64],
                note=edition.note,
                record=canonical(edition_to_record(edition)).decode(),
            )
        )
