"""Paper and record: what was printed, what came back signed, and whether both still say the same (safety 2.5).

“Printed”, “signed” and “stale” are derived from these facts, never states of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from baixing_desktop.domain.rules.numbering import is_provisional_number

SHORT_HASH = 8
"""So many hexadecimal digits of the content hash stand on the paper."""

MISMATCH = "纸质件与电子版不一致"

_MARK = re.compile(
    r"(?P<number>[A-Z0-9-]{10,32})[:|](?P<hash>[0-9A-Fa-f]{8})(?::(?P<page>\d{1,3})/(?P<pages>\d{1,3}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class PaperMark:
    """What the QR code of a form says: the provisional number, the first 8 digits of the content hash (lower case),
    and which page of how many it stands on. Papers of 0.1.0 do not name their page: then both are 0.
    """

    number: str
    short_hash: str
    page: int = 0
    pages: int = 0

    @property
    def text(self) -> str:
        """The code's payload; capitals, figures and ``-:/`` only, so that the code stays coarse and easy to read."""
        place = f":{self.page}/{self.pages}" if self.page else ""
        return f"{self.number}:{self.short_hash.upper()}{place}"


def paper_mark(payload: str) -> PaperMark | None:
    """The mark that a QR code carries; None for any code that is not ours or was misread."""
    match = _MARK.fullmatch(payload)
    if match is None or not is_provisional_number(match["number"]):
        return None
    page, pages = int(match["page"] or 0), int(match["pages"] or 0)
    if page > pages or (match["page"] and not page):
        return None
    return PaperMark(match["number"], match["hash"].lower(), page, pages)


@dataclass(frozen=True, slots=True)
class PrintRecord:
    """One print of a clue's form: the ``number``-th, of ``revision`` (0: a draft) with this content.

    ``operator`` and ``device_code`` say who printed it where; ``strict`` is the bare form without the strip.
    """

    clue_id: str
    number: int
    revision: int
    content_hash: str
    strict: bool
    printed_at: datetime
    operator: str
    device_code: str


@dataclass(frozen=True, slots=True)
class SignedPiece:
    """签字件: one file with signed pages of one clue's form, kept encrypted under its SHA-256.

    ``short_hash`` is what the paper's code says (empty when a person chose the clue), ``pages`` the pages of the
    form in it, in the order of the file (empty when unknown), ``of_pages`` how many the form has (0: unknown).
    A piece that was scanned again stays, with the moment at which a newer one took its place.
    """

    id: str
    clue_id: str
    sha256: str
    mime: str
    length: int
    file_name: str
    short_hash: str
    pages: tuple[int, ...]
    of_pages: int
    filed_at: datetime
    operator: str
    replaced_at: datetime | None = None


class PaperFit(StrEnum):
    """How a signed paper compares with the record."""

    SAME = "same"
    OLDER = "older"
    UNKNOWN = "unknown"
    UNCHECKED = "unchecked"


FIT_WORDS = {
    PaperFit.SAME: "与电子版一致",
    PaperFit.OLDER: f"{MISMATCH}：签字以后又作了修改",
    PaperFit.UNKNOWN: f"{MISMATCH}：纸上的内容不是本机登记过的版本",
    PaperFit.UNCHECKED: "由人工指定，未经校验码核对",
}


class Signature(StrEnum):
    """What the signed copies of a clue add up to."""

    NONE = "none"
    PARTLY = "partly"
    SIGNED = "signed"
    UNCHECKED = "unchecked"
    STALE = "stale"


SIGNATURE_WORDS = {
    Signature.NONE: "没有签字件",
    Signature.PARTLY: "签字件缺页",
    Signature.SIGNED: "签字件与现文一致",
    Signature.UNCHECKED: "有签字件，未核对版本",
    Signature.STALE: MISMATCH,
}


def fit(piece: SignedPiece, current: str | None, revisions: Sequence[str]) -> PaperFit:
    """How ``piece`` compares: ``current`` is the content hash in force, ``revisions`` those ever registered."""
    if not piece.short_hash:
        return PaperFit.UNCHECKED
    if current and current.startswith(piece.short_hash):
        return PaperFit.SAME
    known = any(digest.startswith(piece.short_hash) for digest in revisions)
    return PaperFit.OLDER if known else PaperFit.UNKNOWN


def signature(pieces: Sequence[SignedPiece], current: str | None) -> Signature:
    """What ``pieces`` of one clue add up to against the content hash in force."""
    standing = [piece for piece in pieces if piece.replaced_at is None]
    if not standing:
        return Signature.NONE
    same = [piece for piece in standing if fit(piece, current, ()) is PaperFit.SAME]
    if same:
        return Signature.PARTLY if missing_pages(same) else Signature.SIGNED
    unchecked = any(not piece.short_hash for piece in standing)
    return Signature.UNCHECKED if unchecked else Signature.STALE


def missing_pages(pieces: Sequence[SignedPiece]) -> tuple[int, ...]:
    """The pages of the form that none of ``pieces`` (of one version) holds; none if its length is unknown."""
    there = {page for piece in pieces for page in piece.pages}
    return tuple(page for page in range(1, max((p.of_pages for p in pieces), default=0) + 1) if page not in there)


def taken_over(new: SignedPiece, standing: Sequence[SignedPiece]) -> tuple[SignedPiece, ...]:
    """Which of the clue's ``standing`` pieces are replaced by ``new``: those of the same version whose pages it has.

    A piece whose pages are unknown is replaced as a whole by one whose pages are unknown too.
    """
    return tuple(
        old
        for old in standing
        if old.replaced_at is None
        and old.short_hash == new.short_hash
        and set(old.pages) <= set(new.pages)
        and bool(old.pages) == bool(new.pages)
    )
