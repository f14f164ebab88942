"""Attachments on disk: one encrypted file each, named by the SHA-256 of its plain bytes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.errors import NotFoundError
from baixing_desktop.files import discard, private_folder, write_durably


class FileCipher(Protocol):
    """Encrypts whole files; the keys are not the store's business."""

    def seal(self, data: bytes, name: str) -> bytes:
        """The encrypted form of ``data``, bound to ``name``."""
        ...

    def open(self, box: bytes, name: str) -> bytes:
        """The bytes sealed under ``name``."""
        ...


@dataclass(frozen=True, slots=True)
class Blobs:
    """The folder of attachments. A file is durable before the row that names it is written."""

    folder: Path
    cipher: FileCipher

    def put(self, data: bytes) -> str:
        """Keep ``data``; returns its SHA-256. Keeping the same bytes twice costs nothing.

        Raises:
            StoreError, InputError: the file could not be written; nothing was kept.
        """
        digest = sha256_hex(data)
        path = self._path(digest)
        if not path.exists():
            private_folder(path.parent)
            write_durably(path, self.cipher.seal(data, digest))
        return digest

    def get(self, sha256: str) -> bytes:
        """The bytes with this SHA-256.

        Raises:
            NotFoundError: ``RECORD_NOT_FOUND``: not here.
            VaultError: ``VAULT_DAMAGED``: changed on disk.
        """
        try:
            box = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError("RECORD_NOT_FOUND", kind="附件") from error
        return self.cipher.open(box, sha256)

    def remove(self, sha256: str) -> None:
        """Let the bytes with this SHA-256 go; a file that the operating system holds on to is tried again by whoever
        keeps the list of what was erased.
        """
        discard(self._path(sha256))

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.bin"
