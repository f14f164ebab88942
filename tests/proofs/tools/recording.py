"""Reading what ``shim.c`` recorded, and the marks that the recorded process set between the calls."""

import json
import os
import struct
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HEAD = struct.Struct("<IIIIqq")


@dataclass(frozen=True, slots=True)
class Record:
    """One changing call (kinds: see ``shim.c``), or a mark (``M``) with ``data`` as JSON."""

    kind: str
    path: str
    target: str
    data: bytes
    inode: int
    offset: int

    @property
    def mark(self) -> Any:
        """What the process said here."""
        return json.loads(self.data)


def set_mark(log: int, value: Any) -> None:
    """Say something between the calls: in the same file, so its place among them is certain."""
    data = json.dumps(value).encode()
    os.write(log, _HEAD.pack(ord("M"), 0, 0, len(data), 0, 0) + data)


def records(path: Path) -> Generator[Record]:
    """Everything that was recorded, in order."""
    content, at = path.read_bytes(), 0
    while at < len(content):
        kind, first, second, size, inode, offset = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        one = os.fsdecode(content[at : at + first])
        two = os.fsdecode(content[at + first : at + first + second])
        at += first + second
        yield Record(chr(kind), one, two, content[at : at + size], inode, offset)
        at += size
