"""The score sheet behind a choice: places by number, quality and timeliness, and their sum (F59).

No city's weights are known and the seed names none, so none are invented: the lowest sum of places comes first, and the
sheet shows every figure. It informs; people choose.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from baixing_desktop.domain.commending import Target


@dataclass(frozen=True, slots=True)
class Merit:
    """One candidate: how many, how good (the greater the better), how timely (a part of one); None where there is
    nothing to measure. ``words`` say the figures."""

    target: Target
    subject: str
    number: float | None
    quality: float | None
    timeliness: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A candidate with the places in each (1 is the best) and the sum."""

    merit: Merit
    number: int
    quality: int
    timeliness: int

    @property
    def sum(self) -> int:
        """名次和: the smaller the better."""
        return self.number + self.quality + self.timeliness


def placed(merits: Sequence[Merit]) -> tuple[Placed, ...]:
    """The candidates, the smallest sum of places first; of equal sums who did more, then as they came. Equal figures
    share a place; who has nothing to measure stands after all who have."""
    by_number = _places(merits, lambda one: one.number)
    by_quality = _places(merits, lambda one: one.quality)
    by_timeliness = _places(merits, lambda one: one.timeliness)
    found = [
        Placed(merit, *places) for merit, *places in zip(merits, by_number, by_quality, by_timeliness, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.sum, one.number)))


def _places(merits: Sequence[Merit], of: Callable[[Merit], float | None]) -> list[int]:
    values = [of(merit) for merit in merits]
    known = [value for value in values if value is not None]
    return [1 + (len(known) if value is None else sum(other > value for other in known)) for value in values]
