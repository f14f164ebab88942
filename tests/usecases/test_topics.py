"""选题 and 试点 at the office: every step of SM8 and SM11, and what each of them needs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from baixing_desktop.domain.gathering import ClueContext, Topic
from baixing_desktop.domain.kinds import PilotKind
from baixing_desktop.domain.states import Action, PilotState, PilotTopicState, Role, TopicState
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import called_topics
from baixing_desktop.usecases.pilots import PilotForm, Step, advance_pilot, all_pilots, save_pilot, take_first_list
from baixing_desktop.usecases.topics import (
    TopicForm,
    all_topics,
    approve_pilot_topics,
    approve_topic,
    cancel_topic,
    close_topic,
    deselect_topic,
    publish_topic,
    remove_topic,
    save_topic,
    select_topic,
    take_back_topic,
    topic_titles,
)
from tests.builders import colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

DAY = date(2026, 11, 23)
FORM = TopicForm("推动“三线”下地", "HZZX", "请各工作室收集具体路段。")


def test_a_topic_is_proposed_approved_published_and_closed(office: Desk) -> None:
    topic, _ = save_topic(office, FORM)
    assert (topic.state, topic.year, topic.suggested_on) == (TopicState.SUGGESTED, 2026, DAY)
    assert refused(lambda: publish_topic(office, topic, DAY)) == "ACTION_NOT_POSSIBLE"
    approved, _ = approve_topic(office, topic)
    assert refused(lambda: publish_topic(office, approved, DAY, DAY - timedelta(days=1))) == "INPUT_INVALID"
    published, _ = publish_topic(office, approved, DAY, DAY + timedelta(days=30))
    (view,) = called_topics(office)
    assert view.topic == published
    assert refused(lambda: close_topic(office, published, DAY - timedelta(days=1))) == "INPUT_INVALID"
    closed, _ = close_topic(office, published, DAY)
    assert (closed.state, closed.closes_on) == (TopicState.CLOSED, DAY)
    assert called_topics(office) == ()
    assert topic_titles(office) == ((topic.id, "推动“三线”下地（2026年）"),)


def test_what_was_proposed_can_be_changed_until_it_is_decided(office: Desk) -> None:
    topic, _ = save_topic(office, FORM)
    assert refused(lambda: save_topic(office, FORM)) == "INPUT_INVALID"
    assert refused(lambda: save_topic(office, replace(FORM, title=" "))) == "INPUT_MISSING"
    changed, _ = save_topic(office, replace(FORM, title="历史建筑活化利用", city=True), topic)
    assert (changed.title, changed.city) == ("历史建筑活化利用", True)
    assert refused(lambda: save_topic(office, FORM, topic)) == "CHANGED_MEANWHILE"
    approved, _ = approve_topic(office, changed)
    assert refused(lambda: save_topic(office, FORM, approved)) == "ACTION_NOT_POSSIBLE"
    assert refused(lambda: remove_topic(office, approved)) == "ACTION_NOT_POSSIBLE"
    assert refused(lambda: cancel_topic(office, approved, "")) == "ACTION_NEEDS"
    assert cancel_topic(office, approved, "并入年度协商专题")[0].state is TopicState.CANCELLED


def test_a_topic_with_clues_is_not_removed(office: Desk, received: tuple[str, ...]) -> None:
    topic, _ = save_topic(office, FORM)
    with office.store.writing() as tx:
        tx.of(ClueContext).add(ClueContext(new_id(), received[0], topic_id=topic.id))
    assert all_topics(office)[0].clues == 1
    assert refused(lambda: remove_topic(office, topic)) == "ACTION_NOT_POSSIBLE"
    other, _ = save_topic(office, replace(FORM, title="另一个"))
    remove_topic(office, other)
    assert [line.kept.title for line in all_topics(office)] == [topic.title]


def test_committees_propose_and_the_office_decides(office: Desk) -> None:
    committee = colleague(office, "陈专委", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    topic, _ = save_topic(committee, FORM)
    assert refused(lambda: approve_topic(committee, topic)) == "ACTION_NOT_ALLOWED"
    assert approve_topic(office, topic)[0].state is TopicState.APPROVED


def test_what_was_decided_on_a_topic_is_taken_back_to_what_stood_there_exactly(office: Desk) -> None:
    topic, _ = save_topic(office, FORM)

    def tried(done: Topic, was: Topic, exactly: Topic | None = None) -> Topic:
        """Once as at once, once as later; a second click is refused."""
        back, _ = take_back_topic(office, done, was=exactly)
        assert replace(back, version=was.version) == was
        assert refused(lambda: take_back_topic(office, done, was=exactly)) == "CHANGED_MEANWHILE"
        return back

    topic = tried(cancel_topic(office, topic, "重复")[0], topic)
    topic = tried(approve_topic(office, topic)[0], topic)
    approved, _ = approve_topic(office, topic)
    approved = tried(cancel_topic(office, approved, "重复")[0], approved)
    published, _ = publish_topic(office, approved, DAY, DAY + timedelta(days=30))
    assert refused(lambda: take_back_topic(office, published)) == "ACTION_NOT_POSSIBLE"
    published = tried(cancel_topic(office, published, "重复")[0], published)
    published = tried(close_topic(office, published, DAY)[0], published, published)
    later, _ = take_back_topic(office, close_topic(office, published, DAY)[0])
    assert (later.state, later.closes_on) == (TopicState.PUBLISHED, None)
    assert called_topics(office)[0].topic == later


def test_two_of_the_six_are_chosen_and_approved_by_the_meeting(office: Desk) -> None:
    assert take_first_list(office)[0] == 12
    assert take_first_list(office)[0] == 0
    topics = [line.kept for line in all_topics(office)]
    assert len(topics) == 6
    first, second = (select_topic(office, one)[0] for one in topics[:2])
    assert refused(lambda: select_topic(office, topics[2])) == "ACTION_BARRED"
    back, _ = deselect_topic(office, second, "改选沿江议题")
    assert back.pilot_state is PilotTopicState.PROPOSED
    third, _ = select_topic(office, topics[2])
    late = office.today() + timedelta(days=1)
    assert refused(lambda: approve_pilot_topics(office, [first], "主席会议", late)) == "INPUT_INVALID"
    assert refused(lambda: approve_pilot_topics(office, [first], " ", DAY)) == "ACTION_NEEDS"
    done, _ = approve_pilot_topics(office, [first, third], "区政协第20次主席会议", DAY)
    assert {one.pilot_state for one in done} == {PilotTopicState.APPROVED}
    assert "第20次主席会议审定为试点议题" in done[0].note
    again, _ = take_back_topic(office, done[0])
    assert replace(again, version=first.version) == first
    closed, _ = cancel_topic(office, done[1], "重复")
    assert take_back_topic(office, closed)[0].pilot_state is PilotTopicState.APPROVED, "what was done last"
    own, _ = save_topic(office, FORM)
    assert refused(lambda: select_topic(office, own)) == "ACTION_BARRED"


def test_a_pilot_from_the_list_to_its_end(office: Desk) -> None:
    take_first_list(office)
    pilots = all_pilots(office)
    assert [one.kind for one in pilots] == [
        *[PilotKind.STREET] * 2, *[PilotKind.DEPARTMENT] * 2, *[PilotKind.ENTERPRISE] * 2,
    ]  # fmt: skip
    street = next(one for one in pilots if one.community is None and one.kind is PilotKind.STREET)
    community = office.reference.communities_of(street.unit or "")[0].code
    form = PilotForm(street.kind, street.name, street.unit, community)
    street, _ = save_pilot(office, form, street)
    assert street.community == community
    assert refused(lambda: save_pilot(office, replace(form, community="无此社区"), street)) == "INPUT_INVALID"
    assert refused(lambda: advance_pilot(office, street, Action.SUBMIT_TO_MEETING, Step())) == "ACTION_NEEDS"
    street, _ = advance_pilot(office, street, Action.SUBMIT_TO_MEETING, Step("第20次主席会议"))
    back, _ = advance_pilot(office, street, Action.SEND_BACK, Step(reason="再议"))
    street, _ = advance_pilot(office, back, Action.SUBMIT_TO_MEETING, Step("第21次主席会议"))
    street, _ = advance_pilot(office, street, Action.APPROVE_PILOT, Step("第21次主席会议", DAY))
    early = Step(on=DAY - timedelta(days=1))
    assert refused(lambda: advance_pilot(office, street, Action.START, early)) == "INPUT_INVALID"
    street, _ = advance_pilot(office, street, Action.START, Step(on=DAY))
    street, _ = advance_pilot(office, street, Action.EXTEND, Step(on=DAY + timedelta(days=90)))
    street, _ = advance_pilot(office, street, Action.END, Step(on=DAY, experience="面对面收集最有效。"))
    assert (street.state, street.experience) == (PilotState.ENDED, "面对面收集最有效。")
    assert (street.approved_on, street.started_on, street.ended_on) == (DAY, DAY, DAY)
    assert refused(lambda: advance_pilot(office, street, Action.TAKE_BACK, Step())) == "ACTION_NEEDS"
    passed = list[PilotState]()
    for _ in range(5):
        street, _ = advance_pilot(office, street, Action.TAKE_BACK, Step(reason="登记错了"))
        passed.append(street.state)
    assert passed == [
        PilotState.EXTENDED, PilotState.RUNNING, PilotState.APPROVED, PilotState.SUBMITTED_TO_MEETING,
        PilotState.PROPOSED,
    ]  # fmt: skip
    days = (street.ended_on, street.extended_until, street.started_on, street.approved_on)
    assert (days, street.meeting, street.reason) == ((None,) * 4, "", "登记错了")
    assert refused(lambda: advance_pilot(office, street, Action.TAKE_BACK, Step(reason="再撤"))) == (
        "ACTION_NOT_POSSIBLE"
    )


def test_a_pilot_of_our_own(office: Desk) -> None:
    mine, _ = save_pilot(office, PilotForm(PilotKind.STREET, "新港街", "XG"))
    assert all_pilots(office) == (mine,)
    assert refused(lambda: save_pilot(office, PilotForm(PilotKind.STREET, " "))) == "INPUT_MISSING"
    assert refused(lambda: save_pilot(office, PilotForm(PilotKind.STREET, "某街", "没有"))) == "UNIT_UNKNOWN"
