"""中心工作 and its outputs, 直通车 to the city with its papers, 精品 (seed 八(三), 九(三)3; SM9)."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from baixing_desktop.changes import Changes
from baixing_desktop.domain.kinds import CultivationKind, OpinionChannel, OutputKind, PremiumUse, ReportTarget
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.outputs import Premium
from baixing_desktop.domain.states import OfficeState, PremiumState, Role
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.errors import ConflictError, IllegalActionError, InputError
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases.casework import accept_clue, classify_clue
from baixing_desktop.usecases.city import (
    begin_city_report,
    city_reports,
    clues_for_city,
    record_city_result,
    send_city_report,
    take_back_city_report,
)
from baixing_desktop.usecases.curating import conclude_clue, reopen_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.encouraging import feed_back, incentives, take_back_incentive, take_up_adopted
from baixing_desktop.usecases.outputs import (
    begin_output,
    core_clues,
    deliver_output,
    drop_output,
    log_research,
    outputs,
    take_back_output,
    take_back_research,
)
from baixing_desktop.usecases.pack import city_pack
from baixing_desktop.usecases.papers import Format, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.premiums import (
    may_be_nominated,
    nominate_premium,
    not_select_premium,
    premiums,
    report_premium,
    select_premium,
    shortlist_premium,
    take_back_premium,
    take_back_premium_report,
    use_premium,
)
from baixing_desktop.usecases.reading import find_clue, timeline


@contextmanager
def refused(code: str) -> Generator[None]:
    """What is done here is refused with this code."""
    with pytest.raises(IllegalActionError) as found:
        yield
    assert found.value.code == code


@pytest.fixture
def committee(office: Desk) -> str:
    """The code of a committee."""
    return office.reference.units_of(UnitKind.COMMITTEE)[0].code


def on_route(office: Desk, clue_id: str, route: Route) -> str:
    """The clue accepted and classified so."""
    accept_clue(office, clue_id)
    classify_clue(office, clue_id, route)
    return clue_id


def test_research_leads_to_outputs_and_the_clue_is_concluded(
    office: Desk, received: tuple[str, ...], committee: str
) -> None:
    clue, today = on_route(office, received[0], Route.DISTRICT_CORE), office.today()
    on_route(office, received[1], Route.DISTRICT_URGENT)
    (found,) = core_clues(office)
    assert (found.clue.id, found.log, found.outputs) == (clue, (), ())
    with pytest.raises(InputError):
        log_research(office, clue, CultivationKind.RESEARCH, today, " ", "现场看了七条街。")
    with pytest.raises(InputError):
        log_research(office, clue, CultivationKind.RESEARCH, today + timedelta(days=1), "李主任", "现场看了七条街。")
    log_research(office, clue, CultivationKind.RESEARCH, today, "李主任", "现场看了七条街。")
    with refused("ACTION_BARRED"):
        begin_output(office, clue, OutputKind.INTERIM_PROPOSAL, "", committee, today)
    first, _ = begin_output(office, clue, OutputKind.SPECIAL_BRIEF, "", committee, today)
    second, _ = begin_output(office, clue, OutputKind.MEMBERS_VOICE, "路灯之声", committee, today)
    assert find_clue(office, clue).office_state is OfficeState.ROUTED
    assert first.title == find_clue(office, clue).content.title
    deliver_output(office, first.id, today, "区委、区政府", "区长批示。")
    assert not core_clues(office)[0].delivered, "one is still under way"
    with refused("ACTION_BARRED"):
        drop_output(office, first.id, today, "不要了。")
    with pytest.raises(InputError):
        drop_output(office, second.id, today, " ")
    drop_output(office, second.id, today, "与专报重复。")
    assert not outputs(office)
    assert {view.output.result for view in outputs(office, over=True)} == {"区长批示。", ""}
    assert core_clues(office)[0].delivered
    conclude_clue(office, clue)
    assert not core_clues(office)
    history = [one.text for one in timeline(office, clue)]
    for told in (
        "调研：李主任",
        "选定成果形式：社情民意信息专报",
        "成果报送区委、区政府",
        "不再形成委员之声",
        "已办结",
    ):
        assert any(line.startswith(told) for line in history), (told, history)
    with refused("ACTION_NOT_POSSIBLE"):
        begin_output(office, clue, OutputKind.MEMBERS_VOICE, "", committee, today)


def test_express_to_the_city_with_letter_result_and_pack(
    office: Desk, received: tuple[str, ...], committee: str
) -> None:
    clue, today = on_route(office, received[0], Route.CITY_EXPRESS), office.today()
    assert [one.id for one in clues_for_city(office)] == [clue]
    with refused("ACTION_BARRED"):
        begin_city_report(office, on_route(office, received[1], Route.DISTRICT_CORE), "", today)
    report, _ = begin_city_report(office, clue, "", today, committee=committee, departments="区住建局")
    assert not clues_for_city(office)
    with refused("ACTION_BARRED"):
        begin_city_report(office, clue, "", today)
    with refused("ACTION_BARRED"):
        record_city_result(office, report.id, today, "已采纳。")
    with refused("ACTION_NOT_POSSIBLE"):
        city_pack(office, report.id)
    report, _ = send_city_report(office, report.id, today)
    with refused("ACTION_BARRED"):
        send_city_report(office, report.id, today)
    content = find_clue(office, clue).content
    letter = make_paper(paper_kind("city-letter"), office, Format.PDF, PaperRequest((clue,)))
    words = "".join(page_texts(letter.data)).replace("\n", "")
    for said in (
        "关于报送“百姓提案”线索",
        "市政协办公厅：",
        "直通车",
        "会同区住建局研究深化",
        report.letter_number or "-",
    ):
        assert said in words
    assert content.contributor.name not in words
    name, data = city_pack(office, report.id)
    assert name == f"报市材料 {report.letter_number}.zip"
    assert ZipFile(BytesIO(data)).namelist() == ["报市政协函.pdf", "报市政协函.docx", "报市情况表.xlsx"]
    with office.store.reading() as tx:
        taken = [entry for entry in tx.audit.all() if entry.detail.get("paper") in ("city-letter", "city-table")]
    assert [entry.detail["persons"] for entry in taken] == [0, 0, 0, 0]
    record_city_result(office, report.id, today, "列入市协商议题。")
    (view,) = city_reports(office)
    assert view.may_conclude, "nobody forgets to conclude it"
    assert not city_reports(office, over=True)
    conclude_clue(office, clue)
    assert not city_reports(office)
    (view,) = city_reports(office, over=True)
    assert (view.report.result, view.may_conclude) == ("列入市协商议题。", False)
    history = [(one.text, one.detail) for one in timeline(office, clue)]
    told = [
        ("起草报市材料（直通车）", "区住建局"),
        ("报送市政协", report.letter_number),
        ("市里已有结果", view.report.result),
    ]
    assert [one for one in history if one in told] == told
    assert history[-1] == ("已办结", "")


def test_a_premium_item_from_nomination_to_use(office: Desk, received: tuple[str, ...], committee: str) -> None:
    today = office.today()
    assert not may_be_nominated(office, today.year)
    with refused("ACTION_BARRED"):
        nominate_premium(office, received[0], today.year, committee, today)
    for clue in received[:2]:
        accept_clue(office, clue)
    item, _ = nominate_premium(office, received[0], today.year, committee, today, "涉及面广。")
    other, _ = nominate_premium(office, received[1], today.year, committee, today)
    with refused("ACTION_BARRED"):
        nominate_premium(office, received[0], today.year, committee, today)
    with refused("ACTION_NOT_POSSIBLE"):
        select_premium(office, item.id, today)
    shortlist_premium(office, item.id)
    with refused("ACTION_NEEDS"):
        not_select_premium(office, other.id, "")
    not_select_premium(office, other.id, "内容重复。")
    with pytest.raises(InputError):
        select_premium(office, item.id, date(2020, 1, 1))
    select_premium(office, item.id, today)
    report_premium(office, item.id, ReportTarget.DISTRICT, today, "海协办函〔2026〕9号")
    with refused("ACTION_BARRED"):
        report_premium(office, item.id, ReportTarget.DISTRICT, today)
    report_premium(office, item.id, ReportTarget.CITY_CPPCC, today)
    (view,) = premiums(office)
    assert [(one.target, one.letter_number) for one in view.reports if one.letter_number] == [
        (ReportTarget.DISTRICT, "海协办函〔2026〕9号")
    ]
    use_premium(office, item.id, PremiumUse.SECTOR_SPEECH, today)
    ended = {view.item.state for view in premiums(office, over=True)}
    assert ended == {PremiumState.USED, PremiumState.NOT_SELECTED}


def test_every_step_of_a_premium_item_is_taken_back_to_what_stood_there_exactly(
    office: Desk, received: tuple[str, ...], committee: str
) -> None:
    today = office.today()
    accept_clue(office, received[0])
    at_committee = replace(office, actor=replace(office.actor, post=Role.COMMITTEE))
    wrong, _ = nominate_premium(office, received[0], today.year, committee, today)
    take_back_premium(at_committee, wrong.id, version=wrong.version)
    item, _ = nominate_premium(office, received[0], today.year, committee, today, "涉及面广。")
    assert [view.item for view in premiums(office)] == [item]

    def tried(step: Callable[[], tuple[Premium, Changes]], before: Premium) -> Premium:
        """Taken back and done again; a second click is refused."""
        done, _ = step()
        again, _ = take_back_premium(office, item.id, version=done.version)
        assert replace(again, version=before.version) == before
        with pytest.raises(ConflictError):
            take_back_premium(office, item.id, version=done.version)
        return step()[0]

    tried(lambda: not_select_premium(office, item.id, "内容重复。"), item)
    nominated, _ = take_back_premium(at_committee, item.id, version=premiums(office, over=True)[0].item.version)
    shortlisted = tried(lambda: shortlist_premium(office, item.id), nominated)
    dropped = tried(lambda: not_select_premium(office, item.id, "内容重复。"), shortlisted)
    with refused("ACTION_NOT_ALLOWED"):
        take_back_premium(at_committee, item.id, version=dropped.version)
    shortlisted, _ = take_back_premium(office, item.id, version=dropped.version)
    selected = tried(lambda: select_premium(office, item.id, today), shortlisted)
    first, _ = report_premium(office, item.id, ReportTarget.DISTRICT, today, "海协办函〔2026〕9号")
    report_premium(office, item.id, ReportTarget.CITY_CPPCC, today)
    left, _ = take_back_premium_report(office, first)
    assert [one.target for one in premiums(office)[0].reports] == [ReportTarget.CITY_CPPCC], "a colleague's stays"
    with pytest.raises(ConflictError):
        take_back_premium_report(office, first)
    again, _ = take_back_premium(office, item.id, version=left.version)
    assert replace(again, version=selected.version) == selected
    assert premiums(office)[0].reports == ()
    report, _ = report_premium(office, item.id, ReportTarget.CITY_CPPCC, today)
    reported = premiums(office)[0].item
    tried(lambda: use_premium(office, item.id, PremiumUse.SECTOR_SPEECH, today), reported)
    with pytest.raises(ConflictError):
        take_back_premium_report(office, report)


def test_what_was_made_of_a_clue_is_taken_back_to_what_stood_there_exactly(
    office: Desk, received: tuple[str, ...], committee: str
) -> None:
    clue, today = on_route(office, received[0], Route.DISTRICT_CORE), office.today()
    entry, _ = log_research(office, clue, CultivationKind.RESEARCH, today, "李主任", "现场看了七条街。")
    take_back_research(office, entry)
    with refused("ACTION_BARRED"):
        take_back_research(office, replace(entry, claim_id="c"))
    with pytest.raises(ConflictError):
        take_back_research(office, entry)
    assert core_clues(office)[0].log == ()
    begun, _ = begin_output(office, clue, OutputKind.SPECIAL_BRIEF, "", committee, today)
    take_back_output(office, begun.id, version=begun.version)
    assert core_clues(office)[0].outputs == ()
    assert find_clue(office, clue).office_state is OfficeState.CLASSIFIED
    begun, _ = begin_output(office, clue, OutputKind.SPECIAL_BRIEF, "", committee, today)
    other, _ = begin_output(office, clue, OutputKind.MEMBERS_VOICE, "", committee, today)
    take_back_output(office, other.id, version=other.version)
    assert find_clue(office, clue).office_state is OfficeState.ROUTED, "the other one still leads it on"
    dropped, _ = drop_output(office, begun.id, today, "重复。")
    again, _ = take_back_output(office, begun.id, version=dropped.version)
    assert replace(again, version=begun.version) == begun
    delivered, _ = deliver_output(office, begun.id, today, "区委", "采纳。")
    with pytest.raises(ConflictError):
        take_back_output(office, begun.id, version=dropped.version)
    take_up_adopted(office)
    (owed,) = [view.kept for view in incentives(office) if view.kept.clue_id == clue]
    told, _ = feed_back(office, owed.id, OpinionChannel.PHONE, today)
    with refused("ACTION_BARRED"):
        take_back_output(office, begun.id, version=delivered.version)
    take_back_incentive(office, told.id, "打错了电话")
    conclude_clue(office, clue)
    with refused("ACTION_BARRED"):
        take_back_output(office, begun.id, version=delivered.version)
    reopen_clue(office, clue, "成果登记错了")
    again, _ = take_back_output(office, begun.id, version=delivered.version)
    assert replace(again, version=begun.version) == begun
    assert not [view for view in incentives(office) if view.kept.clue_id == clue], "nobody is owed word of it"


def test_a_report_to_the_city_is_taken_back_until_its_letter_has_a_number(
    office: Desk, received: tuple[str, ...]
) -> None:
    clue, today = on_route(office, received[0], Route.CITY_EXPRESS), office.today()
    begun, _ = begin_city_report(office, clue, "", today)
    take_back_city_report(office, begun.id, version=begun.version)
    assert [one.id for one in clues_for_city(office)] == [clue]
    assert find_clue(office, clue).office_state is OfficeState.CLASSIFIED
    begun, _ = begin_city_report(office, clue, "", today)
    sent, _ = send_city_report(office, begun.id, today)
    with pytest.raises(ConflictError):
        take_back_city_report(office, begun.id, version=begun.version)
    with refused("ACTION_BARRED"):
        take_back_city_report(office, sent.id, version=sent.version)
    answered, _ = record_city_result(office, sent.id, today, "列入市协商议题。")
    again, _ = take_back_city_report(office, sent.id, version=answered.version)
    assert replace(again, version=sent.version) == sent
    answered, _ = record_city_result(office, sent.id, today, "采纳。")
    conclude_clue(office, clue)
    with refused("ACTION_BARRED"):
        take_back_city_report(office, sent.id, version=answered.version)
