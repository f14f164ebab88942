"""资料: work rules, experience and notes on costs, as the office keeps them (seed 十(五), 六(三)4).

Only words are kept. A paper that was attached otherwise stays with its note when the note is changed.
"""

from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.kinds import NoteKind
from baixing_desktop.domain.organisation import ShelfNote
from baixing_desktop.domain.rules.money import cents_of, yuan
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What is written down: ``amount`` as it was typed, in yuan, empty for none; only a note on costs has one."""

    kind: NoteKind
    title: str
    on: date
    text: str = ""
    amount: str = ""


def form_of(one: ShelfNote) -> NoteForm:
    """A note as filled in."""
    return NoteForm(one.kind, one.title, one.on, one.text, "" if one.amount_cents is None else yuan(one.amount_cents))


@intention
def notes(desk: Desk, words: str = "") -> tuple[ShelfNote, ...]:
    """What stands on the shelf, newest first; with ``words`` only what has them in its title or text."""
    wanted = words.strip().casefold()
    with desk.store.reading() as tx:
        found = tx.of(ShelfNote).where(order="-on title")
    return tuple(one for one in found if wanted in f"{one.title}\n{one.text}".casefold())


@intention
def save_note(desk: Desk, form: NoteForm, known: ShelfNote | None = None) -> tuple[ShelfNote, Changes]:
    """Put a note on the shelf, or change ``known``.

    Raises:
        InputError: ``INPUT_MISSING``: no title; ``INPUT_INVALID``: a day still to come, no amount of money, or an
            amount on what is no note on costs; ``WRONG_ROLE``.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    title, text = one_line(clean_text(form.title)), clean_text(form.text).strip()
    if not title:
        raise InputError("INPUT_MISSING", fields="标题")
    not_after(form.on, desk.today(), "日期")
    cents = _cents(form)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        if known is None:
            kept = ShelfNote(new_id(), form.kind, title, form.on, text, amount_cents=cents)
            tx.of(ShelfNote).add(kept)
        else:
            found = tx.of(ShelfNote).get(known.id)
            if found.version != known.version:
                raise ConflictError("CHANGED_MEANWHILE", current=found)
            kept = replace(
                found, kind=form.kind, title=title, on=form.on, text=text, amount_cents=cents, version=found.version + 1
            )
            tx.of(ShelfNote).save(kept)
        # Neither title nor text: from the trail nothing can be taken.
        note(desk, tx, "save_note", Kind.SHELF, kept.id, sort=kept.kind.value)
    return kept, Changes.of(Kind.SHELF, kept.id)


@intention
def remove_note(desk: Desk, one: ShelfNote) -> tuple[ShelfNote, Changes]:
    """Take a note off the shelf; :func:`put_back_note` undoes it.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        tx.of(ShelfNote).remove(one)
        note(desk, tx, "remove_note", Kind.SHELF, one.id, sort=one.kind.value)
    return one, Changes.of(Kind.SHELF, one.id)


@intention
def put_back_note(desk: Desk, one: ShelfNote) -> tuple[ShelfNote, Changes]:
    """What was just taken off stands on the shelf again."""
    kept = replace(one, version=1)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        tx.of(ShelfNote).add(kept)
        note(desk, tx, "save_note", Kind.SHELF, kept.id, sort=kept.kind.value)
    return kept, Changes.of(Kind.SHELF, kept.id)


def _cents(form: NoteForm) -> int | None:
    if not form.amount.strip():
        return None
    if form.kind is not NoteKind.COST:
        raise InputError("INPUT_INVALID", field="金额", reason="只有经费后勤可以写金额，请改类别或清空金额")
    found = cents_of(form.amount)
    if found is None:
        raise InputError("INPUT_INVALID", field="金额", reason=f"认识不了“{form.amount}”，请写成 1200 或 1200.50")
    return found
