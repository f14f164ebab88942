"""Writing files so that a power cut leaves either the old one or the whole new one."""

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.ids import new_code

PRIVATE_DIR = 0o700


def write_durably(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``: temporary neighbour, flush to the disk, rename, flush the folder.

    Raises:
        StoreError: ``STORE_DISK_FULL`` or ``STORE_READ_ONLY``.
        InputError: ``FILE_NOT_WRITTEN`` for any other reason of the operating system.
    """
    with durable_file(path) as file:
        file.write(data)


@contextmanager
def durable_file(path: Path) -> Generator[BinaryIO]:
    """A file to be written in pieces, which is at ``path``, whole and durable, when the block ends; if it
    raises, nothing is.

    Raises:
        StoreError, InputError: as :func:`write_durably`, also for what the operating system says inside the block.
    """
    temporary = path.with_name(f".{path.name}.{new_code(6)}.tmp")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        discard(temporary)
        raise _explained(error, path) from error
    except BaseException:
        discard(temporary)
        raise


def discard(temporary: Path) -> None:
    """Remove what was not finished, if the disk still lets us: what went wrong before is what people must hear."""
    with suppress(OSError):
        temporary.unlink()


def read_file(path: Path, limit: int) -> bytes:
    """The bytes of ``path``.

    Raises:
        InputError: ``FILE_MISSING``, ``FILE_TOO_LARGE`` (more than ``limit`` bytes) or ``FILE_UNREADABLE``.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError("FILE_UNREADABLE", name=path.name, reason="这不是普通的文件")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError as error:
        raise InputError("FILE_MISSING", name=path.name) from error
    except OSError as error:
        raise InputError("FILE_UNREADABLE", name=path.name, reason=reason_of(error)) from error

    if len(data) > limit:
        raise InputError("FILE_TOO_LARGE", name=path.name, limit=f"{max(limit // 1_000_000, 1)} 兆字节")
    return data


def reason_of(error: OSError) -> str:
    """What the operating system said, in a few Chinese words."""
    known = {
        errno.ENOSPC: "空间不足",
        errno.EDQUOT: "空间不足",
        errno.EFBIG: "文件过大，这个盘放不下",
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "只能读，不能写",
        errno.ENOENT: "文件夹不存在",
        errno.ENOTDIR: "其中有一级不是文件夹",
        errno.EEXIST: "已有同名的文件",
        errno.EISDIR: "这是一个文件夹",
        errno.EIO: "盘有故障或已被拔出",
    }
    return known.get(error.errno or 0, "系统拒绝")


def flush_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable; Windows does this by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def explained_writing(path: Path) -> Generator[None]:
    """Say what the operating system has against writing ``path`` inside the block.

    Raises:
        StoreError: ``STORE_DISK_FULL``, ``STORE_READ_ONLY``.
        InputError: ``FILE_NOT_WRITTEN``.
    """
    try:
        yield
    except OSError as error:
        raise _explained(error, path) from error


def private_folder(path: Path) -> Path:
    """Create ``path`` (and parents) readable by this user only, and durably: a file that is flushed inside a folder
    whose own name was not flushed is lost with that folder in a power cut.

    Raises:
        StoreError: ``STORE_READ_ONLY`` when the place does not allow it.
    """
    try:
        for folder in [*reversed(path.parents), path]:
            if not folder.is_dir():
                folder.mkdir(mode=PRIVATE_DIR, exist_ok=True)
                flush_folder(folder.parent)
    except OSError as error:
        raise _explained(error, path) from error
    return path


def _explained(error: OSError, path: Path) -> StoreError | InputError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreError("STORE_DISK_FULL")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StoreError("STORE_READ_ONLY")
    return InputError("FILE_NOT_WRITTEN", name=path.name, reason=reason_of(error))
