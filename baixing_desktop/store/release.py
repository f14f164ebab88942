"""A new version of the program in one file (``.bxup``): what it is, a signature over that, and the program itself.

It is a plain ZIP of three members: ``manifest.json`` (canonical JSON), ``signature`` (64 bytes over it) and
``payload``, the very archive or Debian package that the build made, whose length and SHA-256 the manifest names.
Nothing here checks the signature (``usecases/updating.py`` does, with the keys that ship); everything here mistrusts
the file all the same.
"""

import hashlib
import json
import lzma
import re
import shutil
import struct
import tarfile
import zipfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, cast

from baixing_desktop import APP_ID
from baixing_desktop.canonical import canonical, parse_canonical
from baixing_desktop.clock import parse_stamp
from baixing_desktop.errors import InputError
from baixing_desktop.files import durable_file, explained_writing, flush_folder
from baixing_desktop.work import Work

SUFFIX = ".bxup"
FORM = 1
SIGNED_AS = b"baixing release v1\n"
"""Goes before the manifest under the signature, so that it fits nothing else that is ever signed."""
_MANIFEST, _SIGNATURE, _PAYLOAD = "manifest.json", "signature", "payload"
_MANIFEST_LIMIT = 100_000
_SIGNATURE_LIMIT = 64
_PIECE = 1 << 20
_MOST_BYTES, _MOST_FILES = 4_000_000_000, 50_000
"""Of an unpacked program; ours has 0.3 GB in 2,000 files."""
_END, _END_MARK = struct.Struct("<4s4H2LH"), b"PK\x05\x06"
"""The last bytes of a ZIP without a remark, as ours are."""
_MOST_MEMBERS, _LIST_LIMIT = 8, 4_096
_VERSION_PARTS = 4
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,120}")


class Payload(StrEnum):
    """In which form the program is in the package."""

    PORTABLE = "portable"
    DEB = "deb"


@dataclass(frozen=True, slots=True)
class Release:
    """What a package says of itself: ``schema`` is the revision of the record that it makes, ``file`` the payload's
    own name, ``length`` in bytes, ``made_at`` an UTC stamp, ``news`` a few Chinese words for who installs it.
    """

    kind: Payload
    version: str
    schema: str
    made_at: str
    file: str
    length: int
    sha256: str
    news: str = ""

    def signed(self) -> bytes:
        """The bytes of the manifest."""
        return canonical({"v": FORM, "product": APP_ID, **asdict(self), "kind": self.kind.value})


@dataclass(frozen=True, slots=True)
class Sealed:
    """What lies in a package, unchecked: the manifest as it is there, its bytes under the signature, the signature."""

    release: Release
    manifest: bytes
    signature: bytes


def describe(payload: Path, kind: Payload, *, version: str, schema: str, made_at: str, news: str) -> Release:
    """The manifest of the file ``payload``.

    Raises:
        OSError: it cannot be read.
    """
    length, digest = 0, hashlib.sha256()
    with payload.open("rb") as file:
        while piece := file.read(_PIECE):
            length += len(piece)
            digest.update(piece)
    return Release(kind, version, schema, made_at, payload.name, length, digest.hexdigest(), news)


def write_package(path: Path, release: Release, signature: bytes, payload: Path) -> None:
    """Put a package together.

    Raises:
        StoreError, InputError: it could not be written; there is none.
    """
    with durable_file(path) as target, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        archive.writestr(_MANIFEST, release.signed())
        archive.writestr(_SIGNATURE, signature)
        archive.write(payload, _PAYLOAD)


def look_into_package(path: Path) -> Sealed:
    """What a package says of itself.

    Raises:
        InputError: ``FILE_MISSING``, ``UPDATE_DAMAGED``, ``UPDATE_TOO_NEW``.
    """
    with _opened(path) as archive:
        manifest = _member(archive, path, _MANIFEST, _MANIFEST_LIMIT)
        signature = _member(archive, path, _SIGNATURE, _SIGNATURE_LIMIT)
    return Sealed(read_manifest(manifest, path.name), manifest, signature)


def read_manifest(manifest: bytes, name: str) -> Release:
    """What a manifest says; ``name`` is what its package is called where people are told.

    Raises:
        InputError: ``UPDATE_DAMAGED``, ``UPDATE_TOO_NEW``.
    """
    try:
        found = cast("dict[str, Any]", parse_canonical(manifest))
        form, product = int(found.pop("v")), found.pop("product")
        if form > FORM:
            raise InputError("UPDATE_TOO_NEW", name=name)
        found["kind"] = Payload(found["kind"])
        release = Release(**found)
        parse_stamp(release.made_at)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError("UPDATE_DAMAGED", name=name) from error
    texts = (release.version, release.schema, release.file, release.sha256)
    sound = product == APP_ID and all(map(_is_name, texts)) and _is_count(release.length)
    if not sound or not isinstance(release.news, str):  # pyright: ignore[reportUnnecessaryIsInstance] - it came from outside
        raise InputError("UPDATE_DAMAGED", name=name)
    return release


def version_numbers(version: str) -> tuple[int, ...]:
    """A version in order; four numbers, as the build makes them.

    Raises:
        InputError: ``UPDATE_DAMAGED``: it is no version of ours.
    """
    parts = version.split(".")
    if not all(part.isascii() and part.isdecimal() for part in parts) or len(parts) > _VERSION_PARTS:
        raise InputError("UPDATE_DAMAGED", name=version)
    return tuple(map(int, [*parts, "0", "0", "0"][:_VERSION_PARTS]))


def digest_of(path: Path, work: Work) -> str:
    """SHA-256 of the whole file.

    Raises:
        OSError: it cannot be read.
        UserError: ``CANCELLED``.
    """
    digest, done, total = hashlib.sha256(), 0, -(-path.stat().st_size // _PIECE)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            work.at(done, total, "正在核对更新包")
            digest.update(piece)
            done += 1
    return digest.hexdigest()


def check_payload(path: Path, release: Release, work: Work) -> None:
    """Read the payload of a package through: whether it is the one that ``release`` names.

    Raises:
        InputError: ``FILE_MISSING``, ``UPDATE_DAMAGED``.
        UserError: ``CANCELLED``.
    """
    _copy_payload(path, release, lambda _: None, work, "正在核对更新包")


def take_payload(path: Path, release: Release, target: Path, work: Work) -> None:
    """Copy the payload of a package to ``target``, which is there only if it is the one that ``release`` names.

    Raises:
        InputError: ``FILE_MISSING``, ``UPDATE_DAMAGED``, ``FILE_NOT_WRITTEN``.
        StoreError: ``STORE_DISK_FULL``, ``STORE_READ_ONLY``.
        UserError: ``CANCELLED``.
    """
    with durable_file(target) as file:
        _copy_payload(path, release, file.write, work, "正在取出新程序")


def _copy_payload(path: Path, release: Release, take: Callable[[bytes], object], work: Work, what: str) -> None:
    length, digest = 0, hashlib.sha256()
    with _opened(path) as archive, archive.open(_PAYLOAD) as member:
        while (piece := member.read(_PIECE)) and length <= release.length:
            work.at(length // _PIECE, -(-release.length // _PIECE), what)
            take(piece)
            digest.update(piece)
            length += len(piece)
        if (length, digest.hexdigest()) != (release.length, release.sha256):
            raise InputError("UPDATE_DAMAGED", name=path.name)


def unpack_tree(archive: Path, folder: Path) -> None:
    """Take the portable program apart into the new ``folder``; the one folder that everything lies in is left out.

    Raises:
        InputError: ``UPDATE_DAMAGED``: not such an archive, or a name or link in it leads out of the folder.
        StoreError: ``STORE_DISK_FULL``, ``STORE_READ_ONLY``.
    """
    damaged = InputError("UPDATE_DAMAGED", name=archive.name)
    total = 0
    try:
        with explained_writing(folder), tarfile.open(archive, "r:xz") as source:
            folder.mkdir()
            for count, entry in enumerate(source):
                total += entry.size
                if count > _MOST_FILES or total > _MOST_BYTES:
                    raise damaged
                _put(source, entry, folder, damaged)
            flush_folder(folder)
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise damaged from error


def _put(source: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path, damaged: InputError) -> None:
    parts = PurePosixPath(entry.name).parts
    if not parts or parts[0] == "/" or ".." in parts:
        raise damaged
    if len(parts) == 1:
        if not entry.isdir():
            raise damaged
        return
    target = folder.joinpath(*parts[1:])
    # A link that came before must not lead what comes after it elsewhere.
    if any(parent.is_symlink() for parent in target.parents if folder in (parent, *parent.parents)):
        raise damaged
    target.parent.mkdir(parents=True, exist_ok=True)
    if entry.isdir():
        target.mkdir(exist_ok=True)
    elif entry.issym():
        goal = (target.parent / entry.linkname).resolve()
        if PurePosixPath(entry.linkname).is_absolute() or not goal.is_relative_to(folder.resolve()):
            raise damaged
        target.symlink_to(entry.linkname)
    elif entry.isfile() and (content := source.extractfile(entry)):
        with target.open("xb") as file:
            shutil.copyfileobj(content, file)
        target.chmod(0o755 if entry.mode & 0o100 else 0o644)
    else:
        raise damaged


@contextmanager
def _opened(path: Path) -> Generator[zipfile.ZipFile]:
    if not path.is_file():
        raise InputError("FILE_MISSING", name=path.name)
    try:
        _require_short_list(path)
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, EOFError, KeyError, NotImplementedError, RuntimeError, json.JSONDecodeError) as error:
        raise InputError("UPDATE_DAMAGED", name=path.name) from error


def _require_short_list(path: Path) -> None:
    """Refuse a list of members that is longer than ours before it is read: all of it would be held in memory."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END.size))
        end = file.read()
    if len(end) != _END.size:
        raise zipfile.BadZipFile
    mark, _, _, _, count, size, _, _ = _END.unpack(end)
    if mark != _END_MARK or count > _MOST_MEMBERS or size > _LIST_LIMIT:
        raise zipfile.BadZipFile


def _member(archive: zipfile.ZipFile, path: Path, name: str, limit: int) -> bytes:
    if archive.getinfo(name).file_size > limit:
        raise InputError("UPDATE_DAMAGED", name=path.name)
    return archive.read(name)


def _is_name(text: object) -> bool:
    return isinstance(text, str) and _NAME.fullmatch(text) is not None


def _is_count(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and 0 < number <= _MOST_BYTES
