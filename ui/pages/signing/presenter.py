"""Which papers are waited for, printing them, and filing what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.scans import FiledScan, LeftScan, ScanReport
from baixing_desktop.domain.signed import FIT_WORDS, PaperFit
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.scan_folder import ScanFolder
from baixing_desktop.usecases.scanning import (
    AwaitedPaper,
    awaiting_signature,
    file_by_hand,
    file_scans,
    scan_picture,
    undo_filing,
)
from baixing_desktop.work import Work

PICTURE_WIDTH = 900
_TONES = {PaperFit.SAME: "ok", PaperFit.UNCHECKED: "", PaperFit.OLDER: "bad", PaperFit.UNKNOWN: "bad"}


@dataclass(frozen=True, slots=True)
class Filed:
    """One line of the results: what was filed where, in words with a tone; ``scan`` takes it back."""

    words: str
    tone: str
    scan: FiledScan


@dataclass(frozen=True, slots=True)
class Left:
    """One line of what waits for a person; ``path`` is None when the file cannot be read at all."""

    words: str
    path: Path | None
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What became of the files of one act."""

    filed: tuple[Filed, ...]
    left: tuple[Left, ...]


class SigningPresenter:
    """Touches the store and files; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def waiting(self) -> tuple[AwaitedPaper, ...]:
        """Whose paper is waited for, by number."""
        return awaiting_signature(self._desk)

    def paper(
        self, ids: Sequence[str], work: Work, second: Confirmation | None, *, strict: bool, notice: bool
    ) -> bytes:
        """The forms of these clues as one paper; the prints are registered."""
        return attachment3(self._desk, ids, strict=strict, notice=notice, second=second, work=work)

    def file(self, paths: Sequence[Path], work: Work) -> tuple[Results, Changes]:
        """File scans and photos."""
        report, changes = file_scans(self._desk, paths, work)
        return self._results(report, {path.name: path for path in paths}), changes

    def look(self, watcher: ScanFolder, work: Work) -> tuple[Results, Changes]:
        """File what is new in a watched folder."""
        report, changes = watcher.look(self._desk, work)
        return self._results(report, {left.file_name: watcher.folder / left.file_name for left in report.left}), changes

    def file_by_hand(self, left: Left, clue_id: str) -> tuple[Filed, Changes]:
        """File what no code was found on for a clue that a person chose."""
        if left.path is None:
            raise ValueError("an unreadable file has no path")
        scan, changes = file_by_hand(self._desk, left.path, clue_id, pages=left.pages)
        return self._filed(scan), changes

    def undo(self, filed: Filed) -> tuple[FiledScan, Changes]:
        """It was the wrong clue."""
        return undo_filing(self._desk, filed.scan)

    @staticmethod
    def picture(left: Left) -> bytes:
        """The first of the pages that wait, as a JPEG."""
        if left.path is None:
            raise ValueError("an unreadable file has no picture")
        return scan_picture(left.path, page=left.pages[0] if left.pages else 1, width=PICTURE_WIDTH)

    def _results(self, report: ScanReport, paths: dict[str, Path]) -> Results:
        return Results(
            tuple(self._filed(one) for one in report.filed),
            tuple(self._left(one, paths.get(one.file_name)) for one in report.left),
        )

    @staticmethod
    def _filed(one: FiledScan) -> Filed:
        again = "（以前已归档）" if one.repeated else ""
        tone = _TONES[one.fit]
        return Filed(f"{one.file_name}{_pages(one.pages)} → {one.number}　{FIT_WORDS[one.fit]}{again}", tone, one)

    @staticmethod
    def _left(one: LeftScan, path: Path | None) -> Left:
        words = f"{one.file_name}{_pages(one.pages)}：{one.reason.removesuffix('。')}。"
        return Left(words, path if one.readable else None, one.pages)


def without(results: Results, left: Left, filed: Filed) -> Results:
    """The results once ``left`` has become ``filed``."""
    return replace(results, filed=(*results.filed, filed), left=tuple(one for one in results.left if one != left))


def _pages(pages: tuple[int, ...]) -> str:
    return f"（第 {'、'.join(map(str, pages))} 页）" if pages else ""
