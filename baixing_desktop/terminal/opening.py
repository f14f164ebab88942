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
from baixing_desktop.domain.people import PROGRAM, Confirmation
from baixing_desktop.errors import InputError, VaultError
from baixing_desktop.files import read_file
from baixing_desktop.usecases.databases import Server, server
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.setup import (
    is_service_key,
    open_desk,
    open_for_service,
    people_of,
    waits_for_take_over,
)
from baixing_desktop.usecases.sitting import sign_out
from baixing_desktop.work import Work

_PASSPHRASE_LIMIT = 10_000
_TOLD_EVERY = 100


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
    return first_line_of(arguments, "passphrase_file", "BAIXING_PASSPHRASE_FILE")


def first_line_of(arguments: Namespace, option: str, variable: str = "") -> str | None:
    """The first line of the file named by ``option``, or by the environment's ``variable``; None when none was.

    Raises:
        InputError: the file cannot be read.
    """
    named = getattr(arguments, option, None) or (os.environ.get(variable) if variable else None)
    return _first_line(Path(named)) if named else None


def confirmation_of(arguments: Namespace) -> Confirmation | None:
    """The second person named by ``--second``, with the passphrase from its file, else typed; None when none is named.

    Raises:
        InputError: the file cannot be read.
        VaultError: ``VAULT_PASSPHRASE_NEEDED``: nobody to ask.
    """
    return needed_confirmation(arguments) if arguments.second else None


def needed_confirmation(arguments: Namespace) -> Confirmation:
    """As :func:`confirmation_of`, where a second person has to be named."""
    given = first_line_of(arguments, "second_passphrase_file") or ask(f"{arguments.second}的口令：")
    return Confirmation(arguments.second, given)


def chosen_passphrase(arguments: Namespace, whose: str = "") -> str:
    """A new passphrase from ``--new-passphrase-file``, else typed twice.

    Raises:
        VaultError: ``VAULT_PASSPHRASE_NEEDED``: nobody to ask; ``PASSPHRASE_UNFIT``: the two are not the same.
    """
    given = first_line_of(arguments, "new_passphrase_file")
    return given if given is not None else _typed_twice(whose)


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
    return replace(given, password=_first_line(named) if named else ask("数据库密码："))


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


def new_passphrase(arguments: Namespace, whose: str = "") -> str:
    """A passphrase that is being chosen: from the file, else typed twice.

    Raises:
        VaultError: ``VAULT_PASSPHRASE_NEEDED``: nobody to ask; ``PASSPHRASE_UNFIT``: the two are not the same.
    """
    given = passphrase_from_file(arguments)
    return given if given is not None else _typed_twice(whose)


def _typed_twice(whose: str) -> str:
    typed = ask(f"请为{whose or '自己'}设置口令：")
    if ask("再输一次：") != typed:
        raise VaultError("PASSPHRASE_UNFIT", reason="两次输入的口令不一样")
    return typed


@contextmanager
def opened(arguments: Namespace) -> Generator[Desk]:
    """The desk of the command's home with the person who was named at it, closed at the end.

    Raises:
        UserError: whatever keeps it from opening.
    """
    home, user = home_of(arguments), getattr(arguments, "user", None)
    people = people_of(home)
    passphrase = passphrase_from_file(arguments)
    if passphrase is None and not waits_for_take_over(home):
        whose = user or (people[0] if len(people) == 1 else "")
        passphrase = ask(f"{whose}的口令：" if whose else "口令：")
    desk = open_desk(home, passphrase=passphrase, clock=SystemClock(), user=user, work=telling())
    try:
        yield desk
    finally:
        sign_out(desk)
        desk.close()


@contextmanager
def opened_for_service(arguments: Namespace) -> Generator[Desk]:
    """The desk of an office with nobody at it, for the receiving service: by its service key, by the keyring in a home
    that nobody has taken over yet, or by a person's passphrase.

    Raises:
        UserError: whatever keeps it from opening.
    """
    home, key = home_of(arguments), passphrase_from_file(arguments)
    if waits_for_take_over(home) or (key is not None and is_service_key(key)):
        desk = open_for_service(home, key=key, clock=SystemClock())
        try:
            yield desk
        finally:
            desk.close()
        return
    with opened(arguments) as desk:
        yield replace(desk, actor=PROGRAM)


def telling() -> Work:
    """Long work that says on stderr how far it is: no part of any answer."""
    return Work(_tell)


def _tell(done: int, total: int, what: str) -> None:
    if done in (0, total) or done % _TOLD_EVERY == 0:
        print(f"{what}（{done}/{total}）", file=sys.stderr)  # noqa: T201 - this is the terminal's voice


def ask(prompt: str) -> str:
    """What somebody types at the keyboard, unseen.

    Raises:
        VaultError: ``VAULT_PASSPHRASE_NEEDED``: there is nobody at a keyboard.
    """
    if not sys.stdin.isatty():
        raise VaultError("VAULT_PASSPHRASE_NEEDED")
    return getpass.getpass(prompt)
