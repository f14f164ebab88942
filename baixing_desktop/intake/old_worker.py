"""The confined child that opens old xls files. The library reads whole sheets: their size is asked first."""

import json
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import python_calamine

from baixing_desktop.confined import Answer, RefusedError, Task, serve
from baixing_desktop.intake.cells import moment_text, number_text

# The library raises its own errors and, at the worst damage, Rust's panics as exceptions.
_BREAKS = (python_calamine.CalamineError, OSError, ValueError)


def main() -> int:
    """Answer the one request on standard input."""
    return serve(_TASKS, _BREAKS)


def _read(data: bytes, *, cells: int) -> Answer:
    """Every sheet: its name, whether hidden, rows of texts from the first row on, merged ranges; ``cells`` at most."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except python_calamine.PasswordError as error:
        raise RefusedError("文件设有打开密码，请先取消密码") from error
    sheets: list[dict[str, Any]] = []
    made: list[bytes] = []
    for about in book.sheets_metadata:
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        cells -= sheet.total_height * sheet.total_width
        if cells < 0:
            raise RefusedError("表格过大")
        rows = sheet.to_python(skip_empty_area=False) if sheet.start else []
        made.append(json.dumps([[_text(value) for value in row] for row in rows]).encode())
        merges = [(left, top + 1, bottom + 1) for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()]
        hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append({"name": about.name, "hidden": hidden, "merges": merges})
    return {"sheets": sheets}, made


_TASKS: Mapping[str, Task] = {"read": _read}


def _text(value: Any) -> str:
    """A cell as the sheet shows it, in the same forms as those of an xlsx file."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, timedelta):
        value /= timedelta(days=1)
    if isinstance(value, bool):
        return str(value).upper()
    return number_text(repr(value)) if isinstance(value, int | float) else str(value)


if __name__ == "__main__":
    sys.exit(main())
