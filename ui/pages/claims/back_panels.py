"""撤回上一步登记: of a claim or a proposal, later than at once."""

from datetime import date
from typing import Any

from baixing_desktop.changes import Changes
from baixing_desktop.domain.states import ProposalState
from ui.pages.claims.panels import ReasonPanel, Undo
from ui.pages.claims.presenter import Shown
from ui.pages.claims.words_panels import form_of


class TakeBackPanel(ReasonPanel):
    """The last step was entered wrongly."""

    words, heading = "撤回上一步登记", "上一步哪里登记错了？"
    note = "回到上一步，可以重新登记。已经发函或告知反映人的，撤不回来。谁在什么时候为什么撤回，审计记录里可查。"

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
