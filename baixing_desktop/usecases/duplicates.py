"""查重: which clues may be about the same matter as the one on the desk, why; telling them apart (seed 八(二); F25)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.rules.merging import MergeObstacle, links_in_force, merge_obstacle
from baixing_desktop.domain.rules.similarity import Likeness, Rarity
from baixing_desktop.domain.screening import Distinction, MergeLink
from baixing_desktop.errors import NotFoundError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import office_clue, state_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.similar import like, matter_of

TELL_APART = "tell_apart"
UNDO_TELL_APART = "undo_tell_apart"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clue that may be about the same matter: how alike, whether the same person gave it (by telephone), and what
    stands in the way of merging the clue on the desk into it."""

    clue: ClueSummary
    likeness: Likeness
    same_person: bool
    obstacle: MergeObstacle | None


@intention
def candidates_for(
    desk: Desk, clue_id: str, rarity: Rarity, *, limit: int = 5, faintly: bool = False
) -> tuple[Candidate, ...]:
    """The clues most like this one, most alike first; without those merged with it and those told apart from it.
    ``faintly`` fills up with those that are hardly like it (``Verdict.DIFFERENT``).

    Raises:
        NotFoundError: no such clue.
    """
    with desk.store.reading() as tx:
        mine = office_clue(tx, clue_id, None)
        settled = _settled(tx, mine.id)
        found = like(tx, matter_of(mine.content), rarity, mine.id, faintly=faintly)
        alike = [pair for pair in found if pair[0] not in settled][:limit]
        summaries = {found.id: found for found in tx.listing.summaries([identity for identity, _ in alike])}
        return tuple(_candidate(tx, mine, summaries, *pair) for pair in alike)


@intention
def tell_apart(desk: Desk, clue_id: str, other_id: str) -> tuple[Distinction, Changes]:
    """不是同一件: the two are not offered to each other again. Saying it twice changes nothing.

    Raises:
        NotFoundError: no such clue.
    """
    with desk.store.writing() as tx:
        one, other = office_clue(tx, clue_id, None), office_clue(tx, other_id, None)
        told = Distinction.of(new_id(), one.id, other.id, desk.now(), desk.actor.name)
        known = _distinctions(tx, clue_id=told.clue_id, other_id=told.other_id)
        if known:
            return known[0], Changes.of(Kind.CLUE, one.id, other.id)
        tx.of(Distinction).add(told)
        note(desk, tx, TELL_APART, Kind.CLUE, one.id, other=other.id)
    return told, Changes.of(Kind.CLUE, one.id, other.id)


@intention
def undo_tell_apart(desk: Desk, clue_id: str, other_id: str) -> tuple[Distinction, Changes]:
    """The two may be offered to each other again.

    Raises:
        NotFoundError: they were not told apart.
    """
    first, second = sorted((clue_id, other_id))
    with desk.store.writing() as tx:
        known = _distinctions(tx, clue_id=first, other_id=second)
        if not known:
            raise NotFoundError("RECORD_NOT_FOUND", kind="“不是同一件”的记录")
        undone = replace(known[0], undone_at=desk.now(), undone_by=desk.actor.name, version=known[0].version + 1)
        tx.of(Distinction).save(undone)
        note(desk, tx, UNDO_TELL_APART, Kind.CLUE, clue_id, other=other_id)
    return undone, Changes.of(Kind.CLUE, clue_id, other_id)


def _candidate(
    tx: Transaction, mine: Clue, summaries: Mapping[str, ClueSummary], identity: str, likeness: Likeness
) -> Candidate:
    other = tx.clues.get(identity)
    links = (*tx.of(MergeLink).where(clue_id=[mine.id, other.id]), *tx.of(MergeLink).where(master_id=[mine.id]))
    obstacle = merge_obstacle(mine.id, other.id, state_of(other), links)
    return Candidate(summaries[identity], likeness, _same_person(mine, other), obstacle)


def _same_person(one: Clue, other: Clue) -> bool:
    left, right = (_digits(clue.content.contributor.phone) for clue in (one, other))
    return bool(left) and left == right


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdecimal())


def _settled(tx: Transaction, clue_id: str) -> frozenset[str]:
    """The clues about which it is decided how they stand to this one."""
    apart = (*_distinctions(tx, clue_id=clue_id), *_distinctions(tx, other_id=clue_id))
    merged = (*tx.of(MergeLink).where(clue_id=clue_id), *tx.of(MergeLink).where(master_id=clue_id))
    return frozenset(
        {identity for pair in apart for identity in (pair.clue_id, pair.other_id)}
        | {identity for link in links_in_force(merged) for identity in (link.clue_id, link.master_id)}
    )


def _distinctions(tx: Transaction, **conditions: Any) -> tuple[Distinction, ...]:
    return tx.of(Distinction).where(undone_at=None, **conditions)
