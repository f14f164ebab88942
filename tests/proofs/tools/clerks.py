"""The office's staff at work on one record: any step that is possible, and the same steps once more, one by one."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.screening import ClueEdition
from baixing_desktop.domain.states import ForwardingState, OfficeState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.errors import UserError
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.store.tables.system import audit
from baixing_desktop.usecases import casework, curating
from baixing_desktop.usecases.curating import Wording
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import clue_ids, find_clue, forwardings_of
from tests.builders import open_home
from tests.sync.helpers import deliver

_EDITED, _DRAFTED = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Did:
    """A step that went through; ``at`` is its place in the trail. A letter is named by its handler: each of the staff
    writes to another one.
    """

    at: int
    who: str
    step: str
    clue: str
    handler: str = ""
    text: str = ""


@dataclass(slots=True)
class Worked:
    """What one of the staff did, and with which codes others were refused."""

    did: list[Did] = field(default_factory=list[Did])
    refused: Counter[str] = field(default_factory=Counter[str])


def work(home: Path, who: str, passphrase: str, number: int, dice: Random, steps: int) -> Worked:
    """Look at any clue and take a step that it allows, so often; somebody may be faster."""
    worked = Worked()
    with closing(open_home(home, passphrase=passphrase, user=who)) as desk:
        mine = handlers(desk)[number]
        ids: tuple[str, ...] = ()
        for turn in range(steps):
            ids = clue_ids(desk, ClueQuery()) if turn % 10 == 0 or not ids else ids
            if not ids:
                continue
            clue = find_clue(desk, dice.choice(ids))
            found = _choose(desk, clue, mine, dice)
            if found is None:
                continue
            step, handler = found
            text = f"{who}第{turn}次改" if step == "edit" else ""
            try:
                _act(desk, step, clue.id, handler, text, clue.version)
            except UserError as error:
                worked.refused[error.code] += 1
                continue
            worked.did.append(Did(_last_entry(desk, who), who, step, clue.id, handler, text))
    return worked


def _last_entry(desk: Desk, who: str) -> int:
    with desk.store.reading() as tx:
        return tx.connection.execute(select(func.max(audit.c.seq)).where(audit.c.actor == who)).scalar_one()


def handlers(desk: Desk) -> list[str]:
    """Departments to write to."""
    return [unit.code for unit in desk.reference.units.values() if unit.kind is UnitKind.DEPARTMENT]


def _choose(desk: Desk, clue: Clue, mine: str, dice: Random) -> tuple[str, str] | None:
    """A step and the handler whose letter it is about; None where nothing can be done any more."""
    match clue.office_state:
        case OfficeState.RECEIVED | OfficeState.SCREENING:
            return dice.choices(("accept", "decline", "keep"), (8, 1, 1))[0], ""
        case OfficeState.ACCEPTED:
            return dice.choice(("classify", "edit")), ""
        case OfficeState.CLASSIFIED | OfficeState.ROUTED:
            return _choose_letter(forwardings_of(desk, clue.id), mine, dice) or ("edit", "")
        case _:
            return None


def _choose_letter(lines: Sequence[Forwarding], mine: str, dice: Random) -> tuple[str, str] | None:
    chance = dice.random()
    if chance < _EDITED:
        return None
    if chance < _DRAFTED and all(line.handler != mine for line in lines):
        return "draft", mine
    under_way = [line for line in lines if line.state in _NEXT]
    line = dice.choice(under_way) if under_way else None
    return (_NEXT[line.state], line.handler) if line else None


_NEXT = {
    ForwardingState.DRAFTED: "issue",
    ForwardingState.ISSUED: "receive",
    ForwardingState.RECEIVED: "take over",
    ForwardingState.TAKEN_OVER: "reply",
    ForwardingState.REPLIED: "contact",
    ForwardingState.CONTACTED: "close",
}


def _act(desk: Desk, step: str, clue: str, handler: str, text: str, version: int | None) -> None:
    if step in _ON_CLUES:
        _ON_CLUES[step](desk, clue, text, version)
    elif step == "draft":
        casework.draft_forwarding(desk, clue, handler, limited=True)
    else:
        (line,) = (one for one in forwardings_of(desk, clue) if one.handler == handler)
        _ON_LETTERS[step](desk, line)


def _edit(desk: Desk, clue: str, text: str, version: int | None) -> None:
    curating.edit_wording(desk, clue, Wording(text, "情况。", "建议。"), version=version)


_ON_CLUES: dict[str, Callable[[Desk, str, str, int | None], object]] = {
    "accept": lambda desk, clue, _, version: casework.accept_clue(desk, clue, version=version),
    "decline": lambda desk, clue, _, version: casework.decline_clue(
        desk, clue, "属于民事纠纷。", "可申请人民调解", version=version
    ),
    "keep": lambda desk, clue, _, version: curating.accept_and_retain(desk, clue, "留作参考。", version=version),
    "classify": lambda desk, clue, _, version: casework.classify_clue(
        desk, clue, Route.DISTRICT_URGENT, version=version
    ),
    "edit": _edit,
}
_ON_LETTERS: dict[str, Callable[[Desk, Forwarding], object]] = {
    "issue": lambda desk, line: casework.issue_forwarding(desk, line.id, desk.today()),
    "receive": lambda desk, line: casework.record_received(desk, line.id, desk.today()),
    "take over": lambda desk, line: casework.record_take_over(desk, line.id, desk.today()),
    "reply": lambda desk, line: casework.record_reply(desk, line.id, Outcome.RESOLVED, "已加装。", desk.today()),
    "contact": lambda desk, line: casework.record_contact(
        desk, line.id, CitizenContact(ContactChannel.PHONE, desk.today(), "陈办", "", None)
    ),
    "close": lambda desk, line: casework.close_forwarding(desk, line.id),
}


def again(home: Path, first: str, staff: dict[str, str], batches: Sequence[bytes], did: Sequence[Did]) -> "Alone":
    """The same one after another at an office of its own, where everything has arrived before."""
    with closing(open_home(home, user=first)) as desk:
        for batch in batches:
            deliver(desk, batch)
    desks = {who: open_home(home, passphrase=passphrase, user=who) for who, passphrase in staff.items()}
    impossible: list[str] = []
    for one in did:
        try:
            _act(desks[one.who], one.step, one.clue, one.handler, one.text, None)
        except (UserError, ValueError) as error:
            impossible.append(f"{one}: {error!r}")
    said_here = said(desks[next(iter(staff))])
    for desk in desks.values():
        desk.close()
    return Alone(impossible, said_here)


@dataclass(frozen=True, slots=True)
class Alone:
    """What could not be done one after another, and what the record says in the end."""

    impossible: list[str]
    said: dict[str, object]


def said(desk: Desk) -> dict[str, object]:
    """Everything about each clue that the steps decide."""
    with desk.store.reading() as tx:
        ids = tx.listing.ids(ClueQuery())
        return {
            one: (
                tx.clues.get(one).office_state,
                tx.clues.get(one).formal_number,
                [(e.ordinal, e.title) for e in tx.of(ClueEdition).where(clue_id=one, order="ordinal")],
                sorted((f.handler, f.state.value, f.letter_number or "") for f in tx.casework.forwardings(one)),
                Counter(entry.actor for entry in tx.audit.of_object(one)),
            )
            for one in ids
        }


def look(home: Path, first: str) -> tuple[dict[str, object], str]:
    """What the record says, and what is wrong with it."""
    with closing(open_home(home, user=first)) as desk:
        with desk.store.reading() as tx:
            found = faults(tx.connection, Check.REFERENCES, Check.AUDIT, Check.SEARCH, Check.NUMBERS)
        return said(desk), f"{found[0].check}: {found[0].where}" if found else ""
