"""全文查找: one box for every kind of record; each opens where it is kept, and nobody is found by name or number."""

from datetime import date
from pathlib import Path
from typing import Any, cast

from baixing_desktop.domain.encouragement import Nomination, Publicity, ResultReport
from baixing_desktop.domain.finding import FoundKind
from baixing_desktop.domain.gathering import Consultation, Session, Topic
from baixing_desktop.domain.handling import HandlerReply, PublicResponse, ResultUse
from baixing_desktop.domain.kinds import (
    CityReportKind,
    CommendationKind,
    CompendiumEdition,
    ConsultationKind,
    MediaLevel,
    NoteKind,
    OutputKind,
    PilotKind,
    ProposalKind,
    ProposerKind,
    PublicChannel,
    ReportTarget,
    ResultKind,
    RosterGroup,
)
from baixing_desktop.domain.lists import ClueQuery, OfficeQueue
from baixing_desktop.domain.organisation import Member, Pilot, RosterEntry, ShelfNote
from baixing_desktop.domain.outcomes import Outcome
from baixing_desktop.domain.outputs import CityReport, Compendium, Output, Premium
from baixing_desktop.domain.proposals import Claim, Proposal, ProposalClue
from baixing_desktop.domain.screening import ClueEdition
from baixing_desktop.domain.states import (
    ClaimState,
    CommendationState,
    KeyItemState,
    LookBackState,
    PilotState,
    PremiumState,
    ProposalState,
    SupervisionState,
    TopicState,
)
from baixing_desktop.domain.supervision import FollowUp, KeyItem, LookBack, Supervision
from baixing_desktop.ids import new_id
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.finding import find_everywhere, find_more
from baixing_desktop.usecases.reading import clue_ids, editable_clue, forwardings_of, office_queue
from tests.builders import SetClock, open_home
from tests.effort import every
from tests.ui.conftest import Sit
from tests.ui.seat import Seat
from ui.pages.finding.doors import DOORS, target_of
from ui.widgets.paged import PagedModel
from ui.widgets.table import Table

RARE = "䶮"
"""A word of one rare character that only the records of these tests have."""
DAY = date(2026, 11, 20)


def one_of_each(desk: Desk) -> str:
    """A record of nearly every kind, each with the rare word and its kind; the title of the clue they belong to."""
    clue = editable_clue(desk, office_queue(desk, OfficeQueue.TO_REPLY).items[0].id)
    (line,) = forwardings_of(desk, clue.id)
    proposal = Proposal(
        new_id(), f"{RARE}proposal", next(iter(ProposalKind)), ProposalState.DRAFTED, ProposerKind.MEMBER, "王委员", DAY
    )
    reply = HandlerReply(new_id(), line.id, 1, Outcome.PLANNED, f"{RARE}reply", DAY, on_time=True, promised_on=DAY)
    act = Supervision(new_id(), SupervisionState.PLANNED, DAY, f"{RARE}supervision", forwarding_id=line.id)
    records: tuple[Any, ...] = (
        proposal, reply, act,
        ProposalClue(new_id(), proposal.id, clue.id, leading=True),
        ClueEdition(new_id(), clue.id, 1, f"{RARE}edition", "", "", desk.now(), "张", ""),
        PublicResponse(new_id(), line.id, PublicChannel.WEBSITE, DAY, f"{RARE}response"),
        Claim(new_id(), clue.id, ClaimState.OFFERED, DAY, gist=f"{RARE}claim"),
        FollowUp(new_id(), act.id, DAY, f"{RARE}follow_up"),
        KeyItem(new_id(), proposal.id, 2026, KeyItemState.CANDIDATE, DAY, f"{RARE}key_item"),
        LookBack(new_id(), reply.id, DAY, LookBackState.LISTED, DAY, findings=f"{RARE}look_back"),
        Consultation(new_id(), ConsultationKind.GRASSROOTS, f"{RARE}consultation", DAY, "街道"),
        Output(new_id(), clue.id, next(iter(OutputKind)), f"{RARE}output", DAY),
        CityReport(new_id(), clue.id, next(iter(CityReportKind)), f"{RARE}city_report", DAY),
        Premium(new_id(), clue.id, 2026, "PROPOSALS", PremiumState.NOMINATED, DAY, "张", f"{RARE}premium"),
        ResultUse(new_id(), clue.id, next(iter(ResultKind)), f"{RARE}result_use", DAY),
        Publicity(new_id(), DAY, "广州日报", MediaLevel.CITY, f"{RARE}publicity"),
        Nomination(
            new_id(), 2026, next(iter(CommendationKind)), CommendationState.NOMINATED, DAY, "张", "",
            proposal_id=proposal.id, grounds=f"{RARE}nomination",
        ),
        ResultReport(new_id(), ReportTarget.DISTRICT, f"{RARE}result_report", DAY),
        Compendium(
            new_id(), 2026, 7, f"{RARE}compendium", DAY, DAY, CompendiumEdition.REDACTED, desk.now(), "张"
        ),
        Topic(new_id(), 2026, f"{RARE}topic", TopicState.SUGGESTED, "OFFICE", DAY),
        Pilot(new_id(), PilotKind.STREET, f"{RARE}pilot", PilotState.PROPOSED, DAY),
        Session(new_id(), "SY", date(2026, 3, 3), f"{RARE}session", desk.now()),
        Member(new_id(), f"{RARE}member", 16, until_on=date(2020, 1, 1)),
        RosterEntry(new_id(), RosterGroup.LEADING_GROUP, "组长", f"{RARE}post"),
        ShelfNote(new_id(), NoteKind.WORK_RULE, f"{RARE}note", DAY),
    )  # fmt: skip
    with desk.store.writing() as tx:
        for record in records:
            tx.of(cast("type[Any]", type(record))).add(record)
    return clue.content.title


def chosen(seat: Seat) -> str:
    """The first words of every line that is chosen on the page in front."""
    assert seat.window.page is not None
    tables = cast("list[Table]", seat.window.page.findChildren(Table))  # pyright: ignore[reportUnknownMemberType]
    words: list[str] = []
    for table in (each for each in tables if each.isVisible()):
        model = cast("PagedModel[Any]", table.model())
        lines = [model.line(number) for number in table.lines]
        words += [column.words(line) for column in model.columns for line in lines if line is not None]
    return "\n".join(words)


def name_of(seat: Seat) -> str:
    return seat.window.page.name if seat.window.page else ""


def test_every_kind_is_found_and_opened(sit: Sit, district: Path, clock: SetClock) -> None:
    seat: Seat = sit(district / "office").open()
    desk = seat.session.desk
    assert desk is not None
    title, of_others = one_of_each(desk), (f"{RARE}edition", f"{RARE}proposal", f"{RARE}supervision")
    seat.press("F3")
    assert seat.sees("要找什么？")
    seat.type("没有这样的字䶫")
    seat.press("Enter")
    assert seat.sees("没有找到“没有这样的字䶫”")
    seat.press("Ctrl+A")
    seat.type(RARE)
    seat.press("Enter")
    found = find_everywhere(desk, RARE)
    own = [kind for kind in FoundKind if kind in found.counts]
    assert len(own) >= 24
    assert seat.sees(f"找到 {sum(found.counts.values())} 条，{len(own)} 类")
    assert seat.at().accessibleName() == "找到的记录"
    # Those that are all shown as their clue are opened once.
    told_apart = [one for one in own if one is FoundKind.EDITION or DOORS[one] is not DOORS[FoundKind.CLUE]]
    for kind in every(3, told_apart):
        (hit, *_) = find_more(desk, RARE, kind, 0, 9)
        page = next(page for page in DOORS[kind].pages if page in seat.window.page_names())
        seat.window.go(page, target_of(hit))
        seat.settle()
        assert name_of(seat) == page
        assert any(words in chosen(seat) for words in (f"{RARE}{kind}", title, *of_others)), (kind, chosen(seat))
        seat.press("Esc")
        assert name_of(seat) == "finding", kind
    seat.press("Ctrl+Right", "Ctrl+Right", "Enter")
    assert name_of(seat) != "finding"
    seat.press("Esc")
    assert (name_of(seat), seat.at().accessibleName()) == ("finding", "找到的记录")


def test_nobody_is_found_by_contact_data_and_posts_see_their_own(district: Path, clock: SetClock) -> None:
    office = open_home(district / "office", clock)
    person = editable_clue(office, clue_ids(office, ClueQuery())[0]).content.contributor
    for words in (person.name, person.phone, person.address):
        assert not words or not find_everywhere(office, words).counts, words
    one_of_each(office)
    everything = find_everywhere(office, RARE).counts
    assert set(everything) > {FoundKind.TOPIC, FoundKind.SESSION, FoundKind.PROPOSAL}
    workroom = open_home(district / "workroom", clock)
    with workroom.store.writing() as tx:
        tx.of(Topic).add(Topic(new_id(), 2026, f"{RARE}topic", TopicState.SUGGESTED, "OFFICE", DAY))
        tx.of(Session).add(Session(new_id(), "SY", DAY, f"{RARE}session", workroom.now()))
    assert list(find_everywhere(workroom, RARE).counts) == [FoundKind.SESSION]
    assert find_more(workroom, RARE, FoundKind.TOPIC, 0, 9) == ()
    for desk in (office, workroom):
        desk.close()
