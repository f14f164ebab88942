"""xlsx in the layouts that offices really use, written by openpyxl or, for odd XML, by hand."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from baixing_desktop.errors import InputError
from baixing_desktop.intake import Limits, Table, read_table

RawBook = Callable[..., Path]
HEADER = ["标题", "情况分析", "登记日期"]


def new_sheet(name: str = "线索") -> tuple[openpyxl.Workbook, Worksheet]:
    """An empty workbook and its only sheet."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = name
    return book, sheet


def saved(book: openpyxl.Workbook, folder: Path) -> Table:
    """The workbook, written and read by the importer."""
    path = folder / "台账.xlsx"
    book.save(path)
    return read_table(path)


def cells(table: Table) -> list[tuple[str, ...]]:
    """The cells alone."""
    return [row.cells for row in table.rows]


def test_values_are_the_texts_that_people_see(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    sheet.append(HEADER)
    sheet.append([188006, 0.30000000000000004, datetime(2020, 1, 9, 10, 21)])  # noqa: DTZ001  # as in a sheet
    sheet.append(["\n\t\t路灯\t", True, date(2020, 1, 9)])
    sheet.append(["水管", "=1/0", "2019/2/28 11:25:05"])
    assert cells(saved(book, tmp_path)) == [
        ("188006", "0.3", "2020-01-09 10:21:00"),
        ("路灯", "TRUE", "2020-01-09"),
        ("水管", "", "2019/2/28 11:25:05"),
    ]


def test_header_below_a_merged_title_and_merged_cells(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "海珠区百姓提案线索登记表"
    sheet.merge_cells("A1:C2")
    sheet["A4"], sheet["B4"], sheet["C4"] = "来源", "标题", "情况分析"
    sheet["A5"], sheet["B5"], sheet["C5"] = "面对面征集", "路灯", "坏了"
    sheet["B6"] = "水管"
    sheet["C7"] = "没有标题的一行"
    sheet.merge_cells("A5:A7")
    table = saved(book, tmp_path)
    assert table.facts.header_row == 4
    assert cells(table) == [
        ("面对面征集", "路灯", "坏了"),
        ("面对面征集", "水管", ""),
        ("面对面征集", "", "没有标题的一行"),
    ]
    assert [row.number for row in table.rows] == [5, 6, 7]


def test_the_sheet_with_the_form_is_chosen_and_the_others_are_named(tmp_path: Path) -> None:
    book, sheet = new_sheet("说明")
    sheet["A1"] = "填写说明"
    for name, title in (("旧表", "隐藏的"), ("三月", "路灯"), ("四月", "水管")):
        other = book.create_sheet(name)
        other.append(HEADER)
        other.append([title, "坏了", ""])
    book["旧表"].sheet_state = "hidden"
    book.create_sheet("空表")
    table = saved(book, tmp_path)
    assert (table.facts.sheet, table.facts.other_sheets) == ("三月", ("说明", "四月"))
    assert cells(table) == [("路灯", "坏了", "")]


def test_blank_formatted_rows_are_not_rows(tmp_path: Path) -> None:
    book, sheet = new_sheet()
    sheet.append(HEADER)
    sheet.append(["路灯", "坏了", ""])
    sheet["A4"] = "水管"
    for number in range(5, 1_000):
        sheet.cell(number, 1).number_format = "@"
    table = saved(book, tmp_path)
    assert [row.number for row in table.rows] == [2, 4]
    assert table.facts.blank_rows <= 1


def test_chinese_built_in_dates_and_escaped_characters(raw_book: RawBook) -> None:
    path = raw_book(
        '<row r="1"><c t="inlineStr"><is><t>标题</t></is></c><c t="inlineStr"><is><t>日期</t></is></c></row>'
        '<row r="2"><c t="inlineStr"><is><r><t>路</t></r><r><t>灯_x000D_\n坏</t></r><rPh><t>lu</t></rPh></is></c>'
        '<c s="1"><v>43839</v></c></row>'
        '<row r="3"><c t="s"><v>0</v></c><c t="d"><v>2020-01-09T00:00:00</v></c></row>',
        number_formats='<xf numFmtId="0"/><xf numFmtId="31"/>',
        parts={"xl/sharedStrings.xml": "<sst><si><r><t>水</t></r><t>管</t><rPh><t>shui</t></rPh></si></sst>"},
    )
    assert cells(read_table(path)) == [("路灯\n坏", "2020-01-09"), ("水管", "2020-01-09")]


def test_epoch_of_1904(raw_book: RawBook) -> None:
    path = raw_book(
        '<row><c t="str"><v>标题</v></c></row><row><c s="0"><v>42377</v></c></row>',
        number_formats='<xf numFmtId="14"/>',
        parts={
            "xl/workbook.xml": '<workbook xmlns:r="urn:x"><workbookPr date1904="1"/>'
            '<sheets><sheet name="一" r:id="r1"/></sheets></workbook>'
        },
    )
    assert cells(read_table(path)) == [("2020-01-09",)]


@pytest.mark.parametrize(
    "data",
    [
        '<row r="900000000000"><c><v>1</v></c></row>',
        '<row r="0"><c><v>1</v></c></row>',
        '<row r="2"/><row r="2"/>',
        '<row r="x"/>',
        '<row><c r="AAAA1"><v>1</v></c></row>',
        '<row><c r="ZZZ1"><v>1</v></c></row>',
        '<row><c r="1"><v>1</v></c></row>',
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c s="x"><v>1</v></c></row>',
        "<row><c>",
        "<row></cell></row>",
    ],
)
def test_impossible_sheets_are_called_damaged(raw_book: RawBook, data: str) -> None:
    with pytest.raises(InputError, match="已损坏") as caught:
        read_table(raw_book(data))
    assert caught.value.code == "FILE_UNREADABLE"


def test_limits_hold_for_sheets(raw_book: RawBook) -> None:
    header = '<row><c t="str"><v>标题</v></c></row>'
    with pytest.raises(InputError, match="500 列"):
        read_table(raw_book(f'{header}<row><c r="XFD2"><v>1</v></c></row>'))
    with pytest.raises(InputError, match="第 2 行有一格超过 100,000 字"):
        read_table(raw_book(f'{header}<row><c t="str"><v>{"字" * 100_001}</v></c></row>'))
    with pytest.raises(InputError, match="10 行"):
        read_table(raw_book(header + "<row><c><v>1</v></c></row>" * 11), limits=Limits(rows=10))
    long = {"xl/sharedStrings.xml": f"<sst><si><t>{'字' * 100_001}</t></si></sst>"}
    with pytest.raises(InputError, match="表中有一格超过"):
        read_table(raw_book(header, parts=long))
    many = {"xl/sharedStrings.xml": f"<sst>{'<si><t>路灯</t></si>' * 6}</sst>"}
    with pytest.raises(InputError, match="10 字"):
        read_table(raw_book(header, parts=many), limits=Limits(characters=10))


def test_merged_ranges_without_end_are_called_damaged(raw_book: RawBook) -> None:
    header = '<row><c t="str"><v>标题</v></c></row><row><c><v>1</v></c></row>'
    merges = '<mergeCells><mergeCell ref="A2:A1048576"/><mergeCell ref="B2:B1048576"/></mergeCells>'
    with pytest.raises(InputError, match="已损坏"):
        read_table(raw_book(header, after=merges))


def test_a_sheet_without_rows_has_no_columns(raw_book: RawBook) -> None:
    assert read_table(raw_book("")).columns == ()
