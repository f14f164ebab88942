"""After a day's work no file outside the encrypted stores says who the citizens are (safety T1, R17)."""

import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

import sync
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.people import Actor
from baixing_desktop.domain.states import Role
from baixing_desktop.usecases import auditing, people
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue, save_draft
from baixing_desktop.usecases.importing import import_clues, plan_import
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.reading import clue_ids, list_clues, reveal_contact
from baixing_desktop.usecases.sitting import lock, unlock
from tests.builders import CHEAP, PASSPHRASE, clue_content
from tests.sync.helpers import enrol_by_hand, serving

NAMES = [f"区可辨{number:03d}" for number in range(40)]
PHONES = [f"1390000{number:04d}" for number in range(40)]
ROOT = Path(__file__).parents[2]

_CRASH = """
import os, sys
from pathlib import Path
from baixing_desktop.clock import SystemClock
from baixing_desktop.usecases.drafting import save_draft
from baixing_desktop.usecases.setup import open_desk
from baixing_desktop.domain.clue import Contributor
from tests.builders import clue_content
desk = open_desk(Path(sys.argv[1]), passphrase=sys.argv[2], clock=SystemClock())
with desk.store.writing() as tx:
    save_draft  # loaded, as in the program
    tx.settings.put("half", sys.argv[3] * 2000, desk.now(), "x")
    os.kill(os.getpid(), 9)
"""


def a_days_work(workroom: Desk, office: Desk, folder: Path) -> None:
    """Drafts, registration, attachments, reveals, prints, an import, a search, a batch, receipts, people, a lock."""
    for number, (name, phone) in enumerate(zip(NAMES, PHONES, strict=True)):
        person = Contributor(name=name, phone=phone, address=f"{name}家门前")
        files = (attach_file(workroom, "来信.pdf", f"%PDF-1.4 {name} {phone}".encode()),) if number < 5 else ()
        clue, _ = register_clue(workroom, clue_content(number, contributor=person, attachments=files))
        reveal_contact(workroom, clue.id)
    save_draft(workroom, clue_content(99, contributor=Contributor(name=NAMES[0])))
    attachment3(workroom, clue_ids(workroom, ClueQuery())[:3])
    assert list_clues(workroom, ClueQuery(text=NAMES[7])).total >= 0
    with serving(office) as server:
        enrol_by_hand(office, workroom, f"https://{server.host}:{server.port}")
        sync.seal_to_file(workroom, folder)
        sync.synchronise(workroom)
    people.change_passphrase(workroom, PASSPHRASE, f"{PASSPHRASE}！", CHEAP)
    lock(workroom, "asked")
    unlock(workroom, f"{PASSPHRASE}！")
    auditor = replace(workroom, actor=Actor("a", "郑审计", None, Role.AUDIT_ADMIN))
    auditing.export(auditor, folder / "trail.jsonl")


def test_no_name_and_no_phone_lies_open(
    workroom: Desk, office: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    table = tmp_path.with_name(f"{tmp_path.name}-the-citys-own.csv")
    table.write_text(f"标题,情况分析,联系人,联系电话\n路灯,不亮。,{NAMES[3]},{PHONES[3]}\n", encoding="utf-8")
    import_clues(workroom, plan_import(workroom, table), file_name="导入.csv")
    a_days_work(workroom, office, tmp_path)
    line = [sys.executable, "-c", _CRASH, str(workroom.home), f"{PASSPHRASE}！", NAMES[1]]
    assert subprocess.run(line, cwd=ROOT, capture_output=True, check=False).returncode == -9
    assert list_clues(office, ClueQuery()).total == len(NAMES) + 1
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 8
    for path in files:
        data = path.read_bytes() + path.name.encode()
        for text in (*NAMES, *PHONES):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
                assert text.encode(encoding) not in data, (path, text)
    assert not [text for text in (*NAMES, *PHONES) if text in caplog.text]
