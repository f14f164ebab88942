"""年度: what goes on, what the year closed with, and the package that tells when it was changed."""

import json
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.rules import disclosure
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases.archive_check import MANIFEST, check_archive
from baixing_desktop.usecases.archiving import archive_name, archive_year
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.years import year_state
from baixing_desktop.work import Work
from tests.builders import STREETLIGHTS, refused
from tests.usecases.conftest import SECOND_PASSPHRASE

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

PERSON = STREETLIGHTS.contributor


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
