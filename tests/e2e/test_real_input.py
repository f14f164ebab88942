"""Real proposals from a file to the office: in, on paper, sealed or sent, received exactly once."""

from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import PaperError
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.importing import REGISTERED, REPEATED, import_clues, plan_import
from baixing_desktop.usecases.printing import attachment3_each
from baixing_desktop.usecases.reading import clue_ids, editable_clue, inbound_batches, list_clues
from sync.office.certificate import certificate_of
from tests.builders import colleague, new_home
from tests.e2e.relay import relaying_twice
from tests.effort import EVERYTHING
from tests.sync.helpers import enrol_by_hand, same_content, serving

EVERY_CLUE = ClueQuery()
MAPPING = ["survey,analysis=情况分析"]
COUNT = 197 if EVERYTHING else 60
"""How many of them; always enough for what takes a second person."""
SECOND = Confirmation("王强", "沙园街道的木棉花开了B88")
"""So many people's forms are printed by two."""


@pytest.fixture
def imported(workroom: Desk, shared_data: Path, tmp_path: Path) -> Desk:
    """A workroom that imported the proposals, twice."""
    lines = (shared_data / "jiangsu_cppcc_2019" / "proposals.jsonl").read_bytes().splitlines(keepends=True)
    file = tmp_path / "proposals.jsonl"
    file.write_bytes(b"".join(lines[:COUNT]))
    first, _ = import_clues(workroom, plan_import(workroom, file, MAPPING), file_name=file.name)
    again, _ = import_clues(workroom, plan_import(workroom, file, MAPPING), file_name=file.name)
    assert (first.count(REGISTERED), again.count(REGISTERED), again.count(REPEATED)) == (COUNT, 0, COUNT)
    return workroom


def test_every_clue_has_its_form(imported: Desk) -> None:
    """That each field reads back letter for letter is proved on the same texts in tests/papers."""
    refused: list[PaperError] = []
    colleague(imported, SECOND.name, SECOND.passphrase, post=Role.LIAISON)
    ids = clue_ids(imported, EVERY_CLUE)
    forms = list(attachment3_each(imported, ids, lambda clue, error: refused.append(error), second=SECOND))
    assert not refused
    assert len({clue.id for clue, _ in forms}) == COUNT
    for clue, pdf in forms:
        printed = _squeezed("".join(page_texts(pdf)))
        assert _squeezed(clue.content.title) in printed
        assert clue.provisional_number is not None
        assert clue.provisional_number in printed


def test_every_request_twice_and_each_clue_once(imported: Desk, office: Desk) -> None:
    with (
        serving(office) as server,
        relaying_twice(certificate_of(office), server.host, server.port) as (address, forwarded),
    ):
        enrol_by_hand(office, imported, address)
        report = sync.synchronise(imported)
        again = sync.synchronise(imported)
    assert (report.sent, report.confirmed, report.rejected, again.sent) == (COUNT, COUNT, 0, 0)
    assert len([line for line in forwarded if line.startswith("POST")]) >= 4
    assert list_clues(office, EVERY_CLUE).total == COUNT
    assert len(inbound_batches(office)) == 1
    assert same_content(office, imported)
    assert all(editable_clue(imported, i).receipt_number for i in clue_ids(imported, EVERY_CLUE))


def test_by_stick_and_by_network_and_each_clue_once(imported: Desk, office: Desk, tmp_path: Path) -> None:
    with serving(office) as server:
        enrol_by_hand(office, imported, f"https://{server.host}:{server.port}")
        (file,) = sync.seal_to_file(imported, tmp_path).files
        assert sync.synchronise(imported).confirmed == COUNT
        late = sync.receive_file(office, file, tmp_path)
        assert sync.receive_file(office, file, tmp_path).accepted == COUNT
        assert sync.read_receipt_file(imported, late.receipt_path).confirmed == 0
    assert list_clues(office, EVERY_CLUE).total == COUNT
    assert same_content(office, imported)


def test_two_workrooms_keep_apart(imported: Desk, office: Desk, tmp_path: Path) -> None:
    other = new_home(tmp_path / "other", Face.WORKROOM, "PZ", imported.clock)
    with serving(office) as server:
        address = f"https://{server.host}:{server.port}"
        for desk in (imported, other):
            enrol_by_hand(office, desk, address)
            sync.synchronise(desk)
    assert list_clues(office, ClueQuery(unit="SY")).total == COUNT
    assert list_clues(other, EVERY_CLUE).total == 0
    other.close()


def _squeezed(text: str) -> str:
    return "".join(text.split())
