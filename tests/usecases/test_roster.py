"""名册: members by hand and from a table, the leading group with its terms of office, and what is refused."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from baixing_desktop.domain.kinds import ProposalKind, ProposerKind, RosterGroup
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.states import ProposalState, Role
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.member_import import (
    ADDED,
    CHANGED,
    REFUSED,
    SAME,
    import_members,
    plan_members,
    take_back_members,
)
from baixing_desktop.usecases.members import (
    MemberForm,
    form_of,
    members,
    present_term,
    remove_member,
    save_member,
    serving_names,
)
from baixing_desktop.usecases.roster import (
    PostForm,
    hand_over,
    put_back_posts,
    remove_posts,
    roster,
    save_post,
    take_back_hand_over,
    take_first_roster,
)
from baixing_desktop.work import Work
from tests.builders import colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

BEGAN = date(2021, 11, 5)
FORM = MemberForm("梁晓", 16, "经济界", "JJW", "SY", BEGAN, note="某某公司总经理")


def sheet(path: Path, *rows: Sequence[str]) -> Path:
    """A table as a personnel section keeps it."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def test_a_member_is_entered_changed_and_leaves(office: Desk) -> None:
    assert present_term(office) == 16
    kept, _ = save_member(office, replace(FORM, name=" 梁晓 "))
    assert form_of(kept) == FORM
    assert members(office) == (kept,)
    assert serving_names(office) == ("梁晓",)
    both, _ = save_member(office, replace(FORM, committee=None, also_committees=("TAW", "JJW", "TAW")), kept)
    assert (both.committee, both.committees) == ("TAW", ("TAW", "JJW"))
    assert refused(lambda: save_member(office, replace(FORM, also_committees=("SY",)), both)) == "UNIT_WRONG_KIND"
    kept, _ = save_member(office, replace(FORM, also_committees=("JJW",)), both)
    assert form_of(kept) == FORM
    left, _ = save_member(office, replace(FORM, until_on=date(2026, 10, 31)), kept)
    assert serving_names(office) == ()
    assert refused(lambda: save_member(office, FORM, kept)) == "CHANGED_MEANWHILE"
    remove_member(office, left)
    assert members(office) == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "INPUT_MISSING"),
        ({"until_on": date(2021, 11, 4)}, "INPUT_INVALID"),
        ({"committee": "SY"}, "UNIT_WRONG_KIND"),
        ({"workroom": "NOWHERE"}, "UNIT_UNKNOWN"),
        ({}, "INPUT_INVALID"),
    ],
)
def test_what_cannot_stand_in_the_roster(office: Desk, changes: dict[str, object], code: str) -> None:
    save_member(office, FORM)
    form = replace(FORM, **changes)  # pyright: ignore[reportArgumentType] - the rows name fields
    assert refused(lambda: save_member(office, form)) == code


def test_namesakes_and_terms_are_kept_apart_and_only_the_office_writes(office: Desk) -> None:
    for form in (FORM, replace(FORM, sector="教育界"), replace(FORM, term=17, from_on=date(2027, 1, 1))):
        save_member(office, form)
    assert [one.term for one in members(office)] == [17, 16, 16]
    assert serving_names(office) == ("梁晓",)
    assert present_term(office) == 17
    other = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    assert len(members(other)) == 3
    assert refused(lambda: save_member(other, replace(FORM, name="何芳"))) == "ACTION_NOT_ALLOWED"


def test_who_is_named_by_a_proposal_is_not_taken_out(office: Desk) -> None:
    kept, _ = save_member(office, FORM)
    with office.store.writing() as tx:
        tx.of(Proposal).add(
            Proposal(
                new_id(), "关于路灯的提案", ProposalKind.INTERIM, ProposalState.DRAFTED, ProposerKind.MEMBER, "梁晓",
                date(2026, 11, 1), member_id=kept.id,
            )
        )  # fmt: skip
    assert refused(lambda: remove_member(office, kept)) == "ACTION_BARRED"


def test_a_table_is_tried_then_entered_then_taken_back(office: Desk, tmp_path: Path) -> None:
    known, _ = save_member(office, FORM)
    same, _ = save_member(office, MemberForm("何芳", 16, "教育界"))
    path = sheet(
        tmp_path / "委员.xlsx",
        ("序号", "姓名", "届次", "界别", "专委会", "街道", "任期起", "单位及职务"),
        ("1", "梁晓", "十六届", "经济界", "提案委", "沙园街", "2021年11月5日", "某某公司董事长"),
        ("2", "何芳", "", "教育界", "", "", "", ""),
        ("3", "吴迪", "16", "工商联界", "区政协经济委、提案委", "琶洲街道政协委员工作室", "2021-11-05", ""),
        ("4", "吴迪", "16", "工商联界", "", "", "", ""),
        ("5", "周明", "", "", "不存在的委", "", "", ""),
        ("6", "", "", "教育界", "", "", "", ""),
        ("7", "何芳", "16", "科技界", "", "", "", ""),
    )
    plan = plan_members(office, path)
    outcomes = [(row.outcome, row.form.name) for row in plan.rows]
    assert outcomes == [
        (CHANGED, "梁晓"), (SAME, "何芳"), (ADDED, "吴迪"), (REFUSED, "吴迪"), (REFUSED, "周明"), (REFUSED, ""),
        (ADDED, "何芳"),
    ]  # fmt: skip
    assert "不存在的委" in plan.rows[4].remark
    assert "同名" in plan.rows[6].remark
    assert {one.id for one in members(office)} == {known.id, same.id}
    imported, _ = import_members(office, plan)
    found = {(one.name, one.sector): one for one in members(office)}
    assert len(found) == 4
    changed = found["梁晓", "经济界"]
    assert (changed.id, changed.committees, changed.note) == (known.id, ("JJW", "TAW"), "某某公司董事长")
    assert plan.rows[0].changes == ("加入专委会 提案委", "单位及职务 某某公司总经理 → 某某公司董事长")
    assert (found["吴迪", "工商联界"].committee, found["吴迪", "工商联界"].workroom) == ("JJW", "PZ")
    assert found["吴迪", "工商联界"].committees == ("JJW", "TAW")
    assert plan_members(office, path).ready == 0
    assert refused(lambda: import_members(office, plan)) == "CHANGED_MEANWHILE"
    take_back_members(office, imported)
    assert {form_of(one) for one in members(office)} == {FORM, form_of(same)}


def test_committees_are_left_only_where_the_table_says_so(office: Desk, tmp_path: Path) -> None:
    heads = ("姓名", "专委会", "退出专委会", "专委会以表为准", "任期止")
    for name in ("梁晓", "何芳", "吴迪", "周明", "苏文"):
        save_member(office, replace(FORM, name=name, also_committees=("TAW",)))
    path = sheet(
        tmp_path / "换届.xlsx",
        heads,
        ("梁晓", "教科文卫体委", "", "", ""),
        ("何芳", "提案委", "经济委", "否", "2026-11-30"),
        ("吴迪", "提案委", "", "是", ""),
        ("周明", "经济委", "经济委", "", ""),
        ("苏文", "", "", "是", ""),
        ("梁晓", "提案委", "", "也许", ""),
    )
    plan = plan_members(office, path)
    assert [row.outcome for row in plan.rows] == [CHANGED, CHANGED, CHANGED, REFUSED, SAME, REFUSED]
    assert [row.changes for row in plan.rows[:3]] == [
        ("加入专委会 教科文卫体委",),
        ("退出专委会 经济委", "任期到 2026年11月30日止"),
        ("退出专委会 经济委",),
    ]
    assert "同时写在" in plan.rows[3].remark
    assert "也许" in plan.rows[5].remark
    imported, _ = import_members(office, plan)
    found = {one.name: one for one in members(office)}
    assert found["梁晓"].committees[:2] == ("JJW", "TAW")
    assert [found[name].committees for name in ("何芳", "吴迪", "苏文")] == [("TAW",), ("TAW",), ("JJW", "TAW")]
    assert found["何芳"].until_on == date(2026, 11, 30)
    assert plan_members(office, path).ready == 0, "the same table again changes nothing"
    take_back_members(office, imported)
    assert {one.committees for one in members(office)} == {("JJW", "TAW")}


def test_a_table_without_names_and_one_that_is_stopped(office: Desk, tmp_path: Path) -> None:
    nameless = sheet(tmp_path / "a.xlsx", ("界别", "专委会"), ("教育界", "提案委"))
    assert refused(lambda: plan_members(office, nameless)) == "INPUT_INVALID"
    work = Work()
    plan = plan_members(office, sheet(tmp_path / "b.xlsx", ("姓名", "界别"), ("梁晓", "经济界")))
    work.cancel()
    assert refused(lambda: import_members(office, plan, work)) == "CANCELLED"
    assert members(office) == ()


def test_two_namesakes_without_their_sector_are_not_guessed(office: Desk, tmp_path: Path) -> None:
    for form in (FORM, replace(FORM, sector="教育界")):
        save_member(office, form)
    plan = plan_members(office, sheet(tmp_path / "b.xlsx", ("姓名", "专委会"), ("梁晓", "提案委")))
    assert [row.outcome for row in plan.rows] == [REFUSED]


def test_the_first_list_is_taken_once_and_can_go_again(office: Desk) -> None:
    taken, _ = take_first_roster(office)
    assert len(taken) == 17
    assert take_first_roster(office)[0] == ()
    found = roster(office)
    assert [one.group for one in found] == [RosterGroup.LEADING_GROUP] * 7 + [RosterGroup.OFFICE] * 10
    assert found[0].post == "组长"
    remove_posts(office, taken)
    assert roster(office) == ()
    put_back_posts(office, taken)
    assert roster(office) == found


def test_a_post_is_handed_over_and_the_former_holder_stays(office: Desk) -> None:
    form = PostForm(RosterGroup.TRIAGE, "组长", "甲同志", "提案委主任", BEGAN)
    held, _ = save_post(office, form)
    save_post(office, replace(form, post="组员", name="乙同志"))
    on = date(2026, 11, 1)
    for wrong in (BEGAN, date(2021, 1, 1)):
        assert refused(lambda day=wrong: hand_over(office, held, "丙同志", "", day)) == "INPUT_INVALID"
    assert refused(lambda: hand_over(office, held, " ", "", on)) == "INPUT_MISSING"
    (left, came), _ = hand_over(office, held, "丙同志", "提案委主任", on)
    assert (left.until_on, came.from_on, came.ordinal) == (date(2026, 10, 31), on, held.ordinal)
    assert [one.name for one in roster(office)] == ["丙同志", "乙同志", "甲同志"]
    assert refused(lambda: hand_over(office, held, "丁同志", "", on)) == "CHANGED_MEANWHILE"
    take_back_hand_over(office, held, left, came)
    assert [(one.name, one.until_on) for one in roster(office)] == [("甲同志", None), ("乙同志", None)]


def test_a_post_is_corrected(office: Desk) -> None:
    form = PostForm(RosterGroup.TASK_FORCE, "成员", "甲同志")
    held, _ = save_post(office, form)
    assert refused(lambda: save_post(office, replace(form, post=""))) == "INPUT_MISSING"
    early = replace(form, from_on=BEGAN, until_on=date(2020, 1, 1))
    assert refused(lambda: save_post(office, early)) == "INPUT_INVALID"
    kept, _ = save_post(office, replace(form, group=RosterGroup.GENERAL, title="科长"), held)
    assert (kept.id, kept.group, kept.title) == (held.id, RosterGroup.GENERAL, "科长")
    assert refused(lambda: save_post(office, form, held)) == "CHANGED_MEANWHILE"
    (only,) = roster(office)
    assert only == kept
