"""The reference data: edited by the office with a reason, kept for ever, sent down whole (seed 附件; decision 18)."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.reference import (
    Difference,
    Edit,
    Edition,
    Rows,
    differences,
    edit_problems,
    edited,
    merged,
    reverted,
)
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention

Make: TypeAlias = Callable[[Edition, str], Edition]


@intention
def lists(desk: Desk) -> Rows:
    """All lists as they are in force."""
    return desk.in_force.rows


@intention
def editions(desk: Desk) -> tuple[Edition, ...]:
    """Every edition that is here, newest first."""
    with desk.store.reading() as tx:
        return tx.reference.editions()


@intention
def differences_of(desk: Desk, number: int) -> tuple[Difference, ...]:
    """What edition ``number`` changed against the one before it that is here."""
    kept = [edition for edition in editions(desk) if edition.number <= number]
    if not kept or kept[0].number != number:
        return ()
    before = kept[1] if len(kept) > 1 else Edition()
    shipped = desk.in_force.shipped
    return differences(merged(shipped, before), merged(shipped, kept[0]))


@intention
def edit_entry(
    desk: Desk, list_name: str, code: str, values: Mapping[str, Plain], reason: str, *, number: int | None = None
) -> tuple[Edition, Changes]:
    """Change fields of an entry, retire it (``retired``), or add one (``added``), for a reason.

    ``number`` is the edition that was looked at.

    Raises:
        InputError: ``REFERENCE_EDIT_BAD`` says what is wrong; ``INPUT_MISSING``, ``WRONG_ROLE``.
        ConflictError: ``CHANGED_MEANWHILE``: somebody else edited since.
    """
    edit = Edit(list_name, code, values)
    problems = edit_problems(edit, desk.in_force.rows)
    if problems:
        found = "；".join(f"{one.field}{one.text}" if one.field else one.text for one in problems)
        raise InputError("REFERENCE_EDIT_BAD", entry=code, reason=found)
    return _next(
        desk, reason, number, lambda before, said: edited(before, edit, at=desk.now(), by=desk.actor.name, note=said)
    )


@intention
def revert_entry(desk: Desk, list_name: str, code: str, reason: str) -> tuple[Edition, Changes]:
    """The entry is as shipped again; one that the office added is retired.

    Raises:
        InputError: ``INPUT_MISSING``, ``WRONG_ROLE``.
    """
    at, by = desk.now(), desk.actor.name
    return _next(desk, reason, None, lambda before, said: reverted(before, list_name, code, at=at, by=by, note=said))


@intention
def edition_held(desk: Desk) -> int:
    """The number of the newest edition here."""
    with desk.store.reading() as tx:
        return tx.reference.newest().number


@intention
def edition_for(desk: Desk, held: int) -> Edition | None:
    """What to send to a workroom that holds edition ``held``; None when it has the newest. A receiving service goes by
    the newest itself from then on, whichever window made it.
    """
    with desk.store.reading() as tx:
        newest = tx.reference.newest()
    if newest.number > desk.in_force.edition.number:
        desk.in_force.renew([newest])
    return newest if newest.number > held else None


@intention
def follow_newest(desk: Desk) -> int:
    """Go by the newest edition in the record, whichever seat, service or command wrote it; the number in force."""
    with desk.store.reading() as tx:
        newest = tx.reference.newest()
    if newest.number > desk.in_force.seen:
        desk.in_force.renew(editions(desk))
    return desk.in_force.edition.number


@intention
def take_edition(desk: Desk, edition: Edition) -> Changes:
    """In a workroom: keep the office's edition and go by it from now on; an older one changes nothing."""
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.WORKROOM)
        if edition.number <= tx.reference.newest().number:
            return Changes()
        tx.reference.add(edition)
        note(desk, tx, "take_edition", "reference", str(edition.number))
    return _renewed(desk, edition)


def _next(desk: Desk, reason: str, number: int | None, make: Make) -> tuple[Edition, Changes]:
    reason = one_line(clean_text(reason))
    if not reason:
        raise InputError("INPUT_MISSING", fields="修改的理由")
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        before = _unchanged(tx, number)
        edition = make(before, reason)
        tx.reference.add(edition)
        note(desk, tx, "edit_reference", "reference", str(edition.number), edits=len(edition.edits))
    return edition, _renewed(desk, edition)


def _unchanged(tx: Transaction, number: int | None) -> Edition:
    newest = tx.reference.newest()
    if number is not None and newest.number != number:
        raise ConflictError("CHANGED_MEANWHILE", current=newest)
    return newest


def _renewed(desk: Desk, edition: Edition) -> Changes:
    desk.in_force.renew(editions(desk))
    return Changes.of(Kind.REFERENCE, str(edition.number))
