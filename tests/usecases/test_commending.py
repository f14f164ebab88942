"""评选表彰: the score sheet of each kind, the steps to a meeting's decision and back, the papers."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.commending import Target
from baixing_desktop.domain.encouragement import Commendation, Nomination
from baixing_desktop.domain.kinds import CommendationKind
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.states import Action, CommendationState, ProposalState, Role
from baixing_desktop.errors import StoreError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.commending import (
    Given,
    advance_nomination,
    nominate,
    nominations,
    put_back_nomination,
    withdraw_nomination,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.members import MemberForm, remove_member, save_member
from baixing_desktop.usecases.merit_sheet import merit_sheet
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.roster import remove_posts, take_first_roster
from baixing_desktop.usecases.scoring import score_board, score_by_hand, settle_scores
from tests.builders import colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE
from tests.usecases.programme import cultivated, general, submitted

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

DAY = date(2026, 11, 23)
MEETING = Given("区政协十六届主席会议", DAY)


@pytest.fixture
def person(office: Desk) -> Nomination:
    """A member who was nominated."""
    member, _ = save_member(office, MemberForm("梁晓", 16, "经济界"))
    score_by_hand(office, member.id, 2026, "OPINION_USED", 5, "专报第8期采用")
    return nominate(office, 2026, CommendationKind.PERSON, Target(member_id=member.id), "带头履职")[0]


def test_the_sheet_counts_handlers_and_collecting_units(office: Desk, closed: Forwarding) -> None:
    (handler,) = merit_sheet(office, 2026, CommendationKind.HANDLER)
    assert handler.merit.target == Target(unit=closed.handler)
    assert (handler.merit.number, handler.merit.quality, handler.merit.timeliness) == (1, 1.0, 1.0)
    assert "答复 1 件，A 类 1 件" in handler.merit.words
    (collector,) = merit_sheet(office, 2026, CommendationKind.COLLECTING_UNIT)
    assert (collector.merit.subject, collector.merit.number) == ("沙园街道政协委员工作室", 3)
    assert collector.merit.timeliness == 1 / 12
    assert merit_sheet(office, 2025, CommendationKind.HANDLER) == ()


def test_the_sheet_knows_proposals_and_people(office: Desk, received: tuple[str, ...]) -> None:
    member, _ = save_member(office, MemberForm("梁晓", 16))
    taken, _ = take_first_roster(office)
    general(office, received[0])
    proposal = submitted(office, cultivated(office, [received[0]]))
    assert merit_sheet(office, 2026, CommendationKind.OUTSTANDING_PROPOSAL) == ()
    with office.store.writing() as tx:
        filed = replace(
            tx.of(Proposal).get(proposal.id), state=ProposalState.FILED, decided_on=DAY, number=5, term=16,
            session_no=5, version=proposal.version + 1, member_id=member.id,
        )  # fmt: skip
        tx.of(Proposal).save(filed)
    (found,) = merit_sheet(office, 2026, CommendationKind.OUTSTANDING_PROPOSAL)
    assert (found.merit.subject, found.merit.number) == (filed.title, 1)
    settle_scores(office, 2026)
    people = merit_sheet(office, 2026, CommendationKind.PERSON)
    assert (people[0].merit.subject, people[0].merit.number, people[0].merit.quality) == ("梁晓", 25, 15)
    assert len(people) == 1 + len(taken)
    made, _ = nominate(office, 2026, CommendationKind.OUTSTANDING_PROPOSAL, Target(proposal_id=filed.id))
    chosen, _ = advance_nomination(office, made, Action.SELECT, Given())
    approved, _ = advance_nomination(office, chosen, Action.COMMEND, MEETING)
    settle_scores(office, 2026)
    (line,) = score_board(office, 2026)
    assert line.score.by_rule["PROPOSAL_OUTSTANDING"] == 10
    advance_nomination(office, approved, Action.TAKE_BACK, Given(reason="记错了"))
    settle_scores(office, 2026)
    (line,) = score_board(office, 2026)
    assert "PROPOSAL_OUTSTANDING" not in line.score.by_rule


def test_every_step_and_every_step_back(office: Desk, person: Nomination) -> None:
    def step(one: Nomination, action: Action, given: Given | None = None) -> Nomination:
        return advance_nomination(office, one, action, given or Given())[0]

    assert "履职得分 5 分" in person.figures
    assert refused(lambda: step(person, Action.COMMEND, MEETING)) == "ACTION_NOT_POSSIBLE"
    assert refused(lambda: step(person, Action.NOT_SELECT)) == "ACTION_NEEDS"
    passed_over = step(person, Action.NOT_SELECT, Given(reason="名额有限"))
    again = step(passed_over, Action.TAKE_BACK, Given(reason="重新考虑"))
    chosen = step(again, Action.SELECT)
    assert refused(lambda: step(chosen, Action.COMMEND, Given("主席会议"))) == "ACTION_NEEDS"
    for wrong in (DAY + timedelta(days=1), DAY - timedelta(days=1)):
        assert refused(lambda day=wrong: step(chosen, Action.COMMEND, Given("主席会议", day))) == "INPUT_INVALID"
    approved = step(chosen, Action.COMMEND, MEETING)
    with office.store.reading() as tx:
        (kept,) = tx.of(Commendation).where()
    assert (kept.subject, kept.member_id, kept.decided_on) == ("梁晓", person.target.member_id, DAY)
    assert all(words in kept.grounds for words in ("履职得分 5 分", "带头履职", "区政协十六届主席会议审定"))
    told = step(approved, Action.ANNOUNCE, Given(on=DAY))
    assert (told.state, told.told_on) == (CommendationState.TOLD, DAY)
    assert refused(lambda: step(approved, Action.ANNOUNCE, Given(on=DAY))) == "CHANGED_MEANWHILE"
    untold = step(told, Action.TAKE_BACK, Given(reason="尚未送达"))
    back = step(untold, Action.TAKE_BACK, Given(reason="会议改期"))
    assert (back.state, back.meeting, back.decided_on, back.told_on) == (CommendationState.CHOSEN, "", None, None)
    with office.store.reading() as tx:
        assert tx.of(Commendation).count() == 0
    (view,) = nominations(office, 2026)
    assert (view.kept, view.subject) == (back, "梁晓")


def test_nobody_is_nominated_twice_or_from_beyond_the_sheet(office: Desk, person: Nomination) -> None:
    for target in (person.target, Target(unit="QJYJ")):
        assert refused(lambda one=target: nominate(office, 2026, CommendationKind.PERSON, one)) == "INPUT_INVALID"
    withdraw_nomination(office, person)
    assert nominations(office, 2026) == ()
    assert refused(lambda: advance_nomination(office, person, Action.SELECT, Given())) == "RECORD_NOT_FOUND"
    put_back_nomination(office, person)
    assert refused(lambda: put_back_nomination(office, person)) == "CHANGED_MEANWHILE"
    chosen, _ = advance_nomination(office, person, Action.SELECT, Given())
    assert refused(lambda: withdraw_nomination(office, chosen)) == "ACTION_NOT_POSSIBLE"
    committee = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    assert refused(lambda: advance_nomination(committee, chosen, Action.COMMEND, MEETING)) == "ACTION_NOT_ALLOWED"


def test_no_name_stands_in_a_nomination_and_whoever_it_names_stays(office: Desk, person: Nomination) -> None:
    with office.store.reading() as tx:
        assert "梁晓" not in str(tx.of(Nomination).get(person.id))
        member = tx.of(Member).get(person.target.member_id or "")
    assert refused(lambda: remove_member(office, member)) == "ACTION_BARRED"
    (post, *_), _ = take_first_roster(office)
    nominated, _ = nominate(office, 2026, CommendationKind.PERSON, Target(post_id=post.id))
    assert refused(lambda: remove_posts(office, [post])) == "ACTION_BARRED"
    # The database refuses what no use case would write: the same twice, two at once, a decision without its meeting.
    for wrong in (
        replace(nominated, id=new_id()),
        replace(person, id=new_id(), post_id=post.id, kind=CommendationKind.HANDLER),
        replace(person, id=new_id(), kind=CommendationKind.HANDLER, state=CommendationState.APPROVED),
        replace(person, id=new_id(), kind=CommendationKind.HANDLER, commendation_id="nothing"),
    ):
        with pytest.raises(StoreError), office.store.writing() as tx:
            tx.of(Nomination).add(wrong)
    withdraw_nomination(office, nominated)
    remove_posts(office, [post])
    assert refused(lambda: put_back_nomination(office, nominated)) == "CHANGED_MEANWHILE", "in another window"


def test_a_colleague_who_was_faster_is_not_overwritten(office: Desk, person: Nomination) -> None:
    chosen, _ = advance_nomination(office, person, Action.SELECT, Given())
    approved, _ = advance_nomination(office, chosen, Action.COMMEND, MEETING)
    # Undone by the one who chose; meanwhile it was decided on. Nor is it taken out, or back twice.
    undo = Given(reason="登记后随即撤销")
    assert refused(lambda: advance_nomination(office, chosen, Action.TAKE_BACK, undo)) == "CHANGED_MEANWHILE"
    assert refused(lambda: withdraw_nomination(office, person)) == "CHANGED_MEANWHILE"
    back, _ = advance_nomination(office, approved, Action.TAKE_BACK, undo)
    assert refused(lambda: advance_nomination(office, approved, Action.TAKE_BACK, undo)) == "CHANGED_MEANWHILE"
    with office.store.reading() as tx:
        assert tx.of(Commendation).count() == 0
    again, _ = advance_nomination(office, back, Action.COMMEND, MEETING)
    assert again.commendation_id != approved.commendation_id


def test_the_list_for_the_meeting_and_the_list_of_the_commended(office: Desk, person: Nomination) -> None:
    def words(name: str) -> str:
        request = PaperRequest(period=year_period(2026), purpose="上会")
        made = make_paper(paper_kind(name), office, Format.WORKBOOK, request)
        return "".join(str(v) for row in load_workbook(BytesIO(made.data)).worksheets[0].values for v in row if v)

    assert all(each in words("nominees") for each in ("梁晓", "带头履职", "已提名", "履职得分 5 分"))
    assert "梁晓" not in words("commended")
    chosen, _ = advance_nomination(office, person, Action.SELECT, Given())
    advance_nomination(office, chosen, Action.COMMEND, MEETING)
    assert all(each in words("commended") for each in ("梁晓", "先进个人", "区政协十六届主席会议"))
