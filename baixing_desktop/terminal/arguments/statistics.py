"""What can be asked about figures: stats."""

from datetime import date

from baixing_desktop.domain.rules.figures import MEANINGS, Figure
from baixing_desktop.terminal.arguments.parser import Commands, add_command, words


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
