"""办理情况统计表: for each handler what is waiting, done, on time and how it ended (seed 八(四); A3.2)."""

from collections.abc import Sequence

from baixing_desktop.domain.statistics import Handling, together
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


def handling_ledger(counts: Sequence[tuple[str, Handling]], period: str, taken: Taken) -> Ledger:
    """办理情况统计表 as a ledger; ``counts`` pairs the name of each handler with its counts."""
    return Ledger(
        title="“百姓提案”办理情况统计表",
        left=period,
        right=f"承办单位 {len(counts)} 个",
        headings=_HEADINGS,
        rows=[_row(name, one) for name, one in counts],
        totals=_row("合计", together(one for _, one in counts)),
        taken=taken,
        below=("按期率＝按期答复件数÷有时限的答复件数。办理结果：A 已解决或采纳，B 列入计划逐步解决，C 留作参考。",),
        across=True,
    )


def _row(name: str, one: Handling) -> tuple[Value, ...]:
    return (
        name,
        one.waiting,
        one.working,
        one.returned,
        one.replied,
        one.lead,
        one.co,
        one.whole,
        one.overdue,
        one.punctuality,
        one.resolved,
        one.planned,
        one.reference,
        one.satisfied,
        one.fairly,
        one.dissatisfied,
    )
