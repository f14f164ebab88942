"""督办 for reading: what is supervised, what is late, what supervision can be planned for (seed 八(四)2; SM6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Reminder
from baixing_desktop.domain.lists import ClueQuery, ClueSummary
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.handling import settled
from baixing_desktop.domain.states import OfficeState, ProposalState, SupervisionState
from baixing_desktop.domain.supervision import FollowUp, Supervision
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention

_OVER = frozenset({SupervisionState.DONE, SupervisionState.CALLED_OFF})
_IN_FORCE = (ProposalState.FILED, ProposalState.ASSIGNED)


@dataclass(frozen=True, slots=True)
class Matter:
    """What is supervised: the clue it is about, its number and title, and the handler's unit code (empty: none yet)."""

    clue_id: str
    number: str
    title: str
    handler: str = ""


@dataclass(frozen=True, slots=True)
class SupervisionView:
    """One act of supervision with what followed it, oldest first."""

    act: Supervision
    matter: Matter
    follow_ups: tuple[FollowUp, ...]


@dataclass(frozen=True, slots=True)
class LateLine:
    """A reply that did not come in time: since when, how often it was asked for, whether supervision is under way."""

    line: Forwarding
    matter: Matter
    due_on: date
    reminders: int
    supervised: bool


@dataclass(frozen=True, slots=True)
class Supervisable:
    """A letter or proposal that can be supervised, by its letter's or its own ``number``."""

    number: str
    matter: Matter
    forwarding_id: str | None = None
    proposal_id: str | None = None


@intention
def supervisions(desk: Desk, *, over: bool = False) -> tuple[SupervisionView, ...]:
    """Those under way, the earliest planned first; or those that are done or called off, the latest first."""
    with desk.store.reading() as tx:
        states = [state for state in SupervisionState if (state in _OVER) is over]
        acts = tx.of(Supervision).where(state=states, order="-planned_on" if over else "planned_on")
        return _views(tx, acts)


@intention
def late_lines(desk: Desk) -> tuple[LateLine, ...]:
    """Replies that are awaited beyond their day (规定期限内尚未落实), the most overdue first."""
    today = desk.today()
    with desk.store.reading() as tx:
        lines = [line for line in tx.casework.running_limits() if line.due_on and line.due_on < today]
        ids = [line.id for line in lines]
        known = _summaries(tx, [line.clue_id for line in lines])
        reminded = [one.forwarding_id for one in tx.of(Reminder).of_many("forwarding_id", ids)]
        open_acts = tx.of(Supervision).where(state=[state for state in SupervisionState if state not in _OVER])
    watched = {act.forwarding_id for act in open_acts}
    return tuple(
        LateLine(line, _of_line(line, known[line.clue_id]), line.due_on, reminded.count(line.id), line.id in watched)
        for line in sorted(lines, key=lambda line: (line.due_on or today, line.id))
        if line.due_on
    )


@intention
def may_be_supervised(desk: Desk) -> tuple[Supervisable, ...]:
    """Letters that are with their handlers, and proposals that were filed: what supervision can be planned for."""
    with desk.store.reading() as tx:
        ids = tx.listing.ids(ClueQuery(office_states=(OfficeState.ROUTED,), at_hand=True))
        known = _summaries(tx, ids)
        lines = [
            Supervisable(line.letter_number or "", _of_line(line, known[clue]), forwarding_id=line.id)
            for clue, letters in tx.casework.forwardings_of(ids).items()
            for line in letters
            if line.letter_number and not settled(line) and not known[clue].withdrawn
        ]
        filed = tx.of(Proposal).where(state=_IN_FORCE, order="-drafted_on")
    return (
        *lines,
        *(
            Supervisable(proposal_number(one) or one.id[:8], Matter("", "", one.title), proposal_id=one.id)
            for one in filed
        ),
    )


def matters_of(
    tx: Transaction, lines: Iterable[str], proposals: Iterable[str]
) -> tuple[dict[str, Matter], dict[str, Matter]]:
    """What letters and what proposals are about, by their identities."""
    found = {one: tx.casework.forwarding(one) for one in dict.fromkeys(lines)}
    wanted = list(dict.fromkeys(proposals))
    leading = {one.proposal_id: one.clue_id for one in tx.of(ProposalClue).of_many("proposal_id", wanted)}
    leading |= {
        one.proposal_id: one.clue_id for one in tx.of(ProposalClue).of_many("proposal_id", wanted) if one.leading
    }
    known = _summaries(tx, [*(line.clue_id for line in found.values()), *leading.values()])
    filed = {one.id: one for one in tx.of(Proposal).of_many("id", wanted)}
    return (
        {key: _of_line(line, known[line.clue_id]) for key, line in found.items()},
        {key: _of_proposal(tx, one, leading.get(key, "")) for key, one in filed.items()},
    )


def proposal_number(proposal: Proposal) -> str:
    """``第16届2次会议第12号``; of an interim proposal without a session only its number; empty without a number."""
    if proposal.number is None:
        return ""
    if proposal.term is None or proposal.session_no is None:
        return f"第{proposal.number}号"
    return f"第{proposal.term}届{proposal.session_no}次会议第{proposal.number}号"


def require_in_force(proposal: Proposal, action: str) -> None:
    """Refuse what only a filed proposal can undergo.

    Raises:
        IllegalActionError: ``ACTION_BARRED``.
    """
    if proposal.state not in _IN_FORCE:
        raise IllegalActionError("ACTION_BARRED", action=action, reason="这件提案没有立案", todo="请先审查立案")


def _views(tx: Transaction, acts: Sequence[Supervision]) -> tuple[SupervisionView, ...]:
    lines, proposals = matters_of(
        tx,
        [act.forwarding_id for act in acts if act.forwarding_id],
        [act.proposal_id for act in acts if act.proposal_id],
    )
    steps: dict[str, list[FollowUp]] = {}
    for step in tx.of(FollowUp).of_many("supervision_id", [act.id for act in acts], order="on"):
        steps.setdefault(step.supervision_id, []).append(step)
    return tuple(
        SupervisionView(
            act,
            lines[act.forwarding_id] if act.forwarding_id else proposals[act.proposal_id or ""],
            tuple(steps.get(act.id, ())),
        )
        for act in acts
    )


def _summaries(tx: Transaction, ids: Sequence[str]) -> dict[str, ClueSummary]:
    return {one.id: one for one in tx.listing.summaries(list(dict.fromkeys(ids)))}


def _of_line(line: Forwarding, clue: ClueSummary) -> Matter:
    return Matter(clue.id, clue.number, clue.title, line.handler)


def _of_proposal(tx: Transaction, proposal: Proposal, clue_id: str) -> Matter:
    lines = tx.casework.forwardings(clue_id) if clue_id else ()
    return Matter(clue_id, proposal_number(proposal), proposal.title, lines[-1].handler if lines else "")
