"""签字件: signed papers come back as scans and photos and find their clues by the code on them (safety 2.5)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.scans import FiledScan, LeftScan, PaperPages, ScanReport, sort_pages
from baixing_desktop.domain.signed import PaperFit, Signature, SignedPiece, fit, missing_pages, signature, taken_over
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.files import read_file
from baixing_desktop.ids import new_id
from baixing_desktop.scans import page_picture, read_scan, split_scan
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.media import mime_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

SCAN_LIMIT = 60_000_000
"""Largest scan in bytes."""

KINDS = "照片或扫描件（jpg、png、pdf）"
_PDF = "application/pdf"
_READ = frozenset({"image/jpeg", "image/png", _PDF})


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """The signed papers of one clue, replaced ones too, each with how it fits; ``missing`` are pages of the form."""

    state: Signature
    pieces: tuple[tuple[SignedPiece, PaperFit], ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Bytes to be filed, with the paper they are pages of."""

    data: bytes
    mime: str
    name: str
    paper: PaperPages


@intention
def file_scans(desk: Desk, paths: Sequence[Path], work: Work | None = None) -> tuple[ScanReport, Changes]:
    """File signed papers; what cannot be read or matched is left where it is and named in the report.

    Pages that come in one act never take each other's place.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``; what was filed stays filed.
        StoreError: the record or the disk cannot be written.
    """
    work, report, act = work or Work(), ScanReport(), set[str]()
    for done, path in enumerate(paths):
        work.at(done, len(paths), "正在识别签字件")
        report += _file_one(desk, path, act)
    work.at(len(paths), len(paths), "正在识别签字件")
    return report, report.changes


@intention
def file_by_hand(
    desk: Desk, path: Path, clue_id: str, *, pages: Sequence[int] = (), adding: bool = False
) -> tuple[FiledScan, Changes]:
    """File a paper without a readable code for the clue (identity or number) that a person names.

    ``pages`` picks pages of a PDF (all by default). It takes the place of what was filed by hand before,
    unless it is ``adding`` to it.

    Raises:
        InputError: the file cannot be read, or has no such page.
        IllegalActionError: the clue is a draft.
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    data, mime = _bytes_of(path)
    found = read_scan(data, mime, path.name)
    wrong = [page for page in pages if not 1 <= page <= len(found)]
    if wrong:
        raise InputError("INPUT_INVALID", field="页码", reason=f"“{path.name}”没有第 {wrong[0]} 页")
    wanted = tuple(pages) or tuple(page.number for page in found)
    if len(wanted) < len(found):
        data = split_scan(data, [wanted], path.name)[0]
    paper = PaperPages("", "", wanted, (), 0)
    with desk.store.reading() as tx:
        clue = tx.clues.get(clue_id)
        act = {piece.id for piece in tx.papers.pieces(clue.id)} if adding else set[str]()
    if clue.content_hash is None or clue.workroom_state is ClueState.DRAFT:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE",
            subject="线索",
            state=label(ClueState.DRAFT),
            action="归档签字件",
            possible="登记并打印后再签字",
        )
    filed = _keep(desk, clue.id, _Part(data, mime, path.name, paper), act)
    return filed, ScanReport((filed,)).changes


@intention
def undo_filing(desk: Desk, filed: FiledScan) -> tuple[FiledScan, Changes]:
    """It was the wrong clue, or the wrong page: the piece no longer counts, and what it took the place of does again.

    The bytes stay, marked as replaced: what was once filed is never gone.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    with desk.store.writing() as tx:
        piece = tx.papers.piece(filed.piece_id)
        tx.papers.unfile(piece.id, filed.took_over, desk.now())
        note(desk, tx, "unfile_signed", Kind.CLUE, piece.clue_id, piece=piece.id, file=piece.sha256)
    return filed, ScanReport((filed,)).changes


@intention
def signed_copy(desk: Desk, clue_id: str) -> SignedCopy:
    """The signed papers of one clue and whether they say what the record says.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        clue = tx.clues.get(clue_id)
        pieces, revisions = tx.papers.pieces(clue.id), tx.papers.revision_hashes(clue.id)
    fits = tuple((piece, fit(piece, clue.content_hash, revisions)) for piece in pieces)
    in_force = [piece for piece, how in fits if how is PaperFit.SAME and piece.replaced_at is None]
    return SignedCopy(signature(pieces, clue.content_hash), fits, missing_pages(in_force))


@dataclass(frozen=True, slots=True)
class AwaitedPaper:
    """A clue whose paper is waited for; ``stale`` when one was signed before the text was changed."""

    clue: ClueSummary
    stale: bool


@intention
def awaiting_signature(desk: Desk) -> tuple[AwaitedPaper, ...]:
    """待签字归档: registered clues without a signed paper of the content in force, by number."""
    with desk.store.reading() as tx:
        ids = tx.papers.unsigned()
        signed = tx.papers.with_pieces(ids)
        found = {clue.id: clue for clue in tx.listing.summaries(ids)}
    return tuple(AwaitedPaper(found[clue_id], clue_id in signed) for clue_id in ids)


@intention
def count_awaiting_signature(desk: Desk) -> int:
    """How many :func:`awaiting_signature` names, however many."""
    with desk.store.reading() as tx:
        return tx.counts.unsigned()


@intention
def signed_file(desk: Desk, piece_id: str) -> tuple[SignedPiece, bytes]:
    """The bytes of one signed paper as they were scanned; that they were taken out is recorded.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
    """
    piece = _looked_at(desk, piece_id, "export_signed")
    return piece, desk.blobs.get(piece.sha256)


@intention
def signed_picture(desk: Desk, piece_id: str, *, page: int = 1, width: int = 1000) -> bytes:
    """One page of a signed paper as a JPEG for the screen; the look is recorded, it shows the contact data.

    Raises:
        NotFoundError: ``RECORD_NOT_FOUND``.
        InputError: ``FILE_UNREADABLE``: there is no such page.
    """
    piece = _looked_at(desk, piece_id, "view_signed")
    return page_picture(desk.blobs.get(piece.sha256), piece.mime, piece.file_name, page=page, width=width)


def scan_picture(path: Path, *, page: int = 1, width: int = 1000) -> bytes:
    """One page of a file that is not filed yet, as a JPEG for choosing its clue by hand.

    Raises:
        InputError: the file cannot be read.
    """
    data, mime = _bytes_of(path)
    return page_picture(data, mime, path.name, page=page, width=width)


def _file_one(desk: Desk, path: Path, act: set[str]) -> ScanReport:
    name = path.name
    try:
        data, mime = _bytes_of(path)
        pages = read_scan(data, mime, name)
        found = sort_pages([page.codes for page in pages], [page.blank for page in pages])
        parts = _parts(data, mime, name, found.papers, whole=found.whole)
    except InputError as error:
        return ScanReport(left=(LeftScan(name, (), error.advice.what, readable=False),))
    filed: list[FiledScan] = []
    left: list[LeftScan] = []
    for part in parts:
        owner, reason = _owner(desk, part.paper)
        if owner:
            filed.append(_keep(desk, owner, part, act))
        else:
            left.append(LeftScan(name, part.paper.pages, reason, readable=True))
    if found.unknown or not pages:
        left.append(LeftScan(name, found.unknown, "没有认出表上的二维码，请人工指定线索", readable=True))
    elif not parts:
        left.append(LeftScan(name, (), "是空白页", readable=True))
    return ScanReport(tuple(filed), tuple(left))


def _bytes_of(path: Path) -> tuple[bytes, str]:
    data = read_file(path, SCAN_LIMIT)
    mime = mime_of(path.name, data)
    if mime not in _READ:
        raise InputError("FILE_KIND", name=path.name, kinds=KINDS)
    return data, mime or ""


def _parts(data: bytes, mime: str, name: str, papers: Sequence[PaperPages], *, whole: bool) -> list[_Part]:
    """The file as it is if it is of one paper; otherwise each paper's own pages, so that no clue keeps another's."""
    if whole or mime != _PDF:
        return [_Part(data, mime, name, paper) for paper in papers]
    made = split_scan(data, [paper.pages for paper in papers], name) if papers else []
    return [_Part(one, mime, name, paper) for one, paper in zip(made, papers, strict=True)]


def _owner(desk: Desk, paper: PaperPages) -> tuple[str, str]:
    """The clue that a paper belongs to, or why nobody but a person can say.

    Where a workstation was copied, two clues may have borne one number: the content that was signed tells them apart.
    """
    with desk.store.reading() as tx:
        bearers = tx.papers.bearers(paper.number)
        hashes = {one: tx.papers.revision_hashes(one) for one in bearers}
    same = [one for one in bearers if any(digest.startswith(paper.short_hash) for digest in hashes[one])]
    if len(same) == 1:
        return same[0], ""
    if len(bearers) == 1:
        return bearers[0], ""
    said = f"有几条线索用过编号“{paper.number}”，请人工指定" if bearers else f"本机没有编号为“{paper.number}”的线索"
    return "", said


def _keep(desk: Desk, clue_id: str, part: _Part, act: set[str]) -> FiledScan:
    """File ``part``; the bytes are on the disk before the row that names them. ``act`` grows by the new piece."""
    digest = desk.blobs.put(part.data)
    with desk.store.writing() as tx:
        clue = tx.clues.get(clue_id)
        standing = [one for one in tx.papers.pieces(clue.id) if one.replaced_at is None]
        piece = _piece(desk, tx, clue, part, digest)
        how = fit(piece, clue.content_hash, tx.papers.revision_hashes(clue.id))
        filed = FiledScan(part.name, part.paper.pages, clue.id, clue.number, how)
        if any((one.sha256, one.short_hash) == (digest, piece.short_hash) for one in standing):
            return replace(filed, repeated=True)
        replaced = taken_over(piece, [one for one in standing if one.id not in act])
        tx.system.add_blob(digest, len(part.data), piece.filed_at)
        tx.papers.add_piece(piece, replaced)
        facts = {"piece": piece.id, "file": digest, "fit": how.value, "content": piece.short_hash}
        note(desk, tx, "file_signed", Kind.CLUE, clue.id, **facts)
    act.add(piece.id)
    return replace(filed, piece_id=piece.id, took_over=tuple(one.id for one in replaced))


def _piece(desk: Desk, tx: Transaction, clue: Clue, part: _Part, digest: str) -> SignedPiece:
    return SignedPiece(
        id=new_id(),
        clue_id=clue.id,
        sha256=digest,
        mime=part.mime,
        length=len(part.data),
        file_name=one_line(clean_text(part.name)),
        short_hash=part.paper.short_hash,
        pages=part.paper.form_pages,
        of_pages=part.paper.of_pages,
        filed_at=desk.now(),
        operator=desk.actor.name,
    )


def _looked_at(desk: Desk, piece_id: str, action: str) -> SignedPiece:
    with desk.store.writing() as tx:
        piece = tx.papers.piece(piece_id)
        note(desk, tx, action, Kind.CLUE, piece.clue_id, piece=piece.id, file=piece.sha256)
    return piece
