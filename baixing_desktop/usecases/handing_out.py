"""An office hands a new version of the program to its workrooms: signed by the publisher, passed on as it is.

The office cannot make an update. What it keeps was checked with the keys that ship with the program, and every workroom
checks it again with its own; decision 53.
"""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.units import Device, Face
from baixing_desktop.domain.updates import (
    LENGTH_LIMIT,
    MANIFEST_LIMIT,
    NONE,
    Handing,
    Package,
    UpdateNotice,
    notice_of,
)
from baixing_desktop.errors import InputError, StoreError, SyncError
from baixing_desktop.files import durable_file, private_folder
from baixing_desktop.store.release import (
    SUFFIX,
    Payload,
    Release,
    check_payload,
    look_into_package,
    read_manifest,
    version_numbers,
)
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.databases import UPDATES
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.updating import check_package
from baixing_desktop.work import Work

PIECE = 2**19
"""Bytes of a package in one answer, as of an attachment in one request."""
_OUT = "update_out."
_HAS = "update_has."
_SLICE = 2**20
_RESERVE = 200_000_000
"""Bytes of the disk that stay free for clues."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A package that the office has, or had: who handed it out or withdrew it last, and when; ``file`` is None where
    the package itself is not on this computer."""

    release: Release
    package: Package
    state: Handing
    at: datetime
    by: str
    file: Path | None


@dataclass(frozen=True, slots=True)
class Station:
    """A workstation by its unit and code, the version that it said it runs, and the version that lies ready there."""

    device: Device
    version: str
    ready: str


@intention
def hand_out(desk: Desk, file: Path, keys: Sequence[str], work: Work | None = None) -> tuple[HandedOut, Changes]:
    """Keep a package and tell every workroom of it, in place of an earlier one of the same kind.

    Raises:
        InputError: ``WRONG_ROLE``; ``FILE_MISSING``, ``UPDATE_DAMAGED``, ``UPDATE_TOO_NEW``, ``UPDATE_NOT_OURS``;
            ``UPDATE_NOT_FITTING``: one that is as new is handed out already; ``FILE_TOO_LARGE``, ``FILE_NOT_WRITTEN``.
        StoreError: ``STORE_DISK_FULL``, ``STORE_READ_ONLY``.
        UserError: ``CANCELLED``. In each case what was handed out before still is.
    """
    work = work or Work()
    require_face(desk.installation, Face.OFFICE)
    release, folder = check_package(file, keys).release, private_folder(desk.home / UPDATES)
    with desk.store.reading() as tx:
        _require_newer(_read(desk, tx, release.kind), release)
    kept = _take_copy(file, folder, work)
    try:
        # The copy, not the file: what lies on a stick may be another one by now.
        package = _package_in(kept, release, keys)
        check_payload(kept, release, work)
        with desk.store.writing() as tx:
            before = _read(desk, tx, release.kind)
            _require_newer(before, release)
            handed = HandedOut(release, package, Handing.OUT, desk.now(), desk.actor.name, kept)
            _write(desk, tx, handed)
            note(desk, tx, "hand_out_update", "program", release.version, sha256=package.sha256, of=release.kind.value)
    except BaseException:
        _drop_others(desk)
        raise
    _drop_others(desk)
    return handed, Changes.of(Kind.UPDATE, release.kind.value)


@intention
def withdraw_update(desk: Desk, kind: Payload) -> tuple[HandedOut, Changes]:
    """No workroom is offered this package any more; what one has fetched and not installed, it deletes.

    Raises:
        InputError: ``UPDATE_NOT_FITTING``: none is handed out.
    """
    return _turn(desk, kind, Handing.OUT, Handing.WITHDRAWN, "withdraw_update")


@intention
def hand_out_again(desk: Desk, kind: Payload) -> tuple[HandedOut, Changes]:
    """Hand out once more what was withdrawn.

    Raises:
        InputError: ``UPDATE_NOT_FITTING``: none was withdrawn; ``FILE_MISSING``: it is not here any more.
    """
    return _turn(desk, kind, Handing.WITHDRAWN, Handing.OUT, "hand_out_update")


@intention
def handed_out(desk: Desk) -> tuple[HandedOut, ...]:
    """What the office hands out or withdrew, one of each kind."""
    with desk.store.reading() as tx:
        found = [_read(desk, tx, kind) for kind in Payload]
    return tuple(one for one in found if one is not None)


@intention
def update_stations(desk: Desk) -> tuple[Station, ...]:
    """Every workstation that is enrolled, which version it runs, and what lies ready there."""
    with desk.store.reading() as tx:
        told, known = tx.settings.beginning(_HAS), [_read(desk, tx, kind) for kind in Payload]
        devices = tx.reception.devices()
    versions = {one.package.sha256: one.release.version for one in known if one is not None}
    return tuple(
        Station(one, one.app_version, versions.get(told.get(_HAS + one.id, ""), ""))
        for one in devices
        if one.revoked_at is None
    )


@intention
def update_for(desk: Desk, device: Device, told: str, has: str) -> UpdateNotice | None:
    """What to tell a workstation that knows the notice with the hash ``told``, None when that is the present one; note
    that the package with the hash ``has`` (empty for none) lies ready there."""
    with desk.store.reading() as tx:
        notice, before = _notice(desk, tx), tx.settings.value(_HAS + device.id) or ""
    if has != before:
        with desk.store.writing() as tx:
            tx.settings.put(_HAS + device.id, has, desk.now(), desk.actor.name)
            if has:
                note(desk, tx, "fetch_update", "device", device.id, sha256=has)
    news = notice.packages or told != NONE
    return notice if news and notice.digest != told else None


@intention
def packages_out(desk: Desk) -> tuple[HandedOut, ...]:
    """What is handed out now and lies on this computer."""
    with desk.store.reading() as tx:
        return tuple(_out(desk, tx))


@intention
def lies_ready(desk: Desk, device: Device) -> bool:
    """Whether a workstation has said that it holds one of the packages that are handed out now."""
    with desk.store.reading() as tx:
        has = tx.settings.value(_HAS + device.id)
        return any(one.package.sha256 == has for one in _out(desk, tx))


@intention
def package_piece(desk: Desk, sha256: str, offset: int) -> bytes | None:
    """What a workroom fetches: the bytes from ``offset`` on, :data:`PIECE` at most. None: it is not handed out.

    Raises:
        SyncError: ``BATCH_DAMAGED``: there is nothing at such a place.
    """
    file = next((one.file for one in packages_out(desk) if one.package.sha256 == sha256), None)
    if file is None:
        return None
    try:
        with file.open("rb") as source:
            source.seek(offset)
            piece = source.read(PIECE)
    except FileNotFoundError:
        # Withdrawn and replaced at this very moment.
        return None
    if not piece:
        raise SyncError("BATCH_DAMAGED")
    return piece


def _turn(desk: Desk, kind: Payload, wanted: Handing, to: Handing, act: str) -> tuple[HandedOut, Changes]:
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        held = _read(desk, tx, kind)
        if held is None or held.state is not wanted:
            reason = "现在没有下发这一种更新包" if wanted is Handing.OUT else "没有撤回过这一种更新包"
            raise InputError("UPDATE_NOT_FITTING", reason=reason, todo="请看“下发更新”页上的现况")
        if to is Handing.OUT and held.file is None:
            raise InputError("FILE_MISSING", name=f"{held.release.version}{SUFFIX}")
        turned = HandedOut(held.release, held.package, to, desk.now(), desk.actor.name, held.file)
        _write(desk, tx, turned)
        note(desk, tx, act, "program", held.release.version, sha256=held.package.sha256, of=kind.value)
    return turned, Changes.of(Kind.UPDATE, kind.value)


def _require_newer(before: HandedOut | None, release: Release) -> None:
    if before is None or before.state is Handing.WITHDRAWN or before.file is None:
        return
    if version_numbers(release.version) <= version_numbers(before.release.version):
        reason = f"已经下发了 {before.release.version}，这一份是 {release.version}"
        raise InputError("UPDATE_NOT_FITTING", reason=reason, todo="要换成这一份，请先撤回现在下发的")


def _take_copy(file: Path, folder: Path, work: Work) -> Path:
    """Copy a package into ``folder`` under the name of its hash."""
    length = file.stat().st_size
    if length > LENGTH_LIMIT:
        raise InputError("FILE_TOO_LARGE", name=file.name, limit=f"{LENGTH_LIMIT // 1_000_000} 兆字节")
    if shutil.disk_usage(folder).free < length + _RESERVE:
        raise StoreError("STORE_DISK_FULL")
    digest, taken, arriving = hashlib.sha256(), 0, folder / "arriving"
    with file.open("rb") as source, durable_file(arriving) as target:
        while (piece := source.read(_SLICE)) and taken <= length:
            work.at(taken // _SLICE, -(-length // _SLICE), "正在保存更新包")
            target.write(piece)
            digest.update(piece)
            taken += len(piece)
    return arriving.replace(folder / f"{digest.hexdigest()}{SUFFIX}")


def _package_in(kept: Path, release: Release, keys: Sequence[str]) -> Package:
    sealed = look_into_package(kept)
    if check_package(kept, keys).release != release or len(sealed.manifest) > MANIFEST_LIMIT:
        raise InputError("UPDATE_DAMAGED", name=kept.name)
    return Package(sealed.manifest, sealed.signature.hex(), kept.stat().st_size, kept.stem)


def _drop_others(desk: Desk) -> None:
    """Delete every package that is neither handed out nor withdrawn."""
    with desk.store.reading() as tx:
        known = [_read(desk, tx, kind) for kind in Payload]
    kept = {one.package.sha256 for one in known if one is not None}
    for path in (desk.home / UPDATES).iterdir():
        if path.stem not in kept:
            path.unlink(missing_ok=True)


def _notice(desk: Desk, tx: Transaction) -> UpdateNotice:
    return notice_of(one.package for one in _out(desk, tx))


def _out(desk: Desk, tx: Transaction) -> list[HandedOut]:
    found = [_read(desk, tx, kind) for kind in Payload]
    return [one for one in found if one is not None and one.state is Handing.OUT and one.file is not None]


def _read(desk: Desk, tx: Transaction, kind: Payload) -> HandedOut | None:
    text = tx.settings.value(_OUT + kind.value)
    if text is None:
        return None
    kept = cast("dict[str, Any]", json.loads(text))
    manifest = str(kept["manifest"]).encode()
    package = Package(manifest, kept["signature"], kept["length"], kept["sha256"])
    file = desk.home / UPDATES / f"{package.sha256}{SUFFIX}"
    there = file.is_file() and file.stat().st_size == package.length
    return HandedOut(
        read_manifest(manifest, kind.value),
        package,
        Handing(kept["state"]),
        parse_stamp(kept["at"]),
        kept["by"],
        file if there else None,
    )


def _write(desk: Desk, tx: Transaction, handed: HandedOut) -> None:
    package = handed.package
    kept: dict[str, Plain] = {
        "manifest": package.manifest.decode(),
        "signature": package.signature,
        "length": package.length,
        "sha256": package.sha256,
        "state": handed.state.value,
        "at": stamp(handed.at),
        "by": handed.by,
    }
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    tx.settings.put(_OUT + handed.release.kind.value, text, desk.now(), desk.actor.name)
