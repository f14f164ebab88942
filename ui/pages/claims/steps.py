"""The steps of 认领与培育, as the page takes them."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import CultivationKind
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Claim, ClaimWindow, Cultivation, Proposal
from baixing_desktop.domain.states import Action
from baixing_desktop.usecases import claim_import, claiming, filing, proposing
from baixing_desktop.usecases.claim_import import ClaimPlan, ClaimRow
from baixing_desktop.usecases.claim_steps_back import take_back_claims
from baixing_desktop.usecases.claiming import Claimant, Help, WindowForm
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.filing import FilingNumber
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.proposal_steps_back import take_back_proposal
from baixing_desktop.usecases.proposing import ProposalForm
from baixing_desktop.work import Work

AT_ONCE = "登记后随即撤销"


class Steps:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def offer(self, ids: Sequence[str], window: str, aid: Help, work: Work) -> tuple[tuple[Claim, ...], Changes]:
        """列入认领目录."""
        return claiming.offer_clues(self._desk, ids, window_id=window or None, aid=aid, work=work)

    def lapse(self, claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], Changes]:
        """结束认领."""
        return claiming.lapse_claims(self._desk, [claim.id for claim in claims])

    def claims_back(
        self, claims: Sequence[Claim], reason: str = AT_ONCE, entry_id: str | None = None
    ) -> tuple[tuple[Claim, ...], Changes]:
        """撤回上一步登记 of claims, as they were seen."""
        return take_back_claims(self._desk, claims, reason, entry_id=entry_id)

    def proposal_back(self, proposal: Proposal, reason: str) -> tuple[Proposal, Changes]:
        """撤回上一步登记 of a proposal."""
        return take_back_proposal(self._desk, proposal.id, reason, version=proposal.version)

    def proposal_undone(self, proposal_id: str, version: int) -> tuple[Proposal, Changes]:
        """The step undone that led to ``version`` a moment ago."""
        return take_back_proposal(self._desk, proposal_id, AT_ONCE, version=version, at_once=True)

    def unset_window(self, window: ClaimWindow) -> tuple[None, Changes]:
        """A new 认领期 undone."""
        return claiming.remove_window(self._desk, window)

    def save_window(self, form: WindowForm, known: ClaimWindow | None) -> tuple[ClaimWindow, Changes]:
        """认领期."""
        return claiming.save_window(
            self._desk, form, window_id=known.id if known else None, version=known.version if known else None
        )

    def claim(self, claim: Claim, claimant: Claimant, on: date) -> tuple[Claim, Changes]:
        """认领."""
        return claiming.claim_clue(self._desk, claim.id, claimant, on, version=claim.version)

    def release(self, claim: Claim, reason: str) -> tuple[Claim, Changes]:
        """放弃认领."""
        return claiming.release_claim(self._desk, claim.id, reason, version=claim.version)

    def cultivate(self, claim: Claim, on: date) -> tuple[Claim, Changes]:
        """开始培育."""
        return claiming.begin_cultivation(self._desk, claim.id, on, version=claim.version)

    def log(self, claim: Claim, kind: CultivationKind, on: date, person: str, text: str) -> tuple[Cultivation, Changes]:
        """培育记录."""
        return claiming.log_cultivation(self._desk, claim.id, kind, on, person, text)

    def unlog(self, entry: Cultivation, *, began: bool) -> tuple[None, Changes]:
        """The entry undone, and with it the cultivation that it ``began``."""
        return claiming.remove_cultivation(self._desk, entry, began=began)

    def revise(self, proposal: Proposal, form: ProposalForm) -> tuple[Proposal, Changes]:
        """修改提案稿."""
        return proposing.revise_proposal(self._desk, proposal.id, form, version=proposal.version)

    def submit(self, proposal: Proposal, on: date) -> tuple[Proposal, Changes]:
        """送交提案."""
        return proposing.submit_proposal(self._desk, proposal.id, on, version=proposal.version)

    def withdraw(self, proposal: Proposal, reason: str) -> tuple[Proposal, Changes]:
        """撤案."""
        return proposing.withdraw_proposal(self._desk, proposal.id, reason, version=proposal.version)

    def file(self, proposal: Proposal, number: FilingNumber, on: date) -> tuple[Proposal, Changes]:
        """立案."""
        return filing.file_proposal(self._desk, proposal.id, number, on, version=proposal.version)

    def not_file(self, proposal: Proposal, reason: str, on: date) -> tuple[Proposal, Changes]:
        """不予立案."""
        return filing.not_file(self._desk, proposal.id, reason, on, version=proposal.version)

    def merge(self, proposal: Proposal, master: str, on: date) -> tuple[Proposal, Changes]:
        """并案."""
        return filing.merge_proposal(self._desk, proposal.id, master, on, version=proposal.version)

    def assign(
        self, proposal: Proposal, handlers: tuple[str, ...], opinion: str, *, separate: bool
    ) -> tuple[tuple[Forwarding, ...], Changes]:
        """交办."""
        return filing.assign_proposal(
            self._desk, proposal.id, handlers, separate=separate, opinion=opinion, version=proposal.version
        )

    def finish(self, proposal: Proposal, action: Action, reason: str = "") -> tuple[object, Changes]:
        """办结提案, or what becomes of one that was not filed."""
        desk, version = self._desk, proposal.version
        if action is Action.CONCLUDE_PROPOSAL:
            return filing.conclude_proposal(desk, proposal.id, version=version)
        if action is Action.OFFER_AGAIN:
            return filing.offer_proposal_again(desk, proposal.id, version=version)
        if action is Action.TURN_INTO_OPINION:
            return filing.turn_into_opinion(desk, proposal.id, version=version)
        return filing.keep_proposal(desk, proposal.id, reason, version=version)

    def catalogue(self, form: Format, work: Work) -> MadePaper:
        """认领目录 of this year, without contacts."""
        request = PaperRequest(period=year_period(self._desk.today().year))
        return make_paper(paper_kind("catalogue"), self._desk, form, request, work)

    def plan(self, path: Path, work: Work) -> ClaimPlan:
        """The rows of a table of claims, looked up."""
        return claim_import.plan_claims(self._desk, path, work)

    def bring_in(self, plan: ClaimPlan, work: Work) -> tuple[tuple[ClaimRow, ...], Changes]:
        """Enter the rows that can be entered."""
        return claim_import.import_claims(self._desk, plan, work)
