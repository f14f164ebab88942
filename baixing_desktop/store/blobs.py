"""Attachments: an encrypted box each, named by the SHA-256 of its plain bytes, in the home or on its server."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.errors import NotFoundError
from baixing_desktop.files import discard, private_folder, write_durably
from baixing_desktop.store.store import Store
from baixing_desktop.store.tables.system import attachment_box

Box = tuple[str, Callable[[], bytes]]
"""A box's SHA-256, and what reads it."""


class FileCipher(Protocol):
    """Encrypts whole files; the keys are not the store's business."""

    def seal(self, data: bytes, name: str) -> bytes:
        """The encrypted form of ``data``, bound to ``name``."""
        ...

    def open(self, box: bytes, name: str) -> bytes:
        """The bytes sealed under ``name``."""
        ...


class Shelf(Protocol):
    """Where boxes are kept. A box is durable when :meth:`put` returns; putting it twice changes nothing."""

    def has(self, sha256: str) -> bool:
        """Whether there is such a box."""
        ...

    def put(self, sha256: str, box: bytes) -> None:
        """Keep a box."""
        ...

    def get(self, sha256: str) -> bytes | None:
        """The box, or None."""
        ...

    def remove(self, sha256: str) -> None:
        """Let a box go."""
        ...

    def boxes(self) -> Iterable[Box]:
        """All that are kept, by SHA-256."""
        ...


@dataclass(frozen=True, slots=True)
class FolderShelf:
    """Boxes as files, in a folder for each two first digits."""

    folder: Path

    def has(self, sha256: str) -> bool:
        """Whether there is such a file."""
        return self._path(sha256).exists()

    def put(self, sha256: str, box: bytes) -> None:
        """Write the file.

        Raises:
            StoreError, InputError: it could not be written; nothing was kept.
        """
        path = self._path(sha256)
        private_folder(path.parent)
        write_durably(path, box)

    def get(self, sha256: str) -> bytes | None:
        """The file's bytes."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, sha256: str) -> None:
        """Delete the file; one that the operating system holds on to is tried again by whoever keeps the list of what
        was erased.
        """
        discard(self._path(sha256))

    def boxes(self) -> Iterator[Box]:
        """The files that are here now."""
        return ((path.stem, path.read_bytes) for path in sorted(self.folder.glob("*/*.bin")))

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.bin"


@dataclass(frozen=True, slots=True)
class ServerShelf:
    """Boxes in the database that the record is in, so that every seat has them."""

    store: Store

    def has(self, sha256: str) -> bool:
        """Whether there is such a row."""
        found = select(attachment_box.c.sha256).where(attachment_box.c.sha256 == sha256)
        with self.store.reading() as tx:
            return tx.connection.execute(found).first() is not None

    def put(self, sha256: str, box: bytes) -> None:
        """Write the row.

        Raises:
            StoreError: it could not be written; nothing was kept.
        """
        new = insert(attachment_box).values(sha256=sha256, box=box).on_conflict_do_nothing()
        with self.store.apart() as tx:
            tx.connection.execute(new)

    def get(self, sha256: str) -> bytes | None:
        """The row's bytes."""
        found = select(attachment_box.c.box).where(attachment_box.c.sha256 == sha256)
        with self.store.reading() as tx:
            return tx.connection.execute(found).scalar_one_or_none()

    def remove(self, sha256: str) -> None:
        """Delete the row."""
        with self.store.apart() as tx:
            tx.connection.execute(delete(attachment_box).where(attachment_box.c.sha256 == sha256))

    def boxes(self) -> Iterator[Box]:
        """The rows that are there now; each is read when it is its turn."""
        with self.store.reading() as tx:
            names = tx.connection.execute(select(attachment_box.c.sha256).order_by(attachment_box.c.sha256)).scalars()
            found = names.all()
        return ((name, lambda name=name: self.get(name) or b"") for name in found)


@dataclass(frozen=True, slots=True)
class Blobs:
    """Attachments on a shelf. A box is durable before the row that names it is written."""

    shelf: Shelf
    cipher: FileCipher

    def put(self, data: bytes) -> str:
        """Keep ``data``; returns its SHA-256. Keeping the same bytes twice costs nothing.

        Raises:
            StoreError, InputError: it could not be written; nothing was kept.
        """
        digest = sha256_hex(data)
        if not self.shelf.has(digest):
            self.shelf.put(digest, self.cipher.seal(data, digest))
        return digest

    def get(self, sha256: str) -> bytes:
        """The bytes with this SHA-256.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``: not here.
            VaultError: ``VAULT_DAMAGED``: changed where it is kept.
        """
        box = self.shelf.get(sha256)
        if box is None:
            raise NotFoundError("RECORD_NOT_FOUND", kind="附件")
        return self.cipher.open(box, sha256)

    def remove(self, sha256: str) -> None:
        """Let the bytes with this SHA-256 go."""
        self.shelf.remove(sha256)
