"""The rows of one xlsx sheet as the texts that people see."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from baixing_desktop.intake.cells import number_text, serial_text
from baixing_desktop.intake.package import Event
from baixing_desktop.intake.reading import RawRow, Reading

_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range of several rows: its first ``column`` from 0, its ``top`` and ``bottom`` row from 1."""

    column: int
    top: int
    bottom: int


@dataclass(slots=True)
class _Cell:
    """A cell while it is being read; ``column`` counts from 1."""

    column: int
    kind: str
    style: int
    pieces: list[str] = field(default_factory=list[str])
    size: int = 0


class SheetRows:
    """Turns the events of a sheet into rows; ``merges`` is complete once the rows are.

    ``dates`` gives the epoch for each cell style that shows a date, ``strings`` are the shared texts.
    """

    def __init__(self, reading: Reading, dates: Mapping[int, datetime], strings: Sequence[str]) -> None:
        self.merges: list[Merge] = []
        self._reading = reading
        self._dates = dates
        self._strings = strings
        self._number = 0
        self._column = 0
        self._texts: list[str] = []
        self._cell: _Cell | None = None
        self._inside = ""

    def rows(self, events: Iterable[Event]) -> Iterator[RawRow]:
        """The rows that the file has, blank ones included.

        Raises:
            InputError: ``FILE_TOO_LARGE``, ``FILE_UNREADABLE``.
            ValueError, LookupError, ExpatError: the sheet is damaged.
        """
        for kind, name, attributes in events:
            if kind == "text":
                self._text(name)
            elif kind == "start":
                self._start(name, attributes)
            elif name == "row":
                yield self._number, self._texts
            else:
                self._end(name)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "row":
                self._number = _row_number(attributes.get("r"), self._number)
                self._texts, self._column = [], 0
            case "c":
                self._column = _column_number(attributes.get("r"), self._column)
                self._cell = _Cell(self._column, attributes.get("t", "n"), int(attributes.get("s", "0")))
            case "v" | "t" | "rPh" if self._inside != "rPh":
                self._inside = name
            case "mergeCell":
                self.merges.extend(_merge(attributes["ref"]))
            case _:
                pass

    def _end(self, name: str) -> None:
        if name == self._inside:
            self._inside = ""
        elif name == "c" and self._cell:
            self._place(self._cell)
            self._cell = None

    def _text(self, text: str) -> None:
        # rPh is a reading aid above the text, not the text.
        if self._cell is None or self._inside not in ("v", "t"):
            return
        self._cell.pieces.append(text)
        self._cell.size += len(text)
        if self._cell.size > self._reading.limits.cell:
            raise self._reading.cell_too_long(f"第 {self._number} 行")

    def _place(self, cell: _Cell) -> None:
        text = self._shown(cell)
        if not text:
            return
        if cell.column > self._reading.limits.columns:
            raise self._reading.too_large(f"{self._reading.limits.columns} 列")
        self._texts.extend("" for _ in range(len(self._texts), cell.column))
        self._texts[cell.column - 1] = text

    def _shown(self, cell: _Cell) -> str:
        raw = "".join(cell.pieces)
        match cell.kind:
            case "s":
                return self._strings[_index(raw)] if raw.strip() else ""
            case "inlineStr" | "str":
                return unescaped(raw)
            case "b":
                return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), "")
            case "e":
                return ""  # a formula's error is no text of the citizen's
            case "d":
                return raw.strip().replace("T", " ").removesuffix("Z").removesuffix(" 00:00:00")
            case _:
                epoch = self._dates.get(cell.style)
                return serial_text(raw.strip(), epoch) if epoch else number_text(raw)


def unescaped(text: str) -> str:
    """Undo ``_x000D_``, how the format writes characters that XML cannot."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _row_number(reference: str | None, before: int) -> int:
    number = int(reference) if reference else before + 1
    if not before < number <= _LAST_ROW:
        raise ValueError(f"row {number} after row {before}")
    return number


def _column_number(reference: str | None, before: int) -> int:
    number = _split(reference)[0] if reference else before + 1
    if not 0 < number <= _LAST_COLUMN:
        raise ValueError(f"column {number}")
    return number


def _split(reference: str) -> tuple[int, int]:
    """``B12`` → (2, 12)."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        raise ValueError(f"no cell is called {reference!r}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return column, int(found[2])


def _merge(reference: str) -> Iterator[Merge]:
    first, _, last = reference.partition(":")
    column, top = _split(first)
    bottom = _split(last)[1] if last else top
    if bottom > top:
        yield Merge(column - 1, top, bottom)


def _index(raw: str) -> int:
    index = int(raw)
    if index < 0:
        raise ValueError(f"shared text {index}")
    return index
