"""Rows of a delimited text file (csv, tsv, txt), whichever of four delimiters it uses."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import islice

from baixing_desktop.intake.columns import header_score
from baixing_desktop.intake.encodings import Encoding, text_lines
from baixing_desktop.intake.reading import RawRow, Reading

DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 1 << 16
_HEADER_WITHIN = 20


class QuotesError(Exception):
    """The quotation marks do not pair, so the cells cannot be told apart; ``row`` is where it showed."""

    def __init__(self, row: int) -> None:
        super().__init__(f"quotation marks do not pair near row {row}")
        self.row = row


def find_delimiter(reading: Reading, encoding: Encoding, also_known: frozenset[str]) -> str:
    """The delimiter under which some row is the best header and the other rows agree with its width."""
    sample: list[str] = []
    room = _SAMPLE_CHARACTERS
    with closing(text_lines(reading, encoding)) as lines:
        for line in islice(lines, _SAMPLE_LINES):
            sample.append(line[:room])
            room -= len(line)
            if room <= 0:
                break
    return max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter, also_known))


def delimited_rows(reading: Reading, encoding: Encoding, delimiter: str) -> Iterator[RawRow]:
    """Every record with its row number as a spreadsheet would show it.

    Raises:
        QuotesError: a record cannot be read with quotation marks, or a cell is beyond all measure.
        UserError: ``CANCELLED``.
    """
    return _records(csv.reader(text_lines(reading, encoding), delimiter=delimiter, strict=True))


def unquoted_rows(reading: Reading, encoding: Encoding, delimiter: str) -> Iterator[RawRow]:
    """The same for files whose quotation marks are ordinary characters, as databases export them.

    Raises:
        QuotesError: the rows are not all of one width, so this reading is not the right one either.
        UserError: ``CANCELLED``.
    """
    lines = text_lines(reading, encoding)
    width = 0
    for number, cells in _records(csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)):
        width = width or len(cells)
        if cells and (len(cells) != width or width < 2):
            raise QuotesError(number)
        yield number, cells


def _records(records: Iterator[list[str]]) -> Iterator[RawRow]:
    number = 0
    try:
        for number, cells in enumerate(records, start=1):
            yield number, cells
    except csv.Error as error:
        raise QuotesError(number + 1) from error


def _fitness(sample: list[str], delimiter: str, also_known: frozenset[str]) -> tuple[tuple[int, int], float, int]:
    """(how good the best header row is, share of rows with its width, its width); the greatest wins."""
    rows: list[list[str]] = []
    try:
        rows.extend(row for row in csv.reader(sample, delimiter=delimiter) if any(row))
    except csv.Error:
        return (0, 0), 0.0, 0
    if not rows:
        return (0, 0), 0.0, 0
    score, at = max((header_score(row, also_known), -at) for at, row in enumerate(rows[:_HEADER_WITHIN]))
    below = rows[-at:]
    widths = Counter(map(len, below))
    usual = len(below[0]) if any(score) else widths.most_common(1)[0][0]
    return score, widths[usual] / len(below), usual
