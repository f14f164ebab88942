"""编印汇编 and 成果报送: what may stand in an issue, how it is kept, and what a later look at it shows."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from baixing_desktop.domain.gathering import ClueContext, Topic
from baixing_desktop.domain.kinds import CompendiumEdition, ReportTarget
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.period import month_period, year_period
from baixing_desktop.domain.states import Role, TopicState
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.ids import new_id
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import briefing, casework, curating
from baixing_desktop.usecases.compiling import (
    IssuePlan,
    candidates,
    issues,
    keep_issue,
    next_issue,
    preview_issue,
    take_back_issue,
)
from baixing_desktop.usecases.curating import Wording
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.messages import withdraw_clue
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.reading import office_queue
from baixing_desktop.work import Work
from tests.builders import STREETLIGHTS, SetClock, clue_content, colleague, refused
from tests.usecases.conftest import SECOND_PASSPHRASE, carry

# The repositories have tests of their own on both engines.
pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

YEAR = year_period(2026)
PERSON = STREETLIGHTS.contributor


@pytest.fixture
def accepted(office: Desk, received: tuple[str, ...]) -> tuple[str, ...]:
    """Three clues that were accepted, two of them with a theme."""
    for clue_id in received:
        casework.accept_clue(office, clue_id)
    with office.store.writing() as tx:
        for clue_id in received[1:]:
            tx.of(ClueContext).add(ClueContext(new_id(), clue_id, theme="SOCIAL"))
    return received


def plan(desk: Desk, edition: CompendiumEdition = CompendiumEdition.REDACTED, title: str = "") -> IssuePlan:
    return IssuePlan(YEAR, edition, tuple((one.clue_id, one.theme) for one in candidates(desk, YEAR)), title)


def words(data: bytes) -> str:
    return "".join("".join(page_texts(data)).split())


def printed(desk: Desk, issue_id: str, form: Format = Format.PDF) -> MadePaper:
    return make_paper(paper_kind("issue"), desk, form, PaperRequest((issue_id,), purpose="测试"))


def test_an_issue_is_chosen_ordered_numbered_and_kept(office: Desk, accepted: tuple[str, ...]) -> None:
    found = candidates(office, YEAR)
    assert [one.clue_id for one in found] == list(accepted)
    assert not candidates(office, month_period(2026, 1))
    entries = tuple((one.clue_id, one.theme) for one in reversed(found))[:2]
    first, changes = keep_issue(office, IssuePlan(YEAR, CompendiumEdition.REDACTED, entries))
    assert (first.name, first.clues) == ("2026年第1期", 2)
    assert changes.touched
    second, _ = keep_issue(office, plan(office, title="夜间照明专题"))
    assert [view.name for view in issues(office)] == ["2026年第2期", "2026年第1期"]
    assert next_issue(office, 2026) == 3
    assert {one.issues for one in candidates(office, YEAR)} == {("2026年第2期",), ("2026年第1期", "2026年第2期")}
    text = words(printed(office, first.kept.id).data)
    assert "2026年第1期" in text
    assert "选出2条" in text
    assert text.index("加装路灯（3）", text.index("一、")) < text.rindex("加装路灯（2）")
    assert "夜间照明专题" in words(printed(office, second.kept.id).data)
    assert PERSON.name not in text
    assert words(printed(office, "2026-1").data) == text


def test_the_newest_is_taken_back_until_it_is_printed(office: Desk, accepted: tuple[str, ...]) -> None:
    assert accepted
    first, second = keep_issue(office, plan(office))[0], keep_issue(office, plan(office))[0]
    assert refused(lambda: take_back_issue(office, first.kept)) == "ACTION_NOT_POSSIBLE"
    take_back_issue(office, second.kept)
    assert [view.name for view in issues(office)] == ["2026年第1期"]
    assert refused(lambda: take_back_issue(office, second.kept)) == "CHANGED_MEANWHILE"
    printed(office, first.kept.id)
    assert refused(lambda: take_back_issue(office, first.kept)) == "ACTION_NOT_POSSIBLE"


def test_the_internal_edition_names_people_and_only_to_those_who_may(office: Desk, accepted: tuple[str, ...]) -> None:
    wanted = plan(office, CompendiumEdition.INTERNAL)
    shown = words(preview_issue(office, wanted, Work()))
    assert "内部资料" in shown
    assert "张*" in shown
    assert PERSON.phone not in shown
    kept = keep_issue(office, wanted)[0].kept
    paper = printed(office, kept.id)
    assert paper.persons == len(accepted)
    text = words(paper.data)
    for said in (PERSON.name, PERSON.phone, "示例巷1号", "办理进展"):
        assert said in text, said
    head = next(
        row for row in load_workbook(BytesIO(printed(office, kept.id, Format.WORKBOOK).data)).worksheets[0].values
        if row[0] == "序号"
    )  # fmt: skip
    assert "联系方式" in head
    committee = colleague(office, "陈专委", SECOND_PASSPHRASE, post=Role.COMMITTEE)
    with pytest.raises(IllegalActionError):
        printed(committee, kept.id)
    assert len(issues(committee)) == 1
    open_one = keep_issue(office, plan(office))[0].kept
    assert printed(committee, open_one.id).persons == 0


def test_more_than_fifty_persons_need_a_second(
    office: Desk, workroom: Desk, accepted: tuple[str, ...], tmp_path: Path
) -> None:
    assert accepted
    for number in range(10, 58):
        register_clue(workroom, clue_content(number))
    carry(workroom, office, tmp_path)
    for item in office_queue(office, OfficeQueue.TO_SCREEN).items:
        casework.accept_clue(office, item.id)
    kept = keep_issue(office, plan(office, CompendiumEdition.INTERNAL))[0].kept
    assert refused(lambda: printed(office, kept.id)) == "SECOND_PERSON_NEEDED"


def test_a_kept_issue_keeps_its_wording_but_not_what_was_withdrawn(
    office: Desk, workroom: Desk, accepted: tuple[str, ...], tmp_path: Path, clock: SetClock
) -> None:
    kept = keep_issue(office, plan(office))[0].kept
    clock.forward(days=1)
    curating.edit_wording(office, accepted[0], Wording("另一种说法", "分析", "建议"))
    withdraw_clue(workroom, accepted[1], "群众要求")
    carry(workroom, office, tmp_path)
    text = words(printed(office, kept.id).data)
    assert "另一种说法" not in text
    assert "加装路灯（1）" in text
    assert "加装路灯（2）" not in text
    assert "另一种说法" in words(printed(office, keep_issue(office, plan(office))[0].kept.id).data)


def test_what_may_not_stand_in_an_issue_is_refused(office: Desk, received: tuple[str, ...]) -> None:
    assert not candidates(office, YEAR)
    nothing = IssuePlan(YEAR, CompendiumEdition.REDACTED, ())
    assert refused(lambda: keep_issue(office, nothing)) == "PAPER_NOTHING"
    unread = IssuePlan(YEAR, CompendiumEdition.REDACTED, ((received[0], "其他"),))
    assert refused(lambda: keep_issue(office, unread)) == "INPUT_INVALID"
    assert refused(lambda: preview_issue(office, unread, Work())) == "PAPER_NOTHING"


def test_a_special_topic_holds_the_clues_that_answer_it(office: Desk, received: tuple[str, ...]) -> None:
    topic = Topic(new_id(), 2026, "三线下地", TopicState.PUBLISHED, "HZZX", date(2026, 1, 5), opens_on=date(2026, 1, 9))
    with office.store.writing() as tx:
        tx.of(Topic).add(topic)
        tx.of(ClueContext).add(ClueContext(new_id(), received[1], topic_id=topic.id))
    for clue_id in received:
        casework.accept_clue(office, clue_id)
    assert [one.clue_id for one in candidates(office, YEAR, topic.id)] == [received[1]]


def test_a_brief_goes_to_whom_it_is_for_and_that_it_went_is_written_down(
    office: Desk, accepted: tuple[str, ...]
) -> None:
    assert accepted
    to_city = PaperRequest(period=YEAR, issue=4, target=ReportTarget.CITY_CPPCC)
    text = words(briefing.preview_brief(office, to_city, Work()))
    assert "报：市政协。" in text
    assert "2026年第4期" in text
    made = make_paper(paper_kind("brief"), office, Format.PDF, PaperRequest(period=YEAR, target=ReportTarget.DISTRICT))
    assert "报：区委、区政府。送" in words(made.data)
    day = office.today()
    kept, _ = briefing.record_report(office, ReportTarget.DISTRICT, "2026年工作简报", day, "海协办〔2026〕9号")
    assert briefing.result_reports(office) == (kept,)
    late = day + timedelta(days=1)
    assert refused(lambda: briefing.record_report(office, ReportTarget.DISTRICT, "简报", late)) == "INPUT_INVALID"
    assert refused(lambda: briefing.record_report(office, ReportTarget.DISTRICT, " ", day)) == "INPUT_MISSING"
    briefing.remove_report(office, kept)
    assert briefing.result_reports(office) == ()
