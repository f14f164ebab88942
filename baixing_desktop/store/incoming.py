"""Attachments that have arrived in part: in quarantine, encrypted, until they are whole and verified."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.files import private_folder, write_durably
from baixing_desktop.store.blobs import FileCipher


@dataclass(frozen=True, slots=True)
class Incoming:
    """The quarantine folder: one file per chunk, named by its place, so that an interrupted transfer goes on there."""

    folder: Path
    cipher: FileCipher

    def reached(self, device_id: str, sha256: str) -> int:
        """How many bytes of the attachment are here without a gap."""
        reached = 0
        for offset, length, _ in self._chunks(device_id, sha256):
            if offset != reached:
                break
            reached += length
        return reached

    def add(self, device_id: str, sha256: str, offset: int, data: bytes) -> None:
        """Keep the chunk that begins at ``offset``, durably.

        Raises:
            StoreError, InputError: it could not be written.
        """
        folder = private_folder(self._folder(device_id, sha256))
        write_durably(folder / f"{offset:012d}-{len(data)}.part", self.cipher.seal(data, _name(sha256, offset)))

    def whole(self, device_id: str, sha256: str) -> bytes:
        """All chunks together.

        Raises:
            VaultError: ``VAULT_DAMAGED``: changed on disk.
        """
        return b"".join(
            self.cipher.open(path.read_bytes(), _name(sha256, offset))
            for offset, _, path in self._chunks(device_id, sha256)
        )

    def discard(self, device_id: str, sha256: str) -> None:
        """Forget the chunks; once more changes nothing."""
        shutil.rmtree(self._folder(device_id, sha256), ignore_errors=True)

    def forget(self, sha256: str) -> None:
        """Forget what any workstation brought of it."""
        for folder in self.folder.glob(f"*/{sha256}"):
            shutil.rmtree(folder, ignore_errors=True)

    def _folder(self, device_id: str, sha256: str) -> Path:
        return self.folder / device_id / sha256

    def _chunks(self, device_id: str, sha256: str) -> list[tuple[int, int, Path]]:
        found = sorted(self._folder(device_id, sha256).glob("[0-9]*.part"))
        places = [path.stem.split("-") for path in found]
        return [(int(offset), int(length), path) for (offset, length), path in zip(places, found, strict=True)]


def _name(sha256: str, offset: int) -> str:
    return f"{sha256} {offset}"
