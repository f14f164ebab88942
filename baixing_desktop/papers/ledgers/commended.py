"""评选情况表 for the meeting and 表彰名单 afterwards (seed 八(五)2, 九(二)3; F59)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_NOMINEES = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("表彰类别", 32, centre=True),
    Heading("名称", 60),
    Heading("评分依据", 84),
    Heading("推荐理由", 46),
    Heading("情况", 34, centre=True),
)
_COMMENDED = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("表彰类别", 34, centre=True),
    Heading("名称", 70),
    Heading("依据", 78),
    Heading("审定会议", 40),
    Heading("审定日期", 22, Kind.DAY),
    Heading("告知日期", 22, Kind.DAY),
)


@dataclass(frozen=True, slots=True)
class CommendedLine:
    """One nomination: what it is, the figures behind it, how it stands, and what the meeting decided."""

    kind: str
    subject: str
    figures: str
    grounds: str
    state: str
    meeting: str = ""
    decided_on: date | None = None
    told_on: date | None = None


def nominees_ledger(lines: Sequence[CommendedLine], year: int, taken: Taken) -> Ledger:
    """评选情况表 of ``year``: everything that was nominated, for the meeting that decides."""
    return Ledger(
        title=f"{year}年“百姓提案”评选情况表",
        left=f"{year}年",
        right=f"共 {len(lines)} 项",
        headings=_NOMINEES,
        rows=[
            (number, one.kind, one.subject, one.figures, one.grounds, one.state) for number, one in enumerate(lines, 1)
        ],
        taken=taken,
        below=("评分依据是提名当天系统里的数量、质量和时效，供会议参考。",),
        signs=("制表", "审核", "日期"),
        across=True,
    )


def commended_ledger(lines: Sequence[CommendedLine], year: int, taken: Taken) -> Ledger:
    """表彰名单 of ``year``: what the meeting approved."""
    return Ledger(
        title=f"{year}年“百姓提案”表彰名单",
        left=f"{year}年",
        right=f"共 {len(lines)} 项",
        headings=_COMMENDED,
        rows=[
            (number, one.kind, one.subject, one.figures, one.meeting, one.decided_on, one.told_on)
            for number, one in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )
