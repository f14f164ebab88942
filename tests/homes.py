"""New homes, each made once a process and copied from then on: making one takes ten times as long."""

import shutil
from collections.abc import Callable
from pathlib import Path

from baixing_desktop.domain.units import Face
from tests.builders import SetClock, make_home


class Homes:
    """Closed homes to copy, made at the moment at which a :class:`SetClock` stands.

    Copies of one home bear one identity: a test that needs two workstations makes the second by ``new_home``.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, name: str, make: Callable[[Path], object], target: Path) -> Path:
        """Put at ``target`` what ``make`` makes at the path that it is given, when it is first asked for."""
        kept = self._folder / name
        if not kept.exists():
            make(kept)
        return Path(shutil.copytree(kept, target))

    def new(self, face: Face, unit: str, target: Path) -> Path:
        """A new home of ``unit`` at ``target``, closed."""
        return self.copy(f"{face}-{unit}", lambda home: make_home(home, face, unit, SetClock()), target)
