"""What can be asked about enrolment: code, join, request, answer, accept, list, confirm, revoke, replace, release."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command, words


def add_enrolment_commands(commands: Commands) -> None:
    """The commands on enrolment."""
    enrol = commands.add_parser(
        "enrol",
        help="登记工作站",
        description="登记工作站：凭登记凭据联网登记，或用申请文件和答复文件登记",
    )
    steps = enrol.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    _add_workroom_steps(steps)
    _add_office_steps(steps)


def _add_workroom_steps(steps: Commands) -> None:
    join = add_command(steps, "join", "工作站：凭登记凭据联网登记")
    join.add_argument("ticket", metavar="登记凭据")
    _add_again(join)
    request = add_command(steps, "request", "工作站：把登记申请写成文件")
    request.add_argument("-o", "--output", type=Path, required=True, metavar="文件夹", help="存放申请的文件夹或优盘")
    _add_again(request)
    accept = add_command(steps, "accept", "工作站：读入区办公室的答复文件，完成登记")
    accept.add_argument("file", type=Path, metavar="答复文件")


def _add_office_steps(steps: Commands) -> None:
    code = add_command(steps, "code", "区办公室：给一个单位发登记凭据（10 分钟内有效，只能用一次）")
    code.add_argument("--unit", required=True, metavar="单位代码")
    _add_address(code)
    answer = add_command(steps, "answer", "区办公室：答复工作站的申请文件")
    answer.add_argument("file", type=Path, metavar="申请文件")
    answer.add_argument("--code", type=words, required=True, metavar="登记码", help="联络员在电话里报出的登记码")
    answer.add_argument("--address", default="", metavar="地址", help="接收服务的地址；不填则该工作站只用文件报送")
    answer.add_argument("-o", "--output", type=Path, metavar="文件夹", help="存放答复的文件夹（默认与申请文件同处）")
    add_command(steps, "list", "区办公室：列出已登记的工作站")
    for name, what in (
        ("confirm", "区办公室：记下六位数字已核对一致"),
        ("revoke", "区办公室：停用一台工作站"),
        ("replace", "区办公室：发凭据，由新工作站接替，或让原工作站重新登记"),
        ("release", "区办公室：解除对一台工作站的待核实"),
    ):
        step = add_command(steps, name, what)
        step.add_argument("device", type=words, metavar="工作站", help="例如 SY-K3F")
        if name == "replace":
            _add_address(step)
        if name == "release":
            step.add_argument("--reason", type=words, required=True, metavar="理由", help="怎样核实的")


def _add_again(step: ChineseParser) -> None:
    step.add_argument("--again", action="store_true", help="已经登记过，重新登记（例如区办公室重建之后）")
    step.add_argument("--new-keys", action="store_true", help="同时更换本机的密钥")


def _add_address(step: ChineseParser) -> None:
    step.add_argument("--address", required=True, metavar="地址", help="接收服务的地址，例如 https://10.1.2.3:8443")
