"""What can be asked of seats: seat list, make, join, revoke."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command, words


def add_seat_commands(commands: Commands) -> None:
    """The commands of an office with several computers."""
    what = "区办公室：多台电脑共用服务器上的数据"
    group = commands.add_parser("seat", help=what, description=what)
    steps = group.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    add_command(steps, "list", "列出席位")
    made = add_command(steps, "make", "增加席位：生成席位文件和席位码，一天内有效，只能用一次")
    made.add_argument("label", type=words, metavar="席位名称")
    made.add_argument("--person", type=words, required=True, metavar="姓名", help="谁先使用这个席位")
    made.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="写出的席位文件")
    join = add_command(steps, "join", "在新电脑上启用席位")
    join.add_argument("file", type=Path, metavar="席位文件")
    join.add_argument("--code-file", type=Path, metavar="文件", help="存放席位码的文件，取第一行")
    join.add_argument("--database", metavar="地址", help="从这台电脑看，数据库服务器另有地址时写明")
    revoked = add_command(steps, "revoke", "收回席位")
    revoked.add_argument("label", type=words, metavar="席位名称")
    changed = add_command(steps, "password", "数据库密码更换以后，在每个席位记下新密码")
    changed.add_argument("--database-password-file", type=Path, metavar="文件", help="存放新密码的文件，取第一行")
