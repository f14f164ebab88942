"""What can be asked of papers: paper, ledger."""

import argparse
from pathlib import Path

from baixing_desktop.terminal.arguments.parser import (
    ChineseParser,
    Commands,
    add_command,
    add_second_person,
    count,
    words,
)


def add_paper_commands(commands: Commands) -> None:
    """The commands of papers and ledgers."""
    paper = add_command(commands, "paper", "生成各种公文和表单（pdf、docx、xlsx，按文件名结尾）")
    _add_options(paper)
    ledger = add_command(commands, "ledger", "导出台账（xlsx）")
    _add_options(ledger)


def _add_options(command: ChineseParser) -> None:
    command.add_argument("name", nargs="?", type=words, metavar="名称", help="用 --list 查看有哪些")
    command.add_argument("ids", nargs="*", type=words, metavar="编号", help="线索编号、批次或工作站，视名称而定")
    command.add_argument("--list", action="store_true", help="列出全部名称")
    command.add_argument(
        "--period", type=words, metavar="年度或月份", help="例如 2026、2026-11、2026-01..03、2025-12..2026-02"
    )
    command.add_argument("--internal", action="store_true", help="内部版：汇编含姓名，台账含完整联系方式（留下记录）")
    command.add_argument("--purpose", type=words, default="", metavar="用途", help="导出的用途，记入审计")
    add_second_person(command, "人数多时，确认的另一个人")
    command.add_argument("--issue", type=count, metavar="期号", help="汇编和简报的期号")
    command.add_argument("-o", "--output", type=Path, metavar="文件", help="写出的文件")


def check_paper(parser: ChineseParser, arguments: argparse.Namespace) -> None:
    """Leave with code 2 unless a paper and a file are named, or the list is asked for."""
    if not arguments.list and not (arguments.name and arguments.output):
        parser.error("要给出名称和 -o 文件，或用 --list 查看有哪些")
