"""Folders in which something is built beside its place: they are gone when it is done, and if the power fails, the next
one to come clears them away.

A lock of the operating system beside each says that its builder lives. It is taken when the folder is there, so whoever
clears looks at folders only, and a builder whose folder was cleared away before it had the lock begins another.
"""

import re
import shutil
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from baixing_desktop.files import explained_writing, private_folder
from baixing_desktop.ids import CODE_ALPHABET, new_code
from baixing_desktop.locks import locked, locked_if_free

_CODE = 6


@contextmanager
def unfinished(parent: Path, stem: str = "") -> Generator[Path]:
    """A new private folder in ``parent``, hidden and named by ``stem``; what is there at the end of the block goes.

    Raises:
        StoreError, InputError: the place cannot be written.
    """
    clear_unfinished(parent, stem)
    with ExitStack() as held:
        folder = _begin(parent, stem, held)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            held.close()
            _forget(_lock_of(folder))


def _begin(parent: Path, stem: str, held: ExitStack) -> Path:
    while True:
        folder = private_folder(parent / f".{stem}{new_code(_CODE)}.making")
        with explained_writing(folder):
            held.enter_context(locked(_lock_of(folder)))
        if folder.exists():
            return folder
        held.close()
        _forget(_lock_of(folder))


def clear_unfinished(parent: Path, stem: str = "") -> None:
    """Remove what builders of ``stem`` in ``parent`` left who live no more; of others nothing is touched.

    What cannot be removed now is tried again by the next one.
    """
    ours = re.compile(rf"\.{re.escape(stem)}[{CODE_ALPHABET}]{{{_CODE}}}\.making(\.lock)?")
    with suppress(OSError):
        for path in sorted(parent.iterdir()):
            if ours.fullmatch(path.name) and not path.is_symlink():
                _clear(path if path.suffix == ".making" else path.with_suffix(""))


def _clear(folder: Path) -> None:
    lock = _lock_of(folder)
    with locked_if_free(lock) as free:
        if free:
            shutil.rmtree(folder, ignore_errors=True)
    if free:
        _forget(lock)


def _forget(lock: Path) -> None:
    # Windows removes no file that somebody has open: who has it removes it then.
    with suppress(OSError):
        lock.unlink()


def _lock_of(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.lock")
