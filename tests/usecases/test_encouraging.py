"""激励反馈, 群众参与, 宣传报道: who is owed word and when, each step, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.encouragement import Incentive
from baixing_desktop.domain.kinds import (
    InvitationKind,
    MediaLevel,
    OpinionChannel,
    OutputKind,
    ParticipationStage,
    RewardKind,
)
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.outputs import Output
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.states import IncentiveState, Role
from baixing_desktop.ids import new_id
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import casework, curating
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.encouraging import (
    feed_back,
    incentives,
    not_reward,
    reward,
    take_back_incentive,
    take_up_adopted,
)
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.publicising import ReportForm, remove_report, reports, save_report
from baixing_desktop.usecases.reading import clue_ids
from baixing_desktop.usecases.taking_part import (
    invite,
    parts_of,
    record_part,
    remove_invitation,
    remove_part,
    settle_invitation,
)
from tests.builders import STREETLIGHTS, clue_content, colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE, carry

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

DAY = date(2026, 11, 23)


def test_the_first_adoption_is_owed_word_within_thirty_days(office: Desk, issued: Forwarding) -> None:
    assert take_up_adopted(office)[0] == 1
    assert take_up_adopted(office)[0] == 0
    (view,) = incentives(office)
    assert (view.kept.clue_id, view.kept.state) == (issued.clue_id, IncentiveState.DUE)
    assert (view.kept.adopted_on, view.kept.due_on) == (DAY, date(2026, 12, 23))
    assert office.reference.unit_name(issued.handler) in view.kept.adopted_as
    assert view.masked_name == "张*"
    assert not view.overdue(date(2026, 12, 23))
    assert view.overdue(date(2026, 12, 24))


def test_those_merged_are_credited_too_and_the_anonymous_take_no_part(
    office: Desk, workroom: Desk, issued: Forwarding, received: tuple[str, ...], tmp_path: Path
) -> None:
    register_clue(workroom, clue_content(7, contributor=replace(STREETLIGHTS.contributor, anonymous=True, name="")))
    carry(workroom, office, tmp_path)
    nameless = next(one for one in clue_ids(office, ClueQuery()) if one not in received)
    for clue_id in (received[1], nameless):
        curating.merge_clue(office, clue_id, issued.clue_id)
    take_up_adopted(office)
    found = {view.kept.clue_id: view.kept for view in incentives(office)}
    assert found.keys() == {issued.clue_id, received[1], nameless}
    assert found[received[1]].state is IncentiveState.DUE
    assert (found[nameless].state, found[nameless].due_on) == (IncentiveState.NOT_APPLICABLE, None)


def test_an_output_counts_once_it_is_delivered(office: Desk, received: tuple[str, ...]) -> None:
    casework.accept_clue(office, received[0])
    begun = Output(new_id(), received[0], OutputKind.SPECIAL_BRIEF, "专报", DAY)
    with office.store.writing() as tx:
        tx.of(Output).add(begun)
    assert take_up_adopted(office)[0] == 0
    with office.store.writing() as tx:
        tx.of(Output).save(replace(begun, delivered_on=DAY, version=2))
    assert take_up_adopted(office)[0] == 1


@pytest.fixture
def due(office: Desk, issued: Forwarding) -> Incentive:
    take_up_adopted(office)
    (view,) = incentives(office)
    assert view.kept.clue_id == issued.clue_id
    return view.kept


def test_word_then_reward_or_a_reason(office: Desk, due: Incentive) -> None:
    assert refused(lambda: reward(office, due.id, RewardKind.LETTER, DAY)) == "ACTION_NOT_POSSIBLE"
    early = DAY - timedelta(days=1)
    assert refused(lambda: feed_back(office, due.id, OpinionChannel.PHONE, early)) == "INPUT_INVALID"
    told, _ = feed_back(office, due.id, OpinionChannel.PHONE, DAY, "本人接听")
    assert (told.state, told.channel, told.note) == (IncentiveState.FED_BACK, OpinionChannel.PHONE, "本人接听")
    assert refused(lambda: not_reward(office, due.id, " ")) == "ACTION_NEEDS"
    stale = refused(lambda: reward(office, due.id, RewardKind.LETTER, DAY, version=due.version))
    assert stale == "CHANGED_MEANWHILE"
    given, _ = reward(office, due.id, RewardKind.CERTIFICATE, DAY)
    assert (given.state, given.reward) == (IncentiveState.REWARDED, RewardKind.CERTIFICATE)
    back, _ = take_back_incentive(office, due.id, "选错了激励方式")
    assert (back.state, back.reward, back.decided_on) == (IncentiveState.FED_BACK, None, None)
    refuse, _ = not_reward(office, due.id, "已另行感谢")
    again, _ = take_back_incentive(office, due.id, "要激励")
    assert (refuse.reason, again.state, again.reason) == ("已另行感谢", IncentiveState.FED_BACK, "")
    begun, _ = take_back_incentive(office, due.id, "打错了人")
    assert (begun.state, begun.fed_back_on, begun.channel) == (IncentiveState.DUE, None, None)
    assert begun.note == "本人接听；撤回“已激励”：选错了激励方式；撤回“不予激励”：要激励；撤回“已反馈”：打错了人"
    assert refused(lambda: take_back_incentive(office, due.id, "再撤")) == "ACTION_NOT_POSSIBLE"
    triage = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.TRIAGE)
    assert refused(lambda: feed_back(triage, due.id, OpinionChannel.PHONE, DAY)) == "ACTION_NOT_ALLOWED"


def test_the_paper_for_the_contributor(office: Desk, due: Incentive, received: tuple[str, ...]) -> None:
    made = make_paper(paper_kind("thanks"), office, Format.PDF, PaperRequest((due.clue_id,), purpose="反馈"))
    text = "".join("".join(page_texts(made.data)).split())
    assert "采用反馈单" in text
    assert STREETLIGHTS.contributor.name in text
    assert STREETLIGHTS.contributor.phone not in text
    assert made.persons == 1
    unadopted = PaperRequest((received[1],), purpose="反馈")
    assert refused(lambda: make_paper(paper_kind("thanks"), office, Format.PDF, unadopted)) == "ACTION_NOT_POSSIBLE"


def test_taking_part_and_being_invited(office: Desk, due: Incentive, received: tuple[str, ...]) -> None:
    clue = due.clue_id
    part, _ = record_part(office, clue, ParticipationStage.RESEARCH, DAY, "一起看现场")
    assert refused(lambda: record_part(office, clue, ParticipationStage.RESEARCH, DAY)) == "INPUT_INVALID"
    late = office.today() + timedelta(days=1)
    assert refused(lambda: record_part(office, clue, ParticipationStage.TOPIC, late)) == "INPUT_INVALID"
    asked, _ = invite(office, clue, InvitationKind.SURVEY, "三线下地调研", late)
    assert refused(lambda: invite(office, clue, InvitationKind.SURVEY, " ", late)) == "INPUT_MISSING"
    assert refused(lambda: invite(office, received[1], InvitationKind.PLENARY, "全会", late)) == "ACTION_BARRED"
    came, _ = settle_invitation(office, asked, attended=True)
    assert parts_of(office, clue).stages == (part,)
    assert parts_of(office, clue).invitations == (came,)
    remove_part(office, part)
    remove_invitation(office, came)
    assert parts_of(office, clue) == type(parts_of(office, clue))((), ())


def test_reports_in_the_media(office: Desk, due: Incentive) -> None:
    with office.store.reading() as tx:
        number = tx.clues.get(due.clue_id).number
    form = ReportForm(DAY, "广州日报", MediaLevel.CITY, "一盏路灯的来历", "A5版", (number,))
    view, _ = save_report(office, form)
    assert reports(office) == (view,)
    assert view.form == form
    changed, _ = save_report(office, replace(form, title="两盏路灯", clues=()), view)
    assert (changed.kept.title, changed.clues) == ("两盏路灯", ())
    assert refused(lambda: save_report(office, form, view)) == "CHANGED_MEANWHILE"
    assert refused(lambda: save_report(office, replace(form, medium=""))) == "INPUT_MISSING"
    assert refused(lambda: save_report(office, replace(form, clues=("第2001001号",)))) == "CLUE_NOT_FOUND"
    made = make_paper(paper_kind("publicity"), office, Format.PDF, PaperRequest(period=year_period(2026)))
    assert "两盏路灯" in "".join("".join(page_texts(made.data)).split())
    remove_report(office, changed)
    assert reports(office) == ()
