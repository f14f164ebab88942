"""体检和求助 in the window: what is wrong stands first, and the bundle is kept as a file."""

import json
import zipfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.help.checkup import CheckupDialog


def test_what_is_wrong_is_shown_and_the_bundle_kept(sit: Sit, workroom_home: Path, tmp_path: Path) -> None:
    seat: Seat = sit(workroom_home).open()
    next(command for command, _ in seat.window.commands() if command.name == "体检和求助").run()
    seat.settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CheckupDialog)
    words = seat.words(dialog)
    assert words.index("备份　有问题") < words.index("加密　良好")
    assert "请现在备份一次" in words
    # The button has the focus: Enter keeps the bundle.
    seat.press("Enter")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, QFileDialog)
    kept = tmp_path / "求助包.zip"
    asked.fileSelected.emit(str(kept))
    asked.reject()
    seat.settle()
    assert seat.sees("已存为")
    with zipfile.ZipFile(kept) as bundle:
        assert json.loads(bundle.read("doctor.json"))["findings"]
