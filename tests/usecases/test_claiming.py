"""认领与培育: from the clue that is offered to the proposal that is answered, and every way back (SM5)."""

import shutil
from collections.abc import Generator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from openpyxl import Workbook

from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.encouragement import Incentive, Nomination
from baixing_desktop.domain.handling import ContributorContact
from baixing_desktop.domain.kinds import (
    CommendationKind,
    CultivationKind,
    DispatchKind,
    LetterKind,
    OpinionChannel,
    OutputKind,
    ProposalKind,
    ProposerKind,
)
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.organisation import LetterEntry, Member
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.people import actor_of
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.domain.proposals import Claim, Cultivation, JointClaimant, Proposal, ProposalClue
from baixing_desktop.domain.rules.claiming import Stage, is_filed, number_words
from baixing_desktop.domain.states import (
    Action,
    ClaimState,
    CommendationState,
    ForwardingState,
    OfficeState,
    ProposalState,
    Role,
)
from baixing_desktop.domain.supervision import KeyItem
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import (
    casework,
    claim_board,
    claim_import,
    claiming,
    correcting,
    curating,
    filing,
    handling,
    proposing,
)
from baixing_desktop.usecases.claim_steps_back import take_back_claims
from baixing_desktop.usecases.claimed import last_claim
from baixing_desktop.usecases.claiming import Claimant, Help, WindowForm
from baixing_desktop.usecases.commending import put_back_nomination, withdraw_nomination
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.encouraging import feed_back, take_back_incentive, take_up_adopted
from baixing_desktop.usecases.erasing import erase_in
from baixing_desktop.usecases.filing import FilingNumber
from baixing_desktop.usecases.key_items import propose_key_item
from baixing_desktop.usecases.printing import forwarding_letter
from baixing_desktop.usecases.proposal_steps_back import take_back_proposal
from baixing_desktop.usecases.proposing import ProposalForm
from baixing_desktop.usecases.reading import clue_ids, find_clue, timeline
from tests.builders import STREETLIGHTS, SetClock, clue_content, colleague, new_home, open_home, refused
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry
from tests.usecases.programme import CLAIMANT, cultivated, general, submitted

SECOND = "提案委周"
NUMBER = FilingNumber(16, 12, 5)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office whose three clues are general ones of the district, and the workroom they came from; only copied."""
    folder, clock = tmp_path_factory.mktemp("claims"), SetClock()
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    workroom = new_home(folder / "workroom", Face.WORKROOM, "SY", clock)
    enrol_by_hand(office, workroom)
    for number in (1, 2, 3):
        register_clue(workroom, clue_content(number))
    carry(workroom, office, folder)
    general(office, *clue_ids(office, ClueQuery()))
    colleague(office, SECOND, "榕树下的凉茶铺子B8", post=Role.PROPOSAL_COMMITTEE)
    workroom.close()
    office.close()
    return folder


@pytest.fixture
def office(homes: Path, tmp_path: Path, clock: SetClock) -> Generator[Desk]:
    """The office, with somebody of the office at it."""
    shutil.copytree(homes, tmp_path / "homes")
    desk = open_home(tmp_path / "homes" / "office", clock, user="测试员")
    yield desk
    desk.close()


@pytest.fixture
def board(office: Desk) -> Desk:
    """The same office with somebody of the 提案委 at it."""
    with office.store.reading() as tx:
        return replace(office, actor=actor_of(tx.people.get(SECOND)))


@pytest.fixture
def received(office: Desk) -> tuple[str, ...]:
    """The three clues."""
    return clue_ids(office, ClueQuery())


@pytest.fixture
def workroom(office: Desk, tmp_path: Path, clock: SetClock) -> Generator[Desk]:
    """The workroom, beside the office."""
    desk = open_home(tmp_path / "homes" / "workroom", clock)
    yield desk
    desk.close()


def stages(desk: Desk) -> dict[Stage, int]:
    return {stage: count for stage, count in claim_board.stage_counts(desk).items() if count}


def told(desk: Desk, clue_id: str) -> list[str]:
    return [entry.text for entry in timeline(desk, clue_id)]


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


def test_a_table_of_claims_is_read_row_by_row(
    office: Desk, board: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    claiming.offer_clues(board, received[:2])
    first, second, third = (find_clue(office, one).number for one in received)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("认领登记表",),
        ("线索编号", "认领人", "认领类别", "联名", "认领日期"),
        (first, "民盟海珠区基层委", "民主党派", "", "2026年11月23日"),
        (second, "王委员", "", "陈委员，李委员", ""),
        (third, "赵委员", "", "", ""),
        (first, "钱委员", "委员", "", ""),
        ("第2026999号", "孙委员", "", "", ""),
        (second, "", "", "", ""),
        (second, "周委员", "市民", "", ""),
    ):
        sheet.append(row)
    book.save(tmp_path / "认领.xlsx")
    plan = claim_import.plan_claims(office, tmp_path / "认领.xlsx")
    assert plan.ready == 2
    report, _ = claim_import.import_claims(office, plan)
    assert [row.outcome for row in report] == [claim_import.CLAIMED] * 2 + [claim_import.REFUSED] * 5
    assert [bool(row.note) for row in report] == [False] * 2 + [True] * 5
    assert "没有列入认领目录" in report[2].note
    assert "前面已有" in report[3].note
    kinds = {item.who: item.state for item in claim_board.items(office, Stage.CLAIMED)}
    assert set(kinds) == {"民盟海珠区基层委", "王委员、陈委员、李委员"}
    # Read in once more, nothing happens twice.
    report, _ = claim_import.import_claims(office, plan)
    assert {row.outcome for row in report} == {claim_import.REFUSED}
    (tmp_path / "别的.csv").write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    assert refused(lambda: claim_import.plan_claims(office, tmp_path / "别的.csv")) == "INPUT_INVALID"


# -- taking steps back


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
