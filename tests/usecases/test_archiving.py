"""年度: what goes on, what the year closed with, and the package that tells when it was changed."""

import json
import signal
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.rules import disclosure
from baixing_desktop.locks import hold
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases.archive_check import MANIFEST, check_archive
from baixing_desktop.usecases.archive_files import sweep_unfinished
from baixing_desktop.usecases.archiving import archive_name, archive_year
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.scanning import file_by_hand
from baixing_desktop.usecases.years import year_state
from baixing_desktop.work import Work
from tests.builders import STREETLIGHTS, SetClock, clue_content, open_home, refused
from tests.store import test_places
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import SECOND_PASSPHRASE, carry

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

PERSON = STREETLIGHTS.contributor
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
ROOT = Path(__file__).parents[2]
small_disk = test_places.small_disk


def everything(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def tampered(path: Path, files: dict[str, bytes]) -> Path:
    """A package with these files and the list as it was."""
    with zipfile.ZipFile(path, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return path


def test_a_year_says_what_is_open_and_what_it_closed_with(office: Desk, issued: Forwarding) -> None:
    found = year_state(office, 2026)
    still = {line.name: line.count for line in found.open}
    assert (still["待审核的线索"], still["办理中的线索"], still["没有办结的提案"]) == (2, 1, 0)
    closed = {line.name: line.count for line in found.closed}
    assert (closed["收集"], closed["转送"], closed["办结"], closed["精品"]) == (3, 1, 0, 0)
    assert issued.handler
    earlier = year_state(office, 2025)
    assert {line.count for line in earlier.closed} == {0}
    assert earlier.open == found.open


def test_the_package_of_a_year_holds_papers_ledgers_and_facts_and_tells_a_change(
    office: Desk, closed: Forwarding, tmp_path: Path
) -> None:
    place, said = tmp_path / archive_name(2026, internal=False), list[str]()
    made = archive_year(office, 2026, place, work=Work(lambda done, total, what: said.append(f"{what} {done}/{total}")))
    files = everything(place)
    assert len(files) == made.files + 1
    assert "纸面/统计表.pdf" in files
    assert any("正在生成档案" in words for words in said)
    assert {name.partition("/")[0] for name in files if "/" in name} == {"纸面", "表格"}
    assert "表格/表彰名单.xlsx" not in files
    letters = load_workbook(BytesIO(files["表格/发文登记簿.xlsx"])).worksheets[0]
    assert closed.letter_number in [cell for row in letters.iter_rows(values_only=True) for cell in row]
    facts = json.loads(files["metadata.json"])
    assert (facts["year"], facts["edition"], facts["closed"]["收集"]) == (2026, "redacted", 3)
    whole = "".join("".join(page_texts(data)) for name, data in files.items() if name.endswith(".pdf"))
    assert "路灯" in whole
    told = whole + files["说明.txt"].decode() + files["metadata.json"].decode()
    assert PERSON.name not in told
    assert PERSON.phone not in told
    with office.store.reading() as tx:
        (entry,) = [one for one in tx.audit.all() if one.action == "archive_year"]
    assert entry.detail["sha256"] == made.digest
    assert entry.detail["internal"] is False

    verdict = check_archive(place)
    assert (verdict.whole, len(verdict.intact), verdict.digest) == (True, made.files, made.digest)
    spoilt = dict(files) | {"说明.txt": files["说明.txt"] + b".", "更多.txt": b"x"}
    del spoilt["纸面/统计表.pdf"]
    found = check_archive(tampered(tmp_path / "spoilt.zip", spoilt))
    assert (found.changed, found.missing, found.added) == (("说明.txt",), ("纸面/统计表.pdf",), ("更多.txt",))
    listed = files[MANIFEST].replace(b"a", b"b")
    assert not check_archive(tampered(tmp_path / "listed.zip", dict(files) | {MANIFEST: listed})).whole


def test_what_is_no_package_is_said_to_be_none(tmp_path: Path, office: Desk) -> None:
    assert office
    assert refused(lambda: check_archive(tmp_path / "none.zip")) == "FILE_MISSING"
    for number, data in enumerate((b"", b"PK\x03\x04 cut", b"no zip")):
        place = tmp_path / f"{number}.zip"
        place.write_bytes(data)
        assert refused(lambda it=place: check_archive(it)) == "FILE_UNREADABLE"
    for number, files in enumerate(({"a": b"1"}, {MANIFEST: b"no list"}, {MANIFEST: b"\xff"}, {MANIFEST: b""})):
        place = tampered(tmp_path / f"list{number}.zip", files)
        assert refused(lambda it=place: check_archive(it)) == "FILE_UNREADABLE"


def test_the_internal_edition_needs_a_purpose_and_with_many_a_second_person(
    office: Desk, closed: Forwarding, second: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert closed
    assert second
    place = tmp_path / "internal.zip"
    assert refused(lambda: archive_year(office, 2026, place, internal=True, purpose=" ")) == "INPUT_MISSING"
    assert refused(lambda: archive_year(office, 2027, place)) == "INPUT_INVALID"
    monkeypatch.setattr(disclosure, "MOST_PERSONS_ALONE", 1)
    assert refused(lambda: archive_year(office, 2026, place, internal=True, purpose="归档")) == "SECOND_PERSON_NEEDED"
    assert not place.exists()
    made = archive_year(
        office, 2026, place, internal=True, purpose="归档", second=Confirmation("王审批", SECOND_PASSPHRASE)
    )
    assert made.persons == 3
    register = load_workbook(BytesIO(everything(place)["表格/线索登记台账.xlsx"])).worksheets[0]
    assert any(PERSON.phone in str(cell) for row in register.iter_rows(values_only=True) for cell in row)


def test_a_stopped_package_leaves_nothing(office: Desk, received: tuple[str, ...], tmp_path: Path) -> None:
    assert received
    work = Work(lambda done, total, what: work.cancel() if (done, what) == (2, "正在生成档案") and total else None)
    assert refused(lambda: archive_year(office, 2026, tmp_path / "stopped.zip", work=work)) == "CANCELLED"
    assert [one.name for one in tmp_path.glob("*.zip")] == []
    assert list(tmp_path.glob(".*tmp")) == []


@pytest.fixture
def with_files(office: Desk, workroom: Desk, tmp_path: Path) -> dict[str, bytes]:
    """Two clues with files: what of them belongs into the package, by the beginnings of their places. One did not
    arrive."""
    enrol_by_hand(office, workroom)
    photo = attach_file(workroom, "路灯/CON.jpg\u202e", PHOTO)
    clue, _ = register_clue(workroom, clue_content(1, attachments=(photo,)))
    late, _ = register_clue(workroom, clue_content(2, attachments=(attach_file(workroom, "晚到.png", PHOTO + b"2"),)))
    carry(workroom, office, tmp_path)
    with office.store.reading() as tx:
        digests = [tx.clues.get(one).content.attachments[0].sha256 for one in (clue.id, late.id)]
    office.blobs.remove(digests[1])
    paper = tmp_path / "签字 页.png"
    Image.new("L", (1240, 1754), 255).save(paper)
    for _ in range(2):
        file_by_hand(office, paper, clue.id)
    kept = workroom.blobs.get(digests[0])
    return {
        f"附件/{clue.number}/1-路灯-CON.jpg": kept,
        f"签字件/{clue.number}/1-": b"",
        f"附件/{late.number}/1-晚到.png": b"",
    }


def test_the_internal_edition_has_the_files_of_the_clues(
    office: Desk, with_files: dict[str, bytes], tmp_path: Path
) -> None:
    made = archive_year(office, 2026, tmp_path / "all.zip", internal=True, purpose="归档")
    files = everything(made.path)
    photo, signed, late = with_files
    assert files[photo] == with_files[photo]
    assert [name for name in files if name.startswith("签字件/")] == [one for one in files if one.startswith(signed)]
    assert sum(name.startswith("签字件/") for name in files) == 1, "a page that was scanned again is in it once"
    assert "表格/表彰名单.xlsx" in files
    assert (made.lacking, json.loads(files["metadata.json"])["lacking"]) == ((late,), [late])
    assert late in files["说明.txt"].decode()
    assert check_archive(made.path).whole
    spoilt = tampered(tmp_path / "spoilt.zip", files | {photo: PHOTO + b"."})
    assert check_archive(spoilt).changed == (photo,)


KILLED = """
import os, signal, sys
from pathlib import Path
from baixing_desktop.usecases.archiving import archive_year
from baixing_desktop.work import Work
from tests.builders import open_home

def heard(done, total, what):
    if what == "正在存入附件":
        os.kill(os.getpid(), signal.SIGKILL)

desk = open_home(Path(sys.argv[1]))
archive_year(desk, 2026, Path(sys.argv[2]), internal=True, purpose="归档", work=Work(heard))
"""


def test_a_killed_package_passes_for_none_and_the_next_one_clears_it_away(
    office: Desk, with_files: dict[str, bytes], tmp_path: Path, clock: SetClock
) -> None:
    assert with_files
    office.close()
    place = tmp_path / "out" / "年度.zip"
    place.parent.mkdir()
    line = [sys.executable, "-c", KILLED, str(office.home), str(place)]
    assert subprocess.run(line, cwd=ROOT, check=False).returncode == -signal.SIGKILL
    (left,) = place.parent.iterdir()
    assert left.stat().st_size
    assert left.suffix == ".tmp"
    assert refused(lambda: check_archive(left)) == "FILE_UNREADABLE"
    again = open_home(office.home, clock)
    try:
        with left.open("rb") as beside:
            assert hold(beside.fileno())
            sweep_unfinished(place)
            assert left.exists(), "somebody may be writing it still"
        archive_year(again, 2026, place, internal=True, purpose="归档")
    finally:
        again.close()
    assert list(place.parent.iterdir()) == [place]
    assert check_archive(place).whole


def test_a_full_disk_is_said_and_nothing_is_left(office: Desk, received: tuple[str, ...], small_disk: Path) -> None:
    assert received
    (small_disk / "ballast").write_bytes(bytes((12 << 20) - (64 << 10)))
    assert refused(lambda: archive_year(office, 2026, small_disk / "年度.zip")) == "STORE_DISK_FULL"
    assert [one.name for one in small_disk.iterdir()] == ["ballast"]
    with office.store.reading() as tx:
        assert "archive_year" not in [entry.action for entry in tx.audit.all()]
