"""Papers of the record; every print is in the audit trail before the bytes are handed out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from baixing_desktop.changes import Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import NOTICE_VERSION, Clue, ClueContent
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.rules.claiming import number_words
from baixing_desktop.domain.rules.disclosure import needs_second_person, persons_named
from baixing_desktop.domain.rules.redaction import redacted
from baixing_desktop.domain.signed import PrintRecord
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.units import Face, Installation
from baixing_desktop.errors import ConflictError, IllegalActionError, PaperError
from baixing_desktop.papers import (
    AttachedClue,
    Attachment3,
    Imprint,
    Letter,
    Notice,
    attachment3_book_pdf,
    attachment3_pdf,
    letter_pdf,
)
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.claimed import proposal_under
from baixing_desktop.usecases.confirming import confirmed_by
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.notices import notice_of, notice_texts
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.phrasing import worded
from baixing_desktop.usecases.standing import require_standing
from baixing_desktop.work import Work

_Made = TypeVar("_Made")
_Numbered: TypeAlias = tuple[Clue, Attachment3]
_ATTEMPTS = 3

Refused = Callable[[Clue, PaperError], object]
"""Hears of a clue whose paper could not be made, and why."""


@dataclass(frozen=True, slots=True)
class OfficeSender:
    """Who signs and who answers questions on a letter; an editable setting later (domain decision 8)."""

    contact: str
    phone: str = ""


@intention
def attachment3(
    desk: Desk,
    ids: Sequence[str],
    *,
    strict: bool = False,
    notice: bool = False,
    second: Confirmation | None = None,
    work: Work | None = None,
) -> bytes:
    """Attachment 3 of these clues (identities or numbers), as one PDF; ``notice`` adds the page of the notice and
    the consents behind each form. ``second`` confirms that forms of many persons are printed at once.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
        IllegalActionError: ``SECOND_PERSON_NEEDED``.
        VaultError: the second person's name or passphrase is wrong.
        PaperError: ``PAPER_NO_GLYPH`` names the characters that no font has.
    """

    def made(forms: list[_Numbered]) -> bytes:
        papers = [form for _, form in forms]
        if len(papers) == 1:
            return attachment3_pdf(papers[0], strict=strict)
        return attachment3_book_pdf(papers, work or Work(), strict=strict)

    confirmed = _confirmed(desk, ids, second)
    return _registered(desk, ids, made, confirmed, strict=strict, notice=notice)


@intention
def attachment3_each(
    desk: Desk,
    ids: Sequence[str],
    refused: Refused,
    *,
    strict: bool = False,
    notice: bool = False,
    second: Confirmation | None = None,
    work: Work | None = None,
) -> Iterator[tuple[Clue, bytes]]:
    """Attachment 3 of these clues, one PDF for each. A form that cannot be made exactly goes to ``refused``,
    and the others are made all the same.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``, before the first form.
        IllegalActionError, VaultError: as :func:`attachment3`, before the first form.
    """

    def made(forms: list[_Numbered]) -> tuple[Clue, bytes]:
        clue, form = forms[0]
        return clue, attachment3_pdf(form, strict=strict)

    work = work or Work()
    with desk.store.reading() as tx:
        clues = _clues(tx, ids)
    confirmed = _confirmed(desk, ids, second)
    for done, clue in enumerate(clues):
        work.at(done, len(clues), "正在生成表格")
        try:
            printed = _registered(desk, [clue.id], made, confirmed, strict=strict, notice=notice)
        except PaperError as error:
            refused(clue, error)
        else:
            yield printed


@intention
def blank_attachment3(desk: Desk, *, strict: bool = False, notice: bool = False) -> bytes:
    """The empty form for writing by hand, with the unit's name as receiver in a workroom."""
    me = desk.installation
    receiver = desk.reference.unit_name(me.unit) if me.face is Face.WORKROOM else ""
    behind = Notice(notice_texts()[NOTICE_VERSION], answered=False) if notice else None
    return attachment3_pdf(Attachment3(ClueContent(receiver=receiver), notice=behind), strict=strict)


@intention
def preview_attachment3(desk: Desk, content: ClueContent, number: str = "", *, draft: bool = True) -> bytes:
    """The page as it would print now, for the screen; nothing is recorded."""
    return attachment3_pdf(
        Attachment3(content, desk.reference.source_label(content.source.category), number, draft=draft)
    )


@intention
def forwarding_letter(desk: Desk, forwarding_id: str, sender: OfficeSender | None = None) -> bytes:
    """转送函 of one issued forwarding, with the clue in the office's wording and no contact data (domain decision 7).

    Raises:
        NotFoundError: no such forwarding.
        IllegalActionError: it was not issued yet, so it has no number; or the clue is withdrawn (``CLUE_WITHDRAWN``).
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        entity = tx.casework.forwarding(forwarding_id)
        clue = tx.clues.get(entity.clue_id)
        require_standing(tx, clue)
        handed_on, proposal = worded(tx, clue), proposal_under(tx, entity)
        note(desk, tx, "print", Kind.FORWARDING, entity.id, clue=clue.id)
    letter = letter_of(entity, handed_on, desk.reference, sender or OfficeSender(desk.actor.name), proposal)
    return letter_pdf(letter)


def letter_of(
    entity: Forwarding, clue: Clue, reference: Reference, sender: OfficeSender, proposal: Proposal | None = None
) -> Letter:
    """What the letter of an issued forwarding says: about the clue, or about the ``proposal`` that is assigned.

    Raises:
        IllegalActionError: it was not issued yet, so it has no number.
    """
    if entity.letter_number is None:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="转送件", state="还没有函号", action="打印转送函", possible="发函"
        )
    content = redacted(clue.content)
    if proposal is not None:
        texts = {"title": proposal.title, "analysis": proposal.analysis, "suggestions": proposal.suggestions}
        content = replace(content, **texts)
    return Letter(
        letter_number=entity.letter_number,
        addressee=reference.unit_name(entity.handler),
        clue=AttachedClue(
            number=number_words(proposal) if proposal else clue.number,
            title=content.title,
            analysis=content.analysis,
            suggestions=content.suggestions,
            source_label=reference.source_label(content.source.category),
            filed=proposal is not None,
        ),
        issued_on=entity.issued_on,
        contact=sender.contact,
        contact_phone=sender.phone,
        assignment=entity.limited,
    )


@intention
def prints_of(desk: Desk, clue_id: str) -> tuple[PrintRecord, ...]:
    """打印登记: every print of one clue's form, oldest first."""
    with desk.store.reading() as tx:
        return tx.papers.prints(clue_id)


def _confirmed(desk: Desk, ids: Sequence[str], second: Confirmation | None) -> str:
    # A few clues cannot be of many people: the daily print reads nothing for this.
    if not needs_second_person(len(ids)):
        return ""
    with desk.store.reading() as tx:
        persons = persons_named(clue.content.contributor for clue in _clues(tx, ids))
    return confirmed_by(desk, persons, second)


def _registered(
    desk: Desk,
    ids: Sequence[str],
    make: Callable[[list[_Numbered]], _Made],
    confirmed: str,
    *,
    strict: bool,
    notice: bool,
) -> _Made:
    """What ``make`` makes of these clues' numbered forms. The prints are in the register before anybody gets them;
    where somebody else took a number meanwhile, the forms are made again with the next.
    """
    for _ in range(_ATTEMPTS - 1):
        with suppress(ConflictError):
            return _register_once(desk, ids, make, confirmed, strict=strict, notice=notice)
    return _register_once(desk, ids, make, confirmed, strict=strict, notice=notice)


def _register_once(
    desk: Desk,
    ids: Sequence[str],
    make: Callable[[list[_Numbered]], _Made],
    confirmed: str,
    *,
    strict: bool,
    notice: bool,
) -> _Made:
    with desk.store.reading() as tx:
        me = tx.system.installation()
        clues = list({clue.id: clue for clue in _clues(tx, ids)}.values())
        numbers = tx.papers.next_prints([clue.id for clue in clues])
        prints = [_print(desk, clue, numbers[clue.id], me, strict=strict) for clue in clues]
    forms = [(clue, _form(desk, clue, one, notice=notice)) for clue, one in zip(clues, prints, strict=True)]
    made = make(forms)
    with desk.store.writing() as tx:
        tx.papers.add_prints(prints)
        for one in prints:
            note(
                desk,
                tx,
                "print",
                Kind.CLUE,
                one.clue_id,
                number=one.number,
                revision=one.revision,
                content=one.content_hash,
                confirmed_by=confirmed,
            )
    return made


def _clues(tx: Transaction, ids: Sequence[str]) -> list[Clue]:
    """The clues with these identities or numbers, in this order.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    known = {clue.id: clue for clue in tx.clues.several(ids)}
    return [known.get(one) or tx.clues.get(one) for one in ids]


def _print(desk: Desk, clue: Clue, number: int, me: Installation, *, strict: bool) -> PrintRecord:
    draft = clue.workroom_state is ClueState.DRAFT
    digest = content_hash(clue.content) if draft else clue.content_hash or ""
    revision = 0 if draft else clue.revision
    return PrintRecord(clue.id, number, revision, digest, strict, desk.now(), desk.actor.name, me.device_code)


def _form(desk: Desk, clue: Clue, one: PrintRecord, *, notice: bool) -> Attachment3:
    draft = not one.revision
    text, shown = notice_of(clue.content.consents.notice)
    return Attachment3(
        clue.content,
        desk.reference.source_label(clue.content.source.category),
        clue.provisional_number or "",
        None if draft else clue.content_hash,
        draft=draft,
        formal_number=clue.formal_number,
        imprint=Imprint(one.number, one.revision, one.printed_at, one.device_code),
        notice=Notice(text, answered=shown and not draft) if notice else None,
    )
