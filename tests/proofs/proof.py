"""What a proof is: a claim about the real program, tried often enough, with figures that anybody can repeat.

A module of this folder offers ``prove(trial) -> Outcome``; :mod:`tests.proofs.catalogue` lists them.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random
from typing import TypeAlias

Figure: TypeAlias = int | float | str

MOST_FAULTS = 20
"""A proof that found so many faults stops: more of them tell nothing new."""


class Need(StrEnum):
    """What a proof cannot do without; the value is how its absence is told."""

    SHIM = "没有 gcc，或不是 Linux"
    ROOT = "不是 root，或没有 ip、tc、mount"
    POSTGRES = "没有 PostgreSQL"


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof: ``name`` on the command line, where it stands in the list of fault tests, what it claims."""

    name: str
    number: str
    claim: str
    module: str
    needs: tuple[Need, ...] = ()
    alone: bool = False
    """It measures time, so nothing else may run beside it."""
    quick: bool = True
    """Whether it has a part in the quick tier."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a proof. Everything random in it comes from ``seed``."""

    full: bool
    seed: int
    folder: Path
    root: bool = False
    """Whether network namespaces and mounts may be used."""
    share: int = 100
    """How much of the full tier is tried, in per cent: a slow machine may try a part, and says so."""

    def size(self, quick: int, full: int) -> int:
        """How many: ``quick`` in the test run, ``full``, or its share, when the figures of the issue are wanted. Where
        ``full`` is the smaller one it is a step, which grows as the share shrinks.
        """
        if not self.full:
            return quick
        part = -(-full * self.share // 100) if full >= quick else full * 100 // self.share
        return max(quick, part) if full >= quick else min(quick, part)

    def random(self, *case: object) -> Random:
        """The dice of one case: the same for the same seed, whatever ran before."""
        return Random(f"{self.seed}/{case}")

    def place(self, name: str) -> Path:
        """A new folder of this run."""
        path = self.folder / name
        path.mkdir(parents=True)
        return path


@dataclass(slots=True)
class Outcome:
    """What a run found: figures to print, faults (each with the case that shows it), and what could not be tried."""

    figures: dict[str, Figure] = field(default_factory=dict[str, Figure])
    faults: list[str] = field(default_factory=list[str])
    missing: list[str] = field(default_factory=list[str])

    def count(self, label: str, more: int = 1) -> None:
        """Add to a figure."""
        before = self.figures.get(label, 0)
        assert isinstance(before, int)
        self.figures[label] = before + more

    def fault(self, case: object, what: str) -> None:
        """Note a fault.

        Raises:
            TooManyFaultsError: that makes :data:`MOST_FAULTS`.
        """
        self.faults.append(f"{case}: {what}")
        if len(self.faults) >= MOST_FAULTS:
            raise TooManyFaultsError(self)

    def expect(self, holds: bool, case: object, what: str) -> None:
        """Note a fault unless ``holds``."""
        if not holds:
            self.fault(case, what)


class TooManyFaultsError(Exception):
    """Enough faults were found."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome
