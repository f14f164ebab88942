"""Every paper and ledger out of a real record: what it says, who is named, and what the audit trail keeps."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from baixing_desktop.domain.casework import CitizenContact, Forwarding
from baixing_desktop.domain.encouragement import Incentive, Publicity, PublicityClue
from baixing_desktop.domain.gathering import ClueContext, NilReport, Topic
from baixing_desktop.domain.kinds import (
    CityReportKind,
    CompendiumEdition,
    MediaLevel,
    OpinionChannel,
    ProposalKind,
    ProposerKind,
    QuotaBasis,
    SupervisionForm,
)
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.organisation import Member
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Route, Satisfaction
from baixing_desktop.domain.outputs import CityReport
from baixing_desktop.domain.period import year_period
from baixing_desktop.domain.proposals import Claim, JointClaimant, Proposal, ProposalClue
from baixing_desktop.domain.states import ClaimState, IncentiveState, ProposalState, Role, SupervisionState, TopicState
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.errors import IllegalActionError, InputError, NotFoundError, UserError
from baixing_desktop.ids import new_id
from baixing_desktop.papers import page_texts
from baixing_desktop.usecases import board, compiling
from baixing_desktop.usecases.casework import (
    accept_clue,
    classify_clue,
    draft_forwarding,
    issue_forwarding,
    record_contact,
    record_received,
    record_reply,
    record_take_over,
)
from baixing_desktop.usecases.claiming import offer_clues
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue
from baixing_desktop.usecases.encouraging import take_up_adopted
from baixing_desktop.usecases.handling import remind
from baixing_desktop.usecases.papers import PAPERS, Format, MadePaper, PaperRequest, Subject, make_paper
from baixing_desktop.usecases.papers.kinds import Guard
from baixing_desktop.usecases.reading import clue_ids, find_clue, list_clues
from baixing_desktop.usecases.showcasing import prefilled_case, save_case
from baixing_desktop.usecases.targets import quotas
from tests.builders import STREETLIGHTS, clue_content
from tests.usecases.conftest import carry
from tests.usecases.programme import agree

# The papers read through repositories that have tests of their own on both engines.
pytestmark = pytest.mark.parametrize("office", ["sqlcipher"], indirect=True)

DAY = date(2026, 11, 20)
YEAR = year_period(2026)
PERSON = STREETLIGHTS.contributor
CONTACT = CitizenContact(ContactChannel.PHONE, DAY, "梁同志", "", Satisfaction.SATISFIED)


@pytest.fixture
def answered(office: Desk, received: tuple[str, ...]) -> Forwarding:
    """One clue went the whole way; another waits to be claimed; the third is untouched."""
    first, second, _ = received
    for clue_id, route in ((first, Route.DISTRICT_URGENT), (second, Route.DISTRICT_GENERAL)):
        accept_clue(office, clue_id)
        classify_clue(office, clue_id, route)
    line, _ = draft_forwarding(office, first, "QTZB", limited=True)
    issue_forwarding(office, line.id, DAY)
    record_received(office, line.id, DAY)
    record_take_over(office, line.id, DAY)
    record_reply(office, line.id, Outcome.RESOLVED, "已加装路灯二十盏。", DAY)
    return record_contact(office, line.id, CONTACT)[0]


def made(desk: Desk, name: str, form: Format = Format.PDF, **asked: object) -> MadePaper:
    request = PaperRequest(period=YEAR, purpose="给张䶮看 13800000001")
    return make_paper(PAPERS[name], desk, form, replace(request, **asked))  # pyright: ignore[reportArgumentType]


def said(paper: MadePaper) -> str:
    """Everything that can be read out of the file, without white space."""
    name = paper.file_name
    if name.endswith(".pdf"):
        text = "".join(page_texts(paper.data))
    elif name.endswith(".docx"):
        text = "".join(paragraph.text for paragraph in docx.Document(BytesIO(paper.data)).paragraphs)
    else:
        rows = load_workbook(BytesIO(paper.data)).worksheets[0].iter_rows(values_only=True)
        text = "".join(str(value) for row in rows for value in row if value is not None)
    return "".join(text.split())


def subject_of(name: str, line: Forwarding, desk: Desk) -> tuple[str, ...]:
    match PAPERS[name].subject:
        case Subject.CASE if name == "city-letter":
            return (sent_report(desk, line.clue_id),)
        case Subject.CASE:
            return (line.id,)
        case Subject.CLUE | Subject.CLUES:
            return (line.clue_id,)
        case Subject.DEVICE:
            with desk.store.reading() as tx:
                return (tx.reception.devices()[0].device_code,)
        case Subject.ISSUE:
            return (kept_issue(desk),)
        case _:
            return ()


def sent_report(desk: Desk, clue_id: str) -> str:
    """A report to the city that was sent."""
    day = desk.today()
    report = CityReport(new_id(), clue_id, CityReportKind.EXPRESS, "路灯", day, reported_on=day, letter_number="第9号")
    with desk.store.writing() as tx:
        tx.of(CityReport).add(report)
    return report.id


def kept_issue(desk: Desk) -> str:
    """An issue with all that may stand in one."""
    found = compiling.candidates(desk, YEAR)
    entries = tuple((one.clue_id, one.theme) for one in found)
    plan = compiling.IssuePlan(YEAR, CompendiumEdition.REDACTED, entries)
    return compiling.keep_issue(desk, plan)[0].kept.id


IN_OFFICE = [
    (kind.name, form)
    for kind in PAPERS.values()
    if Face.OFFICE in kind.faces and kind.guard is not Guard.AUDIT
    for form in kind.formats
]


def test_every_office_paper_is_made_and_stands_in_the_trail(office: Desk, answered: Forwarding) -> None:
    take_up_adopted(office)
    agree(office, answered.clue_id)
    save_case(office, prefilled_case(office, answered.clue_id))
    for name, form in IN_OFFICE:
        paper = made(office, name, form, ids=subject_of(name, answered, office))
        assert paper.sha256 == hashlib.sha256(paper.data).hexdigest()
        with office.store.reading() as tx:
            entry = tx.audit.all()[-1]
        assert entry.action == ("print" if form is Format.PDF else "export"), name
        assert entry.detail["paper"] == name
        assert entry.detail["sha256"] == paper.sha256
        assert entry.detail["persons"] == paper.persons
        assert entry.detail["purpose"] == "给张*看 138****0001"
        text = said(paper)
        assert text, name
        # Domain decision 7: no contact data on what leaves the office, but for the papers that are about the person.
        if name != "person":
            assert PERSON.phone not in text, name
            assert "示例巷1号" not in text, name
        if name not in {"person", "answer", "thanks"}:
            assert PERSON.name not in text, name


def test_the_papers_of_a_case_say_what_the_record_says(office: Desk, answered: Forwarding) -> None:
    handler = office.reference.unit_name("QTZB")
    for name in ("undertaking", "opinion", "answer"):
        text = said(made(office, name, ids=(answered.clue_id,)))
        assert handler in text
        assert "第2026001号" in text
    assert "已加装路灯二十盏。" in said(made(office, "answer", ids=(answered.id,)))
    assert PERSON.name in said(made(office, "answer", ids=(answered.id,)))
    assert "已超过" not in said(made(office, "reminder", ids=(answered.id,)))
    assert answered.letter_number is not None
    assert answered.letter_number in said(made(office, "letter", Format.WORD, ids=(answered.id,)))


def test_the_tables_count_the_record(office: Desk, answered: Forwarding) -> None:
    waiting = next(clue for clue in list_clues(office, ClueQuery()).items if clue.number == "第2026002号")
    offer_clues(office, [waiting.id])
    assert "第2026002号" in said(made(office, "catalogue"))
    assert "第2026001号" not in said(made(office, "catalogue"))
    rows = list(load_workbook(BytesIO(made(office, "handling", Format.WORKBOOK).data)).worksheets[0].values)
    assert rows[4][:8] == (office.reference.unit_name("QTZB"), 0, 0, 0, 1, 1, 0, 1)
    assert rows[4][9] == 1
    quota = list(load_workbook(BytesIO(made(office, "quota", Format.WORKBOOK).data)).worksheets[0].values)
    shayuan = next(row for row in quota if row[1] == "沙园街道工作室")
    assert shayuan[12:18] == (3, None, 3, 22, 20, 2)


def test_the_internal_edition_names_people_and_is_counted(office: Desk, answered: Forwarding) -> None:
    assert answered.letter_number
    open_edition, internal = (made(office, "compendium", internal=flag) for flag in (False, True))
    assert (open_edition.persons, internal.persons) == (0, 2)
    assert PERSON.name in said(internal)
    assert PERSON.phone in said(internal)
    assert PERSON.phone not in said(open_edition)
    masked, full = (made(office, "register", Format.WORKBOOK, internal=flag) for flag in (False, True))
    assert PERSON.phone not in said(masked)
    assert "138****0001" in said(masked)
    assert PERSON.phone in said(full)
    assert full.persons == 3


def test_a_telephone_inside_a_text_is_hidden_where_the_paper_leaves_the_office(
    office: Desk, workroom: Desk, received: tuple[str, ...], tmp_path: Path
) -> None:
    register_clue(workroom, clue_content(9, analysis=f"请打我电话{PERSON.phone}，我姓张䶮。"))
    carry(workroom, office, tmp_path)
    (fresh,) = set(clue_ids(office, ClueQuery())) - set(received)
    accept_clue(office, fresh)
    classify_clue(office, fresh, Route.DISTRICT_GENERAL)
    for name in ("compendium", "catalogue"):
        assert PERSON.phone not in said(made(office, name))
        assert PERSON.name not in said(made(office, name))


def test_a_workroom_hands_over_its_batch_with_a_list(workroom: Desk, office: Desk, received: tuple[str, ...]) -> None:
    assert received
    with workroom.store.reading() as tx:
        batch = tx.outbox.batches()[-1]
    text = said(made(workroom, "manifest", ids=(batch.id,)))
    assert text == said(made(workroom, "manifest"))
    assert "共3份" in text
    assert "张*" in text
    assert PERSON.name not in text
    assert STREETLIGHTS.title in said(made(workroom, "manifest", Format.WORKBOOK))
    with pytest.raises(InputError, match="工作室"):
        made(office, "manifest")


def test_a_workroom_tells_the_citizen_what_came_down(
    workroom: Desk, office: Desk, answered: Forwarding, tmp_path: Path
) -> None:
    register_clue(workroom, clue_content(4))
    carry(workroom, office, tmp_path)
    text = said(made(workroom, "answer", ids=(answered.clue_id,)))
    assert "已加装路灯二十盏。" in text
    assert office.reference.unit_name("QTZB") in text
    assert PERSON.name in text


def test_the_slip_of_the_trail_is_for_those_who_audit(office: Desk) -> None:
    with pytest.raises(IllegalActionError):
        made(replace(office, actor=replace(office.actor, duty=None)), "audit-head")
    auditor = replace(office, actor=replace(office.actor, post=None, duty=Role.AUDIT_ADMIN))
    text = said(made(auditor, "audit-head"))
    assert "逐条核对无误" in text


@pytest.mark.parametrize(
    ("name", "form", "asked", "error"),
    [
        ("handling", Format.WORD, {}, InputError),
        ("handling", Format.PDF, {"period": None}, InputError),
        ("compendium", Format.PDF, {"period": year_period(2001)}, InputError),
        ("undertaking", Format.PDF, {"ids": ()}, InputError),
        ("undertaking", Format.PDF, {"ids": ("没有",)}, NotFoundError),
        ("breach", Format.PDF, {"ids": ("ZZZ",)}, NotFoundError),
        ("person", Format.PDF, {"ids": ()}, InputError),
    ],
)
def test_what_cannot_be_made_is_explained_and_leaves_no_trace(
    office: Desk, name: str, form: Format, asked: dict[str, object], error: type[UserError]
) -> None:
    with office.store.reading() as tx:
        before = len(tx.audit.all())
    with pytest.raises(error):
        made(office, name, form, **asked)
    with office.store.reading() as tx:
        assert len(tx.audit.all()) == before


def test_a_breach_sheet_is_of_the_workstation_that_was_named(office: Desk, answered: Forwarding) -> None:
    """Two streets may have workstations of one code."""
    assert answered
    with office.store.writing() as tx:
        (device,) = tx.reception.devices()
        other = replace(device, id=new_id(), unit="BJ", sign_key="s" * 43, seal_key="t" * 43)
        assert office.reference.unit(other.unit)
        tx.reception.add_device(other)
    with pytest.raises(NotFoundError):
        made(office, "breach", ids=(device.device_code,))
    for named in (device, other):
        text = said(made(office, "breach", ids=(f"{named.unit}-{named.device_code}",)))
        unit = office.reference.unit(named.unit)
        assert unit
        assert f"{unit.name}{named.device_code}号工作站" in text


def test_the_programmes_own_records_fill_their_papers(office: Desk, answered: Forwarding) -> None:
    """Supervision, publicity, incentives, claims and nil reports as they stand in the record."""
    committee = office.reference.units_of(UnitKind.COMMITTEE)[0]
    second = next(i for i in clue_ids(office, ClueQuery()) if i != answered.clue_id)
    report = Publicity(new_id(), DAY, "广州日报", MediaLevel.CITY, "路灯亮了", "A3版")
    incentive = Incentive(new_id(), answered.clue_id, IncentiveState.DUE, DAY, "转送办理")
    held = Supervision(new_id(), SupervisionState.HELD, DAY, "路灯", answered.id, form=SupervisionForm.SURVEY)
    held = replace(held, held_on=DAY, findings="进展顺利")
    claim = Claim(new_id(), second, ClaimState.CLAIMED, DAY, committee=committee.code, claimant="王委员")
    with office.store.writing() as tx:
        tx.of(Publicity).add(report)
        tx.of(PublicityClue).add(PublicityClue(new_id(), report.id, answered.clue_id))
        tx.of(Incentive).add(incentive)
        tx.of(Supervision).add(held)
        tx.of(Claim).add(claim)
        tx.of(NilReport).add(NilReport(new_id(), "HC", 2026, 3, "无", office.now(), "梁同志"))
    assert "路灯亮了" in said(made(office, "publicity"))
    assert "第2026001号" in said(made(office, "publicity"))
    incentives = made(office, "incentives")
    assert incentives.persons == 1
    assert "张*" in said(incentives)
    assert "王委员" in said(made(office, "catalogue"))
    assert "进展顺利" in said(made(office, "supervision", ids=(answered.id,)))
    rows = list(load_workbook(BytesIO(made(office, "committees", Format.WORKBOOK).data)).worksheets[0].values)
    assert next(row for row in rows if row[1] == committee.name)[5] == 1
    quota = list(load_workbook(BytesIO(made(office, "quota", Format.WORKBOOK).data)).worksheets[0].values)
    assert next(row for row in quota if row[1] == office.reference.units["HC"].short_name)[4] == "零"


def test_the_register_names_topic_community_claimants_and_proposals(office: Desk, answered: Forwarding) -> None:
    clue_id, community = answered.clue_id, office.reference.communities_of("SY")[0]
    topic = Topic(new_id(), 2026, "道路照明", TopicState.PUBLISHED, "HZZX", DAY, opens_on=DAY)
    claim = Claim(new_id(), clue_id, ClaimState.CLAIMED, DAY, claimant="王委员", claimant_kind=ProposerKind.MEMBER)
    fallen = replace(claim, id=new_id(), state=ClaimState.RELEASED, claimant="退出的委员", offered_on=date(2026, 1, 5))
    proposal = Proposal(
        new_id(), "关于路灯的提案", ProposalKind.PLENARY, ProposalState.FILED, ProposerKind.MEMBER, "王委员", DAY,
        term=16, session_no=3, number=12, submitted_on=DAY, decided_on=DAY,
    )  # fmt: skip
    with office.store.writing() as tx:
        tx.of(Topic).add(topic)
        tx.of(ClueContext).add(ClueContext(new_id(), clue_id, topic_id=topic.id, community=community.code))
        tx.of(Claim).add(fallen, claim)
        tx.of(JointClaimant).add(JointClaimant(new_id(), claim.id, "陈委员"))
        tx.of(Proposal).add(proposal)
        tx.of(ProposalClue).add(ProposalClue(new_id(), proposal.id, clue_id, leading=True))
    rows = list(load_workbook(BytesIO(made(office, "register", Format.WORKBOOK).data)).worksheets[0].values)
    heads = next(list(row) for row in rows if row[0] == "序号")
    line = next(dict(zip(heads, row, strict=True)) for row in rows if row[1] == "第2026001号")
    assert (line["选题"], line["社区"]) == ("道路照明", community.name)
    assert (line["认领人"], line["对应提案号"]) == ("王委员、陈委员", "第十六届三次会议第012号")


def test_a_committee_is_asked_for_two_clues_of_each_member(office: Desk, answered: Forwarding) -> None:
    committee, other, third = office.reference.units_of(UnitKind.COMMITTEE)[:3]
    receiver = find_clue(office, answered.clue_id).content.receiver
    members = [
        Member(new_id(), receiver.removesuffix("委员"), 16, committee=committee.code),
        Member(new_id(), "李委员", 16, committee=committee.code, from_on=date(2026, 7, 1)),
        Member(new_id(), "往届委员", 15, committee=committee.code, until_on=date(2025, 12, 31)),
        Member(new_id(), "何委员", 16, committee=third.code, also_committees=committee.code),
    ]
    with office.store.writing() as tx:
        tx.of(Member).add(*members)
    rows = list(load_workbook(BytesIO(made(office, "committees", Format.WORKBOOK).data)).worksheets[0].values)
    lines = {row[1]: row for row in rows}
    # 何委员 is in two committees and is asked for in both.
    assert (lines[committee.name][2:4], lines[third.name][2:4]) == ((3, 6), (0, 2))
    assert lines[other.name][2:4] == (0, None)
    assert board.set_quota_basis(office, QuotaBasis.PER_COMMITTEE)[0] is QuotaBasis.PER_MEMBER
    rows = list(load_workbook(BytesIO(made(office, "committees", Format.WORKBOOK).data)).worksheets[0].values)
    lines = {row[1]: row for row in rows}
    assert (lines[committee.name][2:4], lines[other.name][2:4]) == ((3, 2), (0, 2))
    (year,) = (one for unit, one in quotas(office, 2026).committees if unit == committee)
    assert (year.quota, year.short_members) == (2, ())
    with office.store.reading() as tx:
        (entry,) = (one for one in tx.audit.all() if one.action == "set_quota_basis")
    assert entry.detail == {"before": "per_member", "after": "per_committee"}


def test_an_assignment_says_what_is_asked(office: Desk, answered: Forwarding) -> None:
    words = said(made(office, "assignment", ids=(answered.id,)))
    assert "“百姓提案”交办单" in words
    assert "自接办之日起1个月内书面答复" in words
    assert "交办要求" not in said(made(office, "undertaking", ids=(answered.id,)))


def test_a_reminder_by_letter_bears_its_own_number(office: Desk, issued: Forwarding) -> None:
    assert "第1次催办" in said(made(office, "reminder", ids=(issued.id,)))
    remind(office, issued.id, date(2026, 12, 24), OpinionChannel.PHONE)
    written, _ = remind(office, issued.id, date(2026, 12, 28), OpinionChannel.LETTER)
    words = said(made(office, "reminder", ids=(issued.id,)))
    assert "第2次催办2026年12月28日" in words
    assert written.letter_number
    assert written.letter_number in words


def test_no_letter_no_papers_about_it(office: Desk, received: Sequence[str]) -> None:
    with pytest.raises(IllegalActionError, match="还没有转送件"):
        made(office, "undertaking", ids=(received[0],))
