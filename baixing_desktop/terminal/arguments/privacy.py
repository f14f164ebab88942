"""What can be asked for personal data: withdraw, consent, ask-erase in a workroom; the rest at the office."""

from datetime import date

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, RequestKind
from baixing_desktop.terminal.arguments.parser import ChineseParser, Commands, add_command, add_second_person, words

CONSENTS = {"collect": "收集和保存", "handover": "交给承办单位", "publicity": "公开宣传"}
GROUNDS = tuple(ground for ground in ErasureGround if ground is not ErasureGround.HANDED_OVER)


def add_privacy_commands(commands: Commands) -> None:
    """The commands on personal data."""
    group = commands.add_parser(
        "privacy",
        help="个人信息：撤回、变更同意、请求登记、删除（两人办理）、保存期限",
        description="个人信息：撤回、变更同意、请求登记、删除（两人办理）、保存期限",
    )
    steps = group.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    _add_workroom(steps)
    _add_register(steps)
    _add_erasure(steps)


def _add_workroom(steps: Commands) -> None:
    withdrawn = add_command(steps, "withdraw", "工作室：群众撤回已报送的线索")
    _clue(withdrawn)
    _reason(withdrawn, "撤回的理由")
    consent = add_command(steps, "consent", "工作室：群众变更同意事项（没有列出的就是不同意）")
    _clue(consent)
    consent.add_argument(
        "--agree",
        choices=tuple(CONSENTS),
        nargs="*",
        default=[],
        help="，".join(f"{k} {v}" for k, v in CONSENTS.items()),
    )
    asked = add_command(steps, "ask-erase", "工作室：群众请求删除个人信息")
    _clue(asked)
    _reason(asked, "群众说的理由")


def _add_register(steps: Commands) -> None:
    requests = add_command(steps, "requests", "个人信息请求登记：待答复的，按到期日排列")
    requests.add_argument("--all", action="store_true", help="连同已答复的")
    register = add_command(steps, "register", "登记一项请求")
    _clue(register)
    register.add_argument("--kind", required=True, choices=tuple(RequestKind), help=_offered(RequestKind))
    _reason(register, "请求的内容")
    register.add_argument("--on", type=date.fromisoformat, metavar="日期", help="提出的日期（默认今天）")
    answer = add_command(steps, "answer", "答复一项请求")
    answer.add_argument("request", type=words, metavar="请求标识", help="privacy requests 列出的标识")
    given = answer.add_mutually_exclusive_group(required=True)
    given.add_argument("--grant", type=words, metavar="结果", help="已办理，怎样告诉本人")
    given.add_argument("--refuse", type=words, metavar="理由", help="不予办理的理由")


def _add_erasure(steps: Commands) -> None:
    add_command(steps, "due", "保存期限已满的线索或草稿（只是建议）")
    proposed = add_command(steps, "propose", "建议删除，等另一个人审批")
    _clue(proposed)
    proposed.add_argument("--scope", required=True, choices=tuple(ErasureScope), help=_offered(ErasureScope))
    proposed.add_argument(
        "--ground", required=True, choices=GROUNDS, help="，".join(f"{g.value} {label(g)}" for g in GROUNDS)
    )
    _reason(proposed, "理由")
    listed = add_command(steps, "proposals", "等待审批的删除建议")
    listed.add_argument("--all", action="store_true", help="连同已审批的")
    approve = add_command(steps, "approve", "审批删除：由建议人以外的人办理，删除后不能恢复")
    _clue(approve)
    add_second_person(approve, "审批的另一个人（不写时由 --user 的人审批）")
    refuse = add_command(steps, "refuse", "不批准删除")
    _clue(refuse)
    _reason(refuse, "不批准的理由")


def _clue(command: ChineseParser) -> None:
    command.add_argument("clue", type=words, metavar="编号", help="线索的编号")


def _reason(command: ChineseParser, what: str) -> None:
    command.add_argument("--reason", type=words, required=True, metavar="文字", help=what)


def _offered(codes: type[RequestKind] | type[ErasureScope]) -> str:
    return "，".join(f"{code.value} {label(code)}" for code in codes)
