"""One decision of screening: the state it leads to, the record of it, and what the workroom hears (SM3)."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from baixing_desktop.changes import Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.rules.numbering import formal_number
from baixing_desktop.domain.screening import Screening
from baixing_desktop.domain.states import Action, Need
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import news, next_state, save_clue, state_of, tell

OTHER_REASON = "OTHER"
"""The reason of the reference data for what fits none of the others."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What belongs to a refusal: the reason of the reference data, and where the citizen may turn."""

    reason_code: str
    referral: str


def add_decision(desk: Desk, tx: Transaction, clue: Clue, action: Action, notice: str, facts: Decision | None) -> None:
    """Keep a decision of screening; ``notice`` is what the workroom hears."""
    tx.of(Screening).add(
        Screening(
            new_id(),
            clue.id,
            action,
            state_of(clue),
            desk.now(),
            desk.actor.name,
            facts and facts.reason_code,
            notice,
            facts.referral if facts else "",
            notice,
        )
    )


def numbered(desk: Desk, tx: Transaction, clue: Clue) -> Clue:
    """The clue with the next formal number of the year; one that has a number keeps it (SM3: never given anew)."""
    if clue.formal_number:
        return clue
    year = desk.today().year
    return replace(clue, formal_number=formal_number(year, tx.system.next_number("formal", year)))


def screen_in(
    desk: Desk,
    tx: Transaction,
    found: Clue,
    action: Action,
    step: Step,
    *,
    reason: str = "",
    given: frozenset[Need] = frozenset(),
    facts: Decision | None = None,
    change: Callable[[Transaction, Clue], Clue] | None = None,
) -> Clue:
    """Take the decision inside a transaction; a clue nobody has looked at yet is taken up first."""
    reason = one_line(clean_text(reason))
    given |= frozenset({Need.REASON}) if reason else frozenset()
    state = next_state(desk, found, action, given)
    clue = change(tx, found) if change else found
    clue = save_clue(desk, tx, replace(clue, office_state=state, return_reason=reason or None))
    tell(tx, clue, replace(news(desk, clue, step), formal_number=clue.formal_number, reason=reason or None))
    add_decision(desk, tx, clue, action, reason, facts)
    note(desk, tx, action, Kind.CLUE, clue.id, state=state.value)
    return clue
