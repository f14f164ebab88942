"""工作简报 as a workbook: the figures of its text and charts, one a line, to reckon on with (seed 八(五)3, 九(一)5)."""

from collections.abc import Iterator

from baixing_desktop.domain.statistics import Handling
from baixing_desktop.papers.layouts.brief import Brief, whole
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, LedgerRow, Taken

_HANDLED = "承办单位的答复"
_HEADINGS = (
    Heading("部分", 30),
    Heading("项目", 60),
    Heading("件数", 14, Kind.COUNT),
    Heading("已答复", 16, Kind.COUNT, _HANDLED),
    Heading("超期", 14, Kind.COUNT, _HANDLED),
    Heading("按期率", 16, Kind.SHARE, _HANDLED),
    Heading("A 已解决或采纳", 20, Kind.COUNT, _HANDLED),
    Heading("B 列入计划", 20, Kind.COUNT, _HANDLED),
    Heading("C 留作参考", 20, Kind.COUNT, _HANDLED),
)
_REST = (None,) * 6


def brief_ledger(brief: Brief, taken: Taken) -> Ledger:
    """``brief`` as a ledger, in the order of its sections."""
    rows = list(_rows(brief))
    return Ledger(
        title=brief.title,
        left=f"{brief.issue}　{brief.issuer}",
        right=f"共 {len(rows)} 行",
        headings=_HEADINGS,
        rows=rows,
        taken=taken,
        across=True,
        printed=False,
    )


def _rows(brief: Brief) -> Iterator[LedgerRow]:
    counted = (
        ("总体情况", brief.funnel),
        ("各月收集", tuple(zip(brief.months, brief.received, strict=True))),
        ("各月办结", tuple(zip(brief.months, brief.closed, strict=True))),
        ("各单位报送", brief.by_unit),
        ("线索来源", brief.by_source),
        ("分类处理", brief.by_route),
    )
    for part, lines in counted:
        for name, count in lines:
            yield (part, name, count, *_REST)
    if brief.handlers:
        for name, one in (*brief.handlers, ("合计", whole(brief))):
            yield ("办理情况", name, *_handled(one))
    for name, count in (("公开回应（次）", brief.responses), ("协商（次）", brief.talks)):
        yield ("成果转化和协商", name, count, *_REST)
    named = (
        ("成果转化", (f"{kind}：{name}" for kind, name in brief.became)),
        ("未达到每月2条", brief.short_units),
        ("重点线索", (f"{number}　{title}" for number, title in brief.highlights)),
    )
    for part, names in named:
        for name in names:
            yield (part, name, None, *_REST)


def _handled(one: Handling) -> LedgerRow:
    return (one.whole, one.replied, one.overdue, one.punctuality, one.resolved, one.planned, one.reference)
