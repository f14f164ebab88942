"""What can be asked of the package of a year: archive."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import (
    ChineseParser,
    Commands,
    add_command,
    add_second_person,
    count,
    words,
)


def add_archive_commands(commands: Commands) -> None:
    """The commands of the archive."""
    what = "年度档案：生成一年的纸面、表格和校验清单，核对有没有改动"
    group = commands.add_parser("archive", help=what, description=what)
    steps = group.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    made = add_command(steps, "make", "区办公室：生成一年的档案，写成一个压缩文件")
    made.add_argument("year", type=count, metavar="年度", help="如 2026")
    made.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="写出的压缩文件（zip）")
    made.add_argument("--internal", action="store_true", help="内部版，含姓名和联系方式，要写明用途")
    made.add_argument("--purpose", type=words, default="", metavar="用途", help="内部版的用途，会记入操作记录")
    add_second_person(made, "人数多时，确认的另一个人")
    verify = add_command(steps, "verify", "核对一份年度档案有没有改动、缺少或多出文件，不需要工作台和口令")
    verify.add_argument("file", type=Path, metavar="档案文件")
