"""The search index over the clues: kept with every save, asked by the lists."""

from collections.abc import Container, Generator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Text,
    and_,
    any_,
    bindparam,
    cast,
    column,
    delete,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
    text,
    type_coerce,
    update,
)

from baixing_desktop.canonical import sha256_hex
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.rules.redaction import tells_a_number
from baixing_desktop.store.postgres import seek_by_index
from baixing_desktop.store.repos.persons import persons_of
from baixing_desktop.store.secrecy import secrecy_of
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.search import clue_fts, clue_search
from baixing_desktop.store.tokens import document, folded, is_a_mark, marks, marks_of_word, match_expression

_TEXTS = (
    clue.c.title,
    clue.c.analysis,
    clue.c.suggestions,
    clue.c.receiver,
    clue.c.formal_number,
    clue.c.provisional_number,
)
"""What is searched besides the contact data."""

_CONTACT = (clue.c.name, clue.c.phone, clue.c.address, clue.c.guardian)

_ADD = insert(clue_search)
_ADD_DOCUMENT = insert(clue_fts).values(
    rowid=select(clue_search.c.row).where(clue_search.c.clue_id == bindparam("indexed")).scalar_subquery(),
    body=bindparam("body"),
)
"""The document goes where the clue has its row in ``clue_search``."""

_WAITING = "documents of clues"
"""Where a connection keeps those that are not written yet: every repository on it knows of them."""

_MERGED_AT_ONCE = 200
"""Pages of the index that are put together in one transaction: others wait for it a tenth of a second."""

_WAITING_AT_MOST = 500
"""Documents of a long piece of work that are held in memory; about 8 kB each."""


class SearchIndex:
    """One index, in the form that the engine is best at."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._server = connection.dialect.name == "postgresql"

    @contextmanager
    def together(self) -> Generator[None]:
        """Write the documents of the new clues in this block many at a time, inside the same transaction.

        SQLite's full-text index writes out what it holds in memory before every statement that can be undone by
        itself, such as an audit entry: one document at a time costs a segment of the index for each clue.
        """
        if self._server or self._waiting is not None:
            yield
            return
        self._connection.info[_WAITING] = []
        try:
            yield
            self.settle()
        finally:
            del self._connection.info[_WAITING]

    def settle(self) -> None:
        """Write the documents that wait; whoever changes or removes a clue needs all of them in their place."""
        if waiting := self._waiting:
            self._connection.execute(_ADD_DOCUMENT, waiting)
            waiting.clear()

    def put(self, entity: Clue) -> None:
        """Index a clue as it is now; nothing is written if its texts are indexed already."""
        known = self._known(entity.id)
        if known is None:
            self.put_new((entity,))
        elif known.digest != (digest := _digest(entity)):
            values = self._values(entity, digest)
            self._connection.execute(update(clue_search).where(clue_search.c.row == known.row).values(**values))
            if not self._server:
                self.settle()
                self._connection.execute(delete(clue_fts).where(clue_fts.c.rowid == known.row))
                self._connection.execute(_ADD_DOCUMENT, _document(entity))

    def put_new(self, entities: Sequence[Clue]) -> None:
        """Index clues of which nothing is indexed yet, in a few statements however many they are."""
        fresh = [{"clue_id": entity.id, **self._values(entity, _digest(entity))} for entity in entities]
        self._connection.execute(_ADD, fresh)
        if not self._server:
            self._put_documents([_document(entity) for entity in entities])

    def knows(self, entity: Clue) -> bool:
        """Whether a clue is indexed as it is now."""
        known = self._known(entity.id)
        return known is not None and known.digest == _digest(entity)

    def forget_all(self) -> None:
        """Empty the index; whoever asks for this fills it again in the same transaction."""
        self.settle()
        self._connection.execute(delete(clue_search))

    def tidy(self) -> bool:
        """Put some of the pieces together that SQLite's index consists of: whoever looks for a word has to look in each
        of them, and a large record has twenty. Returns whether there may be more to do.
        """
        if self._server:
            return False
        if not self._connection.execute(_PIECES_KNOWN).first():
            # Two of a size are put together; the engine's own habit is four.
            self._connection.execute(_TWO_ARE_ENOUGH)
        before = self._connection.execute(_CHANGES).scalar_one()
        self._connection.execute(_MERGE, {"pages": _MERGED_AT_ONCE})
        # As the manual of FTS5 says: one change alone is the counting of the command itself.
        return self._connection.execute(_CHANGES).scalar_one() - before >= 2

    def open_persons(self) -> None:
        """On a server: open the contact data that changed since it was last opened; else the next search does it."""
        if self._server:
            persons_of(self._connection).bring_up(self._connection)

    def with_phone(self, phone: str) -> tuple[str, ...]:
        """Identities of the clues whose contributor has this telephone number, however it was written."""
        blind = self._blind(phone)
        if blind is None:
            return ()
        found = select(clue_search.c.clue_id).where(clue_search.c.phone == blind)
        return tuple(self._connection.execute(found).scalars())

    def matching(self, text: str, *, contacts: bool, in_order: bool = False) -> list[ColumnElement[bool]]:
        """Conditions on a clue: every word of ``text`` (blanks part words) occurs in one of its fields; words with
        digits in one that is no contact data, unless ``contacts`` are asked for or the digits are too few to tell.
        ``in_order`` as :meth:`without_contacts`.
        """
        words = text.split()
        if not words:
            return []
        self.settle()
        apart = _apart(text, contacts=contacts)
        if self._server:
            return self._all_on_server(words, apart)
        return [_in_documents(words, in_order=in_order), *(_in_texts(word) for word in words if word in apart)]

    def tells(self, text: str) -> bool:
        """Whether ``text`` has words, and a full-text index with everything in it tells where they stand: then
        :mod:`baixing_desktop.store.repos.sought` knows quick ways."""
        self.settle()
        return not self._server and bool(text.split())

    def tells_all(self, text: str, *, contacts: bool) -> bool:
        """The same, and the clues that it tells are just those that are :meth:`matching`."""
        return self.tells(text) and not _apart(text, contacts=contacts)

    def without_contacts(self, words: Sequence[str], *, in_order: bool = False) -> list[ColumnElement[bool]]:
        """Conditions on a clue: every one of ``words`` occurs in one of its fields that is no contact data.
        ``in_order`` for the first of many in the order of an index: SQLite would else read all and sort them.
        """
        self.settle()
        if self._server:
            return self._all_on_server(words, words)
        # A word of an indexed clue stands in its texts unless it stands in its contact data, which is quicker to read.
        told = (or_(*(occurs(word, type_coerce(each, Text)) for each in _CONTACT)) for word in words)
        return [
            _in_documents(words, in_order=in_order),
            *(or_(~each, _in_texts(word)) for each, word in zip(told, words, strict=True)),
        ]

    def _known(self, clue_id: str) -> Row[Any, Any] | None:
        found = select(clue_search.c.row, clue_search.c.digest).where(clue_search.c.clue_id == clue_id)
        return self._connection.execute(found).one_or_none()

    @property
    def _waiting(self) -> list[dict[str, Any]] | None:
        return self._connection.info.get(_WAITING)

    def _values(self, entity: Clue, digest: str) -> dict[str, Any]:
        values: dict[str, Any] = {"digest": digest, "phone": self._blind(entity.content.contributor.phone)}
        if self._server:
            contact = _contact(entity)
            values["tokens"] = marks(_texts(entity))
            values["contact"] = folded("\n".join(contact)) if any(contact) else None
        return values

    def _put_documents(self, rows: list[dict[str, Any]]) -> None:
        waiting = self._waiting
        if waiting is None:
            self._connection.execute(_ADD_DOCUMENT, rows)
            return
        waiting.extend(rows)
        if len(waiting) >= _WAITING_AT_MOST:
            self.settle()

    def _all_on_server(self, words: Sequence[str], apart: Container[str]) -> list[ColumnElement[bool]]:
        """A condition for each of ``words``; those ``apart`` are not looked for in contact data."""
        seek_by_index(self._connection)
        return [self._on_server(word, contacts=word not in apart) for word in words]

    def _on_server(self, word: str, *, contacts: bool) -> ColumnElement[bool]:
        """Texts by their marks and then by themselves; contact data, which only we can read, by reading it."""
        candidates = (
            select(clue_search.c.clue_id)
            .where(clue_search.c.tokens.op("@>")(cast(marks_of_word(word), ARRAY(Text))))
            # The server answers this first and by itself: it would else go through all clues in the order of the list,
            # and look for the marks in each, because it takes rare words for frequent ones.
            .offset(literal_column("0"))
        )
        marked = clue.c.id.in_(candidates)
        texts = marked if is_a_mark(word) else and_(marked, _in_texts(word))
        rows = persons_of(self._connection).with_word(self._connection, folded(word)) if contacts else []
        if not rows:
            return texts
        persons = select(clue_search.c.clue_id).where(clue_search.c.row == any_(cast(rows, ARRAY(Integer))))
        return or_(texts, clue.c.id.in_(persons))

    def _blind(self, phone: str) -> str | None:
        plain = digits(phone)
        return secrecy_of(self._connection.dialect).blind(plain) if plain else None


_PIECES_KNOWN = text("SELECT v FROM clue_fts_config WHERE k = 'usermerge'")
_TWO_ARE_ENOUGH = text("INSERT INTO clue_fts (clue_fts, rank) VALUES ('usermerge', 2)")
_MERGE = text("INSERT INTO clue_fts (clue_fts, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")


def digits(phone: str) -> str:
    """The digits of a telephone number without the country's prefix, which compare however they were written."""
    plain = "".join(c for c in phone if c.isdecimal())
    return plain.removeprefix("0086").removeprefix("86") if len(plain) > 12 else plain


def _apart(text: str, *, contacts: bool) -> set[str]:
    """The words of ``text`` that are not looked for in contact data."""
    if contacts or not tells_a_number(text):
        return set()
    return {word for word in text.split() if any(character.isdigit() for character in word)}


def _in_documents(words: Sequence[str], *, in_order: bool) -> ColumnElement[bool]:
    matches: ColumnElement[Any] = column("clue_fts").op("MATCH")(match_expression(words))
    found = select(clue_search.c.clue_id).where(clue_search.c.row.in_(select(clue_fts.c.rowid).where(matches)))
    # An expression is no key that could be looked up; and it is judged before what needs the row of the clue.
    return (clue.c.id.concat("") if in_order else clue.c.id).in_(found)


def occurs(word: str, text: ColumnElement[Any]) -> ColumnElement[bool]:
    """``text`` has ``word`` in it; the case of letters does not count, and nothing does not have it."""
    pattern = "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    # Without letters there is no case, and no text has to be copied in small letters to be read.
    like = text.like if word.upper() == word.lower() else text.ilike
    return func.coalesce(like(pattern, escape="\\"), false())


def _in_texts(word: str) -> ColumnElement[bool]:
    return or_(*(occurs(word, c) for c in _TEXTS))


def _document(entity: Clue) -> dict[str, Any]:
    return {"indexed": entity.id, "body": document([*_texts(entity), *_contact(entity)])}


def _digest(entity: Clue) -> str:
    return sha256_hex("\n\0".join([*_texts(entity), "", *_contact(entity)]).encode())


def _texts(entity: Clue) -> list[str]:
    content = entity.content
    return [
        content.title,
        content.analysis,
        content.suggestions,
        content.receiver,
        entity.formal_number or "",
        entity.provisional_number or "",
    ]


def _contact(entity: Clue) -> list[str]:
    return list(entity.content.contributor.known)
