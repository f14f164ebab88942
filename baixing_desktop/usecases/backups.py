"""Backups: everything of a home in one file, tried by restoring it before it counts (safety 4.14, D10)."""

import hashlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from baixing_desktop import __version__
from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import local, stamp
from baixing_desktop.domain.backups import BackupMark, BackupRun, is_due, to_keep
from baixing_desktop.errors import InputError, StoreError, UserError
from baixing_desktop.files import discard, private_folder
from baixing_desktop.ids import new_id
from baixing_desktop.store.archive import SUFFIX, Piece, extract_archive, write_archive
from baixing_desktop.store.blobs import Blobs, FolderShelf, Shelf
from baixing_desktop.store.checks import Check, Fault, faults_in
from baixing_desktop.store.place import RecordFile, copy_to_file
from baixing_desktop.store.schema import HEAD
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.databases import ATTACHMENTS, BACKUPS, RECORD_FILE, SERVER_FILE
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.erased_list import list_beside, lists_of, read_lists, write_list
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.unfinished import unfinished
from baixing_desktop.usecases.wording import CHECK_WORDS
from baixing_desktop.vault.keys import FILE as VAULT_FILE
from baixing_desktop.work import Work

FOLDER = BACKUPS
_PIECE = 1 << 20
_FAULTS_TOLD = 3


@dataclass(frozen=True, slots=True)
class BackupState:
    """What the home page tells: the newest backup that was tried and can be restored, and what failed since."""

    last_good: BackupRun | None
    last: BackupRun | None
    due: bool


@intention
def backup_state(desk: Desk) -> BackupState:
    """How the backups stand."""
    with desk.store.reading() as tx:
        runs = tx.of(BackupRun).where(order="-made_at", limit=50)
    good = next((run for run in runs if run.good), None)
    return BackupState(good, runs[0] if runs else None, is_due(good.made_at if good else None, desk.now()))


@dataclass(frozen=True, slots=True)
class KnownBackup:
    """A backup that was made here; ``path`` is None once its file is gone from the home's own folder."""

    run: BackupRun
    path: Path | None


@intention
def backup_runs(desk: Desk, limit: int = 50) -> tuple[KnownBackup, ...]:
    """The backups that were made here, newest first, each with when it was tried last."""
    with desk.store.reading() as tx:
        runs = tx.of(BackupRun).where(order="-made_at", limit=limit)
    files = [desk.home / FOLDER / run.file_name for run in runs]
    return tuple(KnownBackup(run, file if file.is_file() else None) for run, file in zip(runs, files, strict=True))


@intention
def back_up(desk: Desk, folder: Path | None = None, work: Work | None = None) -> tuple[BackupRun, Changes]:
    """Make a backup in ``folder`` (else in the home's own), try it, and note the result.

    In the home's own folder old ones are dropped, as ``domain/backups.py`` says; elsewhere nothing is.

    Raises:
        StoreError: ``BACKUP_FAILED`` (the trial found a fault, which is noted; the file is gone), ``STORE_DISK_FULL``,
            ``STORE_READ_ONLY``, …: there is no backup.
        InputError: ``FILE_NOT_WRITTEN``.
        UserError: ``CANCELLED``.
    """
    work, own = work or Work(), folder is None
    folder = private_folder(desk.home / FOLDER) if folder is None else folder
    target = folder / _name(desk)
    _write(desk, target, work)
    try:
        run, marks = _tried(desk, target, work)
    except UserError:
        discard(target)
        raise
    with desk.store.writing() as tx:
        tx.of(BackupRun).add(run)
        _move_marks(tx, marks)
        note(desk, tx, "backup", "backup", run.id, sha256=run.sha256, length=run.length, good=run.good)
    if not run.good:
        discard(target)
        raise StoreError("BACKUP_FAILED", reason=run.fault)
    erased, _ = read_lists(*lists_of(desk.home))
    if erased:
        write_list(list_beside(target), erased)
    if own:
        _drop_old(desk, folder)
    return run, Changes.of(Kind.BACKUP, run.id)


@intention
def rehearse(desk: Desk, file: Path, work: Work | None = None) -> tuple[BackupRun, Changes]:
    """Try a backup of this home again, as it lies there now, by restoring it to a temporary place.

    Raises:
        StoreError: ``BACKUP_FAILED`` names what is wrong with it.
        InputError: ``FILE_MISSING``.
        UserError: ``CANCELLED``.
    """
    if not file.is_file():
        raise InputError("FILE_MISSING", name=file.name)
    run, _ = _tried(desk, file, work or Work())
    with desk.store.writing() as tx:
        known = next(iter(tx.of(BackupRun).where(sha256=run.sha256, order="-made_at", limit=1)), None)
        if known and run.good:
            tx.of(BackupRun).save(replace(known, verified_at=run.verified_at, fault="", version=known.version + 1))
        note(desk, tx, "rehearse", "backup", known.id if known else run.id, sha256=run.sha256, good=run.good)
    if not run.good:
        raise StoreError("BACKUP_FAILED", reason=run.fault)
    return run, Changes.of(Kind.BACKUP, run.id)


@intention
def back_up_if_due(desk: Desk, work: Work | None = None) -> tuple[BackupRun | None, Changes]:
    """The nightly backup: nothing happens while the last good one is young.

    Raises:
        StoreError, InputError, UserError: as :func:`back_up`.
    """
    return back_up(desk, work=work) if backup_state(desk).due else (None, Changes())


@intention
def verify_record(desk: Desk, *, repair: bool = False) -> tuple[tuple[Fault, ...], Changes]:
    """Check the whole record and the attachments; with ``repair`` first build anew what is derived.

    Returns:
        What is wrong.
    """
    if repair:
        with desk.store.writing() as tx:
            tx.clues.reindex()
            tx.tally.forget()
            note(desk, tx, "repair", "search", "search")
    return faults_in(desk.store), Changes()


@intention
def faulty_attachments(desk: Desk, work: Work | None = None) -> tuple[str, ...]:
    """The SHA-256 of each attachment that should be here and is not, or not as it was."""
    with desk.store.reading() as tx:
        return tuple(_faulty(tx, desk.blobs, work or Work()))


def _name(desk: Desk) -> str:
    me = desk.installation
    return f"备份-{me.unit}-{me.device_code}-{local(desk.now()):%Y%m%d-%H%M%S}{SUFFIX}"


def _write(desk: Desk, target: Path, work: Work) -> None:
    with _room(desk) as folder:
        record = RecordFile(folder / RECORD_FILE, desk.vault.database_key)
        work.at(0, 1, "正在复制数据")
        copy_to_file(desk.store, record, work)
        files: list[Piece] = [(RECORD_FILE, record.path), *_keys(desk.home), *_attachments(desk.blobs.shelf)]
        write_archive(target, files, _facts(desk), work)


def _facts(desk: Desk) -> dict[str, Plain]:
    me = desk.installation
    return {
        "made_at": stamp(desk.now()),
        "app": __version__,
        "schema": HEAD,
        "face": me.face.value,
        "unit": me.unit,
        "device": me.device_id,
    }


def _keys(home: Path) -> Iterator[Piece]:
    return ((name, home / name) for name in (VAULT_FILE, SERVER_FILE) if (home / name).exists())


def _attachments(shelf: Shelf) -> Iterator[Piece]:
    return ((f"{ATTACHMENTS}/{sha256[:2]}/{sha256}.bin", read) for sha256, read in shelf.boxes())


@contextmanager
def _room(desk: Desk) -> Generator[Path]:
    """A private folder beside the home's files, gone at the end: nothing of a home is laid out anywhere else."""
    with unfinished(desk.home / FOLDER) as folder:
        yield folder


def _tried(desk: Desk, target: Path, work: Work) -> tuple[BackupRun, tuple[BackupMark, ...]]:
    """Restore the file to a temporary place and look at everything in it."""
    run = BackupRun(new_id(), desk.now(), target.name, target.stat().st_size, _sha256(target), 0, 0, 0)
    with _room(desk) as folder:
        try:
            extract_archive(target, folder, work)
            return _looked_at(desk, folder, run, work)
        except UserError as error:
            if error.code == "CANCELLED":
                raise
            return replace(run, fault=error.advice.what.rstrip("。")), ()


def _looked_at(desk: Desk, folder: Path, run: BackupRun, work: Work) -> tuple[BackupRun, tuple[BackupMark, ...]]:
    store = RecordFile(folder / RECORD_FILE, desk.vault.database_key).open(work)
    try:
        found = faults_in(store)
        # A state that was changed past the program is no fault of the copy: checking the record tells of it.
        wrong = [f"{CHECK_WORDS[fault.check]}：{fault.where}" for fault in found if fault.check is not Check.STATES]
        if wrong:
            return _at_fault(run, wrong), ()
        with store.reading() as tx, desk.store.reading() as here:
            seq, head = tx.audit.last()
            blobs = Blobs(FolderShelf(folder / ATTACHMENTS), desk.vault.attachments)
            wrong += [f"附件缺失或损坏：{sha256}" for sha256 in _faulty(tx, blobs, work)]
            if here.audit.hash_at(seq) != head:
                wrong.append("与现在的数据对不上")
            marks = tuple(BackupMark(new_id(), d.id, d.epoch, d.last) for d in tx.reception.devices())
            run = replace(run, clues=tx.listing.total(), attachments=len(tx.system.blobs()), audit_seq=seq)
    finally:
        store.close()
    return (_at_fault(run, wrong), ()) if wrong else (replace(run, verified_at=desk.now()), marks)


def _at_fault(run: BackupRun, wrong: list[str]) -> BackupRun:
    return replace(run, fault="；".join(wrong[:_FAULTS_TOLD]))


def _faulty(tx: Transaction, blobs: Blobs, work: Work) -> Iterator[str]:
    known = tx.system.blobs()
    for done, sha256 in enumerate(known):
        work.at(done, len(known), "正在核对附件")
        try:
            data = blobs.get(sha256)
        except UserError:
            yield sha256
        else:
            if hashlib.sha256(data).hexdigest() != sha256:
                yield sha256


def _move_marks(tx: Transaction, marks: tuple[BackupMark, ...]) -> None:
    kept = {(mark.device_id, mark.epoch): mark for mark in tx.of(BackupMark).where()}
    for mark in marks:
        old = kept.get((mark.device_id, mark.epoch))
        if old is None:
            tx.of(BackupMark).add(mark)
        elif old.last < mark.last:
            tx.of(BackupMark).save(replace(old, last=mark.last, version=old.version + 1))


def _drop_old(desk: Desk, folder: Path) -> None:
    """Only what is noted as a backup of ours is dropped; a file that somebody put there stays."""
    with desk.store.reading() as tx:
        runs = [run for run in tx.of(BackupRun).where() if run.good and (folder / run.file_name).exists()]
    kept = to_keep(run.made_at for run in runs)
    for run in runs:
        if run.made_at not in kept:
            discard(folder / run.file_name)


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()
