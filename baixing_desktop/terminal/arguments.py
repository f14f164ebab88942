"""The command line in Chinese: what can be asked, and how a wrong line is explained."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.output import Output

DEFAULT_PORT = 8443
_MOST_LISTED = 1_000_000

# argparse speaks English only; these are the sentences it can say to us.
_SAID = (
    (re.compile(r"the following arguments are required: (.*)"), r"缺少：\1"),
    (re.compile(r"one of the arguments (.*) is required"), r"这几项要给出一项：\1"),
    (re.compile(r"unrecognized arguments: (.*)"), r"看不懂：\1"),
    (re.compile(r"argument (.*): expected (?:one|at least one) argument"), r"\1 后面要写内容"),
    (re.compile(r"argument (.*): invalid choice: (.*) \(choose from (.*)\)"), r"\1 不能是 \2，可以是：\3"),
    (re.compile(r"argument (.*): invalid .* value: (.*)"), r"\1 不能是 \2"),
    (re.compile(r"argument (.*): not allowed with argument (.*)"), r"\1 不能与 \2 同时使用"),
    (re.compile(r"argument (.*): ignored explicit argument (.*)"), r"\1 后面不能写 \2"),
)


class _Commands(Protocol):
    """What argparse calls subparsers; its own class is private."""

    def add_parser(self, name: str, *, help: str, description: str) -> "ChineseParser":  # noqa: A002 - argparse's word
        """A new command."""
        ...


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose help and errors are Chinese."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, add_help=False, allow_abbrev=False, **options)  # pyright: ignore[reportArgumentType] - passed through
        self._positionals.title = "内容"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        """The usage line."""
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        """The whole help."""
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong with the line, show the usage, and leave with code 2."""
        for pattern, chinese in _SAID:
            if pattern.fullmatch(message):
                message = pattern.sub(chinese, message)
                break
        else:
            message = message if not message.isascii() else "命令行有误"
        if "--json" in sys.argv:
            Output(as_json=True).document({"error": {"code": "USAGE", "what": f"{message}。", "safe": "", "todo": ""}})
        self.exit(Exit.USAGE, f"{message}。\n{self.format_usage()}")


def parse(line: Sequence[str]) -> argparse.Namespace:
    """The parsed command line; leaves with code 2 after explaining what is wrong with it."""
    parser = build_parser()
    arguments = parser.parse_args(line)
    if arguments.command == "form" and sum(map(bool, (arguments.ids, arguments.all, arguments.blank))) != 1:
        parser.error("编号、--all、--blank 要给出一项，也只能给出一项")
    return arguments


def _words(text: str) -> str:
    text.encode()  # what the shell could not decode has no meaning here either
    return text


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _MOST_LISTED:
        raise ValueError(text)
    return number


def build_parser() -> ChineseParser:
    """The parser of the whole program."""
    parser = ChineseParser(
        prog="baixing",
        description="百姓提案线索工作台。不带命令时打开窗口。",
        epilog="结束代码：0 正常，1 需要您处理，2 命令行有误，70 程序出错。",
    )
    _add_common(parser, left_out=None, json_default=False)
    parser.add_argument("--demo", action="store_true", help="打开一套用完即删的演示：一个区办公室、两个工作室")
    parser.add_argument("--version", action="store_true", help="显示版本")
    commands = parser.add_subparsers(dest="command", title="命令", metavar="命令", parser_class=ChineseParser)
    _add_record_commands(commands)
    _add_exchange_commands(commands)
    return parser


def _add(commands: _Commands, name: str, what: str) -> ChineseParser:
    command = commands.add_parser(name, help=what, description=what)
    # Left out of the result unless given here, so that they may stand before or behind the command's name.
    _add_common(command, left_out=argparse.SUPPRESS, json_default=argparse.SUPPRESS)
    return command


def _add_common(parser: ChineseParser, *, left_out: str | None, json_default: str | bool) -> None:
    parser.add_argument(
        "--home",
        type=Path,
        default=left_out,
        metavar="文件夹",
        help="工作台所在的文件夹（也可用环境变量 BAIXING_HOME）",
    )
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        default=left_out,
        metavar="文件",
        help="存放口令的文件，取第一行（也可用环境变量 BAIXING_PASSPHRASE_FILE）",
    )
    parser.add_argument("--json", action="store_true", default=json_default, help="输出一份格式固定的 JSON")


def _add_record_commands(commands: _Commands) -> None:
    init = _add(commands, "init", "建立工作台")
    init.add_argument(
        "--role", choices=("workroom", "office"), required=True, help="workroom 街道工作室，office 区办公室"
    )
    init.add_argument("--unit", required=True, metavar="单位代码", help="例如沙园街道工作室 SY，区办公室 HZZX")
    init.add_argument("--operator", default="管理员", metavar="姓名", help="经办人姓名")

    imported = _add(commands, "import", "导入线索（xlsx、csv、tsv、jsonl）")
    imported.add_argument("file", type=Path, metavar="文件")
    imported.add_argument(
        "--map", action="append", default=[], metavar="原列名=标题", help="指明列的对应关系，可多次使用"
    )
    imported.add_argument("--dry-run", action="store_true", help="只试算，不写入")

    listed = _add(commands, "list", "列出线索")
    listed.add_argument("--query", type=_words, default="", metavar="文字", help="只列出含有这些文字的线索")
    listed.add_argument("--limit", type=_count, default=200, metavar="条数", help="最多列出多少条（默认 200）")

    shown = _add(commands, "show", "查看一条线索")
    shown.add_argument("id", type=_words, metavar="编号")
    shown.add_argument("--reveal", action="store_true", help="显示完整的联系方式（会留下记录）")

    form = _add(commands, "form", "生成附件3表格（pdf）")
    form.add_argument("ids", nargs="*", type=_words, metavar="编号")
    form.add_argument("--all", action="store_true", help="全部线索")
    form.add_argument("--blank", action="store_true", help="空白表")
    form.add_argument("--strict", action="store_true", help="严格按附件3，不加编号和签名栏")
    form.add_argument("-o", "--output", type=Path, required=True, metavar="文件夹", help="存放表格的文件夹")


def _add_exchange_commands(commands: _Commands) -> None:
    batch = commands.add_parser("batch", help="批次文件：封装、接收、回执", description="批次文件：封装、接收、回执")
    steps = batch.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    seal = _add(steps, "seal", "工作室：把待报送的线索封装成文件")
    seal.add_argument("-o", "--output", type=Path, required=True, metavar="文件夹", help="存放批次文件的文件夹或优盘")
    receive = _add(steps, "receive", "区办公室：接收批次文件并写出回执")
    receive.add_argument("file", type=Path, metavar="批次文件")
    receive.add_argument("-o", "--output", type=Path, metavar="文件夹", help="存放回执的文件夹（默认与批次文件同处）")
    receipt = _add(steps, "receipt", "工作室：读入回执文件")
    receipt.add_argument("file", type=Path, metavar="回执文件")

    enrol = commands.add_parser(
        "enrol", help="登记工作站", description="登记工作站：区办公室发登记凭据，工作站凭码登记"
    )
    steps = enrol.add_subparsers(dest="step", title="步骤", metavar="步骤", required=True, parser_class=ChineseParser)
    code = _add(steps, "code", "区办公室：给一个单位发登记凭据（10 分钟内有效，只能用一次）")
    code.add_argument("--unit", required=True, metavar="单位代码")
    code.add_argument("--address", required=True, metavar="地址", help="接收服务的地址，例如 https://10.1.2.3:8443")
    join = _add(steps, "join", "工作站：凭登记凭据登记")
    join.add_argument("ticket", metavar="登记凭据")

    _add(commands, "sync", "报送并取回结果")
    serve = _add(commands, "serve", "区办公室：启动接收服务")
    serve.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址（默认只限本机）")
    serve.add_argument(
        "--port", type=int, default=DEFAULT_PORT, metavar="端口", help=f"默认 {DEFAULT_PORT}，0 表示任选"
    )
    serve.add_argument("--until-input-ends", action="store_true", help="标准输入关闭时停止（由别的程序启动时使用）")
    selftest = _add(commands, "selftest", "用临时数据走完整个流程，检查本机能否正常工作")
    selftest.add_argument("--keep", type=Path, metavar="文件夹", help="保留检查中产生的文件")
