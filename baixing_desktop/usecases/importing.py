"""Bringing in clues that were written elsewhere (domain feature 8)."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import today
from baixing_desktop.domain.clue import Clue, ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.imports import ImportedLine, ImportedTable
from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.registration import missing_in_import
from baixing_desktop.domain.states import ImportState
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.workflow import IMPORTED_TABLE
from baixing_desktop.errors import InputError
from baixing_desktop.ids import new_id
from baixing_desktop.intake import (
    ImportPlan,
    PlannedClue,
    choose_columns,
    digest_of,
    layout_of,
    parse_mapping,
    read_table,
    rows_to_contents,
)
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.drafting import cleaned, new_draft, register_new
from baixing_desktop.usecases.own_clues import received_here
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.work import Work

USUAL_SOURCES = MappingProxyType({Face.WORKROOM: "WORKROOM", Face.OFFICE: "ONLINE_CITY"})
_AT_ONCE = 100
"""Rows that are written together: enough to be quick, few enough for a bar that moves and a stop that is heard."""

IMPORT_NOTICE = "import"
"""Notice version of an imported clue: the citizen was informed where it was collected, not by us."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What became of one row: ``outcome`` is 登记, 草稿, 已导入过 or 未导入; ``notes`` say why."""

    row_number: int
    outcome: str
    number: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Row by row, and in sum. In a dry run nothing was written and no numbers were given."""

    rows: tuple[ImportedRow, ...]
    dry_run: bool
    blank_rows: int

    def count(self, outcome: str) -> int:
        """How many rows had this outcome."""
        return sum(row.outcome == outcome for row in self.rows)


REGISTERED, DRAFT, REPEATED, REFUSED = map(label, RowOutcome)
_OUTCOMES: Mapping[str, RowOutcome] = MappingProxyType({label(one): one for one in RowOutcome})


@intention
def plan_import(
    desk: Desk, path: Path, mapping: Sequence[str] = (), work: Work | None = None, source: str = ""
) -> ImportPlan:
    """Read ``path`` and plan every row; ``mapping`` holds options such as ``survey,analysis=情况分析``.

    Without ``mapping``, the one that was used last for a table of these columns. What the rows do not say is filled
    in: the unit as receiver, today, anonymous, and ``source`` (a code) or else the unit's own, at the office the city's
    online platform (seed 八(一)2).

    Raises:
        InputError: the file or the mapping cannot be used; ``INPUT_INVALID``: no such source.
    """
    if source and source not in desk.reference.sources:
        raise InputError("INPUT_INVALID", field="来源", reason="来源表里没有这一项")
    with desk.store.reading() as tx:
        layouts = {layout: tuple(json.loads(kept)) for layout, kept in tx.papers.layouts().items()}
    # Columns that people named before tell the header row in a sheet whose own words nobody knows.
    known = [parse_mapping(mapping or ()), *map(parse_mapping, layouts.values())]
    table = read_table(path, also_known=[n for one in known for names in one.values() for n in names], work=work)
    remembered = () if mapping else layouts.get(layout_of(table.columns), ())
    wished = parse_mapping(mapping or remembered)
    defaults = ClueContent(
        source=Source(source or USUAL_SOURCES[desk.installation.face]),
        receiver=desk.unit.name,
        received_on=today(desk.clock),
        contributor=Contributor(anonymous=True),
        consents=Consents(collect=True, notice=IMPORT_NOTICE),
    )
    sources = {category.label: code for code, category in desk.reference.sources.items()}
    plan = rows_to_contents(table, choose_columns(table.columns, wished), defaults, sources, work)
    return replace(
        plan,
        mapping=tuple(mapping or remembered),
        remembered=bool(remembered),
        digest=digest_of(path),
        source=defaults.source.category,
    )


@intention
def import_clues(
    desk: Desk, plan: ImportPlan, *, file_name: str, dry_run: bool = False, work: Work | None = None
) -> tuple[ImportReport, Changes]:
    """Register what is complete enough, keep the rest as drafts, pass over what was imported before. The office has no
    drafts: what is registered there waits to be screened, and an incomplete row is refused with what it lacks.

    All rows or none: stopping the work or a full disk leaves the record as it was.

    Raises:
        UserError: ``CANCELLED`` by way of ``work``; StoreError.
    """
    work, written = work or Work(), dict[int, Clue]()
    rows = [ImportedRow(r.row_number, REFUSED, "", (r.reason,)) for r in plan.refused]
    with desk.store.reading() if dry_run else desk.store.writing(much=True) as tx, tx.clues.many_at_a_time():
        stands = tx.imports.standing([one.fingerprint for one in plan.clues])
        before = {one.row_number: stands[one.fingerprint] for one in plan.clues if one.fingerprint in stands}
        at_office = tx.system.installation().face is Face.OFFICE
        for some in portions(tuple(enumerate(plan.clues)), _AT_ONCE):
            fresh: dict[int, PlannedClue] = {}
            for done, planned in some:
                work.at(done, len(plan.clues), "正在导入")
                rows.append(_fate(planned, repeated=planned.row_number in before, at_office=at_office))
                if rows[-1].outcome in (REGISTERED, DRAFT):
                    fresh[planned.row_number] = planned
            if not dry_run:
                written |= _write(desk, tx, fresh)
        rows = sorted(_numbered(tx, rows, before, written), key=lambda row: row.row_number)
        ids = {row: clue.id for row, clue in written.items()}
        changes = Changes.of(Kind.CLUE, *ids.values())
        if written:
            changes |= Changes.of(Kind.IMPORT, _keep_table(desk, tx, plan, file_name, rows, before | ids))
        if plan.mapping and not dry_run:
            tx.papers.remember_layout(plan.layout, json.dumps(plan.mapping, ensure_ascii=False), desk.now())
    work.at(len(plan.clues), len(plan.clues), "正在导入")
    return ImportReport(tuple(rows), dry_run, plan.blank_rows), changes


def _fate(planned: PlannedClue, *, repeated: bool, at_office: bool) -> ImportedRow:
    """What becomes of a row; its number is not given yet."""
    if repeated:
        return ImportedRow(planned.row_number, REPEATED, "", ())
    missing = missing_in_import(planned.content)
    if missing and at_office:
        return ImportedRow(planned.row_number, REFUSED, "", (f"缺少{'、'.join(missing)}",))
    return ImportedRow(planned.row_number, DRAFT if missing else REGISTERED, "", planned.notes)


def _numbered(
    tx: Transaction, rows: Sequence[ImportedRow], before: Mapping[int, str], written: Mapping[int, Clue]
) -> list[ImportedRow]:
    """The rows with the numbers of their clues; those that were imported ``before`` with that of the clue that they
    became then.
    """
    clues = {one.id: one for one in tx.clues.several(tuple(before.values()))}
    known = {**{row: clues[clue_id] for row, clue_id in before.items()}, **written}
    numbers = {row: clue.formal_number or clue.provisional_number for row, clue in known.items()}
    return [replace(row, number=numbers.get(row.row_number) or "") for row in rows]


def _write(desk: Desk, tx: Transaction, planned: Mapping[int, PlannedClue]) -> dict[int, Clue]:
    """Write what rows become, together; by row."""
    me, now = tx.system.installation(), desk.now()
    contents = [cleaned(one.content) for one in planned.values()]
    if me.face is Face.OFFICE:
        return dict(zip(planned, received_here(desk, tx, contents), strict=True))
    drafts = {row: new_draft(me, desk.actor.name, content, now) for row, content in zip(planned, contents, strict=True)}
    whole = {row: draft for row, draft in drafts.items() if not missing_in_import(planned[row].content)}
    registered = dict(zip(whole, register_new(desk, tx, tuple(whole.values())), strict=True))
    tx.clues.add_all([draft for row, draft in drafts.items() if row not in registered])
    return drafts | registered


def _keep_table(
    desk: Desk, tx: Transaction, plan: ImportPlan, file_name: str, rows: Sequence[ImportedRow], ids: Mapping[int, str]
) -> str:
    """The table is a batch: what became of each row stays readable, and it can be taken back (``usecases/imported``).
    ``ids`` are the clues that rows became now or had become before. Returns the identity of the table.
    """
    counts = Counter(row.outcome for row in rows)
    table = ImportedTable(
        new_id(),
        file_name,
        plan.digest,
        plan.source,
        desk.now(),
        desk.actor.name,
        IMPORTED_TABLE.begin(ImportState.TAKEN_IN),
        registered=counts[REGISTERED],
        drafts=counts[DRAFT],
        repeated=counts[REPEATED],
        refused=counts[REFUSED],
    )
    tx.of(ImportedTable).add(table)
    planned = {one.row_number: one for one in plan.clues}
    lines: list[ImportedLine] = []
    for row in rows:
        one = planned.get(row.row_number)
        lines.append(
            ImportedLine(
                new_id(),
                table.id,
                row.row_number,
                _OUTCOMES[row.outcome],
                ids.get(row.row_number),
                one.fingerprint if one and row.row_number in ids else None,
                one.external_number if one else "",
                "；".join(map(_unquoted, row.notes)),
            )
        )
    tx.of(ImportedLine).add(*lines)
    note(
        desk, tx, "import", Kind.IMPORT, table.id,
        count=table.registered + table.drafts, repeated=table.repeated, refused=table.refused,
    )  # fmt: skip
    return table.id


def _unquoted(remark: str) -> str:
    """A remark as it may be kept: what it quotes of the row may be anybody's name."""
    return re.sub("“.*”", "", remark, flags=re.DOTALL)
