"""Enrolling anew: copies and restored records on both sides lose nothing, repeat nothing and end in one truth."""

import shutil
from pathlib import Path

import pytest

from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Doubt
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import casework, devices, drafting, membership, reading
from baixing_desktop.usecases.desk import Desk
from sync import enrol, look_into, make_ticket, read_receipt_file, receive_file, seal_to_file, state, synchronise
from tests.builders import SetClock, clue_content, open_home
from tests.sync.conftest import Online, Pair
from tests.sync.helpers import address_of, clues_in, exchange_by_hand, point_to, register, same_content, serving


def code_of(act: object, *arguments: object, **named: object) -> str:
    assert callable(act)
    with pytest.raises(SyncError) as caught:
        act(*arguments, **named)
    return caught.value.code


def ticket(online: Online, replaces: str | None = None) -> str:
    """What the clerk hands over."""
    return make_ticket(online.office, "SY", f"127.0.0.1:{online.server.port}", replaces).text


def copied(desk: Desk, to: Path, clock: SetClock) -> Desk:
    """The same home once more, elsewhere."""
    shutil.copytree(desk.home, to)
    return open_home(to, clock)


def put_back(desk: Desk, kept: Path, clock: SetClock) -> Desk:
    """The home as it was when ``kept`` was copied from it, in its old place."""
    desk.close()
    shutil.rmtree(desk.home)
    shutil.copytree(kept, desk.home)
    return open_home(desk.home, clock)


def numbers_in(desk: Desk) -> list[str | None]:
    return [clue.provisional_number for clue in clues_in(desk).values()]


def test_both_copies_of_a_workroom_go_on_under_names_of_their_own(
    online: Online, tmp_path: Path, clock: SetClock
) -> None:
    register(online.workroom, 2)
    synchronise(online.workroom)
    common = register(online.workroom, 1, start=5)
    clone = copied(online.workroom, tmp_path / "clone", clock)
    own, theirs = register(online.workroom, 2, start=10), register(clone, 2, start=20)
    assert own[0].provisional_number == theirs[0].provisional_number
    synchronise(online.workroom)
    assert code_of(synchronise, clone) == "BATCH_FORK"

    assert state(clone).anew
    assert code_of(synchronise, clone) == "SYNC_ENROL_ANEW"
    assert [(f.first, f.last) for f in devices.forks(online.office)] == [(3, 5)]
    # Nobody can tell which of the two is the copy, so the other one has to come anew too.
    assert code_of(synchronise, online.workroom) == "BATCH_FORK"
    for copy in (clone, online.workroom):
        enrolled = enrol(copy, ticket(online))
        assert enrolled.device_code == copy.installation.device_code
        assert synchronise(copy).confirmed >= 0
        assert not state(copy).anew
        assert state(copy).only_here == 0

    office = clues_in(online.office)
    wanted = {c.id for c in (*own, *theirs, *common)} | set(clues_in(clone))
    assert set(office) == wanted | set(clues_in(online.workroom))
    assert len(office) == 7
    assert len(set(numbers_in(online.office))) == 7
    # The number on the paper that both printed leads to one of the two, on either side.
    printed = theirs[0].provisional_number or ""
    assert reading.find_clue(clone, printed).id == theirs[0].id
    assert reading.find_clue(online.office, reading.find_clue(clone, theirs[0].id).number).id == theirs[0].id
    clone.close()


def test_a_record_that_was_put_back_is_noticed_before_it_writes(
    online: Online, tmp_path: Path, clock: SetClock
) -> None:
    register(online.workroom, 1)
    synchronise(online.workroom)
    shutil.copytree(online.workroom.home, tmp_path / "backup")
    lost = register(online.workroom, 2, start=10)
    synchronise(online.workroom)

    back = put_back(online.workroom, tmp_path / "backup", clock)
    assert back.installation.doubt is Doubt.RESTORED
    again = register(back, 1, start=30)
    assert again[0].provisional_number == lost[0].provisional_number
    assert code_of(synchronise, back) == "SYNC_ENROL_ANEW"
    assert code_of(seal_to_file, back, tmp_path) == "SYNC_ENROL_ANEW"
    enrol(back, ticket(online))
    synchronise(back)
    assert len(clues_in(online.office)) == 4
    assert len(set(numbers_in(online.office))) == 4
    assert state(back).only_here == 0
    back.close()


def test_without_a_mark_the_office_still_notices(online: Online, tmp_path: Path, clock: SetClock) -> None:
    register(online.workroom, 1)
    synchronise(online.workroom)
    shutil.copytree(online.workroom.home, tmp_path / "backup")
    register(online.workroom, 2, start=10)
    synchronise(online.workroom)
    back = open_home(tmp_path / "backup", clock)
    assert back.installation.doubt is None
    register(back, 1, start=30)
    assert code_of(synchronise, back) == "BATCH_FORK"
    enrol(back, ticket(online))
    synchronise(back)
    assert len(clues_in(online.office)) == 4
    back.close()


def test_a_copy_that_never_wrote_learns_it_from_what_the_office_has(
    online: Online, tmp_path: Path, clock: SetClock
) -> None:
    clone = copied(online.workroom, tmp_path / "clone", clock)
    register(online.workroom, 2)
    synchronise(online.workroom)
    assert code_of(synchronise, clone) == "SYNC_ENROL_ANEW"
    assert clone.installation.doubt is Doubt.RESTORED
    assert synchronise(online.workroom).confirmed == 0, "the one that wrote goes on"
    enrol(clone, ticket(online))
    register(clone, 1, start=10)
    assert synchronise(clone).confirmed == 1
    assert len(clues_in(online.office)) == 3


def test_copies_do_not_push_each_other_out_for_ever(online: Online, tmp_path: Path, clock: SetClock) -> None:
    """One copy was enrolled anew under the common name: the other learns that it needs a name of its own."""
    clone = copied(online.workroom, tmp_path / "clone", clock)
    enrol(clone, ticket(online), again=True)
    assert code_of(synchronise, online.workroom) == "BATCH_UNKNOWN_DEVICE"
    assert online.workroom.installation.doubt is Doubt.FORKED
    enrol(online.workroom, ticket(online))
    for copy in (clone, online.workroom):
        register(copy, 1, start=10)
        assert synchronise(copy).confirmed == 1
    assert clone.installation.device_id != online.workroom.installation.device_id


def test_a_number_that_both_copies_gave_is_given_anew(online: Online, tmp_path: Path, clock: SetClock) -> None:
    clone = copied(online.workroom, tmp_path / "clone", clock)
    (first,), (second,) = register(online.workroom, 1), register(clone, 1, start=10)
    assert first.provisional_number == second.provisional_number
    synchronise(online.workroom)
    enrol(clone, ticket(online), again=True)
    assert synchronise(clone).rejected == 1
    waiting = clues_in(clone)[second.id]
    assert (waiting.workroom_state, waiting.revision) == (ClueState.REGISTERED, 1)
    assert synchronise(clone).rejected == 0
    assert set(clues_in(online.office)) == {first.id, second.id}
    assert clues_in(online.office)[second.id].provisional_number == waiting.provisional_number
    # The number on the paper still leads to its clue where it was printed.
    assert reading.find_clue(clone, second.provisional_number or "").id == second.id


def test_a_restored_office_gets_again_what_it_lost(pair: Pair, tmp_path: Path, clock: SetClock) -> None:
    register(pair.workroom, 2)
    exchange_by_hand(pair.office, pair.workroom)
    pair.office.close()
    shutil.copytree(pair.office.home, tmp_path / "backup")
    office = open_home(pair.office.home, clock)
    first, *_ = clues_in(office).values()
    register(pair.workroom, 3, start=10)
    exchange_by_hand(office, pair.workroom)
    casework.accept_clue(office, first.id)
    clock.forward(hours=1)
    exchange_by_hand(office, pair.workroom)
    assert reading.find_clue(pair.workroom, first.id).formal_number == "第2026001号"

    office = put_back(office, tmp_path / "backup", clock)
    assert len(clues_in(office)) == 2
    with serving(office) as server:
        point_to(pair.workroom, address_of(server))
        clock.forward(hours=1)
        register(pair.workroom, 1, start=20)
        report = synchronise(pair.workroom)
        assert (report.confirmed, report.sent) == (1, 4)
        assert same_content(office, pair.workroom)
        # What the office no longer knows, it no longer says.
        told = reading.find_clue(pair.workroom, first.id)
        assert (told.office_state, told.formal_number) == (None, None)
        casework.accept_clue(office, list(clues_in(office))[-1])
        assert synchronise(pair.workroom).news == 1
        assert synchronise(pair.workroom).sent == 0
    assert {c.workroom_state for c in clues_in(pair.workroom).values()} == {ClueState.ACKNOWLEDGED}
    office.close()


def test_a_restored_office_is_refilled_by_files_too(pair: Pair, tmp_path: Path, clock: SetClock) -> None:
    register(pair.workroom, 1)
    exchange_by_hand(pair.office, pair.workroom)
    pair.office.close()
    shutil.copytree(pair.office.home, tmp_path / "backup")
    office = open_home(pair.office.home, clock)
    register(pair.workroom, 2, start=10)
    exchange_by_hand(office, pair.workroom)
    office = put_back(office, tmp_path / "backup", clock)
    clock.forward(hours=1)

    register(pair.workroom, 1, start=20)
    sealed = seal_to_file(pair.workroom, tmp_path)
    assert code_of(receive_file, office, sealed.files[0], tmp_path) == "BATCH_GAP"
    (refusal,) = tmp_path.glob("*.bxr")
    clock.forward(hours=1)
    read_receipt_file(pair.workroom, refusal)
    refilled = seal_to_file(pair.workroom, tmp_path)
    assert refilled.events == 3
    received = receive_file(office, refilled.files[0], tmp_path)
    assert read_receipt_file(pair.workroom, received.receipt_path).confirmed == 1
    assert same_content(office, pair.workroom)
    # The same refusal, read late, sends nothing again.
    read_receipt_file(pair.workroom, refusal)
    assert code_of(seal_to_file, pair.workroom, tmp_path) == "SYNC_NOTHING"
    office.close()


def test_an_office_that_never_heard_of_us_gets_everything(
    online: Online, office: Desk, tmp_path: Path, clock: SetClock
) -> None:
    """The office was made anew, or restored to before we were enrolled: what it had confirmed is sent once more."""
    register(online.workroom, 3)
    synchronise(online.workroom)
    register(online.workroom, 1, start=10)
    with serving(office) as server:
        fresh = Online(office, online.workroom, server)
        assert code_of(enrol, online.workroom, ticket(fresh)) == "ENROL_ALREADY"
        enrol(online.workroom, ticket(fresh), again=True)
        assert synchronise(online.workroom).confirmed == 4
        assert same_content(office, online.workroom)
        casework.return_clue(office, next(iter(clues_in(office))), "请补充地点")
        assert synchronise(online.workroom).news == 1


def test_keys_are_changed_under_the_same_name(online: Online) -> None:
    register(online.workroom, 1)
    synchronise(online.workroom)
    before = online.workroom.installation
    old_keys = online.workroom.keys
    assert code_of(enrol, online.workroom, ticket(online), again=True, new_keys=True) == "ENROL_CODE_BAD"
    enrol(online.workroom, ticket(online, before.device_id), again=True, new_keys=True)
    after = online.workroom.installation
    assert (after.device_id, after.device_code, after.epoch) == (before.device_id, before.device_code, 2)
    assert online.workroom.keys != old_keys
    register(online.workroom, 1, start=5)
    assert synchronise(online.workroom).confirmed == 1
    assert same_content(online.office, online.workroom)
    assert len(reading.devices(online.office)) == 1


def test_a_revoked_workstation_comes_back_only_by_name(online: Online) -> None:
    register(online.workroom, 1)
    device_id = online.workroom.installation.device_id
    devices.revoke_device(online.office, device_id)
    assert code_of(synchronise, online.workroom) == "BATCH_UNKNOWN_DEVICE"
    assert code_of(enrol, online.workroom, ticket(online), again=True) == "ENROL_REVOKED"
    enrol(online.workroom, ticket(online, device_id), again=True)
    assert synchronise(online.workroom).confirmed == 1


def test_a_replaced_workstation_is_shut_out(online: Online, tmp_path: Path, clock: SetClock) -> None:
    clone = copied(online.workroom, tmp_path / "clone", clock)
    membership.enter_doubt(clone, Doubt.RESTORED)
    old = online.workroom.installation.device_id
    enrol(clone, ticket(online, old))
    device = devices.device_of(online.office, old)
    assert device.replaced_by == clone.installation.device_id
    assert code_of(synchronise, online.workroom) == "BATCH_UNKNOWN_DEVICE"
    clone.close()


def test_an_answer_to_an_enrolment_may_be_lost(online: Online) -> None:
    """Asking once more gives the same device the next place, not a second device."""
    membership.enter_doubt(online.workroom, Doubt.FORKED)
    first, second = (membership.identity_for(online.workroom, new_keys=False) for _ in range(2))
    assert first == second
    assert first.device_id != online.workroom.installation.device_id


def test_a_false_alarm_can_be_lifted(online: Online, tmp_path: Path, clock: SetClock) -> None:
    clone = copied(online.workroom, tmp_path / "clone", clock)
    register(online.workroom, 1)
    register(clone, 1, start=9)
    synchronise(online.workroom)
    assert code_of(synchronise, clone) == "BATCH_FORK"
    device_id = online.workroom.installation.device_id
    devices.release_device(online.office, device_id, "另一份是误开的旧备份，已销毁")
    register(online.workroom, 1, start=5)
    assert synchronise(online.workroom).confirmed == 1
    assert [f.settlement for f in devices.forks(online.office)] == ["另一份是误开的旧备份，已销毁"]
    clone.close()


def test_a_returned_clue_keeps_its_number_when_its_workroom_comes_anew(online: Online) -> None:
    clue, *_ = register(online.workroom, 1)
    synchronise(online.workroom)
    casework.return_clue(online.office, clue.id, "请补充地点")
    synchronise(online.workroom)
    drafting.reopen_draft(online.workroom, clue.id)
    drafting.register_clue(online.workroom, clue_content(3), clue_id=clue.id)
    membership.enter_doubt(online.workroom, Doubt.RESTORED)
    enrol(online.workroom, ticket(online))
    synchronise(online.workroom)
    there = reading.find_clue(online.office, clue.id)
    assert (there.provisional_number, there.revision) == (clue.provisional_number, 2)
    assert there.office_state is OfficeState.RECEIVED


def test_a_fork_is_shown_beside_what_the_office_has(online: Online, tmp_path: Path, clock: SetClock) -> None:
    clone = copied(online.workroom, tmp_path / "clone", clock)
    register(online.workroom, 1)
    theirs, *_ = register(clone, 1, start=9)
    synchronise(online.workroom)
    assert code_of(synchronise, clone) == "BATCH_FORK"
    (fork,) = devices.forks(online.office)
    found, (event,) = look_into(online.office, fork.id)
    assert found == fork
    assert event.theirs is not None
    assert event.theirs.title == theirs.content.title
    assert event.theirs.contributor.phone == "138****0001"
    assert event.ours is None
    clone.close()
