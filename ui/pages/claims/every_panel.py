"""Which form belongs to which thing that can be done."""

from collections.abc import Mapping

from baixing_desktop.domain.states import Action
from ui.pages.claims import back_panels as b
from ui.pages.claims import offer_panels as o
from ui.pages.claims import panels as p
from ui.pages.claims import proposal_panels as q
from ui.pages.claims import words_panels as w
from ui.pages.claims.presenter import Doing, Own

PANELS: Mapping[Doing, type[p.Panel]] = {
    Own.OFFER: o.OfferPanel,
    Own.WINDOW: o.WindowPanel,
    Action.CLAIM: p.ClaimPanel,
    Action.LAPSE: p.LapsePanel,
    Action.CULTIVATE: p.CultivatePanel,
    Own.LOG: p.LogPanel,
    Action.RELEASE: p.ReleasePanel,
    Action.DRAFT_PROPOSAL: w.DraftPanel,
    Own.REVISE: w.RevisePanel,
    Own.ANOTHER: w.AnotherPanel,
    Action.SUBMIT_PROPOSAL: q.SubmitPanel,
    Action.FILE: q.FilePanel,
    Action.NOT_FILE: q.NotFilePanel,
    Action.MERGE_PROPOSAL: q.MergePanel,
    Action.WITHDRAW_PROPOSAL: q.WithdrawPanel,
    Action.ASSIGN: q.AssignPanel,
    Action.CONCLUDE_PROPOSAL: q.ConcludePanel,
    Action.OFFER_AGAIN: q.OfferAgainPanel,
    Action.TURN_INTO_OPINION: q.OpinionPanel,
    Action.KEEP_PROPOSAL: q.KeepPanel,
    Action.TAKE_BACK: b.TakeBackPanel,
}
TITLES: Mapping[Doing, str] = {
    Own.WINDOW: "设定认领期",
    Own.REVISE: "修改提案稿",
}
"""What a thing is called among the others, where its button says what it brings about."""


def title_of(doing: Doing) -> str:
    """Its name in the row of what can be done."""
    return TITLES.get(doing, PANELS[doing].words)
