"""A home in one file (``.bxb``): what lies on the disk, each piece named with its SHA-256 in a list at the end.

The pieces are encrypted already, under keys that only the home's people and its recovery sheet open; the list holds
sizes, hashes and counts, nobody's data. It is a plain ZIP file, so that it can be taken apart without this program.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from baixing_desktop.canonical import Plain
from baixing_desktop.errors import InputError
from baixing_desktop.files import durable_file, explained_writing, flush_folder, private_folder
from baixing_desktop.work import Work

SUFFIX = ".bxb"
FORM = 1
_LIST = "manifest.json"
_LIST_LIMIT = 100_000_000
_PIECE = 1 << 20
_MEMBER = re.compile(r"(vault|database)\.json|record\.db|attachments/[0-9a-f]{2}/[0-9a-f]{64}\.bin")
"""The only names a backup may hold: nothing of a stranger's file decides where something is written."""


Piece = tuple[str, Path | Callable[[], bytes]]
"""A piece's name inside the backup, and its file or what reads it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself: ``facts`` of its maker, and length and SHA-256 of each piece."""

    facts: Mapping[str, Plain]
    pieces: Mapping[str, tuple[int, str]]

    @property
    def length(self) -> int:
        """Bytes of all pieces."""
        return sum(length for length, _ in self.pieces.values())


def write_archive(path: Path, home: Iterable[Piece], facts: Mapping[str, Plain], work: Work) -> Contents:
    """Put the pieces of ``home`` into one file at ``path``.

    Raises:
        StoreError, InputError: it could not be written; there is none.
        UserError: ``CANCELLED``.
    """
    files = list(home)
    pieces: dict[str, tuple[int, str]] = {}
    with durable_file(path) as target, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for done, (name, source) in enumerate(files):
            work.at(done, len(files), "正在写入备份")
            with _opened_source(source) as file, archive.open(name, "w", force_zip64=True) as member:
                pieces[name] = _copy(file, cast(BinaryIO, member))
        contents = Contents(facts, pieces)
        archive.writestr(_LIST, json.dumps({"v": FORM, "facts": dict(facts), "pieces": pieces}, sort_keys=True))
    return contents


def extract_archive(path: Path, folder: Path, work: Work) -> Contents:
    """Take a backup apart into the new ``folder``; every piece is durable and as it was when it was backed up.

    Raises:
        InputError: ``BACKUP_DAMAGED``, ``BACKUP_TOO_NEW``, ``FILE_MISSING``, ``FILE_UNREADABLE``.
        StoreError: ``STORE_DISK_FULL``, ``STORE_READ_ONLY``.
        UserError: ``CANCELLED``.
    """
    with _opened(path) as archive:
        contents = _contents(archive, path)
        for done, (name, expected) in enumerate(contents.pieces.items()):
            work.at(done, len(contents.pieces), "正在取出备份")
            target = folder / name
            private_folder(target.parent)
            with archive.open(name) as member, durable_file(target) as file:
                found = _copy(cast(BinaryIO, member), file)
            if found != expected:
                raise InputError("BACKUP_DAMAGED", name=path.name)
    with explained_writing(folder):
        flush_folder(folder)
    return contents


def look_into(path: Path) -> Contents:
    """What a backup says of itself, without reading its pieces.

    Raises:
        InputError: as :func:`extract_archive`.
    """
    with _opened(path) as archive:
        return _contents(archive, path)


@contextmanager
def _opened(path: Path) -> Generator[zipfile.ZipFile]:
    if not path.exists():
        raise InputError("FILE_MISSING", name=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise InputError("BACKUP_DAMAGED", name=path.name) from error


def _contents(archive: zipfile.ZipFile, path: Path) -> Contents:
    damaged = InputError("BACKUP_DAMAGED", name=path.name)
    try:
        if archive.getinfo(_LIST).file_size > _LIST_LIMIT:
            raise damaged
        found = cast("dict[str, Any]", json.loads(archive.read(_LIST)))
        form, facts = int(found["v"]), dict(found["facts"])
        pieces = {str(name): (int(length), str(digest)) for name, (length, digest) in found["pieces"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged from error
    if form > FORM:
        raise InputError("BACKUP_TOO_NEW", name=path.name)
    names = [name for name in archive.namelist() if name != _LIST]
    if sorted(names) != sorted(pieces) or not all(map(_MEMBER.fullmatch, names)):
        raise damaged
    if any(archive.getinfo(name).file_size != length for name, (length, _) in pieces.items()):
        raise damaged
    return Contents(facts, pieces)


def _opened_source(source: Path | Callable[[], bytes]) -> BinaryIO:
    return source.open("rb") if isinstance(source, Path) else io.BytesIO(source())


def _copy(source: BinaryIO, target: BinaryIO) -> tuple[int, str]:
    """Copy to the end; the length and SHA-256 of what was copied."""
    length, digest = 0, hashlib.sha256()
    while piece := source.read(_PIECE):
        target.write(piece)
        digest.update(piece)
        length += len(piece)
    return length, digest.hexdigest()
