"""A file of any supported kind becomes one :class:`Table` of named texts."""

from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TypeAlias

from baixing_desktop.errors import InputError
from baixing_desktop.intake.columns import header_score, plain_name
from baixing_desktop.intake.delimited import QuotesError, delimited_rows, find_delimiter, unquoted_rows
from baixing_desktop.intake.encodings import GB18030, Encoding, find_encoding, text_lines
from baixing_desktop.intake.gathering import Gathering, Row, fits_gbk, is_damaged, may_have_lost, tidy
from baixing_desktop.intake.jsonrows import is_object, json_rows
from baixing_desktop.intake.oldbook import OldWorkbook
from baixing_desktop.intake.package import damage_said, opened
from baixing_desktop.intake.reading import Limits, RawRow, Reading
from baixing_desktop.intake.workbook import Sheet, Workbook
from baixing_desktop.work import Work

_HEADER_WITHIN = 20
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XLS_STREAMS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_Names: TypeAlias = frozenset[str]


class FileKind(StrEnum):
    """What the bytes of the file are, whatever its name says."""

    XLSX = "xlsx"
    XLS = "xls"
    DELIMITED = "delimited"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Facts:
    """How the table was read, for the report to the person.

    ``encoding`` and ``delimiter`` are empty where there is none; ``sheet`` is the tab that was read and
    ``other_sheets`` those with rows that were not. ``header_row`` counts from 1 (0: the names stand in every row).
    ``damaged_cells`` hold U+FFFD; ``doubtful_cells`` hold a question mark that may stand for a lost character.
    ``blank_rows`` lay between rows with content.
    """

    kind: FileKind
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    header_row: int = 0
    damaged_cells: int = 0
    doubtful_cells: int = 0
    blank_rows: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of named texts: every row has one cell for each of ``columns`` (names may be empty or repeat)."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: Facts


def read_table(
    path: Path, *, also_known: Collection[str] = (), limits: Limits | None = None, work: Work | None = None
) -> Table:
    """Read xlsx, xls, csv, tsv, txt, jsonl or json; the bytes decide the kind, not the name.

    The header row is the one among the first 20 that names most fields of the form; ``also_known`` are further
    names that the user gave. Where no row names any, the first row with content is the header.

    Raises:
        InputError: ``FILE_MISSING``, ``FILE_UNREADABLE``, ``FILE_TOO_LARGE``, ``FILE_KIND``.
        UserError: ``CANCELLED``.
    """
    reading = Reading(path, limits or Limits(), work or Work())
    names = frozenset(map(plain_name, also_known))
    with reading.guarded():
        head = _first_bytes(reading)
        if head.startswith(b"PK"):
            return _xlsx_table(reading, names)
        if head == _OLD_OFFICE:
            return _old_table(reading, names)
        return _text_table(reading, names)


def _first_bytes(reading: Reading) -> bytes:
    """The first bytes of a file that is there, is a file and is not too large."""
    path = reading.path
    if not path.exists():
        raise InputError("FILE_MISSING", name=path.name)
    if not path.is_file():
        raise reading.unreadable("不是一个普通文件")
    if path.stat().st_size > reading.limits.file_bytes:
        raise reading.too_large(f"{reading.limits.file_bytes // 2**20} 兆字节")
    with path.open("rb") as stream:
        return stream.read(len(_OLD_OFFICE))


def _old_table(reading: Reading, names: _Names) -> Table:
    """An xls; an xlsx with a password and other old documents lie in the same kind of container."""
    data = reading.path.read_bytes()
    if _ENCRYPTED in data:
        raise reading.unreadable("文件设有打开密码，请先取消密码")
    if not any(stream in data for stream in _XLS_STREAMS):
        raise reading.wrong_kind()
    return _book_table(reading, OldWorkbook(reading), FileKind.XLS, names)


def _text_table(reading: Reading, names: _Names) -> Table:
    encoding = find_encoding(reading)
    with closing(text_lines(reading, encoding)) as lines:
        first = next((line for line in lines if line.strip()), "")
    if reading.path.suffix.lower() in _JSON_SUFFIXES or is_object(first):
        table = _json_table(reading, encoding)
    else:
        table = _delimited_table(reading, encoding, names)
    return _with_damage(table, perhaps_lossy=encoding is GB18030)


def _delimited_table(reading: Reading, encoding: Encoding, names: _Names) -> Table:
    delimiter = find_delimiter(reading, encoding, names)
    facts = Facts(FileKind.DELIMITED, encoding=encoding.label, delimiter=delimiter)
    try:
        return _under_header(reading, delimited_rows(reading, encoding, delimiter), names, facts)
    except QuotesError as broken:
        try:
            return _under_header(reading, unquoted_rows(reading, encoding, delimiter), names, facts)
        except QuotesError:
            raise reading.unreadable(f"第 {broken.row} 行的引号没有成对，或有一格过长") from broken


def _json_table(reading: Reading, encoding: Encoding) -> Table:
    gathering = Gathering(reading)
    columns: dict[str, int] = {}
    for number, record in json_rows(reading, text_lines(reading, encoding)):
        for name in record:
            columns.setdefault(name, len(columns))
        if len(columns) > reading.limits.columns:
            raise reading.too_large(f"{reading.limits.columns} 列")
        gathering.add(number, [record.get(name, "") for name in columns])
    facts = Facts(FileKind.JSON, encoding=encoding.label, blank_rows=gathering.blank_rows)
    return Table(tuple(map(tidy, columns)), gathering.rows(len(columns)), facts)


def _xlsx_table(reading: Reading, names: _Names) -> Table:
    with damage_said(reading), opened(reading) as package:
        return _book_table(reading, Workbook(reading, package), FileKind.XLSX, names)


def _book_table(reading: Reading, book: Workbook | OldWorkbook, kind: FileKind, names: _Names) -> Table:
    """The best sheet of a workbook."""
    tabs = [sheet for sheet in book.sheets if not sheet.hidden] or list(book.sheets)
    scores = {sheet: score for sheet in tabs if (score := _sheet_score(book, sheet, names))}
    if not scores:
        return Table((), (), Facts(kind))
    best = max(scores, key=lambda sheet: scores[sheet])
    others = tuple(sheet.name for sheet in scores if sheet is not best)
    facts = Facts(kind, sheet=best.name, other_sheets=others)
    gathering = Gathering(reading)
    with book.rows(best) as (rows, merges):
        header = _find_header(rows, names, gathering)
    gathering.fill([merge for merge in merges if merge.top > header[0]])
    return _with_damage(_finish(header, gathering, facts), perhaps_lossy=False)


def _sheet_score(book: Workbook | OldWorkbook, sheet: Sheet, names: _Names) -> tuple[int, int] | None:
    """How good a header the sheet's first rows hold; None for a sheet without content there."""
    with book.rows(sheet) as (rows, _):
        filled = [cells for _, cells in islice(rows, _HEADER_WITHIN) if any(map(str.strip, cells))]
    return max((header_score(cells, names) for cells in filled), default=None)


def _under_header(reading: Reading, rows: Iterator[RawRow], names: _Names, facts: Facts) -> Table:
    gathering = Gathering(reading)
    return _finish(_find_header(rows, names, gathering), gathering, facts)


def _find_header(rows: Iterator[RawRow], names: _Names, gathering: Gathering) -> RawRow:
    """The header row; all rows below it are gathered, those above it are titles and remarks of the sheet."""
    first = [(number, [tidy(cell) for cell in cells]) for number, cells in islice(rows, _HEADER_WITHIN)]
    filled = [row for row in first if any(row[1])]
    header = max(filled, key=lambda row: (header_score(row[1], names), -row[0]), default=(0, list[str]()))
    for number, cells in chain(first, rows):
        if number > header[0]:
            gathering.add(number, cells)
    return header


def _finish(header: RawRow, gathering: Gathering, facts: Facts) -> Table:
    number, names = header
    width = max((position + 1 for position, name in enumerate(names) if name), default=0)
    found = replace(facts, header_row=number, blank_rows=gathering.blank_rows)
    return Table(tuple(names[:width]), gathering.rows(width), found)


def _with_damage(table: Table, *, perhaps_lossy: bool) -> Table:
    """The table with its damaged cells counted, and its doubtful ones where the writer may have known GBK only."""
    cells = [cell for row in table.rows for cell in row.cells]
    damaged = sum(map(is_damaged, cells))
    doubtful = sum(map(may_have_lost, cells)) if perhaps_lossy and all(map(fits_gbk, cells)) else 0
    return replace(table, facts=replace(table.facts, damaged_cells=damaged, doubtful_cells=doubtful))
