"""The office's edition merges with what is shipped; codes are never lost or given anew."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baixing_desktop.canonical import Plain, canonical
from baixing_desktop.domain.kinds import PilotKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.reference import (
    LISTS,
    Edit,
    Edition,
    FieldKind,
    Rows,
    build_reference,
    differences,
    edit_problems,
    edited,
    edition_from_record,
    edition_to_record,
    first_pilots,
    first_roster,
    first_topics,
    list_problems,
    merged,
    reverted,
    shipped_rows,
)
from baixing_desktop.domain.rules.deadlines import reply_due
from baixing_desktop.domain.states import PilotState, PilotTopicState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.ids import new_id
from resources import reference_text

SHIPPED = shipped_rows(reference_text)
PLAIN = build_reference(SHIPPED)
AT = datetime(2026, 11, 25, tzinfo=UTC)
NEW_THEME: Mapping[str, Plain] = {"added": True, "label": "文明城市"}


def after(edition: Edition, list_name: str, code: str, **values: Plain) -> Edition:
    return edited(edition, Edit(list_name, code, values), at=AT, by="测试员", note="")


# Labels of shipped entries, and themes that the office invents.
words = st.sampled_from(["甲", "乙", "丙"])
edits = st.one_of(
    st.builds(
        Edit,
        st.just("units"),
        st.sampled_from([str(row["code"]) for row in SHIPPED["units"]]),
        st.fixed_dictionaries({"name": words}),
    ),
    st.builds(
        Edit,
        st.just("themes"),
        st.sampled_from(["GREEN", "YOUTH"]),
        st.fixed_dictionaries({"added": st.just(True), "label": words}),
    ),
    st.builds(
        Edit,
        st.just("sources"),
        st.sampled_from([str(row["code"]) for row in SHIPPED["sources"]]),
        st.fixed_dictionaries({"retired": st.booleans()}),
    ),
)


def codes(rows: Rows) -> set[tuple[str, str]]:
    return {(name, str(row["code"])) for name, found in rows.items() for row in found}


def test_what_is_shipped_is_sound_and_complete() -> None:
    assert set(SHIPPED) == set(LISTS)
    assert list_problems(SHIPPED) == ()
    assert len(PLAIN.communities) == 267
    assert [street.code for street in PLAIN.streets] == [f"{n:02d}" for n in range(1, 19)]
    assert sum(len(PLAIN.communities_of(street.workroom)) for street in PLAIN.streets) == 267
    assert {outcome: f"{o.letter} {o.label}" for outcome, o in PLAIN.outcomes.items()} == {
        outcome: label(outcome) for outcome in PLAIN.outcomes
    }


def test_every_row_holds_only_what_its_list_says() -> None:
    for name, rows in SHIPPED.items():
        known = {"code", *(field.name for field in LISTS[name].fields)}
        assert not {key for row in rows for key in row} - known, name


@given(st.lists(edits, max_size=12))
def test_edits_win_everything_else_stays_and_no_code_is_lost(made: list[Edit]) -> None:
    edition, before = Edition(), SHIPPED
    for edit in made:
        assert edit_problems(edit, before) == ()
        edition = edited(edition, edit, at=AT, by="测试员", note="")
        rows = merged(SHIPPED, edition)
        assert codes(before) <= codes(rows)
        changed = differences(before, rows)
        assert {(d.list, d.code) for d in changed} <= {(edit.list, edit.code)}
        assert {d.field for d in changed} <= {*edit.values, "code"}
        before = rows
    assert edition.number == len(made)
    assert len(edition.edits) == len({(e.list, e.code) for e in made})
    last = {(e.list, e.code, key): value for e in made for key, value in e.values.items()}
    for (name, code, key), value in last.items():
        assert next(row for row in before[name] if row["code"] == code)[key] == value
    assert edition_from_record(json.loads(canonical(edition_to_record(edition)))) == edition


@given(st.lists(edits, max_size=8))
def test_differences_lead_from_one_state_to_the_other(made: list[Edit]) -> None:
    edition = Edition()
    for edit in made:
        edition = edited(edition, edit, at=AT, by="测试员", note="")
    rows = merged(SHIPPED, edition)
    forth = {(d.list, d.code, d.field, d.before, d.after) for d in differences(SHIPPED, rows)}
    back = {(d.list, d.code, d.field, d.after, d.before) for d in differences(rows, SHIPPED)}
    assert forth == back
    assert not differences(rows, rows)


def test_a_later_shipped_file_keeps_the_office_s_words_and_brings_its_own_news() -> None:
    """The office renamed a unit; the program's next version gives it another short name and adds a unit."""
    edition = after(Edition(), "units", "QSWJ", name="区水务和河湖局")
    newer = dict(SHIPPED)
    newer["units"] = (
        *({**row, "short_name": "水务局"} if row["code"] == "QSWJ" else row for row in SHIPPED["units"]),
        {"code": "QXIN", "kind": "department", "name": "区新设局", "short_name": "区新设局"},
    )
    units = build_reference(newer, edition).units
    assert (units["QSWJ"].name, units["QSWJ"].short_name) == ("区水务和河湖局", "水务局")
    assert units["QXIN"].name == "区新设局"


def test_retired_entries_keep_their_name_but_are_not_offered() -> None:
    reference = build_reference(SHIPPED, after(Edition(), "units", "QSWJ", retired=True))
    assert reference.unit_name("QSWJ") == "区水务局"
    assert "QSWJ" not in {unit.code for unit in reference.units_of(UnitKind.DEPARTMENT)}
    assert "QSWJ" in {unit.code for unit in PLAIN.units_of(UnitKind.DEPARTMENT)}


def test_reverting_restores_what_is_shipped_and_only_retires_what_was_added() -> None:
    edition = after(after(Edition(), "units", "QSWJ", name="甲"), "themes", "GREEN", **NEW_THEME)
    back = reverted(edition, "units", "QSWJ", at=AT, by="测试员", note="")
    assert build_reference(SHIPPED, back).unit_name("QSWJ") == "区水务局"
    gone = reverted(back, "themes", "GREEN", at=AT, by="测试员", note="")
    assert build_reference(SHIPPED, gone).themes["GREEN"] == "文明城市"
    assert next(row for row in merged(SHIPPED, gone)["themes"] if row["code"] == "GREEN")["retired"] is True
    assert gone.number == 4


def test_next_year_s_holidays_can_be_entered_in_the_office() -> None:
    """The notice for 2027 is not shipped; the office enters it once it is out."""
    values: Mapping[str, Plain] = {"added": True, "notice": "某号通知", "off": ["2027-01-01", "2027-02-08"], "work": []}
    edit = Edit("holidays", "2027", values)
    assert edit_problems(edit, SHIPPED) == ()
    calendar = build_reference(SHIPPED, edited(Edition(), edit, at=AT, by="x", note="")).calendar
    taken_over = date(2027, 1, 8)
    assert reply_due(taken_over, PLAIN.calendar) == date(2027, 2, 8)
    assert reply_due(taken_over, calendar) == date(2027, 2, 9)
    assert calendar.covers(taken_over)


@pytest.mark.parametrize(
    ("list_name", "code", "values", "text"),
    [
        ("units", "QSWJ", {"kind": "office"}, "不能修改"),
        ("units", "QSWJ", {"name": ""}, "不能为空"),
        ("units", "QSWJ", {"name": "长" * 101}, "不能超过 100 个字"),
        ("units", "QSWJ", {"name": "两\n行"}, "应为一行文字"),
        ("units", "QSWJ", {"colour": "red"}, "没有这一栏"),
        ("units", "QSWJ", {"level": "moon"}, "不在可选范围内"),
        ("units", "TAW", {"counterparts": ["NOBODY"]}, "没有这个编号"),
        ("units", "NOBODY", {"name": "x"}, "没有这一项"),
        ("units", "A B", {"added": True, "kind": "department", "name": "x", "short_name": "x"}, "编号只能用"),
        ("outcomes", "new", {"added": True, "letter": "D", "label": "x"}, "不能增加"),
        ("holidays", "2026", {"off": ["2026-10-32"], "work": []}, "日期应写成"),
        ("holidays", "2026", {"off": ["2026-10-02", "2026-10-01"]}, "从早到晚"),
        ("score_rules", "CLUE_ADOPTED", {"points": -1}, "整数"),
        ("score_rules", "CLUE_ADOPTED", {"points": True}, "整数"),
        ("words", "举报", {"added": True, "reason": "NOBODY"}, "没有这个编号"),
        ("words", "检举", {"unless": "x"}, "若干文字"),
        ("moons", "x", {}, "没有这个列表"),
    ],
)
def test_what_an_edit_may_not_do(list_name: str, code: str, values: Mapping[str, Plain], text: str) -> None:
    assert any(text in problem.text for problem in edit_problems(Edit(list_name, code, values), SHIPPED))


def test_a_repeated_code_is_found() -> None:
    twice = {**SHIPPED, "themes": (*SHIPPED["themes"], SHIPPED["themes"][0])}
    assert [problem.text for problem in list_problems(twice)] == ["编号重复"]


def test_every_list_can_be_shown_for_editing() -> None:
    for spec in LISTS.values():
        assert spec.title
        for field in spec.fields:
            assert field.title
            assert bool(field.of) == (field.kind in {FieldKind.CHOICE, FieldKind.CODE, FieldKind.CODES})
            if field.kind in {FieldKind.CODE, FieldKind.CODES}:
                assert set(field.of) <= set(LISTS)


@pytest.mark.parametrize("change", [{"form": 2}, {"number": "1"}, {"edits": [1]}, {"edits": [{"list": "units"}]}])
def test_a_wrong_edition_is_refused(change: dict[str, Plain]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        edition_from_record({**edition_to_record(after(Edition(), "units", "QSWJ", name="甲")), **change})


def test_the_first_entries_of_a_new_office() -> None:
    roster = first_roster(reference_text("roster.json"), new_id)
    assert len(roster) == 17
    assert (roster[0].name, roster[0].post, label(roster[0].group)) == ("温志文", "组长", "领导小组")
    assert roster[0].serves_on(date(2022, 10, 20))
    assert not roster[0].serves_on(date(2022, 10, 19))
    pilots = first_pilots(reference_text("pilots.json"), PLAIN.communities, new_id)
    assert {p.state for p in pilots} == {PilotState.PROPOSED}
    streets = [p for p in pilots if p.kind is PilotKind.STREET]
    harbour = next(c for c in PLAIN.communities if c.code == streets[0].community)
    assert (harbour.spoken, harbour.street) == ("港海社区", "沙园街道")
    assert streets[1].community is None, "待定"
    topics = first_topics(reference_text("pilots.json"), "HZZX", new_id)
    assert len(topics) == 6
    assert {t.pilot_state for t in topics} == {PilotTopicState.PROPOSED}
