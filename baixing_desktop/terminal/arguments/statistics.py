"""What can be asked about figures: stats, hot."""

from datetime import date

from baixing_desktop.domain.period import parse_period
from baixing_desktop.domain.rules.figures import MEANINGS, Figure
from baixing_desktop.domain.rules.hot import LEAST
from baixing_desktop.terminal.arguments.parser import Commands, add_command, count, words


def day(text: str) -> date:
    """A day such as ``2026-11-23``.

    Raises:
        ValueError: no such day.
    """
    return date.fromisoformat(text)


def add_statistics_commands(commands: Commands) -> None:
    """The commands of figures."""
    stats = add_command(commands, "stats", "区办公室：统计一段时间收集和办理的线索，与上期比较")
    stats.add_argument(
        "--from", dest="first", type=day, required=True, metavar="日期", help="从哪一天起，如 2026-01-01"
    )
    stats.add_argument("--to", dest="last", type=day, required=True, metavar="日期", help="到哪一天止（含当天）")
    named = "、".join(f"{figure.value}（{meaning.title}）" for figure, meaning in MEANINGS.items())
    stats.add_argument("--list", choices=list(Figure), metavar="数字", help=f"列出这个数字背后的线索：{named}")
    stats.add_argument("--of", type=words, metavar="类别=代码", help="只列其中一类，如 street=SY")
    hot = add_command(commands, "hot", "区办公室：列出热点，即几条线索、几个街道都在说的同一件事，附每月条数")
    hot.add_argument(
        "--period", type=parse_period, metavar="期间", help="哪一段时间，如 2026、2026-11、2026-01..03（默认今年）"
    )
    hot.add_argument("--least", type=count, default=LEAST, metavar="条数", help=f"至少多少条才列出（默认 {LEAST}）")
