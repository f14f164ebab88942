"""导入的表格: which tables were imported, what became of their rows; 整批撤回 and its way back (F8; seed 八(二)).

A number that was given stays with its clue and is not given again. What somebody has worked on since stays where it is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.imports import ImportedLine, ImportedTable
from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.labels.said import state_words
from baixing_desktop.domain.states import Action, ClueState, ImportState, Need, OfficeState
from baixing_desktop.domain.workflow import IMPORTED_TABLE
from baixing_desktop.errors import ConflictError, IllegalActionError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text, state_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.usecases.withdrawals import put_back, resume_in, take_back
from baixing_desktop.work import Work

_BECAME_CLUES = (RowOutcome.REGISTERED, RowOutcome.DRAFT)
_FRESH = (ClueState.DRAFT, ClueState.REGISTERED)
"""In the workroom: nothing of it has left."""


@dataclass(frozen=True, slots=True)
class TableLine:
    """One imported table; ``taken_back`` is how many of its clues are taken back now."""

    table: ImportedTable
    taken_back: int

    @property
    def taken_in(self) -> int:
        """How many clues it brought."""
        return self.table.registered + self.table.drafts


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of it: number, title and state of its clue as they are now, empty where there is none (any more)."""

    line: ImportedLine
    number: str = ""
    title: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Staying:
    """A clue that is not taken back, and why (Chinese)."""

    clue_id: str
    number: str
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class TakingBack:
    """What 整批撤回 of ``table`` does, or did: how many clues go, and which stay."""

    table: ImportedTable
    going: int
    staying: tuple[Staying, ...]


@intention
def imported_tables(desk: Desk) -> tuple[TableLine, ...]:
    """Every imported table, newest first."""
    with desk.store.reading() as tx:
        gone = tx.of(ImportedLine).counts("table_id", taken_back=True)
        return tuple(TableLine(one, gone.get(one.id, 0)) for one in tx.of(ImportedTable).where(order="-at"))


@intention
def imported_before(desk: Desk, digest: str) -> ImportedTable | None:
    """The newest import of the very same file that was not taken back; ``digest`` is its SHA-256."""
    with desk.store.reading() as tx:
        found = tx.of(ImportedTable).where(digest=digest, order="-at") if digest else ()
    return next((one for one in found if one.state is not ImportState.TAKEN_BACK), None)


@intention
def rows_of_table(desk: Desk, table_id: str) -> tuple[RowLine, ...]:
    """What became of each row, in the order of the table.

    Raises:
        NotFoundError: no such table.
    """
    with desk.store.reading() as tx:
        tx.of(ImportedTable).get(table_id)
        lines = tx.of(ImportedLine).where(table_id=table_id, order="row_number")
        clues = {one.id: one for one in tx.clues.several([line.clue_id for line in lines if line.clue_id])}
    return tuple(_row(line, clues.get(line.clue_id or "")) for line in lines)


@intention
def before_taking_back(desk: Desk, table_id: str) -> TakingBack:
    """What :func:`take_back_table` would do now; nothing is written.

    Raises:
        NotFoundError: no such table.
    """
    with desk.store.reading() as tx:
        table = tx.of(ImportedTable).get(table_id)
        going, staying = _told_apart(tx, table)
    return TakingBack(table, len(going), staying)


@intention
def take_back_table(
    desk: Desk, table_id: str, reason: str, *, version: int | None = None, work: Work | None = None
) -> tuple[TakingBack, Changes]:
    """整批撤回: the table was imported by mistake. All of its clues that nobody worked on are withdrawn; they count
    nowhere, and the same table can be imported again. :func:`restore_table` leads back.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` of the table is no longer the current one.
        IllegalActionError: it is taken back already, no ``reason`` was given, or nothing of it can be taken back.
        NotFoundError: no such table.
        UserError: ``CANCELLED``: nothing was written.
    """
    work, (reason, given) = work or Work(), given_text(reason, Need.REASON)
    with desk.store.writing() as tx, tx.clues.many_at_a_time():
        table = _current(tx, table_id, version)
        going, staying = _told_apart(tx, table)
        target = ImportState.PARTLY_TAKEN_BACK if staying else ImportState.TAKEN_BACK
        state = IMPORTED_TABLE.advance(table.state, Action.WITHDRAW, desk.role, given, target=target)
        if not going:
            raise IllegalActionError(
                "ACTION_BARRED", action="整批撤回", reason="这张表的线索都已经有人办理", todo="请逐条处理"
            )
        for done, (line, clue) in enumerate(going):
            work.at(done, len(going), "正在撤回")
            _take_back_clue(desk, tx, clue, reason)
            tx.of(ImportedLine).save(replace(line, taken_back=True, version=line.version + 1))
        table = _moved(tx, replace(table, state=state, taken_back_at=desk.now(), taken_back_by=desk.actor.name))
        note(desk, tx, "take_back_import", Kind.IMPORT, table.id, clues=len(going), staying=len(staying))
    return TakingBack(table, len(going), staying), _changes(table, (clue for _, clue in going))


@intention
def restore_table(
    desk: Desk, table_id: str, *, version: int | None = None, work: Work | None = None
) -> tuple[TakingBack, Changes]:
    """Undo 整批撤回: every clue stands where it stood. Those whose rows were imported again since stay withdrawn.

    Raises:
        ConflictError: ``CHANGED_MEANWHILE``: ``version`` of the table is no longer the current one.
        IllegalActionError: the table is not taken back, or all of its rows were imported again.
        NotFoundError: no such table.
        UserError: ``CANCELLED``: nothing was written.
    """
    work = work or Work()
    with desk.store.writing() as tx, tx.clues.many_at_a_time():
        table = _current(tx, table_id, version)
        IMPORTED_TABLE.advance(table.state, Action.RESUME, desk.role)
        lines = tx.of(ImportedLine).where(table_id=table.id, taken_back=True, order="row_number")
        clues = {one.id: one for one in tx.clues.several([line.clue_id for line in lines if line.clue_id])}
        pairs = [(line, clues[line.clue_id]) for line in lines if line.clue_id]
        again = tx.imports.standing([line.fingerprint for line, _ in pairs if line.fingerprint])
        stays = {line.id for line, _ in pairs if line.fingerprint in again}
        back = [pair for pair in pairs if pair[0].id not in stays]
        if stays and not back:
            raise IllegalActionError(
                "ACTION_BARRED", action="恢复", reason="这张表的线索已经重新导入", todo="请查看后来导入的那一批"
            )
        for done, (line, clue) in enumerate(back):
            work.at(done, len(back), "正在恢复")
            _restore_clue(desk, tx, line, clue)
        staying = tuple(_staying(clue, "已经重新导入") for line, clue in pairs if line.id in stays)
        table = tx.of(ImportedTable).get(table_id)
        if table.state is not ImportState.TAKEN_IN:
            table = put_back(desk, tx, table)
        note(desk, tx, "restore_import", Kind.IMPORT, table.id, clues=len(back), staying=len(staying))
    return TakingBack(table, len(back), staying), _changes(table, (clue for _, clue in back))


def _current(tx: Transaction, table_id: str, version: int | None) -> ImportedTable:
    table = tx.of(ImportedTable).get(table_id)
    if version is not None and table.version != version:
        raise ConflictError("CHANGED_MEANWHILE", current=table)
    return table


def _moved(tx: Transaction, changed: ImportedTable) -> ImportedTable:
    table = replace(changed, version=changed.version + 1)
    tx.of(ImportedTable).save(table)
    return table


def _changes(table: ImportedTable, clues: Iterable[Clue]) -> Changes:
    return Changes.of(Kind.IMPORT, table.id) | Changes.of(Kind.CLUE, *(clue.id for clue in clues))


def _row(line: ImportedLine, clue: Clue | None) -> RowLine:
    if clue is None:
        return RowLine(line)
    return RowLine(line, clue.formal_number or clue.provisional_number or "", clue.content.title, state_words(clue))


def _staying(clue: Clue, why: str) -> Staying:
    return Staying(clue.id, clue.formal_number or clue.provisional_number or "", clue.content.title, why)


def _told_apart(
    tx: Transaction, table: ImportedTable
) -> tuple[Sequence[tuple[ImportedLine, Clue]], tuple[Staying, ...]]:
    """The clues of ``table`` that nobody has worked on, with their lines; and the others."""
    lines = tx.of(ImportedLine).where(table_id=table.id, taken_back=False, outcome=_BECAME_CLUES, order="row_number")
    ids = [line.clue_id for line in lines if line.clue_id]
    clues = {one.id: one for one in tx.clues.several(ids)}
    worked, erased = tx.imports.worked_on(ids), tx.erasing.tombstones_of(ids)
    going: list[tuple[ImportedLine, Clue]] = []
    staying: list[Staying] = []
    for line in lines:
        clue = clues.get(line.clue_id or "")
        if clue is None:
            continue
        why = "已按要求删除内容" if clue.id in erased else _why_staying(clue, line)
        why = why or ("已有后续记录" if clue.id in worked else "")
        if why:
            staying.append(_staying(clue, why))
        else:
            going.append((line, clue))
    return going, tuple(staying)


def _why_staying(clue: Clue, line: ImportedLine) -> str:
    """Why the clue itself says that somebody worked on it; empty if it does not."""
    if clue.withdrawn_at is not None:
        return label(OfficeState.WITHDRAWN)
    if clue.workroom_state is None and state_of(clue) is not OfficeState.RECEIVED:
        return label(state_of(clue))
    if clue.workroom_state is not None and clue.workroom_state not in _FRESH:
        return label(clue.workroom_state)
    # Registering a draft is a second write. Taking back and putting back are writes to both, and no work.
    at_first = 2 if clue.workroom_state is ClueState.REGISTERED else 1
    return "已经修改过" if clue.version > at_first + line.version - 1 else ""


def _take_back_clue(desk: Desk, tx: Transaction, clue: Clue, reason: str) -> None:
    if clue.workroom_state is None:
        take_back(desk, tx, clue, desk.actor.name, reason)
        return
    # It never left the workroom, so nobody is told. When it was changed last stays: that was no change of it.
    tx.clues.save(replace(clue, withdrawn_at=desk.now(), version=clue.version + 1), expected=clue.version)
    note(desk, tx, Action.WITHDRAW, Kind.CLUE, clue.id)


def _restore_clue(desk: Desk, tx: Transaction, line: ImportedLine, clue: Clue) -> None:
    if clue.workroom_state is None:
        resume_in(desk, tx, clue, *given_text("恢复整批撤回", Need.REASON))
        return
    tx.clues.save(replace(clue, withdrawn_at=None, version=clue.version + 1), expected=clue.version)
    tx.of(ImportedLine).save(replace(line, taken_back=False, version=line.version + 1))
    note(desk, tx, Action.RESUME, Kind.CLUE, clue.id)
