"""Claims that members filed in a table of their own."""

from pathlib import Path

from openpyxl import Workbook

from baixing_desktop.domain.rules.claiming import Stage
from baixing_desktop.usecases import (
    claim_board,
    claim_import,
    claiming,
)
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import find_clue
from tests.builders import refused


def test_a_table_of_claims_is_read_row_by_row(
    office: Desk, board: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    claiming.offer_clues(board, received[:2])
    first, second, third = (find_clue(office, one).number for one in received)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("认领登记表",),
        ("线索编号", "认领人", "认领类别", "联名", "认领日期"),
        (first, "民盟海珠区基层委", "民主党派", "", "2026年11月23日"),
        (second, "王委员", "", "陈委员，李委员", ""),
        (third, "赵委员", "", "", ""),
        (first, "钱委员", "委员", "", ""),
        ("第2026999号", "孙委员", "", "", ""),
        (second, "", "", "", ""),
        (second, "周委员", "市民", "", ""),
    ):
        sheet.append(row)
    book.save(tmp_path / "认领.xlsx")
    plan = claim_import.plan_claims(office, tmp_path / "认领.xlsx")
    assert plan.ready == 2
    report, _ = claim_import.import_claims(office, plan)
    assert [row.outcome for row in report] == [claim_import.CLAIMED] * 2 + [claim_import.REFUSED] * 5
    assert [bool(row.note) for row in report] == [False] * 2 + [True] * 5
    assert "没有列入认领目录" in report[2].note
    assert "前面已有" in report[3].note
    kinds = {item.who: item.state for item in claim_board.items(office, Stage.CLAIMED)}
    assert set(kinds) == {"民盟海珠区基层委", "王委员、陈委员、李委员"}
    # Read in once more, nothing happens twice.
    report, _ = claim_import.import_claims(office, plan)
    assert {row.outcome for row in report} == {claim_import.REFUSED}
    (tmp_path / "别的.csv").write_text("姓名,电话\n张三,1\n", encoding="utf-8")
    assert refused(lambda: claim_import.plan_claims(office, tmp_path / "别的.csv")) == "INPUT_INVALID"
