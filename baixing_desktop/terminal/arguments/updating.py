"""What can be asked of the program's own versions: update check, apply, rollback."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command


def add_update_commands(commands: Commands) -> None:
    """The commands for updates without the internet."""
    what = "更新：核对更新包，装上新版本，或退回更新前的版本；不用互联网"
    group = commands.add_parser("update", help=what, description=what)
    steps = group.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    check = add_command(steps, "check", "核对更新包：签名对不对，是哪一版，能不能装")
    apply = add_command(steps, "apply", "装上更新包里的版本：先备份工作台，新程序自检通过才换上")
    for step in (check, apply):
        step.add_argument("file", type=Path, metavar="更新包")
    apply.add_argument(
        "-o", "--output", type=Path, metavar="文件夹", help="更新包里是 .deb 时，取出来放在这里（默认在更新包旁边）"
    )
    back = add_command(steps, "rollback", "退回更新前的版本（免安装版）")
    back.add_argument(
        "--restore", action="store_true", help="数据已升级时，把更新前的备份放回来；现在的工作台移到一旁，不删除"
    )
    for step in (check, apply, back):
        step.add_argument("--program", type=Path, metavar="文件夹", help="程序文件夹（默认是正在运行的这一份）")
