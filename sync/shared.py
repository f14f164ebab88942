"""The shared folder that was set here: looked into by itself, as the network line is.

It is never made here, for a network drive that is away leaves an empty place behind under its name: what is written
there nobody would ever read.
"""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from baixing_desktop.domain.people import PROGRAM
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.files import reason_of
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.membership import shared_folder, shared_folders
from baixing_desktop.work import Work
from sync.folder import ANSWERS, DONE, DROP, FolderReceived, exchange_folder, receive_folder
from sync.patience import Patience
from sync.report import Notify, SyncReport, nobody

_OURS = (DROP, ANSWERS, DONE)


def found_folder(desk: Desk, typed: str) -> Path:
    """The folder that a person named for the exchange, with 报送 in it, which is made if it is missing.

    Raises:
        InputError: ``INPUT_INVALID``: it is not there, cannot be written, or is a place of our own data.
    """
    folder = Path(typed.strip())
    try:
        if folder.name in _OURS and not (folder / DROP).exists():
            # The place for batches itself was chosen.
            folder = folder.parent
        if not folder.is_absolute() or not folder.is_dir():
            raise InputError("INPUT_INVALID", field="文件夹", reason="没有这个文件夹，请重新选")
        if folder.resolve().is_relative_to(desk.home.resolve()):
            raise InputError("INPUT_INVALID", field="文件夹", reason="这里存放本机的数据，请另选一个")
        (folder / DROP).mkdir(exist_ok=True)
    except OSError as error:
        raise InputError("INPUT_INVALID", field="文件夹", reason=f"写不进去，{reason_of(error)}") from error
    return folder


def office_was_here(folder: Path) -> bool:
    """Whether an office has looked into ``folder`` before."""
    return (folder / ANSWERS).is_dir()


def examine_folder(desk: Desk) -> bool:
    """Whether a shared folder is set here; it is there then.

    Raises:
        SyncError: ``SYNC_FOLDER``.
    """
    folder = shared_folder(desk)
    if folder:
        _require_there(Path(folder))
    return bool(folder)


def exchange_shared(
    desk: Desk, work: Work | None = None, notify: Notify = nobody, *, ask_for_news: bool = True
) -> SyncReport:
    """Exchange through the folder that is set in this workroom. Safe to call at any time and to break off.

    Raises:
        InputError: ``WRONG_ROLE``.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_ENROL_ANEW``; ``SYNC_FOLDER``: it is away or cannot be used; what was
            read or written before stays, and the next call goes on there.
        UserError: ``CANCELLED``.
    """
    folder = Path(shared_folder(desk))
    with _explained(folder):
        _require_there(folder)
        found = exchange_folder(desk, folder, ask_for_news=ask_for_news, notify=notify, work=work, make=False)
        return found.report


@dataclass(frozen=True, slots=True)
class FolderLook:
    """A look into one of an office's folders: what it brought, or why it could not be looked into."""

    folder: Path
    found: FolderReceived = field(default_factory=FolderReceived)
    error: SyncError | None = None


def receive_shared(
    desk: Desk,
    work: Work | None = None,
    notify: Notify = nobody,
    *,
    patience: Patience[FolderReceived] | None = None,
    extra: Iterable[Path] = (),
) -> tuple[FolderLook, ...]:
    """Receive from every folder that is set in this office, and from ``extra`` ones, in which what is missing
    is made: the program does, whoever sits at the window. One that is away or hangs (``SYNC_FOLDER``) holds up no
    other; ``patience`` remembers from look to look which ones hang.

    Raises:
        InputError: ``WRONG_ROLE``.
        UserError: ``CANCELLED``.
    """
    desk = replace(desk, actor=PROGRAM)
    require_face(desk.installation, Face.OFFICE)
    patience, work = patience or Patience[FolderReceived](), work or Work()

    def looked(folder: Path, there: Callable[[Path], object]) -> FolderLook:
        def read(part: Work) -> FolderReceived:
            with _explained(folder):
                there(folder)
                return receive_folder(desk, folder, notify, part)

        try:
            return FolderLook(folder, patience.read(folder, read, work))
        except SyncError as error:
            return FolderLook(folder, error=error)

    set_here = [looked(Path(folder), _require_there) for folder in shared_folders(desk)]
    return (*set_here, *(looked(folder, lambda _: None) for folder in extra))


@contextmanager
def _explained(folder: Path) -> Generator[None]:
    """What is wrong with a file in ``folder`` is told of the folder."""
    try:
        yield
    except InputError as error:
        if error.code not in ("FILE_NOT_WRITTEN", "FILE_UNREADABLE"):
            raise
        raise SyncError("SYNC_FOLDER", name=folder.name, reason=error.facts["reason"]) from error


def _require_there(folder: Path) -> None:
    try:
        there = folder.is_absolute() and (folder / DROP).is_dir()
    except OSError as error:
        raise SyncError("SYNC_FOLDER", name=folder.name, reason=reason_of(error)) from error
    if not there:
        reason = f"里面没有“{DROP}”" if folder.is_dir() else "找不到它"
        raise SyncError("SYNC_FOLDER", name=folder.name, reason=reason)
