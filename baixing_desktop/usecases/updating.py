"""Updates without the internet: a signed package is checked, the home backed up, the new program tried, then exchanged.

The program's folder is exchanged in one step; until then nothing of the old one is touched, and afterwards it lies
beside the new one, so that :func:`go_back` finds it. Decision 36.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes
from baixing_desktop.clock import Clock, stamp
from baixing_desktop.domain.audit import AuditResult
from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.errors import InputError
from baixing_desktop.files import explained_writing, write_durably
from baixing_desktop.store.place import EARLIER
from baixing_desktop.store.program import PROGRAM, exchange, others_running, own_tree
from baixing_desktop.store.release import (
    SIGNED_AS,
    Payload,
    Release,
    look_into_package,
    take_payload,
    unpack_tree,
    version_numbers,
)
from baixing_desktop.store.schema import HEAD
from baixing_desktop.usecases.backups import FOLDER, back_up
from baixing_desktop.usecases.databases import SERVER_FILE
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.restoring import Restored, restore
from baixing_desktop.vault.signing import verify
from baixing_desktop.work import Work

TRIAL_SECONDS = 600
"""The self-test takes ten seconds; an old computer with a virus scanner may be very much slower."""
_FACTS = ".replaced.json"
"""Lies in a program's folder that another one took the place of."""
SYSTEM = Path("/opt/apps")
"""Below it lies what the package manager installed."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A package with a good signature: what it holds; ``hindrance`` why it is not for this program (None: it is)."""

    file: Path
    release: Release
    hindrance: InputError | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """What the earlier program's folder says: versions and record revisions, and the backup made before (or None)."""

    version: str
    schema: str
    by: str
    by_schema: str
    backup: Path | None


def check_package(file: Path, keys: Sequence[str], tree: Path | None = None) -> Checked:
    """Check the signature and the manifest of a package, and whether it is newer than the running program.

    ``keys`` are the release keys that ship, ``tree`` the program's folder (else that of the running program). The
    payload itself is checked when it is taken out.

    Raises:
        InputError: ``FILE_MISSING``, ``UPDATE_DAMAGED``, ``UPDATE_TOO_NEW``, ``UPDATE_NOT_OURS``.
    """
    sealed = look_into_package(file)
    if not any(verify(key, sealed.signature, SIGNED_AS + sealed.manifest) for key in keys):
        raise InputError("UPDATE_NOT_OURS", name=file.name)
    return Checked(file, sealed.release, _hindrance(sealed.release, tree or own_tree()))


def fitting_package(file: Path, keys: Sequence[str], tree: Path | None = None) -> Checked:
    """As :func:`check_package`, of a package that may be installed here.

    Raises:
        InputError: as :func:`check_package`; ``UPDATE_NOT_FITTING``.
    """
    checked = check_package(file, keys, tree)
    if checked.hindrance:
        raise checked.hindrance
    return checked


@intention
def keep_before(desk: Desk, release: Release, work: Work | None = None) -> tuple[BackupRun, Changes]:
    """Back the home up before the program is exchanged, and note which version is to come.

    Raises:
        StoreError, InputError, UserError: as :func:`back_up`; then nothing is exchanged.
    """
    run, changes = back_up(desk, None, work)
    with desk.store.writing() as tx:
        note(desk, tx, "update", "program", release.version, result=AuditResult.BEGUN, sha256=release.sha256)
    return run, changes


@intention
def make_ready(
    desk: Desk, file: Path, keys: Sequence[str], tree: Path | None, work: Work | None = None
) -> tuple[Path, Changes]:
    """Back up, then make the program in the package ``file`` ready beside the one in ``tree``: once every window is
    closed it can :func:`switch`. Returns the program's folder.

    Raises:
        InputError, StoreError, UserError: as :func:`check_package`, :func:`keep_before` and :func:`prepare`; program
            and data are as they were.
    """
    checked, place, work = fitting_package(file, keys, tree), program_folder(tree), work or Work()
    run, changes = keep_before(desk, checked.release, work)
    prepare(checked, place, desk.home / FOLDER / run.file_name, clock=desk.clock, work=work)
    return place, changes


@intention
def take_out(
    desk: Desk, file: Path, keys: Sequence[str], tree: Path | None, folder: Path, work: Work | None = None
) -> tuple[Path, Changes]:
    """Back up, then take the Debian package out of the package ``file`` into ``folder``, for the administrator to
    install; ``tree`` is the folder of the program that is here.

    Raises:
        InputError, StoreError, UserError: as :func:`check_package`, :func:`keep_before` and :func:`take_package`.
    """
    checked, work = fitting_package(file, keys, tree), work or Work()
    _, changes = keep_before(desk, checked.release, work)
    return take_package(checked, folder, work), changes


def program_folder(named: Path | None) -> Path:
    """The program's folder that is to be exchanged: ``named``, else that of the running program.

    Raises:
        InputError: ``UPDATE_NOT_FITTING``: this program runs from its source, or there is no program.
    """
    tree = named.absolute() if named else own_tree()
    if tree is None:
        raise InputError("UPDATE_NOT_FITTING", reason="这一份程序不是安装的，是从源代码运行的", todo="请更新源代码")
    if not (tree / PROGRAM).is_file():
        raise InputError("UPDATE_NOT_FITTING", reason="那个文件夹里没有本程序", todo="请核对程序文件夹")
    return tree


def install(checked: Checked, tree: Path, backup: Path | None, *, clock: Clock, work: Work) -> None:
    """Unpack the new program beside the old one, let it test itself, and let it take the place of the old one.

    ``backup`` is the home's, made just before. Nothing may be loaded from the program's own folder afterwards.

    Raises:
        InputError: ``UPDATE_NOT_FITTING``, ``UPDATE_FAILED`` (the self-test), ``UPDATE_DAMAGED``, ``FILE_NOT_WRITTEN``.
        StoreError: ``STORE_DISK_FULL``, ``STORE_READ_ONLY``.
        UserError: ``CANCELLED``. In each case the old program is where it was, unchanged.
    """
    try:
        prepare(checked, tree, backup, clock=clock, work=work)
        switch(tree)
    finally:
        _tidy(tree)


def prepare(checked: Checked, tree: Path, backup: Path | None, *, clock: Clock, work: Work) -> None:
    """All of :func:`install` but the last step, which is :func:`switch`: a window has to be closed in between.

    Raises:
        InputError, StoreError, UserError: as :func:`install`; nothing is left beside the program then.
    """
    if checked.hindrance:
        raise checked.hindrance
    _nobody_in(tree)
    _tidy(tree)
    _exchangeable(tree)
    beside, archive = _beside(tree, "next"), _beside(tree, "next.tar.xz")
    try:
        take_payload(checked.file, checked.release, archive, work)
        work.at(0, 2, "正在解开新程序")
        unpack_tree(archive, beside)
        archive.unlink()
        work.at(1, 2, "新程序正在自检")
        _try(beside, checked.release.version)
        _note_replaced(tree, checked.release, backup, clock)
    except BaseException:
        _tidy(tree)
        raise


def switch(tree: Path) -> None:
    """Let the program that was prepared take the place of the one in ``tree``.

    Raises:
        InputError: ``UPDATE_NOT_FITTING``: another program runs out of it, or it cannot be exchanged here.
        StoreError: ``STORE_READ_ONLY``. In each case the old program is where it was.
    """
    _nobody_in(tree)
    exchange(tree, _beside(tree, "next"))


def take_package(checked: Checked, folder: Path, work: Work) -> Path:
    """Take the Debian package out of a checked package into ``folder``, for the administrator to install.

    Raises:
        InputError, StoreError, UserError: as :func:`take_payload`.
    """
    target = folder / checked.release.file
    take_payload(checked.file, checked.release, target, work)
    return target


def earlier_program(tree: Path) -> Replaced:
    """The program that was here before the last update.

    Raises:
        InputError: ``UPDATE_NONE_EARLIER``.
    """
    _tidy(tree)
    try:
        found = cast("dict[str, Any]", json.loads((_beside(tree, "previous") / _FACTS).read_bytes()))
        backup = Path(found["backup"]) if found["backup"] else None
        return Replaced(found["version"], found["schema"], found["by"], found["by_schema"], backup)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("UPDATE_NONE_EARLIER") from error


def upgraded_since(home: Path, earlier: Replaced) -> bool:
    """Whether the newer program has opened ``home`` and upgraded its record, so that the earlier one cannot read it."""
    if earlier.schema == earlier.by_schema:
        return False
    return (home / SERVER_FILE).exists() or (home / EARLIER / f"before-{earlier.by_schema}.db").exists()


def go_back(tree: Path, home: Path, *, clock: Clock, with_backup: bool, work: Work) -> tuple[Replaced, Restored | None]:
    """Let the earlier program take its place again. If the record was upgraded since, ``with_backup`` puts the backup
    made before the update back too; the home as it is now is moved aside, with all that was taken down since.

    Raises:
        InputError: ``UPDATE_NONE_EARLIER``; ``UPDATE_NOT_FITTING``: programs run, or the backup has to come back and
            ``with_backup`` is not given, or there is none.
        StoreError, UserError: as :func:`restore`. In each case nothing has changed, or only the home was restored.
    """
    earlier, put = earlier_program(tree), None
    _nobody_in(tree)
    if upgraded_since(home, earlier):
        if not with_backup:
            raise InputError(
                "UPDATE_NOT_FITTING",
                reason="新版本已经升级了数据，原来的程序读不了",
                todo="确实要退回的，请加 --restore：放回更新前的备份，现在的工作台移到一旁保留",
            )
        if earlier.backup is None:
            raise InputError("UPDATE_NOT_FITTING", reason="没有更新前的备份", todo="请继续使用现在的版本")
        put = restore(earlier.backup, home, clock=clock, replace=True, work=work)
    previous = _beside(tree, "previous")
    exchange(tree, previous)
    (tree / _FACTS).unlink(missing_ok=True)
    shutil.rmtree(previous, ignore_errors=True)
    return earlier, put


def _hindrance(release: Release, tree: Path | None) -> InputError | None:
    offered, own = version_numbers(release.version), version_numbers(__version__)
    if offered == own:
        return InputError("UPDATE_NOT_FITTING", reason=f"现在用的就是 {__version__}", todo="不用更新")
    if offered < own:
        reason = f"包里是较早的 {release.version}，现在用的是 {__version__}"
        return InputError("UPDATE_NOT_FITTING", reason=reason, todo="请换一份较新的更新包")
    installed = tree is not None and tree.is_relative_to(SYSTEM)
    if release.kind is Payload.PORTABLE and installed:
        return InputError(
            "UPDATE_NOT_FITTING",
            reason="本程序是用安装包装的，这是免安装版的更新包",
            todo="请换一份装着 .deb 的更新包，由管理员安装",
        )
    if release.kind is Payload.PORTABLE and tree and not (os.access(tree, os.W_OK) and os.access(tree.parent, os.W_OK)):
        return InputError(
            "UPDATE_NOT_FITTING", reason="程序文件夹不让您改动", todo="请管理员更新，或用装程序的那个系统账户更新"
        )
    return None


def _nobody_in(tree: Path) -> None:
    if others_running(tree):
        raise InputError("UPDATE_NOT_FITTING", reason="程序还开着", todo="请关闭所有窗口，停下接收服务，再更新")


def _exchangeable(tree: Path) -> None:
    """Try the exchange on two empty folders at the place of the program: better to know before long work than after."""
    one, other = _beside(tree, "trial-1"), _beside(tree, "trial-2")
    with explained_writing(tree.parent):
        try:
            one.mkdir(exist_ok=True)
            other.mkdir(exist_ok=True)
            exchange(one, other)
        finally:
            for folder in (one, other):
                folder.rmdir()


def _try(tree: Path, version: str) -> None:
    """Let the new program say its version and walk its whole path on throw-away stores.

    Raises:
        InputError: ``UPDATE_FAILED``.
    """
    # A packaged program leaves its own libraries to those that it starts (installer/package/start.py).
    for line, wanted in ((["--version", "--json"], version), (["selftest", "--json"], None)):
        try:
            ended = subprocess.run(
                [str(tree / PROGRAM), *line], capture_output=True, check=False, timeout=TRIAL_SECONDS, text=True
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise InputError("UPDATE_FAILED", reason="新程序在这台电脑上运行不了") from error
        if ended.returncode != 0:
            raise InputError("UPDATE_FAILED", reason=f"自检没有走完，代号 {ended.returncode}")
        if wanted is not None and _said_version(ended.stdout) != wanted:
            raise InputError("UPDATE_FAILED", reason="新程序说的版本与更新包上写的不一样")


def _said_version(output: str) -> object:
    with suppress(ValueError, KeyError, TypeError):
        return json.loads(output)["version"]
    return None


def _note_replaced(tree: Path, release: Release, backup: Path | None, clock: Clock) -> None:
    facts: dict[str, Plain] = {
        "v": 1,
        "version": __version__,
        "schema": HEAD,
        "by": release.version,
        "by_schema": release.schema,
        "backup": str(backup) if backup else None,
        "at": stamp(clock.now()),
    }
    write_durably(tree / _FACTS, json.dumps(facts, ensure_ascii=False, sort_keys=True).encode())


def _tidy(tree: Path) -> None:
    """Finish what a cut-off update left: the old program goes to its place for going back, an untried one goes away."""
    beside, previous = _beside(tree, "next"), _beside(tree, "previous")
    _beside(tree, "next.tar.xz").unlink(missing_ok=True)
    if (beside / _FACTS).exists():
        shutil.rmtree(previous, ignore_errors=True)
        beside.rename(previous)
    else:
        shutil.rmtree(beside, ignore_errors=True)
    # Written before the exchange; where it lies now, the exchange has not come to pass.
    (tree / _FACTS).unlink(missing_ok=True)


def _beside(tree: Path, what: str) -> Path:
    return tree.with_name(f".{tree.name}.{what}")
