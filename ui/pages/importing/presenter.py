"""Trying a table, and bringing it in."""

from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.imports import ImportedTable
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.imported import imported_before
from baixing_desktop.usecases.importing import (
    DRAFT,
    REFUSED,
    REGISTERED,
    REPEATED,
    ImportedRow,
    ImportReport,
    import_clues,
    plan_import,
)
from baixing_desktop.work import Work
from ui.words import say_moment

USUAL_AT_OFFICE = ("ONLINE_CITY", "ONLINE_DISTRICT")
TONES = {REGISTERED: "ok", DRAFT: "warn", REPEATED: "soft", REFUSED: "bad"}


@dataclass(frozen=True, slots=True)
class Tried:
    """A table that was read through without writing anything; ``new`` rows would be brought in."""

    path: Path
    report: ImportReport
    new: int
    columns: str
    source: str
    earlier: str = ""
    """That the very same file was imported before; empty if it was not."""


class ImportPresenter:
    """Touches the store and the file; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """Where a table may come from, code and words, the usual one first; a workroom's own is not asked for."""
        if self._desk.face is not Face.OFFICE:
            return ()
        known = self._desk.reference.sources
        first = [code for code in USUAL_AT_OFFICE if code in known]
        return tuple((code, known[code].label) for code in (*first, *(code for code in known if code not in first)))

    def attempt(self, path: Path, work: Work, source: str = "") -> Tried:
        """Read the table and say what would become of each row."""
        plan = plan_import(self._desk, path, work=work, source=source)
        report, _ = import_clues(self._desk, plan, file_name=path.name, dry_run=True, work=work)
        columns = f"各列按上次的对应关系：{'，'.join(plan.mapping)}。" if plan.remembered else ""
        new, before = report.count(REGISTERED) + report.count(DRAFT), imported_before(self._desk, plan.digest)
        return Tried(path, report, new, columns, source, self._earlier(before, new) if before else "")

    def _earlier(self, before: ImportedTable, new: int) -> str:
        when = say_moment(before.at, self._desk.now())
        rest = f"只有 {new} 条是新的，只导入这些" if new else "没有新的线索可以导入"
        return f"这个文件{when} 已由{before.actor}导入过，那时登记 {before.registered + before.drafts} 条；{rest}。"

    def bring_in(self, tried: Tried, work: Work) -> tuple[ImportReport, Changes]:
        """Write what was tried. The file is read again: it may have been changed since."""
        plan = plan_import(self._desk, tried.path, work=work, source=tried.source)
        return import_clues(self._desk, plan, file_name=tried.path.name, work=work)

    def sentence(self, report: ImportReport) -> str:
        """The sum of a report; the office keeps no drafts."""
        drafts = () if self._desk.face is Face.OFFICE else (DRAFT,)
        counts = "，".join(f"{name} {report.count(name)} 条" for name in (REGISTERED, *drafts, REPEATED, REFUSED))
        blank = f"；空行 {report.blank_rows} 行" if report.blank_rows else ""
        return f"{counts}{blank}。"

    @staticmethod
    def notes(row: ImportedRow) -> str:
        """Number and remarks of a row."""
        return "；".join(words for words in (row.number, *row.notes) if words)
