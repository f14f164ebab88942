"""A new version of the program travels from the office to a workroom: behind all else, in pieces, on any carrier.

What came is judged by ``usecases.arriving`` with the keys of the workroom's own program, so the carrier need not be
trusted, and whatever is cut off goes on where it was.
"""

import re
import shutil
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from baixing_desktop.changes import Changes
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.files import reason_of
from baixing_desktop.store.release import SUFFIX, Release, version_numbers
from baixing_desktop.usecases import arriving, handing_out, reading
from baixing_desktop.usecases.arriving import Offered, Program
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.handing_out import PIECE, HandedOut
from baixing_desktop.work import Work
from sync import carrier
from sync.batch import pack_fetch
from sync.office.clerk import FileReceived, receive_file
from sync.problems import read_problem
from sync.session import envelope_to, require_contact
from sync.transport import OfficeLink

FOLDER = "更新"
"""The folder with packages, in a shared folder or on a stick."""
STICK_RESERVE = 64_000_000
"""Bytes that stay free on a stick: what it is there for is batches and receipts."""
_OURS = re.compile(r"baixing-[0-9.]{1,40}-(portable|deb)\.bxup")
_STALE_SECONDS = 3_600
_SLICE = 2**20


class Source(Protocol):
    """Where a package is fetched from."""

    def piece(self, offered: Offered) -> bytes | None:
        """The bytes behind those that are here; None: it is not there (any more)."""
        ...


@dataclass(frozen=True, slots=True)
class Fetched:
    """How a fetch went: what is offered now (None: nothing), whether it came to its end, sound or not, or whether the
    file is ``away``: announced, but not there."""

    offered: Offered | None
    done: bool
    away: bool = False
    changes: Changes = field(default_factory=Changes)


def _never() -> bool:
    """Nothing else is to be done."""
    return False


def needed(desk: Desk, program: Program) -> Offered | None:
    """What is offered and neither here nor refused."""
    offered = arriving.offered_update(desk, program)
    return None if offered is None or offered.file is not None or offered.refused else offered


def fetch_online(
    desk: Desk, program: Program, work: Work | None = None, enough: Callable[[], bool] = _never
) -> Fetched:
    """Fetch what the office hands out over HTTPS, from where it was cut off, until it is here or ``enough`` says so.

    Raises:
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``, ``SYNC_BAD_ANSWER``,
            ``SYNC_BUSY``, or the office's refusal; what came stays.
        StoreError, InputError: it cannot be written.
        UserError: ``CANCELLED``.
    """
    contact = require_contact(desk)
    if not contact.address:
        raise SyncError("SYNC_NO_NETWORK", reason="没有设区办公室的地址")
    if needed(desk, program) is None:
        return Fetched(arriving.offered_update(desk, program), done=False)
    with OfficeLink(contact.address, contact.fingerprint) as link:
        return _fetch(desk, program, _Online(desk, link), work or Work(), enough)


def fetch_from(
    desk: Desk, program: Program, directory: Path, work: Work | None = None, enough: Callable[[], bool] = _never
) -> Fetched:
    """Copy what the office hands out from a shared folder or a stick, as :func:`fetch_online` does.

    Raises:
        SyncError: ``SYNC_FOLDER``: the medium cannot be read; what came stays.
        StoreError, InputError, UserError: as :func:`fetch_online`.
    """
    return _fetch(desk, program, _Lying(directory), work or Work(), enough)


def _fetch(desk: Desk, program: Program, source: Source, work: Work, enough: Callable[[], bool]) -> Fetched:
    offered = needed(desk, program)
    if offered is None:
        return Fetched(arriving.offered_update(desk, program), done=False)
    length = offered.package.length
    while offered.reached < length:
        work.at(offered.reached, length, "正在取回新版本")
        if enough():
            return Fetched(offered, done=False)
        piece = source.piece(offered)
        if piece is None:
            return Fetched(offered, done=False, away=True)
        kept = arriving.take_piece(desk, offered, piece)
        if kept is None:
            return Fetched(None, done=False)
        offered = kept
    changes = arriving.finish_update(desk, program, offered, work.unheard())
    return Fetched(arriving.offered_update(desk, program), done=True, changes=changes)


@dataclass(frozen=True, slots=True)
class _Online:
    """The office's door."""

    desk: Desk
    link: OfficeLink

    def piece(self, offered: Offered) -> bytes | None:
        sha256 = offered.package.sha256
        container = pack_fetch(sha256, offered.reached, envelope_to(self.desk, require_contact(self.desk)))
        reply = self.link.update(sha256, container)
        if reply.status == 200 and 0 < len(reply.body) <= min(PIECE, offered.package.length - offered.reached):
            return reply.body
        try:
            problem = read_problem(reply.body)
        except ValueError as error:
            raise SyncError("SYNC_BAD_ANSWER") from error
        if problem.code == "NOT_FOUND":
            return None
        raise problem.error()


@dataclass(frozen=True, slots=True)
class _Lying:
    """A folder that the office writes into, or a stick that it wrote."""

    directory: Path

    def piece(self, offered: Offered) -> bytes | None:
        # The name is made of what the publisher signed, never taken from the medium.
        path, package = self.directory / FOLDER / package_name(offered.release), offered.package
        try:
            if not path.is_file() or path.stat().st_size != package.length:
                return None
            with path.open("rb") as file:
                file.seek(offered.reached)
                return file.read(min(PIECE, package.length - offered.reached)) or None
        except OSError as error:
            raise SyncError("SYNC_FOLDER", name=self.directory.name, reason=reason_of(error)) from error


def package_name(release: Release) -> str:
    """``baixing-0.2.0-deb.bxup``: how a package is called where people see it."""
    return f"baixing-{release.version}-{release.kind.value}{SUFFIX}"


def lay_out(desk: Desk, directory: Path, work: Work | None = None, reserve: int = 0) -> tuple[Path, ...]:
    """In an office: put what is handed out into ``directory``/更新, which every workroom there may read, and take away
    what is handed out no more. What lies there already is not written again; what has no room above ``reserve`` bytes
    is left out. Returns what was written.

    Raises:
        InputError: ``FILE_NOT_WRITTEN``.
        UserError: ``CANCELLED``.
    """
    present = [(one, one.file) for one in handing_out.packages_out(desk) if one.file is not None]
    folder = directory / FOLDER
    try:
        if not present and not folder.is_dir():
            return ()
        folder.mkdir(exist_ok=True)
        _clear(folder, {package_name(one.release) for one, _ in present})
        missing = [(one, file) for one, file in present if not _lies(folder, one)]
        room = shutil.disk_usage(folder).free - reserve
    except OSError as error:
        raise InputError("FILE_NOT_WRITTEN", name=FOLDER, reason=reason_of(error)) from error
    written: list[Path] = []
    for one, file in missing:
        if one.package.length <= room:
            written.append(folder / package_name(one.release))
            carrier.write_verified(written[-1], _slices(file, one.package.length, work or Work()))
            room -= one.package.length
    return tuple(written)


def lay_on_stick(
    desk: Desk, unit: str, device_code: str, directory: Path, work: Work | None = None
) -> tuple[Path, ...]:
    """Beside the receipt for a workstation, as :func:`lay_out` does, if what is handed out is newer than what it runs
    and not there yet. It comes last and only where there is room: a stick is there for receipts.

    Raises:
        InputError, UserError: as :func:`lay_out`; the receipt is on the stick.
    """
    device = next((d for d in reading.devices(desk) if (d.unit, d.device_code) == (unit, device_code)), None)
    out = handing_out.packages_out(desk)
    if device is None or not any(_is_newer(one, device.app_version) for one in out):
        return ()
    if handing_out.lies_ready(desk, device):
        return ()
    return lay_out(desk, directory, work, STICK_RESERVE)


def receive_on_stick(desk: Desk, path: Path, directory: Path, work: Work | None = None) -> FileReceived:
    """As :func:`receive_file`; beside the receipt goes what the workstation needs of the program itself. That it could
    not be written is told, and takes nothing back.

    Raises:
        InputError, SyncError: as :func:`receive_file`.
    """
    received = receive_file(desk, path, directory)
    try:
        return replace(received, updates=lay_on_stick(desk, received.unit, received.device_code, directory, work))
    except InputError as error:
        return replace(received, update_trouble=error)


def _is_newer(one: HandedOut, version: str) -> bool:
    try:
        return version_numbers(one.release.version) > version_numbers(version)
    except InputError:
        # A workstation that says no version of ours may well need one.
        return True


def _lies(folder: Path, one: HandedOut) -> bool:
    path = folder / package_name(one.release)
    return path.is_file() and path.stat().st_size == one.package.length


def _clear(folder: Path, wanted: Iterable[str]) -> None:
    """Take away packages that are handed out no more, and what a write left that was cut off long ago."""
    names, now = set(wanted), time.time()
    for path in folder.iterdir():
        stale = (
            path.name.startswith(".baixing-") and path.suffix == ".tmp" and now - path.stat().st_mtime > _STALE_SECONDS
        )
        if stale or (_OURS.fullmatch(path.name) and path.name not in names):
            # Somebody may be reading it just now; next time, then.
            with suppress(OSError):
                path.unlink()


def _slices(file: Path, length: int, work: Work) -> Generator[bytes]:
    done = 0
    with file.open("rb") as source:
        while piece := source.read(_SLICE):
            work.at(done, length, "正在写入更新包")
            done += len(piece)
            yield piece
