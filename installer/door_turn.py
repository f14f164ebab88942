"""One set-up at a time: a lock that the operating system frees when its holders end."""

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from door_words import say


class Turn:
    """Waits for its turn on ``path``, a file that may be created and is left in place.

    Processes that inherit :attr:`descriptor` keep the turn until they end too, so that a pip which
    outlives a killed door is not disturbed by the next one.

    Raises:
        OSError: the file cannot be made or locked.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.descriptor = -1

    def __enter__(self) -> Self:
        self.descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        if not _lock(self.descriptor, wait=False):
            say("另一处正在准备同一个目录，等它完成……")
            while not _lock(self.descriptor, wait=True):
                continue
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.descriptor)
        self.descriptor = -1


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int, *, wait: bool) -> bool:
        # LK_LOCK itself gives up after ten seconds.
        try:
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _lock(descriptor: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
