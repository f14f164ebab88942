"""导入的表格: kept as a batch, taken back as a whole and put back; nothing that somebody worked on goes with it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.lists import ClueQuery, WorkroomQueue
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.rules.figures import Counts, Figure
from baixing_desktop.domain.states import ImportState
from baixing_desktop.errors import ConflictError, IllegalActionError, UserError
from baixing_desktop.usecases.auditing import verify
from baixing_desktop.usecases.casework import accept_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import delete_draft, save_draft
from baixing_desktop.usecases.imported import (
    TableLine,
    before_taking_back,
    imported_before,
    imported_tables,
    restore_table,
    rows_of_table,
    take_back_table,
)
from baixing_desktop.usecases.importing import REFUSED, REGISTERED, REPEATED, ImportReport, import_clues, plan_import
from baixing_desktop.usecases.reading import editable_clue, list_clues, office_today, timeline, workroom_queue
from baixing_desktop.usecases.statistics import overview
from baixing_desktop.usecases.withdrawals import resume_clue
from baixing_desktop.work import Work
from tests.builders import SetClock

HEAD = "编号,标题,情况分析,具体建议,来源,联系人,联系电话\n"
ROWS = (
    "H1,路灯不亮,天黑难走。,加装路灯。,街道政协委员工作室,张三,\n",
    "H2,电梯太旧,常停。,换新电梯。,没有这种来源 张三,,\n",
    "H3,门口积水,下雨难走。,疏通。,,,\n",
)
UNTITLED = ",,没有标题,,,,\n"
EVERY_CLUE = ClueQuery()


@pytest.fixture
def take_in(tmp_path: Path, clock: SetClock) -> Callable[..., ImportReport]:
    """Imports rows from a file of this name."""

    def run(desk: Desk, rows: Sequence[str] = (*ROWS, UNTITLED), name: str = "热线.csv") -> ImportReport:
        clock.forward(minutes=1)
        file = tmp_path / name
        file.write_text(HEAD + "".join(rows), encoding="utf-8")
        return import_clues(desk, plan_import(desk, file), file_name=name)[0]

    return run


def newest(desk: Desk) -> TableLine:
    return imported_tables(desk)[0]


def figures(desk: Desk) -> Counts:
    return overview(desk, year_period(desk.today().year)).totals


def test_an_import_is_a_batch_whose_rows_say_nothing_of_people(
    office: Desk, take_in: Callable[..., ImportReport], tmp_path: Path
) -> None:
    take_in(office)
    line = newest(office)
    table = line.table
    assert (table.file_name, table.source, table.actor) == ("热线.csv", "ONLINE_CITY", "测试员")
    assert (line.taken_in, table.repeated, table.refused, line.taken_back) == (3, 0, 1, 0)
    rows = rows_of_table(office, table.id)
    assert [(one.line.row_number, one.line.outcome, one.title, one.state) for one in rows] == [
        (2, RowOutcome.REGISTERED, "路灯不亮", "待审核"),
        (3, RowOutcome.REGISTERED, "电梯太旧", "待审核"),
        (4, RowOutcome.REGISTERED, "门口积水", "待审核"),
        (5, RowOutcome.REFUSED, "", ""),
    ]
    assert rows[0].number.startswith("HZZX-")
    assert [one.line.remark for one in rows] == ["", "来源不在来源表中，已用默认来源", "", "没有标题"]
    # The same file is known by its bytes, whatever it is called now.
    plan = plan_import(office, (tmp_path / "热线.csv").rename(tmp_path / "又一份.csv"))
    assert imported_before(office, plan.digest) == table
    take_in(office, (*ROWS, "H4,新的一条,有。,改。,,,\n"))
    assert [(one.taken_in, one.table.repeated) for one in imported_tables(office)] == [(1, 3), (3, 0)]
    again = rows_of_table(office, newest(office).table.id)
    assert [one.title for one in again] == ["路灯不亮", "电梯太旧", "门口积水", "新的一条"], "what they became before"
    take_in(office, ROWS)
    assert len(imported_tables(office)) == 2, "nothing was written"


def test_taken_back_as_a_whole_and_put_back(office: Desk, take_in: Callable[..., ImportReport]) -> None:
    take_in(office)
    numbers = {one.number for one in rows_of_table(office, newest(office).table.id)}
    with office.store.writing() as tx:
        tx.tally.begin(office.today(), worth=1)
        tx.tally.settle(office.today())
    table = newest(office).table
    found = before_taking_back(office, table.id)
    assert (found.going, found.staying) == (3, ())
    with pytest.raises(IllegalActionError):
        take_back_table(office, table.id, "  ")
    done, changes = take_back_table(office, table.id, "选错了表格", version=table.version)
    assert (done.going, done.table.state, done.table.taken_back_by) == (3, ImportState.TAKEN_BACK, "测试员")
    assert len(changes.touched) == 4
    assert office_today(office).to_screen.count == 0
    assert newest(office).taken_back == 3
    assert figures(office)[Figure.COLLECTED] == 0
    assert verify(office).sound, "the figures that are kept know of it"
    rows = rows_of_table(office, table.id)
    assert {one.state for one in rows[:3]} == {"已撤回"}
    first = rows[0].line.clue_id or ""
    assert "从表格导入" in {one.text for one in timeline(office, first)}, "its provenance is not lost"
    with pytest.raises(IllegalActionError):
        take_back_table(office, table.id, "再来一次")
    with pytest.raises(ConflictError):
        restore_table(office, table.id, version=table.version)

    back, _ = restore_table(office, table.id)
    assert (back.going, back.table.state, newest(office).taken_back) == (3, ImportState.TAKEN_IN, 0)
    assert (office_today(office).to_screen.count, figures(office)[Figure.COLLECTED]) == (3, 3)
    assert take_in(office).count(REPEATED) == 3
    take_back_table(office, table.id, "还是错了")
    assert newest(office).taken_back == 3

    # The same table comes in again: new clues under new numbers, and the first import stays as it is.
    assert imported_before(office, table.digest) is None
    assert take_in(office).count(REGISTERED) == 3
    assert not numbers & {one.number for one in rows_of_table(office, newest(office).table.id)} - {""}
    assert office_today(office).to_screen.count == 3
    with pytest.raises(IllegalActionError) as refused:
        restore_table(office, table.id)
    assert "重新导入" in str(refused.value)
    assert verify(office).sound


def test_what_was_worked_on_stays_and_one_clue_can_be_resumed(
    office: Desk, take_in: Callable[..., ImportReport]
) -> None:
    take_in(office)
    table = newest(office).table
    ids = [one.line.clue_id or "" for one in rows_of_table(office, table.id)[:3]]
    accept_clue(office, ids[0])
    found = before_taking_back(office, table.id)
    assert (found.going, [(one.clue_id, one.why) for one in found.staying]) == (2, [(ids[0], "已受理")])
    done, _ = take_back_table(office, table.id, "选错了表格")
    assert done.table.state is ImportState.PARTLY_TAKEN_BACK
    resume_clue(office, ids[1], "这一条要办")
    assert newest(office).taken_back == 1
    assert take_in(office).count(REPEATED) == 2, "the two that stand are not imported again"
    resume_clue(office, ids[2], "这一条也要办")
    assert newest(office).table.state is ImportState.TAKEN_IN, "only one new row: another table"
    first = imported_tables(office)[-1]
    assert (first.taken_back, first.table.state) == (0, ImportState.TAKEN_IN)


def test_stopped_half_way_nothing_is_taken_back(office: Desk, take_in: Callable[..., ImportReport]) -> None:
    take_in(office)

    def stop(done: int, total: int, what: str) -> None:
        if done == 1:
            work.cancel()

    work = Work(stop)
    with pytest.raises(UserError) as stopped:
        take_back_table(office, newest(office).table.id, "选错了表格", work=work)
    assert stopped.value.code == "CANCELLED"
    assert (newest(office).taken_back, office_today(office).to_screen.count) == (0, 3)


def test_at_a_workroom_it_leaves_the_desk_and_no_batch(workroom: Desk, take_in: Callable[..., ImportReport]) -> None:
    drafts = tuple(f"H,{title},,,,,13800000001\n" for title in ("只有标题", "另一个标题", "第三个标题"))
    take_in(workroom, (*ROWS, *drafts))
    table = newest(workroom).table
    kept = {one.title: one.id for one in workroom_queue(workroom, WorkroomQueue.DRAFTS).items}
    delete_draft(workroom, kept["只有标题"])
    changed = editable_clue(workroom, kept["另一个标题"])
    save_draft(workroom, replace(changed.content, analysis="补上了。"), clue_id=changed.id, version=changed.version)
    found = before_taking_back(workroom, table.id)
    assert (found.going, [one.why for one in found.staying]) == (4, ["已经修改过"])
    take_back_table(workroom, table.id, "选错了表格")
    assert workroom_queue(workroom, WorkroomQueue.TO_SUBMIT).total == 0
    assert [one.title for one in workroom_queue(workroom, WorkroomQueue.DRAFTS).items] == ["另一个标题"]
    with workroom.store.reading() as tx:
        assert tx.listing.registered_since(changed.created_at) == 0
    restore_table(workroom, table.id)
    assert workroom_queue(workroom, WorkroomQueue.TO_SUBMIT).total == 3
    assert before_taking_back(workroom, table.id).going == 4, "putting back is no work on it"
    report = take_in(workroom, (*ROWS, drafts[0], UNTITLED))
    assert (report.count(REPEATED), report.count(REFUSED)) == (3, 1), "a draft that was deleted may come again"
    assert list_clues(workroom, EVERY_CLUE).total == 6
