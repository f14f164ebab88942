"""报市情况表: what was reported to the city CPPCC and what came of it (seed 八(三)2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_HEADINGS = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("编号", 28, centre=True),
    Heading("标题", 50),
    Heading("方式", 20, centre=True),
    Heading("牵头专委会", 28),
    Heading("联合部门", 30),
    Heading("报送日期", 25, Kind.DAY),
    Heading("函号", 30),
    Heading("结果日期", 25, Kind.DAY),
    Heading("市里处理结果", 46),
)


@dataclass(frozen=True, slots=True)
class CityLine:
    """One report, without anybody's name."""

    number: str
    title: str
    kind: str
    committee: str = ""
    departments: str = ""
    reported_on: date | None = None
    letter_number: str = ""
    result_on: date | None = None
    result: str = ""


def city_ledger(lines: Sequence[CityLine], period: str, taken: Taken) -> Ledger:
    """报市情况表 as a ledger; ``period`` is such as ``2026年度``."""
    sent = sum(line.reported_on is not None for line in lines)
    answered = sum(line.result_on is not None for line in lines)
    return Ledger(
        title="“百姓提案”线索报送市政协情况表",
        left=period,
        right=f"共 {len(lines)} 件，已报送 {sent} 件，已有结果 {answered} 件",
        headings=_HEADINGS,
        rows=[
            (
                number,
                line.number,
                line.title,
                line.kind,
                line.committee,
                line.departments,
                line.reported_on,
                line.letter_number,
                line.result_on,
                line.result,
            )
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )
