"""What earlier versions wrote is read by this one, whole."""

import json
import shutil
from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.audit import first_fault
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import clue_ids, editable_clue, find_clue, list_clues
from tests.builders import MUSEUM_PASSPHRASE, SetClock, open_home

MUSEUM = Path(__file__).parent
EXHIBITS = sorted(path for path in MUSEUM.iterdir() if (path / "expected.json").is_file())


@pytest.fixture(params=EXHIBITS, ids=lambda path: path.name)
def exhibit(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of one exhibit: reading may upgrade it."""
    return Path(shutil.copytree(request.param, tmp_path / "exhibit"))


def test_there_is_an_exhibit() -> None:
    assert EXHIBITS


@pytest.mark.parametrize("side", ["workroom", "office"])
def test_a_kept_home_opens_and_has_everything(exhibit: Path, side: str) -> None:
    expected = json.loads((exhibit / "expected.json").read_text(encoding="utf-8"))[side]
    desk = open_home(exhibit / side, SetClock(), MUSEUM_PASSPHRASE)
    found = {clue_id: _facts(desk, clue_id) for clue_id in clue_ids(desk, ClueQuery())}
    assert found == expected
    for clue_id in found:
        for attachment in editable_clue(desk, clue_id).content.attachments:
            assert len(desk.blobs.get(attachment.sha256)) == attachment.length
    with desk.store.reading() as tx:
        assert first_fault(tx.audit.all()) is None
    desk.close()


def test_a_kept_batch_and_its_receipt_are_read(exhibit: Path, tmp_path: Path) -> None:
    office, workroom = (open_home(exhibit / side, SetClock(), MUSEUM_PASSPHRASE) for side in ("office", "workroom"))
    before = list_clues(office, ClueQuery()).total
    (batch,), (receipt,) = exhibit.glob("*.bxp"), exhibit.glob("*.bxr")
    again = sync.receive_file(office, batch, tmp_path)
    assert (again.accepted, again.rejected) == (1, 0)
    assert list_clues(office, ClueQuery()).total == before
    assert sync.read_receipt_file(workroom, receipt).confirmed == 1
    assert sync.read_receipt_file(workroom, again.receipt_path).confirmed == 0
    for desk in (office, workroom):
        desk.close()


def _facts(desk: Desk, clue_id: str) -> dict[str, object]:
    clue = find_clue(desk, clue_id)
    return {
        "title": clue.content.title,
        "hash": clue.content_hash,
        "number": clue.number,
        "workroom_state": clue.workroom_state,
        "office_state": clue.office_state,
    }
