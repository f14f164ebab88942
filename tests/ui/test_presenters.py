"""The sense of the pages, without a widget."""

from collections.abc import Generator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from baixing_desktop.changes import Kind
from baixing_desktop.domain.casework import Classification, Forwarding
from baixing_desktop.domain.clue import Clue, ClueContent, Contributor, Source
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.rules.deadlines import REPLY_LIMIT
from baixing_desktop.domain.rules.registration import Field
from baixing_desktop.domain.states import ClueState, ForwardingState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.domain.views import Looking
from baixing_desktop.errors import ConflictError, InputError
from baixing_desktop.usecases.desk import Desk
from sync import SyncReport
from tests.builders import PASSPHRASE, SetClock, clue_content, open_home
from ui.pages.bench.presenter import GROUPS, BenchPresenter, office_sentence
from ui.pages.clues.presenter import OFFICE_TABS, WORKROOM_TABS, CluesPresenter, Sought
from ui.pages.entry.presenter import EntryPresenter
from ui.pages.first_start.presenter import Answers, FirstStart
from ui.pages.routing.presenter import TABS, RoutingPresenter, Step, next_step
from ui.pages.screening.presenter import ScreeningPresenter
from ui.pages.submission.presenter import report_sentence
from ui.pages.today.presenter import TodayPresenter
from ui.pages.wording import size_words, state_words

NOW = datetime(2026, 11, 23, 7, 21, 7, tzinfo=UTC)


@pytest.fixture
def office_desk(district: Path, clock: SetClock) -> Generator[Desk]:
    desk = open_home(district / "office", clock)
    yield desk
    desk.close()


@pytest.fixture
def workroom_desk(district: Path, clock: SetClock) -> Generator[Desk]:
    desk = open_home(district / "workroom", clock)
    yield desk
    desk.close()


# -- first start


def answers(**changes: object) -> Answers:
    return replace(Answers(Face.WORKROOM, "SY", "李敏", PASSPHRASE, PASSPHRASE), **changes)  # pyright: ignore[reportArgumentType] - callers name fields


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        (dict[str, object](), set[str]()),
        ({"unit": ""}, {"unit"}),
        ({"operator": " "}, {"operator"}),
        ({"passphrase": "", "repeated": ""}, {"passphrase"}),
        ({"passphrase": "短口令Aa1", "repeated": "短口令Aa1"}, {"passphrase"}),
        ({"repeated": f"{PASSPHRASE}！"}, {"repeated"}),
    ],
)
def test_what_the_first_start_asks_for(
    tmp_path: Path, clock: SetClock, changes: dict[str, object], wrong: set[str]
) -> None:
    assert set(FirstStart(tmp_path, clock).wrong(answers(**changes))) == wrong


def test_the_units_of_each_face(tmp_path: Path, clock: SetClock) -> None:
    start = FirstStart(tmp_path, clock)
    assert len(start.units(Face.WORKROOM)) == 22
    assert start.units(Face.WORKROOM)[9] == ("SY", "沙园街道")
    assert [code for code, _ in start.units(Face.OFFICE)] == ["HZZX"]


# -- entry


def test_a_blank_form_knows_who_and_when_and_the_last_source(workroom: Desk) -> None:
    presenter = EntryPresenter(workroom)
    blank = presenter.blank(Source("WORKROOM", "FACE_TO_FACE"))
    assert blank.receiver == "沙园街道政协委员工作室"
    assert blank.received_on == date(2026, 11, 23)
    assert blank.source == Source("WORKROOM", "FACE_TO_FACE")
    assert presenter.blank(Source("ONCE_KNOWN", "X")).source == Source()


def test_every_missing_field_is_said_in_the_order_of_the_paper() -> None:
    said = EntryPresenter.missing(ClueContent())
    assert list(said) == [f for f in Field if f not in (Field.GUARDIAN, Field.CONSENT)]
    assert all(words.endswith("。") for words in said.values())
    assert list(EntryPresenter.missing(ClueContent(contributor=Contributor(name="张三"))))[-1] is Field.CONSENT
    child = Contributor(name="张小明", guardian="")
    assert list(EntryPresenter.missing(ClueContent(contributor=child)))[-2:] == [Field.GUARDIAN, Field.CONSENT]


def test_a_draft_keeps_its_identity_through_saves_and_registration(workroom: Desk) -> None:
    presenter = EntryPresenter(workroom)
    for number in range(3):
        kept, changes = presenter.save(clue_content(number + 1))
        assert kept.state is ClueState.DRAFT
        assert changes.touches(Kind.CLUE)
    assert presenter.clue is not None
    draft = presenter.clue.id
    clue, _ = presenter.register(clue_content(9))
    assert clue.id == draft
    assert presenter.clue is None
    assert presenter.paper(clue.id).startswith(b"%PDF-")


def test_changing_a_registered_clue_takes_it_back_first(workroom: Desk) -> None:
    presenter = EntryPresenter(workroom)
    clue, _ = presenter.register(clue_content())
    again = EntryPresenter(workroom)
    assert again.open(clue.id).title == clue.content.title
    kept, _ = again.save(clue_content(2))
    assert (kept.number, kept.state) == (clue.number, ClueState.DRAFT)
    second, _ = again.register(clue_content(2))
    assert (second.number, second.revision) == (clue.number, 2)


def test_only_an_empty_draft_without_a_number_is_thrown_away(workroom: Desk) -> None:
    presenter = EntryPresenter(workroom)
    presenter.save(clue_content())
    assert presenter.discard_if_blank(clue_content())[1].touched == frozenset()
    assert presenter.discard_if_blank(ClueContent(receiver="某某"))[1].touches(Kind.CLUE)
    clue, _ = presenter.register(clue_content())
    presenter.open(clue.id)
    presenter.save(ClueContent())
    assert presenter.discard_if_blank(ClueContent())[1].touched == frozenset()


def test_a_lost_race_is_said(workroom: Desk) -> None:
    one, other = EntryPresenter(workroom), EntryPresenter(workroom)
    one.save(clue_content())
    assert one.clue is not None
    other.open(one.clue.id)
    other.save(clue_content(2))
    with pytest.raises(ConflictError):
        one.save(clue_content(3))


def test_files_of_other_kinds_are_refused(workroom: Desk) -> None:
    presenter = EntryPresenter(workroom)
    assert presenter.attach("a.png", b"\x89PNG\r\n\x1a\n" + b"x" * 10).mime == "image/png"
    with pytest.raises(InputError, match="不支持"):
        presenter.attach("a.exe", b"MZ")


# -- today and bench


def test_today_counts_what_waits(workroom_desk: Desk) -> None:
    view = TodayPresenter(workroom_desk).view()
    counts = {row.queue.value: row.count for row in view.rows}
    assert counts == {"returned": 1, "to_tell": 2, "drafts": 1, "to_submit": 1, "in_transit": 0}
    assert view.month == "11 月"
    assert view.quota_words == "已达到每月 2 件。"
    assert view.status.startswith("仅在本机 1 条（最早 今天） · 上次回执 ")
    assert view.status.endswith("已加密")


def test_the_bench_shows_every_queue_once(office_desk: Desk) -> None:
    listed = [line.queue for _, lines in GROUPS for line in lines]
    assert sorted(listed) == sorted(OfficeQueue)
    counts = BenchPresenter(office_desk).counts()
    assert counts[OfficeQueue.TO_SCREEN].count == 3
    assert counts[OfficeQueue.TO_SCREEN].age == "最早 3 天前"
    assert all(counts[queue].count == 1 for queue, _ in TABS[:8])
    assert office_sentence(office_desk).startswith("本机数据库 13 条线索 · 最近收件 ")


# -- lists


@pytest.mark.parametrize("tabs", [WORKROOM_TABS, OFFICE_TABS])
def test_every_state_is_under_one_tab(tabs: tuple[object, ...]) -> None:
    workroom = [state for tab in WORKROOM_TABS for state in tab.workroom]
    office = [state for tab in OFFICE_TABS for state in tab.office]
    assert sorted(workroom) == sorted(ClueState)
    assert sorted(office) == sorted(OfficeState)
    assert tabs


def test_lists_and_search(office_desk: Desk, workroom_desk: Desk) -> None:
    office, workroom = CluesPresenter(office_desk), CluesPresenter(workroom_desk)
    assert office.page(Looking(), Sought(), 0, 128).total == 13
    assert workroom.page(Looking(), Sought(), 0, 128).total == 15
    assert workroom.page(Looking(), Sought("路灯"), 0, 5).total == 15
    assert len(workroom.page(Looking(), Sought("路灯"), 0, 5).items) == 5
    told = next(tab for tab in workroom.tabs if tab.queue)
    assert workroom.page(Looking(told.name), Sought(), 0, 128).total == 2


def test_a_clue_is_shown_masked_with_its_story(workroom_desk: Desk) -> None:
    presenter = CluesPresenter(workroom_desk)
    returned = next(tab for tab in presenter.tabs if tab.title == "退回补充")
    line = presenter.page(Looking(returned.name), Sought(), 0, 10).items[0]
    view = presenter.view(line.id)
    assert view.clue.content.contributor.phone == "138****0001"
    assert view.source == "街道政协委员工作室 · 面对面征集"
    assert view.history[0].text == "退回补充"
    assert view.history[-1].text == "登记"
    assert presenter.reveal(line.id).phone == "13800000001"


# -- routing


def clue_in(state: OfficeState) -> Clue:
    return Clue("1", "SY", ClueContent(), NOW, NOW, office_state=state)


def classified(route: Route) -> Classification:
    return Classification("1", route, "", NOW, "某")


@pytest.mark.parametrize(
    ("state", "route", "letter", "step"),
    [
        (OfficeState.ACCEPTED, None, None, Step.CLASSIFY),
        (OfficeState.CLASSIFIED, Route.DISTRICT_URGENT, None, Step.DRAFT),
        (OfficeState.CLASSIFIED, Route.CITY_DEPARTMENT, None, Step.DRAFT),
        (OfficeState.CLASSIFIED, Route.DISTRICT_GENERAL, None, Step.NONE),
        (OfficeState.CLASSIFIED, Route.DISTRICT_URGENT, ForwardingState.DRAFTED, Step.ISSUE),
        (OfficeState.ROUTED, Route.DISTRICT_URGENT, ForwardingState.ISSUED, Step.RECEIVE),
        (OfficeState.ROUTED, Route.DISTRICT_URGENT, ForwardingState.RECEIVED, Step.TAKE_OVER),
        (OfficeState.ROUTED, Route.DISTRICT_URGENT, ForwardingState.TAKEN_OVER, Step.REPLY),
        (OfficeState.ROUTED, Route.DISTRICT_URGENT, ForwardingState.REPLIED, Step.CONTACT),
        (OfficeState.ROUTED, Route.DISTRICT_URGENT, ForwardingState.CONTACTED, Step.CLOSE),
        (OfficeState.CONCLUDED, Route.DISTRICT_URGENT, ForwardingState.CLOSED, Step.NONE),
    ],
)
def test_the_next_step(state: OfficeState, route: Route | None, letter: ForwardingState | None, step: Step) -> None:
    forwarding = Forwarding("f", "1", "QJYJ", letter, NOW) if letter else None
    assert next_step(clue_in(state), classified(route) if route else None, forwarding) is step


def test_each_queue_leads_to_its_own_step(office_desk: Desk) -> None:
    presenter = RoutingPresenter(office_desk)
    for queue, _ in TABS[:8]:
        found = presenter.queue(queue)
        assert [presenter.case(item.id, queue).step.value for item in found.items] == [queue.value]


def test_the_due_date_is_said_with_its_rule(office_desk: Desk) -> None:
    assert RoutingPresenter(office_desk).due(date(2023, 1, 31), REPLY_LIMIT).startswith("应于 2023年2月28日前答复")


def test_screening_keeps_the_oldest_first(office_desk: Desk) -> None:
    waiting = ScreeningPresenter(office_desk).waiting()
    assert waiting.total == len(waiting.items) == 3
    assert [item.updated_at for item in waiting.items] == sorted(item.updated_at for item in waiting.items)


# -- words


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (SyncReport(), "没有要报送的线索，也没有新消息。"),
        (SyncReport(later=True), "没有要报送的线索。区办公室看过共享文件夹以后，新消息会自动取回。"),
        (
            SyncReport(laid=2, unread=1),
            "已放进共享文件夹 2 条，等区办公室取走后给回执；有 1 个回执文件暂时读不出来，下次再读。",
        ),
        (SyncReport(sent=3, confirmed=3), "区办公室确认收到 3 条。"),
        (SyncReport(sent=3, confirmed=3, rejected=1), "区办公室确认收到 2 条；退回 1 条，请看退回原因。"),
        (SyncReport(confirmed=1, rejected=1), "退回 1 条，请看退回原因。"),
        (SyncReport(news=2, missing_files=1), "新消息 2 条；还有 1 个附件在本机已读不出来，没有送到。"),
        (SyncReport(upgrade_needed=True), "区办公室有本版本看不懂的消息，请升级程序。"),
    ],
)
def test_what_a_synchronisation_brought(report: SyncReport, words: str) -> None:
    assert report_sentence(report) == words


@pytest.mark.parametrize(
    ("here", "there", "words"),
    [
        (ClueState.DRAFT, None, "草稿"),
        (ClueState.REGISTERED, None, "已登记待报送"),
        (ClueState.ACKNOWLEDGED, None, "区办已收到"),
        (ClueState.ACKNOWLEDGED, OfficeState.RECEIVED, "待审核"),
        (ClueState.ACKNOWLEDGED, OfficeState.ROUTED, "办理中"),
        (None, OfficeState.RECEIVED, "待审核"),
        (ClueState.RETURNED, OfficeState.RETURNED, "退回补充"),
        (ClueState.DRAFT, OfficeState.RETURNED, "草稿"),
    ],
)
def test_the_state_that_is_worth_saying(here: ClueState | None, there: OfficeState | None, words: str) -> None:
    clue = Clue("1", "SY", ClueContent(), NOW, NOW, workroom_state=here, office_state=there)
    assert state_words(clue) == words


def test_sizes_of_files() -> None:
    assert [size_words(n) for n in (1, 340_000, 2_100_000)] == ["1 千字节", "340 千字节", "2.1 兆字节"]
