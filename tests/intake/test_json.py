"""jsonl and json lists: every value as text, every fault named by its line."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baixing_desktop.errors import InputError
from baixing_desktop.intake import FileKind, Limits, Table, read_table

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Zs")), max_size=20).map(
    lambda text: text.strip("\ufeff")
)


def read(folder: Path, text: str, name: str = "线索.jsonl", limits: Limits | None = None) -> Table:
    """What the importer makes of this text."""
    path = folder / name
    path.write_bytes(text.encode())
    return read_table(path, limits=limits)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    records=st.lists(st.fixed_dictionaries({"title": TEXTS.filter(bool), "content": TEXTS}), min_size=1),
    as_list=st.booleans(),
    indent=st.sampled_from([None, 2]),
)
def test_round_trip(tmp_path: Path, records: list[dict[str, str]], as_list: bool, indent: int | None) -> None:
    if as_list:
        table = read(tmp_path, json.dumps(records, indent=indent), "线索.json")
    else:
        table = read(tmp_path, "\n".join(json.dumps(record, ensure_ascii=False) for record in records))
    assert [dict(zip(table.columns, row.cells, strict=True)) for row in table.rows] == records
    assert table.facts.kind is FileKind.JSON


def test_values_keep_what_they_say(tmp_path: Path) -> None:
    record = {
        "title": "路灯",
        "number": 12345678901234567890,
        "share": 188006.0,
        "yes": True,
        "no": None,
        "list": ["一", 2, None],
        "nested": {"甲": [1]},
    }
    table = read(tmp_path, json.dumps(record))
    assert table.rows[0].cells == ("路灯", "12345678901234567890", "188006", "TRUE", "", "一\n2", '{"甲": ["1"]}')


def test_columns_appear_as_the_records_bring_them(tmp_path: Path) -> None:
    table = read(tmp_path, '{"title": "甲"}\n\n{"phone": "1", "title": "乙"}\n')
    assert table.columns == ("title", "phone")
    assert [(row.number, row.cells) for row in table.rows] == [(1, ("甲", "")), (3, ("乙", "1"))]


def test_a_jsonl_file_is_known_by_its_first_line(tmp_path: Path) -> None:
    assert read(tmp_path, '{"title": "甲"}\n', "线索.txt").facts.kind is FileKind.JSON
    assert read(tmp_path, '{标题}\n"甲"\n', "线索.csv").facts.kind is FileKind.DELIMITED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"title": "甲"}\n{"title": "乙"', "第 2 行不是完整的 JSON 记录"),
        ('{"title": "甲"}\n\n["乙"]', "第 3 行不是一条记录"),
        ('{"title": "甲", "title": "乙"}', "第 1 行有重复的名称"),
        ('[{"title": "甲"}, {"title": "乙", "title": 1}]', "第 2 条有重复的名称"),
        ('[{"title": "甲"}, 5]', "第 2 条不是一条记录"),
        ('[{"title": "甲"} {"title": "乙"}]', "第 1 条之后缺少逗号"),
        ('[{"title": "甲"}', "第 1 条之后缺少逗号或内容不完整"),
        ('[{"title": "甲"}] x', "列表之后还有别的内容"),
        ("[", "第 1 条不是完整的 JSON 记录"),
        ("标题", "第 1 行不是完整的 JSON 记录"),
        ("[" * 200_000, "第 1 条不是完整的 JSON 记录"),
        ('{"a":' * 200_000, "第 1 行不是完整的 JSON 记录"),
    ],
)
def test_faults_are_named_by_their_place(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, text, "线索.json")
    assert caught.value.code == "FILE_UNREADABLE"
    assert reason in str(caught.value)


def test_limits_hold_for_records(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="2 列"):
        read(tmp_path, '{"title":1,"a":2,"b":3}', limits=Limits(columns=2))
    with pytest.raises(InputError, match="1 行"):
        read(tmp_path, '[{"title":1},{"title":2}]', "线索.json", limits=Limits(rows=1))


def test_lone_surrogates_become_visible_damage(tmp_path: Path) -> None:
    table = read(tmp_path, '{"title": "\\ud800路灯"}')
    assert table.rows[0].cells == ("\ufffd路灯",)
    assert table.facts.damaged_cells == 1


def test_an_empty_list_has_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, " [ ]\n", "线索.json").rows == ()
    assert read(tmp_path, "", "线索.json").rows == ()
