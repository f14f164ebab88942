"""Rows become contents of clues, with what is missing or odd said in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.domain.clue import ClueContent, Consents, Contributor, Source
from baixing_desktop.domain.rules.registration import Field
from baixing_desktop.errors import UserError
from baixing_desktop.intake import (
    Facts,
    FileKind,
    ImportPlan,
    PlannedClue,
    Row,
    Table,
    choose_columns,
    parse_mapping,
    rows_to_contents,
)
from baixing_desktop.work import Work

SOURCES = {"街道政协委员工作室": "WORKROOM", "“有事好商量”等协商活动": "CONSULTATION"}
DEFAULTS = ClueContent(
    source=Source("WORKROOM", "FACE_TO_FACE"), receiver="沙园街道政协委员工作室", received_on=date(2023, 5, 1)
)


def plan(columns: str, *rows: str, doubtful: int = 0, surplus: int = 0, mapping: str = "") -> ImportPlan:
    """The plan for a table written with ``|`` between its cells."""
    names = tuple(columns.split("|"))
    table = Table(
        names,
        tuple(Row(number, tuple(row.split("|")), surplus) for number, row in enumerate(rows, start=2)),
        Facts(FileKind.DELIMITED, doubtful_cells=doubtful, blank_rows=3),
    )
    choice = choose_columns(names, parse_mapping([mapping] if mapping else []))
    return rows_to_contents(table, choice, DEFAULTS, SOURCES)


def only(columns: str, row: str, *, doubtful: int = 0, surplus: int = 0, mapping: str = "") -> PlannedClue:
    """The one clue of a table of one row."""
    found = plan(columns, row, doubtful=doubtful, surplus=surplus, mapping=mapping)
    assert found.refused == ()
    return found.clues[0]


def test_a_full_row_fills_the_form() -> None:
    clue = only(
        "编号|标题|情况分析|具体建议|来源|联系人|联系电话|联系地址|接收人|日期",
        "188006|路灯|坏了|修|“有事好商量”等协商活动|陈某|13800000000|示例路1号|李委员|2023年4月3日",
    )
    assert clue.external_number == "188006"
    assert clue.content == ClueContent(
        title="路灯",
        analysis="坏了",
        suggestions="修",
        source=Source("CONSULTATION"),
        receiver="李委员",
        received_on=date(2023, 4, 3),
        contributor=Contributor(name="陈某", phone="13800000000", address="示例路1号"),
    )
    assert clue.missing == (Field.CONSENT,)
    assert clue.notes == ("缺收集个人信息的同意",)


def test_defaults_fill_what_the_row_does_not_say() -> None:
    clue = only("标题|情况分析|具体建议|来源|日期", "路灯|坏了|||")
    assert clue.content.source == DEFAULTS.source
    assert (clue.content.receiver, clue.content.received_on) == (DEFAULTS.receiver, DEFAULTS.received_on)
    assert clue.missing == (Field.SUGGESTIONS, Field.CONTACT)
    assert clue.notes == ("缺具体建议、联系人",)


def test_consents_are_never_read_from_a_file() -> None:
    assert only("标题|consents|同意", "路灯|true|是").content.consents == Consents()


def test_rows_without_a_title_are_refused_and_blank_ones_counted() -> None:
    found = plan("标题|内容", "|有内容没有标题", "路灯|坏了")
    assert [(row.row_number, row.reason) for row in found.refused] == [(2, "没有标题")]
    assert [clue.row_number for clue in found.clues] == [3]
    assert found.blank_rows == 3


def test_a_row_equal_to_an_earlier_one_is_refused() -> None:
    found = plan("标题|内容|点赞", "路灯|坏了|1", "路灯|坏|1", "路灯|坏了|7")
    assert [(row.row_number, row.reason) for row in found.refused] == [(4, "与第 2 行相同")]


def test_joined_columns_leave_no_gap_for_a_blank_one() -> None:
    mapping = "现场,原因,后果=情况分析"
    clue = only("标题|原因|后果|现场", "路灯|线断||夜里黑", mapping=mapping)
    assert clue.content.analysis == "夜里黑\n\n线断"


def test_one_line_fields_are_one_line_and_words_stay() -> None:
    assert only("标题|内容", "修路灯\n换水管|第一段\n第二段").content.title == "修路灯 换水管"
    assert only("标题", "两个  空格").content.title == "两个  空格"


def test_a_long_title_is_kept_and_noted() -> None:
    clue = only("标题", "灯" * 51)
    assert clue.content.title == "灯" * 51
    assert "标题超过 50 字" in clue.notes


def test_source_is_matched_by_label_or_code() -> None:
    assert only("标题|来源", "路灯|consultation").content.source == Source("CONSULTATION")
    assert only("标题|来源", "路灯| 街道 政协委员工作室").content.source == Source("WORKROOM")
    clue = only("标题|来源", "路灯|路边听来的")
    assert clue.content.source == DEFAULTS.source
    assert "来源“路边听来的”不在来源表中，已用默认来源" in clue.notes


def test_a_date_that_cannot_be_read_is_noted() -> None:
    clue = only("标题|日期", "路灯|去年冬天下第一场雨以后的那个星期天的早上八点")
    assert clue.content.received_on == DEFAULTS.received_on
    assert "日期“去年冬天下第一场雨以后的那个星期天的早上…”看不懂，已用默认日期" in clue.notes


def test_without_defaults_the_notes_ask_for_more() -> None:
    names = ("标题", "来源", "日期")
    table = Table(names, (Row(2, ("路灯", "某处", "某日")),), Facts(FileKind.XLSX))
    clue = rows_to_contents(table, choose_columns(names), ClueContent(), {}).clues[0]
    assert clue.notes[1:] == ("来源“某处”不在来源表中，请补选来源", "日期“某日”看不懂，请补填日期")


def test_an_anonymous_citizen_stays_anonymous() -> None:
    for row in ("路灯|匿名用户|13800000000||", "路灯|陈某||示例路|是"):
        clue = only("标题|联系人|电话|地址|是否匿名", row)
        assert clue.content.contributor == Contributor(anonymous=True)
        assert "反映人匿名，未导入姓名和联系方式" in clue.notes
    quiet = only("标题|联系人", "路灯|匿名")
    assert quiet.content.contributor.anonymous
    assert not any("匿名" in note for note in quiet.notes)
    assert only("标题|联系人|是否匿名", "路灯|陈某|否").content.contributor == Contributor(name="陈某")


def test_damage_doubt_and_surplus_are_noted() -> None:
    assert "有读不出的字，请对照原件" in only("标题", "路\ufffd灯").notes
    assert "有的问号可能是丢失的字，请对照原件" in only("标题", "路?灯", doubtful=1).notes
    assert not any("问号" in note for note in only("标题", "路?灯").notes)
    assert "比表头多出 2 格，多出的未导入" in only("标题", "路灯", surplus=2).notes


def test_the_fingerprint_is_that_of_the_texts_not_of_the_layout() -> None:
    first = only("序号|标题|基本情况|点赞数", "1|路灯|坏了|5").fingerprint
    assert first == only("点赞数| 基本 情况|标题", "9|坏了|路灯").fingerprint
    assert first == only("标题|基本情况|备注", "路灯|坏了|", mapping="基本情况=具体建议").fingerprint
    assert first != only("标题|基本情况", "路灯|好了").fingerprint
    assert first != only("标题|存在问题", "路灯|坏了").fingerprint
    assert len(first) == 64


@given(
    st.lists(
        st.tuples(st.text(max_size=5).map(str.strip), st.text(max_size=5).map(str.strip)).filter(any),
        unique=True,
        min_size=1,
    )
)
def test_every_row_is_planned_or_refused(texts: list[tuple[str, str]]) -> None:
    names = ("标题", "情况分析")
    table = Table(names, tuple(Row(at, row) for at, row in enumerate(texts, start=2)), Facts(FileKind.JSON))
    found = rows_to_contents(table, choose_columns(names), DEFAULTS, SOURCES)
    assert sorted([c.row_number for c in found.clues] + [r.row_number for r in found.refused]) == list(
        range(2, len(texts) + 2)
    )
    assert rows_to_contents(table, choose_columns(names), DEFAULTS, SOURCES) == found


def test_planning_can_be_stopped() -> None:
    stopped = Work()
    stopped.cancel()
    table = Table(("标题",), (Row(2, ("路灯",)),), Facts(FileKind.XLSX))
    with pytest.raises(UserError) as caught:
        rows_to_contents(table, choose_columns(table.columns), DEFAULTS, SOURCES, stopped)
    assert caught.value.code == "CANCELLED"
