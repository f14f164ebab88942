"""What a bench works with: how large, how often, where, and beside whom."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from math import inf
from pathlib import Path

from tests.bench.peers import Peers
from tests.postgres import Cluster, cluster


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the records are and how often each thing is done."""

    name: str
    clues: int
    """In the large record, where searching and likeness are measured."""
    desk: int
    """In the record of an ordinary desk, where saving, printing and starting are measured."""
    rounds: int
    batch: int
    """Clues of one import, forms of one book."""
    terms: int
    """Terms of each length that are looked for, clues of each kind that are planted."""
    growth: tuple[int, ...]
    sent: int
    """New clues that a workroom sends at once."""
    first: int
    """Clues of a workroom that sends for the first time."""
    lists: tuple[int, ...]
    """Lengths of lists in the window."""
    seats: int
    """People at one record on a server at the same time."""
    large: tuple[int, ...]
    """Sizes of the records that are kept between runs."""

    @property
    def turns(self) -> tuple[bool, ...]:
        """Whether each turn counts: the first is for warmth, unless there is only one."""
        return ((False,) if self.rounds > 1 else ()) + (True,) * self.rounds


TINY = Scale("tiny", 40, 20, 1, 6, 2, (10, 20, 40), 6, 20, (300,), 2, (60,))
QUICK = Scale("quick", 10_000, 1000, 5, 200, 8, (1000, 3000, 10_000), 1000, 10_000, (10_000, 100_000), 20, (10_000,))
FULL = Scale(
    "full",
    100_000,
    10_000,
    9,
    1000,
    20,
    (1000, 10_000, 100_000),
    1000,
    10_000,
    (10_000, 100_000, 1_000_000),
    20,
    (10_000, 100_000, 1_000_000),
)
SCALES = {scale.name: scale for scale in (TINY, QUICK, FULL)}


SERVER = {"max_connections": "100", "shared_buffers": "256MB", "maintenance_work_mem": "256MB", "autovacuum": "on"}
"""As PostgreSQL comes, with the memory of a small office's server."""


def _server() -> AbstractContextManager[Cluster]:
    return cluster(**SERVER)


@dataclass(frozen=True, slots=True)
class Ground:
    """One run of one bench: ``place`` is its own and goes afterwards, ``kept`` holds large records between runs."""

    scale: Scale
    place: Path
    kept: Path
    peers: Peers
    cluster: Callable[[], AbstractContextManager[Cluster]] = _server
    """Starts a database server."""


def milliseconds(act: Callable[[], object]) -> float:
    """How long ``act`` takes on the wall clock."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def in_turn(rounds: int, *acts: Callable[[], object], seconds: float = inf) -> list[tuple[float, ...]]:
    """Do ``acts`` one after the other, ``rounds`` times after once for warmth; what each took (ms), act by act. No
    further round begins after so many ``seconds``.

    Whatever else the machine does meanwhile meets all of them alike.
    """
    begun, taken = time.perf_counter(), list[list[float]]()
    for act in acts:
        act()
    while len(taken) < rounds and not (taken and time.perf_counter() - begun > seconds):
        taken.append([milliseconds(act) for act in acts])
    return list(zip(*taken, strict=True))


def at_95(numbers: Sequence[float]) -> float:
    """The number below which 95 % lie."""
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * 0.95))]


def processor_ms(process: int) -> float:
    """What another process has worked until now, in ticks of usually 10 ms; 0 where the system does not tell."""
    file = Path(f"/proc/{process}/stat")
    if not file.exists():
        return 0.0
    words = file.read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def peak_reset() -> bool:
    """Forget the most memory that this process has had; False where the system cannot."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return False
    return True


def peak_megabytes() -> float:
    """The most memory since :func:`peak_reset`."""
    return _memory("VmHWM")


def megabytes() -> float:
    """The memory that this process has now."""
    return _memory("VmRSS")


def _memory(kind: str) -> float:
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith(kind)) / 1024
