"""Making a paper and entering it in the audit trail before anybody gets it (safety P12)."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from baixing_desktop.errors import InputError, ProgramError
from baixing_desktop.papers.layouts.brief import Brief
from baixing_desktop.papers.layouts.compendium import CompendiumBook
from baixing_desktop.papers.layouts.letter import Letter
from baixing_desktop.papers.layouts.showcase import CaseSheet
from baixing_desktop.papers.ledgers.brief import brief_ledger
from baixing_desktop.papers.ledgers.compendium import compendium_ledger
from baixing_desktop.papers.ledgers.ledger import Ledger, Taken
from baixing_desktop.papers.render import ledger_workbook, paper_pdf, word_edition
from baixing_desktop.usecases.confirming import confirmed_by
from baixing_desktop.usecases.desk import FACE_LABELS, Desk, note
from baixing_desktop.usecases.papers.kinds import Counter, Format, Gathered, Guard, PaperKind, PaperRequest
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.trail_words import impersonal
from baixing_desktop.work import Work


@dataclass(frozen=True, slots=True)
class MadePaper:
    """The bytes of a paper with a name for its file; ``sha256`` (64 hex digits) stands in the audit trail."""

    data: bytes
    file_name: str
    sha256: str
    persons: int


def make_paper(kind: PaperKind, desk: Desk, form: Format, request: PaperRequest, work: Work | None = None) -> MadePaper:
    """``kind`` of paper in the format ``form``. That it was made, with the number of persons on it, their fields, the
    purpose and the hash of the file, is in the audit trail before the bytes are returned.

    Raises:
        IllegalActionError: it is not the work of the one who sits here; ``SECOND_PERSON_NEEDED``.
        VaultError: the second person's name or passphrase is wrong.
        InputError: ``WRONG_ROLE``, ``INPUT_INVALID`` for a format it cannot have, ``INPUT_MISSING`` for what has to
            be named, ``PAPER_NOTHING``.
        NotFoundError: what was named is not in the record.
        PaperError: a character without a glyph, or a field too long for its place.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    return _GUARDED[kind.guard](desk, kind, form, request, work or Work())


@intention
def make_open(desk: Desk, kind: PaperKind, form: Format, request: PaperRequest, work: Work) -> MadePaper:
    """:func:`make_paper` for papers that everybody at work may take out; one that turns out to name people is
    :func:`make_private`'s."""
    gathered = _gathered(desk, kind, form, request)
    if _OPENLY_NAMED & frozenset(gathered.fields):
        return make_private(desk, kind, form, request, work)
    return _registered(desk, kind, form, request, work, gathered)


@intention
def make_private(desk: Desk, kind: PaperKind, form: Format, request: PaperRequest, work: Work) -> MadePaper:
    """:func:`make_paper` for papers that carry personal data by their nature."""
    return _registered(desk, kind, form, request, work, _gathered(desk, kind, form, request))


@intention
def make_audit_slip(desk: Desk, kind: PaperKind, form: Format, request: PaperRequest, work: Work) -> MadePaper:
    """:func:`make_paper` for the slip of the audit trail."""
    return _registered(desk, kind, form, request, work, _gathered(desk, kind, form, request))


_GUARDED: Mapping[Guard, Callable[[Desk, PaperKind, Format, PaperRequest, Work], MadePaper]] = MappingProxyType(
    {Guard.OPEN: make_open, Guard.PRIVATE: make_private, Guard.AUDIT: make_audit_slip}
)


_OPENLY_NAMED = frozenset({"name", "phone", "address"})


def _gathered(desk: Desk, kind: PaperKind, form: Format, request: PaperRequest) -> Gathered:
    me = desk.installation
    if me.face not in kind.faces:
        raise InputError("WRONG_ROLE", role="、".join(FACE_LABELS[face] for face in kind.faces))
    if form not in kind.formats:
        raise InputError("INPUT_INVALID", field="格式", reason=f"{kind.title}只能是：{'、'.join(kind.formats)}")
    with desk.store.reading() as tx:
        return kind.gather(Counter(desk, tx, request))


def _registered(
    desk: Desk, kind: PaperKind, form: Format, request: PaperRequest, work: Work, gathered: Gathered
) -> MadePaper:
    confirmed = confirmed_by(desk, gathered.persons, request.second)
    data = rendered(kind, form, gathered, desk, work)
    digest = hashlib.sha256(data).hexdigest()
    with desk.store.writing() as tx:
        note(
            desk,
            tx,
            "print" if form is Format.PDF else "export",
            gathered.kind,
            gathered.object_id,
            paper=kind.name,
            format=form.value,
            persons=gathered.persons,
            fields=list(gathered.fields),
            purpose=impersonal(tx, request.purpose),
            internal=request.internal,
            sha256=digest,
            confirmed_by=confirmed,
        )
    return MadePaper(data, f"{kind.title}.{form.value}", digest, gathered.persons)


def rendered(kind: PaperKind, form: Format, gathered: Gathered, desk: Desk, work: Work) -> bytes:
    """The bytes of a paper that was gathered; whoever calls enters it in the audit trail.

    Raises:
        PaperError: a character without a glyph, or a field too long for its place.
        UserError: ``CANCELLED`` by way of ``work``.
    """
    paper = gathered.paper
    match form, paper:
        case Format.WORKBOOK, Ledger():
            return ledger_workbook(paper, work)
        case Format.WORKBOOK, CompendiumBook():
            return ledger_workbook(compendium_ledger(paper, Taken(desk.now(), desk.actor.name, paper.period)), work)
        case Format.WORKBOOK, Brief():
            return ledger_workbook(brief_ledger(paper, Taken(desk.now(), desk.actor.name, paper.period)), work)
        case Format.WORD, Letter() | CompendiumBook() | Brief() | CaseSheet():
            return word_edition(paper, desk.now(), work)
        case Format.PDF, _:
            return paper_pdf(paper, kind.title, work)
        case _:
            raise ProgramError(f"{kind.name} as {form}")
