"""A new version of the program comes to a workroom from its office, and waits until somebody wants it.

The office is believed in nothing here but that the file lies there: manifest and signature are judged with the keys of
this very program before a byte is fetched, and all of the file is checked before it is offered. Decision 53.
"""

import json
import os
import platform
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from baixing_desktop import __version__
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.updates import NONE, OVERHEAD, Package, UpdateNotice, notice_from_record, put_off_until
from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.files import explained_writing, flush_folder, private_folder
from baixing_desktop.store.program import own_tree
from baixing_desktop.store.release import (
    SIGNED_AS,
    SUFFIX,
    Payload,
    Release,
    check_payload,
    digest_of,
    read_manifest,
    version_numbers,
)
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.databases import UPDATES
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.updating import SYSTEM, check_package
from baixing_desktop.vault.signing import verify
from baixing_desktop.work import Work

_NOTICE = "update_notice"
_REFUSED = "update_refused"
_LATER = "update_later"
_PART = ".part"
_RESERVE = 500_000_000
"""Bytes of the disk that stay free for clues and their backups."""
_MACHINES = {"x86_64": ("x86_64", "amd64"), "amd64": ("x86_64", "amd64"), "aarch64": ("aarch64", "arm64")}
_ALL_MACHINES = ("x86_64", "amd64", "aarch64", "arm64", "loongarch64", "loong64", "mips64el", "sw64")


@dataclass(frozen=True, slots=True)
class Program:
    """The program that runs here, as an update has to fit it: the release ``keys`` that ship with it, in which form it
    was installed (None: nothing can take its place), its folder, and what its processor is called."""

    keys: tuple[str, ...]
    kind: Payload | None
    tree: Path | None = None
    machine: str = field(default_factory=platform.machine)


def this_program(keys: Sequence[str], tree: Path | None = None) -> Program:
    """The running program, or the one in the folder ``tree``."""
    tree = tree or own_tree()
    if tree is None or sys.platform != "linux":
        return Program(tuple(keys), None, tree)
    return Program(tuple(keys), Payload.DEB if tree.is_relative_to(SYSTEM) else Payload.PORTABLE, tree)


@dataclass(frozen=True, slots=True)
class Offered:
    """A newer version that fits: how many bytes of its package are here; ``file`` once it is whole and checked.

    ``refused``: why it is not taken, in words, and ``again``: whether fetching it once more may help; ``put_off``:
    下班后再说, and it is not that late yet.
    """

    release: Release
    package: Package
    reached: int
    file: Path | None
    refused: str = ""
    put_off: bool = False
    again: bool = False


@intention
def notice_held(desk: Desk) -> tuple[str, str]:
    """What a request tells the office: the hash of the notice here, and of the package that lies ready, empty for
    none. One that was installed meanwhile has done its work and is let go."""
    with desk.store.reading() as tx:
        notice = _held(tx)
    if notice is None:
        return NONE, ""
    there = [one for one in notice.packages if _whole(desk, one).is_file()]
    for one in there:
        if not _is_newer(one):
            _whole(desk, one).unlink(missing_ok=True)
    return notice.digest, next((one.sha256 for one in there if _is_newer(one)), "")


@intention
def take_notice(desk: Desk, notice: UpdateNotice) -> Changes:
    """Go by what the office hands out now; what it withdrew is deleted, however much of it is here."""
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.WORKROOM)
        held = _held(tx)
        if held is not None and held.record == notice.record:
            return Changes()
        tx.settings.put(_NOTICE, notice.record.decode(), desk.now(), desk.actor.name)
        for key in (_REFUSED, _LATER):
            tx.settings.put(key, "", desk.now(), desk.actor.name)
        note(desk, tx, "take_update_notice", "setting", _NOTICE, packages=len(notice.packages))
    _keep_only(desk, (one.sha256 for one in notice.packages))
    return Changes.of(Kind.UPDATE, _NOTICE)


@intention
def offered_update(desk: Desk, program: Program) -> Offered | None:
    """The newest version that the office hands out for this program; None when there is none that is newer."""
    with desk.store.reading() as tx:
        notice, refused, later = _held(tx), tx.settings.value(_REFUSED), tx.settings.value(_LATER)
    found = _fitting(notice, program) if notice else []
    if not found:
        return None
    release, package, fault = max(found, key=lambda one: (not one[2], version_numbers(one[0].version)))
    told = cast("dict[str, str]", json.loads(refused)) if refused else {}
    again = not fault and told.get("sha256") == package.sha256
    if again:
        fault = told["reason"]
    whole = _whole(desk, package)
    there = whole.is_file() and not fault
    part = _part(desk, package)
    reached = package.length if there else min(part.stat().st_size, package.length) if part.is_file() else 0
    put_off = bool(later) and desk.now() < parse_stamp(str(later))
    return Offered(release, package, reached, whole if there else None, fault, put_off, again)


@intention
def put_off_update(desk: Desk) -> tuple[None, Changes]:
    """下班后再说: do not mention it before the end of the working day."""
    with desk.store.writing() as tx:
        tx.settings.put(_LATER, stamp(put_off_until(desk.now())), desk.now(), desk.actor.name)
    return None, Changes.of(Kind.UPDATE, _LATER)


@intention
def fetch_once_more(desk: Desk) -> tuple[None, Changes]:
    """Fetch anew what came damaged."""
    with desk.store.writing() as tx:
        tx.settings.put(_REFUSED, "", desk.now(), desk.actor.name)
    return None, Changes.of(Kind.UPDATE, _REFUSED)


@intention
def take_piece(desk: Desk, offered: Offered, data: bytes) -> Offered | None:
    """Keep the next bytes of a package durably, behind those that are here; None: it was withdrawn meanwhile.

    Raises:
        InputError: ``UPDATE_DAMAGED``: more than there should be; ``FILE_NOT_WRITTEN``.
        StoreError: ``UPDATE_NO_ROOM``, ``STORE_READ_ONLY``; what is here stays.
    """
    package, part = offered.package, _part(desk, offered.package)
    reached = offered.reached + len(data)
    if not data or reached > package.length:
        raise InputError("UPDATE_DAMAGED", name=offered.release.version)
    private_folder(part.parent)
    with desk.store.reading() as tx:
        notice = _held(tx)
    if notice is None or package not in notice.packages:
        return None
    here = part.stat().st_size if part.is_file() else 0
    if here < offered.reached:
        # It was deleted beneath us: begin where it really ends.
        return replace(offered, reached=here)
    if shutil.disk_usage(part.parent).free < package.length - offered.reached + _RESERVE:
        raise StoreError("UPDATE_NO_ROOM", version=offered.release.version)
    try:
        with explained_writing(part), part.open("ab") as file:
            # A write that was cut off may have left more than anybody was told of.
            file.truncate(offered.reached)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except StoreError as error:
        if error.code != "STORE_DISK_FULL":
            raise
        raise StoreError("UPDATE_NO_ROOM", version=offered.release.version) from error
    return replace(offered, reached=reached)


@intention
def finish_update(desk: Desk, program: Program, offered: Offered, work: Work | None = None) -> Changes:
    """All bytes are here: offer the package if every one of them is as the publisher signed it, else delete it and
    remember why. It never raises for a bad file.

    Raises:
        StoreError, InputError: the disk does not let us.
        UserError: ``CANCELLED``.
    """
    part, whole = _part(desk, offered.package), _whole(desk, offered.package)
    fault = _fault_in(part, program, offered, work or Work())
    if fault:
        part.unlink(missing_ok=True)
    else:
        with explained_writing(whole):
            part.replace(whole)
            flush_folder(whole.parent)
    sha256 = offered.package.sha256
    with desk.store.writing() as tx:
        if fault:
            told = json.dumps({"sha256": sha256, "reason": fault}, ensure_ascii=False)
            tx.settings.put(_REFUSED, told, desk.now(), desk.actor.name)
        act = "refuse_update" if fault else "fetch_update"
        note(desk, tx, act, "program", offered.release.version, sha256=sha256)
    return Changes.of(Kind.UPDATE, sha256)


def _fault_in(part: Path, program: Program, offered: Offered, work: Work) -> str:
    """What is wrong with a package that has come, in words; empty when it is sound."""
    if digest_of(part, work) != offered.package.sha256:
        return "文件在路上损坏了，已经删除"
    try:
        checked = check_package(part, program.keys, program.tree)
        check_payload(part, checked.release, work)
    except InputError as error:
        if error.code in ("UPDATE_DAMAGED", "UPDATE_TOO_NEW", "UPDATE_NOT_OURS"):
            return "文件里不是发布单位做的那一版，已经删除"
        raise
    return "" if checked.release == offered.release else "文件里不是公告上说的那一版，已经删除"


def _fitting(notice: UpdateNotice, program: Program) -> list[tuple[Release, Package, str]]:
    """What of a notice is newer and for this program, each with what speaks against it; what an older program does not
    understand is passed over."""
    found: list[tuple[Release, Package, str]] = []
    for package in notice.packages:
        try:
            release = read_manifest(package.manifest, package.sha256)
            newer = version_numbers(release.version) > version_numbers(__version__)
        except InputError:
            continue
        if newer and release.kind is program.kind and _for_machine(release.file, program.machine):
            found.append((release, package, _fault_of(release, package, program.keys)))
    return found


def _is_newer(package: Package) -> bool:
    """Whether a package that was checked when it came is newer than what runs now."""
    release = read_manifest(package.manifest, package.sha256)
    return version_numbers(release.version) > version_numbers(__version__)


def _fault_of(release: Release, package: Package, keys: Iterable[str]) -> str:
    signature = bytes.fromhex(package.signature)
    if not any(verify(key, signature, SIGNED_AS + package.manifest) for key in keys):
        return "签名不对：不是发布单位做的，没有取回"
    return "大小与发布单位说的不符，没有取回" if package.length > release.length + OVERHEAD else ""


def _for_machine(name: str, machine: str) -> bool:
    """Whether a payload called ``name`` runs on such a processor; one that names none is for all."""
    named = [one for one in _ALL_MACHINES if one in name.lower()]
    ours = _MACHINES.get(machine.lower(), (machine.lower(),))
    return not named or any(one in ours for one in named)


def _keep_only(desk: Desk, hashes: Iterable[str]) -> None:
    kept, folder = set(hashes), desk.home / UPDATES
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stem not in kept:
            path.unlink(missing_ok=True)


def _held(tx: Transaction) -> UpdateNotice | None:
    text = tx.settings.value(_NOTICE)
    return notice_from_record(json.loads(text)) if text else None


def _whole(desk: Desk, package: Package) -> Path:
    return desk.home / UPDATES / f"{package.sha256}{SUFFIX}"


def _part(desk: Desk, package: Package) -> Path:
    return desk.home / UPDATES / f"{package.sha256}{_PART}"
