"""配额表: workrooms by months against 每月不少于2条 (seed 八(二)). It informs and blocks nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Short, Taken, Value

MONTHS = 12

_HEADINGS = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("工作室", 42),
    *(Heading(f"{month}月", 12.5, Kind.COUNT, "各月件数", centre=True) for month in range(1, MONTHS + 1)),
    Heading("累计", 14, Kind.COUNT, centre=True),
    Heading("应报", 14, Kind.COUNT, centre=True),
    Heading("缺口", 14, Kind.COUNT, centre=True),
    Heading("采用", 14, Kind.COUNT, centre=True),
)


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One workroom: clues in each of the twelve months, how many were adopted, which months have a 零报告."""

    unit: str
    months: tuple[int, ...]
    adopted: int = 0
    nil_months: frozenset[int] = frozenset()


def quota_ledger(lines: Sequence[QuotaLine], year: int, months_due: int, asked: int, taken: Taken) -> Ledger:
    """配额表 of ``year`` as a ledger; ``months_due`` months have ended or begun, ``asked`` clues are due in each."""
    rows = [_row(number, line, months_due, asked) for number, line in enumerate(lines, 1)]
    return Ledger(
        title=f"{year}年街道工作室“百姓提案”线索月度统计表",
        left=f"每月不少于{asked}条（海协办〔2022〕4号八（二））",
        right=f"统计到{months_due}月" if months_due else "",
        headings=_HEADINGS,
        rows=rows,
        totals=_totals(lines, months_due, asked),
        taken=taken,
        below=("灰底表示当月少于规定条数，“零”表示已作零报告。缺口按月计算，多报的月份不抵少报的月份。",),
        across=True,
        dense=True,
    )


def _row(number: int, line: QuotaLine, months_due: int, asked: int) -> tuple[Value, ...]:
    cells = [_cell(line, month, months_due, asked) for month in range(1, MONTHS + 1)]
    missing = _missing(line, months_due, asked)
    return (
        number,
        line.unit,
        *cells,
        sum(line.months),
        months_due * asked,
        Short(missing) if missing else 0,
        line.adopted,
    )


def _cell(line: QuotaLine, month: int, months_due: int, asked: int) -> Value:
    count = line.months[month - 1]
    if month in line.nil_months and not count:
        return "零"
    if month > months_due:
        return count or None
    return Short(count) if count < asked else count


def _missing(line: QuotaLine, months_due: int, asked: int) -> int:
    return sum(max(asked - count, 0) for count in line.months[:months_due])


def _totals(lines: Sequence[QuotaLine], months_due: int, asked: int) -> tuple[Value, ...]:
    return (
        None,
        "合计",
        *(sum(line.months[month] for line in lines) for month in range(MONTHS)),
        sum(sum(line.months) for line in lines),
        months_due * asked * len(lines),
        sum(_missing(line, months_due, asked) for line in lines),
        sum(line.adopted for line in lines),
    )
