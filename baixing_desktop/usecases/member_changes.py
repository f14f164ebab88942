"""What an import would change of a member, field by field, in words that a person checks before it is written (F65)."""

from collections.abc import Iterator
from datetime import date

from baixing_desktop.domain.reference import Reference
from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.usecases.members import MemberForm, committees_short


def committees_in(form: MemberForm) -> tuple[str, ...]:
    """The codes of all committees, the own one first."""
    return tuple(filter(None, (form.committee, *form.also_committees)))


def changes_between(reference: Reference, before: MemberForm, after: MemberForm) -> tuple[str, ...]:
    """Such as ``加入专委会 提案委``, ``工作室 沙园街道工作室 → 琶洲街道工作室``, ``任期到 2026年11月30日止``."""
    return tuple(_changes(reference, before, after))


def _changes(reference: Reference, before: MemberForm, after: MemberForm) -> Iterator[str]:
    if before.sector != after.sector:
        yield _turned("界别", before.sector, after.sector)
    yield from _committees(reference, committees_in(before), committees_in(after))
    if before.workroom != after.workroom:
        rooms = (reference.units.get(code or "") for code in (before.workroom, after.workroom))
        yield _turned("工作室", *((room.short_name if room else "") for room in rooms))
    if before.from_on != after.from_on:
        yield _turned("任期起", _day(before.from_on), _day(after.from_on))
    if before.until_on != after.until_on:
        earlier = f"（原来写到 {_day(before.until_on)}）" if before.until_on else ""
        yield f"任期到 {_day(after.until_on)}止{earlier}"
    if before.note != after.note:
        yield _turned("单位及职务", before.note, after.note)


def _committees(reference: Reference, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    joins = [code for code in after if code not in before]
    leaves = [code for code in before if code not in after]
    if joins:
        yield f"加入专委会 {committees_short(reference, joins)}"
    if leaves:
        yield f"退出专委会 {committees_short(reference, leaves)}"
    # Said only where it does not follow from who came and who left.
    if before and after and before[0] in after and before[0] != after[0]:
        yield f"主要专委会改为 {committees_short(reference, after[:1])}"


def _turned(field: str, before: str, after: str) -> str:
    return f"{field} {before} → {after}" if before else f"{field} {after}（原来没有写）"


def _day(day: date | None) -> str:
    return day_words(day) if day else ""
