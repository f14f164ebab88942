"""Whether the package of a year is still what was archived, by the SHA-256 of every file; needs no home and no key."""

import hashlib
import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.errors import InputError
from baixing_desktop.work import Work

MANIFEST = "manifest-sha256.txt"
"""One line for each other file: 64 hex digits, two spaces, the name; ``sha256sum -c`` reads it too."""

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_PIECE = 1 << 20
_MOST_LISTED = 32 << 20
"""Bytes of the list: some dozens of papers, and the files of a year's clues, each with up to about 300 bytes."""
_MOST = 4 << 30
"""Bytes that are read of one file: what says to be longer is none of ours."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Names of the files that are as they were, that were changed, that are gone, and that were added; ``digest`` is
    the SHA-256 of the list itself, which stands in the audit trail of the office that made the package."""

    intact: tuple[str, ...]
    changed: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    digest: str

    @property
    def whole(self) -> bool:
        """Whether nothing differs from the list."""
        return not (self.changed or self.missing or self.added)


def check_archive(path: Path, work: Work | None = None) -> Verdict:
    """Compare every file of the package at ``path`` with its list.

    Raises:
        InputError: ``FILE_MISSING``; ``FILE_UNREADABLE``: no package, or its list is gone or spoilt.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    if not path.is_file():
        raise InputError("FILE_MISSING", name=path.name)
    try:
        with zipfile.ZipFile(path) as package:
            return _compared(package, path.name, work or Work())
    except _BROKEN as error:
        raise _unreadable(path.name, "不是年度档案，或者已经损坏") from error


def _compared(package: zipfile.ZipFile, name: str, work: Work) -> Verdict:
    listed, digest = _listed(package, name)
    there = Counter(info.filename for info in package.infolist() if not info.is_dir())
    intact: list[str] = []
    changed: list[str] = []
    known = [one for one in listed if one in there]
    for done, one in enumerate(known):
        work.at(done, len(known), "正在核对")
        # Of two files of one name nobody can say which is meant.
        same = there[one] == 1 and _hash_of(package, one) == listed[one]
        (intact if same else changed).append(one)
    missing = tuple(one for one in listed if one not in there)
    added = tuple(sorted(one for one in there if one not in listed and one != MANIFEST))
    return Verdict(tuple(intact), tuple(changed), missing, added, digest)


def _listed(package: zipfile.ZipFile, name: str) -> tuple[dict[str, str], str]:
    names = [info for info in package.infolist() if info.filename == MANIFEST]
    if len(names) != 1 or names[0].file_size > _MOST_LISTED:
        raise _unreadable(name, "没有校验清单")
    data = package.read(names[0])
    try:
        lines = [_LINE.fullmatch(line) for line in data.decode().splitlines()]
    except UnicodeDecodeError as error:
        raise _unreadable(name, "校验清单已损坏") from error
    found = [line.groups() for line in lines if line is not None]
    if not found or len(found) != len(lines) or len({one for _, one in found}) != len(found):
        raise _unreadable(name, "校验清单已损坏")
    return {one: digest for digest, one in found}, hashlib.sha256(data).hexdigest()


def _hash_of(package: zipfile.ZipFile, name: str) -> str:
    """The SHA-256 of a file; empty when it cannot be read to its end."""
    info = package.getinfo(name)
    if info.file_size > _MOST:
        return ""
    found = hashlib.sha256()
    try:
        with package.open(info) as file:
            while piece := file.read(_PIECE):
                found.update(piece)
    except _BROKEN:
        return ""
    return found.hexdigest()


def _unreadable(name: str, reason: str) -> InputError:
    return InputError("FILE_UNREADABLE", name=name, reason=reason)
