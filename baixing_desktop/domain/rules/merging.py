"""When clues may be treated together, and split (seed 八(二); SM3). Merging changes no clue: it only links."""

from collections.abc import Iterable
from enum import StrEnum

from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import OfficeState as O

_MASTERS = frozenset({O.ACCEPTED, O.RETAINED, O.CLASSIFIED, O.ROUTED})


class MergeObstacle(StrEnum):
    """Why two clues cannot be merged this way."""

    SAME = "same"
    MASTER_NOT_ACCEPTED = "master_not_accepted"
    MASTER_MERGED = "master_merged"
    HAS_MERGED = "has_merged"


def links_in_force(links: Iterable[MergeLink]) -> tuple[MergeLink, ...]:
    """The links that were not undone."""
    return tuple(link for link in links if link.undone_at is None)


def merge_obstacle(clue_id: str, master_id: str, master: O, links: Iterable[MergeLink]) -> MergeObstacle | None:
    """Why ``clue_id`` cannot be merged into ``master_id``, or None: the master is accepted and not itself merged.

    ``links`` are those of both clues. A clue that others were merged into stays a master, so that no chain arises.
    """
    if clue_id == master_id:
        return MergeObstacle.SAME
    linked = links_in_force(links)
    if master is O.MERGED or any(link.clue_id == master_id for link in linked):
        return MergeObstacle.MASTER_MERGED
    if master not in _MASTERS:
        return MergeObstacle.MASTER_NOT_ACCEPTED
    if any(link.master_id == clue_id for link in linked):
        return MergeObstacle.HAS_MERGED
    return None


def contributing_clues(master_id: str, links: Iterable[MergeLink]) -> tuple[str, ...]:
    """The clue itself and all merged into it, in the order of merging: each contributor is told and credited."""
    merged = sorted((link for link in links_in_force(links) if link.master_id == master_id), key=lambda link: link.at)
    return (master_id, *(link.clue_id for link in merged))
