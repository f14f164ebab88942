"""From clue to consultation, proposal, output or report to the city, and to the result, as its timeline tells (SM5)."""

from collections.abc import Iterator
from datetime import date, datetime, time

from baixing_desktop.clock import CHINA, local
from baixing_desktop.domain.gathering import Consultation, ConsultationLink
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import TimelineEntry
from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.proposals import Claim, Cultivation, JointClaimant, Proposal
from baixing_desktop.domain.rules.claiming import is_filed, number_words
from baixing_desktop.domain.states import Action, ClaimState, ProposalState
from baixing_desktop.papers.layouts.words import joined
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import master_of, proposals_on
from baixing_desktop.usecases.wording import short_date

_ENDS = {
    ProposalState.OFFERED_AGAIN: Action.OFFER_AGAIN,
    ProposalState.OPINION_INFO: Action.TURN_INTO_OPINION,
    ProposalState.RETAINED: Action.KEEP_PROPOSAL,
}


def lineage_entries(tx: Transaction, clue_id: str) -> Iterator[TimelineEntry]:
    """What happened to the clue otherwise than by letter: 认领与培育, 协商, 中心工作 and its outputs, 直通车, 荐市."""
    claims = tx.of(Claim).where(clue_id=clue_id, order="offered_on")
    for claim in claims:
        yield from _claim_entries(tx, claim)
    written = {
        e.detail.get("entry"): e.at for one in (clue_id, *(c.id for c in claims)) for e in tx.audit.of_object(one)
    }
    for entry in tx.of(Cultivation).where(clue_id=clue_id, order="on"):
        at = written.get(entry.id)
        # It is told on the day on which it was done, at the hour of writing only where that was the same day.
        moment = at if at and local(at).date() == entry.on else _noon(entry.on)
        done = f"培育（{label(entry.kind)}）" if entry.claim_id else label(entry.kind)
        yield TimelineEntry(moment, f"{done}：{entry.person}", entry.text)
    talks = [link.consultation_id for link in tx.of(ConsultationLink).where(clue_id=clue_id)]
    for talk in tx.of(Consultation).where(id=talks, order="held_on") if talks else ():
        yield TimelineEntry(_noon(talk.held_on), f"{label(talk.kind)}：{talk.title}", talk.summary)
    for proposal in proposals_on(tx, clue_id):
        yield from _proposal_entries(tx, proposal)
    for made in tx.of(Output).where(clue_id=clue_id, order="started_on"):
        yield from _output_entries(tx, made)
    for report in tx.of(CityReport).where(clue_id=clue_id, order="started_on"):
        yield from _city_entries(tx, report)


def _claim_entries(tx: Transaction, claim: Claim) -> Iterator[TimelineEntry]:
    written = _Written(tx, claim.id)
    names = joined([n for n in (claim.claimant, *(j.name for j in tx.of(JointClaimant).where(claim_id=claim.id))) if n])
    yield written.entry(Action.OFFER, claim.offered_on, "列入认领目录")
    if claim.claimed_on:
        kind = label(claim.claimant_kind) if claim.claimant_kind else ""
        yield written.entry(Action.CLAIM, claim.claimed_on, f"{names}认领", kind)
    if claim.cultivated_since:
        yield written.entry(Action.CULTIVATE, claim.cultivated_since, "开始培育")
    if claim.released_on:
        yield written.entry(Action.RELEASE, claim.released_on, "认领结束", claim.reason)
    if claim.state is ClaimState.LAPSED:
        yield written.entry(Action.LAPSE, claim.offered_on, "认领期内无人认领")


def _proposal_entries(tx: Transaction, one: Proposal) -> Iterator[TimelineEntry]:
    written, title = _Written(tx, one.id), f"《{one.title}》"
    yield written.entry(Action.DRAFT_PROPOSAL, one.drafted_on, f"形成提案初稿{title}", one.proposer)
    if one.submitted_on:
        yield written.entry(Action.SUBMIT_PROPOSAL, one.submitted_on, f"送交提案{title}")
    master = master_of(tx, one)
    if one.decided_on and master is not None:
        into = number_words(master) or f"《{master.title}》"
        yield written.entry(Action.MERGE_PROPOSAL, one.decided_on, f"提案并入{into}", title)
    elif one.decided_on and is_filed(one):
        yield written.entry(Action.FILE, one.decided_on, f"立案：{number_words(one)}", title)
    elif one.decided_on:
        yield written.entry(Action.NOT_FILE, one.decided_on, f"提案不予立案{title}", one.reason)
    if one.state in _ENDS and one.decided_on:
        yield written.entry(_ENDS[one.state], one.decided_on, f"提案{label(one.state)}", title)
    if one.assigned_on:
        yield written.entry(Action.ASSIGN, one.assigned_on, "提案交办", number_words(one))
    if one.withdrawn_on:
        yield written.entry(Action.WITHDRAW_PROPOSAL, one.withdrawn_on, f"提案撤案{title}", one.reason)
    if one.state is ProposalState.CONCLUDED and one.assigned_on:
        yield written.entry(Action.CONCLUDE_PROPOSAL, one.assigned_on, "提案办结", number_words(one))


def _output_entries(tx: Transaction, one: Output) -> Iterator[TimelineEntry]:
    written, title = _Written(tx, one.id), f"《{one.title}》"
    yield written.entry("begin_output", one.started_on, f"选定成果形式：{label(one.kind)}", title)
    if one.delivered_on:
        told = "，".join(filter(None, (title, one.result)))
        yield written.entry("deliver_output", one.delivered_on, f"成果报送{one.addressee}", told)
    if one.dropped_on:
        yield written.entry("drop_output", one.dropped_on, f"不再形成{label(one.kind)}", one.reason)


def _city_entries(tx: Transaction, one: CityReport) -> Iterator[TimelineEntry]:
    written = _Written(tx, one.id)
    yield written.entry("begin_city_report", one.started_on, f"起草报市材料（{label(one.kind)}）", one.departments)
    if one.reported_on:
        yield written.entry("send_city_report", one.reported_on, "报送市政协", one.letter_number or "")
    if one.result_on:
        yield written.entry("record_city_result", one.result_on, "市里已有结果", one.result)


class _Written:
    """When each step of one record was entered, from the trail; where it was archived, noon of the step's day."""

    def __init__(self, tx: Transaction, object_id: str) -> None:
        self._at = {entry.action: entry.at for entry in tx.audit.of_object(object_id)}

    def entry(self, action: str, day: date, text: str, detail: str = "") -> TimelineEntry:
        """The step; where it was entered on another day than it happened, the detail says on which."""
        at = self._at.get(action)
        told_later = at is not None and local(at).date() != day and action in _DATED
        parts = (detail, short_date(day) if told_later else "")
        return TimelineEntry(at or _noon(day), text, "，".join(part for part in parts if part))


_DATED = frozenset(
    {
        Action.CLAIM, Action.CULTIVATE, Action.SUBMIT_PROPOSAL, Action.FILE, Action.NOT_FILE, Action.MERGE_PROPOSAL,
        "begin_output", "deliver_output", "drop_output", "begin_city_report", "send_city_report", "record_city_result",
    }
)  # fmt: skip
"""Steps whose day is entered by hand; of the others the record keeps the day alone."""


def _noon(day: date) -> datetime:
    return local(datetime.combine(day, time(12), CHINA))
