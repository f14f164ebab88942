"""Telling citizens: what there is to tell, what was told, and when it has to be told again."""

from datetime import timedelta
from pathlib import Path

import pytest

from baixing_desktop.domain.lists import WorkroomQueue
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import workroom_queue
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


def test_without_news_there_is_nothing_to_tell(workroom: Desk) -> None:
    clue, _ = register_clue(workroom, clue_content())
    assert to_tell(workroom, clue.id).news is None
    with pytest.raises(IllegalActionError):
        record_telling(workroom, clue.id, PHONE, workroom.today(), "张联络")
