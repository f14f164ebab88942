"""What can be asked of the manual: manual."""

from pathlib import Path

from baixing_desktop.domain.manual import Audience
from baixing_desktop.terminal.arguments.parser import Commands, add_command


def add_manual_command(commands: Commands) -> None:
    """The command that writes the manual."""
    command = add_command(commands, "manual", "把使用手册写成 PDF 文件")
    command.add_argument(
        "--for",
        dest="audience",
        choices=tuple(map(str, Audience)),
        default=str(Audience.LIAISON),
        help="liaison 联络员（默认），office 区办人员，admin 管理员，card 一页的速查卡",
    )
    command.add_argument("file", type=Path, metavar="文件", help="写出的 PDF 文件")
