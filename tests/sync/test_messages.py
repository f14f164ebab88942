"""What workrooms tell beside clues: it arrives once, takes effect, waits for an office that can read it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.canonical import Plain, canonical
from baixing_desktop.domain.batch import EventType, ItemResult
from baixing_desktop.domain.casework import CitizenContact
from baixing_desktop.domain.clue import Consents
from baixing_desktop.domain.messages import InboundMessage
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.states import ForwardingState
from baixing_desktop.errors import IllegalActionError, InputError, NotFoundError, StoreError
from baixing_desktop.usecases import casework, curating, mailbox, membership, messages, reading, telling
from baixing_desktop.usecases.desk import Desk
from sync import accept_answer_file, answer_file, read_receipt_file, receive_file, request_to_file, seal_to_file
from sync.wire import v2
from tests.builders import SetClock, open_home
from tests.sync.conftest import Pair
from tests.sync.helpers import exchange_by_hand, register

TOLD = CitizenContact(ContactChannel.PHONE, date(2026, 11, 23), "李联络", "反映人表示感谢", Satisfaction.SATISFIED)


@pytest.fixture
def sent(pair: Pair) -> str:
    """A clue that the office has; both sides have heard what the other understands."""
    clue, *_ = register(pair.workroom, 1)
    exchange_by_hand(pair.office, pair.workroom)
    return clue.id


def test_a_withdrawal_shows_on_both_sides(pair: Pair, sent: str) -> None:
    messages.withdraw_clue(pair.workroom, sent, "反映人要求撤回")
    assert reading.find_clue(pair.workroom, sent).withdrawn_at is not None
    assert exchange_by_hand(pair.office, pair.workroom) == 1
    assert reading.find_clue(pair.office, sent).withdrawn_at is not None
    (arrived,) = mailbox.inbound_messages(pair.office)
    assert (arrived.type, arrived.record, arrived.unit) == ("clue.withdraw", {"reason": "反映人要求撤回"}, "SY")
    (kept,) = messages.messages_of(pair.workroom, sent)
    assert kept.answer is ItemResult.ACCEPTED
    mailbox.settle_message(pair.office, arrived, "已停止办理")
    assert not mailbox.inbound_messages(pair.office)


def test_consents_change_and_the_signed_text_stays(pair: Pair, sent: str) -> None:
    before = reading.find_clue(pair.office, sent)
    messages.change_consents(pair.workroom, sent, Consents(collect=True, handover=True))
    exchange_by_hand(pair.office, pair.workroom)
    after = reading.find_clue(pair.office, sent)
    assert after.content.consents == reading.find_clue(pair.workroom, sent).content.consents
    assert after.content.consents.handover
    assert (after.content_hash, after.revision) == (before.content_hash, before.revision)


def answered(office: Desk, clue_id: str) -> None:
    """The accepted clue as far as its handler's reply."""
    casework.classify_clue(office, clue_id, Route.DISTRICT_URGENT)
    letter, _ = casework.draft_forwarding(office, clue_id, "QJYJ")
    day = date(2026, 11, 23)
    casework.issue_forwarding(office, letter.id, day)
    casework.record_received(office, letter.id, day)
    casework.record_take_over(office, letter.id, day)
    casework.record_reply(office, letter.id, Outcome.RESOLVED, "已加装路灯。", day)


def tell(pair: Pair, clue_id: str) -> InboundMessage:
    """The workroom tells the citizen; the message as it waits in the office."""
    exchange_by_hand(pair.office, pair.workroom)
    telling.record_telling(
        pair.workroom,
        clue_id,
        TOLD.channel,
        TOLD.contacted_on,
        TOLD.person,
        satisfaction=TOLD.satisfaction,
        remark=TOLD.note,
    )
    exchange_by_hand(pair.office, pair.workroom)
    (arrived,) = mailbox.inbound_messages(pair.office)
    return arrived


def test_who_was_told_can_be_entered_into_the_casework(pair: Pair, sent: str) -> None:
    office = pair.office
    casework.accept_clue(office, sent)
    answered(office, sent)
    arrived = tell(pair, sent)
    mailbox.adopt_told(office, arrived)
    (forwarding,) = reading.forwardings_of(office, sent)
    assert forwarding.state is ForwardingState.CONTACTED
    assert forwarding.contact == TOLD
    assert not mailbox.inbound_messages(office)
    for again in (lambda: mailbox.adopt_told(office, arrived), lambda: mailbox.settle_message(office, arrived, "已阅")):
        with pytest.raises((IllegalActionError, NotFoundError)):
            again()
    assert reading.forwardings_of(office, sent) == (forwarding,)


def test_told_is_entered_and_settled_together_or_not_at_all(pair: Pair, sent: str) -> None:
    """Whatever breaks between the two: the record is one that never heard of it, and it can be done again."""
    office = pair.office
    casework.accept_clue(office, sent)
    answered(office, sent)
    arrived = tell(pair, sent)
    with office.store.writing() as tx:
        tx.connection.exec_driver_sql(
            "CREATE TRIGGER broken BEFORE UPDATE ON inbound_notice BEGIN SELECT RAISE(ABORT, 'broken'); END"
        )
    before = reading.forwardings_of(office, sent), audit_length(office)
    with pytest.raises(StoreError):
        mailbox.adopt_told(office, arrived)
    assert (reading.forwardings_of(office, sent), audit_length(office)) == before
    with office.store.writing() as tx:
        tx.connection.exec_driver_sql("DROP TRIGGER broken")
    mailbox.adopt_told(office, arrived)
    assert reading.forwardings_of(office, sent)[0].state is ForwardingState.CONTACTED


def audit_length(desk: Desk) -> int:
    with desk.store.reading() as tx:
        return len(tx.audit.all())


def test_the_contributor_of_a_merged_clue_was_told(pair: Pair, sent: str) -> None:
    office = pair.office
    other, *_ = register(pair.workroom, 1)
    exchange_by_hand(office, pair.workroom)
    casework.accept_clue(office, sent)
    curating.merge_clue(office, other.id, sent)
    answered(office, sent)
    (line,) = reading.forwardings_of(office, sent)
    casework.record_contact(office, line.id, TOLD, of_clue=sent)
    mailbox.adopt_told(office, tell(pair, other.id))
    assert reading.forwardings_of(office, sent)[0].state is ForwardingState.CONTACTED


def test_requests_wait_for_the_office(pair: Pair, sent: str) -> None:
    messages.request_erasure(pair.workroom, sent, "不愿再保留", date(2026, 11, 22))
    messages.hand_over(pair.workroom, sent, "K3G", "换了联络员")
    assert exchange_by_hand(pair.office, pair.workroom) == 2
    assert [m.type for m in mailbox.inbound_messages(pair.office, clue_id=sent)] == [
        EventType.ERASE,
        EventType.HANDOVER,
    ]


def test_files_carry_messages_and_a_repeat_has_no_effect(pair: Pair, sent: str, tmp_path: Path) -> None:
    messages.withdraw_clue(pair.workroom, sent, "撤回")
    (path,) = seal_to_file(pair.workroom, tmp_path).files
    receive_file(pair.office, path, tmp_path)
    received = receive_file(pair.office, path, tmp_path)
    assert read_receipt_file(pair.workroom, received.receipt_path).confirmed == 1
    assert exchange_by_hand(pair.office, pair.workroom) == 0
    assert len(mailbox.inbound_messages(pair.office)) == 1


def test_an_older_office_is_not_told_what_it_could_not_read(pair: Pair, sent: str) -> None:
    membership.office_understands(pair.workroom, 1)
    messages.withdraw_clue(pair.workroom, sent, "撤回")
    seal_and_count = exchange_by_hand(pair.office, pair.workroom)
    assert seal_and_count == 0
    # Its answer says that it understands more by now.
    assert exchange_by_hand(pair.office, pair.workroom) == 1


def test_a_message_that_was_not_confirmed_goes_along_when_the_workroom_comes_anew(
    pair: Pair, sent: str, clock: SetClock, tmp_path: Path
) -> None:
    messages.withdraw_clue(pair.workroom, sent, "撤回")
    seal_to_file(pair.workroom, tmp_path)
    office = open_home(pair.office.home, clock)
    enrol_again(office, pair.workroom)
    assert exchange_by_hand(office, pair.workroom) == 1
    assert len(mailbox.inbound_messages(office)) == 1
    office.close()


def enrol_again(office: Desk, workroom: Desk) -> None:
    """The same workstation, the next epoch, by file."""
    request = request_to_file(workroom, workroom.home.parent, again=True)
    accept_answer_file(workroom, answer_file(office, request.path, request.code, workroom.home.parent).path)


def test_what_was_never_handed_in_is_not_withdrawn(pair: Pair) -> None:
    clue, *_ = register(pair.workroom, 1)
    with pytest.raises(IllegalActionError):
        messages.withdraw_clue(pair.workroom, clue.id, "撤回")
    with pytest.raises(InputError):
        messages.withdraw_clue(pair.workroom, clue.id, " ")


PLAIN = st.none() | st.booleans() | st.text(max_size=5) | st.integers(-9, 9) | st.lists(st.text(max_size=3), max_size=2)


@given(st.sampled_from([*EventType]), st.dictionaries(st.sampled_from(["reason", "to", "ground", "unit"]), PLAIN))
def test_any_body_is_read_or_rejected(kind: EventType, body: dict[str, Plain]) -> None:
    record: dict[str, Plain] = {"type": kind.value, "clue": "x", "actor": "y", "body": body}
    canonical(record)
    if v2.knows(kind):
        message, problem = v2.read_message(record)
        assert (message is None) == (problem is not None)


def test_keys_of_a_later_version_are_kept() -> None:
    body: dict[str, Plain] = {"unit": "SY", "reason": "撤回", "later": {"more": [1, "二"]}}
    message, problem = v2.read_message({"type": "clue.withdraw", "clue": "x", "actor": "y", "body": body})
    assert problem is None
    assert message is not None
    assert message.record == {"reason": "撤回", "later": {"more": [1, "二"]}}
