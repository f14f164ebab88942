"""宣传报道台账 and 激励反馈台账 (seed 八(五)1, 八(五)2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_PUBLICITY = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("日期", 22, Kind.DAY),
    Heading("媒体", 40),
    Heading("级别", 18, centre=True),
    Heading("标题", 76),
    Heading("链接或版面", 50),
    Heading("相关线索", 34, centre=True),
)

_INCENTIVES = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("线索编号", 30, centre=True),
    Heading("标题", 66),
    Heading("提供人", 20, centre=True),
    Heading("采用方式", 34),
    Heading("反馈方式", 24, centre=True),
    Heading("反馈日期", 22, Kind.DAY),
    Heading("激励方式", 30),
    Heading("情况", 26),
)


@dataclass(frozen=True, slots=True)
class PublicityLine:
    """One report in the media; ``level`` is such as 中央, 省, 市, 区."""

    published_on: date | None
    medium: str
    level: str
    title: str
    reference: str = ""
    clue_number: str = ""


@dataclass(frozen=True, slots=True)
class IncentiveLine:
    """One real-name clue that was adopted; ``name`` is masked by whoever fills it in."""

    number: str
    title: str
    name: str
    adopted_as: str
    channel: str = ""
    fed_back_on: date | None = None
    reward: str = ""
    state: str = ""


def publicity_ledger(lines: Sequence[PublicityLine], period: str, taken: Taken) -> Ledger:
    """宣传报道台账 as a ledger."""
    return Ledger(
        title="“百姓提案”宣传报道台账",
        left=period,
        right=f"共 {len(lines)} 篇",
        headings=_PUBLICITY,
        rows=[
            (number, line.published_on, line.medium, line.level, line.title, line.reference, line.clue_number)
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )


def incentives_ledger(lines: Sequence[IncentiveLine], period: str, taken: Taken) -> Ledger:
    """激励反馈台账 as a ledger."""
    return Ledger(
        title="“百姓提案”激励反馈台账",
        left=period,
        right=f"共 {len(lines)} 人次",
        headings=_INCENTIVES,
        rows=[
            (
                number,
                line.number,
                line.title,
                line.name,
                line.adopted_as,
                line.channel,
                line.fed_back_on,
                line.reward,
                line.state,
            )
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        below=("群众实名提供的线索被采用的，以适当方式反馈、激励；匿名线索不参与。姓名只留姓氏。",),
        across=True,
    )
