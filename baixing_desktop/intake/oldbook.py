"""An old xls file's sheets, opened in a confined child."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import cast

from baixing_desktop.confined import ask
from baixing_desktop.intake.reading import RawRow, Reading
from baixing_desktop.intake.sheetrows import Merge
from baixing_desktop.intake.workbook import Sheet

_WORKER = "baixing_desktop.intake.old_worker"
_MOST_CELLS = 5_000_000
"""Most cells of all sheets together, blank ones within the used area too."""


class OldWorkbook:
    """An opened xls file, with the same face as :class:`Workbook`.

    Raises:
        InputError: ``FILE_UNREADABLE``: damaged, guarded by a password, too large.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        answer, files = ask(_WORKER, "read", reading.path.read_bytes(), reading.path.name, cells=_MOST_CELLS)
        self._files = files
        self._merges = [[Merge(*merge) for merge in sheet["merges"]] for sheet in answer["sheets"]]
        self.sheets = tuple(
            Sheet(sheet["name"], str(number), sheet["hidden"]) for number, sheet in enumerate(answer["sheets"])
        )

    @contextmanager
    def rows(self, sheet: Sheet) -> Generator[tuple[Iterator[RawRow], list[Merge]], None, None]:
        """The rows of a sheet, blank ones included, and its merged ranges."""
        number = int(sheet.part)
        yield self._rows(number), [merge for merge in self._merges[number] if merge.bottom > merge.top]

    def _rows(self, number: int) -> Iterator[RawRow]:
        rows = cast("list[list[str]]", json.loads(self._files[number]))
        for at, texts in enumerate(rows, 1):
            self._reading.at(at, len(rows))
            yield at, texts
