"""典型案例目录 (seed 八(五)3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_HEADINGS = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("日期", 22, Kind.DAY),
    Heading("案例", 58),
    Heading("线索编号", 28, centre=True),
    Heading("来自", 26, centre=True),
    Heading("办成了什么", 74),
    Heading("报道", 12, Kind.COUNT, centre=True),
    Heading("署名", 14, centre=True),
    Heading("稿次", 12, Kind.COUNT, centre=True),
)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case: ``reports`` in the media, ``credited`` whether its contributor agreed to be named, ``draft`` the number
    of the draft that holds."""

    on: date
    title: str
    number: str
    street: str
    result: str
    reports: int
    credited: bool
    draft: int


def cases_ledger(lines: Sequence[CaseLine], period: str, taken: Taken) -> Ledger:
    """典型案例目录 as a ledger."""
    return Ledger(
        title="“百姓提案”典型案例目录",
        left=period,
        right=f"共 {len(lines)} 个",
        headings=_HEADINGS,
        rows=[
            (
                number,
                one.on,
                one.title,
                one.number,
                one.street,
                one.result,
                one.reports,
                "署名" if one.credited else "不署名",
                one.draft,
            )
            for number, one in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )
