"""The real files of the shared data import whole, without mojibake, and twice the same."""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.rules.registration import Field
from baixing_desktop.intake import (
    ImportPlan,
    Table,
    Target,
    choose_columns,
    parse_mapping,
    read_table,
    rows_to_contents,
)

FILES = {
    "shared300_utf8.csv": ("UTF-8", ","),
    "shared300_utf8bom.csv": ("UTF-8（带标记）", ","),
    "shared300_utf16.csv": ("UTF-16", ","),
    "shared300_gb18030.csv": ("GB18030", ","),
    "shared300_gbk_replace.csv": ("GB18030", ","),
    "shared300_tab_gb18030.txt": ("GB18030", "\t"),
    "shared300_semicolon_lf.csv": ("UTF-8", ";"),
}
# What UTF-8 or GBK read in the wrong encoding looks like.
MOJIBAKE = re.compile("[\ufffd\ue000-\uf8ff\u0080-\u009f]|锟斤拷|锘|鍙|鐨|Ã|â€")


def kept(text: str) -> str:
    """What the lossy conversion left alone: it turned no-break spaces into question marks."""
    return re.sub("[?\xa0]+", "", text)


def planned(table: Table) -> ImportPlan:
    """The plan with no defaults at all."""
    return rows_to_contents(table, choose_columns(table.columns), ClueContent(), {})


@pytest.mark.parametrize("name", FILES)
def test_three_hundred_rows_in_every_encoding(shared: Path, name: str) -> None:
    table = read_table(shared / "import_samples" / name)
    reference = read_table(shared / "import_samples/shared300_utf8.csv")
    assert (table.facts.encoding, table.facts.delimiter) == FILES[name]
    assert len(table.rows) == 300
    assert table.columns == ("编号", "标题", "情况", "时间", "点赞")
    assert table.facts.damaged_cells == 0
    assert not any(MOJIBAKE.search(text) for row in table.rows for text in row.cells)
    if name == "shared300_gbk_replace.csv":
        assert [kept(text) for row in table.rows for text in row.cells] == [
            kept(text) for row in reference.rows for text in row.cells
        ]
    else:
        assert table.rows == reference.rows


def test_the_lossy_file_reports_its_doubtful_cells(shared: Path) -> None:
    table = read_table(shared / "import_samples/shared300_gbk_replace.csv")
    reference = read_table(shared / "import_samples/shared300_utf8.csv")
    changed = {row.number for row, whole in zip(table.rows, reference.rows, strict=True) if row.cells != whole.cells}
    noted = {clue.row_number for clue in planned(table).clues if any("问号" in note for note in clue.notes)}
    assert table.facts.doubtful_cells >= len(changed) > 0
    assert changed <= noted
    assert len(noted) < 25


def test_the_original_layout(shared: Path) -> None:
    path = shared / "import_samples/original_layout.xlsx"
    table = read_table(path)
    plan = planned(table)
    assert len(plan.clues) == 1931
    assert plan.refused == ()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = list(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    book.close()
    for clue, row in zip(plan.clues, rows, strict=True):
        assert clue.external_number == str(row[0])
        assert clue.content.title == str(row[2]).strip()
        assert clue.content.analysis == str(row[4]).strip(" \t\r\n\xa0")
        assert clue.content.received_on is not None
        assert clue.content.contributor.name == row[1]
    assert table.rows[0].cells[3] == "2019/2/28 11:25:05"


def test_the_proposals_of_jiangsu(shared: Path) -> None:
    path = shared / "jiangsu_cppcc_2019/proposals.jsonl"
    wished = parse_mapping(["survey,analysis=情况分析"])
    table = read_table(path, also_known=[name for names in wished.values() for name in names])
    choice = choose_columns(table.columns, wished)
    plan = rows_to_contents(table, choice, ClueContent(), {})
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(plan.clues) == len(records) == 197
    assert plan.refused == ()
    for clue, record in zip(plan.clues, records, strict=True):
        parts = [record["survey"].strip(" \t\r\n"), record["analysis"].strip(" \t\r\n")]
        assert clue.external_number == record["id"]
        assert clue.content.title == record["title"]
        assert clue.content.analysis == "\n\n".join(filter(None, parts))
        assert clue.content.suggestions == record["suggestion"].strip(" \t\r\n")
        assert (Field.SUGGESTIONS in clue.missing) is not bool(record["suggestion"])
        assert str(clue.content.received_on) == record["submitted"][:10]
    assert sum("缺具体建议" in note for clue in plan.clues for note in clue.notes) > 0


def test_reading_twice_gives_the_same_fingerprints(shared: Path) -> None:
    first = planned(read_table(shared / "import_samples/shared300_utf8.csv"))
    for name in ("shared300_gb18030.csv", "shared300_utf16.csv", "shared300_semicolon_lf.csv"):
        again = planned(read_table(shared / "import_samples" / name))
        assert [clue.fingerprint for clue in again.clues] == [clue.fingerprint for clue in first.clues]


def test_letters_need_no_mapping(shared: Path) -> None:
    table = read_table(shared / "beijing_letters/letters.jsonl")
    assert len(planned(table).clues) == 356
    assert {Target.TITLE, Target.ANALYSIS, Target.RECEIVED_ON} <= set(choose_columns(table.columns).picks)
