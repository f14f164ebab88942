"""Sessions, 零报告 and where a clue belongs: they reach the office once, and the last word holds."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.batch import EventType, ItemResult
from baixing_desktop.domain.gathering import ClueContext, NilReport, Session, Topic
from baixing_desktop.domain.rules.quotas import MonthStanding
from baixing_desktop.domain.states import TopicState
from baixing_desktop.ids import new_id
from baixing_desktop.usecases import casework, gathering, membership, targets
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import SessionForm, SessionView
from sync import accept_answer_file, answer_file, receive_file, request_to_file, seal_to_file
from sync.wire import v3
from tests.builders import SetClock
from tests.sync.conftest import Pair
from tests.sync.helpers import exchange_by_hand, register

FORM = SessionForm(date(2026, 11, 20), "沙园社区活动室", ("张晓", "李明"), 6, "上门接访")


@pytest.fixture
def known(pair: Pair) -> Pair:
    """Both sides have heard what the other understands."""
    exchange_by_hand(pair.office, pair.workroom)
    return pair


def answers(workroom: Desk, subject: str) -> list[ItemResult | None]:
    with workroom.store.reading() as tx:
        return [message.answer for message in tx.messages.of_clue(subject)]


def context_in(desk: Desk, clue_id: str) -> tuple[str | None, str | None, str | None]:
    with desk.store.reading() as tx:
        found = tx.of(ClueContext).where(clue_id=clue_id)
    return (found[0].session_id, found[0].topic_id, found[0].community) if found else (None, None, None)


def topic_on_both_sides(pair: Pair) -> Topic:
    topic = Topic(new_id(), 2026, "老旧小区加装电梯", TopicState.PUBLISHED, "HZZX", date(2026, 11, 1),
                  opens_on=date(2026, 11, 2))  # fmt: skip
    for desk in (pair.office, pair.workroom):
        with desk.store.writing() as tx:
            tx.of(Topic).add(topic)
    return topic


def test_a_session_is_seen_at_the_office_and_changes_with_it(known: Pair) -> None:
    held, _ = gathering.save_session(known.workroom, FORM)
    assert exchange_by_hand(known.office, known.workroom) == 1
    (there,) = gathering.sessions(known.office)
    assert there == SessionView(there.session, FORM.members, 0)
    assert (there.session.id, there.session.unit, there.session.visitors) == (held.id, "SY", 6)
    changed = SessionForm(FORM.held_on, "沙园街道办", ("李明",), 9)
    gathering.save_session(known.workroom, changed, session_id=held.id)
    gathering.save_session(known.workroom, changed, session_id=held.id)
    assert exchange_by_hand(known.office, known.workroom) == 1, "what was not sent yet is said once"
    (there,) = gathering.sessions(known.office)
    assert (there.session.place, there.session.note, there.members) == ("沙园街道办", "", ("李明",))
    gathering.remove_session(known.workroom, held.id)
    exchange_by_hand(known.office, known.workroom)
    assert gathering.sessions(known.office) == ()
    assert set(answers(known.workroom, held.id)) == {ItemResult.ACCEPTED}


def test_what_was_taken_back_before_it_was_sent_is_never_said(known: Pair) -> None:
    held, _ = gathering.save_session(known.workroom, FORM)
    gathering.remove_session(known.workroom, held.id)
    report, _ = gathering.report_nil(known.workroom, 2026, 11, "本月没有线索。")
    gathering.withdraw_nil(known.workroom, report)
    assert exchange_by_hand(known.office, known.workroom) == 0


def test_a_nil_report_counts_at_the_office_until_it_is_withdrawn(known: Pair) -> None:
    def standing() -> MonthStanding:
        rooms = {unit.code: months for unit, months in targets.quotas(known.office, 2026).workrooms}
        return rooms["SY"][9].standing((2026, 11))

    assert standing() is MonthStanding.SHORT
    report, _ = gathering.report_nil(known.workroom, 2026, 10, "十月无来访。")
    exchange_by_hand(known.office, known.workroom)
    assert standing() is MonthStanding.NIL_REPORTED
    gathering.withdraw_nil(known.workroom, report)
    again, _ = gathering.report_nil(known.workroom, 2026, 10, "十月无来访，已核对。")
    exchange_by_hand(known.office, known.workroom)
    with known.office.store.reading() as tx:
        (there,) = tx.of(NilReport).where()
    assert (there.unit, there.month, there.reason) == ("SY", 10, "十月无来访，已核对。")
    gathering.withdraw_nil(known.workroom, again)
    exchange_by_hand(known.office, known.workroom)
    assert standing() is MonthStanding.SHORT


def test_where_a_clue_belongs_goes_along_with_it(known: Pair) -> None:
    topic, (held, _) = topic_on_both_sides(known), gathering.save_session(known.workroom, FORM)
    clue, *_ = register(known.workroom, 1)
    gathering.place_clue(known.workroom, clue.id, session_id=held.id, topic_id=topic.id, community="440105001")
    assert exchange_by_hand(known.office, known.workroom) == 3
    assert context_in(known.office, clue.id) == (held.id, topic.id, "440105001")
    assert [view.clues for view in gathering.sessions(known.office)] == [1]
    gathering.place_clue(known.workroom, clue.id, session_id="")
    exchange_by_hand(known.office, known.workroom)
    assert context_in(known.office, clue.id) == (None, topic.id, "440105001")
    assert exchange_by_hand(known.office, known.workroom) == 0


def test_of_an_accepted_clue_the_workroom_fills_only_what_is_empty(known: Pair) -> None:
    topic, (held, _) = topic_on_both_sides(known), gathering.save_session(known.workroom, FORM)
    clue, *_ = register(known.workroom, 1)
    gathering.place_clue(known.workroom, clue.id, community="440105001")
    exchange_by_hand(known.office, known.workroom)
    casework.accept_clue(known.office, clue.id)
    gathering.place_clue(known.workroom, clue.id, session_id=held.id, topic_id=topic.id, community="440105002")
    exchange_by_hand(known.office, known.workroom)
    assert context_in(known.office, clue.id) == (held.id, topic.id, "440105001")


def test_a_topic_that_the_office_does_not_have_is_passed_over(known: Pair) -> None:
    with known.workroom.store.writing() as tx:
        stray = Topic(new_id(), 2026, "只在本机", TopicState.PUBLISHED, "SY", date(2026, 11, 1),
                      opens_on=date(2026, 11, 2))  # fmt: skip
        tx.of(Topic).add(stray)
    clue, *_ = register(known.workroom, 1)
    gathering.place_clue(known.workroom, clue.id, topic_id=stray.id, community="440105001")
    exchange_by_hand(known.office, known.workroom)
    assert context_in(known.office, clue.id) == (None, None, "440105001")


def test_an_office_of_version_2_hears_of_it_after_its_upgrade(known: Pair) -> None:
    """N-1: withdrawals and the like go up, sessions and 零报告 wait."""
    membership.office_understands(known.workroom, 2)
    register(known.workroom, 1)
    gathering.save_session(known.workroom, FORM)
    gathering.report_nil(known.workroom, 2026, 10, "十月无来访。")
    assert exchange_by_hand(known.office, known.workroom) == 1
    assert gathering.sessions(known.office) == ()
    assert exchange_by_hand(known.office, known.workroom) == 2, "its answer said that it reads more by now"
    assert len(gathering.sessions(known.office)) == 1


def test_files_carry_it_twice_without_effect_and_anew(known: Pair, tmp_path: Path, clock: SetClock) -> None:
    gathering.save_session(known.workroom, FORM)
    gathering.report_nil(known.workroom, 2026, 10, "十月无来访。")
    (path,) = seal_to_file(known.workroom, tmp_path).files
    receive_file(known.office, path, tmp_path)
    receive_file(known.office, path, tmp_path)
    before = gathering.sessions(known.office)
    # The receipt is lost and the workstation comes anew: it says everything once more, in a new log.
    request = request_to_file(known.workroom, tmp_path, again=True)
    accept_answer_file(known.workroom, answer_file(known.office, request.path, request.code, tmp_path).path)
    exchange_by_hand(known.office, known.workroom)
    assert gathering.sessions(known.office) == before
    with known.office.store.reading() as tx:
        assert tx.of(NilReport).count() == 1
        assert tx.of(Session).count() == 1


TEXTS = st.sampled_from(["SY", "2026-11-20", ""])
BODY = st.dictionaries(
    st.sampled_from(["unit", "held_on", "place", "visitors", "members", "session", "topic", "year", "month", "reason"]),
    st.none() | st.booleans() | TEXTS | st.integers(-1, 13) | st.lists(TEXTS, max_size=2),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([*EventType]), BODY)
def test_any_body_is_read_or_rejected(kind: EventType, body: dict[str, Plain]) -> None:
    record: dict[str, Plain] = {"type": kind.value, "clue": new_id(), "actor": "y", "body": body}
    if v3.knows(kind):
        message, problem = v3.read_message(record)
        assert (message is None) == (problem is not None)


def test_an_event_about_something_else_than_its_type_is_rejected() -> None:
    body: dict[str, Plain] = {"unit": "SY", "year": 2026, "month": 10, "reason": "无"}
    record: dict[str, Plain] = {"type": "nil.report", "clue": new_id(), "actor": "y", "body": body}
    assert v3.read_message({**record, "kind": "nil_report"})[1] is None
    assert v3.read_message(record)[0] is None
    assert v3.read_message({**record, "kind": "session"})[0] is None
