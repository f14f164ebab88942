"""履职量化: every kind of fact brings its points once, what is no longer so brings none, and the papers say why."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from baixing_desktop.domain.encouragement import Commendation, ScoreEntry
from baixing_desktop.domain.gathering import Session, SessionMember
from baixing_desktop.domain.kinds import CommendationKind, ProposerKind, SupervisionForm
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Claim, Proposal
from baixing_desktop.domain.rules.scoring import Scored
from baixing_desktop.domain.states import ClaimState, KeyItemState, ProposalState, Role, SupervisionState
from baixing_desktop.domain.supervision import KeyItem, Supervision
from baixing_desktop.ids import new_id
from baixing_desktop.usecases import claiming
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.members import MemberForm, save_member
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.reading import clue_ids
from baixing_desktop.usecases.reference import edit_entry
from baixing_desktop.usecases.scoring import (
    remove_score,
    score_board,
    score_by_hand,
    score_lines,
    settle_scores,
)
from tests.builders import clue_content, colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE, carry
from tests.usecases.programme import cultivated, general, submitted

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

DAY = date(2026, 11, 23)
LIANG = claiming.Claimant(ProposerKind.MEMBER, "梁晓", ("何芳",))


@pytest.fixture
def liang(office: Desk) -> Member:
    """Two members in office; the one that matters."""
    save_member(office, MemberForm("何芳", 16, "教育界", "JKW"))
    return save_member(office, MemberForm("梁晓", 16, "经济界", "JJW", "SY", date(2021, 11, 5)))[0]


def points(desk: Desk, member: Member) -> dict[str, int]:
    """What the board says of a member this year."""
    return next(dict(one.score.by_rule) for one in score_board(desk, 2026) if one.member.id == member.id)


def on_duty(desk: Desk, *names: str) -> Session:
    """A session of this year."""
    held = Session(new_id(), "SY", DAY, "党群服务中心", desk.now())
    with desk.store.writing() as tx:
        tx.of(Session).add(held)
        tx.of(SessionMember).add(*(SessionMember(new_id(), held.id, name) for name in names))
    return held


def test_a_clue_that_a_member_took_in_counts_and_counts_again_when_adopted(
    office: Desk, workroom: Desk, liang: Member, received: tuple[str, ...], tmp_path: Path
) -> None:
    register_clue(workroom, clue_content(8, receiver="梁晓委员"))
    carry(workroom, office, tmp_path)
    (own,) = set(clue_ids(office, ClueQuery())) - set(received)
    done, _ = settle_scores(office, 2026)
    assert (done.entered, done.unknown) == (1, ())
    assert points(office, liang) == {Scored.CLUE_SUBMITTED: 5}
    general(office, own)
    settle_scores(office, 2026)
    assert points(office, liang) == {Scored.CLUE_SUBMITTED: 5, Scored.CLUE_ADOPTED: 5}
    assert settle_scores(office, 2026)[0].entered == 0
    assert settle_scores(office, 2025)[0].entered == 0
    lines = score_lines(office, liang.id, 2026)
    assert [(line.label, line.on) for line in lines] == [
        ("报送“百姓提案”线索", date(2026, 11, 20)), ("报送的线索被采用", date(2026, 11, 20)),
    ]  # fmt: skip
    assert "加装路灯" in lines[0].words


def test_the_way_to_a_key_proposal_counts_step_by_step(office: Desk, liang: Member, received: tuple[str, ...]) -> None:
    general(office, received[0])
    proposal = submitted(office, cultivated(office, [received[0]], LIANG))
    settle_scores(office, 2026)
    assert points(office, liang) == {Scored.CLUE_CULTIVATED: 5, Scored.PROPOSAL_SUBMITTED: 10}
    other = next(one.member for one in score_board(office, 2026) if one.member.name == "何芳")
    assert points(office, other) == {Scored.CLUE_CULTIVATED: 5}
    with office.store.writing() as tx:
        filed = replace(
            tx.of(Proposal).get(proposal.id), state=ProposalState.FILED, decided_on=DAY, number=5, term=16,
            session_no=5, version=proposal.version + 1,
        )  # fmt: skip
        tx.of(Proposal).save(filed)
        tx.of(KeyItem).add(
            KeyItem(new_id(), filed.id, 2026, KeyItemState.CONFIRMED, DAY, leader="某主席", confirmed_on=DAY)
        )
        tx.of(Commendation).add(
            Commendation(new_id(), 2026, CommendationKind.OUTSTANDING_PROPOSAL, filed.title, DAY, proposal_id=filed.id)
        )
    settle_scores(office, 2026)
    assert points(office, liang) == {
        Scored.CLUE_CULTIVATED: 5, Scored.PROPOSAL_SUBMITTED: 10, Scored.PROPOSAL_FILED: 15, Scored.PROPOSAL_KEY: 15,
        Scored.PROPOSAL_OUTSTANDING: 10,
    }  # fmt: skip


def test_what_is_no_longer_so_brings_nothing_and_what_was_entered_by_hand_stays(
    office: Desk, liang: Member, received: tuple[str, ...]
) -> None:
    general(office, received[0])
    (claim,) = cultivated(office, [received[0]], LIANG)
    held = on_duty(office, "梁晓", "某某")
    done, _ = settle_scores(office, 2026)
    assert (done.entered, done.unknown) == (3, ("某某",))
    by_hand, _ = score_by_hand(office, liang.id, 2026, "OPINION_USED", 5, "专报第8期采用")
    with office.store.writing() as tx:
        tx.of(Session).remove(held)
        kept = tx.of(Claim).get(claim.id)
        released = replace(kept, state=ClaimState.RELEASED, released_on=DAY, reason="出差", version=kept.version + 1)
        tx.of(Claim).save(released)
    assert settle_scores(office, 2026)[0].taken_out == 3
    assert points(office, liang) == {"OPINION_USED": 5}
    assert [line.words for line in score_lines(office, liang.id, 2026)] == ["专报第8期采用（手工）"]
    remove_score(office, by_hand)
    assert points(office, liang) == {}


def test_who_joined_a_supervision_counts_by_name(office: Desk, liang: Member, received: tuple[str, ...]) -> None:
    general(office, received[0])
    proposal = submitted(office, cultivated(office, [received[0]]))
    act = Supervision(
        new_id(), SupervisionState.HELD, DAY, "路灯督办", proposal_id=proposal.id, form=SupervisionForm.SURVEY,
        held_on=DAY, participants="梁晓委员、区教育局某科长，何芳",
    )  # fmt: skip
    with office.store.writing() as tx:
        tx.of(Supervision).add(act)
    settle_scores(office, 2026)
    assert points(office, liang) == {Scored.SUPERVISION_JOINED: 3}


def test_points_are_those_of_their_day_and_the_cap_is_that_of_now(office: Desk, liang: Member) -> None:
    for _ in range(3):
        on_duty(office, "梁晓")
    settle_scores(office, 2026)
    edit_entry(office, "score_rules", "SESSION_ON_DUTY", {"points": 4, "cap": 7}, "核定分值")
    on_duty(office, "梁晓")
    settle_scores(office, 2026)
    assert sorted(line.kept.points for line in score_lines(office, liang.id, 2026)) == [2, 2, 2, 4]
    assert points(office, liang) == {Scored.SESSION_ON_DUTY: 7}


@pytest.mark.parametrize(
    ("rule", "number", "reason", "code"),
    [
        ("OPINION_USED", 5, " ", "INPUT_MISSING"),
        ("NO_SUCH", 5, "理由", "INPUT_INVALID"),
        ("OPINION_USED", 0, "理由", "INPUT_INVALID"),
        ("OPINION_USED", -101, "理由", "INPUT_INVALID"),
    ],
)
def test_what_cannot_be_scored_by_hand(
    office: Desk, liang: Member, rule: str, number: int, reason: str, code: str
) -> None:
    assert refused(lambda: score_by_hand(office, liang.id, 2026, rule, number, reason)) == code
    assert refused(lambda: score_by_hand(office, new_id(), 2026, "OPINION_USED", 5, "理由")) == "RECORD_NOT_FOUND"


def test_what_follows_from_the_record_is_not_taken_out_by_hand(office: Desk, liang: Member) -> None:
    on_duty(office, "梁晓")
    settle_scores(office, 2026)
    (line,) = score_lines(office, liang.id, 2026)
    assert refused(lambda: remove_score(office, line.kept)) == "ACTION_BARRED"
    score_by_hand(office, liang.id, 2026, "SESSION_ON_DUTY", -2, "当天没有到场")
    assert points(office, liang) == {Scored.SESSION_ON_DUTY: 0}
    committee = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    assert len(score_board(committee, 2026)) == 2
    assert refused(lambda: score_by_hand(committee, liang.id, 2026, "OPINION_USED", 5, "理由")) == "ACTION_NOT_ALLOWED"


def test_the_papers_show_the_sums_and_each_entry_and_are_recorded(office: Desk, liang: Member) -> None:
    on_duty(office, "梁晓", "何芳")
    settle_scores(office, 2026)
    score_by_hand(office, liang.id, 2026, "OPINION_USED", 5, "专报第8期采用")
    asked = PaperRequest(period=year_period(2026), purpose="归入履职档案")
    made = make_paper(paper_kind("scores"), office, Format.WORKBOOK, asked)
    rows = list(load_workbook(BytesIO(made.data)).worksheets[0].iter_rows(values_only=True))
    (total,) = [row for row in rows if "梁晓" in row]
    assert [value for value in total if isinstance(value, int)] == [1, 2, 5, 7]
    own = replace(asked, ids=(liang.id,))
    made = make_paper(paper_kind("service-record"), office, Format.WORKBOOK, own)
    words = "".join(str(v) for row in load_workbook(BytesIO(made.data)).worksheets[0].values for v in row if v)
    assert "专报第8期采用" in words
    assert "何芳" not in words
    assert made.persons == 1
    with office.store.reading() as tx:
        entry = tx.audit.all()[-1]
    assert (entry.action, entry.object_id, entry.detail["purpose"]) == ("export", liang.id, "归入履职档案")


def test_many_members_need_a_second_person(office: Desk, liang: Member) -> None:
    with office.store.writing() as tx:
        tx.of(Member).add(*(Member(new_id(), f"委员{number}", 16) for number in range(60)))
        member_id = tx.of(Member).where(name="委员1")[0].id
    asked = PaperRequest(period=year_period(2026), purpose="核对")
    assert refused(lambda: make_paper(paper_kind("scores"), office, Format.PDF, asked)) == "SECOND_PERSON_NEEDED"
    score_by_hand(office, member_id, 2026, "OPINION_USED", 5, "理由")
    assert make_paper(paper_kind("service-record"), office, Format.PDF, asked).persons == 1
    with office.store.reading() as tx:
        assert tx.of(ScoreEntry).count(year=2026) == 1
