"""公开回应, 成果转化, 协商: what is written down, what follows, what is refused, and what is taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from baixing_desktop.changes import Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.gathering import ClueContext
from baixing_desktop.domain.kinds import (
    ConsultationKind,
    OutputKind,
    ProposalKind,
    ProposerKind,
    PublicChannel,
    ResultKind,
    SupervisionForm,
)
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.figures import Figure
from baixing_desktop.domain.rules.numbering import is_provisional_number
from baixing_desktop.domain.states import ProposalState, SupervisionState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.ids import new_id
from baixing_desktop.store.checks import faults
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.consultations import (
    TalkForm,
    consultations,
    not_by_consultation,
    remove_consultation,
    save_consultation,
    supervise_by_consultation,
    talks_about,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.outputs import begin_output
from baixing_desktop.usecases.own_clues import (
    Origin,
    OwnForm,
    register_from_consultation,
    register_own,
    unregister_own,
)
from baixing_desktop.usecases.reading import find_clue, timeline
from baixing_desktop.usecases.responses import (
    ResponseForm,
    add_response,
    change_response,
    may_be_answered_in_public,
    public_responses,
    remove_response,
)
from baixing_desktop.usecases.result_uses import (
    UseForm,
    add_use,
    change_use,
    may_have_become,
    remove_use,
    result_uses,
)
from baixing_desktop.usecases.statistics import ids_behind, overview
from baixing_desktop.usecases.supervising import follow_up
from baixing_desktop.usecases.targets import quotas
from tests.builders import refused
from tests.usecases.test_papers import made, said

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

DAY = date(2026, 11, 23)
YEAR = year_period(2026)
SAID = ResponseForm(PublicChannel.WECHAT, DAY, "关于加装路灯的回应", "https://example.com/1")
BECAME = UseForm(ResultKind.LIVELIHOOD_PROJECT, "2027年区民生实事", DAY, "海府办〔2026〕12号")
TALK = TalkForm(
    ConsultationKind.PLATFORM, "沙园七街照明", DAY, "区政协提案委", "沙园街道", "区住建局、居民 6 人",
    "年内分两批加装。",
)  # fmt: skip


def behind(office: Desk, figure: Figure) -> tuple[str, ...]:
    return ids_behind(office, YEAR, figure)


def test_a_public_response_is_kept_counted_changed_and_fetched_back(office: Desk, closed: Forwarding) -> None:
    assert [one.forwarding_id for one in may_be_answered_in_public(office)] == [closed.id]
    view, changes = add_response(office, closed.id, replace(SAID, title=" 关于加装路灯的回应\n"))
    assert (view.form, view.matter.clue_id) == (SAID, closed.clue_id)
    assert changes.touched
    assert behind(office, Figure.PUBLIC_RESPONSE) == (closed.clue_id,)
    paper = said(made(office, "responses"))
    assert "关于加装路灯的回应" in paper
    assert "微信公众号" in paper
    changed, _ = change_response(office, view, replace(SAID, channel=PublicChannel.WEBSITE))
    assert [one.kept.channel for one in public_responses(office)] == [PublicChannel.WEBSITE]
    assert refused(lambda: change_response(office, view, SAID)) == "CHANGED_MEANWHILE"
    assert refused(lambda: add_response(office, closed.id, replace(SAID, title=" "))) == "INPUT_MISSING"
    for day in (office.today() + timedelta(days=1), DAY - timedelta(days=1)):
        assert refused(lambda on=day: add_response(office, closed.id, replace(SAID, on=on))) == "INPUT_INVALID"
    remove_response(office, changed)
    assert (public_responses(office), behind(office, Figure.PUBLIC_RESPONSE)) == ((), ())
    add_response(office, closed.id, changed.form)
    assert [one.form for one in public_responses(office)] == [changed.form]


def test_a_result_is_kept_with_its_proof_counted_and_fetched_back(office: Desk, closed: Forwarding) -> None:
    view, _ = add_use(office, closed.clue_id, BECAME)
    assert (view.form, view.clue.id) == (BECAME, closed.clue_id)
    assert behind(office, Figure.RESULT_USE) == (closed.clue_id,)
    paper = said(made(office, "results"))
    assert "海府办〔2026〕12号" in paper
    assert "民生实项目" in paper
    assert "成果转化1项。民生实项目：2027年区民生实事" in said(made(office, "brief"))
    changed, _ = change_use(office, view, replace(BECAME, kind=ResultKind.POLICY))
    assert [one.form.kind for one in result_uses(office)] == [ResultKind.POLICY]
    remove_use(office, changed)
    assert (result_uses(office), behind(office, Figure.RESULT_USE)) == ((), ())
    for form in (replace(BECAME, title=""), replace(BECAME, proof=" ")):
        assert refused(lambda it=form: add_use(office, closed.clue_id, it)) == "INPUT_MISSING"
    tomorrow = replace(BECAME, on=office.today() + timedelta(days=1))
    assert refused(lambda: add_use(office, closed.clue_id, tomorrow)) == "INPUT_INVALID"


def test_a_filed_proposal_stands_for_its_leading_clue_and_what_was_not_accepted_becomes_nothing(
    office: Desk, received: tuple[str, ...]
) -> None:
    assert may_have_become(office) == ()
    assert refused(lambda: add_use(office, received[2], BECAME)) == "ACTION_BARRED"
    for clue_id in received[:2]:
        casework.accept_clue(office, clue_id)
    filed = Proposal(
        new_id(), "加装路灯的提案", ProposalKind.PLENARY, ProposalState.FILED, ProposerKind.MEMBER, "李委员", DAY,
        term=16, session_no=2, number=12,
    )  # fmt: skip
    with office.store.writing() as tx:
        tx.of(Proposal).add(filed)
        links = (ProposalClue(new_id(), filed.id, one, one == received[1]) for one in received[:2])
        tx.of(ProposalClue).add(*links)
    found = may_have_become(office)
    assert (found[0].number, found[0].clue_id) == ("第16届2次会议第12号", received[1])
    assert {one.clue_id for one in found[1:]} == set(received[:2])


def test_a_consultation_feeds_its_clues_supervision_and_outputs(
    office: Desk, issued: Forwarding, received: tuple[str, ...]
) -> None:
    casework.accept_clue(office, received[1])
    casework.classify_clue(office, received[1], Route.DISTRICT_CORE)
    with office.store.reading() as tx:
        numbers = tuple(sorted(tx.clues.get(one).number for one in (issued.clue_id, received[1])))
    view, _ = save_consultation(office, replace(TALK, clues=numbers))
    assert view.form == replace(TALK, clues=numbers)
    assert set(behind(office, Figure.CONSULTED)) == {issued.clue_id, received[1]}
    assert talks_about(office)[received[1]] == ((view.kept.id, "2026-11-23 沙园七街照明"),)

    act, _ = supervise_by_consultation(office, view, issued.id, SupervisionForm.MEETING)
    assert (act.state, act.held_on, act.participants, act.findings) == (
        SupervisionState.HELD, DAY, TALK.participants, TALK.summary,
    )  # fmt: skip
    committee = office.reference.units_of(UnitKind.COMMITTEE)[0].code
    begin_output(office, received[1], OutputKind.SPECIAL_BRIEF, "专报", committee, DAY, consultation_id=view.kept.id)
    (now,) = consultations(office)
    assert ([one.id for one in now.supervised], [one.title for one in now.outputs]) == ([act.id], ["专报"])
    sheet = said(made(office, "consultation", ids=(view.kept.id,)))
    for words in ("沙园七街照明", numbers[0], "督办：会议协商", "专报"):
        assert words in sheet
    assert "沙园七街照明" in said(made(office, "consultations"))
    assert refused(lambda: remove_consultation(office, now)) == "ACTION_BARRED"


def test_what_is_with_the_handler_is_not_answered_in_public_and_its_supervision_is_taken_back(
    office: Desk, issued: Forwarding
) -> None:
    assert may_be_answered_in_public(office) == ()
    assert refused(lambda: add_response(office, issued.id, SAID)) == "ACTION_NOT_POSSIBLE"
    with office.store.reading() as tx:
        number = tx.clues.get(issued.clue_id).number
    bare, _ = save_consultation(office, TALK)
    assert refused(lambda: supervise_by_consultation(office, bare, issued.id, SupervisionForm.MEETING)) == (
        "ACTION_BARRED"
    )
    view, _ = save_consultation(office, replace(TALK, clues=(number,)), bare)
    act, _ = supervise_by_consultation(office, view, issued.id, SupervisionForm.COUNTERPART)
    not_by_consultation(office, act)
    assert consultations(office)[0].supervised == ()
    act, _ = supervise_by_consultation(office, view, issued.id, SupervisionForm.COUNTERPART)
    follow_up(office, act.id, DAY, "已开工。")
    assert refused(lambda: not_by_consultation(office, act)) == "ACTION_BARRED"


def test_a_consultation_is_changed_and_fetched_back(office: Desk, received: tuple[str, ...]) -> None:
    for form in (replace(TALK, title=""), replace(TALK, organiser=" ")):
        assert refused(lambda it=form: save_consultation(office, it)) == "INPUT_MISSING"
    assert refused(lambda: save_consultation(office, replace(TALK, clues=("第9号",)))) == "CLUE_NOT_FOUND"
    with office.store.reading() as tx:
        number = tx.clues.get(received[0]).number
    first, _ = save_consultation(office, replace(TALK, clues=(number, number)))
    assert first.form.clues == (number,)
    later, _ = save_consultation(office, replace(first.form, summary="改日再议。", clues=()), first)
    assert (later.kept.summary, later.clues) == ("改日再议。", ())
    assert refused(lambda: save_consultation(office, TALK, first)) == "CHANGED_MEANWHILE"
    back, _ = save_consultation(office, first.form, later)
    remove_consultation(office, back)
    assert consultations(office) == ()
    save_consultation(office, back.form)
    assert [one.form for one in consultations(office)] == [first.form]


def test_a_clue_is_registered_out_of_a_consultation_and_taken_back(office: Desk) -> None:
    view, _ = save_consultation(office, replace(TALK, kind=ConsultationKind.GRASSROOTS))
    form = OwnForm("沙园七街照明", "夜间很暗。", "年内分两批加装。", "李街坊", "13800000001", collect=True)
    bare = replace(form, collect=False)
    assert refused(lambda: register_from_consultation(office, view.kept.id, bare)) == "INPUT_MISSING"
    assert refused(lambda: register_from_consultation(office, view.kept.id, replace(form, title=""))) == "INPUT_MISSING"
    clue, changes = register_from_consultation(office, view.kept.id, form)
    assert (Kind.CONSULTATION, view.kept.id) in changes.touched
    content = clue.content
    assert (content.source.category, content.source.occasion) == ("CONSULTATION", "GRASSROOTS_CONSULTATION")
    assert (content.receiver, content.received_on, content.contributor.name) == ("区政协提案委", DAY, "李街坊")
    assert is_provisional_number(clue.number)
    assert [one.id for one in consultations(office)[0].clues] == [clue.id]
    assert "基层协商：沙园七街照明" in [entry.text for entry in timeline(office, clue.id)]
    assert "收到工作室报送" not in [entry.text for entry in timeline(office, clue.id)]
    unregister_own(office, clue.id)
    assert consultations(office)[0].clues == ()
    assert find_clue(office, clue.id).withdrawn_at is not None
    again, _ = register_from_consultation(office, view.kept.id, OwnForm("照明", "很暗。", "加装。"))
    assert again.content.contributor.anonymous
    assert refused(lambda: casework.return_clue(office, again.id, "请补充")) == "ACTION_BARRED"
    accepted, _ = casework.accept_clue(office, again.id)
    assert accepted.formal_number
    assert refused(lambda: unregister_own(office, again.id)) == "ACTION_BARRED"
    with office.store.reading() as tx:
        assert faults(tx.connection) == ()


def test_a_clue_of_a_leaders_visit_is_registered_with_the_event(office: Desk) -> None:
    form = OwnForm("沙园七街照明", "夜间很暗。", "年内分两批加装。")
    origin = Origin("LEADER_VISIT", "VISIT_GRASSROOTS", "挂点联系沙园街道", "区政协主席会议", DAY)
    assert refused(lambda: register_own(office, form, replace(origin, occasion="VISIT_MOON"))) == "INPUT_INVALID"
    assert refused(lambda: register_own(office, replace(form, analysis=" "), origin)) == "INPUT_MISSING"
    clue, _ = register_own(office, form, origin)
    content = clue.content
    assert (content.source.category, content.source.occasion) == ("LEADER_VISIT", "VISIT_GRASSROOTS")
    assert (content.receiver, content.received_on, content.contributor.anonymous) == ("区政协主席会议", DAY, True)
    assert "收到工作室报送" not in [entry.text for entry in timeline(office, clue.id)]
    with office.store.reading() as tx:
        assert [one.event for one in tx.of(ClueContext).where(clue_id=clue.id)] == ["挂点联系沙园街道"]
        assert faults(tx.connection) == ()
    unregister_own(office, clue.id)
    assert find_clue(office, clue.id).withdrawn_at is not None


def test_figures_are_counted_again_once_something_was_done(office: Desk, received: tuple[str, ...]) -> None:
    known = overview(office, YEAR)
    assert overview(office, YEAR, known) is known
    assert overview(office, year_period(2025), known).totals[Figure.COLLECTED] == 0
    casework.accept_clue(office, received[0])
    now = overview(office, YEAR, known)
    assert (known.totals[Figure.ACCEPTED], now.totals[Figure.ACCEPTED]) == (0, 1)
    assert quotas(office, 2026, committees=False) == replace(quotas(office, 2026), committees=())
