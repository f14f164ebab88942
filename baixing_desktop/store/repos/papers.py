"""The print register, the signed pages, and what people chose for an imported layout."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, exists, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from baixing_desktop.domain.signed import SHORT_HASH, PrintRecord, SignedPiece
from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import ConflictError, NotFoundError
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.clues import clue, clue_revision, former_number
from baixing_desktop.store.tables.papers import import_layout, print_record, signed_piece


class PaperRepo:
    """Prints and signed pages of clues."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def next_prints(self, clue_ids: Sequence[str]) -> dict[str, int]:
        """The number that the next print of each of these clues would get."""
        last: dict[str, int] = {}
        for some in portions(clue_ids):
            found = (
                select(print_record.c.clue_id, func.max(print_record.c.number).label("number"))
                .where(print_record.c.clue_id.in_(some))
                .group_by(print_record.c.clue_id)
            )
            last |= {row.clue_id: row.number for row in self._connection.execute(found)}
        return {clue_id: last.get(clue_id, 0) + 1 for clue_id in clue_ids}

    def add_prints(self, prints: Iterable[PrintRecord]) -> None:
        """Enter prints in the register.

        Raises:
            ConflictError: ``CHANGED_MEANWHILE``: somebody else took one of the numbers first.
        """
        try:
            self._connection.execute(insert(print_record), [_print_values(one) for one in prints])
        except IntegrityError as error:
            raise ConflictError("CHANGED_MEANWHILE") from error

    def prints(self, clue_id: str) -> tuple[PrintRecord, ...]:
        """All prints of a clue, oldest first."""
        rows = self._connection.execute(
            select(print_record).where(print_record.c.clue_id == clue_id).order_by(print_record.c.number)
        ).mappings()
        return tuple(PrintRecord(**row) for row in rows)

    def add_piece(self, piece: SignedPiece, replaced: Iterable[SignedPiece]) -> None:
        """File signed pages; those of ``replaced`` stay, marked with the moment."""
        for old in replaced:
            self._connection.execute(
                update(signed_piece).where(signed_piece.c.id == old.id).values(replaced_at=piece.filed_at)
            )
        self._connection.execute(insert(signed_piece).values(**_piece_values(piece)))

    def unfile(self, piece_id: str, restored: Iterable[str], at: datetime) -> None:
        """Take a piece out of force, and put those whose place it took into force again."""
        self._connection.execute(update(signed_piece).where(signed_piece.c.id == piece_id).values(replaced_at=at))
        for one in restored:
            self._connection.execute(update(signed_piece).where(signed_piece.c.id == one).values(replaced_at=None))

    def pieces(self, clue_id: str) -> tuple[SignedPiece, ...]:
        """All signed pages of a clue, also replaced ones: by page, then as they were filed."""
        rows = self._connection.execute(
            select(signed_piece).where(signed_piece.c.clue_id == clue_id).order_by(signed_piece.c.filed_at)
        ).mappings()
        return tuple(sorted(map(_piece, rows), key=lambda piece: piece.pages[:1]))

    def piece(self, piece_id: str) -> SignedPiece:
        """One signed paper.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``.
        """
        found = self._connection.execute(select(signed_piece).where(signed_piece.c.id == piece_id))
        row = found.mappings().one_or_none()
        if row is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="签字件")
        return _piece(row)

    def bearers(self, number: str) -> tuple[str, ...]:
        """The clues that bear this provisional number, or once did."""
        now = select(clue.c.id).where(clue.c.provisional_number == number)
        once = select(former_number.c.clue_id).where(former_number.c.number == number)
        return tuple(self._connection.execute(now.union(once)).scalars())

    def unsigned(self) -> tuple[str, ...]:
        """Registered clues, by number, of whose content in force no signed paper stands here."""
        found = select(clue.c.id).where(registered_form(), ~signed_form()).order_by(clue.c.provisional_number)
        return tuple(self._connection.execute(found).scalars())

    def with_pieces(self, ids: Sequence[str]) -> frozenset[str]:
        """Those of the clues that have a signed paper in force, of whatever content."""
        piece = signed_piece.c
        return frozenset(
            clue_id
            for some in portions(ids)
            for clue_id in self._connection.execute(
                select(piece.clue_id).where(piece.clue_id.in_(some), piece.replaced_at.is_(None))
            ).scalars()
        )

    def revision_hashes(self, clue_id: str) -> tuple[str, ...]:
        """The content hashes ever registered for a clue, oldest first."""
        return tuple(
            self._connection.execute(
                select(clue_revision.c.content_hash)
                .where(clue_revision.c.clue_id == clue_id)
                .order_by(clue_revision.c.revision)
            ).scalars()
        )

    def layouts(self) -> dict[str, str]:
        """What was chosen last for each layout of a table, by the layout's fingerprint."""
        rows = self._connection.execute(select(import_layout.c.fingerprint, import_layout.c.mapping))
        return {row.fingerprint: row.mapping for row in rows}

    def remember_layout(self, fingerprint: str, mapping: str, at: datetime) -> None:
        """Keep what was chosen for tables of this layout."""
        self._connection.execute(delete(import_layout).where(import_layout.c.fingerprint == fingerprint))
        self._connection.execute(insert(import_layout).values(fingerprint=fingerprint, mapping=mapping, used_at=at))


def registered_form() -> ColumnElement[bool]:
    """A clue has registered content: there is a form to be signed."""
    return clue.c.content_hash.is_not(None) & (
        clue.c.workroom_state.is_(None) | (clue.c.workroom_state != ClueState.DRAFT)
    )


def signed_form() -> ColumnElement[bool]:
    """A signed paper of the clue's content in force stands here."""
    piece = signed_piece
    return exists().where(
        piece.c.clue_id == clue.c.id,
        piece.c.replaced_at.is_(None),
        or_(piece.c.short_hash == "", piece.c.short_hash == func.substr(clue.c.content_hash, 1, SHORT_HASH)),
    )


def _print_values(one: PrintRecord) -> dict[str, Any]:
    return {column.name: getattr(one, column.name) for column in print_record.columns}


def _piece_values(piece: SignedPiece) -> dict[str, Any]:
    values = {column.name: getattr(piece, column.name) for column in signed_piece.columns}
    return {**values, "pages": ",".join(map(str, piece.pages))}


def _piece(row: RowMapping) -> SignedPiece:
    values = dict(row)
    values["pages"] = tuple(int(page) for page in values["pages"].split(",") if page)
    return SignedPiece(**values)
