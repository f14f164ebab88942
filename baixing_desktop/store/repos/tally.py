"""The figures of 统计 as they are kept for a large office: sums by month, brought up to date by the few clues of which
something changed since.

What a clue was counted for is kept beside the sums, so it can be taken out of them and be put in anew. Triggers write
down, in the transaction that changes a fact, which clues that concerns; they are counted afresh by whoever asks, and by
:meth:`TallyRepo.settle` for good. What turned overdue overnight changes no fact: it is found by the days of the
letters. Figures from here are therefore those of a count over all clues at that moment, never older ones.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, reduce
from typing import Any

from sqlalchemy import Connection, Executable, Table, and_, bindparam, delete, func, insert, select, update

from baixing_desktop.domain.period import Period
from baixing_desktop.domain.rules.figures import Counts, Dimension, Figure, Stage, StageDays
from baixing_desktop.store.repos.figures import (
    AWAITED,
    BITS,
    COUNTED,
    OF_CLUES,
    Case,
    FiguresRepo,
    PeriodFigures,
    counts_for,
    days_of,
)
from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.figures import DERIVED, part, spent, stale, state, total
from baixing_desktop.store.tables.office import forwarding

WORTH = 5_000
"""Fewer clues are counted as fast as their sums are read."""
AT_ONCE = 1_000
"""Clues settled in one transaction: others wait for it about half a second."""
MOST = 2_000
"""More stale clues than these are not counted one by one: then all are, together."""
_IN_ALL = ""
_NAMES = tuple(figure.value for figure in Figure)
"""The columns of the sums; what is counted here stands in this order, one number for each figure."""
_STAGES = tuple(stage.value for stage in Stage)
_DIMENSIONS = tuple(dimension.value for dimension in OF_CLUES)
_HANDLER = Dimension.HANDLER.value
_Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """What one clue counts for. ``month``: see ``figure_part``; ``letters``: handler, figures, days of each stage."""

    month: int
    codes: tuple[str, ...]
    own: int
    letters: tuple[tuple[str, int, tuple[int | None, ...]], ...]


class _Sums:
    """Figures by month, dimension and code, and days by month and stage; parts are put in and taken out."""

    def __init__(self) -> None:
        self.figures: defaultdict[_Key, list[int]] = defaultdict(_nothing)
        self.days: Counter[tuple[int, str, int]] = Counter()

    def add(self, one: Part, times: int) -> None:
        """Put ``one`` in, or take it out (``times`` -1)."""
        handled: dict[str, int] = {}
        for handler, mask, days in one.letters:
            handled[handler] = handled.get(handler, one.own) | mask
            for stage, taken in zip(_STAGES, days, strict=True):
                if taken is not None:
                    self.days[one.month, stage, taken] += times
        whole = one.own
        for handler, mask in handled.items():
            whole |= mask
            self._put((one.month, _HANDLER, handler), mask, times)
        self._put((one.month, _IN_ALL, ""), whole, times)
        for dimension, code in zip(_DIMENSIONS, one.codes, strict=True):
            self._put((one.month, dimension, code), whole, times)

    def _put(self, key: _Key, mask: int, times: int) -> None:
        counts = self.figures[key]
        for at in _places(mask):
            counts[at] += times


def _nothing() -> list[int]:
    return [0] * len(_NAMES)


@cache
def _places(mask: int) -> tuple[int, ...]:
    """Which figures a mask holds, by their places."""
    return tuple(at for at, bit in enumerate(BITS.values()) if mask & bit)


class TallyRepo:
    """Kept figures."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._facts = FiguresRepo(connection)

    # -- asking

    def of(self, today: date, *periods: Period) -> tuple[PeriodFigures, ...] | None:
        """Every figure over the clues of these periods; None where they have to be counted clue by clue: nothing is
        kept, too much has changed, or a period does not consist of whole months.
        """
        if not all(period.whole_months for period in periods):
            return None
        changed = self.changed(today)
        if changed is None or len(changed) > MOST:
            return None
        now = self._difference(changed, today)[0]
        return tuple(self._figures(period, now) for period in periods)

    def ids(
        self, period: Period, today: date, figure: Figure, dimension: Dimension | None = None, code: str = ""
    ) -> tuple[str, ...] | None:
        """Identities of the clues that a figure of :meth:`of` counts, by number; None where that is None."""
        if not period.whole_months:
            return None
        changed = self.changed(today)
        if changed is None or len(changed) > MOST:
            return None
        first, last = _month(period.first), _month(period.last)
        found = set(self._kept_ids(first, last, figure, dimension, code)).difference(changed)
        for one in self._facts.cases_among(changed, today):
            if first <= part_of(one).month <= last and counts_for(one, figure, dimension, code):
                found.add(one.id)
        return self._facts.by_number(period, found)

    def _kept_ids(self, first: int, last: int, figure: Figure, dimension: Dimension | None, code: str) -> Iterator[str]:
        bit, here = BITS[figure], part.c.month.between(first, last)
        if dimension is Dimension.HANDLER:
            told = part.c.letters.contains(json.dumps([code])[:-1], autoescape=True)
            for row in self._rows(select(part).where(here, told)):
                one = _part(row)
                if any((one.own | mask) & bit for handler, mask, _days in one.letters if handler == code):
                    yield row.clue_id
            return
        columns = dict(zip(OF_CLUES, (part.c.unit, part.c.source, part.c.theme, part.c.topic), strict=True))
        of_code = [columns[dimension] == code] if dimension is not None else []
        wanted = select(part.c.clue_id).where(here, part.c.whole.bitwise_and(bit) != 0, *of_code)
        yield from self._connection.execute(wanted).scalars()

    def changed(self, today: date) -> tuple[str, ...] | None:
        """The clues that have to be counted anew to speak of ``today``, no more than one beyond :data:`MOST`; None
        where nothing is kept.
        """
        day = self._day()
        if day is None:
            return None
        marked = set(self._connection.execute(select(stale.c.clue_id).limit(MOST + 1)).scalars())
        if day != today and len(marked) <= MOST:
            marked.update(self._connection.execute(_turning(day, today).limit(MOST + 1)).scalars())
        return tuple(sorted(marked))

    def _figures(self, period: Period, now: _Sums) -> PeriodFigures:
        first, last = _month(period.first), _month(period.last)
        sums = [func.sum(total.c[name]) for name in _NAMES]
        kept = select(total.c.dimension, total.c.code, *sums).where(total.c.month.between(first, last))
        counted: dict[tuple[str, str], list[int]] = {}
        for dimension, code, *numbers in self._rows(kept.group_by(total.c.dimension, total.c.code)):
            counted[dimension, code] = [int(number) for number in numbers]
        for (month, dimension, code), counts in now.figures.items():
            if first <= month <= last:
                before = counted.get((dimension, code)) or _nothing()
                counted[dimension, code] = [one + more for one, more in zip(before, counts, strict=True)]
        return PeriodFigures(_by_dimension(counted), self._stages(first, last, now))

    def _stages(self, first: int, last: int, now: _Sums) -> Mapping[Stage, StageDays]:
        kept = select(spent.c.stage, spent.c.days, func.sum(spent.c.letters)).where(spent.c.month.between(first, last))
        taken: Counter[tuple[str, int]] = Counter()
        for stage, days, letters in self._connection.execute(kept.group_by(spent.c.stage, spent.c.days)):
            taken[stage, days] += int(letters)
        for (month, stage, days), letters in now.days.items():
            if first <= month <= last:
                taken[stage, days] += letters
        return {stage: _stage_days(taken, stage) for stage in Stage}

    # -- keeping

    def wants(self, today: date) -> bool:
        """Whether :meth:`begin` or :meth:`settle` have something to do."""
        changed = self.changed(today)
        if changed is None:
            return self._connection.execute(select(func.count()).select_from(clue)).scalar_one() >= WORTH
        return bool(changed)

    def begin(self, today: date, *, worth: int = WORTH) -> bool:
        """Start keeping the figures of a record with at least ``worth`` clues; whether they are kept now."""
        if self._day() is not None:
            return True
        if self._connection.execute(select(func.count()).select_from(clue)).scalar_one() < worth:
            return False
        self._connection.execute(insert(state).values(id=1, day=today))
        self._connection.execute(insert(stale).from_select(["clue_id"], select(clue.c.id).where(COUNTED)))
        return True

    def settle(self, today: date, *, at_once: int = AT_ONCE) -> tuple[int, int]:
        """Count up to ``at_once`` stale clues for good; returns how many it was, and how many are still stale."""
        day = self._day()
        if day is None:
            return 0, 0
        if day != today:
            turned = _turning(day, today).where(forwarding.c.clue_id.not_in(select(stale.c.clue_id)))
            self._connection.execute(insert(stale).from_select(["clue_id"], turned))
            self._connection.execute(update(state).values(day=today))
        ids = self._connection.execute(select(stale.c.clue_id).order_by(stale.c.clue_id).limit(at_once)).scalars().all()
        difference, fresh = self._difference(ids, today)
        self._write(difference)
        for some in portions(ids):
            self._connection.execute(delete(part).where(part.c.clue_id.in_(some)))
            self._connection.execute(delete(stale).where(stale.c.clue_id.in_(some)))
        if fresh:
            self._connection.execute(insert(part), [_row(identity, one) for identity, one in fresh.items()])
        return len(ids), self._connection.execute(select(func.count()).select_from(stale)).scalar_one()

    def forget(self) -> None:
        """Keep nothing any more, until :meth:`begin`."""
        for table in DERIVED:
            self._connection.execute(delete(table))

    def wrong(self) -> Iterator[str]:
        """Which kept sums are not those of a count over all clues, but for the stale ones: ``month dimension code`` or
        ``month stage days``; nothing where none are kept.
        """
        today = self._day()
        if today is None:
            return
        kept, counted = _Sums(), _Sums()
        for month, dimension, code, *numbers in self._rows(select(total)):
            kept.figures[month, dimension, code] = numbers
        for month, stage, days, letters in self._connection.execute(select(spent)):
            kept.days[month, stage, days] += letters
        marked = self._connection.execute(select(stale.c.clue_id)).scalars().all()
        changes = self._difference(marked, today)[0]
        for key, counts in changes.figures.items():
            kept.figures[key] = [one + more for one, more in zip(kept.figures[key], counts, strict=True)]
        kept.days.update(changes.days)
        for one in self._facts.cases(Period(date(1900, 1, 1), date(2999, 12, 31)), today):
            counted.add(part_of(one), 1)
        for key in sorted(kept.figures.keys() | counted.figures.keys()):
            if kept.figures[key] != counted.figures[key]:
                yield " ".join(map(str, key))
        yield from (" ".join(map(str, key)) for key in sorted(_unequal(kept.days, counted.days)))

    def _rows(self, wanted: Executable) -> Iterable[Any]:
        # The columns are counted where they are asked for, one line away from where they are unpacked.
        return self._connection.execute(wanted)

    def _day(self) -> date | None:
        return self._connection.execute(select(state.c.day)).scalar_one_or_none()

    def _difference(self, ids: Sequence[str], today: date) -> tuple[_Sums, Mapping[str, Part]]:
        """What is to be added to the kept sums to make them speak of ``today``, if only ``ids`` changed; and what these
        count for now.
        """
        fresh = {one.id: part_of(one) for one in self._facts.cases_among(ids, today)}
        sums = _Sums()
        for some in portions(ids):
            for row in self._connection.execute(select(part).where(part.c.clue_id.in_(some))):
                sums.add(_part(row), -1)
        for one in fresh.values():
            sums.add(one, 1)
        return sums, fresh

    def _write(self, changes: _Sums) -> None:
        self._add(total, _NAMES, {key: counts for key, counts in changes.figures.items() if any(counts)})
        self._add(spent, ("letters",), {key: [number] for key, number in changes.days.items() if number})

    def _add(self, table: Table, names: Sequence[str], changes: Mapping[Any, Sequence[int]]) -> None:
        keys = list(table.primary_key.columns)
        there = select(*keys).where(keys[0].in_({key[0] for key in changes}))
        known = {tuple(row) for row in self._connection.execute(there)}
        places = [*(f"key_{column.name}" for column in keys), *(f"more_{name}" for name in names)]
        rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        for key, numbers in changes.items():
            rows[key in known].append(dict(zip(places, (*key, *numbers), strict=True)))
        kept: dict[str, Any] = {column.name: bindparam(f"key_{column.name}") for column in keys}
        more: dict[str, Any] = {
            column.name: bindparam(f"more_{column.name}") for column in table.columns if not column.primary_key
        }
        if rows[False]:
            self._connection.execute(insert(table).values(kept | more), rows[False])
        if rows[True]:
            added = {name: table.c[name] + number for name, number in more.items()}
            here = and_(*(column == kept[column.name] for column in keys))
            self._connection.execute(update(table).where(here).values(added), rows[True])


def part_of(one: Case) -> Part:
    """What a clue counts for, without anything of the clue itself."""
    letters = tuple((letter.handler, letter.mask, tuple(days_of(one, letter))) for letter in one.letters)
    return Part(int(one.day[:4]) * 12 + int(one.day[5:7]) - 1, one.codes, one.own, letters)


def _part(row: Any) -> Part:
    letters = tuple((handler, mask, tuple(days)) for handler, mask, days in json.loads(row.letters))
    return Part(row.month, (row.unit, row.source, row.theme, row.topic), row.own, letters)


def _row(identity: str, one: Part) -> dict[str, object]:
    codes = dict(zip(("unit", "source", "theme", "topic"), one.codes, strict=True))
    letters = json.dumps(one.letters, separators=(",", ":"))
    whole = reduce(lambda found, letter: found | letter[1], one.letters, one.own)
    return {"clue_id": identity, "month": one.month, **codes, "own": one.own, "whole": whole, "letters": letters}


def _turning(one: date, other: date) -> Any:
    """The clues of letters that are overdue on one of two days and not on the other."""
    of = forwarding.c
    last = max(one, other) - timedelta(days=1)
    between = of.due_on.between(min(one, other), last)
    return select(of.clue_id).distinct().where(of.state.in_(AWAITED), between, of.replied_on.is_(None))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _by_dimension(
    counted: Mapping[tuple[str, str], Sequence[int]],
) -> Mapping[Dimension | None, Mapping[str, Counts]]:
    found: dict[Dimension | None, dict[str, Counts]] = {one: {} for one in (None, *Dimension)}
    for (name, code), counts in counted.items():
        made = dict(zip(Figure, counts, strict=True))
        if made[Figure.COLLECTED]:
            found[Dimension(name) if name else None][code] = made
    if not found[None]:
        found[None] = {"": dict.fromkeys(Figure, 0)}
    return found


def _stage_days(taken: Counter[tuple[str, int]], wanted: Stage) -> StageDays:
    letters = {days: number for (stage, days), number in taken.items() if stage == wanted and number}
    return StageDays(sum(letters.values()), sum(days * n for days, n in letters.items()), max(letters, default=0))


def _unequal(kept: Counter[Any], counted: Counter[Any]) -> Iterable[Any]:
    return (key for key in kept.keys() | counted.keys() if kept[key] != counted[key])
