"""Clues one by one: read, insert, change under the version check, keep every registered revision."""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, or_, select, update

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.clue import Attachment, Clue, ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.record import from_record, to_record
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.errors import ConflictError, NotFoundError
from baixing_desktop.store.repos.imports import ImportRepo
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.repos.search import SearchIndex
from baixing_desktop.store.tables.clues import attachment, clue, clue_revision, former_number
from baixing_desktop.store.tables.system import tombstone

_ADD, _ADD_REVISION = insert(clue), insert(clue_revision)


class ClueRepo:
    """Clues, revisions and attachments."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._search = SearchIndex(connection)

    def get(self, id_or_number: str) -> Clue:
        """The clue with this identity, formal, provisional or former number.

        Raises:
            NotFoundError: ``CLUE_NOT_FOUND``.
        """
        given = id_or_number.strip()
        row = self._one(clue.c.id == given) or self._one(
            or_(clue.c.formal_number == given, clue.c.provisional_number == given.upper())
        )
        row = row or self._formerly_numbered(given.upper())
        if row is None:
            raise NotFoundError("CLUE_NOT_FOUND", number=id_or_number)
        return self._entity(row)

    def find(self, clue_id: str) -> Clue | None:
        """The clue with this identity, if it is here."""
        row = self._one(clue.c.id == clue_id)
        return self._entity(row) if row else None

    def several(self, ids: Sequence[str]) -> tuple[Clue, ...]:
        """The clues with these identities that are here, in this order, in a few queries however many they are."""
        found: dict[str, Clue] = {}
        for some in portions(ids):
            files: dict[str, list[Attachment]] = {}
            listed = select(attachment).where(attachment.c.clue_id.in_(some)).order_by(attachment.c.position)
            for row in self._connection.execute(listed).mappings():
                files.setdefault(row["clue_id"], []).append(_attachment(row))
            for row in self._connection.execute(select(clue).where(clue.c.id.in_(some))).mappings():
                found[row["id"]] = _clue(row, tuple(files.get(row["id"], ())))
        return tuple(found[clue_id] for clue_id in ids if clue_id in found)

    def those_here(self, ids: Iterable[str]) -> set[str]:
        """Which of these identities are here, in a few queries however many they are."""
        return self._values(clue.c.id, ids)

    def provisional_numbers_taken(self, numbers: Iterable[str]) -> set[str]:
        """Which of these provisional numbers clues here bear already."""
        return self._values(clue.c.provisional_number, numbers)

    def _values(self, column: ColumnElement[str], asked: Iterable[str]) -> set[str]:
        queries = [select(column).where(column.in_(some)) for some in portions(tuple(asked))]
        return {value for query in queries for value in self._connection.execute(query).scalars()}

    def many_at_a_time(self) -> AbstractContextManager[None]:
        """A block in which many clues are added; the search index of all of them is there when it ends."""
        return self._search.together()

    def add(self, entity: Clue) -> None:
        """Insert a new clue."""
        self.add_all((entity,))

    def add_all(self, entities: Sequence[Clue]) -> None:
        """Insert new clues, in a few statements however many they are."""
        if entities:
            self._connection.execute(_ADD, [{"id": entity.id, **_columns(entity)} for entity in entities])
            self._write_attachments(entities)
            self._search.put_new(entities)

    def save(self, entity: Clue, *, expected: int) -> None:
        """Write ``entity`` over the version ``expected``.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``; nothing was written.
        """
        changed = self._connection.execute(
            update(clue).where(clue.c.id == entity.id, clue.c.version == expected).values(**_columns(entity))
        )
        if changed.rowcount != 1:
            raise ConflictError("CHANGED_MEANWHILE", mine=entity, current=self.find(entity.id))
        self._connection.execute(delete(attachment).where(attachment.c.clue_id == entity.id))
        self._write_attachments((entity,))
        self._search.put(entity)

    def remove(self, clue_id: str) -> None:
        """Delete a clue that was never registered."""
        self._search.settle()
        ImportRepo(self._connection).forget(clue_id)
        self._connection.execute(delete(clue).where(clue.c.id == clue_id))

    def with_phone(self, phone: str) -> tuple[str, ...]:
        """Identities of the clues whose contributor has this telephone number, however it was written."""
        return self._search.with_phone(phone)

    def names_in(self, text: str) -> tuple[str, ...]:
        """The names of contributors, of two characters and more, that occur in ``text``, longest first."""
        rows = self._connection.execute(select(clue.c.name).where(clue.c.name != "").distinct()).scalars()
        # Sought here and not by the database: on a server the names are sealed.
        return tuple(sorted({name for name in rows if len(name) > 1 and name in text}, key=len, reverse=True))

    def unindexed(self) -> tuple[str, ...]:
        """Identities of the clues that the search index does not know as they are."""
        rows = self._connection.execute(select(clue)).mappings()
        return tuple(row["id"] for row in rows if not self._search.knows(_clue(row, ())))

    def reindex(self) -> None:
        """Build the search index anew from the clues."""
        self._search.forget_all()
        for row in self._connection.execute(select(clue)).mappings():
            self._search.put(_clue(row, ()))

    def tidy_index(self) -> bool:
        """Make looking for words faster by a little; whether there may be more to do."""
        return self._search.tidy()

    def open_persons(self) -> None:
        """On a server: open the contact data of which a search is made, as far as that was not done yet."""
        self._search.open_persons()

    def in_workroom_state(self, state: ClueState) -> tuple[Clue, ...]:
        """All clues in ``state``, by number (which is the order of registration)."""
        found = select(clue.c.id).where(clue.c.workroom_state == state)
        return self.several([*self._connection.execute(found.order_by(clue.c.provisional_number, clue.c.id)).scalars()])

    def withdrawn(self) -> tuple[str, ...]:
        """Identities of the clues that were taken back."""
        found = select(clue.c.id).where(clue.c.withdrawn_at.is_not(None)).order_by(clue.c.id)
        return tuple(self._connection.execute(found).scalars())

    def confirmed_before(self, moment: datetime) -> tuple[Clue, ...]:
        """In a workroom: the clues that the office confirmed before ``moment``, of which nothing was erased yet."""
        untouched = clue.c.id.not_in(select(tombstone.c.clue_id))
        confirmed = (clue.c.workroom_state == ClueState.ACKNOWLEDGED) & (clue.c.receipt_at < moment)
        rows = self._connection.execute(select(clue).where(confirmed, untouched).order_by(clue.c.id)).mappings()
        return tuple(_clue(row, ()) for row in rows)

    def add_revision(self, entity: Clue, at: datetime) -> None:
        """Keep the content of ``entity`` as its revision for ever."""
        self.add_revisions(((entity, at),))

    def add_revisions(self, registered: Iterable[tuple[Clue, datetime]]) -> None:
        """Keep the contents of clues, each registered at its time, as their revisions for ever."""
        rows = [
            {
                "clue_id": entity.id,
                "revision": entity.revision,
                "content_hash": entity.content_hash,
                "registered_at": at,
                "typist": entity.typist,
                "record": canonical(to_record(entity.content)).decode(),
            }
            for entity, at in registered
        ]
        if rows:
            self._connection.execute(_ADD_REVISION, rows)

    def revision(self, clue_id: str, number: int) -> tuple[ClueContent, str, datetime] | None:
        """The content, its hash and the time of one registered revision."""
        row = (
            self._connection.execute(
                select(clue_revision).where(clue_revision.c.clue_id == clue_id, clue_revision.c.revision == number)
            )
            .mappings()
            .one_or_none()
        )
        if row is None:
            return None
        return from_record(json.loads(row["record"])), row["content_hash"], row["registered_at"]

    def _one(self, condition: Any) -> RowMapping | None:
        return self._connection.execute(select(clue).where(condition)).mappings().one_or_none()

    def _formerly_numbered(self, number: str) -> RowMapping | None:
        found = (
            select(clue)
            .join(former_number, former_number.c.clue_id == clue.c.id)
            .where(former_number.c.number == number)
            # Two clues can have borne it, if a record was copied: the one that bore it last is the likelier.
            .order_by(former_number.c.at.desc(), clue.c.id)
        )
        return self._connection.execute(found).mappings().first()

    def _entity(self, row: RowMapping) -> Clue:
        files = self._connection.execute(
            select(attachment).where(attachment.c.clue_id == row["id"]).order_by(attachment.c.position)
        ).mappings()
        return _clue(row, tuple(map(_attachment, files)))

    def _write_attachments(self, entities: Iterable[Clue]) -> None:
        rows = [
            {
                "clue_id": entity.id,
                "position": position,
                "sha256": file.sha256,
                "name": file.name,
                "mime": file.mime,
                "length": file.length,
            }
            for entity in entities
            for position, file in enumerate(entity.content.attachments)
        ]
        if rows:
            self._connection.execute(insert(attachment), rows)


def _attachment(row: RowMapping) -> Attachment:
    return Attachment(row["sha256"], row["name"], row["mime"], row["length"])


def _columns(entity: Clue) -> dict[str, object]:
    content, person, consents = entity.content, entity.content.contributor, entity.content.consents
    return {
        "unit": entity.unit,
        "workroom_state": entity.workroom_state,
        "office_state": entity.office_state,
        "revision": entity.revision,
        "version": entity.version,
        "provisional_number": entity.provisional_number,
        "formal_number": entity.formal_number,
        "created_at": entity.created_at,
        "updated_at": entity.updated_at,
        "typist": entity.typist,
        "content_hash": entity.content_hash,
        "receipt_number": entity.receipt_number,
        "receipt_at": entity.receipt_at,
        "withdrawn_at": entity.withdrawn_at,
        "return_reason": entity.return_reason,
        "title": content.title,
        "analysis": content.analysis,
        "suggestions": content.suggestions,
        "source_category": content.source.category,
        "source_occasion": content.source.occasion,
        "receiver": content.receiver,
        "received_on": content.received_on,
        "anonymous": person.anonymous,
        "name": person.name,
        "phone": person.phone,
        "address": person.address,
        "guardian": person.guardian,
        "consent_collect": consents.collect,
        "consent_handover": consents.handover,
        "consent_publicity": consents.publicity,
        "notice": consents.notice,
    }


def _clue(row: RowMapping, attachments: tuple[Attachment, ...]) -> Clue:
    content = ClueContent(
        title=row["title"],
        analysis=row["analysis"],
        suggestions=row["suggestions"],
        source=Source(row["source_category"], row["source_occasion"]),
        receiver=row["receiver"],
        received_on=row["received_on"],
        contributor=Contributor(row["anonymous"], row["name"], row["phone"], row["address"], row["guardian"]),
        consents=Consents(row["consent_collect"], row["consent_handover"], row["consent_publicity"], row["notice"]),
        attachments=attachments,
    )
    return Clue(
        id=row["id"],
        unit=row["unit"],
        content=content,
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        typist=row["typist"],
        revision=row["revision"],
        version=row["version"],
        workroom_state=ClueState(row["workroom_state"]) if row["workroom_state"] else None,
        office_state=OfficeState(row["office_state"]) if row["office_state"] else None,
        provisional_number=row["provisional_number"],
        formal_number=row["formal_number"],
        content_hash=row["content_hash"],
        receipt_number=row["receipt_number"],
        receipt_at=row["receipt_at"],
        return_reason=row["return_reason"],
        withdrawn_at=row["withdrawn_at"],
    )
