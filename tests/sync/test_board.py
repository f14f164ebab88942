"""The office's board: topics and the monthly quota come down whole, also by file; an older side is not disturbed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from baixing_desktop.canonical import Plain, canonical, parse_canonical
from baixing_desktop.domain.board import Board, board_from_record, board_of
from baixing_desktop.domain.gathering import ClueContext, Topic
from baixing_desktop.domain.states import TopicState
from baixing_desktop.errors import InputError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases import board, gathering, members, people, reading, scoring
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.sitting import idle_minutes
from sync import read_receipt_file, receive_file, seal_to_file
from sync.batch import read_batch_header
from sync.container import DOWN, UP, read_single
from sync.session import Session, require_contact
from sync.wire.v1 import read_answer
from tests.builders import refused
from tests.sync.conftest import Pair
from tests.sync.helpers import deliver, exchange_by_hand, register

LIFTS = Topic(
    "0d7a3c5e-8f0b-4c55-9d5e-2a1c6b7d8e9f", 2026, "老旧小区加装电梯", TopicState.PUBLISHED, "HZZX", date(2026, 11, 1),
    note="请写明楼栋。", opens_on=date(2026, 11, 2), closes_on=date(2026, 12, 31),
)  # fmt: skip


def put(desk: Desk, *topics: Topic) -> None:
    """As whatever page of the office would write them."""
    with desk.store.writing() as tx:
        for topic in topics:
            if tx.of(Topic).count(id=topic.id):
                tx.of(Topic).save(topic)
            else:
                tx.of(Topic).add(topic)


def titles(desk: Desk) -> list[str]:
    return [view.topic.title for view in gathering.called_topics(desk)]


def quota(desk: Desk) -> int | None:
    return reading.workroom_today(desk).month_quota


def test_topics_that_are_called_for_reach_the_workroom_and_close_there(pair: Pair) -> None:
    suggested = replace(LIFTS, id=new_id(), title="还在酝酿", state=TopicState.SUGGESTED, opens_on=None, closes_on=None)
    put(pair.office, LIFTS, suggested)
    exchange_by_hand(pair.office, pair.workroom)
    (view,) = gathering.called_topics(pair.workroom)
    assert view.topic == LIFTS
    put(pair.office, replace(LIFTS, title="加装电梯", version=2))
    exchange_by_hand(pair.office, pair.workroom)
    assert titles(pair.workroom) == ["加装电梯"]
    put(pair.office, replace(LIFTS, title="加装电梯", state=TopicState.CLOSED, version=3))
    exchange_by_hand(pair.office, pair.workroom)
    assert titles(pair.workroom) == []


def test_the_monthly_quota_is_the_office_s(pair: Pair) -> None:
    exchange_by_hand(pair.office, pair.workroom)
    assert quota(pair.workroom) == 2
    assert board.set_month_quota(pair.office, 3)[0] == 2
    exchange_by_hand(pair.office, pair.workroom)
    assert quota(pair.workroom) == 3
    for desk, clues in ((pair.office, 51), (pair.workroom, 4)):
        with pytest.raises(InputError):
            board.set_month_quota(desk, clues)


def test_an_idle_time_of_the_office_holds_in_the_workroom(pair: Pair) -> None:
    people.set_idle_minutes(pair.workroom, 12)
    exchange_by_hand(pair.office, pair.workroom)
    assert idle_minutes(pair.workroom) == 12, "an office that never said anything leaves it to the workroom"
    people.set_idle_minutes(pair.office, 5)
    exchange_by_hand(pair.office, pair.workroom)
    assert idle_minutes(pair.workroom) == 5
    people.set_idle_minutes(pair.workroom, 3)
    assert refused(lambda: people.set_idle_minutes(pair.workroom, 6)) == "INPUT_INVALID"
    people.set_idle_minutes(pair.office, 15)
    exchange_by_hand(pair.office, pair.workroom)
    assert idle_minutes(pair.workroom) == 3


def test_members_in_office_are_offered_where_a_session_is_written_down(pair: Pair) -> None:
    first, _ = members.save_member(pair.office, members.MemberForm("梁晓", 16))
    members.save_member(pair.office, members.MemberForm("陈往", 15, until_on=date(2021, 10, 1)))
    gathering.save_session(pair.workroom, gathering.SessionForm(date(2026, 11, 20), "居委会", ("何街坊",)))
    assert gathering.names_on_duty(pair.workroom) == ("何街坊",)
    exchange_by_hand(pair.office, pair.workroom)
    assert gathering.names_on_duty(pair.workroom) == ("梁晓", "何街坊")
    gathering.save_session(pair.workroom, gathering.SessionForm(date(2026, 11, 21), "居委会", ("梁晓",)))
    exchange_by_hand(pair.office, pair.workroom)
    scoring.settle_scores(pair.office, 2026)
    assert [line.on for line in scoring.score_lines(pair.office, first.id, 2026)] == [date(2026, 11, 21)]
    members.save_member(pair.office, members.MemberForm("梁晓", 16, until_on=date(2026, 1, 1)), first)
    exchange_by_hand(pair.office, pair.workroom)
    assert gathering.names_on_duty(pair.workroom) == ("何街坊", "梁晓")


@pytest.mark.parametrize("minutes", [0, 16])
def test_an_idle_time_that_no_office_sets_is_refused(minutes: int) -> None:
    record = parse_canonical(board_of([LIFTS], 2).record)
    assert isinstance(record, dict)
    with pytest.raises(ValueError, match="idle"):
        board_from_record({**record, "idle_minutes": minutes})


def test_what_is_known_is_not_sent_again(pair: Pair) -> None:
    put(pair.office, LIFTS)
    exchange_by_hand(pair.office, pair.workroom)
    session = Session(pair.workroom, require_contact(pair.workroom))
    request = session.next_request()
    assert request is not None
    assert session.verified(request, deliver(pair.office, request.container)).board is None
    with pair.workroom.store.reading() as tx:
        before = len(tx.audit.all())
    exchange_by_hand(pair.office, pair.workroom)
    with pair.workroom.store.reading() as tx:
        assert len(tx.audit.all()) == before


def test_a_receipt_file_carries_it(pair: Pair, tmp_path: Path) -> None:
    put(pair.office, LIFTS)
    register(pair.workroom, 1)
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    read_receipt_file(pair.workroom, receive_file(pair.office, path, tmp_path).receipt_path)
    assert titles(pair.workroom) == [LIFTS.title]


def test_the_same_subject_under_another_identity_becomes_the_office_s(pair: Pair) -> None:
    own = replace(LIFTS, id=new_id(), note="", proposed_by="SY")
    put(pair.workroom, own)
    clue, *_ = register(pair.workroom, 1)
    gathering.place_clue(pair.workroom, clue.id, topic_id=own.id)
    put(pair.office, LIFTS)
    exchange_by_hand(pair.office, pair.workroom)
    (view,) = gathering.called_topics(pair.workroom)
    assert (view.topic.id, view.clues) == (LIFTS.id, 1)
    exchange_by_hand(pair.office, pair.workroom)
    with pair.office.store.reading() as tx:
        assert [one.topic_id for one in tx.of(ClueContext).where(clue_id=clue.id)] in ([], [LIFTS.id])


def test_two_topics_may_change_titles(pair: Pair) -> None:
    other = replace(LIFTS, id=new_id(), title="口袋公园")
    put(pair.office, LIFTS, other)
    exchange_by_hand(pair.office, pair.workroom)
    put(pair.office, replace(other, title="换下", version=2))
    put(pair.office, replace(LIFTS, title="口袋公园", version=2))
    put(pair.office, replace(other, title=LIFTS.title, version=3))
    exchange_by_hand(pair.office, pair.workroom)
    found = {view.topic.id: view.topic.title for view in gathering.called_topics(pair.workroom)}
    assert found == {LIFTS.id: "口袋公园", other.id: LIFTS.title}


def test_a_workroom_of_an_earlier_version_is_not_told(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """N-1 and N-2 name no board: their answer is what it always was."""
    put(pair.office, LIFTS)
    session = Session(pair.workroom, require_contact(pair.workroom))

    def none(_desk: Desk) -> None:
        return None

    monkeypatch.setattr("sync.session.board.board_held", none)
    request = session.next_request()
    assert request is not None
    assert read_batch_header(read_single(request.container, UP)).board is None
    answer = read_single(deliver(pair.office, request.container), DOWN).open(pair.workroom.keys.seal_identity)
    assert b'"board"' not in answer
    assert read_answer(answer).board is None


def test_a_board_of_a_later_form_stops_nothing() -> None:
    record = parse_canonical(board_of([LIFTS], 2).record)
    assert isinstance(record, dict)
    later: dict[str, Plain] = {**record, "more": {"deep": ["一"]}}
    assert board_from_record(later).data == canonical(later), "kept as it came"
    assert board_from_record(later) == Board((LIFTS,), 2)
    faults: list[dict[str, Plain]] = [{"form": 2}, {"month_quota": 51}, {"month_quota": "2"}, {"topics": [{"id": "x"}]}]
    crowds: list[list[Plain]] = [[""], ["名" * 65], ["名"] * 1001]
    for wrong in (*faults, *({"members": names} for names in crowds)):
        with pytest.raises(ValueError, match=r"form|quota|year|expected|members"):
            board_from_record({**record, **wrong})
