"""csv, tsv and txt in every encoding and delimiter come back as they were written."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baixing_desktop.errors import InputError, UserError
from baixing_desktop.intake import Limits, Table, read_table
from baixing_desktop.work import Work

HEADER = ["编号", "标题", "情况分析", "具体建议"]
CHARACTERS = st.one_of(
    st.sampled_from("路灯坏了，请维修。一二三（）“”《》\u3000龴㐂𠮷😀é—…?？"),
    st.sampled_from("abc XYZ 019 ,;|\t\"'\n=@-"),
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
)
CELLS = st.text(CHARACTERS, max_size=30).map(lambda text: text.strip())
ROWS = st.lists(st.lists(CELLS, min_size=4, max_size=4), min_size=1, max_size=8).filter(
    lambda rows: any(rows[-1]) and all(any(row) for row in rows)
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "gb18030"]


def written(rows: list[list[str]], *, delimiter: str = ",", line_end: str = "\r\n", quote_all: bool = False) -> str:
    """A delimited text by the standard library's writer."""
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return out.getvalue()


def read(folder: Path, data: bytes, name: str = "线索.csv", **how: Limits | Work) -> Table:
    """What the importer makes of these bytes."""
    path = folder / name
    path.write_bytes(data)
    return read_table(path, **how)  # type: ignore[arg-type]  # a shorthand of the tests


def cells(table: Table) -> list[list[str]]:
    """The cells alone."""
    return [list(row.cells) for row in table.rows]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=ROWS,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(",;\t|"),
    line_end=st.sampled_from(["\r\n", "\n"]),
    quote_all=st.booleans(),
)
def test_round_trip(
    tmp_path: Path, rows: list[list[str]], encoding: str, delimiter: str, line_end: str, quote_all: bool
) -> None:
    text = written([HEADER, *rows], delimiter=delimiter, line_end=line_end, quote_all=quote_all)
    table = read(tmp_path, text.encode(encoding))
    assert table.columns == tuple(HEADER)
    assert cells(table) == rows
    assert [row.number for row in table.rows] == list(range(2, len(rows) + 2))
    assert table.facts.damaged_cells == 0


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(tmp_path: Path, encoding: str) -> None:
    rows = [["1", "一栋一单元漏水", "一楼的天花板一直漏水", "请物业维修"], ["2", "路灯", "路灯不亮", "换灯泡"]]
    table = read(tmp_path, written([HEADER, *rows]).encode(encoding))
    assert cells(table) == rows
    assert table.facts.encoding == "UTF-16"


def test_characters_that_gb18030_moved_in_2022(tmp_path: Path) -> None:
    data = "编号,标题\r\n1,".encode("gb18030") + bytes.fromhex("FE59FE61A6D9A8BC") + b"\r\n"
    assert cells(read(tmp_path, data)) == [["1", "\u9fb4\u9fb5\ufe10\u1e3f"]]


def test_damaged_gbk_keeps_its_encoding_and_is_counted(tmp_path: Path) -> None:
    title = "建议维修路灯".encode("gb18030")
    data = "编号,标题\r\n1,".encode("gb18030") + title[:4] + b"\xff" + title[4:] + b"\r\n2,\xb1\xb1\xbe\xa9\r\n"
    table = read(tmp_path, data)
    assert cells(table) == [["1", "建议\ufffd维修路灯"], ["2", "北京"]]
    assert (table.facts.encoding, table.facts.damaged_cells) == ("GB18030", 1)


def test_damaged_utf8_does_not_turn_into_gbk(tmp_path: Path) -> None:
    whole = written([HEADER, ["1", "路灯不亮", "路灯坏了很久" * 20, "请维修"]]).encode()
    at = whole.index("很久".encode())
    table = read(tmp_path, whole[: at + 1] + whole[at + 2 :])
    assert table.facts.encoding == "UTF-8"
    assert table.facts.damaged_cells == 1
    assert table.rows[0].cells[1] == "路灯不亮"


def test_truncated_utf8_loses_only_its_last_character(tmp_path: Path) -> None:
    table = read(tmp_path, written([["标题", "内容"], ["路灯", "坏了"]]).encode()[:-3])
    assert cells(table) == [["路灯", "坏\ufffd"]]


def test_question_marks_are_doubted_only_where_gbk_may_have_lost_characters(tmp_path: Path) -> None:
    text = written([["标题", "情况"], ["沈?镇", "怎么办吗?"], ["是吗?", "好"]])
    assert read(tmp_path, text.encode("gbk")).facts.doubtful_cells == 1
    assert read(tmp_path, text.encode()).facts.doubtful_cells == 0
    assert read(tmp_path, (text + "𠮷,1\r\n").encode("gb18030")).facts.doubtful_cells == 0


def test_header_below_titles_and_remarks(tmp_path: Path) -> None:
    text = "百姓提案线索登记表,,\r\n导出时间：2023年1月,,\r\n\r\n序号,标题,联系 电话\r\n1,路灯,13800000000\r\n"
    table = read(tmp_path, text.encode())
    assert table.columns == ("序号", "标题", "联系 电话")
    assert table.facts.header_row == 4
    assert [(row.number, row.cells) for row in table.rows] == [(5, ("1", "路灯", "13800000000"))]


def test_blank_rows_are_counted_and_numbers_stay(tmp_path: Path) -> None:
    table = read(tmp_path, "标题,内容\n路灯,一\n\n,\n水管,二\n\n\n".encode())
    assert [row.number for row in table.rows] == [2, 5]
    assert table.facts.blank_rows == 2


def test_short_rows_are_filled_and_surplus_is_reported(tmp_path: Path) -> None:
    table = read(tmp_path, "标题,内容,电话\n路灯\n水管,漏水,1,多出,\n".encode())
    assert cells(table) == [["路灯", "", ""], ["水管", "漏水", "1"]]
    assert [row.surplus for row in table.rows] == [0, 1]


def test_one_column_of_titles_with_commas_is_not_cut(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "标题\n修路灯,换水管\n修桥\n".encode())) == [["修路灯,换水管"], ["修桥"]]


def test_commas_in_texts_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    text = "标题;情况;建议\n路灯,水管;坏了,漏了,臭了;修\n桥;断,裂;补,建\n"
    table = read(tmp_path, text.encode())
    assert table.facts.delimiter == ";"
    assert cells(table)[0] == ["路灯,水管", "坏了,漏了,臭了", "修"]


def test_names_the_user_gave_lead_to_header_and_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "外来.csv"
    path.write_text("备注;没有\nHeadline;Words\n路灯;坏了\n", encoding="utf-8")
    table = read_table(path, also_known=["headline", "words"])
    assert table.columns == ("Headline", "Words")
    assert cells(table) == [["路灯", "坏了"]]


def test_ordinary_quotation_marks_in_a_database_export(tmp_path: Path) -> None:
    text = '标题\t内容\n"三线"下地\t"快"修\n路灯\t坏了\n'
    assert cells(read(tmp_path, text.encode())) == [['"三线"下地', '"快"修'], ["路灯", "坏了"]]


def test_unpaired_quotation_mark_names_the_row(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="第 3 行的引号没有成对") as caught:
        read(tmp_path, '标题,内容\n路灯,坏\n"水管,漏,了\n桥,断\n'.encode())
    assert caught.value.code == "FILE_UNREADABLE"


def test_controls_and_outer_tabs_go_inner_words_stay(tmp_path: Path) -> None:
    table = read(tmp_path, '标题,内容\n路\x07灯,"\n\t\t　第一段\n\n  第二段\t\n"\n'.encode())
    assert cells(table) == [["路灯", "　第一段\n\n  第二段"]]


def test_too_many_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="100,000 行") as caught:
        read(tmp_path, "标题\n".encode() + "灯\n".encode() * 100_001)
    assert caught.value.code == "FILE_TOO_LARGE"


def test_exactly_as_many_rows_as_allowed(tmp_path: Path) -> None:
    table = read(tmp_path, "标题\n".encode() + "灯\n".encode() * 100 + b"\n" * 50, limits=Limits(rows=100))
    assert len(table.rows) == 100


@pytest.mark.parametrize(
    ("limits", "code", "named"),
    [
        (Limits(file_bytes=0), "FILE_TOO_LARGE", "0 兆字节"),
        (Limits(columns=1), "FILE_TOO_LARGE", "1 列"),
        (Limits(cell=2), "FILE_UNREADABLE", "第 2 行有一格超过 2 字"),
        (Limits(characters=3), "FILE_TOO_LARGE", "3 字"),
        (Limits(lines=2), "FILE_TOO_LARGE", "行"),
    ],
)
def test_every_limit_is_kept(tmp_path: Path, limits: Limits, code: str, named: str) -> None:
    with pytest.raises(InputError, match=named) as caught:
        read(tmp_path, "标题,内容\n路灯灯,坏\n\n桥,断\n".encode(), limits=limits)
    assert caught.value.code == code


def test_a_cell_beyond_all_measure(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="有一格过长"):
        read(tmp_path, "标题,内容\n路灯,".encode() + b"x" * 200_000)


def test_reading_can_be_stopped_and_reports(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    data = "标题\n".encode() + "灯\n".encode() * 2_000
    read(tmp_path, data, work=Work(lambda done, total, what: told.append((done, total, what))))
    assert {(total, what) for _, total, what in told} == {(len(data), "正在读取文件")}
    stopped = Work()
    stopped.cancel()
    with pytest.raises(UserError) as caught:
        read(tmp_path, data, work=stopped)
    assert caught.value.code == "CANCELLED"


def test_an_empty_file_has_no_columns(tmp_path: Path) -> None:
    assert read(tmp_path, b"").columns == ()
    assert read(tmp_path, b"\n \n,,\n").columns == ()
