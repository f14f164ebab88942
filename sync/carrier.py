"""Batches and receipts as files, for a shared folder or a USB stick (PROTOCOL.md 3.3).

A file is one ``batch`` container with its attachments' ``blob`` containers after it, or one ``receipt`` container.
Its name holds no personal data.
"""

import hashlib
import os
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from baixing_desktop.errors import InputError
from baixing_desktop.files import discard, flush_folder, reason_of
from baixing_desktop.ids import new_code
from sync.log import Span

FILE_LIMIT = 4 * 2**30 - 1
"""Largest file: what a FAT-formatted stick can hold."""

_SLICE = 2**20


def batch_name(unit: str, device_code: str, span: Span) -> str:
    """``HZ-SY-K3F-1-1-197.bxp``: unit, workstation, epoch, first and last event."""
    return f"HZ-{unit}-{device_code}-{span.epoch}-{span.first}-{span.last}.bxp"


def receipt_name(unit: str, device_code: str, span: Span) -> str:
    """``回执-SY-K3F-1-1-197.bxr``: the answer to the batch file of the same numbers, and to no other."""
    return f"回执-{unit}-{device_code}-{span.epoch}-{span.first}-{span.last}.bxr"


def request_name(unit: str, device_code: str) -> str:
    """``登记申请-SY-K3F.bxq``: a workstation asks to be enrolled."""
    return f"登记申请-{unit}-{device_code}.bxq"


def answer_name(unit: str, device_code: str) -> str:
    """``登记答复-SY-K3F.bxa``: the office enrolled it."""
    return f"登记答复-{unit}-{device_code}.bxa"


def _nothing() -> None:
    """Nobody has to know."""


def write_verified(path: Path, parts: Iterable[bytes], before_it_stands: Callable[[], object] = _nothing) -> None:
    """Put ``parts`` together at ``path`` and read them back from the disk: after that it may be unplugged.

    Either the whole file stands there under its name, or nothing; ``before_it_stands`` is called when all of it is
    written and it has no name yet.

    Raises:
        InputError: ``FILE_NOT_WRITTEN`` with the reason.
    """
    temporary = path.with_name(f".{path.stem}.{new_code(6)}.tmp")
    try:
        wanted = _write(temporary, parts)
        before_it_stands()
        temporary.replace(path)
        flush_folder(path.parent)
        if _digest_on_disk(path) != wanted:
            # A stick that lies about its size, or a failing one.
            path.unlink()
            raise InputError("FILE_NOT_WRITTEN", name=path.name, reason="写入后读回的内容不一致")
    except OSError as error:
        raise InputError("FILE_NOT_WRITTEN", name=path.name, reason=reason_of(error)) from error
    finally:
        discard(temporary)


@contextmanager
def reading(path: Path) -> Generator[BinaryIO]:
    """The file at ``path``, opened for reading.

    Raises:
        InputError: ``FILE_MISSING``, ``FILE_TOO_LARGE`` or ``FILE_UNREADABLE``; also while it is read.
    """
    try:
        if path.stat().st_size > FILE_LIMIT:
            raise InputError("FILE_TOO_LARGE", name=path.name, limit="4 吉字节")
        with path.open("rb") as file:
            yield file
    except FileNotFoundError as error:
        raise InputError("FILE_MISSING", name=path.name) from error
    except OSError as error:
        raise InputError("FILE_UNREADABLE", name=path.name, reason=reason_of(error)) from error


def _write(path: Path, parts: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    with path.open("xb") as file:
        for part in parts:
            file.write(part)
            digest.update(part)
        file.flush()
        os.fsync(file.fileno())
    return digest.digest()


def _digest_on_disk(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            # Ask for the bytes on the medium, not for the copy in memory.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while part := file.read(_SLICE):
            digest.update(part)
    return digest.digest()
