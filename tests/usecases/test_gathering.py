"""Sessions, topics, nil reports, and what a clue has to do with them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from baixing_desktop.changes import Kind
from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.states import TopicState
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError, NotFoundError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases import gathering
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import delete_draft, save_draft
from baixing_desktop.usecases.gathering import SessionForm
from tests.builders import clue_content

FORM = SessionForm(
    date(2026, 11, 20), "沙园街道党群服务中心", ("王委员", "李委员"), visitors=12, note="以物业问题为主。"
)


def publish(desk: Desk, title: str, opens: int, closes: int | None) -> Topic:
    """A topic that opens and closes so many days from today."""
    day = desk.today()
    last = None if closes is None else day + timedelta(days=closes)
    first = day + timedelta(days=opens)
    topic = Topic(new_id(), day.year, title, TopicState.PUBLISHED, "HZZX", day, opens_on=first, closes_on=last)
    with desk.store.writing() as tx:
        tx.of(Topic).add(topic)
    return topic


def test_a_session_is_kept_changed_and_counted(workroom: Desk) -> None:
    kept, _ = gathering.save_session(workroom, FORM)
    clue, _ = save_draft(workroom, clue_content())
    gathering.place_clue(workroom, clue.id, session_id=kept.id)
    changed = replace(FORM, members=("李委员", " 赵委员 ", "李委员"), visitors=0)
    gathering.save_session(workroom, changed, session_id=kept.id, version=1)
    (view,) = gathering.sessions(workroom)
    assert set(view.members) == {"李委员", "赵委员"}
    assert (view.session.visitors, view.session.place, view.clues) == (0, FORM.place, 1)
    with pytest.raises(ConflictError):
        gathering.save_session(workroom, FORM, session_id=kept.id, version=1)
    assert gathering.session(workroom, kept.id) == view


def test_a_session_with_clues_stays(workroom: Desk) -> None:
    kept, _ = gathering.save_session(workroom, FORM)
    clue, _ = save_draft(workroom, clue_content())
    gathering.place_clue(workroom, clue.id, session_id=kept.id)
    with pytest.raises(IllegalActionError, match="1 条线索"):
        gathering.remove_session(workroom, kept.id)
    delete_draft(workroom, clue.id)
    view, _ = gathering.remove_session(workroom, kept.id)
    assert view.members == FORM.members
    assert gathering.sessions(workroom) == ()


@pytest.mark.parametrize("wrong", [{"place": " "}, {"members": ()}, {"visitors": -1}])
def test_an_incomplete_session_is_refused(workroom: Desk, wrong: dict[str, object]) -> None:
    with pytest.raises(InputError):
        gathering.save_session(workroom, replace(FORM, **wrong))  # pyright: ignore[reportArgumentType] - by name
    assert gathering.sessions(workroom) == ()


def test_topics_called_for_today(workroom: Desk) -> None:
    lasting = publish(workroom, "历史建筑活化利用", -3, None)
    closing = publish(workroom, "推动“三线”下地", -3, 0)
    publish(workroom, "已经结束", -9, -1)
    publish(workroom, "还没有开始", 1, 9)
    clue, _ = save_draft(workroom, clue_content())
    gathering.place_clue(workroom, clue.id, topic_id=lasting.id, community="440105001")
    found = {view.topic.id: view.clues for view in gathering.called_topics(workroom)}
    assert found == {closing.id: 0, lasting.id: 1}
    context = gathering.context_of(workroom, clue.id)
    assert context is not None
    assert context.community == "440105001"
    gathering.place_clue(workroom, clue.id, topic_id="")
    assert all(view.clues == 0 for view in gathering.called_topics(workroom))


def test_only_what_is_given_is_changed_and_it_stands_in_the_trail(workroom: Desk) -> None:
    held, _ = gathering.save_session(workroom, FORM)
    topic = publish(workroom, "历史建筑活化利用", -3, None)
    clue, _ = save_draft(workroom, clue_content())
    gathering.place_clue(workroom, clue.id, session_id=held.id)
    gathering.place_clue(workroom, clue.id, topic_id=topic.id)
    kept, changes = gathering.place_clue(workroom, clue.id, community="440105001")
    assert (kept.session_id, kept.topic_id, kept.community) == (held.id, topic.id, "440105001")
    assert changes.touched == {(Kind.SESSION, held.id), (Kind.TOPIC, topic.id)}
    again, _ = gathering.place_clue(workroom, clue.id, community="440105001")
    assert again.version == kept.version, "nothing new is not written"
    gathering.place_clue(workroom, clue.id, session_id="")
    context = gathering.context_of(workroom, clue.id)
    assert context
    assert (context.session_id, context.topic_id) == (None, topic.id)
    with workroom.store.reading() as tx:
        placed = [entry for entry in tx.audit.all() if entry.action == "place"]
    assert [(entry.object_id, entry.detail["changed"]) for entry in placed] == [
        (clue.id, {"session_id": held.id}),
        (clue.id, {"topic_id": topic.id}),
        (clue.id, {"community": "440105001"}),
        (clue.id, {"session_id": None}),
    ]


@pytest.mark.parametrize("place", ["session_id", "topic_id"])
def test_a_clue_is_placed_only_where_there_is_something(workroom: Desk, place: str) -> None:
    clue, _ = save_draft(workroom, clue_content())
    with pytest.raises(NotFoundError):
        gathering.place_clue(workroom, clue.id, **{place: new_id()})
    with pytest.raises(NotFoundError):
        gathering.place_clue(workroom, new_id(), community="440105001")
    assert gathering.context_of(workroom, clue.id) is None


def test_a_nil_report_once_a_month_and_back(workroom: Desk) -> None:
    with pytest.raises(InputError):
        gathering.report_nil(workroom, 2026, 11, " ")
    kept, _ = gathering.report_nil(workroom, 2026, 11, "本月两次接访均无线索。")
    assert gathering.nil_report(workroom, 2026, 11) == kept
    assert gathering.nil_report(workroom, 2026, 10) is None
    with pytest.raises(IllegalActionError):
        gathering.report_nil(workroom, 2026, 11, "再报一次")
    gathering.withdraw_nil(workroom, kept)
    assert gathering.nil_report(workroom, 2026, 11) is None
