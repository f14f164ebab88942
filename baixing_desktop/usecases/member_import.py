"""导入委员名册: a table of members is read, tried without writing, entered; all of it can be taken back (F65)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.rules.roster import term_of
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.errors import ConflictError, InputError, UserError
from baixing_desktop.intake import Row, parse_date, plain_name, read_table
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.member_changes import changes_between, committees_in
from baixing_desktop.usecases.members import (
    MemberForm,
    checked,
    committees_named,
    committees_short,
    form_of,
    is_named,
    newest_term,
    unit_named,
    write,
)
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "name": ("姓名", "委员", "委员姓名", "名字"),
        "term": ("届", "届次", "届别"),
        "sector": ("界别", "所属界别"),
        "committee": ("专委会", "专门委员会", "所在专委会", "所属专委会"),
        "leaves": ("退出专委会", "离开专委会"),
        "replaces": ("专委会以表为准", "以表为准"),
        "workroom": ("街道工作室", "工作室", "街道", "所在街道", "联系街道"),
        "from_on": ("任期起", "任职日期", "任期开始", "开始日期"),
        "until_on": ("任期止", "离任日期", "任期结束", "结束日期"),
        "note": ("单位及职务", "工作单位及职务", "单位职务", "工作单位", "职务", "备注"),
    }
)
"""The names by which each column is known; the first is its own. All but the name may be missing: what a table does
not say of a member stays as it is. That goes for the committees too: those it names are joined, and a member leaves one
only where 退出专委会 names it, or where 专委会以表为准 says 是. Who left the roster has a day in 任期止."""

_YES, _NO = ("是", "以表为准", "√"), ("", "否")
ADDED, CHANGED, SAME, REFUSED = "新增", "更新", "没有变化", "未导入"


@dataclass(frozen=True, slots=True)
class PlannedMember:
    """One row: ``form`` is what would be kept, ``known`` the member that is here, ``changes`` what would differ;
    ``remark`` says why it cannot be, or what is worth a look."""

    row_number: int
    form: MemberForm
    outcome: str
    known: Member | None = None
    remark: str = ""
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """The rows of one file."""

    file_name: str
    rows: tuple[PlannedMember, ...]

    def count(self, outcome: str) -> int:
        """How many rows have this outcome."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def ready(self) -> int:
        """How many rows would change the roster."""
        return self.count(ADDED) + self.count(CHANGED)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote: pairs of the member before (None: new) and after."""

    written: tuple[tuple[Member | None, Member], ...]


@intention
def plan_members(desk: Desk, path: Path, work: Work | None = None) -> MemberPlan:
    """Read ``path`` (xlsx, xls, csv) and say what would become of each row; nothing is written.

    Raises:
        InputError: the file cannot be read, or has no column 姓名.
        UserError: ``CANCELLED``.
    """
    table = read_table(path, also_known=[name for names in COLUMNS.values() for name in names], work=work)
    places = _places(table.columns)
    if "name" not in places:
        raise InputError("INPUT_INVALID", field="表头", reason="没有“姓名”列")
    with desk.store.reading() as tx:
        term, here = newest_term(tx), tx.of(Member).where()
    rows, seen = list[PlannedMember](), set[tuple[str, int, str]]()
    for row in table.rows:
        planned = _planned(desk, row, places, term, here)
        key = (planned.form.name, planned.form.term, planned.form.sector)
        if planned.outcome != REFUSED and key in seen:
            planned = replace(planned, outcome=REFUSED, remark="表里前面已有这位委员")
        seen.add(key)
        rows.append(planned)
    return MemberPlan(path.name, tuple(rows))


@intention
def import_members(desk: Desk, plan: MemberPlan, work: Work | None = None) -> tuple[Imported, Changes]:
    """Enter the rows of ``plan`` that are new or differ: all of them or none.

    Raises:
        UserError: ``CANCELLED``: nothing was written.
        ConflictError: ``CHANGED_MEANWHILE``: the roster was changed since the table was tried.
    """
    work, written = work or Work(), list[tuple[Member | None, Member]]()
    ready = [row for row in plan.rows if row.outcome in (ADDED, CHANGED)]
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        for done, row in enumerate(ready):
            work.at(done, len(ready), "正在导入")
            if row.known is None and tx.of(Member).count(
                name=row.form.name, term=row.form.term, sector=row.form.sector
            ):
                raise ConflictError("CHANGED_MEANWHILE")
            written.append((row.known, write(tx, row.form, row.known)))
        note(
            desk, tx, "import_members", Kind.ROSTER, "",
            rows=len(plan.rows), added=plan.count(ADDED), changed=plan.count(CHANGED),
        )  # fmt: skip
    return Imported(tuple(written)), Changes.of(Kind.ROSTER, *(after.id for _before, after in written))


@intention
def take_back_members(desk: Desk, imported: Imported) -> tuple[None, Changes]:
    """Undo an import: who was new goes, who was changed is as before.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: one of them was changed, or is named by something, since; nothing was
            taken back.
    """
    with desk.store.writing() as tx:
        for before, after in imported.written:
            if before is not None:
                write(tx, form_of(before), after)
            elif is_named(tx, after.id):
                raise ConflictError("CHANGED_MEANWHILE", current=after)
            else:
                tx.of(Member).remove(after)
        note(desk, tx, "take_back_members", Kind.ROSTER, "", members=len(imported.written))
    return None, Changes.of(Kind.ROSTER, *(after.id for _before, after in imported.written))


def _planned(desk: Desk, row: Row, places: Mapping[str, int], term: int, here: tuple[Member, ...]) -> PlannedMember:
    cells = {field: one_line(clean_text(row.cells[place])) for field, place in places.items()}
    name = cells["name"]
    try:
        asked = term_of(cells["term"]) if cells.get("term") else term
        if asked is None:
            raise InputError("INPUT_INVALID", field="届", reason=f"认识不了“{cells['term']}”")
        known = _known(here, name, asked, cells.get("sector"))
        base = form_of(known) if known else MemberForm(name, asked)
        form = checked(_filled(desk.reference, base, cells), desk.reference)
    except UserError as refused:
        return PlannedMember(row.number, MemberForm(name, term), REFUSED, remark=refused.advice.what)
    if known is None:
        namesake = any(one.name == name and one.term == asked for one in here)
        return PlannedMember(row.number, form, ADDED, remark="名册里有同名、不同界别的委员，请核对" if namesake else "")
    changes = changes_between(desk.reference, base, form)
    return PlannedMember(row.number, form, CHANGED if form != base else SAME, known, changes=changes)


def _known(here: tuple[Member, ...], name: str, term: int, sector: str | None) -> Member | None:
    """The member whom the row means.

    Raises:
        InputError: several bear this name in this term, and the row does not say which by the 界别.
    """
    found = [one for one in here if one.name == name and one.term == term]
    same = [one for one in found if one.sector == sector] if sector else found
    if len(same) > 1:
        raise InputError("INPUT_INVALID", field="姓名", reason="名册里有几位同名委员，请写明界别")
    # A roster that says nothing of the 界别 yet learns it from the table.
    unsaid = [one for one in found if not one.sector] if not same and len(found) == 1 else []
    return next(iter(same or unsaid), None)


def _filled(reference: Reference, base: MemberForm, cells: Mapping[str, str]) -> MemberForm:
    """``base`` with what the row says."""
    said = {field: words for field, words in cells.items() if words and field in ("sector", "note")}
    form = replace(base, **said)
    committees = _committees(reference, committees_in(base), cells)
    form = replace(form, committee=next(iter(committees), None), also_committees=committees[1:])
    if cells.get("workroom"):
        form = replace(form, workroom=unit_named(reference, cells["workroom"], UnitKind.WORKROOM, "街道工作室"))
    if cells.get("from_on"):
        form = replace(form, from_on=_day(cells["from_on"], "任期起"))
    if cells.get("until_on"):
        form = replace(form, until_on=_day(cells["until_on"], "任期止"))
    return form


def _committees(reference: Reference, before: tuple[str, ...], cells: Mapping[str, str]) -> tuple[str, ...]:
    """The committees after this row.

    Raises:
        InputError: a committee is unknown, joined and left at once, or 专委会以表为准 says neither 是 nor 否.
    """
    joins = committees_named(reference, cells.get("committee", ""), "专委会")
    leaves = committees_named(reference, cells.get("leaves", ""), "退出专委会")
    both = [code for code in joins if code in leaves]
    if both:
        reason = f"“{committees_short(reference, both)}”同时写在“专委会”里"
        raise InputError("INPUT_INVALID", field="退出专委会", reason=reason)
    said = cells.get("replaces", "")
    if said not in _YES and said not in _NO:
        raise InputError("INPUT_INVALID", field="专委会以表为准", reason=f"认识不了“{said}”，请写是或否")
    # An empty cell takes nobody out of all committees: that is what 退出专委会 is for.
    kept = joins if said in _YES and joins else dict.fromkeys((*before, *joins))
    return tuple(code for code in kept if code not in leaves)


def _day(words: str, field: str) -> date:
    found = parse_date(words)
    if found is None:
        raise InputError("INPUT_INVALID", field=field, reason=f"认识不了日期“{words}”")
    return found


def _places(columns: tuple[str, ...]) -> dict[str, int]:
    names = {plain_name(name): field for field, known in COLUMNS.items() for name in known}
    places: dict[str, int] = {}
    for place, title in enumerate(columns):
        field = names.get(plain_name(title))
        if field is not None:
            places.setdefault(field, place)
    return places
