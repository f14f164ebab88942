"""What the record knows of a member's year, rule by rule (seed 八(五)2; decision 0044)."""

import re
from collections.abc import Iterator

from baixing_desktop.domain.encouragement import Commendation
from baixing_desktop.domain.gathering import Session, SessionMember
from baixing_desktop.domain.kinds import CommendationKind, ProposerKind
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.period import Period, year_period
from baixing_desktop.domain.proposals import Claim, JointClaimant, Proposal
from baixing_desktop.domain.rules.scoring import Fact, Scored
from baixing_desktop.domain.screening import MergeLink
from baixing_desktop.domain.states import KeyItemState, OfficeState, ProposalState, SupervisionState
from baixing_desktop.domain.statistics import ADOPTED
from baixing_desktop.domain.supervision import KeyItem, Supervision
from baixing_desktop.store.store import Transaction

_MEMBERS = (ProposerKind.MEMBER, ProposerKind.JOINT)
_HANDED_IN = tuple(state for state in ProposalState if state not in (ProposalState.DRAFTED, ProposalState.WITHDRAWN))
_FILED = (ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED)
_KEY = (KeyItemState.CONFIRMED, KeyItemState.SUPERVISED, KeyItemState.REPORTED)
_HELD = (SupervisionState.HELD, SupervisionState.FOLLOWED_UP, SupervisionState.DONE)
_BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")


def facts_of(tx: Transaction, year: int) -> Iterator[Fact]:
    """Every fact of ``year`` that names somebody who may be a member."""
    period = year_period(year)
    yield from _clues(tx, period)
    yield from _sessions(tx, period)
    yield from _cultivated(tx, period)
    yield from _proposals(tx, period)
    yield from _supervised(tx, period)


def _clues(tx: Transaction, period: Period) -> Iterator[Fact]:
    """报送, 被采用: a clue that was merged is adopted with its master, whose merit it shares."""
    names = {one.name for one in tx.of(Member).where()}
    taken = [one for one in tx.figures.taken_in(period) if _may_be(one.receiver, names)]
    merged = [one.clue_id for one in taken if one.state is OfficeState.MERGED]
    links = [link for link in tx.of(MergeLink).of_many("clue_id", merged) if link.undone_at is None]
    masters = {one.id: one.office_state in ADOPTED for one in tx.clues.several([link.master_id for link in links])}
    with_master = {link.clue_id for link in links if masters.get(link.master_id)}
    for one in taken:
        yield Fact(Scored.CLUE_SUBMITTED, one.clue_id, one.on, one.receiver, workroom=one.unit)
        if one.state in ADOPTED or one.clue_id in with_master:
            yield Fact(Scored.CLUE_ADOPTED, one.clue_id, one.on, one.receiver, workroom=one.unit)


def _may_be(receiver: str, names: set[str]) -> bool:
    """Workrooms receive most clues: whoever cannot be a member is no name to wonder about."""
    return receiver in names or receiver.removesuffix("委员") in names


def _sessions(tx: Transaction, period: Period) -> Iterator[Fact]:
    held = {one.id: one for one in tx.of(Session).where() if one.held_on in period}
    for each in tx.of(SessionMember).of_many("session_id", list(held)):
        session = held[each.session_id]
        yield Fact(Scored.SESSION_ON_DUTY, session.id, session.held_on, each.name, each.member_id, session.unit)


def _cultivated(tx: Transaction, period: Period) -> Iterator[Fact]:
    """认领并培育: the lead claimant and the joint ones alike, from the day on which cultivation began."""
    grown = {
        one.id: one
        for one in tx.of(Claim).where(claimant_kind=_MEMBERS)
        if one.cultivated_since is not None and one.cultivated_since in period and one.released_on is None
    }
    for one in grown.values():
        if one.cultivated_since is not None:
            yield Fact(Scored.CLUE_CULTIVATED, one.id, one.cultivated_since, one.claimant, one.member_id)
    for each in tx.of(JointClaimant).of_many("claim_id", list(grown)):
        since = grown[each.claim_id].cultivated_since
        if since is not None:
            yield Fact(Scored.CLUE_CULTIVATED, each.claim_id, since, each.name, each.member_id)


def _proposals(tx: Transaction, period: Period) -> Iterator[Fact]:
    """提交, 立案, 重点, 优秀: of the first proposer, who answers for the proposal."""
    found = {one.id: one for one in tx.of(Proposal).where(proposer_kind=_MEMBERS, state=_HANDED_IN)}
    for one in found.values():
        if one.submitted_on is not None and one.submitted_on in period:
            yield Fact(Scored.PROPOSAL_SUBMITTED, one.id, one.submitted_on, _first(one.proposer), one.member_id)
        if one.state in _FILED and one.decided_on is not None and one.decided_on in period:
            yield Fact(Scored.PROPOSAL_FILED, one.id, one.decided_on, _first(one.proposer), one.member_id)
    for item in tx.of(KeyItem).where(state=_KEY):
        one = found.get(item.proposal_id)
        if one is not None and item.confirmed_on is not None and item.confirmed_on in period:
            yield Fact(Scored.PROPOSAL_KEY, one.id, item.confirmed_on, _first(one.proposer), one.member_id)
    for praised in tx.of(Commendation).where(kind=CommendationKind.OUTSTANDING_PROPOSAL):
        one = found.get(praised.proposal_id or "")
        if one is not None and praised.decided_on in period:
            yield Fact(Scored.PROPOSAL_OUTSTANDING, one.id, praised.decided_on, _first(one.proposer), one.member_id)


def _first(proposer: str) -> str:
    """Of joint proposers the one who leads."""
    return _BETWEEN_NAMES.split(proposer.strip())[0]


def _supervised(tx: Transaction, period: Period) -> Iterator[Fact]:
    """参加督办: those participants whose names stand in the roster; the others are officials."""
    names = {one.name for one in tx.of(Member).where()}
    for one in tx.of(Supervision).where(state=_HELD):
        if one.held_on is None or one.held_on not in period:
            continue
        for name in dict.fromkeys(_BETWEEN_NAMES.split(one.participants)):
            if name and _may_be(name, names):
                yield Fact(Scored.SUPERVISION_JOINED, one.id, one.held_on, name)
