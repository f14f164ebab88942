"""What can be asked about signed papers: scan."""

from argparse import Namespace
from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command, count, words


def add_scan_commands(commands: Commands) -> None:
    """The command that files signed papers."""
    scan = add_command(commands, "scan", "归档签字件：按表上的二维码找到线索（jpg、png、pdf）")
    scan.add_argument("files", nargs="*", type=Path, metavar="文件")
    scan.add_argument("--clue", type=words, metavar="编号", help="人工指定线索，用于认不出二维码的文件")
    scan.add_argument(
        "--page",
        type=count,
        action="append",
        default=[],
        metavar="页",
        help="只取这一页，可多次使用（与 --clue 同用）",
    )
    scan.add_argument("--add", action="store_true", help="补充到已有的签字件，不替换（与 --clue 同用）")
    scan.add_argument("--folder", type=Path, metavar="文件夹", help="归档这个文件夹里的文件，成功的移到其中的“已归档”")
    scan.add_argument("--watch", action="store_true", help="一直看着这个文件夹，按 Ctrl+C 结束（与 --folder 同用）")


def check_scan(parser: ChineseParser, arguments: Namespace) -> None:
    """Leave with code 2 for options that do not go together."""
    if bool(arguments.files) == bool(arguments.folder):
        parser.error("文件、--folder 要给出一项，也只能给出一项")
    if arguments.clue and arguments.folder:
        parser.error("--clue 要与文件同用")
    if not arguments.clue and (arguments.page or arguments.add):
        parser.error("--page、--add 要与 --clue 同用")
    if arguments.watch and not arguments.folder:
        parser.error("--watch 要与 --folder 同用")
