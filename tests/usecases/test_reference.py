"""The office edits the lists with a reason; every version stays readable, and both desks go by the newest."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from baixing_desktop.canonical import Plain
from baixing_desktop.changes import Changes
from baixing_desktop.domain.reference import Edit, Edition
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.usecases import reference
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from tests.builders import SetClock, clue_content, open_home
from tests.sync.helpers import enrol_by_hand
from tests.usecases.conftest import carry


def rename(office: Desk, name: str) -> Edition:
    return reference.edit_entry(office, "units", "SY", {"name": name}, "更名")[0]


def test_an_edit_counts_at_once_and_after_reopening(office: Desk, clock: SetClock) -> None:
    before = office.reference.unit_name("SY")
    edition = rename(office, "沙园街道政协委员联络站")
    assert (edition.number, edition.made_by, edition.note) == (1, "测试员", "更名")
    assert office.reference.unit_name("SY") == "沙园街道政协委员联络站"
    (change,) = reference.differences_of(office, 1)
    assert (change.field, change.before, change.after) == ("name", before, "沙园街道政协委员联络站")
    office.close()
    again = open_home(office.home, clock)
    assert again.reference.unit_name("SY") == "沙园街道政协委员联络站"
    reference.revert_entry(again, "units", "SY", "改回")
    assert again.reference.unit_name("SY") == before
    assert [one.number for one in reference.editions(again)] == [2, 1]
    assert [one.after for one in reference.differences_of(again, 2)] == [before]
    assert reference.differences_of(again, 7) == ()
    with again.store.reading() as tx:
        assert [entry.action for entry in tx.audit.all()].count("edit_reference") == 2
    again.close()


def test_what_cannot_be_is_refused_with_its_reason(office: Desk, workroom: Desk) -> None:
    for values, words in (
        ({"name": ""}, "不能为空"),
        ({"colour": "red"}, "没有这一栏"),
        ({"kind": "office"}, "不能修改"),
    ):
        with pytest.raises(InputError, match=words):
            reference.edit_entry(office, "units", "SY", values, "试")
    with pytest.raises(InputError, match="修改的理由"):
        reference.edit_entry(office, "units", "SY", {"name": "甲"}, " ")
    with pytest.raises(InputError, match="没有这个列表"):
        reference.edit_entry(office, "nothing", "SY", {"name": "甲"}, "试")
    with pytest.raises(InputError):
        reference.edit_entry(workroom, "units", "SY", {"name": "甲"}, "试")
    assert reference.editions(office) == ()


def test_who_looked_at_an_older_edition_is_told(office: Desk) -> None:
    rename(office, "甲")
    with pytest.raises(ConflictError):
        reference.edit_entry(office, "units", "SY", {"name": "乙"}, "更名", number=0)
    assert office.reference.unit_name("SY") == "甲"


def test_the_holidays_of_a_new_year_move_a_due_date(office: Desk) -> None:
    day = date(2027, 2, 8)
    assert office.reference.calendar.is_working_day(day)
    days: dict[str, Plain] = {"added": True, "off": ["2027-02-08"], "work": [], "notice": "国务院办公厅通知"}
    reference.edit_entry(office, "holidays", "2027", days, "通知已公布")
    assert not office.reference.calendar.is_working_day(day)


def test_by_file_a_workroom_hears_of_the_newest_edition(office: Desk, workroom: Desk, tmp_path: Path) -> None:
    enrol_by_hand(office, workroom)
    rename(office, "甲")
    rename(office, "乙")
    register_clue(workroom, clue_content())
    carry(workroom, office, tmp_path)
    assert workroom.reference.unit_name("SY") == "乙"
    assert [one.number for one in reference.editions(workroom)] == [2]
    carry(workroom, office, tmp_path)
    assert reference.edition_held(workroom) == 2
    older = reference.editions(office)[1]
    assert reference.take_edition(workroom, older) == Changes()
    assert workroom.reference.unit_name("SY") == "乙"


def test_what_a_later_program_wrote_is_kept_and_passed_over(workroom: Desk, clock: SetClock) -> None:
    known = workroom.reference.unit_name("SY")
    strange = Edition(3, clock.now(), "区办", "新版", edits=())
    broken = replace(strange, number=4, edits=(_nonsense(),))
    reference.take_edition(workroom, strange)
    reference.take_edition(workroom, broken)
    assert workroom.reference.unit_name("SY") == known
    assert reference.edition_held(workroom) == 4
    workroom.close()
    again = open_home(workroom.home, clock)
    assert again.reference.unit_name("SY") == known
    again.close()


def _nonsense() -> Edit:
    return Edit("holidays", "2026", {"off": ["not a day"], "days": ["not a day"], "work": ["not a day"]})
