"""成果转化台账, 公开回应台账, 协商台账 (seed 二, 八(四)2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_USES = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("日期", 22, Kind.DAY),
    Heading("转化为", 30, centre=True),
    Heading("名称", 62),
    Heading("依据", 62),
    Heading("线索编号", 28, centre=True),
    Heading("线索标题", 52),
)
_RESPONSES = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("日期", 22, Kind.DAY),
    Heading("承办单位", 38),
    Heading("渠道", 24, centre=True),
    Heading("标题", 58),
    Heading("链接或版面", 42),
    Heading("线索编号", 28, centre=True),
    Heading("线索标题", 46),
)
_TALKS = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("日期", 22, Kind.DAY),
    Heading("协商形式", 32, centre=True),
    Heading("议题", 54),
    Heading("组织单位", 36),
    Heading("协商意见", 62),
    Heading("相关线索", 30, centre=True),
    Heading("督办", 12, Kind.COUNT, centre=True),
    Heading("成果", 12, Kind.COUNT, centre=True),
)


@dataclass(frozen=True, slots=True)
class UseLine:
    """What one suggestion became: ``kind`` such as 民生实项目, called ``name``, with its ``proof``."""

    on: date
    kind: str
    name: str
    proof: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """One public response of a handler."""

    on: date
    handler: str
    channel: str
    name: str
    link: str
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One consultation: ``clues`` are numbers, ``supervised`` and ``outputs`` how many rest on it."""

    on: date
    kind: str
    title: str
    organiser: str
    summary: str
    clues: str
    supervised: int
    outputs: int


def uses_ledger(lines: Sequence[UseLine], period: str, taken: Taken) -> Ledger:
    """成果转化台账 as a ledger."""
    return Ledger(
        title="“百姓提案”成果转化台账",
        left=period,
        right=f"共 {len(lines)} 项",
        headings=_USES,
        rows=[
            (number, line.on, line.kind, line.name, line.proof, line.number, line.title)
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )


def responses_ledger(lines: Sequence[ResponseLine], period: str, taken: Taken) -> Ledger:
    """公开回应台账 as a ledger."""
    return Ledger(
        title="“百姓提案”公开回应台账",
        left=period,
        right=f"共 {len(lines)} 次",
        headings=_RESPONSES,
        rows=[
            (number, line.on, line.handler, line.channel, line.name, line.link, line.number, line.title)
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )


def consultations_ledger(lines: Sequence[TalkLine], period: str, taken: Taken) -> Ledger:
    """协商台账 as a ledger."""
    return Ledger(
        title="“百姓提案”协商台账",
        left=period,
        right=f"共 {len(lines)} 次",
        headings=_TALKS,
        rows=[
            (
                number,
                line.on,
                line.kind,
                line.title,
                line.organiser,
                line.summary,
                line.clues,
                line.supervised,
                line.outputs,
            )
            for number, line in enumerate(lines, 1)
        ],
        taken=taken,
        across=True,
    )
