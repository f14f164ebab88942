"""Every figure equals an independent recount over the entities, on both engines; and so does the list behind it."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from baixing_desktop.clock import local
from baixing_desktop.domain.casework import CitizenContact, Forwarding, Reply
from baixing_desktop.domain.clue import Clue, ClueContent, Source
from baixing_desktop.domain.gathering import ClueContext, Consultation, ConsultationLink
from baixing_desktop.domain.handling import PublicResponse, ResultUse
from baixing_desktop.domain.kinds import (
    CityReportKind,
    ConsultationKind,
    OutputKind,
    ProposalKind,
    ProposerKind,
    PublicChannel,
    ResultKind,
)
from baixing_desktop.domain.lists import OfficeQueue
from baixing_desktop.domain.outcomes import ContactChannel, Outcome, Satisfaction
from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.period import Period
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.figures import Dimension, Figure, Stage, StageDays
from baixing_desktop.domain.states import ForwardingState, OfficeState, ProposalState
from baixing_desktop.ids import new_id
from baixing_desktop.store.repos.figures import FiguresRepo
from baixing_desktop.store.repos.listing import ListingRepo
from baixing_desktop.store.store import Store, Transaction
from tests.effort import EVERYTHING
from tests.store.plans import plans_of

NOW = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
DRAFTED = {ForwardingState.DRAFTED, ForwardingState.APPROVED, ForwardingState.CANCELLED}
WAITING = {
    ForwardingState.ISSUED, ForwardingState.RECEIVED, ForwardingState.TAKEN_OVER, ForwardingState.RETURN_REQUESTED,
}  # fmt: skip
FILED = {ProposalState.FILED, ProposalState.ASSIGNED, ProposalState.CONCLUDED, ProposalState.MERGED_INTO_PROPOSAL}
USED = {
    OfficeState.ACCEPTED, OfficeState.CLASSIFIED, OfficeState.ROUTED, OfficeState.CONCLUDED, OfficeState.ARCHIVED,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A clue with everything that the figures look at."""

    clue: Clue
    lines: tuple[Forwarding, ...]
    theme: str | None
    proposal: ProposalState | None
    spoken: bool
    reported: bool
    used: bool
    consulted: bool
    public: bool
    """The handler of the first letter spoke in public."""

    @property
    def day(self) -> date:
        """The day it counts for."""
        return self.clue.content.received_on or local(self.clue.created_at).date()


@st.composite
def letters(draw: st.DrawFn, clue_id: str) -> Forwarding:
    """A letter in any state, with what that state must have."""
    state = draw(st.sampled_from(ForwardingState))
    issued = draw(DAYS)
    gaps = [draw(st.integers(0, 50)) for _ in range(4)]
    taken = issued + timedelta(gaps[0]) if draw(st.booleans()) else None
    replied = taken + timedelta(gaps[1]) if taken and draw(st.booleans()) else None
    on_time = draw(st.sampled_from((True, False, None)))
    reply = Reply(draw(st.sampled_from(Outcome)), "已办。", replied, on_time) if replied else None
    contact = None
    if reply or state is ForwardingState.CLOSED:
        told = (replied or issued) + timedelta(gaps[2])
        heard = draw(st.sampled_from((None, *Satisfaction)))
        contact = CitizenContact(ContactChannel.PHONE, told, "陈办", "", heard)
    due = (taken or issued) + timedelta(gaps[3]) if draw(st.booleans()) else None
    return Forwarding(
        new_id(),
        clue_id,
        draw(st.sampled_from(("QJYJ", "QZJ"))),
        state,
        NOW,
        limited=due is not None,
        letter_number=None if state in DRAFTED else new_id()[-12:],
        issued_on=None if state in DRAFTED else issued,
        taken_over_on=taken,
        due_on=due,
        reply=reply,
        contact=contact,
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A clue of any state, received on a day or entered at any hour."""
    entered = draw(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31))).replace(microsecond=0, tzinfo=UTC)  # noqa: DTZ001 - given its zone here
    content = ClueContent(
        title="路灯",
        source=Source(draw(st.sampled_from(("WORKROOM", "HOTLINE")))),
        received_on=draw(st.none() | DAYS),
    )
    clue = Clue(
        new_id(),
        draw(st.sampled_from(("SY", "PZ"))),
        content,
        entered,
        entered,
        revision=draw(st.integers(0, 2)),
        office_state=draw(st.none() | st.sampled_from(OfficeState)),
        provisional_number=None,
    )
    return Case(
        clue,
        tuple(draw(st.lists(letters(clue.id), max_size=3))),
        draw(st.none() | st.sampled_from(("ROADS", "CARE"))),
        draw(st.none() | st.sampled_from(ProposalState)),
        *(draw(st.booleans()) for _ in range(5)),
    )


@contextmanager
def kept_for_now(store: Store, found: list[Case]) -> Generator[Transaction]:
    """A transaction with ``found`` in the record, which is taken back at the end."""
    with store.writing() as tx, tx.connection.begin_nested() as point:
        for number, case in enumerate(found, 1):
            keep(tx, case, number)
        yield tx
        point.rollback()


def keep(tx: Transaction, case: Case, number: int) -> None:
    """Put everything of ``case`` into the record."""
    one = case.clue.id
    tx.clues.add(case.clue)
    tx.of(ClueContext).add(ClueContext(new_id(), one, theme=case.theme))
    for line in case.lines:
        tx.casework.add_forwarding(line)
    if case.proposal:
        master = Proposal(
            new_id(), "主案", ProposalKind.PLENARY, ProposalState.DRAFTED, ProposerKind.MEMBER, "甲", TODAY
        )
        made = Proposal(
            new_id(), "提案", ProposalKind.PLENARY, case.proposal, ProposerKind.MEMBER, "甲", TODAY, number=number,
            master_id=master.id if case.proposal is ProposalState.MERGED_INTO_PROPOSAL else None,
        )  # fmt: skip
        tx.of(Proposal).add(master)
        tx.of(Proposal).add(made)
        tx.of(ProposalClue).add(ProposalClue(new_id(), made.id, one))
    delivered = TODAY if case.spoken else None
    tx.of(Output).add(Output(new_id(), one, OutputKind.PLENARY_SPEECH, "发言", TODAY, delivered_on=delivered))
    reported = TODAY if case.reported else None
    tx.of(CityReport).add(CityReport(new_id(), one, CityReportKind.EXPRESS, "报市", TODAY, reported_on=reported))
    if case.used:
        tx.of(ResultUse).add(*(ResultUse(new_id(), one, ResultKind.POLICY, name, TODAY) for name in ("甲", "乙")))
    if case.consulted:
        talk = Consultation(new_id(), ConsultationKind.GRASSROOTS, "路灯", TODAY, "提案委")
        tx.of(Consultation).add(talk)
        tx.of(ConsultationLink).add(ConsultationLink(new_id(), talk.id, one))
    if case.public and case.lines:
        line = case.lines[0].id
        tx.of(PublicResponse).add(PublicResponse(new_id(), line, PublicChannel.WEBSITE, TODAY, "回应"))


def holds(case: Case, lines: list[Forwarding]) -> set[Figure]:
    """Which figures count a clue, by what stands in the entities."""
    state = case.clue.office_state
    replies = [line.reply for line in lines if line.reply]
    heard = {line.contact.satisfaction for line in lines if line.contact}
    handlers = {line.handler for line in lines}
    late = [line for line in lines if line.due_on and line.due_on < TODAY and not line.reply and line.state in WAITING]
    said = {
        Figure.COLLECTED: True,
        Figure.ACCEPTED: state in USED,
        Figure.CLASSIFIED: state in USED and state is not OfficeState.ACCEPTED,
        Figure.FORWARDED: any(line.kind == "forward" for line in lines),
        Figure.ASSIGNED: any(line.kind == "assign" for line in lines),
        Figure.REPLIED: bool(replies),
        Figure.CONCLUDED: state in {OfficeState.CONCLUDED, OfficeState.ARCHIVED},
        Figure.PROPOSAL: case.proposal in FILED,
        Figure.SPEECH: case.spoken,
        Figure.CITY: case.reported,
        Figure.RESULT_USE: case.used,
        Figure.CONSULTED: case.consulted,
        Figure.PUBLIC_RESPONSE: case.public and case.lines[:1] != () and case.lines[0].handler in handlers,
        Figure.ON_TIME: any(reply.on_time is True for reply in replies),
        Figure.LATE: any(reply.on_time is False for reply in replies),
        Figure.OVERDUE: bool(late),
        Figure.FAIRLY: Satisfaction.FAIRLY_SATISFIED in heard,
    }
    said |= {figure: state == figure.value for figure in ENDS}
    said |= {Figure(outcome.value): any(reply.outcome is outcome for reply in replies) for outcome in Outcome}
    said |= {Figure(one.value): one in heard for one in (Satisfaction.SATISFIED, Satisfaction.DISSATISFIED)}
    return {figure for figure, is_so in said.items() if is_so}


ENDS = (Figure.RETAINED, Figure.RETURNED, Figure.DECLINED, Figure.MERGED, Figure.WITHDRAWN)


def issued(case: Case) -> list[Forwarding]:
    return [line for line in case.lines if line.state not in DRAFTED]


def recount(found: list[Case], dimension: Dimension | None) -> dict[tuple[str, Figure], set[str]]:
    """The clues behind every figure of every code."""
    behind: dict[tuple[str, Figure], set[str]] = {}
    for case in found:
        lines = issued(case)
        groups: dict[str, list[Forwarding]] = {
            None: {"": lines},
            Dimension.STREET: {case.clue.unit: lines},
            Dimension.SOURCE: {case.clue.content.source.category: lines},
            Dimension.THEME: {case.theme or "": lines},
            Dimension.TOPIC: {"": lines},
            Dimension.HANDLER: {
                code: [line for line in lines if line.handler == code] for code in {line.handler for line in lines}
            },
        }[dimension]
        for code, own in groups.items():
            for figure in holds(case, own):
                behind.setdefault((code, figure), set()).add(case.clue.id)
    return behind


MANY = st.lists(cases(), max_size=12)
SPAN = st.tuples(DAYS, DAYS).map(lambda days: Period(min(days), max(days)))
SUPPRESSED = (HealthCheck.function_scoped_fixture, HealthCheck.too_slow)
SLOW = settings(max_examples=25 if EVERYTHING else 12, suppress_health_check=SUPPRESSED)


@SLOW
@given(MANY, SPAN, st.sets(st.sampled_from(Figure), min_size=1, max_size=2))
def test_every_figure_is_the_recount_and_the_list_behind_it(
    shared_store: Store, drawn: list[Case], period: Period, asked: set[Figure]
) -> None:
    """All figures are recounted each time; the lists behind them, each read of its own, of those that are drawn."""
    counted = [case for case in drawn if case.day in period and (case.clue.revision or case.clue.office_state)]
    with kept_for_now(shared_store, drawn) as tx:
        expected = recount(counted, None)
        (everything,) = (one.counts for one in tx.figures.of(TODAY, period))
        assert everything[None][""] == {figure: len(expected.get(("", figure), ())) for figure in Figure}
        for figure in asked:
            assert set(tx.figures.ids(period, TODAY, figure)) == expected.get(("", figure), set())
        for dimension in Dimension:
            expected = recount(counted, dimension)
            found = everything[dimension]
            assert {(c, f): n for c, counts in found.items() for f, n in counts.items() if n} == {
                place: len(clues) for place, clues in expected.items()
            }
            for (code, figure), clues in expected.items():
                if figure not in asked:
                    continue
                listed = tx.figures.ids(period, TODAY, figure, dimension, code)
                assert (len(listed), set(listed)) == (len(clues), clues)


@SLOW
@given(MANY, SPAN)
def test_stages_take_the_days_that_the_dates_say(shared_store: Store, drawn: list[Case], period: Period) -> None:
    counted = [case for case in drawn if case.day in period and (case.clue.revision or case.clue.office_state)]
    expected: dict[Stage, list[int]] = {stage: [] for stage in Stage}
    for case in counted:
        for line in issued(case):
            replied = line.reply and line.reply.replied_on
            told = line.contact and line.contact.contacted_on
            ends = ((case.day, line.issued_on), (line.issued_on, line.taken_over_on), (line.taken_over_on, replied))
            for stage, (first, last) in zip(Stage, (*ends, (replied, told)), strict=True):
                if first and last:
                    expected[stage].append((last - first).days)
    with kept_for_now(shared_store, drawn) as tx:
        (found,) = tx.figures.of(TODAY, period)
        assert found.stages == {
            stage: StageDays(len(days), sum(days), max(days, default=0)) for stage, days in expected.items()
        }


@SLOW
@given(MANY)
def test_months_of_a_year_by_unit(shared_store: Store, drawn: list[Case]) -> None:
    counted = [case for case in drawn if case.day.year == 2026 and (case.clue.revision or case.clue.office_state)]
    with kept_for_now(shared_store, drawn) as tx:
        assert tx.figures.months(2026) == Counter((case.clue.unit, case.day.month) for case in counted)


def test_no_row_of_a_clue_or_letter_is_read_to_count(tmp_path: Path) -> None:
    """Rows hold the long texts; on an encrypted file reading 100,000 of them takes seconds."""
    plans = plans_of(tmp_path, lambda connection: FiguresRepo(connection).of(TODAY, Period(TODAY, TODAY)))
    touched = [plan for plan in plans if plan.split()[:2] in (["SEARCH", "clue"], ["SCAN", "forwarding"])]
    assert len(touched) == 3, plans
    assert all("COVERING INDEX" in plan for plan in touched), touched


def test_no_queue_of_the_office_goes_through_all_clues(tmp_path: Path) -> None:
    """They are counted after each change; clue by clue that took minutes with 100,000. What a state alone decides is
    kept counted.
    """

    def count(connection: Connection) -> None:
        for queue in OfficeQueue:
            ListingRepo(connection).office_queue(queue, TODAY)

    plans = plans_of(tmp_path, count)
    counted = ("SEARCH clue USING COVERING INDEX", "SEARCH clue_count USING INDEX")
    assert len([plan for plan in plans if plan.startswith(counted)]) == len(OfficeQueue), plans
    assert [plan for plan in plans if plan.startswith("SCAN")] == []
