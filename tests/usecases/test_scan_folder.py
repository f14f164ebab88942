"""A watched folder: half-written files wait, filed ones are put away, the others stay and are named once."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from baixing_desktop.domain.clue import Clue
from baixing_desktop.errors import InputError
from baixing_desktop.papers import page_png
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.scan_folder import DONE, ScanFolder
from baixing_desktop.usecases.scanning import signed_copy
from tests.builders import STREETLIGHTS


@pytest.fixture
def clue(workroom: Desk) -> Clue:
    return register_clue(workroom, STREETLIGHTS)[0]


@pytest.fixture
def photo(workroom: Desk, clue: Clue) -> bytes:
    out = BytesIO()
    Image.open(BytesIO(page_png(attachment3(workroom, [clue.id]), 0, 150))).convert("L").save(out, "JPEG", quality=70)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "扫描"
    made.mkdir()
    return made


def test_a_file_is_filed_when_it_rests(workroom: Desk, clue: Clue, photo: bytes, folder: Path) -> None:
    watcher, growing = ScanFolder(folder), folder / "IMG_1.JPG"
    for length in (0, len(photo) // 2, len(photo)):
        growing.write_bytes(photo[:length])
        assert watcher.look(workroom)[0].filed == ()
    report, changes = watcher.look(workroom)
    assert [one.clue_id for one in report.filed] == [clue.id]
    assert changes.touched
    assert not growing.exists()
    assert (folder / DONE / "IMG_1.JPG").read_bytes() == photo
    assert watcher.look(workroom)[0].filed == ()


def test_the_same_name_again_is_put_beside(workroom: Desk, clue: Clue, photo: bytes, folder: Path) -> None:
    watcher = ScanFolder(folder)
    for _ in range(2):
        (folder / "a.jpg").write_bytes(photo)
        watcher.look(workroom)
        watcher.look(workroom)
    assert sorted(path.name for path in (folder / DONE).iterdir()) == ["a.jpg", "a（2）.jpg"]
    assert len(signed_copy(workroom, clue.id).pieces) == 1


def test_what_is_left_is_named_once_and_tried_again_when_it_changes(
    workroom: Desk, clue: Clue, photo: bytes, folder: Path
) -> None:
    watcher, path = ScanFolder(folder), folder / "a.jpg"
    path.write_bytes(photo[:30_000])
    (folder / "说明.txt").write_text("不看", encoding="utf-8")
    (folder / "~临时.jpg").write_bytes(photo)
    watcher.look(workroom)
    assert [one.file_name for one in watcher.look(workroom)[0].left] == ["a.jpg"]
    assert watcher.look(workroom)[0].left == ()
    assert [one.file_name for one in watcher.left] == ["a.jpg"]
    path.write_bytes(photo)
    watcher.look(workroom)
    assert [one.clue_id for one in watcher.look(workroom)[0].filed] == [clue.id]
    assert watcher.left == ()
    assert sorted(p.name for p in folder.iterdir() if p.is_file()) == ["~临时.jpg", "说明.txt"]


def test_a_new_watcher_files_nothing_twice(workroom: Desk, clue: Clue, photo: bytes, folder: Path) -> None:
    (folder / DONE).write_text("这里不能放文件", encoding="utf-8")
    (folder / "a.jpg").write_bytes(photo)
    for repeated in (False, True):
        watcher = ScanFolder(folder)
        watcher.look(workroom)
        report, _ = watcher.look(workroom)
        assert [one.repeated for one in report.filed] == [repeated]
        assert DONE in report.left[0].reason
        assert watcher.look(workroom)[0].filed == ()
    assert len(signed_copy(workroom, clue.id).pieces) == 1
    assert (folder / "a.jpg").exists()


def test_a_folder_that_went_away(workroom: Desk, folder: Path) -> None:
    watcher = ScanFolder(folder)
    watcher.look(workroom)
    shutil.rmtree(folder)
    with pytest.raises(InputError) as gone:
        watcher.look(workroom)
    assert gone.value.code == "FILE_MISSING"
