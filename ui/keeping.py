"""Keeping what was made as a file: where, and saying that it is there."""

from collections.abc import Callable
from pathlib import Path

from baixing_desktop.files import write_durably
from ui.choosing import choose_name
from ui.jobs import Lane
from ui.shell.page import Page


def keep_as_file(page: Page, data: bytes, file_name: str, kinds: str, told: Callable[[str], object]) -> None:
    """Ask where ``data`` shall be kept, beginning in the folder of last time; ``kinds`` as ``Excel 文件 (*.xlsx)``.
    ``told`` hears in words where it is now.
    """
    preferences = page.context.preferences

    def keep(path: str) -> None:
        preferences.folder = str(Path(path).parent)
        page.ask(lambda: write_durably(Path(path), data), lambda _: told(f"已存为 {path}"), lane=Lane.PAPER)

    choose_name(page, "存为文件", Path(preferences.folder) / file_name, kinds, keep)
