"""What can be asked about suggestions: suggest."""

from argparse import Namespace
from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command, words


def add_suggestion_commands(commands: Commands) -> None:
    """The command of suggestions."""
    suggest = add_command(commands, "suggest", "区办公室：按以往的决定，对一条线索的分类和承办单位作出建议")
    suggest.add_argument("id", nargs="?", type=words, metavar="编号")
    suggest.add_argument("--train", type=Path, metavar="文件", help="用这份已分类的 jsonl 学习（title、text、label）")
    suggest.add_argument("--test", type=Path, metavar="文件", help="再用这份 jsonl 检验，给出正确率和把握是否可信")


def check_suggestion(parser: ChineseParser, arguments: Namespace) -> None:
    """A clue, or both files."""
    files = [arguments.train is not None, arguments.test is not None]
    if any(files) != all(files) or bool(arguments.id) == any(files):
        parser.error("请给出编号，或者同时给出 --train 和 --test")
