"""The wording of a clue that the office hands on: its newest edition, or else the citizen's own words (safety 4.6).

Attachment 3, the register and what the citizen reads keep the citizen's own words.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.screening import ClueEdition
from baixing_desktop.store.store import Transaction


def editions_in_force(
    tx: Transaction, clue_ids: Iterable[str], at: datetime | None = None
) -> Mapping[str, ClueEdition]:
    """The newest edition of each of these clues that was edited or split; ``at`` asks which was the newest then."""
    found = tx.of(ClueEdition).of_many("clue_id", tuple(clue_ids), order="ordinal")
    return {edition.clue_id: edition for edition in found if at is None or edition.at <= at}


def as_worded(clue: Clue, edition: ClueEdition | None) -> Clue:
    """The clue in the office's wording; only to be read, never to be saved."""
    if edition is None:
        return clue
    texts = {"title": edition.title, "analysis": edition.analysis, "suggestions": edition.suggestions}
    return replace(clue, content=replace(clue.content, **texts))


def worded(tx: Transaction, clue: Clue) -> Clue:
    """:func:`as_worded` in the edition in force."""
    return as_worded(clue, editions_in_force(tx, (clue.id,)).get(clue.id))
