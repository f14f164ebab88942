"""The command line in Chinese: what can be asked, one module for each group of commands."""

import argparse
from collections.abc import Sequence

from baixing_desktop.terminal.arguments.archives import add_archive_commands
from baixing_desktop.terminal.arguments.duplicates import add_duplicate_commands
from baixing_desktop.terminal.arguments.enrolling import add_enrolment_commands
from baixing_desktop.terminal.arguments.exchange import add_exchange_commands
from baixing_desktop.terminal.arguments.fonts import add_font_commands
from baixing_desktop.terminal.arguments.manual import add_manual_command
from baixing_desktop.terminal.arguments.papers import add_paper_commands, check_paper
from baixing_desktop.terminal.arguments.parser import ChineseParser, add_common
from baixing_desktop.terminal.arguments.people import add_people_commands
from baixing_desktop.terminal.arguments.privacy import add_privacy_commands
from baixing_desktop.terminal.arguments.records import add_record_commands
from baixing_desktop.terminal.arguments.reference import add_reference_commands
from baixing_desktop.terminal.arguments.safekeeping import add_safekeeping_commands
from baixing_desktop.terminal.arguments.scans import add_scan_commands, check_scan
from baixing_desktop.terminal.arguments.seats import add_seat_commands
from baixing_desktop.terminal.arguments.statistics import add_statistics_commands
from baixing_desktop.terminal.arguments.suggesting import add_suggestion_commands, check_suggestion
from baixing_desktop.terminal.arguments.updating import add_update_commands


def parse(line: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; leaves with code 2 after explaining what is wrong with it."""
    parser = build_parser()
    arguments = parser.parse_args(line)
    if arguments.command == "form" and sum(map(bool, (arguments.ids, arguments.all, arguments.blank))) != 1:
        parser.error("编号、--all、--blank 要给出一项，也只能给出一项")
    if arguments.command == "init" and arguments.database and arguments.role != "office":
        parser.error("--database 只用于区办公室")
    if arguments.command == "scan":
        check_scan(parser, arguments)
    if arguments.command in {"paper", "ledger"}:
        check_paper(parser, arguments)
    if arguments.command == "stats" and arguments.of is not None and arguments.list is None:
        parser.error("--of 与 --list 一起使用")
    if arguments.command == "similar" and bool(arguments.id) == arguments.all:
        parser.error("编号、--all 要给出一项，也只能给出一项")
    if arguments.command == "suggest":
        check_suggestion(parser, arguments)
    return arguments


def build_parser() -> ChineseParser:
    """The parser of the whole program."""
    parser = ChineseParser(
        prog="baixing",
        description="百姓提案线索工作台。不带命令时打开窗口；只写一个 .bxp 或 .bxr 文件时，打开窗口并读入它。",
        epilog="结束代码：0 正常，1 需要您处理，2 命令行有误，70 程序出错。",
    )
    add_common(parser, left_out=None, json_default=False)
    parser.add_argument("--demo", action="store_true", help="打开一套用完即删的演示：一个区办公室、两个工作室")
    parser.add_argument("--version", action="store_true", help="显示版本")
    commands = parser.add_subparsers(dest="command", title="命令", metavar="命令", parser_class=ChineseParser)
    add_record_commands(commands)
    add_scan_commands(commands)
    add_font_commands(commands)
    add_paper_commands(commands)
    add_exchange_commands(commands)
    add_people_commands(commands)
    add_privacy_commands(commands)
    add_reference_commands(commands)
    add_safekeeping_commands(commands)
    add_update_commands(commands)
    add_seat_commands(commands)
    add_duplicate_commands(commands)
    add_statistics_commands(commands)
    add_archive_commands(commands)
    add_suggestion_commands(commands)
    add_enrolment_commands(commands)
    add_manual_command(commands)
    return parser
