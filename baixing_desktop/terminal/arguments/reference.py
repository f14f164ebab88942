"""What can be asked of the reference data: lists, show, set, retire, revert, history."""

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command, words


def add_reference_commands(commands: Commands) -> None:
    """The commands on the reference data."""
    what = "字典：单位、来源、节假日、保存期限等；区办公室修改，工作室随报送得到"
    group = commands.add_parser("reference", help=what, description=what)
    steps = group.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    add_command(steps, "lists", "有哪些列表")
    show = add_command(steps, "show", "一个列表的全部内容")
    _list(show)
    setting = add_command(steps, "set", "区办公室：修改或增加一项（编号不能改）")
    _entry(setting)
    setting.add_argument("values", nargs="+", type=words, metavar="栏=值", help="例如 name=某某局；多个值用逗号隔开")
    setting.add_argument("--add", action="store_true", help="这是新的一项")
    _reason(setting)
    retire = add_command(steps, "retire", "区办公室：停用一项，旧记录仍显示它的名称")
    _entry(retire)
    _reason(retire)
    revert = add_command(steps, "revert", "区办公室：恢复成程序自带的样子；自己增加的一项改为停用")
    _entry(revert)
    _reason(revert)
    history = add_command(steps, "history", "每一版改了什么、谁改的、为什么")
    history.add_argument("--version", type=int, metavar="版次", dest="number", help="只看一版，逐栏列出")


def _list(command: ChineseParser) -> None:
    command.add_argument("list", type=words, metavar="列表", help="reference lists 列出的名称，例如 units")


def _entry(command: ChineseParser) -> None:
    _list(command)
    command.add_argument("code", type=words, metavar="编号")


def _reason(command: ChineseParser) -> None:
    command.add_argument("--reason", type=words, required=True, metavar="文字", help="为什么改")
