"""认领: from the clue that is offered to the log of whoever claimed it (SM5)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.handling import ContributorContact
from baixing_desktop.domain.kinds import (
    CultivationKind,
    DispatchKind,
    LetterKind,
    ProposerKind,
)
from baixing_desktop.domain.organisation import LetterEntry, Member
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.proposals import Claim, JointClaimant
from baixing_desktop.domain.rules.claiming import Stage, number_words
from baixing_desktop.domain.states import (
    Action,
    ClaimState,
    OfficeState,
    ProposalState,
)
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import (
    casework,
    claim_board,
    claiming,
    correcting,
    curating,
    filing,
    proposing,
)
from baixing_desktop.usecases.claim_steps_back import take_back_claims
from baixing_desktop.usecases.claiming import Claimant, Help, WindowForm
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.printing import forwarding_letter
from baixing_desktop.usecases.proposal_steps_back import take_back_proposal
from baixing_desktop.usecases.reading import find_clue, timeline
from tests.builders import STREETLIGHTS, SetClock, clue_content, refused
from tests.usecases.claims.steps import NUMBER, stages, told
from tests.usecases.conftest import carry
from tests.usecases.programme import CLAIMANT, cultivated


def test_the_whole_way_from_the_catalogue_to_the_answer(
    office: Desk, workroom: Desk, board: Desk, received: tuple[str, ...], handler: str, tmp_path: Path, clock: SetClock
) -> None:
    """Two clues, one proposal: filed, assigned with the month, answered, each contributor told, both concluded."""
    day = office.today()
    window, _ = claiming.save_window(board, WindowForm(2026, "十六届五次会议", day - timedelta(3), day + timedelta(20)))
    clock.forward(minutes=1)
    claims, _ = claiming.offer_clues(board, received[:2], window_id=window.id, aid=Help(handler=handler))
    assert stages(board) == {Stage.TO_OFFER: 1, Stage.OFFERED: 2}
    for claim in claims:
        claiming.claim_clue(office, claim.id, Claimant(ProposerKind.MEMBER, "王委员", ("陈委员", "王委员")), day)
        claiming.log_cultivation(office, claim.id, CultivationKind.RESEARCH, day, "王委员", "现场察看")
    ids = [claim.id for claim in claims]
    form = proposing.prefilled(office, ids)
    assert (form.proposer_kind, form.proposer) == (ProposerKind.JOINT, "王委员、陈委员")
    assert clue_content(1).title in form.analysis
    assert clue_content(2).title in form.analysis
    assert STREETLIGHTS.contributor.name not in form.analysis
    proposal, _ = proposing.draft_proposal(office, ids, form)
    proposing.submit_proposal(office, proposal.id, day)
    filed, _ = filing.file_proposal(board, proposal.id, NUMBER, day)
    assert number_words(filed) == "第十六届五次会议第012号"
    clock.forward(minutes=1)
    (line,), _ = filing.assign_proposal(office, proposal.id, (handler,))
    assert (line.kind, line.limited) == (DispatchKind.ASSIGN, True)
    casework.issue_forwarding(board, line.id, day)
    with office.store.reading() as tx:
        assert [entry.kind for entry in tx.of(LetterEntry).where()] == [LetterKind.ASSIGN]
    letter = "".join("".join(page_texts(forwarding_letter(office, line.id))).split())
    assert "现将审查立案的“百姓提案”《建议在沙园七街加装路灯（1）》（第十六届五次会议第012号）交由贵单位办理" in letter
    assert clue_content(2).title in letter
    assert STREETLIGHTS.contributor.phone not in letter
    casework.record_received(office, line.id, day)
    taken, _ = casework.record_take_over(office, line.id, day)
    assert taken.due_on == date(2026, 12, 23)
    casework.record_reply(office, line.id, Outcome.RESOLVED, "已加装路灯。", day)
    assert refused(lambda: filing.conclude_proposal(office, proposal.id)) == "ACTION_BARRED"
    for _ in range(2):
        casework.record_contact(office, line.id, CitizenContact(ContactChannel.PHONE, day, "陈办", "", None))
    with office.store.reading() as tx:
        assert {c.clue_id for c in tx.of(ContributorContact).where(forwarding_id=line.id)} == set(received[:2])
    casework.close_forwarding(board, line.id)
    assert filing.conclude_proposal(board, proposal.id)[0].state is ProposalState.CONCLUDED
    assert [find_clue(office, i).office_state for i in received[:2]] == [OfficeState.CONCLUDED] * 2
    for clue_id in received[:2]:
        happened = told(office, clue_id)
        for step in (
            "列入认领目录",
            "王委员、陈委员认领",
            "培育（调研）：王委员",
            "立案：第十六届五次会议第012号",
            "提案办结",
        ):
            assert step in happened
    order = told(office, received[0])
    assert order.index("已分类") < order.index("列入认领目录") < order.index("提案交办")
    carry(workroom, office, tmp_path)
    assert find_clue(workroom, received[1]).office_state is OfficeState.CONCLUDED
    assert "列入认领目录" not in told(workroom, received[0])
    # Concluded by mistake: the workroom hears what holds now, and the last letter is not reopened under the proposal.
    assert refused(lambda: correcting.take_back(board, line.id, "登记错了")) == "ACTION_BARRED"
    back, _ = take_back_proposal(board, proposal.id, "还有一家没有答复")
    assert back.state is ProposalState.ASSIGNED
    assert [find_clue(office, i).office_state for i in received[:2]] == [OfficeState.CONCLUDED, OfficeState.CLASSIFIED]
    carry(workroom, office, tmp_path)
    assert find_clue(workroom, received[1]).office_state is OfficeState.CLASSIFIED
    assert "还有一家没有答复" in str(timeline(workroom, received[1])[-1])
    assert filing.conclude_proposal(board, proposal.id)[0].state is ProposalState.CONCLUDED
    curating.archive_clue(office, received[1])
    assert refused(lambda: take_back_proposal(board, proposal.id, "登记错了")) == "ACTION_BARRED"
    assert claim_board.proposal_view(board, proposal.id).proposal.state is ProposalState.CONCLUDED


def test_only_general_clues_are_offered_all_or_none(office: Desk, board: Desk, received: tuple[str, ...]) -> None:
    casework.classify_clue(office, received[1], Route.DISTRICT_CORE, "涉及中心工作")
    with pytest.raises(IllegalActionError) as barred:
        claiming.offer_clues(board, received)
    assert find_clue(office, received[1]).number in barred.value.advice.what
    assert stages(board) == {Stage.TO_OFFER: 2}
    claiming.offer_clues(board, received[:1])
    assert refused(lambda: claiming.offer_clues(board, received[:1])) == "ACTION_BARRED"


def test_what_is_on_offer_is_not_treated_otherwise(office: Desk, board: Desk, received: tuple[str, ...]) -> None:
    (claim,), _ = claiming.offer_clues(board, received[:1])
    for act in (
        lambda: casework.classify_clue(office, received[0], Route.DISTRICT_CORE, "情况变化"),
        lambda: curating.retain_clue(office, received[0], "暂不办理"),
        lambda: curating.merge_clue(office, received[0], received[1]),
    ):
        assert refused(act) == "ACTION_BARRED"
    claiming.lapse_claims(office, [claim.id])
    casework.classify_clue(office, received[0], Route.DISTRICT_CORE, "情况变化")


def test_a_claim_falls_into_its_window(office: Desk, board: Desk, received: tuple[str, ...], clock: SetClock) -> None:
    """Seed 八(二)3: before the plenary."""
    day = office.today()
    window, _ = claiming.save_window(board, WindowForm(2026, "五次会议", day, day + timedelta(7)))
    (claim,), _ = claiming.offer_clues(board, received[:1], window_id=window.id)
    assert refused(lambda: claiming.claim_clue(office, claim.id, CLAIMANT, day + timedelta(1))) == "INPUT_INVALID"
    clock.forward(days=8)
    with pytest.raises(InputError) as late:
        claiming.claim_clue(office, claim.id, CLAIMANT, office.today())
    assert "五次会议" in late.value.advice.what
    claiming.save_window(
        board, WindowForm(2026, "五次会议", day, day + timedelta(9)), window_id=window.id, version=window.version
    )
    assert claiming.claim_clue(office, claim.id, CLAIMANT, office.today())[0].state is ClaimState.CLAIMED
    with pytest.raises(ConflictError):
        claiming.save_window(board, WindowForm(2026, "别名", day, day), window_id=window.id, version=1)
    assert refused(lambda: claiming.save_window(board, WindowForm(2026, "五次会议", day, day))) == "INPUT_INVALID"
    assert [one.name for one in claiming.windows(office)] == ["五次会议"]


def test_a_joint_claim_names_others_and_finds_the_members(office: Desk, board: Desk, received: tuple[str, ...]) -> None:
    known = Member(new_id(), "王委员", 16)
    with office.store.writing() as tx:
        tx.of(Member).add(known, Member(new_id(), "陈委员", 16), Member(new_id(), "陈委员", 16))
    (claim,), _ = claiming.offer_clues(board, received[:1])
    day = office.today()
    for nobody in (Claimant(ProposerKind.JOINT, "王委员", ("王委员",)), Claimant(ProposerKind.JOINT, "王委员")):
        assert refused(lambda who=nobody: claiming.claim_clue(office, claim.id, who, day)) == "INPUT_MISSING"
    assert (
        refused(lambda: claiming.claim_clue(office, claim.id, Claimant(ProposerKind.PARTY, " "), day)) == "ACTION_NEEDS"
    )
    claimed, _ = claiming.claim_clue(office, claim.id, Claimant(ProposerKind.MEMBER, "王委员", ("陈委员",)), day)
    assert (claimed.claimant_kind, claimed.member_id) == (ProposerKind.JOINT, known.id)
    with office.store.reading() as tx:
        assert [(j.name, j.member_id) for j in tx.of(JointClaimant).where()] == [("陈委员", None)]


def test_a_claim_is_given_up_and_offered_again_with_its_history(
    office: Desk, board: Desk, received: tuple[str, ...]
) -> None:
    (claim,) = cultivated(office, received[:1])
    assert refused(lambda: claiming.release_claim(office, claim.id, " ")) == "ACTION_NEEDS"
    claiming.release_claim(office, claim.id, "界别活动冲突")
    assert stages(board) == {Stage.TO_OFFER: 3}
    assert next(i for i in claim_board.items(office, Stage.TO_OFFER) if i.id == received[0]).who == "王委员"
    claiming.offer_clues(office, received[:1])
    with office.store.reading() as tx:
        kept = tx.of(Claim).where(clue_id=received[0], state=ClaimState.RELEASED)
    assert [(one.claimant, one.reason) for one in kept] == [("王委员", "界别活动冲突")]
    assert told(office, received[0]).count("列入认领目录") == 2


def test_the_log_begins_the_cultivation_and_an_entry_can_be_taken_out(
    office: Desk, board: Desk, received: tuple[str, ...]
) -> None:
    (claim,), _ = claiming.offer_clues(board, received[:1])
    day = office.today()

    def written(person: str = "王委员", on: date = day) -> object:
        return claiming.log_cultivation(office, claim.id, CultivationKind.DRAFT, on, person, "列出提纲")

    assert refused(written) == "ACTION_NOT_POSSIBLE"
    claiming.claim_clue(office, claim.id, CLAIMANT, day)
    assert refused(lambda: written(" ")) == "INPUT_MISSING"
    assert refused(lambda: written(on=day - timedelta(1))) == "INPUT_INVALID"
    written()
    view = claim_board.claim_view(office, claim.id)
    assert view.claim.state is ClaimState.CULTIVATING
    assert view.actions == (Action.RELEASE, Action.DRAFT_PROPOSAL, Action.TAKE_BACK)
    written("陈委员")
    claiming.remove_cultivation(office, view.log[0])
    assert [entry.person for entry in claim_board.claim_view(office, claim.id).log] == ["陈委员"]


def test_a_window_that_was_set_by_mistake_goes_unless_it_is_used(
    office: Desk, board: Desk, received: tuple[str, ...]
) -> None:
    day = office.today()
    window, _ = claiming.save_window(board, WindowForm(2026, "五次会议", day, day))
    (claim,), _ = claiming.offer_clues(board, received[:1], window_id=window.id)
    assert refused(lambda: claiming.remove_window(board, window)) == "ACTION_BARRED"
    take_back_claims(board, [claim], "登记错了")
    claiming.remove_window(board, window)
    assert claiming.windows(office) == ()
