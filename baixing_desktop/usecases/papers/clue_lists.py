"""线索清单 of the clues that somebody looks at."""

from baixing_desktop.clock import local
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels.said import state_words
from baixing_desktop.domain.rules.redaction import mask_name
from baixing_desktop.errors import InputError
from baixing_desktop.papers.ledgers.clue_list import ClueLine, clue_list_ledger
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.papers.workroom import ANONYMOUS

_LEDGER = "ledger"


def clue_list(counter: Counter) -> Gathered:
    """线索清单 of the clues that were named, in this order; the names of their contributors are masked."""
    clues = _named(counter)
    if not clues:
        raise InputError("INPUT_MISSING", fields="编号")
    signed = counter.tx.papers.with_pieces([clue.id for clue in clues])
    lines = [_line(counter, clue, signed=clue.id in signed) for clue in clues]
    ledger = clue_list_ledger(lines, counter.taken(counter.request.conditions or f"{len(lines)} 条线索"))
    named = sum(bool(clue.content.contributor.name) for clue in clues)
    return Gathered(ledger, _LEDGER, "", named, ("masked_name",) if named else ())


def _named(counter: Counter) -> list[Clue]:
    found = {clue.id: clue for clue in counter.tx.clues.several(counter.request.ids)}
    # What a person typed is a number and no identity; the list of the window names identities.
    return [found.get(one) or counter.tx.clues.get(one) for one in counter.request.ids]


def _line(counter: Counter, clue: Clue, *, signed: bool) -> ClueLine:
    content, person = clue.content, clue.content.contributor
    return ClueLine(
        number=clue.number,
        title=content.title,
        state=state_words(clue),
        unit=counter.desk.reference.unit_name(clue.unit),
        source=counter.desk.reference.source_label(content.source.category),
        receiver=content.receiver,
        name=ANONYMOUS if person.anonymous else mask_name(person.name),
        received_on=content.received_on,
        changed_on=local(clue.updated_at).date(),
        signed=signed,
    )
