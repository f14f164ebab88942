"""Papers of the record; every print is in the audit trail before the bytes are handed out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from baixing_desktop.changes import Kind
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import NOTICE_VERSION, Clue, ClueContent
from baixing_desktop.domain.states import ClueState
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, PaperError
from baixing_desktop.papers import (
    AttachedClue,
    Attachment3,
    Letter,
    Notice,
    attachment3_book_pdf,
    attachment3_pdf,
    letter_pdf,
)
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.notices import notice_of, notice_texts
from baixing_desktop.work import Work

Refused = Callable[[Clue, PaperError], object]
"""Hears of a clue whose paper could not be made, and why."""


@dataclass(frozen=True, slots=True)
class OfficeSender:
    """Who signs and who answers questions on a letter; an editable setting later (domain decision 8)."""

    contact: str
    phone: str = ""


def attachment3(
    desk: Desk, ids: Sequence[str], *, strict: bool = False, notice: bool = False, work: Work | None = None
) -> bytes:
    """Attachment 3 of these clues (identities or numbers), as one PDF; ``notice`` adds the page of the notice and
    the consents behind each form.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
        PaperError: ``PAPER_NO_GLYPH`` names the characters that no font has.
    """
    found = _forms(desk, ids, notice=notice)
    forms = [form for _, form in found]
    pdf = (
        attachment3_pdf(forms[0], strict=strict)
        if len(forms) == 1
        else attachment3_book_pdf(forms, work or Work(), strict=strict)
    )
    _note_prints(desk, [clue for clue, _ in found])
    return pdf


def attachment3_each(
    desk: Desk,
    ids: Sequence[str],
    refused: Refused,
    *,
    strict: bool = False,
    notice: bool = False,
    work: Work | None = None,
) -> Iterator[tuple[Clue, bytes]]:
    """Attachment 3 of these clues, one PDF for each. A form that cannot be made exactly goes to ``refused``,
    and the others are made all the same.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``, before the first form.
    """
    work = work or Work()
    for done, (clue, form) in enumerate(_forms(desk, ids, notice=notice)):
        work.at(done, len(ids), "正在生成表格")
        try:
            pdf = attachment3_pdf(form, strict=strict)
        except PaperError as error:
            refused(clue, error)
            continue
        _note_prints(desk, [clue])
        yield clue, pdf


def blank_attachment3(desk: Desk, *, strict: bool = False, notice: bool = False) -> bytes:
    """The empty form for writing by hand, with the unit's name as receiver in a workroom."""
    me = desk.installation
    receiver = desk.reference.unit_name(me.unit) if me.face is Face.WORKROOM else ""
    behind = Notice(notice_texts()[NOTICE_VERSION], answered=False) if notice else None
    return attachment3_pdf(Attachment3(ClueContent(receiver=receiver), notice=behind), strict=strict)


def preview_attachment3(desk: Desk, content: ClueContent, number: str = "", *, draft: bool = True) -> bytes:
    """The page as it would print now, for the screen; nothing is recorded."""
    return attachment3_pdf(
        Attachment3(content, desk.reference.source_label(content.source.category), number, draft=draft)
    )


def forwarding_letter(desk: Desk, forwarding_id: str, sender: OfficeSender | None = None) -> bytes:
    """转送函 of one issued forwarding, with the clue attached and no contact data (domain decision 7).

    Raises:
        NotFoundError: no such forwarding.
        IllegalActionError: it was not issued yet, so it has no number.
    """
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        entity = tx.casework.forwarding(forwarding_id)
        clue = tx.clues.get(entity.clue_id)
        note(desk, tx, "print", Kind.FORWARDING, entity.id, clue=clue.id)
    return letter_pdf(_letter(desk, entity, clue, sender or OfficeSender(desk.installation.operator)))


def _letter(desk: Desk, entity: Forwarding, clue: Clue, sender: OfficeSender) -> Letter:
    if entity.letter_number is None:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="转送件", state="还没有函号", action="打印转送函", possible="发函"
        )
    content = clue.content
    return Letter(
        letter_number=entity.letter_number,
        addressee=desk.reference.unit_name(entity.handler),
        clue=AttachedClue(
            number=clue.number,
            title=content.title,
            analysis=content.analysis,
            suggestions=content.suggestions,
            source_label=desk.reference.source_label(content.source.category),
        ),
        issued_on=entity.issued_on,
        contact=sender.contact,
        contact_phone=sender.phone,
        assignment=entity.limited,
    )


def _forms(desk: Desk, ids: Sequence[str], *, notice: bool) -> list[tuple[Clue, Attachment3]]:
    with desk.store.reading() as tx:
        clues = [tx.clues.get(i) for i in ids]
    return [(clue, _form(desk, clue, notice=notice)) for clue in clues]


def _note_prints(desk: Desk, clues: Sequence[Clue]) -> None:
    """Record that these papers exist, before anybody gets them."""
    with desk.store.writing() as tx:
        for clue in clues:
            note(desk, tx, "print", Kind.CLUE, clue.id, revision=clue.revision, content=clue.content_hash or "")


def _form(desk: Desk, clue: Clue, *, notice: bool) -> Attachment3:
    draft = clue.workroom_state is ClueState.DRAFT
    text, shown = notice_of(clue.content.consents.notice)
    return Attachment3(
        clue.content,
        desk.reference.source_label(clue.content.source.category),
        clue.provisional_number or "",
        None if draft else clue.content_hash,
        draft=draft,
        formal_number=clue.formal_number,
        notice=Notice(text, answered=shown and not draft) if notice else None,
    )
