"""Choosing a file or a folder: the system's own dialog over a page, which goes on meanwhile.

``start`` is the folder that is shown first; ``chosen`` is called with what was chosen, and not at all if nothing was.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[str], object]


def choose_file(page: QWidget, title: str, start: str, kinds: str, chosen: Chosen) -> None:
    """One file that is there; ``kinds`` as in ``批次文件 (*.bxp)``."""
    dialog = QFileDialog(page, title, start, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(chosen)
    _open(dialog)


def choose_files(page: QWidget, title: str, start: str, kinds: str, chosen: Callable[[list[str]], object]) -> None:
    """One or several files that are there."""
    dialog = QFileDialog(page, title, start, kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(chosen)
    _open(dialog)


def choose_folder(page: QWidget, title: str, start: str, chosen: Chosen) -> None:
    """A folder that is there."""
    dialog = QFileDialog(page, title, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(chosen)
    _open(dialog)


def choose_name(page: QWidget, title: str, start: Path, kinds: str, chosen: Chosen) -> None:
    """A place for a new file; ``start`` is its folder and proposed name, whose ending is added if none is typed."""
    dialog = QFileDialog(page, title, str(start), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(start.suffix.lstrip("."))
    dialog.fileSelected.connect(chosen)
    _open(dialog)


def _open(dialog: QFileDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
