"""Where the attachments of clues are: which the office has, which a workroom still has to deliver."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from baixing_desktop.domain.states import ClueState
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.clues import attachment, clue
from baixing_desktop.store.tables.office import upload
from baixing_desktop.store.tables.system import blob, not_taken


class AttachmentRepo:
    """Attachments named by clues, against the bytes that are on disk."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wanted(self, unit: str, sha256: str) -> int | None:
        """The length of an attachment that a clue of ``unit`` names, None when none does."""
        found = (
            select(attachment.c.length)
            .join(clue, clue.c.id == attachment.c.clue_id)
            .where(clue.c.unit == unit, attachment.c.sha256 == sha256)
        )
        return self._connection.execute(found.limit(1)).scalar_one_or_none()

    def beside(self, unit: str, sha256: str) -> list[list[tuple[str, int]]]:
        """For each clue of ``unit`` that names an attachment, all that it names in order, each with its length."""
        naming = (
            select(attachment.c.clue_id)
            .join(clue, clue.c.id == attachment.c.clue_id)
            .where(clue.c.unit == unit, attachment.c.sha256 == sha256)
        )
        rows = self._connection.execute(
            select(attachment.c.clue_id, attachment.c.sha256, attachment.c.length)
            .where(attachment.c.clue_id.in_(naming))
            .order_by(attachment.c.clue_id, attachment.c.position)
        )
        found: dict[str, list[tuple[str, int]]] = {}
        for row in rows:
            found.setdefault(row.clue_id, []).append((row.sha256, row.length))
        return list(found.values())

    def uploaded(self, device_id: str, day: date | None = None) -> int:
        """Bytes that a device brought on ``day``; without one, in all."""
        found = select(func.coalesce(func.sum(upload.c.bytes), 0)).where(upload.c.device_id == device_id)
        if day is not None:
            found = found.where(upload.c.day == day)
        return int(self._connection.execute(found).scalar_one())

    def add_upload(self, device_id: str, day: date, length: int) -> None:
        """Count ``length`` more bytes for a device and day."""
        here = (upload.c.device_id == device_id) & (upload.c.day == day)
        if not self._connection.execute(update(upload).where(here).values(bytes=upload.c.bytes + length)).rowcount:
            self._connection.execute(insert(upload).values(device_id=device_id, day=day, bytes=length))

    def undelivered(self) -> tuple[str, ...]:
        """In a workroom: attachments of confirmed clues that are here and that no receipt named as being there."""
        # Mostly there are none, and to ask for their clues would go through all that were ever confirmed.
        if self._connection.execute(select(blob.c.sha256).where(blob.c.durable_at.is_(None)).limit(1)).first() is None:
            return ()
        rows = self._connection.execute(
            select(attachment.c.sha256)
            .distinct()
            .join(clue, clue.c.id == attachment.c.clue_id)
            .join(blob, blob.c.sha256 == attachment.c.sha256)
            .where(clue.c.workroom_state == ClueState.ACKNOWLEDGED, blob.c.durable_at.is_(None))
            .order_by(attachment.c.sha256)
        )
        return tuple(rows.scalars())

    def mark_durable(self, digests: Iterable[str], at: datetime) -> int:
        """The office has these for good; how many of them were news."""
        fresh = blob.c.durable_at.is_(None) & blob.c.sha256.in_(tuple(digests))
        return self._connection.execute(update(blob).where(fresh).values(durable_at=at)).rowcount

    def forget_durable(self) -> None:
        """The office may have lost what it had: every attachment has to be asked for again."""
        self._connection.execute(update(blob).values(durable_at=None))

    def not_taken(self) -> dict[str, str]:
        """In a workroom: the attachments (SHA-256) that the office said it does not take, and why."""
        return {row.sha256: row.reason for row in self._connection.execute(select(not_taken))}

    def heed_not_taken(self, told: Mapping[str, str], others: Iterable[str]) -> None:
        """The office does not take those that are ``told``, each for its reason; it has or wants ``others``."""
        for some in portions((*told, *others)):
            self._connection.execute(delete(not_taken).where(not_taken.c.sha256.in_(some)))
        if told:
            rows = [{"sha256": digest, "reason": reason} for digest, reason in told.items()]
            self._connection.execute(insert(not_taken), rows)

    def waiting(self, clue_id: str, *, delivered: bool) -> tuple[int, int]:
        """Of how many attachments of a clue the bytes are here (or, with ``delivered``, in the office), and how many
        it names."""
        there = blob.c.durable_at.is_not(None) if delivered else blob.c.sha256.is_not(None)
        named = attachment.outerjoin(blob, blob.c.sha256 == attachment.c.sha256)
        counted = select(func.count(attachment.c.sha256)).select_from(named).where(attachment.c.clue_id == clue_id)
        total = self._connection.execute(counted).scalar_one()
        return self._connection.execute(counted.where(there)).scalar_one(), total
