"""What can be asked of the program's own versions: update check, apply, rollback, hand-out, withdraw, status, fetch."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command


def add_update_commands(commands: Commands) -> None:
    """The commands for updates without the internet."""
    what = "更新：核对更新包，装上新版本，或退回更新前的版本；不用互联网"
    group = commands.add_parser("update", help=what, description=what)
    steps = group.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    check = add_command(steps, "check", "核对更新包：签名对不对，是哪一版，能不能装")
    apply = add_command(steps, "apply", "装上更新包里的版本：先备份工作台，新程序自检通过才换上")
    check.add_argument("file", type=Path, metavar="更新包")
    apply.add_argument("file", type=Path, nargs="?", metavar="更新包", help="不写时装从区办公室取回来的那一份")
    apply.add_argument(
        "-o", "--output", type=Path, metavar="文件夹", help="更新包里是 .deb 时，取出来放在这里（默认在更新包旁边）"
    )
    back = add_command(steps, "rollback", "退回更新前的版本（免安装版）")
    back.add_argument(
        "--restore", action="store_true", help="数据已升级时，把更新前的备份放回来；现在的工作台移到一旁，不删除"
    )
    give = add_command(steps, "hand-out", "区办公室：把更新包下发给各工作室")
    give.add_argument("file", type=Path, metavar="更新包")
    withdraw = add_command(steps, "withdraw", "区办公室：撤回下发的更新包")
    withdraw.add_argument("kind", choices=("portable", "deb"), metavar="portable|deb", help="免安装版，或 .deb 安装包")
    withdraw.add_argument("--undo", action="store_true", help="把撤回的再下发")
    status = add_command(steps, "status", "区办公室：下发了什么，各工作站用哪一版；工作室：有没有新版本")
    fetch = add_command(steps, "fetch", "工作室：取回区办公室下发的新版本，断了会接着取")
    fetch.add_argument("--folder", type=Path, metavar="文件夹", help="从这个共享文件夹或优盘取，不用网络")
    fetch.add_argument("--again", action="store_true", help="上次取回的损坏了，重新取一次")
    for step in (check, apply, back, status, fetch):
        step.add_argument("--program", type=Path, metavar="文件夹", help="程序文件夹（默认是正在运行的这一份）")
