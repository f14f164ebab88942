"""The command of hot issues: hot."""

from argparse import Namespace

from baixing_desktop.canonical import Plain
from baixing_desktop.domain.period import year_period
from baixing_desktop.terminal.opening import opened, telling
from baixing_desktop.terminal.output import Output
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.hot import HotIssue, hot_issues
from baixing_desktop.usecases.statistics import clues_of


def hot(arguments: Namespace, out: Output) -> None:
    """List what several people or streets say, with the streets and the course by month."""
    with opened(arguments) as desk:
        period = arguments.period or year_period(desk.today().year)
        found = hot_issues(desk, period, telling(), least=arguments.least)
        out.say(f"{period.words}：{found.read} 条线索，{len(found.issues)} 个热点")
        for issue in found.issues:
            _say(desk, issue, out)
        out.document(
            {
                "period": {"from": period.first.isoformat(), "to": period.last.isoformat()},
                "read": found.read,
                "issues": [_plain(issue) for issue in found.issues],
            }
        )


def _say(desk: Desk, issue: HotIssue, out: Output) -> None:
    out.say(f"{len(issue.ids)} 条\t{len(issue.streets)} 个单位\t{issue.title}\t{'、'.join(issue.words)}")
    out.say("\t" + "　".join(f"{desk.reference.unit_name(unit)} {count}" for unit, count in issue.streets))
    out.say("\t" + "　".join(f"{year}年{month}月 {count}" for (year, month), count in issue.months if count))
    out.say(f"\t近 30 天 {issue.lately} 条，再往前 30 天 {issue.before} 条")
    out.say_all(f"\t\t{clue.number}\t{clue.title}" for clue in clues_of(desk, issue.ids))


def _plain(issue: HotIssue) -> Plain:
    streets: list[Plain] = [{"unit": unit, "clues": count} for unit, count in issue.streets]
    months: list[Plain] = [{"month": f"{year}-{month:02}", "clues": count} for (year, month), count in issue.months]
    return {
        "title": issue.title,
        "words": list(issue.words),
        "ids": list(issue.ids),
        "streets": streets,
        "months": months,
        "lately": issue.lately,
        "before": issue.before,
    }
