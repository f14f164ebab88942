"""办理情况统计表: for each handler what is waiting, done, on time and how it ended (seed 八(四); A3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken, Value

_HEADINGS = (
    Heading("承办单位", 46),
    Heading("待接办", 14, Kind.COUNT, "办理进度"),
    Heading("办理中", 14, Kind.COUNT, "办理进度"),
    Heading("已退办", 14, Kind.COUNT, "办理进度"),
    Heading("已答复", 14, Kind.COUNT, "办理进度"),
    Heading("主办", 12, Kind.COUNT, "承办方式"),
    Heading("会办", 12, Kind.COUNT, "承办方式"),
    Heading("合计", 13, Kind.COUNT),
    Heading("超期", 13, Kind.COUNT),
    Heading("按期率", 17, Kind.SHARE),
    Heading("A", 11, Kind.COUNT, "办理结果"),
    Heading("B", 11, Kind.COUNT, "办理结果"),
    Heading("C", 11, Kind.COUNT, "办理结果"),
    Heading("满意", 13, Kind.COUNT, "满意度"),
    Heading("基本满意", 14, Kind.COUNT, "满意度"),
    Heading("不满意", 14, Kind.COUNT, "满意度"),
)


@dataclass(frozen=True, slots=True)
class HandlingCounts:
    """Counts of one handler. ``on_time`` and ``late`` count replies under a limit; ``overdue`` counts what is late
    now, answered or not."""

    waiting: int = 0
    working: int = 0
    returned: int = 0
    replied: int = 0
    lead: int = 0
    co: int = 0
    overdue: int = 0
    on_time: int = 0
    late: int = 0
    resolved: int = 0
    planned: int = 0
    reference: int = 0
    satisfied: int = 0
    fairly: int = 0
    dissatisfied: int = 0

    def __add__(self, other: "HandlingCounts") -> "HandlingCounts":
        return HandlingCounts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def punctuality(self) -> float | None:
        """按期率: the part of replies under a limit that came in time; None without any."""
        limited = self.on_time + self.late
        return self.on_time / limited if limited else None


def handling_ledger(counts: Sequence[tuple[str, HandlingCounts]], period: str, taken: Taken) -> Ledger:
    """办理情况统计表 as a ledger; ``counts`` pairs the name of each handler with its counts."""
    return Ledger(
        title="“百姓提案”办理情况统计表",
        left=period,
        right=f"承办单位 {len(counts)} 个",
        headings=_HEADINGS,
        rows=[_row(name, one) for name, one in counts],
        totals=_row("合计", sum((one for _, one in counts), HandlingCounts())),
        taken=taken,
        below=("按期率＝按期答复件数÷有时限的答复件数。办理结果：A 已解决或采纳，B 列入计划逐步解决，C 留作参考。",),
        across=True,
    )


def _row(name: str, one: HandlingCounts) -> tuple[Value, ...]:
    whole = one.waiting + one.working + one.returned + one.replied
    return (
        name,
        one.waiting,
        one.working,
        one.returned,
        one.replied,
        one.lead,
        one.co,
        whole,
        one.overdue,
        one.punctuality,
        one.resolved,
        one.planned,
        one.reference,
        one.satisfied,
        one.fairly,
        one.dissatisfied,
    )
