"""Enrolment by request and answer file: where no network reaches, and a stick may fall into other hands."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from baixing_desktop.domain.units import Doubt
from baixing_desktop.errors import InputError, SyncError, UserError
from baixing_desktop.ids import new_code
from baixing_desktop.usecases import devices, membership, reading
from baixing_desktop.usecases.desk import Desk
from sync import (
    accept_answer_file,
    answer_file,
    enrol,
    make_ticket,
    read_receipt_file,
    receive_file,
    request_to_file,
    seal_to_file,
    synchronise,
)
from tests.builders import SetClock, open_home
from tests.sync.helpers import clues_in, point_to, register, same_content, serving


def code_of(act: object, *arguments: object, **named: object) -> str:
    assert callable(act)
    with pytest.raises(UserError) as caught:
        act(*arguments, **named)
    return caught.value.code


def carry(office: Desk, workroom: Desk, folder: Path) -> None:
    """Report by file, with the receipt back."""
    (path,) = seal_to_file(workroom, folder).files
    read_receipt_file(workroom, receive_file(office, path, folder).receipt_path)


def test_a_workroom_without_network_enrols_and_reports(office: Desk, workroom: Desk, tmp_path: Path) -> None:
    request = request_to_file(workroom, tmp_path)
    assert request.path.name == f"登记申请-SY-{workroom.installation.device_code}.bxq"
    assert request.code.encode() not in request.path.read_bytes()
    spoken = f"{request.code[:5]}-{request.code[5:].lower()} "
    answered = answer_file(office, request.path, spoken, tmp_path)
    enrolled = accept_answer_file(workroom, answered.path)
    assert enrolled.comparison == answered.comparison
    assert (enrolled.epoch, enrolled.device_code) == (1, answered.device.device_code)
    register(workroom, 2)
    carry(office, workroom, tmp_path)
    assert same_content(office, workroom)
    assert code_of(synchronise, workroom) == "SYNC_NO_NETWORK"


def test_with_an_address_in_the_answer_the_network_works_too(office: Desk, workroom: Desk, tmp_path: Path) -> None:
    with serving(office) as server:
        request = request_to_file(workroom, tmp_path)
        answered = answer_file(office, request.path, request.code, tmp_path, f"127.0.0.1:{server.port}")
        accept_answer_file(workroom, answered.path)
        register(workroom, 1)
        assert synchronise(workroom).confirmed == 1


def test_only_the_code_opens_and_only_once(office: Desk, workroom: Desk, tmp_path: Path) -> None:
    request = request_to_file(workroom, tmp_path)
    for wrong in (new_code(10), "", "短", request.code[:-1]):
        assert code_of(answer_file, office, request.path, wrong, tmp_path) == "ENROL_CODE_BAD"
    assert not reading.devices(office)
    answered = answer_file(office, request.path, request.code, tmp_path)
    assert code_of(answer_file, office, request.path, request.code, tmp_path) == "ENROL_CODE_BAD"
    accept_answer_file(workroom, answered.path)
    assert code_of(accept_answer_file, workroom, answered.path) == "ENROL_NOT_ASKED"


def test_guessing_at_the_office_is_shut_out_for_a_while(
    office: Desk, workroom: Desk, tmp_path: Path, clock: SetClock
) -> None:
    request = request_to_file(workroom, tmp_path)
    for _ in range(5):
        assert code_of(answer_file, office, request.path, new_code(10), tmp_path) == "ENROL_CODE_BAD"
    assert code_of(answer_file, office, request.path, request.code, tmp_path) == "ENROL_WAIT"
    office.close()
    office = open_home(office.home, clock)
    assert code_of(answer_file, office, request.path, request.code, tmp_path) == "ENROL_WAIT", "another window too"
    with office.store.reading() as tx:
        assert [entry.action for entry in tx.audit.all()].count("wrong_code") == 5
    clock.moment += timedelta(minutes=15)
    accept_answer_file(workroom, answer_file(office, request.path, request.code, tmp_path).path)
    assert len(reading.devices(office)) == 1
    office.close()


def test_an_answer_of_another_office_or_to_another_request_is_not_believed(
    office: Desk, workroom: Desk, tmp_path: Path
) -> None:
    first = request_to_file(workroom, tmp_path)
    old = answer_file(office, first.path, first.code, tmp_path).path
    request_to_file(workroom, tmp_path)
    assert code_of(accept_answer_file, workroom, old) == "SYNC_BAD_ANSWER"
    (tmp_path / "x.bxa").write_bytes(b"{}")
    assert code_of(accept_answer_file, workroom, tmp_path / "x.bxa") == "SYNC_BAD_ANSWER"
    (tmp_path / "long.bxa").write_bytes(b" " * 5_000)
    with pytest.raises(InputError):
        accept_answer_file(workroom, tmp_path / "long.bxa")


def test_any_changed_byte_of_a_request_is_refused(office: Desk, workroom: Desk, tmp_path: Path) -> None:
    request = request_to_file(workroom, tmp_path)
    data = bytearray(request.path.read_bytes())
    for place in range(0, len(data), 7):
        changed = bytes([*data[:place], data[place] ^ 1, *data[place + 1 :]])
        (tmp_path / "changed.bxq").write_bytes(changed)
        with pytest.raises(SyncError):
            answer_file(office, tmp_path / "changed.bxq", request.code, tmp_path)
    assert not reading.devices(office)


def test_an_answer_that_comes_too_late_is_not_taken(
    office: Desk, workroom: Desk, tmp_path: Path, clock: SetClock
) -> None:
    request = request_to_file(workroom, tmp_path)
    answered = answer_file(office, request.path, request.code, tmp_path)
    clock.forward(days=8)
    assert code_of(accept_answer_file, workroom, answered.path) == "ENROL_NOT_ASKED"


def test_a_copy_enrols_anew_by_file(office: Desk, workroom: Desk, tmp_path: Path) -> None:
    first = request_to_file(workroom, tmp_path)
    accept_answer_file(workroom, answer_file(office, first.path, first.code, tmp_path).path)
    register(workroom, 2)
    carry(office, workroom, tmp_path)
    assert code_of(request_to_file, workroom, tmp_path) == "ENROL_ALREADY"

    register(workroom, 1, start=7)
    membership.enter_doubt(workroom, Doubt.RESTORED)
    again = request_to_file(workroom, tmp_path)
    enrolled = accept_answer_file(workroom, answer_file(office, again.path, again.code, tmp_path).path)
    assert enrolled.epoch == 2
    assert len(reading.devices(office)) == 2
    shutil.rmtree(tmp_path / "sticks", ignore_errors=True)
    (tmp_path / "sticks").mkdir()
    carry(office, workroom, tmp_path / "sticks")
    assert len(clues_in(office)) == 3


def test_a_revoked_workroom_comes_back_by_file_because_the_clerk_typed_its_code(
    office: Desk, workroom: Desk, tmp_path: Path
) -> None:
    with serving(office) as server:
        enrol(workroom, make_ticket(office, "SY", f"127.0.0.1:{server.port}").text)
    devices.revoke_device(office, workroom.installation.device_id)
    request = request_to_file(workroom, tmp_path, again=True, new_keys=True)
    accept_answer_file(workroom, answer_file(office, request.path, request.code, tmp_path).path)
    point_to(workroom, "")
    register(workroom, 1)
    carry(office, workroom, tmp_path)
    assert same_content(office, workroom)
    assert len(reading.devices(office)) == 1
