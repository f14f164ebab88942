"""Kept figures are those of a count over all clues, whatever happened since and however much of it was settled."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from baixing_desktop.domain.gathering import ClueContext, ConsultationLink
from baixing_desktop.domain.handling import PublicResponse, ResultUse
from baixing_desktop.domain.outputs import CityReport, Output
from baixing_desktop.domain.period import Period, month_period, year_period
from baixing_desktop.domain.proposals import Proposal, ProposalClue
from baixing_desktop.domain.rules.figures import Dimension, Figure
from baixing_desktop.domain.states import ForwardingState, OfficeState, ProposalState
from baixing_desktop.store.store import Store, Transaction
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.figures import stale, total
from baixing_desktop.store.tables.office import forwarding
from tests.effort import EVERYTHING
from tests.store.test_figures import SUPPRESSED, TODAY, Case, cases, keep, kept_for_now

PERIODS = (
    year_period(2026),
    year_period(2026).before,
    month_period(2026, 11),
    Period(date(2026, 3, 1), date(2026, 6, 30)),
)
DAYS = tuple(TODAY + timedelta(days) for days in (-30, 0, 1, 60))
_OF_CLUES = (ProposalClue, Output, CityReport, ResultUse, ConsultationLink, PublicResponse, ClueContext)


def _decide(tx: Transaction, case: Case, state: OfficeState) -> None:
    tx.connection.execute(update(clue).where(clue.c.id == case.clue.id).values(office_state=state))


def _move(tx: Transaction, case: Case, state: OfficeState) -> None:
    """It came up in another year and street after all."""
    day = TODAY - timedelta(40 * list(OfficeState).index(state))
    tx.connection.execute(update(clue).where(clue.c.id == case.clue.id).values(received_on=day, unit="XG"))


def _reply(tx: Transaction, case: Case, state: OfficeState) -> None:
    changed = {"replied_on": TODAY, "outcome": "planned", "on_time": state is OfficeState.MERGED}
    line = update(forwarding).where(forwarding.c.clue_id == case.clue.id, forwarding.c.replied_on.is_(None))
    tx.connection.execute(line.values(changed))


def _limit(tx: Transaction, case: Case, state: OfficeState) -> None:
    days = list(OfficeState).index(state) - 3
    changed = {
        "limited": True,
        "due_on": TODAY + timedelta(days),
        "state": ForwardingState.CANCELLED if days > 5 else ForwardingState.APPROVED,
    }
    tx.connection.execute(update(forwarding).where(forwarding.c.clue_id == case.clue.id).values(changed))


def _file(tx: Transaction, _case: Case, state: OfficeState) -> None:
    """All proposals are filed, or none."""
    made = ENTITIES[Proposal]
    filed = ProposalState.FILED if state is OfficeState.ACCEPTED else ProposalState.DRAFTED
    numbered = made.c.number.is_not(None), made.c.state != ProposalState.MERGED_INTO_PROPOSAL
    tx.connection.execute(update(made).where(*numbered).values(state=filed))


def _take_back(tx: Transaction, case: Case, state: OfficeState) -> None:
    """One of the things that became of it is undone."""
    table = ENTITIES[_OF_CLUES[list(OfficeState).index(state) % len(_OF_CLUES)]]
    lines = select(forwarding.c.id).where(forwarding.c.clue_id == case.clue.id)
    here = table.c.forwarding_id.in_(lines) if "forwarding_id" in table.c else table.c.clue_id == case.clue.id
    tx.connection.execute(delete(table).where(here))


def _destroy(tx: Transaction, case: Case, _state: OfficeState) -> None:
    """A draft that is thrown away, or a clue that is erased with everything."""
    lines = select(forwarding.c.id).where(forwarding.c.clue_id == case.clue.id)
    tx.connection.execute(delete(ENTITIES[PublicResponse]).where(ENTITIES[PublicResponse].c.forwarding_id.in_(lines)))
    for kind in _OF_CLUES:
        if "clue_id" in ENTITIES[kind].c:
            tx.connection.execute(delete(ENTITIES[kind]).where(ENTITIES[kind].c.clue_id == case.clue.id))
    tx.connection.execute(delete(forwarding).where(forwarding.c.clue_id == case.clue.id))
    tx.connection.execute(delete(clue).where(clue.c.id == case.clue.id))


ACTS: tuple[Callable[[Transaction, Case, OfficeState], None], ...] = (
    _decide, _move, _reply, _limit, _file, _take_back, _destroy,
)  # fmt: skip
STEP = st.tuples(
    st.integers(0, 7), st.sampled_from(ACTS), st.sampled_from(OfficeState), st.sampled_from(DAYS), st.integers(0, 3)
)
ASKED = st.tuples(
    st.sampled_from((Figure.COLLECTED, Figure.REPLIED, Figure.OVERDUE, Figure.CITY)),
    st.sampled_from(((None, ""), (Dimension.STREET, "SY"), (Dimension.HANDLER, "QZJ"), (Dimension.THEME, "ROADS"))),
).map(lambda drawn: (drawn[0], *drawn[1]))


@settings(max_examples=15 if EVERYTHING else 8, suppress_health_check=SUPPRESSED)
@given(st.lists(cases(), min_size=2, max_size=5), st.lists(STEP, min_size=1, max_size=6), cases(), ASKED)
def test_kept_figures_are_a_count_over_all_clues(
    shared_store: Store,
    drawn: list[Case],
    history: list[tuple[int, Callable[..., None], OfficeState, date, int]],
    late: Case,
    asked_for: tuple[Figure, Dimension | None, str],
) -> None:
    with kept_for_now(shared_store, drawn) as tx:
        assert tx.tally.of(TODAY, *PERIODS) is None
        assert not tx.tally.begin(TODAY, worth=len(drawn) + 1)
        assert tx.tally.begin(TODAY, worth=len(drawn))
        assert tx.tally.settle(TODAY, at_once=1)[1] < len(drawn)
        for which, act, state, today, settled in history:
            act(tx, drawn[which % len(drawn)], state)
            assert tx.tally.of(today, *PERIODS) == tx.figures.of(today, *PERIODS)
            asked = (PERIODS[settled], today, *asked_for)
            assert tx.tally.ids(*asked) == tx.figures.ids(*asked)
            if settled:
                tx.tally.settle(today, at_once=settled)
                assert tx.tally.of(TODAY, *PERIODS) == tx.figures.of(TODAY, *PERIODS)
        keep(tx, late, 99)
        assert tx.tally.of(TODAY, *PERIODS) == tx.figures.of(TODAY, *PERIODS)
        assert tx.tally.settle(TODAY)[1] == 0
        assert tx.connection.execute(select(stale)).all() == []
        assert list(tx.tally.wrong()) == []
        assert tx.tally.of(TODAY, *PERIODS) == tx.figures.of(TODAY, *PERIODS)
        tx.tally.forget()


def test_a_sum_that_was_tampered_with_is_found(shared_store: Store) -> None:
    with shared_store.writing() as tx:
        tx.tally.begin(TODAY, worth=0)
        tx.tally.settle(TODAY)
        row = {column.name: 0 for column in total.columns} | {"month": 2026 * 12, "dimension": "street", "code": "SY"}
        tx.connection.execute(insert(total).values(row | {"collected": 3}))
        assert list(tx.tally.wrong()) == [f"{2026 * 12} street SY"]
        tx.tally.forget()
        assert list(tx.tally.wrong()) == []
