"""Who works on what just now, so that two people do not do the same work twice (F66).

It informs: whoever is second may still decide, and what both wrote is settled by versions as ever. Nothing of it is
written into the trail, for nothing is done to a clue; the row goes when the window leaves the clue.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from baixing_desktop.domain.seats import AtWork
from baixing_desktop.domain.units import Face
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.permissions import intention


@intention
def take_up(desk: Desk, window_id: str, clue_id: str) -> None:
    """``clue_id`` lies open in this window from now on, or still does; empty: none does.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office.
    """
    require_face(desk.installation, Face.OFFICE)
    with desk.store.writing() as tx:
        now = desk.now()
        _clear_away(tx, now)
        known = tx.of(AtWork).find(window_id)
        if not clue_id or tx.clues.find(clue_id) is None:
            if known is not None:
                tx.of(AtWork).remove(known)
        elif known is None:
            tx.of(AtWork).add(AtWork(window_id, clue_id, desk.actor.name, now, now))
        else:
            since = known.since if known.clue_id == clue_id else now
            still = replace(known, clue_id=clue_id, since=since, seen_at=now, version=known.version + 1)
            tx.of(AtWork).save(still)


@intention
def others_at_work(desk: Desk, window_id: str) -> Mapping[str, tuple[AtWork, ...]]:
    """By clue, who has it open in another window, the longest first."""
    now = desk.now()
    found: dict[str, tuple[AtWork, ...]] = {}
    with desk.store.reading() as tx:
        for one in tx.of(AtWork).where(order="since"):
            if one.id != window_id and one.there(now):
                found[one.clue_id] = (*found.get(one.clue_id, ()), one)
    return found


def _clear_away(tx: Transaction, now: datetime) -> None:
    """What windows left behind that are not there any more."""
    for one in tx.of(AtWork).where():
        if not one.there(now):
            tx.of(AtWork).remove(one)
