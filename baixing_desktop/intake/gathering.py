"""Raw rows become clean rows of one width: blank ones counted, limits kept, lost characters found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baixing_desktop.domain.text import clean_text
from baixing_desktop.intake.reading import Reading
from baixing_desktop.intake.sheetrows import Merge

_AROUND = " \t\r\n\xa0\ufeff"
_LOST = "\N{REPLACEMENT CHARACTER}"
# A converter that knows only GBK writes “?” for the rest; after 吗呢么吧 it is more likely a question.
_PERHAPS_LOST = re.compile(r"(?<![!-~吗呢么吧])\?|(?<![吗呢么吧])\?(?=[^\x00-\x7f])")
_MOST_FILLED = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row with content: ``number`` as people count (sheet row, record or line, from 1).

    ``cells`` are clean texts, as many as the table has columns; ``surplus`` counts further filled cells.
    """

    number: int
    cells: tuple[str, ...]
    surplus: int = 0


class Gathering:
    """Takes raw rows in order; afterwards gives them as :class:`Row`."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._rows: list[tuple[int, list[str]]] = []
        self._lines = 0
        self._characters = 0
        self.blank_rows = 0
        self._blank_since = 0

    def add(self, number: int, cells: Iterable[str]) -> None:
        """Take one row; a blank one is only counted, and not at all when nothing follows it.

        Raises:
            InputError: ``FILE_TOO_LARGE`` or ``FILE_UNREADABLE`` beyond a limit.
        """
        limits = self._reading.limits
        self._lines += 1
        texts = [tidy(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            self._blank_since += 1
        else:
            self.blank_rows += self._blank_since
            self._blank_since = 0
            self._check(number, texts)
            self._rows.append((number, texts))
        if len(self._rows) > limits.rows or self._lines > limits.lines:
            raise self._reading.too_large(f"{limits.rows:,} 行")

    def fill(self, merges: Sequence[Merge]) -> None:
        """Give every row of a merged range the text of its top cell, as the sheet shows it.

        Raises:
            ValueError: more merged rows than any real sheet has.
        """
        at = dict(self._rows)
        if sum(merge.bottom - merge.top for merge in merges) > _MOST_FILLED:
            raise ValueError("merged ranges without end")
        for merge in merges:
            top = at.get(merge.top, [])
            text = top[merge.column] if merge.column < len(top) else ""
            for number in range(merge.top + 1, merge.bottom + 1):
                texts = at.get(number)
                if text and texts is not None:
                    texts.extend("" for _ in range(len(texts), merge.column + 1))
                    texts[merge.column] = texts[merge.column] or text

    def rows(self, width: int) -> tuple[Row, ...]:
        """All rows with ``width`` cells each."""
        return tuple(
            Row(
                number,
                tuple(texts[:width]) + ("",) * (width - len(texts)),
                sum(1 for text in texts[width:] if text),
            )
            for number, texts in self._rows
        )

    def _check(self, number: int, texts: list[str]) -> None:
        limits = self._reading.limits
        if len(texts) > limits.columns:
            raise self._reading.too_large(f"{limits.columns} 列")
        if any(len(text) > limits.cell for text in texts):
            raise self._reading.cell_too_long(f"第 {number} 行")
        self._characters += sum(map(len, texts))
        if self._characters > limits.characters:
            raise self._reading.too_large(f"{limits.characters:,} 字")


def tidy(cell: str) -> str:
    """A cell's text made clean, without the blanks and tabs around it; full-width blanks of a paragraph stay."""
    text = clean_text(cell).strip(_AROUND)
    return "" if text.isspace() else text


def is_damaged(text: str) -> bool:
    """Whether some of its bytes could not be read as characters."""
    return _LOST in text


def may_have_lost(text: str) -> bool:
    """Whether a question mark stands where a converter puts one for a character that GBK lacks."""
    return "?" in text and bool(_PERHAPS_LOST.search(text))


def fits_gbk(text: str) -> bool:
    """Whether GBK can write it; a file with other characters was written by something that loses none."""
    try:
        text.replace(_LOST, "").encode("gbk")
    except UnicodeEncodeError:
        return False
    return True
