"""委员履职量化表 and 委员履职记录: a year's points by rule, and each entry for the 履职档案 (seed 八(五)2, 九(一)6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_PERSON = (Heading("序号", 9, Kind.COUNT, centre=True), Heading("姓名", 20, centre=True), Heading("专委会", 32))
_RECORD = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("姓名", 22, centre=True),
    Heading("届", 14, centre=True),
    Heading("界别", 30),
    Heading("专委会", 38),
    Heading("日期", 22, Kind.DAY),
    Heading("计分项目", 42),
    Heading("依据", 74),
    Heading("分值", 14, Kind.COUNT, centre=True),
)


@dataclass(frozen=True, slots=True)
class ScoreSum:
    """One member's year: the points by rule, in the order of the table's rules, and in all."""

    name: str
    committee: str
    points: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One entry of a member's record; ``term`` such as 16届."""

    name: str
    term: str
    sector: str
    committee: str
    on: date
    rule: str
    basis: str
    points: int


def scores_ledger(
    lines: Sequence[ScoreSum], rules: Sequence[tuple[str, int | None]], year: int, taken: Taken
) -> Ledger:
    """委员履职量化表 of ``year``; ``rules`` are their labels with the most that a year can bring (None: no limit)."""
    columns = [Heading(label, 17, Kind.COUNT, centre=True) for label, _cap in rules]
    capped = "；".join(f"{label}最多 {cap} 分" for label, cap in rules if cap is not None)
    rule = "按“百姓提案”履职计分表得出，每一分的依据见委员履职记录。"
    return Ledger(
        title=f"{year}年委员“百姓提案”履职量化表",
        left=f"{year}年",
        right=f"共 {len(lines)} 人",
        headings=(*_PERSON, *columns, Heading("合计", 15, Kind.COUNT, centre=True)),
        rows=[
            (number, line.name, line.committee, *(points or None for points in line.points), line.total)
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        below=(rule, f"年度上限：{capped}。") if capped else (rule,),
        across=True,
        dense=True,
    )


def record_ledger(lines: Sequence[RecordLine], whose: str, year: int, taken: Taken) -> Ledger:
    """委员履职记录 of ``year``, for the 履职档案; ``whose`` names the member, or says that all are meant."""
    return Ledger(
        title=f"{year}年委员“百姓提案”履职记录",
        left=whose,
        right=f"共 {len(lines)} 项",
        headings=_RECORD,
        rows=[
            (number, one.name, one.term, one.sector, one.committee, one.on, one.rule, one.basis, one.points)
            for number, one in enumerate(lines, 1)
        ],
        taken=taken,
        below=("分值按当日的计分表，未计年度上限。",),
        across=True,
        dense=True,
    )
