"""Columns are recognised by the form's names, usual synonyms and the glossary, or as the user says."""

import pytest

from baixing_desktop.errors import InputError
from baixing_desktop.intake.columns import NAMES, Target, choose_columns, header_score, parse_mapping, recognise


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("标题", Target.TITLE),
        (" 标　题 ", Target.TITLE),
        ("*标题：", Target.TITLE),
        ("标题（50字以内）", Target.TITLE),
        ("\uff34\uff29\uff34\uff2c\uff25", Target.TITLE),
        ("案由", Target.TITLE),
        ("留言主题", Target.TITLE),
        ("情况分析", Target.ANALYSIS),
        ("情况", Target.ANALYSIS),
        ("留言详情", Target.ANALYSIS),
        ("具体建议", Target.SUGGESTIONS),
        ("意见建议", Target.SUGGESTIONS),
        ("来源（流程图标注的类别）", Target.SOURCE),
        ("联系人", Target.CONTACT),
        ("反映人", Target.CONTACT),
        ("手机号", Target.PHONE),
        ("联系方式", Target.PHONE),
        ("住址", Target.ADDRESS),
        ("接收人（委员/街道工作室）：", Target.RECEIVER),
        ("登记日期", Target.RECEIVED_ON),
        ("Received On", Target.RECEIVED_ON),
        ("received_on", Target.RECEIVED_ON),
        ("\ufeff编号", Target.NUMBER),
        ("附件", None),
        ("点赞", None),
        ("", None),
        ("（）", None),
    ],
)
def test_header_is_recognised(header: str, target: Target | None) -> None:
    assert recognise(header) is target


def test_every_field_is_known_by_the_name_that_messages_show() -> None:
    assert {recognise(target.value) for target in Target} == set(Target)


def test_no_name_stands_for_two_fields() -> None:
    words = [word for names in NAMES.values() for word in names.split()]
    assert len(words) == len(set(words))
    assert all(recognise(word) is target for target, names in NAMES.items() for word in names.split())


def test_the_better_name_wins_where_one_column_is_enough() -> None:
    choice = choose_columns(["时间", "标题", "主题", "接收日期"])
    assert choice.picks[Target.TITLE] == (1,)
    assert choice.picks[Target.RECEIVED_ON] == (3,)
    assert choice.unused == ("时间", "主题")


def test_running_texts_under_synonyms_are_all_kept_in_order() -> None:
    assert choose_columns(["标题", "存在问题", "备注", "基本情况"]).picks[Target.ANALYSIS] == (1, 3)


def test_the_forms_own_name_stands_alone() -> None:
    choice = choose_columns(["标题", "内容", "情况分析"])
    assert choice.picks[Target.ANALYSIS] == (2,)
    assert choice.unused == ("内容",)


def test_mapping_joins_columns_in_the_order_given() -> None:
    wished = parse_mapping(["survey,analysis=情况分析", "headline＝标题", "more=analysis"])
    assert wished == {Target.ANALYSIS: ("survey", "analysis", "more"), Target.TITLE: ("headline",)}
    choice = choose_columns(["analysis", "headline", "SURVEY", "more", "title"], wished)
    assert choice.picks[Target.ANALYSIS] == (2, 0, 3)
    assert choice.picks[Target.TITLE] == (1,)
    assert choice.unused == ("title",)


@pytest.mark.parametrize(
    ("option", "named"),
    [
        ("标题", "缺少等号"),
        ("=标题", "缺少等号或列名"),
        (" ， =标题", "缺少等号或列名"),
        ("甲=心情", "心情"),
        ("甲=", "没有“”这一项"),
        ("甲,乙=联系电话", "联系电话"),
    ],
)
def test_bad_mapping_is_refused_by_name(option: str, named: str) -> None:
    with pytest.raises(InputError, match=named) as caught:
        parse_mapping([option])
    assert caught.value.code == "IMPORT_MAP_BAD"


def test_two_options_for_a_field_of_one_column_are_refused() -> None:
    with pytest.raises(InputError, match="只能对应一列"):
        parse_mapping(["甲=标题", "乙=标题"])


def test_a_wished_column_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="没有“survey”这一列") as caught:
        choose_columns(["标题", "analysis"], parse_mapping(["survey,analysis=情况分析"]))
    assert caught.value.code == "IMPORT_MAP_BAD"


def test_without_a_title_there_is_nothing_to_import() -> None:
    with pytest.raises(InputError) as caught:
        choose_columns(["内容", "电话"])
    assert caught.value.code == "IMPORT_NO_TITLE_COLUMN"


def test_a_header_is_told_from_a_row_of_texts() -> None:
    header = header_score(["序号", "标题", "内容", "电话"])
    assert header > header_score(["1", "电话亭太旧", "街角的电话亭已经多年没有修过", "13800000000"])
    assert header > header_score(["海珠区百姓提案线索登记表"])
    assert header_score(["headline", "甲"], frozenset({"headline"})) > header_score(["甲", "乙"])
