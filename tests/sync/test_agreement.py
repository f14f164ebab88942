"""Both sides count the same answers; where they do not, people are told. Wrong clocks harm nobody (R18)."""

import pytest

from baixing_desktop.clock import Clock
from baixing_desktop.domain.units import Device
from baixing_desktop.usecases import agreement, reading
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file
from sync import synchronise
from sync.batch import Room
from sync.outbox import seal_all
from sync.session import Session, require_contact
from tests.builders import SetClock, open_home
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import clues_in, deliver, exchange_by_hand, register, same_content


def device_in(office: Desk) -> Device:
    return reading.devices(office)[0]


def test_after_every_synchronisation_both_count_the_same(online: Online) -> None:
    register(online.workroom, 3)
    assert synchronise(online.workroom).agrees
    assert agreement.own_digest(online.workroom) == agreement.digest_of(online.office, device_in(online.office))
    register(online.workroom, 1, start=9)
    assert agreement.own_digest(online.workroom) is not None
    exchange_by_hand(online.office, online.workroom)
    assert not agreement.discrepancies(online.workroom)
    assert not agreement.discrepancies(online.office)


def test_a_lost_answer_is_noticed_on_both_sides_and_nothing_is_overwritten(online: Online) -> None:
    register(online.workroom, 3)
    synchronise(online.workroom)
    with online.workroom.store.writing() as tx:
        tx.connection.exec_driver_sql("UPDATE item_receipt SET receipt_number = 'XXXXXX' WHERE seq = 2")
    before = clues_in(online.office), clues_in(online.workroom)
    for _ in range(2):
        assert not synchronise(online.workroom).agrees
    assert (clues_in(online.office), clues_in(online.workroom)) == before
    (here,), (there,) = agreement.discrepancies(online.workroom), agreement.discrepancies(online.office)
    assert (here.ours, here.theirs) == (there.theirs, there.ours)
    agreement.settle_discrepancy(online.office, there.id)
    synchronise(online.workroom)
    assert [d.settled_at is None for d in agreement.discrepancies(online.office)].count(True) == 1


def test_both_compare_once_for_each_state_of_the_log_and_daily(pair: Pair, clock: SetClock) -> None:
    """Both sides read all answers for that, and a workroom asks for news a dozen times an hour."""

    def asked_to_compare() -> bool:
        request = Session(pair.workroom, require_contact(pair.workroom)).next_request()
        assert request is not None
        return request.outgoing.check is not None

    def compare() -> None:
        assert asked_to_compare()
        exchange_by_hand(pair.office, pair.workroom)
        exchange_by_hand(pair.office, pair.workroom)
        assert not asked_to_compare()

    compare()
    clock.forward(hours=23)
    assert not asked_to_compare()
    register(pair.workroom, 2)
    exchange_by_hand(pair.office, pair.workroom)
    compare()
    clock.forward(hours=24)
    compare()
    clock.forward(days=-2)
    compare()


def test_an_answer_that_comes_late_is_not_compared_with_a_log_that_has_grown(pair: Pair) -> None:
    """As when a receipt on a stick is read after newer ones came by network."""
    register(pair.workroom, 2)
    exchange_by_hand(pair.office, pair.workroom)
    session = Session(pair.workroom, require_contact(pair.workroom))
    early = session.next_request()
    assert early is not None
    late = session.verified(early, deliver(pair.office, early.container))
    register(pair.workroom, 1, start=9)
    exchange_by_hand(pair.office, pair.workroom)
    assert session.apply(late).agrees
    assert not agreement.discrepancies(pair.workroom)


@pytest.mark.parametrize("days", [-7 * 365, -1, 0, 60])
def test_a_wrong_clock_is_told_and_harms_nothing(online: Online, days: int) -> None:
    clock = SetClock()
    clock.forward(days=days, minutes=4)
    astray = open_as(online.workroom, clock)
    register(astray, 2)
    report = synchronise(astray)
    assert report.confirmed == 2
    assert report.agrees
    assert report.clock_wrong == (days * 86_400 + 240 if days else 0)
    assert device_in(online.office).skew == days * 86_400 + 240
    assert same_content(online.office, astray)
    astray.close()


def open_as(desk: Desk, clock: Clock) -> Desk:
    """The same home with another clock."""
    return open_home(desk.home, clock)


def test_the_office_sees_what_a_workstation_still_holds(online: Online) -> None:
    picture = attach_file(online.workroom, "a.png", b"\x89PNG\r\n\x1a\n")
    register(online.workroom, 3, attachments=(picture,))
    seal_all(online.workroom)
    first = Session(online.workroom, require_contact(online.workroom), Room(2, 2**20)).next_request()
    assert first is not None
    deliver(online.office, first.container)
    assert device_in(online.office).waiting_events == 1
    synchronise(online.workroom)
    assert (device_in(online.office).waiting_events, device_in(online.office).waiting_files) == (0, 0)
