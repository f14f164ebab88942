"""委员名册: the members of each term, with committee, 界别, workroom and term of office (seed 八(二), 九(三)2; F65).

A new term is a new row: the members of earlier terms stay as they were, and what they did stays theirs.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.encouragement import Commendation, Nomination, ScoreEntry
from baixing_desktop.domain.gathering import Receiver, SessionMember
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.proposals import Claim, JointClaimant, Proposal
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.rules.roster import PRESENT_TERM
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention

_ROOM = "政协委员工作室"
_BETWEEN = re.compile(r"[、，,；;/\s]+")
_RESTING = (Claim, JointClaimant, Proposal, SessionMember, Receiver, Commendation, Nomination, ScoreEntry)
"""What may name a member: nobody whom the record names is taken out of the roster."""


@dataclass(frozen=True, slots=True)
class MemberForm:
    """What is written down of a member. ``committee`` and ``workroom`` are unit codes; ``note`` holds unit, post and,
    for invited members, their level (F9); ``also_committees`` are the codes of further committees."""

    name: str
    term: int
    sector: str = ""
    committee: str | None = None
    workroom: str | None = None
    from_on: date | None = None
    until_on: date | None = None
    note: str = ""
    also_committees: tuple[str, ...] = ()


@intention
def members(desk: Desk) -> tuple[Member, ...]:
    """All members: the newest term first, within it those in office, by name."""
    today = desk.today()
    with desk.store.reading() as tx:
        found = tx.of(Member).where(order="name")
    return tuple(sorted(found, key=lambda one: (-one.term, not one.serves_on(today))))


@intention
def serving_names(desk: Desk) -> tuple[str, ...]:
    """The names of those in office today, to choose from; the same name of several stands once."""
    today = desk.today()
    with desk.store.reading() as tx:
        found = [one.name for one in tx.of(Member).where(order="name") if one.serves_on(today)]
    return tuple(dict.fromkeys(found))


@intention
def present_term(desk: Desk) -> int:
    """The newest term in the roster, the one a new member is of."""
    with desk.store.reading() as tx:
        return newest_term(tx)


@intention
def save_member(desk: Desk, form: MemberForm, known: Member | None = None) -> tuple[Member, Changes]:
    """Enter a member, or change ``known``.

    Raises:
        InputError: ``INPUT_MISSING``: no name; ``INPUT_INVALID``: the term of office ends before it begins, or the
            same member stands in the roster already; ``UNIT_UNKNOWN``, ``UNIT_WRONG_KIND``; ``WRONG_ROLE``.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    form = checked(form, desk.reference)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        refuse_twin(tx, form, known)
        kept = write(tx, form, known)
        note(desk, tx, "save_member", Kind.ROSTER, kept.id, term=kept.term, changed=changed_fields(known, kept))
    return kept, Changes.of(Kind.ROSTER, kept.id)


@intention
def remove_member(desk: Desk, member: Member) -> tuple[Member, Changes]:
    """Take a member out who was entered by mistake; who left office gets the last day of the term instead.

    Raises:
        IllegalActionError: ``ACTION_BARRED``: claims, proposals, scores or the like name this member.
        ConflictError: ``CHANGED_MEANWHILE``.
    """
    with desk.store.writing() as tx:
        if is_named(tx, member.id):
            raise IllegalActionError(
                "ACTION_BARRED", action="删除委员", reason="认领、提案或履职记录里有这位委员", todo="请改为填写任期止"
            )
        tx.of(Member).remove(member)
        note(desk, tx, "remove_member", Kind.ROSTER, member.id, term=member.term)
    return member, Changes.of(Kind.ROSTER, member.id)


# -- for the import too


def form_of(member: Member) -> MemberForm:
    """A member as filled in."""
    return MemberForm(
        member.name, member.term, member.sector, member.committee, member.workroom, member.from_on, member.until_on,
        member.note, tuple((member.also_committees or "").split()),
    )  # fmt: skip


def newest_term(tx: Transaction) -> int:
    """The newest term in the roster."""
    newest = tx.of(Member).where(order="-term", limit=1)
    return newest[0].term if newest else PRESENT_TERM


def is_named(tx: Transaction, member_id: str) -> bool:
    """Whether anything in the record names this member."""
    return any(tx.of(kind).count(member_id=member_id) for kind in _RESTING)


def checked(form: MemberForm, reference: Reference) -> MemberForm:
    """The form with clean texts, when it can be kept (raises as :func:`save_member`)."""
    form = replace(
        form,
        name=one_line(clean_text(form.name)),
        sector=one_line(clean_text(form.sector)),
        note=one_line(clean_text(form.note)),
    )
    if not form.name:
        raise InputError("INPUT_MISSING", fields="姓名")
    if form.from_on and form.until_on and form.until_on < form.from_on:
        raise InputError("INPUT_INVALID", field="任期止", reason="早于任期起")
    others = tuple(one for one in dict.fromkeys(form.also_committees) if one != form.committee)
    if others and form.committee is None:
        form, others = replace(form, committee=others[0]), others[1:]
    form = replace(form, also_committees=others)
    for code in filter(None, (form.committee, *others)):
        reference.unit(code, UnitKind.COMMITTEE, role="委员所在的专委会")
    if form.workroom is not None:
        reference.unit(form.workroom, UnitKind.WORKROOM, role="委员所在的工作室")
    return form


def unit_named(reference: Reference, words: str, kind: UnitKind, field: str) -> str:
    """The code of the unit that is meant, by its code, its name or the part of it that people say.

    Raises:
        InputError: ``INPUT_INVALID``: no unit of this kind is meant.
    """
    plain = words.removeprefix("区政协").removesuffix("街道").removesuffix("街")
    for unit in reference.units_of(kind):
        street = unit.street.removesuffix("街道")
        names = {unit.code, unit.name, unit.short_name, unit.name.removesuffix(_ROOM), street}
        if words in names or plain in names - {""}:
            return unit.code
    raise InputError("INPUT_INVALID", field=field, reason=f"认识不了“{words}”")


def committees_named(reference: Reference, words: str, field: str) -> tuple[str, ...]:
    """The codes of the committees that are named, with 、 between them (raises as :func:`unit_named`)."""
    named = (one for one in _BETWEEN.split(words) if one)
    return tuple(unit_named(reference, one, UnitKind.COMMITTEE, field) for one in named)


def committees_short(reference: Reference, codes: Iterable[str]) -> str:
    """The committees as people call them, with 、 between them."""
    units = ((code, reference.units.get(code)) for code in codes)
    return "、".join((unit.short_name or unit.name) if unit else code for code, unit in units)


def refuse_twin(tx: Transaction, form: MemberForm, known: Member | None) -> None:
    """Namesakes of one term are told apart by their 界别: the same in all three is the same person."""
    found = tx.of(Member).where(name=form.name, term=form.term, sector=form.sector)
    if any(known is None or one.id != known.id for one in found):
        raise InputError("INPUT_INVALID", field="姓名", reason="名册里已有同一届、同一界别的这位委员")


def write(tx: Transaction, form: MemberForm, known: Member | None) -> Member:
    """The member as written."""
    fields = (
        form.name, form.term, form.sector, form.committee, form.workroom, form.from_on, form.until_on, form.note,
        " ".join(form.also_committees) or None,
    )  # fmt: skip
    if known is None:
        kept = Member(new_id(), *fields)
        tx.of(Member).add(kept)
        return kept
    found = tx.of(Member).get(known.id)
    if found.version != known.version:
        raise ConflictError("CHANGED_MEANWHILE", current=found)
    kept = Member(found.id, *fields, version=found.version + 1)
    tx.of(Member).save(kept)
    return kept


def changed_fields(before: Member | None, after: Member) -> list[Plain]:
    """Which fields differ, for the trail: their names, not what stands in them."""
    if before is None:
        return []
    return [name for name in MemberForm.__slots__ if getattr(before, name) != getattr(after, name)]
