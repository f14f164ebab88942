"""线索登记台账: everything about every clue on one line (A3.2). Too wide for A4: it is a workbook."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_DIGEST = 200
"""So many characters of a long text stand in the ledger."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One clue. Contact data are masked by whoever fills it in, unless the export asks for them in full."""

    formal_number: str = ""
    provisional_number: str = ""
    registered_on: date | None = None
    title: str = ""
    analysis: str = ""
    suggestions: str = ""
    source: str = ""
    occasion: str = ""
    street: str = ""
    community: str = ""
    receiver: str = ""
    name: str = ""
    phone: str = ""
    address: str = ""
    real_name: bool = False
    topic: str = ""
    theme: str = ""
    route: str = ""
    handler: str = ""
    issued_on: date | None = None
    taken_over_on: date | None = None
    due_on: date | None = None
    replied_on: date | None = None
    outcome: str = ""
    satisfaction: str = ""
    claimed_by: str = ""
    proposal_number: str = ""
    remarks: str = ""


_HEADINGS = (
    Heading("序号", 11, Kind.COUNT, centre=True),
    Heading("正式编号", 26),
    Heading("临时编号", 40),
    Heading("登记日期", 22, Kind.DAY),
    Heading("标题", 60),
    Heading("情况分析（摘要）", 80),
    Heading("具体建议（摘要）", 80),
    Heading("一级来源", 30),
    Heading("二级场景", 26),
    Heading("街道", 20),
    Heading("社区", 24),
    Heading("接收人", 34),
    Heading("联系人", 18),
    Heading("电话", 28),
    Heading("地址", 40),
    Heading("实名", 11, centre=True),
    Heading("选题", 30),
    Heading("主题分类", 22),
    Heading("分类处理", 30),
    Heading("去向单位", 32),
    Heading("转送/交办日期", 22, Kind.DAY),
    Heading("接办日期", 22, Kind.DAY),
    Heading("时限", 22, Kind.DAY),
    Heading("答复日期", 22, Kind.DAY),
    Heading("结果", 12, centre=True),
    Heading("满意度", 18, centre=True),
    Heading("认领人", 24),
    Heading("对应提案号", 30),
    Heading("备注", 40),
)


def register_ledger(lines: Sequence[RegisterLine], taken: Taken) -> Ledger:
    """线索登记台账 as a ledger."""
    return Ledger(
        title="海珠区“百姓提案”线索登记台账",
        headings=_HEADINGS,
        rows=[_row(number, line) for number, line in enumerate(lines, 1)],
        taken=taken,
        across=True,
        printed=False,
    )


def _row(number: int, line: RegisterLine) -> tuple[int | str | date | None, ...]:
    return (
        number,
        line.formal_number,
        line.provisional_number,
        line.registered_on,
        line.title,
        _digest(line.analysis),
        _digest(line.suggestions),
        line.source,
        line.occasion,
        line.street,
        line.community,
        line.receiver,
        line.name,
        line.phone,
        line.address,
        "是" if line.real_name else "否",
        line.topic,
        line.theme,
        line.route,
        line.handler,
        line.issued_on,
        line.taken_over_on,
        line.due_on,
        line.replied_on,
        line.outcome,
        line.satisfaction,
        line.claimed_by,
        line.proposal_number,
        line.remarks,
    )


def _digest(text: str) -> str:
    return text if len(text) <= _DIGEST else f"{text[:_DIGEST]}……"
