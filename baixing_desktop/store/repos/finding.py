"""One search over every kind of record: what occurs where, newest first, and how often."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    String,
    Table,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    null,
    or_,
    select,
)

from baixing_desktop.clock import local
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.encouragement import Showcase
from baixing_desktop.domain.finding import OF_CLUE, SEARCHED, FoundKind, Hit, passage
from baixing_desktop.domain.handling import HandlerReply
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.proposals import Proposal
from baixing_desktop.domain.rules.numbering import interim_number, proposal_number
from baixing_desktop.domain.supervision import Supervision
from baixing_desktop.store.repos.search import SearchIndex, occurs
from baixing_desktop.store.repos.sought import frequent
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.office import forwarding

TABLES: Mapping[type, Table] = {**ENTITIES, Clue: clue, Forwarding: forwarding}
_reply, _proposal, _supervision = ENTITIES[HandlerReply], ENTITIES[Proposal], ENTITIES[Supervision]

Codes = Mapping[str, Sequence[str]]
"""The units whose name has this word in it, by word."""


class FindingRepo:
    """Reads only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, kind: FoundKind, words: Sequence[str], codes: Codes) -> int:
        """How many records of ``kind`` have all of ``words`` in them."""
        table = TABLES[SEARCHED[kind].record]
        counted = select(func.count()).select_from(table).where(*self._conditions(kind, words, codes))
        return self._connection.execute(counted).scalar_one()

    def hits(self, kind: FoundKind, words: Sequence[str], codes: Codes, offset: int, limit: int) -> tuple[Hit, ...]:
        """Those records from the ``offset``-th on, the newest first."""
        searched = SEARCHED[kind]
        table = TABLES[searched.record]
        if kind is FoundKind.CLUE:
            search, asked = SearchIndex(self._connection), ClueQuery(" ".join(words), limit=limit, offset=offset)
            in_order = search.tells(asked.text) and frequent(self._connection, asked, alone=True)
            conditions = search.without_contacts(words, in_order=in_order)
            order = (clue.c.updated_at.desc(), clue.c.id.desc())
        else:
            conditions = self._conditions(kind, words, codes)
            order = (table.c[searched.on].desc().nulls_last(), table.c.id)
        chosen = select(table.c.id).where(*conditions).order_by(*order)
        ids = self._connection.execute(chosen.limit(limit).offset(offset)).scalars().all()
        found = select(table, _clue_of(table).label("its_clue"), _about(table).label("about")).where(
            table.c.id.in_(ids)
        )
        rows = {row["id"]: row for row in self._connection.execute(found).mappings()}
        return tuple(_hit(kind, rows[each], words) for each in ids)

    def _conditions(self, kind: FoundKind, words: Sequence[str], codes: Codes) -> list[ColumnElement[bool]]:
        if kind is FoundKind.CLUE:
            return SearchIndex(self._connection).without_contacts(words)
        searched = SEARCHED[kind]
        table = TABLES[searched.record]
        texts = [table.c[name] for name in (searched.title, *searched.texts) if name]
        units = [table.c[name] for name in searched.units]
        number: _Number = _NUMBERS[kind](self._connection) if kind in _NUMBERS else _no_number
        conditions = [
            or_(
                *(occurs(word, text) for text in texts),
                *(unit.in_(codes.get(word, ())) for unit in units if codes.get(word)),
                number(word),
            )
            for word in words
        ]
        return [*conditions, *_in_force(table)]


def _in_force(table: Table) -> list[ColumnElement[bool]]:
    """What is written anew with every change is found as it reads now."""
    if "ordinal" not in table.c or table.c.ordinal.table is _reply or "clue_id" not in table.c:
        return []
    other = table.alias()
    last = select(func.max(other.c.ordinal)).where(other.c.clue_id == table.c.clue_id).scalar_subquery()
    shown = [table.c.shown] if table is ENTITIES[Showcase] else []
    return [table.c.ordinal == last, *shown]


def _clue_of(table: Table) -> ColumnElement[Any]:
    """The clue to which a record belongs."""
    if "clue_id" in table.c:
        return table.c.clue_id
    if "reply_id" in table.c:
        line = _reply.c.forwarding_id == forwarding.c.id
        answered = select(forwarding.c.clue_id).join(_reply, line).where(_reply.c.id == table.c.reply_id)
        return answered.scalar_subquery()
    if "forwarding_id" in table.c:
        return select(forwarding.c.clue_id).where(forwarding.c.id == table.c.forwarding_id).scalar_subquery()
    return null()


def _about(table: Table) -> ColumnElement[Any]:
    """The title of what a record belongs to; of a clue its number."""
    if table is clue:
        return func.coalesce(clue.c.formal_number, clue.c.provisional_number, "")
    titles: list[ColumnElement[Any]] = [select(clue.c.title).where(clue.c.id == _clue_of(table)).scalar_subquery()]
    for name, parent, title in (
        ("proposal_id", _proposal, _proposal.c.title),
        ("supervision_id", _supervision, _supervision.c.subject),
    ):
        if name in table.c:
            titles.append(select(title).where(parent.c.id == table.c[name]).scalar_subquery())
    return func.coalesce(*titles, "")


def _hit(kind: FoundKind, row: RowMapping, words: Sequence[str]) -> Hit:
    searched = SEARCHED[kind]
    on, its_clue = row[searched.on], row["its_clue"] or ""
    title, about = row[searched.title] if searched.title else "", row["about"] or ""
    return Hit(
        kind,
        row["id"],
        opens=its_clue if searched.at == OF_CLUE else row[searched.at] or "",
        title=title or "",
        around=passage((row[name] or "" for name in searched.texts), words),
        on=local(on).date() if hasattr(on, "astimezone") else on,
        about=about,
        clue_id=row["id"] if kind is FoundKind.CLUE else its_clue,
    )


_Number = Callable[[str], ColumnElement[bool]]


def _no_number(_word: str) -> ColumnElement[bool]:
    return false()


def _proposal_numbers(connection: Connection) -> _Number:
    """``第十六届三次会议第012号`` stands nowhere: it is made of three numbers (domain A2.2)."""
    c = _proposal.c
    series = select(c.term, c.session_no).where(c.number.is_not(None), c.term.is_not(None)).distinct()
    known = [(term, session) for term, session in connection.execute(series) if term]
    padded = case((c.number < 10, "00"), (c.number < 100, "0"), else_="").concat(cast(c.number, String))

    def condition(word: str) -> ColumnElement[bool]:
        each = (
            and_(
                c.term == term,
                c.session_no == session if session else c.session_no.is_(None),
                occurs(word, literal(_before_serial(term, session)).concat(padded).concat("号")),
            )
            for term, session in known
        )
        return or_(false(), *each)

    return condition


def _before_serial(term: int, session: int | None) -> str:
    whole = proposal_number(term, session, 0) if session else interim_number(term, 0)
    return whole.removesuffix("000号")


def _issue_names(_connection: Connection) -> _Number:
    """``2026年第3期`` is made of the year and the issue."""
    c = ENTITIES[SEARCHED[FoundKind.COMPENDIUM].record].c
    name = cast(c.year, String).concat("年第").concat(cast(c.issue, String)).concat("期")
    return lambda word: occurs(word, name)


_NUMBERS: Mapping[FoundKind, Callable[[Connection], _Number]] = {
    FoundKind.PROPOSAL: _proposal_numbers,
    FoundKind.COMPENDIUM: _issue_names,
}
