"""Ledgers as workbooks: real types, ready to print, and no formula out of a citizen's text."""

import json
import re
import tempfile
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from baixing_desktop.errors import UserError
from baixing_desktop.papers.layouts.brief import Brief, whole
from baixing_desktop.papers.ledgers.brief import brief_ledger
from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Short
from baixing_desktop.papers.ledgers.register import RegisterLine, register_ledger
from baixing_desktop.papers.ledgers.workbook import LIVE, ledger_xlsx, safe_text
from baixing_desktop.work import Work
from tests.papers.samples.books import BOOKS
from tests.papers.samples.tables import LEDGERS
from tests.papers.samples.words import DAY, LONG_TITLE, MUCH, TAKEN, TITLE

TABLES = [(name, level, cast("Ledger", paper)) for name, levels in LEDGERS.items() for level, paper in levels.items()]
HEADINGS = (
    Heading("标题", 60),
    Heading("日期", 22, Kind.DAY),
    Heading("件数", 12, Kind.COUNT),
    Heading("率", 12, Kind.SHARE),
)


def opened(ledger: Ledger) -> Any:
    return load_workbook(BytesIO(ledger_xlsx(ledger))).worksheets[0]


def test_the_figures_of_a_brief_are_those_of_its_text_and_charts() -> None:
    brief = BOOKS["brief"]["usual"]
    assert isinstance(brief, Brief)
    page = opened(brief_ledger(brief, TAKEN))
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert ["总体情况", "转送交办", 47] in [row[:3] for row in rows]
    assert ["各月收集", "11月", 10] in [row[:3] for row in rows]
    assert ["各月办结", "11月", 8] in [row[:3] for row in rows]
    together = whole(brief)
    (last,) = [row for row in rows if row[:2] == ["办理情况", "合计"]]
    assert last[2:9] == [
        together.whole, together.replied, together.overdue, together.punctuality, together.resolved, together.planned,
        together.reference,
    ]  # fmt: skip
    assert [row[1] for row in rows if row[0] == "未达到每月2条"] == list(brief.short_units)


def with_texts(texts: Sequence[str]) -> Ledger:
    return Ledger("台账", [Heading("标题", 60)], [(text,) for text in texts], TAKEN)


@pytest.mark.parametrize(("name", "level", "ledger"), TABLES)
def test_every_table_is_ready_to_read_to_filter_and_to_print(name: str, level: str, ledger: Ledger) -> None:
    sheet = opened(ledger)
    first = int(sheet.freeze_panes[1:])
    head = [cell.value for cell in sheet[first - 1]]
    assert head == [heading.label for heading in ledger.headings], (name, level)
    assert sheet["A1"].value == ledger.title
    assert all(word in sheet["A2"].value for word in ("导出时间：2026-11-23 15:21", "导出人：梁同志", TAKEN.conditions))
    assert sheet.auto_filter.ref.startswith(f"A{first - 1}:")
    assert sheet.print_title_rows == f"${first - 1}:${first - 1}"
    assert sheet.max_row == first - 1 + len(ledger.rows) + (ledger.totals is not None)
    assert sheet.print_area.endswith(f"${sheet.max_row}")
    assert sheet.page_setup.orientation == ("landscape" if ledger.across else "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_values_keep_their_types() -> None:
    sheet = opened(Ledger("台账", HEADINGS, [(TITLE, DAY, Short(1), 0.75), ("", None, 3, None)], TAKEN))
    text, day, count, share = sheet[4]
    assert (text.value, text.data_type, text.number_format) == (TITLE, "s", "@")
    assert (day.value, day.number_format) == (datetime(2026, 6, 18), "yyyy-mm-dd")  # noqa: DTZ001 - cells have no zone
    assert (count.value, count.data_type) == (1, "n")
    assert count.fill.fgColor.rgb == "FFD9D9D9"
    assert (share.value, share.number_format) == (0.75, "0.0%")
    assert sheet["C5"].value == 3


@pytest.mark.parametrize("start", sorted(LIVE))
def test_a_text_that_could_be_a_formula_is_none(start: str) -> None:
    text = f'{start}HYPERLINK("http://example.com",1)'
    assert safe_text(text)[:1] not in LIVE
    sheet = opened(with_texts([text]))
    assert sheet["A4"].data_type == "s"
    assert not formulas(with_texts([text]))


@settings(max_examples=60)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_is_a_text_again(texts: list[str]) -> None:
    ledger = with_texts(texts)
    assert not formulas(ledger)
    rows = CalamineWorkbook.from_filelike(BytesIO(ledger_xlsx(ledger))).get_sheet_by_index(0).to_python()
    read = [str(row[0]) for row in rows[3:]]
    for number, text in enumerate(texts):
        wanted = safe_text(text).replace("_x005F_", "_")
        found = read[number] if number < len(read) else ""
        assert squashed(found) == squashed(wanted)


def squashed(text: str) -> str:
    """Readers differ about white space at the ends and about line ends, no more."""
    return "".join(text.split())


def test_a_text_is_never_read_as_an_escaped_character() -> None:
    assert safe_text("_x0041_和_x000D_") == "_x005F_x0041_和_x005F_x000D_"
    assert safe_text("a\x00b\x0bc\ud800d\u202ee") == "abcde"


def test_a_text_too_long_for_a_cell_says_so() -> None:
    long = safe_text(MUCH * 30)
    assert len(long) == 32_767
    assert long.endswith("（文字过长，全文见系统）")


def test_the_register_digests_long_texts_and_names_every_column() -> None:
    line = RegisterLine("第2026001号", "SY-2026-K3F-0001-7", DAY, LONG_TITLE, MUCH, "=1+1", real_name=True)
    sheet = opened(register_ledger([line], TAKEN))
    assert len(sheet[3]) == 29
    row = [cell.value for cell in sheet[4]]
    assert row[:5] == [1, "第2026001号", "SY-2026-K3F-0001-7", datetime(2026, 6, 18), LONG_TITLE]  # noqa: DTZ001
    assert row[5] == MUCH[:200] + "……"
    assert row[6] == "'=1+1"
    assert row[15] == "是"


def test_naughty_strings_stay_strings(shared: Path) -> None:
    texts = cast("list[str]", json.loads((shared / "blns" / "blns.json").read_text(encoding="utf-8")))
    ledger = with_texts(texts)
    assert not formulas(ledger)
    rows = CalamineWorkbook.from_filelike(BytesIO(ledger_xlsx(ledger))).get_sheet_by_index(0).to_python()
    assert len(rows) == 3 + len(texts)


def test_nothing_readable_is_left_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for a moment: a folder for temporary files that does not exist is never missed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert ledger_xlsx(with_texts([TITLE]))


def test_writing_can_be_stopped() -> None:
    work = Work()
    work.cancel()
    with pytest.raises(UserError) as caught:
        ledger_xlsx(with_texts([TITLE]), work)
    assert caught.value.code == "CANCELLED"


def formulas(ledger: Ledger) -> list[str]:
    """The formulas in the workbook's XML itself, whatever a reader makes of them."""
    with zipfile.ZipFile(BytesIO(ledger_xlsx(ledger))) as book:
        return re.findall("<f[ >/].{20}", book.read("xl/worksheets/sheet1.xml").decode())
