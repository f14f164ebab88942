"""审查立案 and what follows: filing, merging, assigning, concluding; what is not filed (SM5; seed 八(三)1, 九(二)3).

Every function raises, besides what it names:
    ConflictError: ``CHANGED_MEANWHILE``.
    IllegalActionError: the transition table has no such row, or something is not given; a clue is withdrawn.
    InputError: ``WRONG_ROLE``: this is no office; a day is to come or lies before the step before.
    NotFoundError: no such proposal.
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.handling import Assignment
from baixing_desktop.domain.kinds import DispatchKind, HandlerPart, OutputKind, ProposalKind
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.proposals import Claim, Proposal
from baixing_desktop.domain.rules.claiming import TAKES_IN, kept_number
from baixing_desktop.domain.rules.handling import settled
from baixing_desktop.domain.states import Action, ForwardingState, Need, OfficeState, ProposalState
from baixing_desktop.domain.text import clean_text
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import assignments_of, clues_under
from baixing_desktop.usecases.claiming import Help, offer_in
from baixing_desktop.usecases.days import not_after, not_before
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import (
    draft_lines,
    given_text,
    news,
    next_state,
    office_clue,
    require_not_barred,
    save_clue,
    state_of,
    tell,
)
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.proposing import barred, end_claims, proposal_moved, proposal_of, touching

KIND_BEFORE = "kind_before"
"""In the trail, of what kind a proposal was drafted that was filed: its number decides the kind it has then."""

NUMBERED_BEFORE = "numbered_before"
"""In the trail, whether it had its number already, from a filing that was taken back."""

KEPT = "；留存："
"""Between the reason for not filing and the one for keeping."""

_CANCELLED = frozenset({ForwardingState.CANCELLED})
_GONE = frozenset({ForwardingState.CANCELLED, ForwardingState.REASSIGNED, ForwardingState.WAIVED})


@dataclass(frozen=True, slots=True)
class FilingNumber:
    """第``term``届``session``次会议第``number``号; a 平时提案 is counted through the term and has no ``session``."""

    term: int
    number: int
    session: int | None = None

    @property
    def kind(self) -> ProposalKind:
        """全会提案 belong to a session."""
        return ProposalKind.PLENARY if self.session else ProposalKind.INTERIM


@intention
def next_filing_number(desk: Desk, term: int, session: int | None) -> int:
    """The number after the last one of the session, or of the term's 平时提案; 1 for the first."""
    with desk.store.reading() as tx:
        taken = [one.number or 0 for one in tx.of(Proposal).where(term=term, session_no=session)]
    return max(taken, default=0) + 1


@intention
def last_session(desk: Desk) -> tuple[int, int | None] | None:
    """Term and session of the proposal that was filed last; None before the first."""
    with desk.store.reading() as tx:
        filed = [one for one in tx.of(Proposal).where(order="-decided_on") if one.term and one.number]
    return (filed[0].term or 0, filed[0].session_no) if filed else None


@intention
def file_proposal(
    desk: Desk, proposal_id: str, number: FilingNumber, on: date, *, version: int | None = None
) -> tuple[Proposal, Changes]:
    """立案 with the proposal's number. One that was filed before keeps the number that it was given then.

    Raises:
        InputError: the number is taken, is another one than before, or is out of range.
    """
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        _decided_on(desk, found, on)
        _free(tx, number, found)
        kept = proposal_moved(
            desk,
            tx,
            found,
            Action.FILE,
            Need.NUMBER,
            Need.DATE,
            term=number.term,
            session_no=number.session,
            number=number.number,
            told={KIND_BEFORE: found.kind.value, NUMBERED_BEFORE: "yes" if found.number else ""},
            kind=number.kind,
            decided_on=on,
        )
        touched = touching(tx, kept)
    return kept, touched


@intention
def not_file(
    desk: Desk, proposal_id: str, reason: str, on: date, *, version: int | None = None
) -> tuple[Proposal, Changes]:
    """不予立案 with the reason; what becomes of the matter is decided next."""
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        _decided_on(desk, found, on)
        kept = proposal_moved(desk, tx, found, Action.NOT_FILE, *given, reason=reason, decided_on=on)
        touched = touching(tx, kept)
    return kept, touched


@intention
def merge_proposal(
    desk: Desk, proposal_id: str, master_id: str, on: date, *, version: int | None = None
) -> tuple[Proposal, Changes]:
    """并案: treated with another proposal; each proposer and each contributor is answered all the same (domain A2).

    Raises:
        IllegalActionError: ``ACTION_BARRED``: the other one is not before the committee or filed.
    """
    with desk.store.writing() as tx:
        found, master = proposal_of(tx, proposal_id, version), proposal_of(tx, master_id, None)
        if master.id == found.id or master.state not in TAKES_IN:
            raise barred("并案", "主提案不是已送交或已立案的另一件提案", "请另选主提案")
        _decided_on(desk, found, on)
        kept = proposal_moved(desk, tx, found, Action.MERGE_PROPOSAL, Need.MASTER, master_id=master.id, decided_on=on)
        touched = touching(tx, kept, master)
    return kept, touched


@intention
def assign_proposal(
    desk: Desk,
    proposal_id: str,
    handlers: tuple[str, ...],
    *,
    separate: bool = False,
    opinion: str = "",
    version: int | None = None,
) -> tuple[tuple[Forwarding, ...], Changes]:
    """交办 a filed proposal: letters to its handlers are drafted, each with the month for the reply (seed 八(四)1).

    The first of several handlers leads and the others help it (主办、会办), or each answers (``separate``: 分办).
    From there on the letters go the way of all others, about the leading clue.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: letters are out already, or a clue complains about a handler.
        InputError, NotFoundError: a handler is no such unit, or is named twice.
    """
    if len(set(handlers)) < len(handlers):
        raise InputError("INPUT_INVALID", field="承办单位", reason="同一单位只填一次")
    for handler in handlers:
        desk.reference.unit(handler, UnitKind.DEPARTMENT, UnitKind.DIRECT_POINT, role="承办单位")
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        if any(line.state not in _CANCELLED for line in lines_of(tx, found.id)):
            raise barred("再次交办", "已经拟了交办函", "请先作废没有发出的函")
        given = (Need.HANDLER, Need.DATE) if handlers else (Need.DATE,)
        kept = proposal_moved(desk, tx, found, Action.ASSIGN, *given, assigned_on=desk.today())
        clues = clues_under(tx, kept.id)
        for clue_id in clues:
            require_not_barred(desk, tx, clue_id, "交办", *handlers)
        clue = office_clue(tx, clues[0], None)
        if state_of(clue) is not OfficeState.ROUTED:
            CLUE_IN_OFFICE.advance(state_of(clue), Action.ROUTE, desk.role)
        whole = Assignment(
            new_id(),
            DispatchKind.ASSIGN,
            clue.id,
            desk.now(),
            desk.actor.name,
            proposal_id=kept.id,
            subject=kept.title,
            opinion=clean_text(opinion).strip(),
        )
        lines = draft_lines(desk, tx, whole, _parts(handlers, separate=separate), limited=True)
        note(desk, tx, "draft_assignment", Kind.ASSIGNMENT, whole.id, proposal=kept.id, handlers=list(handlers))
        touched = touching(tx, kept)
    return lines, touched | Changes.of(Kind.FORWARDING, *(line.id for line in lines))


@intention
def conclude_proposal(desk: Desk, proposal_id: str, *, version: int | None = None) -> tuple[Proposal, Changes]:
    """办结提案: every letter is answered and every contributor told; the clues behind it are concluded with it.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: a letter is not closed yet, or none was answered.
    """
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        lines = lines_of(tx, found.id)
        answered = [line for line in lines if line.state not in _GONE]
        if found.state is ProposalState.ASSIGNED and not (answered and all(map(settled, lines))):
            raise barred("办结提案", "交办函还没有办完", "请在“分类·转办”里登记答复、联系群众并办结")
        kept = proposal_moved(desk, tx, found, Action.CONCLUDE_PROPOSAL)
        touched = touching(tx, kept)
        for clue_id in clues_under(tx, kept.id):
            _conclude_clue(desk, tx, clue_id)
    return kept, touched


@intention
def offer_proposal_again(desk: Desk, proposal_id: str, *, version: int | None = None) -> tuple[Proposal, Changes]:
    """不予立案的重新列入认领目录: the claims end, and each of the clues is offered anew."""
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        kept = proposal_moved(desk, tx, found, Action.OFFER_AGAIN)
        for clue_id in end_claims(desk, tx, kept, f"不予立案：{found.reason}"):
            offer_in(desk, tx, clue_id, None, _help_before(tx, clue_id))
        touched = touching(tx, kept)
    return kept, touched


@intention
def turn_into_opinion(
    desk: Desk, proposal_id: str, *, version: int | None = None
) -> tuple[tuple[Output, ...], Changes]:
    """不予立案的转为社情民意信息: an output of each clue begins (seed 九(三)3), the content goes on by other means."""
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        kept = proposal_moved(desk, tx, found, Action.TURN_INTO_OPINION)
        outputs = tuple(
            Output(new_id(), clue_id, OutputKind.OPINION_INFO, kept.title, desk.today(), committee=kept.committee)
            for clue_id in clues_under(tx, kept.id)
        )
        tx.of(Output).add(*outputs)
        end_claims(desk, tx, kept, "已转为社情民意信息")
        touched = touching(tx, kept)
    return outputs, touched | Changes.of(Kind.OUTPUT, *(one.id for one in outputs))


@intention
def keep_proposal(desk: Desk, proposal_id: str, reason: str, *, version: int | None = None) -> tuple[Proposal, Changes]:
    """不予立案的留存, with the reason: its clues stay in the library (seed 八(二))."""
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        found = proposal_of(tx, proposal_id, version)
        reason = reason.replace(KEPT, "，留存：")
        kept = proposal_moved(desk, tx, found, Action.KEEP_PROPOSAL, *given, reason=f"{found.reason}{KEPT}{reason}")
        for clue_id in end_claims(desk, tx, kept, f"提案留存：{reason}"):
            clue = tx.clues.get(clue_id)
            if clue.withdrawn_at is None and state_of(clue) is OfficeState.CLASSIFIED:
                state = next_state(desk, clue, Action.RETAIN, given)
                clue = save_clue(desk, tx, replace(clue, office_state=state))
                tell(tx, clue, replace(news(desk, clue, Step.RETAINED), reason=reason))
                note(desk, tx, Action.RETAIN, Kind.CLUE, clue.id, state=state.value)
        touched = touching(tx, kept)
    return kept, touched


def lines_of(tx: Transaction, proposal_id: str) -> tuple[Forwarding, ...]:
    """The handlers' lines of a proposal, oldest first; those that took the place of others too."""
    whole = assignments_of(tx, proposal_id)
    ids = {one.id for one in whole}
    return tuple(
        line
        for clue_id in dict.fromkeys(one.clue_id for one in whole)
        for line in tx.casework.forwardings(clue_id)
        if line.assignment_id in ids
    )


def _parts(handlers: tuple[str, ...], *, separate: bool) -> list[tuple[str, HandlerPart]]:
    if len(handlers) == 1:
        return [(handlers[0], HandlerPart.SOLE)]
    if separate:
        return [(handler, HandlerPart.SEPARATE) for handler in handlers]
    return [(handler, HandlerPart.CO if number else HandlerPart.LEAD) for number, handler in enumerate(handlers)]


def _conclude_clue(desk: Desk, tx: Transaction, clue_id: str) -> None:
    """A clue that is in hand elsewhere, or was taken back, stays as it is."""
    clue = tx.clues.get(clue_id)
    if clue.withdrawn_at is not None or not all(map(settled, tx.casework.forwardings(clue_id))):
        return
    if state_of(clue) is OfficeState.CLASSIFIED:
        clue = replace(clue, office_state=next_state(desk, clue, Action.ROUTE))
    if state_of(clue) is OfficeState.ROUTED:
        clue = save_clue(desk, tx, replace(clue, office_state=next_state(desk, clue, Action.CONCLUDE)))
        tell(tx, clue, news(desk, clue, Step.CLOSED))
        note(desk, tx, Action.CONCLUDE, Kind.CLUE, clue.id, state=state_of(clue).value)


def _decided_on(desk: Desk, proposal: Proposal, on: date) -> None:
    not_after(on, desk.today(), "审查日期")
    not_before(on, proposal.submitted_on, "审查日期")


def _free(tx: Transaction, number: FilingNumber, found: Proposal) -> None:
    for field, value, most in (("届", number.term, 99), ("次", number.session, 99), ("号", number.number, 9999)):
        if value is not None and not 1 <= value <= most:
            raise InputError("INPUT_INVALID", field=f"提案编号的“{field}”", reason=f"应是 1 到 {most} 的整数")
    wanted = (number.term, number.session, number.number)
    if found.number is not None and (found.term, found.session_no, found.number) != wanted:
        raise InputError("INPUT_INVALID", field="提案编号", reason=f"这件已编定为{kept_number(found)}，不再改动")
    taken = tx.of(Proposal).where(term=number.term, session_no=number.session, number=number.number)
    if any(one.id != found.id for one in taken):
        raise InputError("INPUT_INVALID", field="提案编号", reason="已经用在别的提案上")


def _help_before(tx: Transaction, clue_id: str) -> Help:
    last = tx.of(Claim).where(clue_id=clue_id, order="-offered_on")[0]
    return Help(last.committee, last.suggested_handler)
