"""典型案例: of which clue, its first draft, its page, who is named, every draft, and when it may not be shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Contributor
from baixing_desktop.domain.encouragement import Showcase
from baixing_desktop.domain.kinds import MediaLevel, ResultKind
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.domain.states import Role
from baixing_desktop.papers.layouts.showcase import facts_words
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.curating import merge_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.erasing import erase_in
from baixing_desktop.usecases.papers import PAPERS, Format, PaperRequest, make_paper
from baixing_desktop.usecases.publicising import ReportForm, save_report
from baixing_desktop.usecases.reading import find_clue
from baixing_desktop.usecases.result_uses import UseForm, add_use
from baixing_desktop.usecases.showcasing import (
    MOST_CLUES,
    CaseForm,
    case_drafts,
    cases,
    may_become_cases,
    prefilled_case,
    remove_case,
    save_case,
)
from tests.builders import colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE
from tests.usecases.programme import agree
from tests.usecases.test_papers import made, said

pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

DAY = date(2026, 11, 23)


def page(office: Desk, clue_id: str) -> str:
    return said(make_paper(PAPERS["showcase"], office, Format.PDF, PaperRequest(ids=(clue_id,))))


def test_a_case_is_drafted_from_the_record_kept_printed_taken_out_and_put_back(
    office: Desk, closed: Forwarding
) -> None:
    assert may_become_cases(office) == ()
    assert refused(lambda: prefilled_case(office, closed.clue_id)) == "ACTION_BARRED"
    person = agree(office, closed.clue_id)
    add_use(office, closed.clue_id, UseForm(ResultKind.LIVELIHOOD_PROJECT, "2027年区民生实事", DAY, "第3项"))
    assert [one.id for one in may_become_cases(office)] == [closed.clue_id]
    draft = prefilled_case(office, closed.clue_id)
    assert "2026年11月23日答复：已加装路灯二十盏。" in draft.done
    assert draft.result == "已解决或采纳。\n民生实项目：2027年区民生实事（第3项）。"
    told = replace(draft, title="沙园七街亮了", said=f"{draft.said}联系{person.name}，{person.phone}。")
    view, changes = save_case(office, told)
    assert changes.touched
    assert person.name not in view.kept.said
    assert person.phone not in view.kept.said
    assert (cases(office), may_become_cases(office)) == ((view,), ())
    save_report(office, ReportForm(DAY, "广州日报", MediaLevel.CITY, "一盏路灯的来历", "A5版", (view.number,)))
    shown = page(office, closed.clue_id)
    for words in ("沙园七街亮了", view.number, "已加装路灯二十盏", "《一盏路灯的来历》（A5版）", "2027年区民生实事"):
        assert words in shown
    assert person.name not in shown
    assert "亮了" in said(made(office, "showcases"))
    remove_case(office, view)
    assert cases(office) == ()
    assert refused(lambda: page(office, closed.clue_id)) == "RECORD_NOT_FOUND"
    back, _ = save_case(office, view.form)
    assert (back.form, back.kept.ordinal) == (view.form, 3)
    assert [one.kept.shown for one in case_drafts(office, closed.clue_id)] == [True, False, True]


def test_every_change_is_a_further_draft_and_nobody_overwrites_another(office: Desk, closed: Forwarding) -> None:
    agree(office, closed.clue_id)
    first, _ = save_case(office, prefilled_case(office, closed.clue_id))
    second, _ = save_case(office, replace(first.form, title="改过的标题"), first)
    assert [one.kept.title for one in case_drafts(office, closed.clue_id)] == ["改过的标题", first.kept.title]
    assert refused(lambda: save_case(office, first.form, first)) == "CHANGED_MEANWHILE"
    assert refused(lambda: remove_case(office, first)) == "CHANGED_MEANWHILE"
    assert refused(lambda: save_case(office, first.form)) == "INPUT_INVALID"
    other = colleague(office, "李处理", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    assert cases(other) == (second,)
    assert refused(lambda: save_case(other, second.form, second)) == "ACTION_NOT_ALLOWED"
    # A title that would run off the page is not cut: one is told to shorten it.
    long, _ = save_case(office, replace(second.form, title="老旧小区装上路灯" * 22), second)
    assert long.kept.title in page(office, closed.clue_id)
    save_case(office, replace(long.form, title="老旧小区装上路灯" * 40), long)
    assert refused(lambda: page(office, closed.clue_id)) == "PAPER_TOO_LONG"
    assert facts_words(["1"], [str(one) for one in range(100, 300)], (), "")[1].endswith("、111等200条）")


def test_who_agreed_is_named_on_the_page_and_counted_in_the_trail(office: Desk, closed: Forwarding) -> None:
    person = agree(office, closed.clue_id)
    form = replace(prefilled_case(office, closed.clue_id), credit="11月23日电话征得本人同意")
    view, _ = save_case(office, form)
    assert f"建言群众：{person.name}" in page(office, closed.clue_id)
    with office.store.reading() as tx:
        entry = tx.audit.of_object(closed.clue_id)[-1]
    assert (entry.detail["paper"], entry.detail["persons"], entry.detail["fields"]) == ("showcase", 1, ["name"])
    agree(office, closed.clue_id, contributor=Contributor(anonymous=True))
    assert refused(lambda: save_case(office, view.form, view)) == "INPUT_INVALID"
    assert "建言群众" not in page(office, closed.clue_id)


def test_consent_taken_back_stops_the_page(office: Desk, closed: Forwarding) -> None:
    agree(office, closed.clue_id)
    view, _ = save_case(office, prefilled_case(office, closed.clue_id))
    assert view.kept.title in said(made(office, "showcases"))
    with office.store.writing() as tx:
        clue = tx.clues.get(closed.clue_id)
        content = replace(clue.content, consents=replace(clue.content.consents, publicity=False))
        tx.clues.save(replace(clue, content=content, version=clue.version + 1), expected=clue.version)
    assert refused(lambda: page(office, closed.clue_id)) == "ACTION_BARRED"
    assert refused(lambda: save_case(office, view.form, view)) == "ACTION_BARRED"
    assert view.kept.title not in said(made(office, "showcases"))


def test_what_cannot_become_a_case(office: Desk, received: tuple[str, ...]) -> None:
    form = CaseForm(received[1], "标题", "说", "办", "成", DAY)
    agree(office, received[1])
    assert refused(lambda: save_case(office, form)) == "ACTION_BARRED"
    casework.accept_clue(office, received[1])
    for wrong in (replace(form, title=" "), replace(form, said=""), replace(form, result="\n")):
        assert refused(lambda it=wrong: save_case(office, it)) == "INPUT_MISSING"
    assert refused(lambda: save_case(office, replace(form, on=office.today() + timedelta(days=1)))) == "INPUT_INVALID"
    assert may_become_cases(office) == ()
    view, _ = save_case(office, form)
    casework.accept_clue(office, received[2])
    agree(office, received[2])
    assert refused(lambda: save_case(office, replace(form, number=received[2]), view)) == "INPUT_INVALID"
    empty = make_paper(PAPERS["showcases"], office, Format.WORKBOOK, PaperRequest(period=year_period(2025)))
    assert empty.persons == 0


def test_who_was_erased_goes_out_of_the_case_of_the_clue_that_took_theirs_in(
    office: Desk, received: tuple[str, ...]
) -> None:
    neighbour = agree(office, received[1], contributor=Contributor(name="麦小萌", phone="13800000002"))
    agree(office, received[0])
    for clue_id in received[:2]:
        casework.accept_clue(office, clue_id)
    save_case(office, CaseForm(received[0], "路灯亮了", f"{neighbour.name}也说太暗。", "加装路灯。", "亮了。", DAY))
    merge_clue(office, received[1], received[0])
    assert neighbour.name not in page(office, received[0])
    with office.store.writing() as tx:
        erase_in(office, tx, Tombstone(received[1], ErasureScope.CONTACT, ErasureGround.ASKED, office.now()))
    assert neighbour.name not in page(office, received[0])
    assert "也说太暗" in page(office, received[0])


def test_a_case_tells_of_several_clues_and_names_none_of_their_people(office: Desk, received: tuple[str, ...]) -> None:
    neighbour = agree(office, received[1], contributor=Contributor(name="麦小萌", phone="13800000002"))
    agree(office, received[0])
    for clue_id in received:
        casework.accept_clue(office, clue_id)
    number, other, third = (find_clue(office, clue_id).number for clue_id in received)
    form = CaseForm(number, "路灯亮了", f"{neighbour.name}也说太暗。", "加装路灯。", "亮了。", DAY, also=(other,))
    assert refused(lambda: save_case(office, replace(form, also=(third,)))) == "ACTION_BARRED", "not agreed"
    assert refused(lambda: save_case(office, replace(form, also=("第2099001号",)))) == "CLUE_NOT_FOUND"
    many = tuple(map(str, range(MOST_CLUES)))
    assert refused(lambda: save_case(office, replace(form, also=many))) == "INPUT_INVALID"
    view, _ = save_case(office, replace(form, also=(other, number, other)))
    assert (view.also, view.form.also, neighbour.name in view.kept.said) == ((other,), (other,), False)
    save_report(office, ReportForm(DAY, "广州日报", MediaLevel.CITY, "亮灯记", "A5版", (other,)))
    shown = page(office, received[0])
    assert f"线索{number}、{other}" in shown
    assert "《亮灯记》" in shown, "what was written about any of them"
    assert other in said(made(office, "showcases"))
    back, _ = save_case(office, remove_case(office, view)[0].form)
    assert [one.also for one in case_drafts(office, received[0])] == [(other,)] * 3
    # One of them may not be shown any more: the page waits until the case no longer tells of it.
    agree(office, received[1], publicity=False)
    assert refused(lambda: page(office, received[0])) == "ACTION_BARRED"
    assert "路灯亮了" not in said(made(office, "showcases"))
    save_case(office, replace(back.form, also=()), back)
    assert other not in page(office, received[0])
    # What one of them said goes out of every draft that told of it when they are erased.
    with office.store.writing() as tx:
        tx.of(Showcase).save(replace(back.kept, said=f"{neighbour.name}说", version=2))
        erase_in(office, tx, Tombstone(received[1], ErasureScope.CONTACT, ErasureGround.ASKED, office.now()))
        assert neighbour.name not in tx.of(Showcase).get(back.kept.id).said
