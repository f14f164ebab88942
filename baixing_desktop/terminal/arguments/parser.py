"""An argument parser that speaks Chinese, and what every command has in common."""

import argparse
import re
import sys
from pathlib import Path
from typing import NoReturn, Protocol

from baixing_desktop.terminal.exits import Exit
from baixing_desktop.terminal.output import Output

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


class Commands(Protocol):
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


def words(text: str) -> str:
    """An argument that is text.

    Raises:
        ValueError: the shell could not decode it.
    """
    text.encode()  # what the shell could not decode has no meaning here either
    return text


def count(text: str) -> int:
    """An argument that counts lines of a list, from 1.

    Raises:
        ValueError: not such a number.
    """
    number = int(text)
    if not 1 <= number <= _MOST_LISTED:
        raise ValueError(text)
    return number


def add_command(commands: Commands, name: str, what: str) -> ChineseParser:
    """A new command or step, which takes the common options too."""
    command = commands.add_parser(name, help=what, description=what)
    # Left out of the result unless given here, so that they may stand before or behind the command's name.
    add_common(command, left_out=argparse.SUPPRESS, json_default=argparse.SUPPRESS)
    return command


def add_common(parser: ChineseParser, *, left_out: str | None, json_default: str | bool) -> None:
    """The options that every command takes."""
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
    parser.add_argument("--user", default=left_out, metavar="姓名", help="谁在使用（只有一个人时不用写）")
    parser.add_argument("--json", action="store_true", default=json_default, help="输出一份格式固定的 JSON")


def add_second_person(command: ChineseParser, why: str, *, required: bool = False) -> None:
    """Options that name another person, who confirms on the spot; ``why`` is said in the help."""
    command.add_argument("--second", required=required, metavar="姓名", help=why)
    command.add_argument("--second-passphrase-file", type=Path, metavar="文件", help="存放另一个人口令的文件")
