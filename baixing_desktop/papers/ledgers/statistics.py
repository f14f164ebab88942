"""统计表: every figure of a period, in all and for each street, source, theme, topic and handler, with charts."""

from collections.abc import Sequence
from dataclasses import dataclass

from baixing_desktop.domain.rules.figures import ENDS, FUNNEL, MEANINGS, OUTCOMES, RESULTS, SATISFACTION, TIMELY, Counts
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken, Value

SHOWN = (*FUNNEL, *RESULTS, *TIMELY, *OUTCOMES, *SATISFACTION, *ENDS)
_GROUPS = (
    (FUNNEL, "办理"),
    (RESULTS, "成果"),
    (TIMELY, "时限"),
    (OUTCOMES, "结果"),
    (SATISFACTION, "满意度"),
    (ENDS, "其他"),
)
_HEADINGS = (
    Heading("分类", 19),
    Heading("名称", 36),
    *(
        Heading(MEANINGS[figure].title, 8.8, Kind.COUNT, group, centre=True)
        for figures, group in _GROUPS
        for figure in figures
    ),
)


@dataclass(frozen=True, slots=True)
class StatisticsLine:
    """One line: what it is told apart by (全部, 收集单位 …), whose it is, its figures."""

    kind: str
    name: str
    counts: Counts


def statistics_ledger(
    lines: Sequence[StatisticsLine],
    period: tuple[str, str],
    stages: str,
    streets: Sequence[tuple[str, Counts]],
    taken: Taken,
) -> Ledger:
    """统计表 as a ledger; ``period`` is it and the one before in words, ``stages`` say how long they took."""
    meanings = "；".join(f"{MEANINGS[one].title}：{MEANINGS[one].counts}（{MEANINGS[one].clause}）" for one in SHOWN)
    whole = lines[0].counts if lines else None
    return Ledger(
        title="“百姓提案”统计表",
        left=period[0],
        right=f"上期：{period[1]}",
        headings=_HEADINGS,
        rows=[_row(line) for line in lines],
        taken=taken,
        below=(stages, f"线索按收到的日期归入期间，数的是到现在的办理情况。{meanings}。"),
        across=True,
        dense=True,
        charts=(
            *([("从收集到成果", [(MEANINGS[one].title, whole[one]) for one in (*FUNNEL, *RESULTS)])] if whole else []),
            ("各街道收集件数", [(name, counts[FUNNEL[0]]) for name, counts in streets]),
        ),
    )


def _row(line: StatisticsLine) -> tuple[Value, ...]:
    return (line.kind, line.name, *(line.counts[figure] for figure in SHOWN))
