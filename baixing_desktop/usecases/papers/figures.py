"""统计表 of a period (seed 八, 九; F53)."""

from baixing_desktop.domain.rules.figures import DIMENSIONS, STAGES, Dimension
from baixing_desktop.papers.ledgers.statistics import StatisticsLine, statistics_ledger
from baixing_desktop.usecases.papers.kinds import Counter, Gathered
from baixing_desktop.usecases.statistics import Overview, overview_in


def statistics(counter: Counter) -> Gathered:
    """统计表: no person stands on it."""
    found = overview_in(counter.desk, counter.tx, counter.period)
    period, before = found.period.words, found.period.before.words
    lines = [StatisticsLine("全部", "本期", found.totals), StatisticsLine("全部", "上期", found.earlier)]
    for dimension, groups in found.groups.items():
        lines += [StatisticsLine(DIMENSIONS[dimension], group.name, group.counts) for group in groups]
    streets = [(group.name, group.counts) for group in found.groups[Dimension.STREET]]
    ledger = statistics_ledger(lines, (period, before), _stages(found), streets, counter.taken(period))
    return Gathered(ledger, "ledger", "")


def _stages(found: Overview) -> str:
    spent = [(name, found.stages[stage]) for stage, name in STAGES.items()]
    said = [f"{name}平均{days.mean:.1f}天" for name, days in spent if days.mean is not None]
    return f"办理天数：{'，'.join(said)}。" if said else "还没有发出的转送件，没有办理天数。"
