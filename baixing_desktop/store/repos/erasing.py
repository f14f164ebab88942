"""Erasing a clue's content wherever the record keeps it, and what is left to tell of it (safety 4.7).

Every column that may hold contact data is of type ``Secret`` or ``SecretBytes``; whatever table has one of them beside
a ``clue_id`` is wiped here, so a table that is added later is not forgotten.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, Text, delete, insert, or_, select, text, update

from baixing_desktop.canonical import canonical
from baixing_desktop.domain.batch import ERASED
from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.encouragement import Showcase, ShowcaseClue
from baixing_desktop.domain.gathering import Consultation, ConsultationLink
from baixing_desktop.domain.handling import Evaluation, PublicResponse
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.domain.progress import emptied, words_of
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.record import from_record, to_record
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables import METADATA
from baixing_desktop.store.tables.base import Secret, SecretBytes
from baixing_desktop.store.tables.clues import attachment, clue, clue_revision
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.log import former_progress, notice, progress
from baixing_desktop.store.tables.office import downlink, forwarding, proposal
from baixing_desktop.store.tables.papers import signed_piece
from baixing_desktop.store.tables.search import clue_search
from baixing_desktop.store.tables.system import blob, not_taken, tombstone

_CONTENTS = (clue_revision, proposal)
"""Tables whose ``record`` is a whole content; they stay readable, with what may stay in it."""
_APART = {clue.name, clue_search.name, *(table.name for table in _CONTENTS)}
_WHOLE = {"record", "data"}
"""Columns that hold a whole message or event: the mark of an erased one stands in its place."""


_TOLD = (downlink, progress, former_progress)
_ANSWERS = {
    "classification": ("reason",),
    "clue": ("return_reason",),
    "forwarding": ("reply_text", "closing_reason"),
    "handler_reply": ("text", "rejection"),
    "return_request": ("decision",),
    "screening": ("reason", "notice"),
    "showcase": ("title", "said", "done", "result"),
}
"""What the office, or a handler through it, answers to a person or tells of the matter: what a workroom hears is taken
from here."""
_KEPT = {"tombstone", "signed_piece", "event", "inbound_batch"}
"""Hashes and places in the log."""
_NO_WORDS = {
    "actor", "attachment", "claimant", "committee", "community", "contact_person", "decided_by", "decider", "device_id",
    "drafted_by", "duty", "external_number", "fingerprint", "letter_number", "made_by", "name", "new_handler",
    "nominated_by",
    "organisation", "person", "proposed_by", "proposer", "reason_code", "registered_by", "signer", "suggested_handler",
    "undone_by", "unit",
}  # fmt: skip
"""Columns of text in which nobody writes freely: codes, hashes, numbers, and who did it. All others are wiped, so a
column that is added later is not forgotten."""

Words = Callable[[str], str]
merged, published, showcase = ENTITIES[MergeLink], ENTITIES[PublicResponse], ENTITIES[Showcase]
shown_too = ENTITIES[ShowcaseClue]


class ErasingRepo:
    """Tombstones, and the wiping behind them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def tombstone(self, clue_id: str) -> Tombstone | None:
        """What was erased of this clue, if anything was."""
        found = self._connection.execute(select(tombstone).where(tombstone.c.clue_id == clue_id))
        row = found.mappings().one_or_none()
        return _tombstone(row) if row else None

    def tombstones_of(self, ids: Iterable[str]) -> dict[str, Tombstone]:
        """What was erased of any of these clues, by clue, in a few queries however many they are."""
        asked = [select(tombstone).where(tombstone.c.clue_id.in_(some)) for some in portions(tuple(ids))]
        rows = (row for query in asked for row in self._connection.execute(query).mappings())
        return {row["clue_id"]: _tombstone(row) for row in rows}

    def tombstones(self) -> tuple[Tombstone, ...]:
        """All of them, by clue."""
        rows = self._connection.execute(select(tombstone).order_by(tombstone.c.clue_id)).mappings()
        return tuple(map(_tombstone, rows))

    def took(self, digest: str) -> bool:
        """Whether the attachment with this SHA-256 went with something that was erased."""
        found = select(tombstone.c.clue_id).where(tombstone.c.blobs.contains(digest, autoescape=True))
        return self._connection.execute(found.limit(1)).first() is not None

    def put(self, stone: Tombstone) -> None:
        """Keep ``stone`` in place of an earlier one of its clue."""
        self._connection.execute(delete(tombstone).where(tombstone.c.clue_id == stone.clue_id))
        values = {"scope": stone.scope, "ground": stone.ground, "erased_at": stone.erased_at}
        self._connection.execute(insert(tombstone).values(clue_id=stone.clue_id, blobs=" ".join(stone.blobs), **values))

    def wipe(self, clue_id: str, left: Callable[[ClueContent], ClueContent], *, papers: bool) -> tuple[str, ...]:
        """Overwrite all that is kept about a clue beside its present content: ``left`` says what may stay of a content,
        ``papers`` whether signed papers go too.

        Returns:
            The SHA-256 of the signed papers that went.
        """
        self._connection.execute(delete(notice).where(notice.c.clue_id == clue_id, notice.c.epoch.is_(None)))
        for table in _CONTENTS:
            self._wipe_contents(table, clue_id, left)
        for table in METADATA.sorted_tables:
            if "clue_id" in table.c and table.name not in _APART:
                for column in table.c:
                    if isinstance(column.type, Secret | SecretBytes):
                        here = (table.c.clue_id == clue_id) & column.is_not(None)
                        nothing = _nothing(column.name, column.type)
                        self._connection.execute(update(table).where(here).values({column.name: nothing}))
        self._wipe_opinions(clue_id)
        return self._wipe_papers(clue_id) if papers else ()

    def wipe_told(self, clue_id: str, left: Words, without: Words) -> None:
        """Overwrite what the office told the workrooms of a clue, here or there: ``left`` says what may stay of it.
        What was told in the very same words of other clues (merged ones, or under one proposal) stays ``without`` the
        person, and so do the answers from which it was taken. The chain keeps its hashes.
        """
        same: set[str] = set()
        for table in _TOLD:
            for row in self._connection.execute(select(table).where(table.c.clue_id == clue_id)).mappings().all():
                same.update(words for words in words_of(row["record"].encode()) if without(words) != words)
                self._empty(table, row, left)
        for words in sorted(same):
            quoted = json.dumps(words, ensure_ascii=False)
            for table in _TOLD:
                there = select(table).where(table.c.record.contains(quoted, autoescape=True))
                for row in self._connection.execute(there).mappings().all():
                    self._empty(table, row, without)
            for table, names in _ANSWERS.items():
                for column in (METADATA.tables[table].c[name] for name in names):
                    here = update(column.table).where(column == words)
                    self._connection.execute(here.values({column.name: without(words)}))

    def _empty(self, table: Table, row: RowMapping, left: Words) -> None:
        record = emptied(row["record"].encode(), row.get("head"), left).decode()
        if record != row["record"]:
            key = [column == row[column.name] for column in table.primary_key]
            self._connection.execute(update(table).where(*key).values(record=record))

    def wipe_words(self, clue_id: str, without: Words, answer: Words) -> None:
        """Overwrite what people wrote beside a clue, in whatever table belongs to it or to something of it:
        ``without`` the person; of the answers that were given stays what ``answer`` says.

        What is written is a new version: whoever has the old text open must not bring it back.
        """
        ours: dict[str, set[str]] = {clue.name: {clue_id}}
        for table in METADATA.sorted_tables:
            if table.name in _APART or table.name in _KEPT or table in _TOLD:
                continue
            rows = self._below(table, ours)
            ours[table.name] = {row["id"] for row in rows if "id" in row}
            self._reword(table, rows, without, answer)
        # Nor does a proposal, on which others write: what is supervised, nominated or commended.
        resting = self._below(ENTITIES[ProposalClue], {clue.name: {clue_id}})
        on_clue = {ENTITIES[Proposal].name: {row["proposal_id"] for row in resting}}
        for table in ENTITIES.values():
            self._reword(table, self._below(table, on_clue), without, without)
        # A consultation belongs to no clue, but may tell of the people whose clues it dealt with.
        links = self._below(ENTITIES[ConsultationLink], {clue.name: {clue_id}})
        talks = ENTITIES[Consultation]
        held = select(talks).where(talks.c.id.in_([row["consultation_id"] for row in links]))
        self._reword(talks, self._connection.execute(held).mappings().all(), without, without)
        # What a handler says in public to a clue answers those that were merged into it too; 典型案例 tells of them.
        masters = select(merged.c.master_id).where(merged.c.clue_id == clue_id)
        lines = select(forwarding.c.id).where(forwarding.c.clue_id.in_(masters))
        said = select(published).where(published.c.forwarding_id.in_(lines))
        self._reword(published, self._connection.execute(said).mappings().all(), without, without)
        told = or_(shown_too.c.clue_id == clue_id, shown_too.c.clue_id.in_(masters))
        beside = select(shown_too.c.showcase_id).where(told)
        shown = select(showcase).where(or_(showcase.c.clue_id.in_(masters), showcase.c.id.in_(beside)))
        self._reword(showcase, self._connection.execute(shown).mappings().all(), without, without)

    def _reword(self, table: Table, rows: Iterable[RowMapping], without: Words, answer: Words) -> None:
        for row in rows:
            changed = _changed(table, row, without, answer)
            if changed:
                key = [column == row[column.name] for column in table.primary_key]
                self._connection.execute(update(table).where(*key).values(changed))

    def _below(self, table: Table, ours: Mapping[str, set[str]]) -> Sequence[RowMapping]:
        """The rows of ``table`` that refer to one of ``ours``, by table and identity."""
        parents = {(key.parent, key.column.table.name) for key in table.foreign_keys if key.column.name == "id"}
        if "clue_id" in table.c:
            parents.add((table.c.clue_id, clue.name))
        there = [column.in_(some) for column, name in parents for some in portions(tuple(ours.get(name, ())))]
        return self._connection.execute(select(table).where(or_(*there))).mappings().all() if there else ()

    def _wipe_papers(self, clue_id: str) -> tuple[str, ...]:
        pieces = select(signed_piece.c.sha256).where(signed_piece.c.clue_id == clue_id)
        digests = tuple(self._connection.execute(pieces).scalars())
        self._connection.execute(delete(signed_piece).where(signed_piece.c.clue_id == clue_id))
        return digests

    def let_go(self, digests: Iterable[str]) -> tuple[str, ...]:
        """Forget those of these attachments that nothing names any more; returns them: their files are to go."""
        gone: list[str] = []
        for digest in dict.fromkeys(digests):
            if not self._named(digest):
                for table in (blob, not_taken):
                    self._connection.execute(delete(table).where(table.c.sha256 == digest))
                gone.append(digest)
        return tuple(gone)

    def squeeze_index(self) -> None:
        """Leave no erased words in the full-text index, which otherwise drops them only by and by."""
        if self._connection.dialect.name == "sqlite":
            self._connection.execute(text("INSERT INTO clue_fts(clue_fts) VALUES('optimize')"))

    def _named(self, digest: str) -> bool:
        return any(
            self._connection.execute(select(table.c.sha256).where(table.c.sha256 == digest).limit(1)).first()
            for table in (attachment, signed_piece)
        )

    def _wipe_contents(self, table: Table, clue_id: str, left: Callable[[ClueContent], ClueContent]) -> None:
        rows = self._connection.execute(select(table.c.revision, table.c.record).where(table.c.clue_id == clue_id))
        for row in rows.all():
            kept = canonical(to_record(left(from_record(json.loads(row.record))))).decode()
            here = (table.c.clue_id == clue_id) & (table.c.revision == row.revision)
            self._connection.execute(update(table).where(here).values(record=kept))

    def _wipe_opinions(self, clue_id: str) -> None:
        evaluation = ENTITIES[Evaluation]
        contacts = METADATA.tables["contributor_contact"]
        heard = select(contacts.c.id).where(contacts.c.clue_id == clue_id)
        self._connection.execute(update(evaluation).where(evaluation.c.contact_id.in_(heard)).values(opinion=""))


def _changed(table: Table, row: RowMapping, without: Words, answer: Words) -> dict[str, Any]:
    answers = _ANSWERS.get(table.name, ())
    worded: dict[str, Any] = {}
    for column in table.c:
        words = row[column.name]
        if type(column.type) is Text and column.name not in _NO_WORDS and words:
            left = answer(words) if column.name in answers else without(words)
            if left != words:
                worded[column.name] = left
    return {**worded, "version": row["version"] + 1} if worded and "version" in table.c else worded


def _nothing(name: str, kind: Secret | SecretBytes) -> str | bytes:
    if name not in _WHOLE:
        return ""
    return ERASED if isinstance(kind, SecretBytes) else ERASED.decode()


def _tombstone(row: RowMapping) -> Tombstone:
    return Tombstone(
        row["clue_id"],
        ErasureScope(row["scope"]),
        ErasureGround(row["ground"]),
        row["erased_at"],
        tuple(row["blobs"].split()),
    )
