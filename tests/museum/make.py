"""Make the museum's exhibit of the present version: ``python tests/museum/make.py VERSION``, once for each release.

An exhibit is a workroom's and an office's home with everything in them, a batch file and its receipt file. What was
made once is never made again: the tests read it for ever.
"""

import json
import shutil
import sys
from datetime import date
from pathlib import Path

MUSEUM = Path(__file__).parent
sys.path.insert(0, str(MUSEUM.parents[1]))

import sync  # noqa: E402 - found through the line above
from baixing_desktop.domain.casework import CitizenContact  # noqa: E402
from baixing_desktop.domain.lists import ClueQuery  # noqa: E402
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction  # noqa: E402
from baixing_desktop.domain.units import Face  # noqa: E402
from baixing_desktop.usecases import casework  # noqa: E402
from baixing_desktop.usecases.desk import Desk  # noqa: E402
from baixing_desktop.usecases.drafting import attach_file, register_clue, save_draft  # noqa: E402
from baixing_desktop.usecases.reading import clue_ids, find_clue  # noqa: E402
from tests.builders import SetClock, clue_content, new_home  # noqa: E402
from tests.sync.helpers import enrol_by_hand  # noqa: E402

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def main(version: str) -> None:
    """Make the exhibit of ``version``; refuses when it exists."""
    folder = MUSEUM / version
    folder.mkdir()
    clock = SetClock()
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    workroom = new_home(folder / "workroom", Face.WORKROOM, "SY", clock)
    enrol_by_hand(office, workroom)
    attachment = attach_file(workroom, "路灯.png", PICTURE)
    for number in (1, 2, 3):
        register_clue(workroom, clue_content(number, attachments=(attachment,)))
    _carry(workroom, office, folder)
    first = clue_ids(office, ClueQuery())[0]
    _work_through(office, first)
    _carry(workroom, office, folder)
    register_clue(workroom, clue_content(4))
    save_draft(workroom, clue_content(5))
    # The exhibit's own batch and receipt: sealed and answered, the answer not yet read.
    (batch,) = sync.seal_to_file(workroom, folder).files
    sync.receive_file(office, batch, folder)
    _describe(folder, workroom, office)
    _freeze(workroom, folder / "workroom")
    _freeze(office, folder / "office")


def _carry(workroom: Desk, office: Desk, folder: Path) -> None:
    for file in sync.seal_to_file(workroom, folder, ask_for_news=True).files:
        received = sync.receive_file(office, file, folder)
        sync.read_receipt_file(workroom, received.receipt_path)
        file.unlink()
        received.receipt_path.unlink()


def _work_through(office: Desk, clue_id: str) -> None:
    casework.accept_clue(office, clue_id)
    casework.classify_clue(office, clue_id, Route.DISTRICT_URGENT)
    handler = next(u.code for u in office.reference.units.values() if u.kind == "department")
    drafted, _ = casework.draft_forwarding(office, clue_id, handler, limited=True)
    day = date(2026, 11, 23)
    casework.issue_forwarding(office, drafted.id, day)
    casework.record_received(office, drafted.id, day)
    casework.record_take_over(office, drafted.id, day)
    casework.record_reply(office, drafted.id, Outcome.RESOLVED, "已加装路灯二十盏。", day)
    told = CitizenContact(ContactChannel.PHONE, day, "陈办", "", Satisfaction.SATISFIED)
    casework.record_contact(office, drafted.id, told)
    casework.close_forwarding(office, drafted.id)


def _freeze(desk: Desk, home: Path) -> None:
    """Close the record so that it is one file; an empty rollback journal may stay behind and is nothing."""
    desk.close()
    for path in home.glob("record.db-*"):
        assert path.stat().st_size == 0, path.name
        path.unlink()


def _describe(folder: Path, workroom: Desk, office: Desk) -> None:
    """What a later version must find, in words of this one."""
    described = {
        name: {
            clue_id: {
                "title": clue.content.title,
                "hash": clue.content_hash,
                "number": clue.number,
                "workroom_state": clue.workroom_state,
                "office_state": clue.office_state,
            }
            for clue_id in clue_ids(desk, ClueQuery())
            for clue in [find_clue(desk, clue_id)]
        }
        for name, desk in (("workroom", workroom), ("office", office))
    }
    text = json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if (MUSEUM / sys.argv[1]).exists():
        sys.exit("made already; an exhibit is never made again")
    try:
        main(sys.argv[1])
    except BaseException:
        shutil.rmtree(MUSEUM / sys.argv[1])
        raise
