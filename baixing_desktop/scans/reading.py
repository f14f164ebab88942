"""What can be asked of a scan; every answer comes from the confined worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from baixing_desktop.confined import ask

_WORKER = "baixing_desktop.scans.worker"

PAGES_LIMIT = 200
"""Most pages of one file."""


@dataclass(frozen=True, slots=True)
class ScanPage:
    """One page of a file, counted from 1: the texts of the QR codes on it, and whether it is an empty reverse side."""

    number: int
    codes: tuple[str, ...]
    blank: bool


def read_scan(data: bytes, mime: str, name: str) -> tuple[ScanPage, ...]:
    """The pages of a photo or PDF with the codes found on each, in any orientation.

    Raises:
        InputError: ``FILE_UNREADABLE``: damaged, guarded by a password, too large, too many pages.
    """
    answer, _ = ask(_WORKER, "read", data, name, mime=mime, limit=PAGES_LIMIT)
    return tuple(
        ScanPage(number, tuple(page["codes"]), page["blank"]) for number, page in enumerate(answer["pages"], 1)
    )


def page_picture(data: bytes, mime: str, name: str, *, page: int, width: int) -> bytes:
    """Page ``page`` (from 1) upright as a JPEG at most ``width`` dots wide, written anew: nothing of the file is in it.

    Raises:
        InputError: ``FILE_UNREADABLE``.
    """
    return ask(_WORKER, "show", data, name, mime=mime, page=page, width=width)[1][0]


def split_scan(data: bytes, groups: Sequence[Sequence[int]], name: str) -> list[bytes]:
    """A PDF divided: one PDF for each group of pages (from 1).

    Raises:
        InputError: ``FILE_UNREADABLE``.
    """
    return ask(_WORKER, "split", data, name, groups=[list(group) for group in groups])[1]
