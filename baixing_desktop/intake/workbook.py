"""An xlsx file's sheets, date formats and shared texts (ECMA-376, Transitional and Strict alike)."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.intake.cells import MAC_EPOCH, WINDOWS_EPOCH, is_date_format
from baixing_desktop.intake.package import Package
from baixing_desktop.intake.reading import RawRow, Reading
from baixing_desktop.intake.sheetrows import Merge, SheetRows, unescaped

_MOST_STRINGS = 5_000_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One work sheet: its name as on the tab, and the part that holds it."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class _Outline:
    """What the workbook part itself says."""

    part: str
    epoch: datetime
    sheets: tuple[Sheet, ...]


class Workbook:
    """An opened xlsx file.

    Raises:
        InputError: ``FILE_KIND`` when the container holds something else, ``FILE_TOO_LARGE``.
        ValueError, LookupError, ExpatError: a part is damaged.
    """

    def __init__(self, reading: Reading, package: Package) -> None:
        self._reading = reading
        self._package = package
        outline = _outline(reading, package)
        parts = dict(package.related(outline.part).values())
        self.sheets = outline.sheets
        self._dates = dict.fromkeys(_date_styles(package, parts.get("styles", "")), outline.epoch)
        self._strings = _shared_texts(reading, package, parts.get("sharedStrings", ""))

    @contextmanager
    def rows(self, sheet: Sheet) -> Generator[tuple[Iterator[RawRow], list[Merge]], None, None]:
        """The rows of a sheet, blank ones included, and its merged ranges, known when all rows are read."""
        reader = SheetRows(self._reading, self._dates, self._strings)
        with closing(self._package.events(sheet.part)) as events:
            yield reader.rows(events), reader.merges


def _outline(reading: Reading, package: Package) -> _Outline:
    part = next((part for kind, part in package.related("").values() if kind == "officeDocument"), "")
    if part not in package or part.endswith(".bin"):
        raise reading.wrong_kind()
    epoch = WINDOWS_EPOCH
    listed: list[tuple[str, str, bool]] = []
    with closing(package.events(part)) as events:
        if next(events)[1] != "workbook":
            raise reading.wrong_kind()
        for kind, name, attributes in events:
            if kind == "start" and name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                epoch = MAC_EPOCH
            elif kind == "start" and name == "sheet":
                hidden = attributes.get("state", "visible") != "visible"
                listed.append((attributes["name"], attributes["id"], hidden))
    related = package.related(part)
    found = ((name, *related[key], hidden) for name, key, hidden in listed if key in related)
    sheets = tuple(Sheet(name, to, hidden) for name, kind, to, hidden in found if kind == "worksheet")
    return _Outline(part, epoch, sheets)


def _date_styles(package: Package, part: str) -> Iterator[int]:
    """The cell styles that show a date."""
    if part not in package:
        return
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = False
    for kind, name, attributes in package.events(part):
        if name == "cellXfs" and kind != "text":
            inside = kind == "start"
        elif kind == "start" and name == "numFmt" and "formatCode" in attributes:
            codes[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif kind == "start" and name == "xf" and inside:
            styles.append(int(attributes.get("numFmtId", "0")))
    for style, number in enumerate(styles):
        if is_date_format(number, codes.get(number)):
            yield style


def _shared_texts(reading: Reading, package: Package, part: str) -> list[str]:
    if part not in package:
        return []
    found: list[str] = []
    room = reading.limits.characters
    for text in _string_items(reading, package, part):
        found.append(text)
        room -= len(text)
        if room < 0 or len(found) > _MOST_STRINGS:
            raise reading.too_large(f"{reading.limits.characters:,} 字")
    return found


def _string_items(reading: Reading, package: Package, part: str) -> Generator[str, None, None]:
    """The texts of the ``si`` elements, without their phonetic guides."""
    pieces: list[str] = []
    size = 0
    inside = ""
    for kind, name, _ in package.events(part):
        if kind == "text":
            if inside == "t":
                pieces.append(name)
                size += len(name)
                if size > reading.limits.cell:
                    raise reading.cell_too_long("表中")
        elif kind == "start":
            if name == "si":
                pieces, size = [], 0
            elif name in ("t", "rPh") and inside != "rPh":
                inside = name
        elif name == "si":
            yield unescaped("".join(pieces))
        elif name == inside:
            inside = ""
