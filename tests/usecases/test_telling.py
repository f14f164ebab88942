"""Telling citizens: what there is to tell, what was told, and when it has to be told again."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from baixing_desktop.changes import Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import PublicChannel
from baixing_desktop.domain.lists import WorkroomQueue
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Satisfaction
from baixing_desktop.domain.progress import Step
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.store.checks import faults
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.handling import reject_reply
from baixing_desktop.usecases.reading import timeline, workroom_queue
from baixing_desktop.usecases.responses import (
    ResponseForm,
    add_response,
    change_response,
    public_responses,
    remove_response,
)
from baixing_desktop.usecases.telling import record_telling, to_tell
from tests.builders import SetClock, clue_content
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry

PHONE = ContactChannel.PHONE


@pytest.fixture
def declined(office: Desk, workroom: Desk, tmp_path: Path, clock: SetClock) -> str:
    """A clue that the office does not take up, as the workroom heard."""
    enrol_by_hand(office, workroom)
    clue, _ = register_clue(workroom, clue_content())
    carry(workroom, office, tmp_path)
    casework.decline_clue(office, clue.id, "属于民事纠纷。", "可申请人民调解")
    clock.forward(minutes=1)
    carry(workroom, office, tmp_path)
    return clue.id


def waiting(desk: Desk) -> list[str]:
    return [item.id for item in workroom_queue(desk, WorkroomQueue.TO_TELL).items]


def test_a_citizen_is_told_where_else_to_turn(workroom: Desk, declined: str) -> None:
    assert waiting(workroom) == [declined]
    view = to_tell(workroom, declined)
    assert view.news is not None
    assert "可申请人民调解" in (view.news.reason or "") + (view.news.text or "")
    assert view.clue.content.contributor.phone.count("*")
    telling, _ = record_telling(
        workroom, declined, PHONE, workroom.today(), "张联络", satisfaction=Satisfaction.FAIRLY_SATISFIED
    )
    assert waiting(workroom) == []
    assert to_tell(workroom, declined).told == (telling,)


def test_nobody_reached_needs_what_was_tried(workroom: Desk, declined: str) -> None:
    unreachable = ContactChannel.UNREACHABLE
    with pytest.raises(InputError, match="联系经过"):
        record_telling(workroom, declined, unreachable, workroom.today(), "张联络")
    telling, _ = record_telling(
        workroom, declined, unreachable, workroom.today(), "张联络",
        satisfaction=Satisfaction.SATISFIED, remark="三天内拨打四次，均无人接听。",
    )  # fmt: skip
    assert telling.satisfaction is None


def test_wrong_words_are_refused(workroom: Desk, declined: str) -> None:
    with pytest.raises(InputError, match="告知人"):
        record_telling(workroom, declined, PHONE, workroom.today(), " ")
    with pytest.raises(InputError, match="还没有到"):
        record_telling(workroom, declined, PHONE, workroom.today() + timedelta(days=1), "张联络")
    assert waiting(workroom) == [declined]


@pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)
def test_where_a_handler_spoke_in_public_is_told_too(
    office: Desk, workroom: Desk, closed: Forwarding, tmp_path: Path, clock: SetClock
) -> None:
    def heard() -> tuple[list[str], str | None]:
        clock.forward(minutes=1)
        carry(workroom, office, tmp_path)
        published = to_tell(workroom, closed.clue_id).published
        return waiting(workroom), published and published.text

    assert heard() == ([], None), "the office told the citizen of the answer itself"
    form = ResponseForm(PublicChannel.WECHAT, workroom.today(), "关于加装路灯的回应", "https://example.com/1")
    view, changes = add_response(office, closed.id, form)
    assert (Kind.CLUE, closed.clue_id) in changes.touched
    words = "2026年11月23日　微信公众号《关于加装路灯的回应》，https://example.com/1"
    assert heard() == ([closed.clue_id], words)
    for desk in (workroom, office):
        assert [entry.detail for entry in timeline(desk, closed.clue_id) if "已公开回应" in entry.text] == [words]
    telling, _ = record_telling(workroom, closed.clue_id, PHONE, workroom.today(), "张联络")
    assert (telling.about, heard()) == (Step.REPLIED, ([], words))
    second, _ = add_response(office, closed.id, replace(form, channel=PublicChannel.MEETING, link=""))
    change_response(office, view, replace(form, title="路灯"))
    told = "2026年11月23日　会议通报《关于加装路灯的回应》\n2026年11月23日　微信公众号《路灯》，https://example.com/1"
    assert heard() == ([closed.clue_id], told)
    record_telling(workroom, closed.clue_id, PHONE, workroom.today(), "张联络")
    remove_response(office, second)
    assert heard() == ([closed.clue_id], told.splitlines()[1]), "who was told wrongly is told again"
    remove_response(office, public_responses(office)[0])
    assert heard() == ([], None)
    assert timeline(workroom, closed.clue_id)[-1].text == "先前登记的公开回应已取消"
    for desk in (workroom, office):
        with desk.store.reading() as tx:
            assert faults(tx.connection) == ()


@pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)
def test_whoever_waits_for_an_answer_hears_the_public_response_with_it(
    office: Desk, workroom: Desk, issued: Forwarding, tmp_path: Path, clock: SetClock
) -> None:
    """An answer that was put aside is not told, whatever its handler published; the next one is, with that."""
    day = office.today()
    casework.record_received(office, issued.id, day)
    casework.record_take_over(office, issued.id, day)
    casework.record_reply(office, issued.id, Outcome.RESOLVED, "已加装。", day)
    form = ResponseForm(PublicChannel.OTHER, day, "回应")
    add_response(office, issued.id, form)
    clock.forward(minutes=1)
    reject_reply(office, issued.id, "没有写装在哪里", day)
    carry(workroom, office, tmp_path)
    assert waiting(workroom) == []
    with pytest.raises(IllegalActionError):
        record_telling(workroom, issued.clue_id, PHONE, day, "张联络")
    casework.record_reply(office, issued.id, Outcome.RESOLVED, "已在七街加装。", day)
    carry(workroom, office, tmp_path)
    view = to_tell(workroom, issued.clue_id)
    assert waiting(workroom) == [issued.clue_id]
    assert view.news is not None
    assert view.published is not None
    assert (view.news.text, view.published.text) == ("已在七街加装。", "2026年11月23日　其他《回应》")


def test_without_news_there_is_nothing_to_tell(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content())
    assert to_tell(workroom, clue.id).news is None
    with pytest.raises(IllegalActionError):
        record_telling(workroom, clue.id, PHONE, workroom.today(), "张联络")
