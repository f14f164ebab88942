"""What was written beside a clue goes with it: what was told, answered, noted, heard or half received."""

from dataclasses import replace
from datetime import date
from functools import reduce
from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.kinds import ConsultationKind, OpinionChannel, PublicChannel, SupervisionForm
from baixing_desktop.domain.outcomes import ContactChannel, Satisfaction
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.progress import plain_news_head
from baixing_desktop.domain.units import Face
from baixing_desktop.files import private_folder
from baixing_desktop.usecases import (
    casework,
    curating,
    devices,
    extending,
    handling,
    reception,
    submission,
    supervising,
)
from baixing_desktop.usecases.consultations import TalkForm, save_consultation
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.reading import find_clue, timeline
from baixing_desktop.usecases.responses import ResponseForm, add_response
from baixing_desktop.usecases.showcasing import prefilled_case, save_case
from tests.builders import SetClock, clue_content, open_home
from tests.homes import Homes
from tests.reading import readable
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry
from tests.usecases.erasing.steps import OWN_WORDS, SECRETS, attachments_on_disk, erase, received_letter, sound
from tests.usecases.programme import agree


def test_what_the_citizen_said_when_told_goes_too(
    office: Desk, workroom: Desk, second: Desk, sent: str, handler: str
) -> None:
    day = date(2026, 11, 23)
    line = received_letter(office, sent, handler, day)
    casework.record_take_over(office, line.id, day)
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, "已加装。", day)
    said = CitizenContact(ContactChannel.PHONE, day, "陈办", "张䶮说很满意", Satisfaction.SATISFIED)
    casework.record_contact(office, line.id, said)
    erase(office, second, sent, ErasureScope.CONTACT)
    assert "张䶮" not in readable(office)
    assert workroom.installation.face is Face.WORKROOM


@pytest.mark.parametrize("scope", list(ErasureScope))
def test_what_the_office_wrote_beside_a_letter_goes_too(
    office: Desk, second: Desk, sent: str, handler: str, scope: ErasureScope
) -> None:
    """The letter register, a reminder, a request for more time, a supervision: each may name the citizen."""
    day = date(2026, 11, 23)
    line = received_letter(office, sent, handler, day)
    handling.request_return(office, line.id, "张䶮找错了单位", day)
    handling.refuse_return(office, line.id, "张䶮找对了", day)
    asked, _ = extending.request_extension(office, line.id, date(2027, 2, 1), "张䶮不在家", day)
    extending.refuse_extension(office, asked.id, "张䶮在家", day)
    handling.remind(office, line.id, day, OpinionChannel.LETTER, "张䶮又打来电话")
    planned, _ = supervising.plan_supervision(office, day, forwarding_id=line.id)
    held = supervising.Held(SupervisionForm.SURVEY, day, "陈办", "到张䶮家看过")
    supervising.hold_supervision(office, planned.id, held)
    supervising.follow_up(office, planned.id, day, "电话 13800000001 没人接")
    number = find_clue(office, sent).number
    talk = TalkForm(ConsultationKind.GRASSROOTS, "装灯", day, "区政协", "张䶮家", "张䶮等 6 人", "张䶮同意", (number,))
    save_consultation(office, talk)
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, "已加装。", day)
    agree(office, sent)
    case, _ = save_case(office, replace(prefilled_case(office, sent), credit="到家里征得同意"))
    assert "老人摔倒" in case.kept.said
    erase(office, second, sent, scope)
    gone = SECRETS if scope is ErasureScope.CONTACT else (*SECRETS, *OWN_WORDS)
    left = readable(office).splitlines()
    assert [(words, row) for words in gone for row in left if words in row] == []


def test_what_was_told_of_a_clue_goes_on_both_sides_and_stays_a_chain(
    office: Desk, workroom: Desk, second: Desk, sent: str, handler: str, tmp_path: Path
) -> None:
    """Answers, what was wrong with them and why the clue was not taken up name the citizen, and went down."""
    scope = ErasureScope.ALL if office.store.on_server else ErasureScope.CONTACT
    day, words = date(2026, 11, 23), "张䶮（13800000001）说的路灯"
    other, _ = register_clue(workroom, clue_content(2, contributor=Contributor(anonymous=True)))
    carry(workroom, office, tmp_path)
    casework.decline_clue(office, sent, f"{words}不归本区", "请张䶮打12345")
    curating.reconsider_clue(office, sent, f"{words}归本区")
    casework.accept_clue(office, other.id)
    casework.accept_clue(office, sent)
    curating.merge_clue(office, sent, other.id, "张䶮说的是同一件")
    casework.classify_clue(office, other.id, casework.Route.DISTRICT_URGENT)
    line, _ = casework.draft_forwarding(office, other.id, handler, limited=True)
    casework.issue_forwarding(office, line.id, day)
    casework.record_received(office, line.id, day)
    casework.record_take_over(office, line.id, day)
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, f"{words}已加装。", day)
    add_response(office, line.id, ResponseForm(PublicChannel.NOTICE_BOARD, day, f"答复{words}", "见张䶮家门口"))
    handling.reject_reply(office, line.id, f"{words}还没有亮", day)
    carry(workroom, office, tmp_path)
    heard = {other.id: len(timeline(workroom, other.id)), sent: len(timeline(workroom, sent))}
    assert words in readable(workroom)
    places = submission.news_place(workroom)
    erase(office, second, sent, scope)
    carry(workroom, office, tmp_path)
    for desk in (office, workroom):
        left = readable(desk).splitlines()
        assert [(words, row) for words in SECRETS for row in left if words in row] == []
        assert sound(desk)
    assert submission.news_place(workroom)[0] == places[0] + 1, "it was not told everything anew"
    assert len(timeline(workroom, sent)) == heard[sent] + 1
    assert len(timeline(workroom, other.id)) == heard[other.id]
    casework.record_reply(office, line.id, casework.Outcome.RESOLVED, "全部亮了。", day)
    carry(workroom, office, tmp_path)
    place, head = submission.news_place(workroom)
    assert place == places[0] + 3
    unit = workroom.installation.unit
    items = reception.downlink_page(office, unit, 0, place)
    as_before = reduce(lambda prev, item: plain_news_head(prev, item.record), items, GENESIS)
    assert as_before != head, "an earlier version takes the erased words for other ones"
    assert reception.knows_news(office, unit, place, head)
    assert reception.knows_news(office, unit, place, as_before)
    assert not reception.knows_news(office, unit, place, GENESIS)


@pytest.mark.parametrize("judged", ["before", "after"])
def test_what_came_beside_the_log_or_in_part_goes_too(
    office: Desk, workroom: Desk, second: Desk, sent: str, tmp_path: Path, clock: SetClock, judged: str
) -> None:
    """A container in quarantine holds the clue as well, and so do pieces of its attachments."""
    if office.store.on_server:
        pytest.skip("the same on a server")
    register_clue(workroom, clue_content(2))
    (tmp_path / "odd").mkdir()
    container = sync.seal_to_file(workroom, tmp_path / "odd").files[0].read_bytes()
    with office.store.reading() as tx:
        (device,) = tx.reception.devices()
    devices.quarantine(office, device, (1, 2), "file", container)
    (picture,) = find_clue(office, sent).content.attachments
    pieces = office.home / "incoming" / device.id / picture.sha256
    private_folder(pieces)
    kept = attachments_on_disk(office)
    if judged == "before":
        devices.release_device(office, device.id, "核实过了")
    erase(office, second, sent)
    assert not pieces.exists()
    assert sound(office)
    if judged == "after":
        assert attachments_on_disk(office) == 1, "nobody has looked at it yet"
        devices.release_device(office, device.id, "核实过了")
        office.close()
        office = open_home(office.home, clock, user="测试员")
    assert (kept, attachments_on_disk(office)) == (2, 0)
    assert sound(office)
    office.close()


def test_what_a_second_workstation_only_heard_of_goes_there_too(
    office: Desk, second: Desk, sent: str, tmp_path: Path, homes: Homes, clock: SetClock
) -> None:
    """It has not got the clue, so it does not know whom the words lead to: nothing of them stays."""
    if office.store.on_server:
        pytest.skip("what a workstation keeps is the same")
    beside = open_home(homes.new(Face.WORKROOM, "SY", tmp_path / "beside"), clock)
    enrol_by_hand(office, beside)
    casework.decline_clue(office, sent, "张䶮说的不归本区", "请打12345")
    carry(beside, office, tmp_path)
    assert "张䶮" in readable(beside)
    erase(office, second, sent, ErasureScope.CONTACT)
    carry(beside, office, tmp_path)
    assert "张䶮" not in readable(beside)
    assert sound(beside)
    beside.close()
