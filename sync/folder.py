"""A shared folder as carrier: workrooms drop batch files, the office answers beside them, and both look in again.

``报送`` holds what waits for the office, ``回执`` what it answered, ``已收`` the batches that were answered. A file
gets its name when it is whole, and moves from folder to folder by renaming, so two programs and a cut line do no harm:
whatever is done twice has its effect once.
"""

from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, SyncError, UserError
from baixing_desktop.files import reason_of
from baixing_desktop.usecases import sealing, submission
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.work import Work
from sync.export import Exported, read_receipt_file, seal_to_file
from sync.office.clerk import FileReceived, receive_file
from sync.report import Notify, SyncReport, nobody, together
from sync.session import require_contact
from sync.updates import lay_out

DROP, ANSWERS, DONE = "报送", "回执", "已收"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file that was left where it is, and why: it may still be on its way."""

    name: str
    error: UserError


@dataclass(frozen=True, slots=True)
class FolderSync:
    """What a workroom's look into the folder brought: receipts read, files dropped with so many events, files that it
    could not read."""

    receipts: tuple[SyncReport, ...] = ()
    dropped: tuple[Path, ...] = ()
    left: tuple[Unreadable, ...] = ()
    events: int = 0
    changes: Changes = field(default_factory=Changes)

    @property
    def report(self) -> SyncReport:
        """The sums; the office has not seen yet what was dropped."""
        return together(self.receipts, laid=self.events, unread=len(self.left), changes=self.changes)


@dataclass(frozen=True, slots=True)
class FolderReceived:
    """What the office's look into the folder brought: batches taken in, files that it could not take; why new versions
    of the program could not be put there."""

    received: tuple[FileReceived, ...] = ()
    left: tuple[Unreadable, ...] = ()
    update_trouble: InputError | None = None


def exchange_folder(
    desk: Desk,
    directory: Path,
    *,
    ask_for_news: bool = True,
    notify: Notify = nobody,
    work: Work | None = None,
    make: bool = True,
) -> FolderSync:
    """Read the answers that are there for this workroom, and drop what the office lacks, unless it lies there already.

    Without ``make`` 报送 has to be there: nothing is made.

    Raises:
        InputError: ``WRONG_ROLE``; ``FILE_NOT_WRITTEN``, ``FILE_UNREADABLE``: the folder cannot be used.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_ENROL_ANEW``.
        UserError: ``CANCELLED``, between two files.
    """
    require_face(desk.installation, Face.WORKROOM)
    require_contact(desk)
    work = work or Work()
    receipts: list[SyncReport] = []
    left: list[Unreadable] = []
    waiting = _own(desk, _files(directory / ANSWERS, ".bxr"), "回执-")
    for number, path in enumerate(waiting):
        work.at(number, len(waiting), "正在读取回执")
        try:
            receipts.append(read_receipt_file(desk, path))
            notify(receipts[-1].changes)
        except UserError as error:
            left.append(Unreadable(path.name, error))
            continue
        # What it says is in the record now.
        erase([path])
    work.at(0, 1, "正在写入共享文件夹")
    drop = directory / DROP
    exported = _drop(desk, _made(drop) if make else drop, ask_for_news=ask_for_news)
    notify(exported.changes)
    return FolderSync(tuple(receipts), exported.files, tuple(left), exported.events, exported.changes)


def receive_folder(desk: Desk, directory: Path, notify: Notify = nobody, work: Work | None = None) -> FolderReceived:
    """Take in every batch that waits in the folder, and answer each; a refusal is an answer too.

    What is damaged, or of a workstation that is not known, stays where it is and is named.

    Raises:
        InputError: ``WRONG_ROLE``; ``FILE_NOT_WRITTEN``, ``FILE_UNREADABLE``: the folder cannot be used.
        UserError: ``CANCELLED``, between two files.
    """
    require_face(desk.installation, Face.OFFICE)
    work = work or Work()
    answers, done = _made(directory / ANSWERS), _made(directory / DONE)
    received: list[FileReceived] = []
    left: list[Unreadable] = []
    waiting = _files(directory / DROP, ".bxp")
    for number, path in enumerate(waiting):
        work.at(number, len(waiting), "正在接收共享文件夹里的批次")
        try:
            received.append(receive_file(desk, path, answers))
            notify(received[-1].changes)
        except UserError as error:
            if error.code == "FILE_MISSING" and not path.exists():
                # The window and the service both look: the other one has answered it meanwhile.
                continue
            left.append(Unreadable(path.name, error))
            if error.code not in ("BATCH_GAP", "BATCH_FORK"):
                continue
        _move(path, done)
    return FolderReceived(tuple(received), tuple(left), _laid_out(desk, directory, work))


def erasable(desk: Desk, directory: Path) -> tuple[Path, ...]:
    """This workstation's batch files in ``directory`` (a stick or a shared folder) whose events the office has.

    Raises:
        InputError: ``FILE_UNREADABLE``.
    """
    _, _, confirmed = submission.log_tail(desk)
    folders = [folder for folder in (directory, directory / DROP, directory / DONE) if folder.is_dir()]
    found = [path for folder in folders for path in _own(desk, _files(folder, ".bxp"), "HZ-")]
    return tuple(path for path in found if _last(path) <= confirmed)


def erase(paths: Iterable[Path]) -> int:
    """Delete batch files that :func:`erasable` named; how many there were.

    Raises:
        InputError: ``FILE_NOT_WRITTEN``: one could not be deleted.
    """
    count = 0
    for path in paths:
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise InputError("FILE_NOT_WRITTEN", name=path.name, reason=reason_of(error)) from error
        count += 1
    return count


def _drop(desk: Desk, drop: Path, *, ask_for_news: bool) -> Exported:
    waiting = _own(desk, _files(drop, ".bxp"), "HZ-")
    last, _, _ = submission.log_tail(desk)
    # A file starts at the first event without receipt, so one that reaches to the end says everything.
    if not sealing.anything_to_seal(desk) and any(_last(path) >= last for path in waiting):
        return Exported((), 0, Changes())
    try:
        exported = seal_to_file(desk, drop, ask_for_news=ask_for_news)
    except SyncError as error:
        if error.code != "SYNC_NOTHING":
            raise
        return Exported((), 0, Changes())
    for path in waiting:
        # The new file holds all that an older one did; one that is being read just now may stay.
        if path not in exported.files:
            with suppress(InputError):
                erase([path])
    return exported


def _laid_out(desk: Desk, directory: Path, work: Work) -> InputError | None:
    """Last of all, what is handed out of the program itself; a folder without room for it is a folder all the same."""
    try:
        lay_out(desk, directory, work)
    except InputError as error:
        return error
    return None


def _own(desk: Desk, paths: Iterable[Path], prefix: str) -> list[Path]:
    """Those of ``paths`` that belong to this workstation's present log, in its order."""
    me = desk.installation
    start = f"{prefix}{me.unit}-{me.device_code}-{me.epoch}-"
    return sorted((path for path in paths if path.name.startswith(start)), key=_last)


def _last(path: Path) -> int:
    """The last event that a file names; -1 when its name is no name of ours."""
    number = path.stem.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdecimal() else -1


def _files(folder: Path, suffix: str) -> list[Path]:
    """The whole files in ``folder``; temporary names begin with a dot."""
    return sorted(_listed(folder, suffix))


def _listed(folder: Path, suffix: str) -> Generator[Path]:
    try:
        for path in folder.iterdir():
            if path.suffix == suffix and not path.name.startswith(".") and path.is_file():
                yield path
    except FileNotFoundError:
        return
    except OSError as error:
        raise InputError("FILE_UNREADABLE", name=folder.name, reason=reason_of(error)) from error


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("FILE_NOT_WRITTEN", name=folder.name, reason=reason_of(error)) from error
    return folder


def _move(path: Path, folder: Path) -> None:
    try:
        path.replace(folder / path.name)
    except FileNotFoundError:
        # Somebody else answered it at the same moment.
        return
    except OSError as error:
        raise InputError("FILE_NOT_WRITTEN", name=path.name, reason=reason_of(error)) from error
