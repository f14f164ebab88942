"""Finding the home and its passphrase the way every command does."""

import codecs
import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from platformdirs import user_data_path

from baixing_desktop.clock import SystemClock
from baixing_desktop.errors import InputError, VaultError
from baixing_desktop.files import read_file
from baixing_desktop.usecases.databases import Server, server
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.setup import keyring_available, needs_passphrase, open_desk
from baixing_desktop.work import Work

_PASSPHRASE_LIMIT = 10_000


def home_of(arguments: Namespace) -> Path:
    """The home that a command works in: ``--home``, BAIXING_HOME, or the usual place of this user."""
    if arguments.home:
        return Path(arguments.home).absolute()
    named = os.environ.get("BAIXING_HOME")
    return Path(named).absolute() if named else user_data_path("baixing-desktop", appauthor=False)


def passphrase_from_file(arguments: Namespace) -> str | None:
    """The passphrase's file's first line, if a file was named on the line or in the environment.

    Raises:
        InputError: the file cannot be read.
    """
    named = arguments.passphrase_file or os.environ.get("BAIXING_PASSPHRASE_FILE")
    return _first_line(Path(named)) if named else None


def database_given(arguments: Namespace) -> Server | None:
    """The database server named on the line, with the password from its file, or typed.

    Raises:
        InputError: ``DATABASE_ADDRESS``, or the file cannot be read.
        VaultError: ``VAULT_PASSPHRASE_NEEDED``: there is nobody to ask for the password.
    """
    if not arguments.database:
        return None
    named = arguments.database_password_file
    given = server(arguments.database, "")
    return replace(given, password=_first_line(named) if named else _ask("数据库密码："))


def _first_line(path: Path) -> str:
    lines = _decoded(path, read_file(path, _PASSPHRASE_LIMIT)).splitlines()
    return lines[0] if lines else ""


def _decoded(path: Path, data: bytes) -> str:
    """The text of a small file, in the encodings that editors here save."""
    encodings = ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError("FILE_UNREADABLE", name=path.name, reason="不是文字文件")


def new_passphrase(arguments: Namespace) -> str | None:
    """The passphrase for a new home: from the file, else typed where there is no keyring, else none.

    Raises:
        VaultError: ``VAULT_PASSPHRASE_NEEDED``: no keyring and nobody to ask.
    """
    given = passphrase_from_file(arguments)
    if given is not None or keyring_available():
        return given
    return _ask("这台电脑没有系统密钥库，请设置口令（至少 10 个字符）：")


@contextmanager
def opened(arguments: Namespace) -> Generator[Desk]:
    """The desk of the command's home, closed at the end.

    Raises:
        UserError: whatever keeps it from opening.
    """
    home = home_of(arguments)
    passphrase = None
    if needs_passphrase(home):
        passphrase = passphrase_from_file(arguments)
        if passphrase is None:
            passphrase = _ask("口令：")
    desk = open_desk(home, passphrase=passphrase, clock=SystemClock(), work=Work(_tell))
    try:
        yield desk
    finally:
        desk.close()


def _tell(done: int, total: int, what: str) -> None:
    # Not part of any answer: an upgrade happens once, and may take a while.
    print(f"{what}（{done}/{total}）", file=sys.stderr)  # noqa: T201 - this is the terminal's voice


def _ask(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise VaultError("VAULT_PASSPHRASE_NEEDED")
    return getpass.getpass(prompt)
