"""What can be asked of people and the trail: user, recovery, audit."""

from pathlib import Path

from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command, add_second_person, count

POSTS = ("liaison", "office", "triage_group", "committee", "proposal_committee")
DUTIES = ("system_admin", "security_admin", "audit_admin")


def add_people_commands(commands: Commands) -> None:
    """The commands on people, the recovery sheet and the audit trail."""
    _add_user(commands)
    _add_recovery(commands)
    _add_audit(commands)


def _steps(commands: Commands, name: str, what: str) -> Commands:
    group = commands.add_parser(name, help=what, description=what)
    return group.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)


def _add_user(commands: Commands) -> None:
    steps = _steps(commands, "user", "人员：添加、授权、重置口令、停用")
    add_command(steps, "list", "列出人员")
    added = add_command(steps, "add", "添加人员（第一次使用时必须更换口令）")
    _named(added)
    _roles(added)
    _new_passphrase(added)
    roles = add_command(steps, "roles", "授予岗位和管理职责")
    _named(roles)
    _roles(roles)
    for name, what in (("reset", "重置口令"), ("enable", "恢复停用的人员")):
        step = add_command(steps, name, what)
        _named(step)
        _new_passphrase(step)
    _named(add_command(steps, "disable", "停用人员"))
    _new_passphrase(add_command(steps, "passphrase", "更换自己的口令"))
    policy = add_command(steps, "policy", "口令规则和自动锁定")
    policy.add_argument("--set", choices=("dengbao", "nist"), help="dengbao 等保，nist 长口令")
    policy.add_argument("--idle", type=count, metavar="分钟", help="无人操作多少分钟后锁定（最多 15）")
    adopt = add_command(steps, "adopt", "为 0.1.0 建立的、没有口令的工作台设置第一个人员")
    _named(adopt)
    _new_passphrase(adopt)


def _add_recovery(commands: Commands) -> None:
    steps = _steps(commands, "recovery", "恢复表和服务密钥")
    sheet = add_command(steps, "sheet", "生成恢复码（以前的恢复表作废）")
    sheet.add_argument("-o", "--output", type=Path, metavar="文件", help="写成 PDF 文件，打印后请删除")
    use = add_command(steps, "use", "用恢复表为一个人员重新设置口令")
    _named(use)
    use.add_argument("--code-file", type=Path, metavar="文件", help="存放恢复码的文件，取第一行（不给时从键盘输入）")
    _new_passphrase(use)
    key = add_command(steps, "service-key", "区办公室：为无人值守的接收服务生成密钥文件")
    key.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help="供 serve --passphrase-file 使用")


def _add_audit(commands: Commands) -> None:
    steps = _steps(commands, "audit", "操作记录：查看、核对、导出、归档")
    verify = add_command(steps, "verify", "核对操作记录是否完整、未被改动")
    verify.add_argument("--head", metavar="摘要", help="以前打印的摘要，或以前导出的文件")
    add_command(steps, "head", "打印操作记录的摘要，供以后核对")
    listed = add_command(steps, "list", "查看操作记录")
    listed.add_argument("--limit", type=count, default=200, metavar="条数", help="最多列出多少条（默认 200）")
    listed.add_argument("--of", default="", metavar="标识", help="只看一个对象")
    exported = add_command(steps, "export", "导出全部操作记录（每行一条 JSON）")
    exported.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
    archive = add_command(steps, "archive", "导出后移出已满保存期的操作记录，需要第二个人确认")
    archive.add_argument("-o", "--output", type=Path, required=True, metavar="文件")
    add_second_person(archive, "确认的另一个人", required=True)


def _named(command: ChineseParser) -> None:
    command.add_argument("name", metavar="姓名")


def _roles(command: ChineseParser) -> None:
    command.add_argument("--post", choices=POSTS, help="岗位")
    command.add_argument("--duty", choices=DUTIES, help="管理职责；三种管理员不能兼任，审计管理员不能有岗位")


def _new_passphrase(command: ChineseParser) -> None:
    command.add_argument(
        "--new-passphrase-file", type=Path, metavar="文件", help="存放新口令的文件，取第一行（不给时从键盘输入）"
    )
