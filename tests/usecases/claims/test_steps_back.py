"""Every step of SM5 has a way back to exactly what was before, unless something rests on it."""

from dataclasses import replace
from itertools import pairwise
from typing import cast

import pytest

from baixing_desktop.domain.encouragement import Incentive
from baixing_desktop.domain.kinds import (
    CultivationKind,
    OpinionChannel,
    ProposalKind,
    ProposerKind,
)
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.proposals import Claim, Cultivation, JointClaimant, Proposal, ProposalClue
from baixing_desktop.domain.rules.claiming import is_filed, number_words
from baixing_desktop.domain.states import (
    Action,
    ClaimState,
    ForwardingState,
    ProposalState,
)
from baixing_desktop.domain.supervision import KeyItem
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.usecases import (
    casework,
    claim_board,
    claiming,
    filing,
    proposing,
)
from baixing_desktop.usecases.claim_steps_back import take_back_claims
from baixing_desktop.usecases.claimed import last_claim
from baixing_desktop.usecases.claiming import Claimant
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.encouraging import feed_back, take_back_incentive, take_up_adopted
from baixing_desktop.usecases.filing import FilingNumber
from baixing_desktop.usecases.key_items import propose_key_item
from baixing_desktop.usecases.proposal_steps_back import take_back_proposal
from baixing_desktop.usecases.reading import clue_ids
from tests.builders import STREETLIGHTS, refused
from tests.usecases.claims.steps import NUMBER, told
from tests.usecases.programme import CLAIMANT, cultivated, submitted


def record(desk: Desk) -> dict[str, object]:
    """Everything that the steps of SM5 write, without versions and without the number of what is not filed."""
    kinds = (Claim, JointClaimant, Cultivation, Proposal, ProposalClue, Output, Incentive)
    with desk.store.reading() as tx:
        rows = {kind.__name__: [replace(one, version=0) for one in tx.of(kind).where()] for kind in kinds}
        clues = {clue_id: tx.clues.get(clue_id).office_state for clue_id in clue_ids(desk, ClueQuery())}
        lines = [line for one in clues for line in tx.casework.forwardings(one) if line.state != "cancelled"]
    rows["Proposal"] = [
        one if is_filed(one) else replace(one, term=None, session_no=None, number=None)
        for one in cast("list[Proposal]", rows["Proposal"])
    ]
    return {**rows, "clues": clues, "lines": lines}


class Walk:
    """Steps of SM5, each with the way back; what is named by identity is looked up anew after a step was taken back."""

    def __init__(self, office: Desk, board: Desk, clues: tuple[str, ...], handler: str) -> None:
        self.office, self.board, self.clues, self.handler = office, board, clues, handler
        self.day = office.today()

    def claim(self, number: int = 0) -> Claim:
        with self.office.store.reading() as tx:
            claim = last_claim(tx, self.clues[number])
        assert claim is not None
        return claim

    def proposal(self, place: int = -1) -> Proposal:
        """In the order in which they were drafted."""
        with self.office.store.reading() as tx:
            return sorted(tx.of(Proposal).where(), key=lambda one: tx.audit.of_object(one.id)[0].seq)[place]

    def do(self, step: str) -> None:
        day, office, board = self.day, self.office, self.board
        match step.split():
            case ["offer", n]:
                claiming.offer_clues(board, [self.clues[int(n)]])
            case ["lapse", n]:
                claiming.lapse_claims(board, [self.claim(int(n)).id])
            case ["claim", n]:
                who = Claimant(ProposerKind.MEMBER, "王委员", ("陈委员", "李委员"))
                claiming.claim_clue(office, self.claim(int(n)).id, who, day)
            case ["release", n]:
                claiming.release_claim(office, self.claim(int(n)).id, "另有安排")
            case ["cultivate", n]:
                claiming.begin_cultivation(office, self.claim(int(n)).id, day)
            case ["log", n]:
                claiming.log_cultivation(office, self.claim(int(n)).id, CultivationKind.RESEARCH, day, "王委员", "察看")
            case ["draft", *numbers]:
                ids = [self.claim(int(n)).id for n in numbers]
                form = proposing.prefilled(office, ids, ProposalKind.INTERIM)
                proposing.draft_proposal(office, ids, form)
            case ["merge", place, into]:
                filing.merge_proposal(board, self.proposal(int(place)).id, self.proposal(int(into)).id, day)
            case _:
                verb, *place = step.split()
                self.of_proposal(verb, self.proposal(int(place[0]) if place else -1).id)

    def of_proposal(self, verb: str, one: str) -> None:
        day, board = self.day, self.board
        match verb:
            case "submit":
                proposing.submit_proposal(self.office, one, day)
            case "file":
                filing.file_proposal(board, one, NUMBER, day)
            case "not_file":
                filing.not_file(board, one, "属日常工作", day)
            case "withdraw":
                proposing.withdraw_proposal(board, one, "另行调研")
            case "again":
                filing.offer_proposal_again(board, one)
            case "opinion":
                filing.turn_into_opinion(board, one)
            case "keep":
                filing.keep_proposal(board, one, "留作参考")
            case _:
                filing.assign_proposal(board, one, (self.handler, "QSWJ"))

    def back(self, step: str) -> None:
        """As the page does it: what is taken back is what was seen. Only at once the number of a filing is free."""
        verb, *places = step.split()
        if verb in ("offer", "lapse", "claim", "release", "cultivate", "log"):
            claim = self.claim(int(places[0]))
            last = claim_board.claim_view(self.office, claim.id).last_entry
            take_back_claims(self.office, [claim], "登记错了", entry_id=last)
            return
        one = self.proposal(int(places[0]) if places and verb != "draft" else -1)
        take_back_proposal(self.board, one.id, "登记错了", version=one.version, at_once=verb == "file")


WAYS = {
    "a claim": "offer 0,lapse 0,offer 0,claim 0,cultivate 0,log 0,log 0,release 0,offer 0",
    "not filed, offered again": "draft 0,draft 0,submit 0,not_file 0,again 0",
    "an opinion": "draft 0 1,submit,not_file,opinion,offer 1",
    "kept": "draft 0,submit,not_file,keep",
    "withdrawn and drafted anew": "draft 0,withdraw,offer 0,claim 0,cultivate 0,draft 0,submit,withdraw",
    "merged": "draft 0,draft 1,draft 2,submit 0,submit 1,submit 2,merge 2 1,merge 1 0,file 0",
    # A draft whose letters were cancelled is in the books for ever.
    "assigned": "file,assign",
    "filed and withdrawn": "file,withdraw",
}


@pytest.mark.parametrize("way", WAYS)
def test_every_step_is_taken_back_to_exactly_what_was_before(
    office: Desk, board: Desk, received: tuple[str, ...], handler: str, way: str
) -> None:
    walk = Walk(office, board, received, handler)
    if way != "a claim":
        last = max((int(sign) for sign in WAYS[way] if sign.isdigit()), default=0)
        claims = cultivated(office, received[: last + 1])
        if WAYS[way].startswith("file"):
            submitted(office, claims[:1])
    been = [("", record(office))]
    for step in WAYS[way].split(","):
        walk.do(step)
        been.append((step, record(office)))
    for (_, before), (step, after) in reversed(list(pairwise(been))):
        assert after != before
        walk.back(step)
        assert record(office) == before, step
    walk.do(been[1][0])


def test_what_followed_bars_the_way_back_and_the_number_of_a_filing_stays(
    office: Desk, board: Desk, received: tuple[str, ...], handler: str
) -> None:
    one, other = (submitted(office, [claim]) for claim in cultivated(office, received[:2]))
    day, person = office.today(), STREETLIGHTS.contributor
    filed, _ = filing.file_proposal(board, one.id, NUMBER, day)

    def back(desk: Desk = board, reason: str = "登记错了") -> Proposal:
        return take_back_proposal(desk, one.id, reason)[0]

    assert refused(lambda: back(reason=" ")) == "ACTION_NEEDS"
    assert refused(lambda: back(office)) == "ACTION_NOT_ALLOWED"
    # Whoever was told of the filing was told; who was to be told is not.
    take_up_adopted(office)
    with office.store.reading() as tx:
        (due,) = tx.of(Incentive).where()
    feed_back(office, due.id, OpinionChannel.PHONE, day)
    with pytest.raises(IllegalActionError) as barred:
        back()
    assert "已经告知反映人" in barred.value.advice.what
    take_back_incentive(office, due.id, "登记错了")
    # Whatever else rests on the filing bars it as well.
    item, _ = propose_key_item(office, one.id, 2026, day)
    with pytest.raises(IllegalActionError) as barred:
        back()
    assert "重点提案" in barred.value.advice.what
    with office.store.writing() as tx:
        tx.of(KeyItem).remove(item)
    (line,), _ = filing.assign_proposal(board, one.id, (handler,))
    casework.issue_forwarding(board, line.id, day)
    assert Action.TAKE_BACK not in claim_board.proposal_view(board, one.id).actions
    with pytest.raises(IllegalActionError) as barred:
        back()
    assert "交办函已经发出" in barred.value.advice.what
    with office.store.writing() as tx:
        tx.casework.save_forwarding(replace(line, state=ForwardingState.APPROVED, version=3), expected=2)
    assert refused(lambda: take_back_proposal(board, one.id, "随即", at_once=True)) == "CHANGED_MEANWHILE"
    assert back().state is ProposalState.FILED
    kept = back(reason=f"误立案，{person.name}（{person.phone}）来电")
    with office.store.reading() as tx:
        assert tx.of(Incentive).where() == ()
        assert person.name not in str(tx.audit.of_object(one.id)[-1].detail)
    view = claim_board.proposal_view(board, one.id)
    assert (view.number, view.kept_number) == ("", number_words(filed))
    # The number is given to no other one, nor another one to it.
    assert refused(lambda: filing.file_proposal(board, other.id, NUMBER, day)) == "INPUT_INVALID"
    assert refused(lambda: filing.file_proposal(board, one.id, FilingNumber(16, 13, 5), day)) == "INPUT_INVALID"
    assert filing.next_filing_number(board, 16, 5) == 13
    again, _ = filing.file_proposal(board, one.id, NUMBER, day, version=kept.version)
    assert number_words(again) == number_words(filed)
    take_back_proposal(board, one.id, "登记错了", version=again.version, at_once=True)
    filing.not_file(board, one.id, "属日常工作", day)
    assert claim_board.proposal_view(board, one.id).kept_number == number_words(filed)
    assert any(text.startswith("提案不予立案") for text in told(office, received[0]))


def test_nobody_takes_back_what_a_colleague_did_since(office: Desk, board: Desk, received: tuple[str, ...]) -> None:
    (offered,), _ = claiming.offer_clues(board, received[:1])
    claimed, _ = claiming.claim_clue(office, offered.id, CLAIMANT, office.today())
    # A colleague claimed it meanwhile; the second click finds it gone.
    assert refused(lambda: take_back_claims(board, [offered], "随即")) == "CHANGED_MEANWHILE"
    begun = claiming.log_cultivation(office, claimed.id, CultivationKind.DRAFT, office.today(), "王委员", "提纲")[0]
    later, _ = claiming.log_cultivation(board, claimed.id, CultivationKind.DRAFT, office.today(), "李委员", "初稿")
    seen = claim_board.claim_view(office, claimed.id).claim
    assert refused(lambda: take_back_claims(office, [seen], "随即", entry_id=begun.id)) == "CHANGED_MEANWHILE"
    claiming.remove_cultivation(office, begun, began=True)
    assert claim_board.claim_view(office, claimed.id).claim.state is ClaimState.CULTIVATING
    claiming.remove_cultivation(board, later, began=True)
    assert claim_board.claim_view(office, claimed.id).claim.state is ClaimState.CLAIMED
    (claim,), _ = take_back_claims(office, [claim_board.claim_view(office, claimed.id).claim], "登记错了")
    take_back_claims(board, [claim], "登记错了")
    assert refused(lambda: take_back_claims(board, [claim], "登记错了")) == "RECORD_NOT_FOUND"
    # What ended with a proposal comes back with it, and not once the clue was treated otherwise.
    (claim,) = cultivated(office, received[:1])
    proposal, _ = proposing.draft_proposal(office, [claim.id], proposing.prefilled(office, [claim.id]))
    assert refused(lambda: take_back_claims(office, [claim_board.claim_view(office, claim.id).claim], "错")) == (
        "ACTION_BARRED"
    )
    gone, _ = proposing.withdraw_proposal(office, proposal.id, "重复")
    released = claim_board.fallen_claim(office, received[0])
    assert released is not None
    assert refused(lambda: take_back_claims(office, [released], "登记错了")) == "ACTION_BARRED"
    casework.classify_clue(office, received[0], Route.DISTRICT_CORE, "情况变化")
    assert refused(lambda: take_back_proposal(office, gone.id, "登记错了")) == "ACTION_BARRED"
    casework.classify_clue(office, received[0], Route.DISTRICT_GENERAL, "情况变化")
    (anew,), _ = claiming.offer_clues(board, received[:1])
    assert refused(lambda: take_back_proposal(office, gone.id, "登记错了")) == "ACTION_BARRED"
    take_back_claims(board, [anew], "登记错了")
    assert take_back_proposal(office, gone.id, "登记错了", version=gone.version)[0].state is ProposalState.DRAFTED
    assert refused(lambda: take_back_proposal(office, gone.id, "登记错了", version=gone.version)) == "CHANGED_MEANWHILE"
