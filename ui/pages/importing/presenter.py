"""Trying a table, and bringing it in."""

from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.usecases.desk import Desk
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

TONES = {REGISTERED: "ok", DRAFT: "warn", REPEATED: "soft", REFUSED: "bad"}


@dataclass(frozen=True, slots=True)
class Tried:
    """A table that was read through without writing anything; ``new`` rows would be brought in."""

    path: Path
    report: ImportReport
    new: int
    columns: str


class ImportPresenter:
    """Touches the store and the file; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def attempt(self, path: Path, work: Work) -> Tried:
        """Read the table and say what would become of each row."""
        plan = plan_import(self._desk, path, work=work)
        report, _ = import_clues(self._desk, plan, file_name=path.name, dry_run=True, work=work)
        columns = f"各列按上次的对应关系：{'，'.join(plan.mapping)}。" if plan.remembered else ""
        return Tried(path, report, report.count(REGISTERED) + report.count(DRAFT), columns)

    def bring_in(self, tried: Tried, work: Work) -> tuple[ImportReport, Changes]:
        """Write what was tried. The file is read again: it may have been changed since."""
        plan = plan_import(self._desk, tried.path, work=work)
        return import_clues(self._desk, plan, file_name=tried.path.name, work=work)

    @staticmethod
    def sentence(report: ImportReport) -> str:
        """The sum of a report."""
        counts = "，".join(f"{name} {report.count(name)} 条" for name in (REGISTERED, DRAFT, REPEATED, REFUSED))
        blank = f"；空行 {report.blank_rows} 行" if report.blank_rows else ""
        return f"{counts}{blank}。"

    @staticmethod
    def notes(row: ImportedRow) -> str:
        """Number and remarks of a row."""
        return "；".join(words for words in (row.number, *row.notes) if words)
