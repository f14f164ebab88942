"""A folder that a scanner drops files into, looked at again and again. No timer here: whoever owns it looks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from baixing_desktop.changes import Changes
from baixing_desktop.domain.scans import LeftScan, ScanReport
from baixing_desktop.errors import InputError
from baixing_desktop.files import reason_of
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.scanning import file_scans
from baixing_desktop.work import Work

DONE = "已归档"
"""The sub-folder that filed scans are moved to."""

LOOK_EVERY_S = 3
"""How often a watcher should look: a file that did not change between two looks is complete."""

LATELY = timedelta(minutes=30)
"""A scan or photo of the talk that is just being written down is not older."""
MOST_OFFERED = 6

_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".pdf"})
_State: TypeAlias = tuple[int, int]
_Left: TypeAlias = tuple[_State, tuple[LeftScan, ...]]


@dataclass
class ScanFolder:
    """The memory of one watcher: what was seen growing, and what was left for a person and why."""

    folder: Path
    _seen: dict[Path, _State] = field(default_factory=dict[Path, _State])
    _left: dict[Path, _Left] = field(default_factory=dict[Path, _Left])

    def look(self, desk: Desk, work: Work | None = None) -> tuple[ScanReport, Changes]:
        """File every complete file that is new, and move it to 已归档. The report holds only what is new.

        A file that grows is passed over until it rests; one that was left is tried again only when it changes.

        Raises:
            InputError: ``FILE_UNREADABLE``: the folder cannot be read (a stick that was pulled, a network drive).
            UserError: as :func:`file_scans`.
        """
        there = dict(_files(self.folder))
        resting = [path for path, state in there.items() if self._seen.get(path) == state and state[0]]
        self._seen = there
        self._left = {path: left for path, left in self._left.items() if there.get(path) == left[0]}
        report = ScanReport()
        new = [path for path in sorted(resting) if path not in self._left]
        for done, path in enumerate(new):
            (work or Work()).at(done, len(new), "正在识别签字件")
            one, _ = file_scans(desk, [path])
            report += self._settle(path, there[path], one)
        return report, report.changes

    @property
    def left(self) -> tuple[LeftScan, ...]:
        """Everything that still waits in the folder for a person."""
        return tuple(one for _, lefts in self._left.values() for one in lefts)

    def _settle(self, path: Path, state: _State, one: ScanReport) -> ScanReport:
        """Put a file that was filed completely away; remember the others."""
        if not one.left:
            problem = self._put_away(path)
            if problem is None:
                return one
            one += ScanReport(left=(problem,))
        self._left[path] = (state, one.left)
        return one

    def _put_away(self, path: Path) -> LeftScan | None:
        try:
            folder = self.folder / DONE
            folder.mkdir(exist_ok=True)
            path.rename(_free(folder / path.name))
        except OSError as error:
            why = f"已归档，但没有移到“{DONE}”：{reason_of(error)}"
            return LeftScan(path.name, (), why, readable=True)
        return None


@dataclass
class Arrivals:
    """What came into the folder lately, for a person to choose from; nothing is read or moved."""

    folder: Path
    _seen: dict[Path, _State] = field(default_factory=dict[Path, _State])

    def look(self, now: datetime) -> tuple[Path, ...]:
        """Complete files of the last :data:`LATELY` before ``now``, the newest first, at most :data:`MOST_OFFERED`.

        Raises:
            InputError: ``FILE_MISSING``, ``FILE_UNREADABLE``: the folder cannot be read.
        """
        there, earliest = dict(_files(self.folder)), (now - LATELY).timestamp() * 1e9
        resting = [path for path, state in there.items() if self._seen.get(path) == state and state[0]]
        self._seen = there
        lately = [path for path in resting if there[path][1] >= earliest]
        return tuple(sorted(lately, key=lambda path: there[path][1], reverse=True)[:MOST_OFFERED])


def _files(folder: Path) -> Iterator[tuple[Path, _State]]:
    try:
        for path in folder.iterdir():
            if path.suffix.lower() in _SUFFIXES and not path.name.startswith((".", "~")) and path.is_file():
                about = path.stat()
                yield path, (about.st_size, about.st_mtime_ns)
    except FileNotFoundError as error:
        if not folder.exists():
            raise InputError("FILE_MISSING", name=folder.name) from error
        # A file that went away between the listing and the look is no longer our business.
    except OSError as error:
        raise InputError("FILE_UNREADABLE", name=folder.name, reason=reason_of(error)) from error


def _free(path: Path) -> Path:
    """``path``, or with a number behind its name where it is taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}（{number}）")
    return free
