"""The files of a year's clues for the internal edition of its archive: 附件 and 签字件, as they came (safety P12)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from glob import escape
from pathlib import Path

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.period import year_period
from baixing_desktop.errors import NotFoundError, VaultError
from baixing_desktop.files import discard
from baixing_desktop.locks import locked_if_free
from baixing_desktop.store.blobs import Blobs
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.papers.cases import cases_of
from baixing_desktop.work import Work

ATTACHMENTS, SIGNED = "附件", "签字件"
"""The folders of a package; in each is one for every clue that has any, named by its number."""

_LONGEST = 60
"""Characters of a file's own name that are kept: with folders and digits it stays below what Windows can open."""
_NOT_IN_NAMES = frozenset('\\/:*?"<>|')


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file by its place in the package and the SHA-256 of its bytes."""

    name: str
    sha256: str


def files_of_year(tx: Transaction, year: int) -> tuple[KeptFile, ...]:
    """The attachments of the clues of ``year`` and the signed papers in force, by clue."""
    return tuple(file for case in cases_of(tx, year_period(year)) for file in _files_of(tx, case.clue))


def readable_files(
    blobs: Blobs, files: tuple[KeptFile, ...], lacking: list[str], work: Work
) -> Iterator[tuple[str, bytes]]:
    """Their names and bytes; what has not arrived, or was spoilt where it is kept, is named in ``lacking`` instead.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``.
    """
    for done, file in enumerate(files):
        work.at(done, len(files), "正在存入附件")
        try:
            yield file.name, blobs.get(file.sha256)
        except NotFoundError:
            lacking.append(file.name)
        except VaultError as error:
            if error.code != "VAULT_DAMAGED":
                raise
            lacking.append(file.name)


def sweep_unfinished(path: Path) -> None:
    """Remove what earlier writings of ``path`` left that were killed: they may hold names. One that somebody is still
    writing, and holds (:func:`baixing_desktop.locks.hold`), stays.
    """
    for left in path.parent.glob(f".{escape(path.name)}.*.tmp"):
        with suppress(OSError):
            with locked_if_free(left) as free:
                pass
            if free:
                discard(left)


def _files_of(tx: Transaction, clue: Clue) -> Iterator[KeptFile]:
    folder = _safe(clue.number)
    for number, file in enumerate(clue.content.attachments, start=1):
        yield KeptFile(f"{ATTACHMENTS}/{folder}/{number}-{_safe(file.name)}", file.sha256)
    signed = [piece for piece in tx.papers.pieces(clue.id) if piece.replaced_at is None]
    for number, piece in enumerate(signed, start=1):
        yield KeptFile(f"{SIGNED}/{folder}/{number}-{_safe(piece.file_name)}", piece.sha256)


def _safe(name: str) -> str:
    """``name`` without what some system does not allow in a name; its ending stays when it is cut."""
    kept = "".join("-" if c in _NOT_IN_NAMES else c for c in name if c.isprintable()).strip(" .") or "未命名"
    stem, dot, ending = kept.rpartition(".")
    if len(kept) <= _LONGEST or not dot or len(ending) > _LONGEST // 2:
        return kept[:_LONGEST]
    return f"{stem[: _LONGEST - len(ending) - 1]}.{ending}"
