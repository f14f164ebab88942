"""疑似重复: clues of this record that may be about the same matter as what is being written or screened (F25)."""

from dataclasses import dataclass

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.rules.similarity import (
    Likeness,
    Matter,
    Rarity,
    Verdict,
    compare,
    outline,
    pairs_in,
    promising,
    weigh,
    weigh_if_near,
)
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention

GROUND = 400
"""Clues on which the rarity of characters is judged; more cost time and change nothing."""
LEAST_WRITTEN = 6
"""Characters in title and texts together below which nothing can be told."""


@dataclass(frozen=True, slots=True)
class Similar:
    """A clue that is like the one in hand, and why."""

    clue: ClueSummary
    likeness: Likeness


@intention
def rarity_here(desk: Desk) -> Rarity:
    """How rare characters and pairs are in this record; worth keeping while one works."""
    with desk.store.reading() as tx:
        return Rarity.of(list(tx.alike.latest(GROUND).values()))


@intention
def similar_clues(
    desk: Desk, content: ClueContent, rarity: Rarity, *, leave_out: str = "", limit: int = 3
) -> tuple[Similar, ...]:
    """The clues most like ``content``, most alike first; ``leave_out`` is the identity of the clue in hand."""
    with desk.store.reading() as tx:
        found = like(tx, matter_of(content), rarity, leave_out)[:limit]
        summaries = {clue.id: clue for clue in tx.listing.summaries([identity for identity, _ in found])}
    return tuple(Similar(summaries[identity], likeness) for identity, likeness in found)


def matter_of(content: ClueContent) -> Matter:
    """What a clue is about."""
    return Matter(content.title, f"{content.analysis}\n{content.suggestions}")


def like(
    tx: Transaction, matter: Matter, rarity: Rarity, leave_out: str, *, faintly: bool = False
) -> list[tuple[str, Likeness]]:
    """The identities of the clues that are like ``matter``, most alike first, each with its likeness; ``faintly``: and
    of those that are hardly like it, for whoever wants to look on.
    """
    if len(matter.title.strip()) + len(matter.body.strip()) < LEAST_WRITTEN:
        return []
    known = tx.alike.matters(tx.alike.candidates(matter, rarity, leave_out=leave_out))
    mine = weigh(matter, rarity)
    if faintly:
        near = [(identity, weigh(other, rarity)) for identity, other in known.items()]
    else:
        sketch = outline(mine)
        worth = (pair for pair in known.items() if promising(sketch, pairs_in(pair[1].title, pair[1].body)))
        weighed = ((identity, weigh_if_near(other, rarity, mine)) for identity, other in worth)
        near = [(identity, one) for identity, one in weighed if one]
    compared = [(identity, compare(mine, one, always=faintly)) for identity, one in near]
    alike = [pair for pair in compared if faintly or pair[1].verdict is not Verdict.DIFFERENT]
    return sorted(alike, key=lambda pair: (-pair[1].score, pair[0]))
