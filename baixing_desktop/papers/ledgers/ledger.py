"""What a ledger is: typed columns, rows, and who took it out, when and by which conditions (domain.md A3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import TypeAlias


class Kind(Enum):
    """What the values of a column are; a workbook keeps the type."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    SHARE = "share"
    """A part of one, shown as a percentage."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column; ``width`` in millimetres on paper. Neighbours of one ``group`` stand under a common head."""

    label: str
    width: float = 20.0
    kind: Kind = Kind.TEXT
    group: str = ""
    centre: bool = False


@dataclass(frozen=True, slots=True)
class Short:
    """A figure that falls short of what was asked; it is shown on grey. It informs and blocks nothing."""

    value: int


Value: TypeAlias = str | int | float | date | Short | None
LedgerRow: TypeAlias = Sequence[Value]


@dataclass(frozen=True, slots=True)
class Taken:
    """导出时间, 导出人 and 筛选条件, which every ledger states."""

    at: datetime
    by: str
    conditions: str = "全部"


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger, ready to be written. ``totals`` is a last row; ``below`` stands under a printed table, ``signs``
    are the places to sign there; ``charts``, titles with their bars, follow on printed pages of their own. A ``dense``
    one is printed in smaller type and lower rows. ``printed`` is off where the columns are too many for paper."""

    title: str
    headings: Sequence[Heading]
    rows: Sequence[LedgerRow]
    taken: Taken
    left: str = ""
    right: str = ""
    totals: LedgerRow | None = None
    below: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    charts: tuple[tuple[str, Sequence[tuple[str, int]]], ...] = ()
    across: bool = False
    dense: bool = False
    printed: bool = True
