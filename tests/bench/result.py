"""What a bench found: ratios against a peer, facts against a goal, and peers that could not be had."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and most of some numbers."""

    middle: float
    least: float
    most: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> "Spread":
        """The spread of at least one number."""
        return cls(median(numbers), min(numbers), max(numbers))


@dataclass(frozen=True, slots=True)
class Ratio:
    """The program beside ``peer``: what each took, round by round (the same number of rounds, one after the other).

    ``unit`` is what the numbers are, less is better; ``goal`` is the largest ratio that is good enough; ``why`` says
    what it is due to where it falls short.
    """

    what: str
    ours: tuple[float, ...]
    peer: str
    theirs: tuple[float, ...]
    unit: str = "ms"
    goal: float | None = None
    why: str = ""

    @property
    def spread(self) -> Spread:
        """Ours through theirs, round by round."""
        return Spread.of([own / other for own, other in zip(self.ours, self.theirs, strict=True)])

    @property
    def met(self) -> bool | None:
        """Whether the median is good enough; None without a goal."""
        return None if self.goal is None else self.spread.middle <= self.goal

    @property
    def off(self) -> float:
        """How many times the goal it is."""
        return self.spread.middle / self.goal if self.goal else 1.0


@dataclass(frozen=True, slots=True)
class Fact:
    """One number that is no ratio; ``met`` is None without a goal; where it is not, ``short`` says by how much and
    ``why`` what that is due to.
    """

    what: str
    value: float
    unit: str
    goal: str = ""
    met: bool | None = None
    why: str = ""
    short: str = ""


@dataclass
class Findings:
    """All that one bench found."""

    ratios: list[Ratio] = field(default_factory=list[Ratio])
    facts: list[Fact] = field(default_factory=list[Fact])
    missing: list[str] = field(default_factory=list[str])
    """Peers that could not be had and measurements not made, each with its reason."""
    seconds: float = 0.0
    """How long it took altogether, with making what it needed."""

    def at_least(self, what: str, value: float, unit: str, goal: float, why: str) -> None:
        """A fact that is good enough from ``goal`` on; ``why`` is told if it is not."""
        self.facts.append(Fact(what, value, unit, f"≥ {goal:g}", value >= goal, why, f"差 {goal - value:.3g} {unit}"))

    def at_most(self, what: str, value: float, unit: str, goal: float, why: str) -> None:
        """A fact that is good enough up to ``goal``; ``why`` is told if it is not."""
        short = f"是目标的 {value / goal:.3g} 倍" if goal else f"多 {value:g}"
        self.facts.append(Fact(what, value, unit, f"≤ {goal:g}", value <= goal, why, short))
