"""Which step of a handler's line, of a claim or proposal, or of a pilot was the last one, and where taking it back
leads (SM4, SM5, SM11).

Whoever entered a wrong day, a wrong answer or a talk that never was takes the step back and enters it again. A letter
that went out stays out: its number is given (seed 八(三)1).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Extension
from baixing_desktop.domain.organisation import Pilot
from baixing_desktop.domain.proposals import Claim, Proposal
from baixing_desktop.domain.states import ClaimState as C
from baixing_desktop.domain.states import ExtensionState, PilotState
from baixing_desktop.domain.states import ForwardingState as F
from baixing_desktop.domain.states import ProposalState as P


@dataclass(frozen=True, slots=True)
class Trail:
    """What happened on a line beside its state.

    ``refused``: its take-over is a return that was refused. ``rejected``: the handler has it again, after an answer
    that was put aside; ``told_all``: of that answer every contributor had been told. ``told``: somebody was told of the
    answer in force. ``more_time``: more time was asked for, granted or refused since the handler has it.
    """

    refused: bool = False
    rejected: bool = False
    told_all: bool = False
    told: bool = False
    more_time: bool = False


_BACK = {
    F.RECEIVED: F.ISSUED,
    F.RETURN_REQUESTED: F.RECEIVED,
    F.REASSIGNED: F.RETURN_REQUESTED,
    F.CONTACTED: F.REPLIED,
    F.EVALUATED: F.REPLIED,
    F.CLOSED: F.CONTACTED,
}


def line_of_last_step(line: Forwarding) -> str:
    """The line whose last step is taken back: of a letter that was drafted in place of another handler's, and is not
    out yet, the line that was reassigned.
    """
    drafted = line.state in (F.DRAFTED, F.APPROVED)
    return line.replaces_id if drafted and line.replaces_id else line.id


def state_before(line: Forwarding, trail: Trail) -> F | None:
    """The state before the last step; None where nothing can be taken back."""
    match line.state:
        case F.TAKEN_OVER:
            return _before_take_over(trail)
        case F.NOTED | F.WAIVED:
            return F.TAKEN_OVER if line.taken_over_on else F.RECEIVED if line.received_on else F.ISSUED
        case F.REPLIED:
            return F.REPLIED if trail.told else F.TAKEN_OVER
        case _:
            return _BACK.get(line.state)


def _before_take_over(trail: Trail) -> F | None:
    if trail.more_time:
        return F.TAKEN_OVER
    if trail.rejected:
        return F.CONTACTED if trail.told_all else F.REPLIED
    return F.RETURN_REQUESTED if trail.refused else F.RECEIVED


def last_more_time(asked: Iterable[Extension], since: date | None = None) -> Extension | None:
    """The request for more time with which something was done last; with ``since`` only one made or answered from that
    day on.

    One is open at a time, and every grant moves the limit: of two answers of the same day the one that found the later
    limit came after the other, and a refusal that found the same limit as the grant came before it.
    """
    late = (one for one in asked if since is None or max(one.requested_on, one.decided_on or one.requested_on) >= since)
    return max(late, key=_place, default=None)


def _place(asked: Extension) -> tuple[bool, date, date, bool, date]:
    is_open = asked.state is ExtensionState.REQUESTED
    answered = asked.decided_on or asked.requested_on
    return is_open, answered, asked.old_due_on, asked.state is ExtensionState.GRANTED, asked.requested_on


def pilot_before(pilot: Pilot) -> Pilot | None:
    """The pilot as it was before its last step, apart from its version; None where nothing can be taken back.

    Every extension goes with the last one: only the day until which it runs is kept.
    """
    match pilot.state:
        case PilotState.SUBMITTED_TO_MEETING:
            return replace(pilot, state=PilotState.PROPOSED, meeting="")
        case PilotState.APPROVED:
            return replace(pilot, state=PilotState.SUBMITTED_TO_MEETING, approved_on=None)
        case PilotState.RUNNING:
            return replace(pilot, state=PilotState.APPROVED, started_on=None)
        case PilotState.EXTENDED:
            return replace(pilot, state=PilotState.RUNNING, extended_until=None)
        case PilotState.ENDED:
            ran = PilotState.EXTENDED if pilot.extended_until else PilotState.RUNNING
            return replace(pilot, state=ran, ended_on=None)
        case _:
            return None


def claim_before(claim: Claim, *, logged: bool) -> C | None:
    """Where a claim stood before its last step; its own state where something of it goes instead: the offer, or, when
    something is ``logged``, the last entry of the log. None where a proposal rests on it, whose step goes first.
    """
    match claim.state:
        case C.OFFERED | C.LAPSED | C.CLAIMED:
            return C.OFFERED
        case C.CULTIVATING:
            return C.CULTIVATING if logged else C.CLAIMED
        case C.RELEASED:
            if claim.proposal_id:
                return C.PROPOSAL_DRAFTED
            return C.CULTIVATING if claim.cultivated_since else C.CLAIMED
        case _:
            return None


_PROPOSAL_BACK = {
    # The draft itself goes.
    P.DRAFTED: P.DRAFTED,
    P.SUBMITTED: P.DRAFTED,
    P.FILED: P.SUBMITTED,
    P.NOT_FILED: P.SUBMITTED,
    P.MERGED_INTO_PROPOSAL: P.SUBMITTED,
    P.ASSIGNED: P.FILED,
    P.CONCLUDED: P.ASSIGNED,
    P.OFFERED_AGAIN: P.NOT_FILED,
    P.OPINION_INFO: P.NOT_FILED,
    P.RETAINED: P.NOT_FILED,
}


def proposal_before(proposal: Proposal) -> P:
    """Where a proposal stood before its last step; a draft stays one: it goes."""
    if proposal.state is P.WITHDRAWN:
        return P.FILED if proposal.decided_on else P.SUBMITTED if proposal.submitted_on else P.DRAFTED
    return _PROPOSAL_BACK[proposal.state]
