"""线索清单: the lines of the list of clues as they are looked at, as a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken


@dataclass(frozen=True, slots=True)
class ClueLine:
    """One clue; whoever fills it in masks the name."""

    number: str
    title: str
    state: str
    unit: str
    source: str
    receiver: str
    name: str
    received_on: date | None
    changed_on: date
    signed: bool


_HEADINGS = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("编号", 40),
    Heading("标题", 80),
    Heading("状态", 24),
    Heading("来自", 36),
    Heading("来源", 40),
    Heading("接收人", 36),
    Heading("反映人", 18),
    Heading("收到日期", 24, Kind.DAY),
    Heading("最近变动", 24, Kind.DAY),
    Heading("签字件", 16, centre=True),
)


def clue_list_ledger(lines: Sequence[ClueLine], taken: Taken) -> Ledger:
    """线索清单 as a ledger."""
    return Ledger(
        title="海珠区“百姓提案”线索清单",
        headings=_HEADINGS,
        rows=[
            (
                number,
                line.number,
                line.title,
                line.state,
                line.unit,
                line.source,
                line.receiver,
                line.name,
                line.received_on,
                line.changed_on,
                "已归档" if line.signed else "没有",
            )
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
        printed=False,
    )
