"""A disk that loses power: what was not flushed is kept, lost, torn or turned to garbage, in any mixture.

A write is certain once its file was flushed, a name (created, moved, removed) once its folder was flushed. Until
then each of them is on the disk or not, independently: harsher than any journalling file system.
"""

import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from random import Random
from typing import Literal

from tests.proofs.tools.recording import Record

SECTOR = 512


@dataclass(slots=True)
class _File:
    """``certain`` content, and the calls since: (offset, bytes), or (size, None) for a truncation."""

    certain: bytes = b""
    pending: list[tuple[int, bytes | None]] = field(default_factory=list[tuple[int, bytes | None]])

    def flush(self) -> None:
        """All pending calls become certain."""
        if self.pending:
            self.certain = _applied(self.certain, self.pending)
            self.pending.clear()


@dataclass(slots=True)
class _Name:
    """What a path leads to: a file, a folder (True) or nothing; ``pending`` are later states."""

    certain: "_File | Literal[True] | None" = None
    pending: "list[_File | Literal[True] | None]" = field(default_factory=list["_File | Literal[True] | None"])

    @property
    def now(self) -> "_File | Literal[True] | None":
        """What running programs see."""
        return self.pending[-1] if self.pending else self.certain


class Disk:
    """The folder ``root`` as it is, and then every recorded change."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._names: dict[str, _Name] = {}
        self._files: dict[int, _File] = {}
        for path in root.rglob("*"):
            if path.is_dir():
                self._names[str(path)] = _Name(True)
                continue
            file = _File(path.read_bytes())
            self._names[str(path)] = _Name(file)
            self._files[path.stat().st_ino] = file

    def apply(self, record: Record) -> None:
        """Take over one recorded call."""
        match record.kind:
            case "C":
                file = self._files[record.inode] = _File()
                self._name(record.path).pending.append(file)
            case "W":
                self._files[record.inode].pending.append((record.offset, record.data))
            case "T":
                self._files[record.inode].pending.append((record.offset, None))
            case "R":
                found = self._name(record.path).now if record.path else None
                if record.target:
                    self._name(record.target).pending.append(found)
                if record.path:
                    self._name(record.path).pending.append(None)
            case "U" | "X":
                self._name(record.path).pending.append(None)
            case "D":
                self._name(record.path).pending.append(True)
            case "F":
                self._flush(record)
            case _:
                raise AssertionError(record)

    def after_cut(self, dice: Random) -> dict[str, bytes | None]:
        """One of the states in which the disk may come back: content by path relative to the root; None: a folder."""
        style = dice.randrange(8)
        keep = {0: 0.0, 1: 1.0, 2: 0.9, 3: 0.1}.get(style, 0.5)
        survived: dict[str, _File | Literal[True]] = {}
        for path, name in self._names.items():
            states = [name.certain, *name.pending]
            chosen = states[-1] if dice.random() < keep else dice.choice(states[:-1] or states)
            if chosen:
                survived[path] = chosen
        return {
            str(PurePosixPath(path).relative_to(self._root)): None if found is True else _torn(found, keep, dice)
            for path, found in sorted(survived.items())
            if self._reachable(path, survived)
        }

    def _reachable(self, path: str, survived: "dict[str, _File | Literal[True]]") -> bool:
        """Whether every folder above survived too."""
        folder = PurePosixPath(path).parent
        return str(folder) == str(self._root) or (
            survived.get(str(folder)) is True and self._reachable(str(folder), survived)
        )

    def _flush(self, record: Record) -> None:
        file = self._files.get(record.inode)
        if file is not None:
            file.flush()
            return
        for path, name in self._names.items():
            if name.pending and str(PurePosixPath(path).parent) == record.path:
                name.certain = name.now
                name.pending.clear()

    def _name(self, path: str) -> _Name:
        return self._names.setdefault(path, _Name())


def write_out(state: dict[str, bytes | None], folder: Path) -> None:
    """Make ``folder`` hold exactly ``state``."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path, content in state.items():
        target = folder / path
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def _applied(content: bytes, calls: list[tuple[int, bytes | None]]) -> bytes:
    image = bytearray(content)
    for offset, data in calls:
        if data is None:
            del image[offset:]
            image.extend(bytes(offset - len(image)))
            continue
        image.extend(bytes(max(0, offset - len(image))))
        image[offset : offset + len(data)] = data
    return bytes(image)


def _torn(file: _File, keep: float, dice: Random) -> bytes:
    """``file`` with some of its pending calls, some of them sector by sector."""
    kept: list[tuple[int, bytes | None]] = []
    for offset, data in file.pending:
        if dice.random() < keep:
            kept.append((offset, data))
        elif data is not None and 0.0 < keep < 1.0 and dice.random() < 0.5:
            kept.extend(_some_sectors(offset, data, dice))
    return _applied(file.certain, kept)


def _some_sectors(offset: int, data: bytes, dice: Random) -> list[tuple[int, bytes | None]]:
    """Parts of a write: each sector written, left out or turned to garbage."""
    parts: list[tuple[int, bytes | None]] = []
    start = 0
    while start < len(data):
        end = min(len(data), start + SECTOR - (offset + start) % SECTOR)
        fate = dice.randrange(3)
        if fate:
            parts.append((offset + start, data[start:end] if fate == 1 else dice.randbytes(end - start)))
        start = end
    return parts
