"""One file being read: the limits it must keep, the work it reports to, and how a failure is said."""

import hashlib
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from baixing_desktop.errors import InputError
from baixing_desktop.work import Work

RawRow: TypeAlias = tuple[int, list[str]]
"""Row number as people count it (from 1), and the texts of its cells as they stand in the file."""

KINDS = "xlsx、xls、csv、tsv、txt、jsonl、json"

_STEP = "正在读取文件"


def digest_of(path: Path) -> str:
    """SHA-256 (64 hex digits) over the file at ``path``.

    Raises:
        InputError: ``FILE_UNREADABLE``.
    """
    with Reading(path).guarded(), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file that is read, checked before or while reading so that no file fills the memory.

    ``file_bytes`` and ``unpacked_bytes`` are bytes; ``unpacked_ratio`` guards containers that unpack to far more than
    they weigh; ``rows`` counts rows with content and ``lines`` all rows, blank ones included; ``cell`` and
    ``characters`` are characters in one cell and in the whole table.
    """

    file_bytes: int = 100 * 2**20
    unpacked_bytes: int = 500 * 2**20
    unpacked_ratio: int = 200
    rows: int = 100_000
    lines: int = 1_048_576
    columns: int = 500
    cell: int = 100_000
    characters: int = 100_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one file; makes the errors that name it."""

    path: Path
    limits: Limits = field(default_factory=Limits)
    work: Work = field(default_factory=Work)

    def at(self, done: int, total: int) -> None:
        """Tell how many bytes of how many have been read.

        Raises:
            UserError: ``CANCELLED``.
        """
        self.work.at(min(done, total), total, _STEP)

    def too_large(self, limit: str) -> InputError:
        """The error for a file beyond ``limit`` (Chinese, with its unit)."""
        return InputError("FILE_TOO_LARGE", name=self.path.name, limit=limit)

    def unreadable(self, reason: str) -> InputError:
        """The error for a damaged file; ``reason`` is a Chinese clause without a full stop."""
        return InputError("FILE_UNREADABLE", name=self.path.name, reason=reason)

    def wrong_kind(self) -> InputError:
        """The error for a file of a kind that is not read."""
        return InputError("FILE_KIND", name=self.path.name, kinds=KINDS)

    def cell_too_long(self, where: str) -> InputError:
        """The error for a cell beyond :attr:`Limits.cell`; ``where`` is such as ``第 12 行``."""
        return self.unreadable(f"{where}有一格超过 {self.limits.cell:,} 字")

    @contextmanager
    def guarded(self) -> Generator[None, None, None]:
        """Say in words what the disk raises.

        Raises:
            InputError: ``FILE_UNREADABLE``.
        """
        try:
            yield
        except PermissionError as error:
            raise self.unreadable("没有读取的权限") from error
        except OSError as error:
            raise self.unreadable("磁盘读取出错") from error
