"""From the cultivated clue to the proposal that is answered, or not filed and not lost (SM5)."""

from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.encouragement import Nomination
from baixing_desktop.domain.kinds import (
    CommendationKind,
    CultivationKind,
    OutputKind,
    ProposalKind,
    ProposerKind,
)
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.rules.claiming import Stage, number_words
from baixing_desktop.domain.states import (
    Action,
    ClaimState,
    CommendationState,
    OfficeState,
    ProposalState,
)
from baixing_desktop.ids import new_id
from baixing_desktop.usecases import (
    claim_board,
    claiming,
    filing,
    handling,
    proposing,
)
from baixing_desktop.usecases.commending import put_back_nomination, withdraw_nomination
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.erasing import erase_in
from baixing_desktop.usecases.filing import FilingNumber
from baixing_desktop.usecases.proposal_steps_back import take_back_proposal
from baixing_desktop.usecases.proposing import ProposalForm
from baixing_desktop.usecases.reading import find_clue, timeline
from tests.builders import STREETLIGHTS, refused
from tests.usecases.claims.steps import NUMBER, stages, told
from tests.usecases.conftest import carry
from tests.usecases.programme import cultivated, submitted


def test_one_clue_bears_several_proposals_and_a_draft_can_be_changed(
    office: Desk, board: Desk, received: tuple[str, ...]
) -> None:
    (claim,) = cultivated(office, received[:1])
    form = proposing.prefilled(office, [claim.id])
    first, _ = proposing.draft_proposal(office, [claim.id], form)
    second, _ = proposing.draft_proposal(office, [claim.id], ProposalForm(
        "另一件事", "情况", "建议", ProposalKind.INTERIM, ProposerKind.COMMITTEE, "提案委"
    ))  # fmt: skip
    empty = ProposalForm("", "情况", "建议", ProposalKind.INTERIM, ProposerKind.COMMITTEE, "提案委")
    assert refused(lambda: proposing.draft_proposal(office, [claim.id], empty)) == "ACTION_NEEDS"
    assert refused(lambda: proposing.revise_proposal(office, second.id, empty)) == "INPUT_MISSING"
    revised, _ = proposing.revise_proposal(office, first.id, form, version=first.version)
    assert (
        refused(lambda: proposing.revise_proposal(office, first.id, form, version=first.version)) == "CHANGED_MEANWHILE"
    )
    proposing.submit_proposal(office, revised.id, office.today())
    assert refused(lambda: proposing.revise_proposal(office, first.id, form)) == "ACTION_NOT_POSSIBLE"
    assert len(claim_board.claim_view(office, claim.id).proposals) == 2
    assert Action.RELEASE not in claim_board.claim_view(office, claim.id).actions
    assert refused(lambda: claiming.release_claim(office, claim.id, "不做了")) == "ACTION_BARRED"
    # The claim ends with the last of its proposals, not before.
    proposing.withdraw_proposal(office, second.id, "重复")
    assert claim_board.claim_view(office, claim.id).claim.state is ClaimState.PROPOSAL_DRAFTED
    proposing.withdraw_proposal(board, first.id, "另行调研")
    assert claim_board.claim_view(office, claim.id).claim.reason == "撤案：另行调研"
    assert stages(board) == {Stage.TO_OFFER: 3, Stage.NOT_FILED: 2}


def test_numbers_are_given_once(office: Desk, board: Desk, received: tuple[str, ...]) -> None:
    claims = cultivated(office, received)
    first, second, third = (submitted(office, [claim]) for claim in claims)
    day = office.today()
    assert filing.next_filing_number(board, 16, 5) == 1
    filing.file_proposal(board, first.id, NUMBER, day)
    assert filing.next_filing_number(board, 16, 5) == 13
    assert filing.last_session(board) == (16, 5)
    assert refused(lambda: filing.file_proposal(board, second.id, NUMBER, day)) == "INPUT_INVALID"
    assert refused(lambda: filing.file_proposal(board, second.id, FilingNumber(0, 1, 5), day)) == "INPUT_INVALID"
    assert (
        refused(lambda: filing.file_proposal(office, second.id, FilingNumber(16, 13, 5), day)) == "ACTION_NOT_ALLOWED"
    )
    interim, _ = filing.file_proposal(board, second.id, FilingNumber(16, 1), day)
    assert (interim.kind, number_words(interim)) == (ProposalKind.INTERIM, "第十六届平时提案第001号")
    assert refused(lambda: filing.file_proposal(board, third.id, FilingNumber(16, 1), day)) == "INPUT_INVALID"


def test_a_merged_proposal_brings_its_clues(office: Desk, board: Desk, received: tuple[str, ...], handler: str) -> None:
    claims = cultivated(office, received)
    master, other, third = (submitted(office, [claim]) for claim in claims)
    day = office.today()
    assert refused(lambda: filing.merge_proposal(board, other.id, other.id, day)) == "ACTION_BARRED"
    filing.merge_proposal(board, third.id, other.id, day)
    filing.merge_proposal(board, other.id, master.id, day)
    filing.file_proposal(board, master.id, NUMBER, day)
    assert stages(board) == {Stage.FILED: 3}
    view = claim_board.proposal_view(board, master.id)
    assert {one.id for one in view.merged} == {other.id, third.id}
    assert claim_board.proposal_view(board, other.id).master == view.proposal
    (line,), _ = filing.assign_proposal(board, master.id, (handler,))
    assert refused(lambda: filing.assign_proposal(board, master.id, (handler,))) == "ACTION_BARRED"
    handling.cancel_draft(board, line.id, "单位选错")
    again, _ = filing.assign_proposal(board, master.id, (handler, "QSWJ"))
    assert [one.part for one in again] == ["lead", "co_handler"]
    assert Action.ASSIGN not in claim_board.proposal_view(board, master.id).actions
    assert refused(lambda: proposing.withdraw_proposal(board, master.id, "撤")) == "ACTION_NOT_POSSIBLE"


def test_the_citizens_data_go_out_of_logs_and_proposals_too(
    office: Desk, board: Desk, received: tuple[str, ...]
) -> None:
    """Safety 4.7: a proposal is its proposer's own paper, but it names nobody whose data were erased."""
    person, day = STREETLIGHTS.contributor, office.today()
    (claim,) = cultivated(office, received[:1])
    claiming.log_cultivation(office, claim.id, CultivationKind.RESEARCH, day, "王委员", f"走访{person.name}家")
    form = replace(proposing.prefilled(office, [claim.id]), analysis=f"{person.name}（{person.phone}）反映路灯不亮。")
    proposal, _ = proposing.draft_proposal(office, [claim.id], form)
    named = Nomination(
        new_id(), 2026, CommendationKind.OUTSTANDING_PROPOSAL, CommendationState.NOMINATED, day, "测试员", "1 条",
        proposal.id, grounds=f"{person.name}（{person.phone}）说好", reason=f"{person.name}来过",
    )  # fmt: skip
    with office.store.writing() as tx:
        tx.of(Nomination).add(named)
    gone, _ = put_back_nomination(office, replace(named, id=new_id(), year=2025))
    withdraw_nomination(office, gone)
    put_back_nomination(office, gone)
    withdraw_nomination(office, gone)
    with office.store.writing() as tx:
        erase_in(office, tx, Tombstone(received[0], ErasureScope.CONTACT, ErasureGround.ASKED, office.now()))
    view = claim_board.proposal_view(office, proposal.id)
    log = claim_board.claim_view(office, claim.id).log
    with office.store.reading() as tx:
        kept = tx.of(Nomination).get(named.id)
    assert refused(lambda: put_back_nomination(office, gone)) == "CHANGED_MEANWHILE", "its words would be back"
    assert view.proposal.analysis.endswith("反映路灯不亮。")
    assert kept.grounds.endswith("说好")
    for text in (view.proposal.analysis, kept.grounds, kept.reason, *(entry.text for entry in log)):
        assert person.name not in text
        assert person.phone not in text


@pytest.mark.parametrize("end", ["again", "opinion", "keep"])
def test_not_filed_is_not_lost(
    office: Desk, board: Desk, workroom: Desk, received: tuple[str, ...], end: str, tmp_path: Path
) -> None:
    """Domain A2: the content is passed on by other means."""
    proposal = submitted(office, cultivated(office, received[:1]))
    assert refused(lambda: filing.not_file(board, proposal.id, "", office.today())) == "ACTION_NEEDS"
    filing.not_file(board, proposal.id, "属日常工作", office.today())
    assert stages(board) == {Stage.TO_OFFER: 2, Stage.NOT_FILED: 1}
    clue = find_clue(office, received[0])
    if end == "again":
        filing.offer_proposal_again(board, proposal.id)
        assert stages(board) == {Stage.TO_OFFER: 2, Stage.OFFERED: 1, Stage.NOT_FILED: 1}
    elif end == "opinion":
        (output,), _ = filing.turn_into_opinion(board, proposal.id)
        with office.store.reading() as tx:
            assert tx.of(Output).get(output.id).kind is OutputKind.OPINION_INFO
            assert tx.of(Proposal).get(proposal.id).state is ProposalState.OPINION_INFO
    else:
        filing.keep_proposal(board, proposal.id, "留作参考")
        assert find_clue(office, clue.id).office_state is OfficeState.RETAINED
        kept = claim_board.proposal_view(board, proposal.id).proposal.reason
        assert all(reason in kept for reason in ("属日常工作", "留作参考"))
        # The workroom was told; taken back, it is told what holds now.
        take_back_proposal(board, proposal.id, "还要再议")
        carry(workroom, office, tmp_path)
        assert find_clue(workroom, clue.id).office_state is OfficeState.CLASSIFIED
        assert "更正登记：还要再议" in str(timeline(workroom, clue.id)[-1])
        filing.keep_proposal(board, proposal.id, "留作参考")
    assert any(text.startswith("提案不予立案") for text in told(office, clue.id))
