"""What workrooms hear of 公开回应: where handlers spoke in public, so that citizens can be told (seed 八(四)2; F39)."""

from dataclasses import replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import PublicResponse
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.progress import Published, Step
from baixing_desktop.domain.rules.merging import links_in_force
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.answers import concerned
from baixing_desktop.usecases.claimed import clues_under, proposals_on
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.officework import news, tell


def tell_published(desk: Desk, tx: Transaction, line: Forwarding) -> Changes:
    """Tell the workroom of each clue that the answer of ``line`` concerns what holds now of public responses: all of
    them at once, so that whoever missed a correction, or an earlier one, is right all the same.

    A step of its own would stop the news of workrooms with an earlier version. It goes beside 接办, which came before
    the answer (PROTOCOL.md 4.2).
    """
    clues = [clue for clue in map(tx.clues.get, concerned(tx, line)) if not _gone(tx, clue.id)]
    for clue in clues:
        words = published_words(desk, tx, clue.id)
        what = Published.RESPONDED if words else Published.WITHDRAWN
        step = replace(news(desk, clue, Step.TAKEN_OVER), handler=line.handler, published=what)
        tell(tx, clue, replace(step, text=words or None))
    return Changes.of(Kind.CLUE, *(clue.id for clue in clues))


def published_words(desk: Desk, tx: Transaction, clue_id: str) -> str:
    """The public responses to a clue, one a line, the oldest first; empty if there are none."""
    lines = {line.id: line for line in _lines_of(tx, clue_id)}
    found = tx.of(PublicResponse).where(forwarding_id=tuple(lines), order="published_on title") if lines else ()
    several = len({lines[one.forwarding_id].handler for one in found}) > 1
    return "\n".join(
        (f"{desk.reference.unit_name(lines[one.forwarding_id].handler)}　" if several else "") + response_words(one)
        for one in found
    )


def response_words(one: PublicResponse) -> str:
    """Where and when something was published, under which title."""
    day = f"{one.published_on.year}年{one.published_on.month}月{one.published_on.day}日"
    return "，".join(filter(None, (f"{day}　{label(one.channel)}《{one.title}》", one.link)))


def _lines_of(tx: Transaction, clue_id: str) -> tuple[Forwarding, ...]:
    """The handlers' lines whose answers concern a clue: its own, its master's, those of proposals that rest on it."""
    masters = (link.master_id for link in links_in_force(tx.of(MergeLink).where(clue_id=clue_id)))
    own = (clue_id, *masters)
    leading = (
        clue for each in own for one in proposals_on(tx, each) for clue in clues_under(tx, one.master_id or one.id)
    )
    found = tx.casework.forwardings_of(tuple(dict.fromkeys((*own, *leading))))
    return tuple(line for lines in found.values() for line in lines if clue_id in concerned(tx, line))


def _gone(tx: Transaction, clue_id: str) -> bool:
    """Of what was erased as a whole nothing more is told (safety 4.7)."""
    stone = tx.erasing.tombstone(clue_id)
    return stone is not None and stone.scope is ErasureScope.ALL
