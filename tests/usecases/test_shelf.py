"""资料: put on the shelf, found, changed, taken off and put back, and what is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from baixing_desktop.domain.kinds import NoteKind
from baixing_desktop.domain.organisation import ShelfNote
from baixing_desktop.domain.states import Role
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.shelf import NoteForm, form_of, notes, put_back_note, remove_note, save_note
from tests.builders import colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

FORM = NoteForm(NoteKind.WORK_RULE, "线索整理工作制度", date(2026, 10, 9), "第一条　当天登记。\n第二条　每周报送。")
COST = NoteForm(NoteKind.COST, "印制宣传单", date(2026, 10, 12), "", "￥1,200.5元")


def test_a_note_is_put_on_the_shelf_found_changed_taken_off_and_put_back(office: Desk) -> None:
    rule, _ = save_note(office, replace(FORM, title=" 线索整理\n工作制度 "))
    cost, _ = save_note(office, COST)
    assert (rule.title, rule.text) == ("线索整理 工作制度", FORM.text)
    assert (cost.amount_cents, form_of(cost).amount) == (120050, "1200.50")
    assert notes(office) == (cost, rule)
    assert notes(office, " 每周 ") == (rule,)
    assert notes(office, "没有") == ()
    learned, _ = save_note(office, replace(FORM, kind=NoteKind.EXPERIENCE), rule)
    assert (learned.id, learned.kind, learned.version) == (rule.id, NoteKind.EXPERIENCE, 2)
    assert refused(lambda: save_note(office, FORM, rule)) == "CHANGED_MEANWHILE"
    assert refused(lambda: remove_note(office, rule)) == "CHANGED_MEANWHILE"
    gone, _ = remove_note(office, learned)
    assert notes(office) == (cost,)
    back, _ = put_back_note(office, gone)
    assert back == replace(learned, version=1)
    assert notes(office) == (cost, back)


def test_changing_the_words_leaves_what_is_attached(office: Desk) -> None:
    kept, _ = save_note(office, FORM)
    with office.store.writing() as tx:
        tx.of(ShelfNote).save(replace(kept, attachment="a" * 64, version=2))
    (attached,) = notes(office)
    changed, _ = save_note(office, replace(FORM, text="第一条"), attached)
    assert (changed.text, changed.attachment) == ("第一条", "a" * 64)
    remove_note(office, changed)
    back, _ = put_back_note(office, changed)
    assert back.attachment == "a" * 64


@pytest.mark.parametrize(
    ("form", "code"),
    [
        (replace(FORM, title=" \n"), "INPUT_MISSING"),
        (replace(FORM, amount="12"), "INPUT_INVALID"),
        (replace(COST, amount="不多"), "INPUT_INVALID"),
        (replace(COST, amount="-3"), "INPUT_INVALID"),
        (replace(COST, amount="10000000"), "INPUT_INVALID"),
        (replace(COST, amount="1.005"), "INPUT_INVALID"),
    ],
)
def test_what_cannot_stand_on_the_shelf(office: Desk, form: NoteForm, code: str) -> None:
    assert refused(lambda: save_note(office, form)) == code
    assert notes(office) == ()


def test_only_the_office_writes_never_of_a_day_to_come(office: Desk) -> None:
    tomorrow = replace(FORM, on=office.today() + timedelta(days=1))
    assert refused(lambda: save_note(office, tomorrow)) == "INPUT_INVALID"
    kept, _ = save_note(office, replace(FORM, on=office.today()))
    other = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    assert notes(other) == (kept,)
    assert refused(lambda: save_note(other, FORM)) == "ACTION_NOT_ALLOWED"
    assert refused(lambda: remove_note(other, kept)) == "ACTION_NOT_ALLOWED"
