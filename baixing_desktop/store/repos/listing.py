"""Lists, searches and counts of clues; what they wait for decides the queues."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Exists,
    ScalarSelect,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)

from baixing_desktop.domain.gathering import ClueContext
from baixing_desktop.domain.lists import ClueList, ClueQuery, ClueSummary, OfficeQueue, Queue, WorkroomQueue
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.privacy import ErasureGround
from baixing_desktop.domain.progress import Published, Step
from baixing_desktop.domain.proposals import Claim
from baixing_desktop.domain.rules.claiming import FALLEN
from baixing_desktop.domain.rules.redaction import mask_name
from baixing_desktop.domain.rules.routing import ROUTES
from baixing_desktop.domain.states import ClueState, ForwardingState, OfficeState
from baixing_desktop.domain.telling import ANSWERS, TAKES_BACK, WORTH_TELLING, Telling
from baixing_desktop.domain.withdrawals import HOLDS_NO_COPY, Recall, Withdrawal
from baixing_desktop.store.repos.counts import CountRepo, not_erased, perhaps_untold
from baixing_desktop.store.repos.imports import clues_taken_back, went_with_its_table
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.repos.orders import NEWEST, order_of
from baixing_desktop.store.repos.papers import registered_form, signed_form
from baixing_desktop.store.repos.search import SearchIndex
from baixing_desktop.store.repos.sought import frequent, number_of_hits, page_of_hits
from baixing_desktop.store.tables.clues import clue, clue_revision
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.log import progress
from baixing_desktop.store.tables.office import classification, forwarding
from baixing_desktop.store.tables.system import tombstone

telling, recall, withdrawal = ENTITIES[Telling], ENTITIES[Recall], ENTITIES[Withdrawal]
context = ENTITIES[ClueContext]
claim = ENTITIES[Claim]

DUE_SOON = timedelta(days=7)

_WAITING_FOR = {
    OfficeQueue.TO_ISSUE: (ForwardingState.DRAFTED, ForwardingState.APPROVED),
    OfficeQueue.TO_RECEIVE: (ForwardingState.ISSUED,),
    OfficeQueue.TO_TAKE_OVER: (ForwardingState.RECEIVED,),
    OfficeQueue.TO_DECIDE_RETURN: (ForwardingState.RETURN_REQUESTED,),
    OfficeQueue.TO_REPLY: (ForwardingState.TAKEN_OVER,),
    OfficeQueue.TO_CONTACT: (ForwardingState.REPLIED,),
    OfficeQueue.TO_CLOSE: (ForwardingState.CONTACTED, ForwardingState.EVALUATED),
}

_OFFICE_STATES: Mapping[OfficeQueue, Sequence[OfficeState]] = {
    OfficeQueue.TO_SCREEN: (OfficeState.RECEIVED, OfficeState.SCREENING),
    OfficeQueue.TO_CLASSIFY: (OfficeState.ACCEPTED,),
}
"""The queues that a state alone decides, as far as the clue is not erased: they are kept counted."""
_WORKROOM_STATES: Mapping[WorkroomQueue, Sequence[ClueState]] = {
    WorkroomQueue.DRAFTS: (ClueState.DRAFT, ClueState.COMMUNITY_REGISTERED),
    WorkroomQueue.TO_SUBMIT: (ClueState.REGISTERED, ClueState.SEALED),
    WorkroomQueue.IN_TRANSIT: (ClueState.SUBMITTED,),
    # Registered and not yet confirmed by a receipt: no other computer has it for certain.
    WorkroomQueue.ONLY_HERE: (ClueState.REGISTERED, ClueState.SEALED, ClueState.SUBMITTED),
}
"""Those that a state alone decides, as far as the clue did not go with its imported table."""


class ListingRepo:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._search = SearchIndex(connection)
        self._kept = CountRepo(connection)

    def clues(self, query: ClueQuery) -> ClueList:
        """The clues that match ``query``, newest change first."""
        ids = self._chosen(query)
        return self._told(ids, query.limit, query.offset, query.count_to, lambda to: self._matching(query, to))

    def summaries(self, ids: Sequence[str]) -> tuple[ClueSummary, ...]:
        """The lines of these clues; those that are gone are left out."""
        return tuple(
            _summary(*row) for some in portions(ids) for row in self._connection.execute(_LINES, {"ids": some})
        )

    def names(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Number and title of each of these clues; those that are gone are left out."""
        wanted = select(clue.c.id, clue.c.formal_number, clue.c.provisional_number, clue.c.title)
        asked = (wanted.where(clue.c.id.in_(some)) for some in portions(ids))
        return {row[0]: (row[1] or row[2] or "", row[3]) for one in asked for row in self._connection.execute(one)}

    def ids(self, query: ClueQuery) -> tuple[str, ...]:
        """Identities of all clues that match, by number."""
        found = select(clue.c.id).where(*self._conditions(query)).order_by(clue.c.provisional_number, clue.c.created_at)
        return tuple(self._connection.execute(found).scalars())

    def ids_in_order(self, query: ClueQuery) -> tuple[str, ...]:
        """Identities of all clues that match, in the order of the list."""
        found = select(clue.c.id).where(*self._conditions(query)).order_by(*order_of(query))
        return tuple(self._connection.execute(found).scalars())

    def count(self, query: ClueQuery) -> int:
        """How many clues match."""
        return self._matching(query, None)

    def total(self) -> int:
        """How many clues there are."""
        return self._kept.all()

    def office_queue(self, queue: OfficeQueue, today: date) -> Queue:
        """How much waits in one of the office's queues, and since when."""
        states = _OFFICE_STATES.get(queue)
        if states is None:
            return self._count(_office_condition(queue, today))
        count = self._kept.in_office(states)
        return Queue(count, self._oldest(clue.c.office_state, states, not_erased()) if count else None)

    def office_list(self, queue: OfficeQueue, today: date, limit: int) -> ClueList:
        """The clues that wait in one of the office's queues."""
        return self._page([_office_condition(queue, today)], limit, 0)

    def never_claimed(self, route: Route, limit: int) -> ClueList:
        """The clues that go by ``route`` and are neither offered nor claimed, nor under a proposal (SM5)."""
        stands = exists().where(claim.c.clue_id == clue.c.id, claim.c.state.not_in(FALLEN))
        conditions = [clue.c.office_state == OfficeState.CLASSIFIED, _last_route_in([route]), ~stands, _stands()]
        conditions.append(not_erased())
        return self._page(conditions, limit, 0)

    def workroom_queue(self, queue: WorkroomQueue) -> Queue:
        """How much waits on the liaison's desk, and since when."""
        states = _WORKROOM_STATES.get(queue)
        if states is None:
            return self._count(_workroom_condition(queue))
        count = self._kept.in_workroom(states)
        return Queue(count, self._oldest(clue.c.workroom_state, states, ~went_with_its_table()) if count else None)

    def workroom_list(self, queue: WorkroomQueue, limit: int) -> ClueList:
        """The clues that wait on the liaison's desk."""
        return self._page([_workroom_condition(queue)], limit, 0)

    def registered_since(self, moment: datetime) -> int:
        """How many clues were registered for the first time since ``moment``."""
        first = clue_revision.c
        counted = select(func.count()).where(
            first.revision == 1, first.registered_at >= moment, first.clue_id.not_in(clues_taken_back())
        )
        return self._connection.execute(counted).scalar_one()

    def _conditions(self, query: ClueQuery) -> list[ColumnElement[bool]]:
        in_order = self._search.tells(query.text) and frequent(self._connection, query, alone=False)
        matching = self._search.matching(query.text, contacts=query.contacts, in_order=in_order)
        return [*matching, *_narrowed(query)]

    def _asks_for_words_alone(self, query: ClueQuery) -> bool:
        if not self._search.tells_all(query.text, contacts=query.contacts):
            return False
        return not any(True for _ in _narrowed(query))

    def _chosen(self, query: ClueQuery) -> Sequence[str]:
        if self._asks_for_words_alone(query):
            return page_of_hits(self._connection, query)
        return self._ids(self._conditions(query), query.limit, query.offset, order_of(query))

    def _matching(self, query: ClueQuery, at_most: int | None) -> int:
        """How many clues match, counted up to ``at_most`` where they must be counted one by one."""
        if self._asks_for_words_alone(query):
            return number_of_hits(self._connection, query)
        return self._total(self._conditions(query), at_most)

    def _count(self, condition: ColumnElement[bool]) -> Queue:
        row = self._connection.execute(select(func.count(), func.min(clue.c.updated_at)).where(condition)).one()
        return Queue(row[0], row[1])

    def _oldest(
        self, column: ColumnElement[Any], states: Sequence[str], condition: ColumnElement[bool]
    ) -> datetime | None:
        """Since when the oldest clue waits: the first of each state, as its index has them in order."""
        each = (
            select(clue.c.updated_at).where(column == state, condition).order_by(clue.c.updated_at).limit(1)
            for state in states
        )
        found = (self._connection.execute(first).scalar_one_or_none() for first in each)
        return min((moment for moment in found if moment is not None), default=None)

    def _page(
        self,
        conditions: Sequence[ColumnElement[bool]],
        limit: int,
        offset: int,
        order: Sequence[ColumnElement[Any]] = NEWEST,
        count_to: int | None = None,
    ) -> ClueList:
        ids = self._ids(conditions, limit, offset, order)
        return self._told(ids, limit, offset, count_to, lambda to: self._total(conditions, to))

    def _ids(
        self,
        conditions: Sequence[ColumnElement[bool]],
        limit: int,
        offset: int,
        order: Sequence[ColumnElement[Any]],
    ) -> Sequence[str]:
        # First which clues, which the indexes tell, then their lines: else every row that is passed over would be read.
        chosen = select(clue.c.id).where(*conditions).order_by(*order).limit(limit).offset(offset)
        return self._connection.execute(chosen).scalars().all()

    def _told(
        self, ids: Sequence[str], limit: int, offset: int, count_to: int | None, count: Callable[[int | None], int]
    ) -> ClueList:
        """The page of these clues, with the number of all as far as it is wanted."""
        lines = {line.id: line for line in self.summaries(ids)}
        items, known = tuple(lines[each] for each in ids), offset + len(ids)
        if len(ids) < limit and (ids or not offset):
            return ClueList(known, items)
        if ids and count_to is not None and known >= count_to:
            return ClueList(known, items, more=True)
        total = count(count_to)
        return ClueList(total, items, more=total == count_to)

    def _total(self, conditions: Sequence[ColumnElement[bool]], at_most: int | None) -> int:
        if not conditions:
            kept = self._kept.all()
            return kept if at_most is None else min(kept, at_most)
        counted = select(func.count()).select_from(clue).where(*conditions)
        if at_most is not None:
            some = select(clue.c.id).where(*conditions).limit(at_most)
            counted = select(func.count()).select_from(some.subquery())
        return self._connection.execute(counted).scalar_one()


def _summary(
    clue_id: str,
    formal_number: str | None,
    provisional_number: str | None,
    title: str,
    unit: str,
    workroom_state: str | None,
    office_state: str | None,
    anonymous: bool,
    name: str,
    updated_at: datetime,
    version: int,
    source: str,
    received_on: date | None,
    withdrawn_at: datetime | None,
) -> ClueSummary:
    return ClueSummary(
        id=clue_id,
        number=formal_number or provisional_number or "",
        title=title,
        unit=unit,
        workroom_state=ClueState(workroom_state) if workroom_state else None,
        office_state=OfficeState(office_state) if office_state else None,
        masked_name="匿名" if anonymous else mask_name(name),
        updated_at=updated_at,
        version=version,
        source=source,
        received_on=received_on,
        withdrawn=withdrawn_at is not None,
    )


# Put together once: to do so takes as long as the answer.
_LINES = (
    select(
        clue.c.id,
        clue.c.formal_number,
        clue.c.provisional_number,
        clue.c.title,
        clue.c.unit,
        clue.c.workroom_state,
        clue.c.office_state,
        clue.c.anonymous,
        clue.c.name,
        clue.c.updated_at,
        clue.c.version,
        clue.c.source_category,
        clue.c.received_on,
        clue.c.withdrawn_at,
    )
    .where(clue.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(*NEWEST)
)


def _narrowed(query: ClueQuery) -> Iterator[ColumnElement[bool]]:
    """All that ``query`` asks for beside its text."""
    if query.workroom_states:
        yield clue.c.workroom_state.in_(query.workroom_states)
    if query.office_states:
        yield clue.c.office_state.in_(query.office_states)
    if query.unit is not None:
        yield clue.c.unit == query.unit
    if query.source is not None:
        yield clue.c.source_category == query.source
    if query.received_from is not None:
        yield clue.c.received_on >= query.received_from
    if query.received_until is not None:
        yield clue.c.received_on <= query.received_until
    yield from _beyond_the_form(query)


def _beyond_the_form(query: ClueQuery) -> Iterator[ColumnElement[bool]]:
    if query.session is not None:
        yield _placed(context.c.session_id == query.session)
    if query.topic is not None:
        yield _placed(context.c.topic_id == query.topic)
    if query.signed is not None:
        yield registered_form() & (signed_form() if query.signed else ~signed_form())
    if query.queue is not None:
        yield _workroom_condition(query.queue)
    if query.at_hand:
        yield not_erased()


def _placed(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Something known of a clue beyond its form."""
    return clue.c.id.in_(select(context.c.clue_id).where(condition))


def _office_condition(queue: OfficeQueue, today: date) -> ColumnElement[bool]:
    # Nothing can be done with what was erased wholly; only copies of it may still have to come back.
    waiting = _office_state(queue, today)
    return waiting if queue is OfficeQueue.TO_RECALL else and_(waiting, not_erased())


def _office_state(queue: OfficeQueue, today: date) -> ColumnElement[bool]:
    match queue:
        case OfficeQueue.TO_SCREEN | OfficeQueue.TO_CLASSIFY:
            return clue.c.office_state.in_(_OFFICE_STATES[queue])
        case OfficeQueue.TO_DRAFT:
            return and_(
                clue.c.office_state == OfficeState.CLASSIFIED,
                _last_route_in([route for route, rule in ROUTES.items() if rule.by_letter]),
                ~exists().where(forwarding.c.clue_id == clue.c.id, forwarding.c.state != ForwardingState.CANCELLED),
            )
        case OfficeQueue.TO_RECALL:
            return and_(clue.c.office_state == OfficeState.WITHDRAWN, _copy_to_recall())
        case _:
            return and_(_stands(), _line_condition(queue, today))


def _line_condition(queue: OfficeQueue, today: date) -> ColumnElement[bool]:
    match queue:
        case OfficeQueue.OVERDUE:
            return _forwarding_where(_waits_for_reply(), forwarding.c.due_on < today)
        case OfficeQueue.DUE_SOON:
            return _forwarding_where(_waits_for_reply(), forwarding.c.due_on.between(today, today + DUE_SOON))
        case _:
            return _forwarding_where(forwarding.c.state.in_(_WAITING_FOR[queue]))


def _stands() -> ColumnElement[bool]:
    """A clue that the citizen took back is nobody's work, whatever the state of its letters."""
    return clue.c.withdrawn_at.is_(None)


def _copy_to_recall() -> ColumnElement[bool]:
    """A handler holds a copy and has not been asked to give it back."""
    told = exists().where(
        recall.c.forwarding_id == forwarding.c.id,
        recall.c.withdrawal_id == withdrawal.c.id,
        withdrawal.c.undone_at.is_(None),
    )
    return exists().where(forwarding.c.clue_id == clue.c.id, forwarding.c.state.not_in(HOLDS_NO_COPY), ~told)


def _waits_for_reply() -> ColumnElement[bool]:
    return forwarding.c.state == ForwardingState.TAKEN_OVER


def _forwarding_where(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """A letter of which that is so. Asked for by its letters and not clue by clue: few are under way, and an encrypted
    file would have to decipher every clue.
    """
    return clue.c.id.in_(select(forwarding.c.clue_id).where(*conditions))


def _last_route_in(routes: Sequence[Route]) -> ColumnElement[bool]:
    last = (
        select(classification.c.route)
        .where(classification.c.clue_id == clue.c.id)
        .order_by(classification.c.ordinal.desc())
        .limit(1)
        .scalar_subquery()
    )
    return last.in_(routes)


def _workroom_condition(queue: WorkroomQueue) -> ColumnElement[bool]:
    if queue in _WORKROOM_STATES:
        return and_(clue.c.workroom_state.in_(_WORKROOM_STATES[queue]), ~went_with_its_table())
    if queue is WorkroomQueue.RETURNED:
        return and_(clue.c.workroom_state == ClueState.RETURNED, _stands())
    return to_tell()


def to_tell(*, among_all: bool = False) -> ColumnElement[bool]:
    """The citizen waits for what was heard of the clue. ``among_all`` asks every clue, and not only those that are kept
    as coming into question: the answer is the same.
    """
    told = exists().where(telling.c.clue_id == clue.c.id, telling.c.news_at >= _last_news("at"))
    taken_back = _heard(*TAKES_BACK).where(progress.c.position > _last_news("position", *ANSWERS))
    overtaken = _heard(Step.CONTACTED).where(progress.c.position > _last_news("position"))
    # Who asked to be forgotten is not called; what merely was handed over, the office can still look up.
    forgotten = exists().where(tombstone.c.clue_id == clue.c.id, tombstone.c.ground != ErasureGround.HANDED_OVER)
    there = _stands() if among_all else and_(perhaps_untold(), _stands())
    return and_(there, ~forgotten, _heard(*ANSWERS), ~taken_back, ~overtaken, ~told)


def _heard(*steps: Step) -> Exists:
    return exists().where(progress.c.clue_id == clue.c.id, progress.c.step.in_(steps))


def _last_news(column: str, *steps: Step | Published) -> ScalarSelect[Any]:
    """Time or place of the newest of ``steps``, by default of what is worth telling. Of public responses only those
    count that were not withdrawn since.
    """
    found, later = progress.alias(), progress.alias()
    withdrawn = exists().where(
        later.c.clue_id == found.c.clue_id,
        later.c.step == Published.WITHDRAWN,
        later.c.position > found.c.position,
    )
    last = select(func.max(found.c[column])).where(
        found.c.clue_id == clue.c.id,
        found.c.step.in_(steps or WORTH_TELLING),
        or_(found.c.step != Published.RESPONDED, ~withdrawn),
    )
    return last.scalar_subquery()
