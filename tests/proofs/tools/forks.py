"""Work in a child of this process: everything is loaded already, and whatever happens there stays there."""

import os
import pickle
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: ``value`` is what its work returned, ``killed`` the signal, ``trace`` an unexpected error."""

    value: Any = None
    killed: int = 0
    trace: str = ""

    def result(self) -> Any:
        """What the work returned.

        Raises:
            AssertionError: it did not come to an end.
        """
        assert not self.trace, self.trace
        assert not self.killed, f"killed by {signal.Signals(self.killed).name}"
        return self.value


@dataclass(frozen=True, slots=True)
class Child:
    """A forked child at its work, and the pipe through which it will tell how it ended."""

    process: int
    reader: int

    def ended(self) -> Ended:
        """Wait for its end."""
        with os.fdopen(self.reader, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(self.process, 0)
        if os.WIFSIGNALED(status):
            return Ended(killed=os.WTERMSIG(status))
        return pickle.loads(told)  # noqa: S301 - our own child wrote it


def begin(work: Callable[[], Any]) -> Child:
    """Do ``work`` in a forked child. No record may be open here, no thread may run here."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _work_and_exit(work, writer)
    os.close(writer)
    return Child(child, reader)


def in_child(work: Callable[[], Any]) -> Ended:
    """:func:`begin`, and wait for the end."""
    return begin(work).ended()


def _work_and_exit(work: Callable[[], Any], writer: int) -> None:
    try:
        ended = Ended(value=work())
    except BaseException:  # noqa: BLE001 - the boundary of the child: whatever it is, the parent is told
        ended = Ended(trace=traceback.format_exc())
    try:
        with os.fdopen(writer, "wb") as pipe:
            pickle.dump(ended, pipe)
    finally:
        os._exit(0)
