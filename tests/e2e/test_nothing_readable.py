"""After a day's work no file outside the encrypted stores says who the citizens are (safety T1, R17)."""

from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.reading import list_clues, reveal_contact
from tests.builders import clue_content
from tests.sync.helpers import enrol_by_hand, serving

NAMES = [f"区可辨{number:03d}" for number in range(40)]
PHONES = [f"1390000{number:04d}" for number in range(40)]


def test_no_name_and_no_phone_lies_open(
    workroom: Desk, office: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number, (name, phone) in enumerate(zip(NAMES, PHONES, strict=True)):
        person = Contributor(name=name, phone=phone, address=f"{name}家门前")
        clue, _ = register_clue(workroom, clue_content(number, contributor=person))
        reveal_contact(workroom, clue.id)
    save_draft(workroom, clue_content(99, contributor=Contributor(name=NAMES[0])))
    with serving(office) as server:
        enrol_by_hand(office, workroom, f"https://{server.host}:{server.port}")
        sync.seal_to_file(workroom, tmp_path)
        sync.synchronise(workroom)
    assert list_clues(office, ClueQuery()).total == len(NAMES)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 4
    for path in files:
        data = path.read_bytes() + path.name.encode()
        for text in (*NAMES, *PHONES):
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert text.encode(encoding) not in data, (path, text)
    assert not [text for text in (*NAMES, *PHONES) if text in caplog.text]
