"""Rows become contents of clues. Whether a clue is registered or stays a draft is for the use case to decide."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.canonical import Plain, canonical, sha256_hex
from baixing_desktop.domain.clue import ClueContent, Contributor, Source
from baixing_desktop.domain.rules.registration import TITLE_LIMIT, Field, missing_fields
from baixing_desktop.domain.text import one_line
from baixing_desktop.intake.columns import JOINABLE, ColumnChoice, Target, is_passing, plain_name
from baixing_desktop.intake.dates import parse_date
from baixing_desktop.intake.gathering import Row, is_damaged, may_have_lost
from baixing_desktop.intake.tables import Table
from baixing_desktop.work import Work

_YES = frozenset({"是", "y", "yes", "true", "1", "匿名", "√", "✓"})
_NAMELESS = frozenset({"匿名", "匿名者", "匿名用户", "匿名群众", "匿名网友", "匿名市民"})
_QUOTED = 20


@dataclass(frozen=True, slots=True)
class PlannedClue:
    """One row that can become a clue.

    ``external_number`` is the number it had where it came from (may be empty); ``fingerprint`` is SHA-256 (64 hex
    digits) over the row's own texts, the same whatever file, order of columns or mapping the row comes in;
    ``missing`` are the fields of the form that still stop registration; ``notes`` are Chinese remarks for the report.
    """

    row_number: int
    external_number: str
    fingerprint: str
    content: ClueContent
    missing: tuple[Field, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One row that cannot become a clue, and why (Chinese)."""

    row_number: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, row by row; ``blank_rows`` were passed over.

    ``layout`` is SHA-256 (64 hex digits) over the names of the columns in their order: equal for every export of the
    same form. ``mapping`` are the options that named columns, ``remembered`` if they come from an earlier import.
    ``digest`` is SHA-256 (64 hex digits) over the file, ``source`` the code of 来源 for rows that say nothing of it.
    """

    clues: tuple[PlannedClue, ...]
    refused: tuple[RefusedRow, ...]
    blank_rows: int
    layout: str = ""
    mapping: tuple[str, ...] = ()
    remembered: bool = False
    digest: str = ""
    source: str = ""


def rows_to_contents(
    table: Table, columns: ColumnChoice, defaults: ClueContent, sources: Mapping[str, str], work: Work | None = None
) -> ImportPlan:
    """Plan every row: ``defaults`` fills what the row does not say, ``sources`` gives the code for each label of 来源.

    A row without a title, or equal to an earlier one, is refused with its reason. Consents are never read from a
    file: they are what ``defaults`` says.

    Raises:
        UserError: ``CANCELLED``.
    """
    work = work or Work()
    clues: list[PlannedClue] = []
    refused: list[RefusedRow] = []
    seen: dict[str, int] = {}
    planner = _Planner(table, columns, defaults, sources)
    for done, row in enumerate(table.rows):
        if done % 500 == 0:
            work.at(done, len(table.rows), "正在核对各行")
        planned = planner.plan(row)
        if not planned.content.title:
            refused.append(RefusedRow(row.number, "没有标题"))
        elif planned.fingerprint in seen:
            refused.append(RefusedRow(row.number, f"与第 {seen[planned.fingerprint]} 行相同"))
        else:
            seen[planned.fingerprint] = row.number
            clues.append(planned)
    return ImportPlan(tuple(clues), tuple(refused), table.facts.blank_rows, layout_of(table.columns))


def layout_of(columns: Sequence[str]) -> str:
    """SHA-256 (64 hex digits) over the names of ``columns`` as they are compared, in their order."""
    return sha256_hex(canonical(list[Plain](map(plain_name, columns))))


class _Planner:
    """Plans one row after the other of one table."""

    def __init__(self, table: Table, columns: ColumnChoice, defaults: ClueContent, sources: Mapping[str, str]) -> None:
        self._table = table
        self._columns = columns
        self._defaults = defaults
        # Counters and row numbers change from export to export: a repeated import must not see a new clue in them.
        self._lasting = [(plain_name(name), at) for at, name in enumerate(table.columns) if not is_passing(name)]
        self._sources = {plain_name(code): code for code in sources.values()}
        self._sources |= {plain_name(label): code for label, code in sources.items()}

    def plan(self, row: Row) -> PlannedClue:
        """The content of one row with everything that a person should know of it."""
        said = {target: self._said(row, target) for target in Target}
        contributor, about_person = self._contributor(said)
        source, about_source = self._source(said[Target.SOURCE])
        received_on, about_date = self._received_on(said[Target.RECEIVED_ON])
        content = replace(
            self._defaults,
            title=said[Target.TITLE],
            analysis=said[Target.ANALYSIS],
            suggestions=said[Target.SUGGESTIONS],
            source=source,
            receiver=said[Target.RECEIVER] or self._defaults.receiver,
            received_on=received_on,
            contributor=contributor,
        )
        missing = missing_fields(content)
        lacking = f"缺{'、'.join(missing)}" if missing else ""
        notes = (lacking, *_length_note(content), about_source, about_date, about_person, *self._damage(row))
        return PlannedClue(
            row.number,
            said[Target.NUMBER],
            _fingerprint(self._lasting, row),
            content,
            missing,
            tuple(note for note in notes if note),
        )

    def _said(self, row: Row, target: Target) -> str:
        """The row's own text for a field; running texts of several columns are joined by a blank line."""
        text = "\n\n".join(row.cells[at] for at in self._columns.picks.get(target, ()) if row.cells[at])
        if target in JOINABLE:
            return text
        return one_line(text) if "\n" in text or "\t" in text else text.strip()

    def _contributor(self, said: Mapping[Target, str]) -> tuple[Contributor, str]:
        name, phone, address = said[Target.CONTACT], said[Target.PHONE], said[Target.ADDRESS]
        if name in _NAMELESS or said[Target.ANONYMOUS].casefold() in _YES:
            dropped = phone or address or (name and name not in _NAMELESS)
            return Contributor(anonymous=True), "反映人匿名，未导入姓名和联系方式" if dropped else ""
        if not (name or phone or address):
            return self._defaults.contributor, ""
        return Contributor(name=name, phone=phone, address=address), ""

    def _source(self, text: str) -> tuple[Source, str]:
        if not text:
            return self._defaults.source, ""
        code = self._sources.get(plain_name(text))
        if code:
            return Source(code), ""
        taken = "已用默认来源" if self._defaults.source.category else "请补选来源"
        return self._defaults.source, f"来源“{_short(text)}”不在来源表中，{taken}"

    def _received_on(self, text: str) -> tuple[date | None, str]:
        if not text:
            return self._defaults.received_on, ""
        day = parse_date(text)
        if day:
            return day, ""
        taken = "已用默认日期" if self._defaults.received_on else "请补填日期"
        return self._defaults.received_on, f"日期“{_short(text)}”看不懂，{taken}"

    def _damage(self, row: Row) -> Iterator[str]:
        if any(map(is_damaged, row.cells)):
            yield "有读不出的字，请对照原件"
        if self._table.facts.doubtful_cells and any(map(may_have_lost, row.cells)):
            yield "有的问号可能是丢失的字，请对照原件"
        if row.surplus:
            yield f"比表头多出 {row.surplus} 格，多出的未导入"


def _length_note(content: ClueContent) -> Iterator[str]:
    if len(content.title) > TITLE_LIMIT:
        yield f"标题超过 {TITLE_LIMIT} 字"


def _fingerprint(named: Sequence[tuple[str, int]], row: Row) -> str:
    """SHA-256 over the row's texts with the names of their columns, in the order of the names."""
    pairs = sorted([name, unicodedata.normalize("NFC", row.cells[at])] for name, at in named if row.cells[at])
    return sha256_hex(canonical([list[Plain](pair) for pair in pairs]))


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
