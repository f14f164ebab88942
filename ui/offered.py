"""A batch or receipt file that somebody opened from the desktop: it waits until a person sits here, then it is read."""

from collections.abc import Callable
from pathlib import Path

from baixing_desktop.errors import InputError
from ui.windows import Windows

PAGES = {".bxp": "inbox", ".bxr": "submission"}
"""The page that reads each kind of file; it knows what to do with a path as its target."""


class Offered:
    """Holds at most one file; ``ready`` says whether somebody sits at the unlocked window."""

    def __init__(self, windows: Windows, ready: Callable[[], bool]) -> None:
        self._windows, self._ready = windows, ready
        self._file = ""

    def offer(self, file: str) -> None:
        """Read ``file`` now, or as soon as somebody sits here."""
        self._file = file
        self.look()

    def look(self) -> None:
        """Somebody may sit here now."""
        if not self._file or not self._ready():
            return
        file, self._file = self._file, ""
        page = PAGES.get(Path(file).suffix.lower(), "")
        if page in self._windows.page_names():
            self._windows.go(page, file)
        else:
            self._windows.problem(InputError("BATCH_NOT_OURS"))
