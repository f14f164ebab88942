"""Bringing in clues: all rows or none, once only, with what is missing named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.errors import InputError, UserError
from baixing_desktop.usecases.casework import accept_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.importing import (
    DRAFT,
    REFUSED,
    REGISTERED,
    REPEATED,
    ImportReport,
    import_clues,
    plan_import,
)
from baixing_desktop.usecases.reading import editable_clue, find_clue, list_clues, office_today, timeline
from baixing_desktop.work import Work

EVERY_CLUE = ClueQuery()
TABLE = """编号,标题,情况分析,具体建议,来源,联系人,联系电话,日期
A1,路灯不亮,天黑难走。,加装路灯。,街道政协委员工作室,张䶮,13800000001,2026年11月2日
A2,电梯太旧,常停。,,不在表中的来源,,,
,无编号也行,,,,,13800000002,
,,没有标题,,,,,
A2,电梯太旧,常停。,,不在表中的来源,,,
"""


@pytest.fixture
def take_in(workroom: Desk, tmp_path: Path) -> Callable[..., ImportReport]:
    """Imports :data:`TABLE` into the workroom."""
    file = tmp_path / "旧台账.csv"
    file.write_text(TABLE, encoding="utf-8")

    def run(*, dry_run: bool = False, work: Work | None = None) -> ImportReport:
        return import_clues(workroom, plan_import(workroom, file), file_name=file.name, dry_run=dry_run, work=work)[0]

    return run


def counts(report: ImportReport) -> dict[str, int]:
    """Rows by outcome."""
    return {outcome: report.count(outcome) for outcome in (REGISTERED, DRAFT, REPEATED, REFUSED)}


def test_rows_become_clues_drafts_or_reasons(workroom: Desk, take_in: Callable[..., ImportReport]) -> None:
    report = take_in()
    assert counts(report) == {REGISTERED: 2, DRAFT: 1, REPEATED: 0, REFUSED: 2}
    notes = {row.row_number: "；".join(row.notes) for row in report.rows}
    assert "具体建议" in notes[3]
    assert "不在来源表中" in notes[3]
    assert "没有标题" in notes[5]
    assert "第 3 行" in notes[6]
    found = {item.title: editable_clue(workroom, item.id) for item in list_clues(workroom, EVERY_CLUE).items}
    assert found["路灯不亮"].content.contributor.name == "张䶮"
    assert str(found["路灯不亮"].content.received_on) == "2026-11-02"
    assert found["电梯太旧"].content.contributor.anonymous
    assert found["无编号也行"].workroom_state is ClueState.DRAFT


def test_importing_again_adds_nothing(workroom: Desk, take_in: Callable[..., ImportReport]) -> None:
    take_in()
    assert counts(take_in()) == {REGISTERED: 0, DRAFT: 0, REPEATED: 3, REFUSED: 2}
    assert list_clues(workroom, EVERY_CLUE).total == 3


def test_a_dry_run_says_the_same_and_writes_nothing(workroom: Desk, take_in: Callable[..., ImportReport]) -> None:
    tried = take_in(dry_run=True)
    assert list_clues(workroom, EVERY_CLUE).total == 0
    assert counts(tried) == counts(take_in())


def test_stopping_half_way_leaves_nothing(workroom: Desk, take_in: Callable[..., ImportReport]) -> None:
    def stop_at_the_second(done: int, total: int, what: str) -> None:
        if done == 1:
            work.cancel()

    work = Work(stop_at_the_second)
    with pytest.raises(UserError) as stopped:
        take_in(work=work)
    assert stopped.value.code == "CANCELLED"
    assert list_clues(workroom, EVERY_CLUE).total == 0
    assert counts(take_in())[REGISTERED] == 2


def test_provenance_is_kept(workroom: Desk, take_in: Callable[..., ImportReport]) -> None:
    take_in()
    with workroom.store.reading() as tx:
        rows = tx.connection.exec_driver_sql(
            "SELECT file_name, row_number, external_number FROM imported_line JOIN imported_table t ON t.id = table_id"
            " WHERE clue_id IS NOT NULL ORDER BY row_number"
        ).all()
    assert [tuple(row) for row in rows] == [("旧台账.csv", 2, "A1"), ("旧台账.csv", 3, "A2"), ("旧台账.csv", 4, "")]


def test_what_the_office_imports_waits_to_be_screened(office: Desk, tmp_path: Path) -> None:
    file = tmp_path / "平台来件.csv"
    file.write_text(TABLE, encoding="utf-8")
    with pytest.raises(InputError):
        plan_import(office, file, source="ONLINE_MOON")
    plan = plan_import(office, file, source="ONLINE_DISTRICT")
    report, _ = import_clues(office, plan, file_name=file.name)
    assert counts(report) == {REGISTERED: 2, DRAFT: 0, REPEATED: 0, REFUSED: 3}
    assert [row.notes for row in report.rows if row.row_number == 4] == [("缺少联系人",)]
    found = {item.title: find_clue(office, item.id) for item in list_clues(office, EVERY_CLUE).items}
    lamp, lift = found["路灯不亮"], found["电梯太旧"]
    assert (lamp.content.source.category, lift.content.source.category) == ("WORKROOM", "ONLINE_DISTRICT")
    assert (lamp.unit, lamp.office_state, lamp.content.contributor.name) == ("HZZX", OfficeState.RECEIVED, "张*")
    assert office_today(office).to_screen.count == 2
    came = {entry.text: entry.detail for entry in timeline(office, lamp.id)}
    assert came["从表格导入"] == "平台来件.csv 第 2 行，原编号 A1"
    accepted, _ = accept_clue(office, lift.id)
    assert accepted.formal_number == "第2026001号"
    again, _ = import_clues(office, plan_import(office, file), file_name=file.name)
    assert counts(again) == {REGISTERED: 0, DRAFT: 0, REPEATED: 2, REFUSED: 3}
    assert [row.number for row in again.rows if row.outcome == REPEATED] == [lamp.provisional_number, "第2026001号"]


ODD = """某某办公室来件登记
名目,说的事,想法,哪天
路灯不亮,天黑难走。,加装路灯。,2026年11月2日
"""
WORDS = ("名目=标题", "说的事=情况分析", "想法=具体建议", "哪天=日期")


def test_named_columns_are_remembered_for_the_layout(workroom: Desk, tmp_path: Path) -> None:
    first, later, other = (tmp_path / name for name in ("一月.csv", "二月.csv", "别处.csv"))
    first.write_text(ODD, encoding="utf-8")
    later.write_text(ODD.replace("路灯", "楼道灯").replace("某某办公室来件登记\n", "二月\n,,,\n"), encoding="gb18030")
    other.write_text(ODD.replace("哪天", "几时"), encoding="utf-8")

    with pytest.raises(InputError):
        plan_import(workroom, first)
    import_clues(workroom, plan_import(workroom, first, WORDS), file_name=first.name, dry_run=True)
    with pytest.raises(InputError):
        plan_import(workroom, first)  # a dry run remembers nothing
    import_clues(workroom, plan_import(workroom, first, WORDS), file_name=first.name)

    plan = plan_import(workroom, later)
    assert plan.remembered
    assert plan.mapping == WORDS
    report, _ = import_clues(workroom, plan, file_name=later.name)
    assert counts(report)[REGISTERED] == 1
    assert not plan_import(workroom, first, WORDS[:3]).remembered
    with pytest.raises(InputError):
        plan_import(workroom, other)


def test_an_old_xls_ledger(workroom: Desk) -> None:
    file = Path(__file__).parents[1] / "intake" / "old_ledger.xls"
    for outcome in (REGISTERED, REPEATED):
        report, _ = import_clues(workroom, plan_import(workroom, file), file_name=file.name)
        assert counts(report)[outcome] == 3
    clues = [editable_clue(workroom, item.id) for item in list_clues(workroom, EVERY_CLUE).items]
    dates = sorted(str(clue.content.received_on) for clue in clues)
    assert dates == ["2019-03-05", "2019-03-06", "2019-03-06"]
    assert {clue.typist for clue in clues} == {"测试员"}
    assert "测试员" not in {clue.content.contributor.name for clue in clues}
