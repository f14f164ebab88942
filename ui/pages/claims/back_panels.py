"""撤回上一步登记: of a claim or a proposal, later than at once."""

from datetime import date
from typing import Any

from baixing_desktop.changes import Changes
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.taking_back import claim_before, proposal_before
from baixing_desktop.domain.states import ClaimState, ProposalState
from ui.pages.claims.panels import ReasonPanel, Undo
from ui.pages.claims.presenter import Shown
from ui.pages.claims.words_panels import form_of
from ui.text import plain

_TO_OFFER = "列入认领目录的登记撤回，线索回到“待遴选”。"
_GOES_TOO = {
    ProposalState.DRAFTED: "这份提案稿整件撤回，没有别的提案稿的线索回到“培育中”。撤回后可以在提示条里恢复。",
    ProposalState.FILED: "提案号仍归这件提案，不给别的提案。",
    ProposalState.ASSIGNED: "没有发出的交办函一并作废。",
    ProposalState.CONCLUDED: "随提案办结的线索一并恢复，工作室会看到更正。",
    ProposalState.OFFERED_AGAIN: "重新列入的线索一并撤回，原来的认领恢复。",
    ProposalState.OPINION_INFO: "没有报送的“社情民意信息”成果一并撤回，原来的认领恢复。",
    ProposalState.RETAINED: "随提案留存的线索和原来的认领一并恢复，工作室会看到更正。",
    ProposalState.WITHDRAWN: "原来的认领一并恢复。",
}


class TakeBackPanel(ReasonPanel):
    """The last step was entered wrongly."""

    words, heading = "撤回上一步登记", "上一步哪里登记错了？"
    note = "撤回以后可以重新登记。已经发函或告知反映人的，撤不回来。谁在什么时候为什么撤回，审计记录里可查。"

    def build(self) -> None:
        """What will be taken back, and why."""
        self._what = plain("", "strong", wrap=True)
        self.body.addWidget(self._what)
        super().build()

    def begin(self, shown: Shown) -> None:
        """Empty."""
        self._what.setText(what_goes_back(shown))
        super().begin(shown)

    def reasoned(self, shown: Shown, reason: str, on: date) -> tuple[Any, Changes]:
        """Take it back."""
        if shown.proposal is not None:
            return self.presenter.proposal_back(shown.proposal.proposal, reason)
        entry = shown.claim.last_entry if shown.claim else None
        return self.presenter.claims_back([shown.fallen or shown.the_claim], reason, entry)

    def undo(self, shown: Shown, value: Any) -> Undo | None:
        """A draft that went is drafted anew; everything else is entered again through its own form."""
        if shown.proposal is None or shown.the_proposal.state is not ProposalState.DRAFTED:
            return None
        return lambda: self.presenter.draft_again(shown, form_of(shown.the_proposal))


def what_goes_back(shown: Shown) -> str:
    """The last step, and what goes with it."""
    if shown.proposal is not None:
        state, before = shown.the_proposal.state, proposal_before(shown.the_proposal)
        move = "" if state is before else f"从“{label(state)}”回到“{label(before)}”。"
        return f"{move}{_GOES_TOO.get(state, '')}"
    claim, last = shown.fallen or shown.the_claim, shown.claim.last_entry if shown.claim else None
    before = claim_before(claim, logged=last is not None)
    if claim.state is ClaimState.OFFERED:
        return _TO_OFFER
    if before is claim.state:
        return "最后写的一条培育记录撤回。"
    return f"从“{label(claim.state)}”回到“{label(before)}”。" if before else ""
