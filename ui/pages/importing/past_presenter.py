"""Tables that were imported: what the screen says of them."""

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import ImportState
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.imported import (
    RowLine,
    TableLine,
    TakingBack,
    before_taking_back,
    imported_tables,
    restore_table,
    rows_of_table,
    take_back_table,
)
from baixing_desktop.work import Work
from ui.words import say_moment

_NAMED = 6
"""So many clues that stay are named one by one."""
_TONES = {
    RowOutcome.REGISTERED: "ok",
    RowOutcome.DRAFT: "warn",
    RowOutcome.REPEATED: "soft",
    RowOutcome.REFUSED: "bad",
}


class PastPresenter:
    """Touches the store; call what reads or writes in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def tables(self) -> tuple[TableLine, ...]:
        """Every imported table, newest first."""
        return imported_tables(self._desk)

    def rows(self, table_id: str) -> tuple[RowLine, ...]:
        """What became of its rows."""
        return rows_of_table(self._desk, table_id)

    def before(self, line: TableLine) -> TakingBack:
        """What taking it back would do."""
        return before_taking_back(self._desk, line.table.id)

    def take_back(self, line: TableLine, reason: str, work: Work) -> tuple[TakingBack, Changes]:
        """Take back all that nobody worked on."""
        return take_back_table(self._desk, line.table.id, reason, version=line.table.version, work=work)

    def restore(self, table_id: str, work: Work) -> tuple[TakingBack, Changes]:
        """Undo it."""
        return restore_table(self._desk, table_id, work=work)

    def when(self, line: TableLine) -> str:
        """When it was imported."""
        return say_moment(line.table.at, self._desk.now())

    def source(self, line: TableLine) -> str:
        """Where its rows come from, if they do not say."""
        known = self._desk.reference.sources.get(line.table.source)
        return known.label if known else ""

    @staticmethod
    def result(line: TableLine) -> str:
        """What became of its rows, in sum."""
        one = line.table
        counts = ((one.registered, "登记"), (one.drafts, "草稿"), (one.repeated, "已导入过"), (one.refused, "未导入"))
        return "，".join(f"{word} {count}" for count, word in counts if count)

    @staticmethod
    def state(line: TableLine) -> str:
        """Whether it is there, or how much of it was taken back."""
        if not line.taken_back:
            return label(ImportState.TAKEN_IN)
        return f"已撤回 {line.taken_back}" if line.taken_back < line.taken_in else "全部撤回"

    @staticmethod
    def tone(line: TableLine) -> str:
        """The colour of its state."""
        return "warn" if line.taken_back else "ok"

    def below(self, line: TableLine) -> str:
        """All but its name, in one line."""
        return "　".join(filter(None, (self.when(line), self.source(line), self.result(line), self.state(line))))

    @staticmethod
    def outcome(row: RowLine) -> str:
        """What became of a row."""
        return label(row.line.outcome)

    @staticmethod
    def outcome_tone(row: RowLine) -> str:
        """The colour of it."""
        return _TONES[row.line.outcome]

    @staticmethod
    def row_below(row: RowLine) -> str:
        """All but its title, in one line."""
        words = (f"第 {row.line.row_number} 行", label(row.line.outcome), row.number, row.state, row.line.remark)
        return "　".join(filter(None, words))

    @staticmethod
    def question(found: TakingBack) -> str:
        """What taking back does, and which clues stay."""
        said = f"撤回 {found.going} 条还没有人办理的线索：编号不再用，不计入统计；同一张表以后可以重新导入。"
        if not found.staying:
            return said
        named = "；".join(f"{one.number or '草稿'}《{one.title}》{one.why}" for one in found.staying[:_NAMED])
        more = f"；等 {len(found.staying)} 条" if len(found.staying) > _NAMED else ""
        return f"{said}留下 {len(found.staying)} 条：{named}{more}。"

    @staticmethod
    def taken(done: TakingBack) -> str:
        """What was done."""
        rest = f"，留下 {len(done.staying)} 条已有人办理的" if done.staying else ""
        return f"已从“{done.table.file_name}”撤回 {done.going} 条线索{rest}。"

    @staticmethod
    def restored(done: TakingBack) -> str:
        """What was undone."""
        rest = f"，{len(done.staying)} 条已经重新导入，仍是撤回" if done.staying else ""
        return f"已恢复“{done.table.file_name}”的 {done.going} 条线索{rest}。"
