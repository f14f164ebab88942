"""专委会年度表: what each special committee gave in a year (seed 八(二), 九(三)3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Short, Taken, Value

PREMIUM_ASKED = 1
"""各专委会每年打造不少于1个精品 (seed 九(三)3)."""

_HEADINGS = (
    Heading("序号", 10, Kind.COUNT, centre=True),
    Heading("专门委员会", 50),
    Heading("委员报送数", 22, Kind.COUNT, centre=True),
    Heading("应报数", 18, Kind.COUNT, centre=True),
    Heading("精品数", 18, Kind.COUNT, centre=True),
    Heading("培育中", 18, Kind.COUNT, centre=True),
    Heading("转化数", 20, Kind.COUNT, centre=True),
)


@dataclass(frozen=True, slots=True)
class CommitteeLine:
    """One committee: clues its members gave against ``asked`` (None where none are asked), marks and outputs."""

    name: str
    given: int
    asked: int | None = None
    premium: int = 0
    cultivating: int = 0
    converted: int = 0


def committees_ledger(lines: Sequence[CommitteeLine], year: int, taken: Taken) -> Ledger:
    """专委会年度表 of ``year`` as a ledger."""
    return Ledger(
        title=f"{year}年专委会“百姓提案”统计表",
        left="每年每个专委会打造精品不少于1个（海协办〔2022〕4号九（三）3）",
        headings=_HEADINGS,
        rows=[_row(number, line) for number, line in enumerate(lines, 1)],
        totals=(
            None,
            "合计",
            sum(line.given for line in lines),
            sum(line.asked or 0 for line in lines) or None,
            sum(line.premium for line in lines),
            sum(line.cultivating for line in lines),
            sum(line.converted for line in lines),
        ),
        taken=taken,
        below=("灰底表示少于规定数。转化数包括提案、建议案、社情民意信息和大会发言等成果。",),
    )


def _row(number: int, line: CommitteeLine) -> tuple[Value, ...]:
    given = Short(line.given) if line.asked is not None and line.given < line.asked else line.given
    premium = Short(line.premium) if line.premium < PREMIUM_ASKED else line.premium
    return (number, line.name, given, line.asked, premium, line.cultivating, line.converted)
