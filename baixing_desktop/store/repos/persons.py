"""Contact data of a record on a server, opened once: there it is sealed value by value, and a search reads all of it.

What was opened stays in the memory of this process as long as the record is open. Whether it is still so is told by
what the server says of each portion of the search index (:data:`search_portion`): another seat's changes are seen at
once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import ARRAY, Connection, Dialect, Integer, any_, bindparam, select

from baixing_desktop.store.repos.many import portions
from baixing_desktop.store.tables.search import PORTION_BITS, clue_search, search_portion

_BETWEEN = "\x1e"
"""Parts the texts of a portion. It counts as a blank, so no word that is looked for has it."""

_AT_ONCE = 64
"""Portions that are opened with one question: about 16,000 clues."""

_STANDING = select(search_portion)
_FIRST = search_portion.c.portion.op("<<")(PORTION_BITS)
_READ = (
    select(search_portion.c.portion, clue_search.c.row, clue_search.c.contact)
    .join(clue_search, clue_search.c.row.between(_FIRST, _FIRST + (2**PORTION_BITS - 1)))
    .where(search_portion.c.portion == any_(bindparam("numbers", type_=ARRAY(Integer))))
    .where(clue_search.c.contact.is_not(None))
)


@dataclass(frozen=True, slots=True)
class _Portion:
    """Neighbouring rows of the search index as they were at ``standing``; ``texts`` has as many parts."""

    standing: tuple[int, int]
    rows: tuple[int, ...]
    texts: str

    def with_word(self, word: str) -> Iterator[int]:
        if word in self.texts:
            texts = self.texts.split(_BETWEEN)
            yield from (row for row, text in zip(self.rows, texts, strict=True) if word in text)


@dataclass(slots=True)
class Persons:
    """What was opened of one record. Threads take turns."""

    _portions: dict[int, _Portion] = field(default_factory=dict[int, _Portion], repr=False)
    _turn: Lock = field(default_factory=Lock, repr=False)

    def with_word(self, connection: Connection, word: str) -> list[int]:
        """Rows of the search index with ``word``, folded, in a contact, as ``connection`` sees them now."""
        with self._turn:
            self._open_changed(connection)
            return [row for portion in self._portions.values() for row in portion.with_word(word)]

    def bring_up(self, connection: Connection) -> None:
        """Open what changed now, so that the next search need not."""
        with self._turn:
            self._open_changed(connection)

    def _open_changed(self, connection: Connection) -> None:
        now = {row.portion: (row.changed_in, row.changes) for row in connection.execute(_STANDING)}
        kept = {number: known for number, known in self._portions.items() if now.get(number) == known.standing}
        # Only what is whole is kept: the question may fail half-way.
        for some in portions([number for number in now if number not in kept], _AT_ONCE):
            kept |= _opened(connection, {number: now[number] for number in some})
        self._portions = kept


def persons_of(connection: Connection) -> Persons:
    """What was opened of the record behind ``connection``; it goes when the record's engine goes."""
    return _OPENED.setdefault(connection.dialect, Persons())


_OPENED: WeakKeyDictionary[Dialect, Persons] = WeakKeyDictionary()


def _opened(connection: Connection, standing: dict[int, tuple[int, int]]) -> dict[int, _Portion]:
    rows: dict[int, list[tuple[int, str]]] = {number: [] for number in standing}
    for each in connection.execute(_READ, {"numbers": list(standing)}):
        rows[each.portion].append((each.row, each.contact.replace(_BETWEEN, " ")))
    return {
        number: _Portion(at, tuple(row for row, _ in rows[number]), _BETWEEN.join(text for _, text in rows[number]))
        for number, at in standing.items()
    }
