"""Searching finds exactly what reading every clue would find, on both engines."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from baixing_desktop.domain.clue import Clue, ClueContent, Contributor
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.ids import new_id
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.store.store import Store, Transaction

NOW = datetime(2026, 11, 25, tzinfo=UTC)

# Few characters, so that words do occur: common and rare ones, signs with a meaning to SQL or to the index, both cases.
CHARACTERS = "路灯照明䶮𠮷𬱖aAbB19%_\\'\"*()，。-:^\n é"
texts = st.text(CHARACTERS, max_size=12)
words = st.text(CHARACTERS, min_size=1, max_size=6)
contents = st.builds(
    ClueContent,
    title=texts,
    analysis=texts,
    suggestions=texts,
    receiver=texts,
    contributor=st.builds(Contributor, name=texts, phone=texts, address=texts),
)


def clue(content: ClueContent) -> Clue:
    return Clue(new_id(), "SY", content, NOW, NOW)


def folded(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


def occurs(word: str, entity: Clue) -> bool:
    content, person = entity.content, entity.content.contributor
    fields = (content.title, content.analysis, content.suggestions, content.receiver)
    return any(folded(word) in folded(field) for field in (*fields, person.name, person.phone, person.address))


def found(tx: Transaction, text: str) -> set[str]:
    return set(tx.listing.ids(ClueQuery(text=text, contacts=True)))


def test_digits_are_not_looked_for_in_contact_data_unless_asked(store: Store) -> None:
    person = Contributor(name="张三丰", phone="138-1234-5678", address="沙园七街8号301房")
    text = ClueContent(title="沙园七街12号门前", contributor=person)
    with store.writing() as tx:
        tx.clues.add(clue(text))
        for asked in ("138-1234-5678", "1234", "38 12", "301", "张三丰 5678", "沙园 301"):
            assert tx.listing.clues(ClueQuery(text=asked)).total == 0, asked
        for asked in ("1234-5678", "301", "张三丰 5678", "沙园 301"):
            assert tx.listing.clues(ClueQuery(text=asked, contacts=True)).total == 1, asked
        for asked in ("张三丰", "12号", "七街12号门", "张三丰 12", "三丰 七街8"):
            assert tx.listing.clues(ClueQuery(text=asked)).total == 1, asked


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(contents, min_size=1, max_size=6), st.lists(words, min_size=1, max_size=8), contents)
def test_found_is_what_occurs(
    store: Store, kept: Sequence[ClueContent], asked: Sequence[str], later: ClueContent
) -> None:
    with store.writing() as tx:
        clues = [clue(content) for content in kept]
        for entity in clues:
            tx.clues.add(entity)
        # What a text was before a change is not found any more.
        clues[0] = Clue(clues[0].id, "SY", later, NOW, NOW, version=2)
        tx.clues.save(clues[0], expected=1)
        for word in asked:
            parts = word.split()
            assert found(tx, word) == {e.id for e in clues if all(occurs(part, e) for part in parts)}, word
        for entity in clues:
            tx.clues.remove(entity.id)


def test_clues_added_together_are_found_as_if_added_one_by_one(store: Store) -> None:
    many = [clue(ClueContent(title=f"路灯{number}号")) for number in range(600)]
    with store.writing() as tx:
        with tx.clues.many_at_a_time():
            for entity in many:
                tx.clues.add(entity)
            changed = Clue(many[599].id, "SY", ClueContent(title="积水"), NOW, NOW, version=2)
            tx.clues.save(changed, expected=1)
            tx.clues.remove(many[598].id)
            tx.clues.add(clue(ClueContent(title="最后一条")))
        assert found(tx, "路灯") == {entity.id for entity in many[:598]}
        assert found(tx, "积水") == {changed.id}
        assert len(found(tx, "最后一条")) == 1


def test_what_waits_is_gone_with_its_transaction(store: Store) -> None:
    def fail() -> None:
        with store.writing() as tx, tx.clues.many_at_a_time():
            tx.clues.add(clue(ClueContent(title="路灯")))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    with store.writing() as tx:
        tx.clues.add(clue(ClueContent(title="积水")))
        assert found(tx, "路灯") == set()
        assert len(found(tx, "积水")) == 1


def test_no_word_reaches_across_fields(store: Store) -> None:
    content = ClueContent(title="加装路", analysis="灯具老旧", receiver="沙园")
    with store.writing() as tx:
        tx.clues.add(clue(content))
        assert found(tx, "路灯") == set()
        assert len(found(tx, "灯具 沙园")) == 1


def test_a_clue_that_is_gone_is_not_found(store: Store) -> None:
    entity = clue(ClueContent(title="加装路灯", contributor=Contributor(name="张三")))
    with store.writing() as tx:
        tx.clues.add(entity)
    with store.writing() as tx:
        tx.clues.remove(entity.id)
        assert found(tx, "路灯") | found(tx, "张三") == set()
        # What comes after it takes over neither its place nor its words.
        other = clue(ClueContent(title="修理井盖"))
        tx.clues.add(other)
        assert (found(tx, "路灯"), found(tx, "井盖")) == (set(), {other.id})


def test_a_telephone_is_found_however_it_was_written(store: Store) -> None:
    with store.writing() as tx:
        entities = [
            clue(ClueContent(contributor=Contributor(phone=phone)))
            for phone in ("13800000001", "138 0000 0001", "+86-138-0000-0001", "13800000002", "", "没有")
        ]
        for entity in entities:
            tx.clues.add(entity)
    with store.reading() as tx:
        assert set(tx.clues.with_phone("138-0000-0001")) == {entity.id for entity in entities[:3]}
        assert tx.clues.with_phone("") == ()


def test_the_index_is_rebuilt_from_the_clues(store: Store) -> None:
    with store.writing() as tx:
        tx.clues.add(clue(ClueContent(title="加装路灯", contributor=Contributor(name="张三"))))
        tx.connection.exec_driver_sql("DELETE FROM clue_search")
        assert [fault.check for fault in faults(tx.connection, Check.SEARCH)] == [Check.SEARCH]
        assert found(tx, "路灯") == set()
        tx.clues.reindex()
        assert faults(tx.connection, Check.SEARCH) == ()
        assert len(found(tx, "路灯")) == len(found(tx, "张三")) == 1


def test_an_index_that_is_put_together_finds_the_same_in_fewer_pieces(store: Store) -> None:
    """One clue at a time leaves a piece each, and every question looks in each of them."""
    places = [f"沙园{chr(0x4E00 + number)}街路灯" for number in range(40)]
    for place in places:
        with store.writing() as tx:
            tx.clues.add(clue(ClueContent(title=place)))
    before, more = pieces(store), True
    for _ in range(50):
        with store.writing() as tx:
            more = tx.clues.tidy_index()
        if not more:
            break
    assert not more
    assert pieces(store) < before or store.on_server
    with store.reading() as tx:
        assert len(found(tx, "路灯")) == len(places)
        assert all(len(found(tx, place)) == 1 for place in places)
        assert faults(tx.connection, Check.SEARCH) == ()


def pieces(store: Store) -> int:
    if store.on_server:
        return 0
    with store.reading() as tx:
        return tx.connection.execute(text("SELECT count(DISTINCT segid) FROM clue_fts_idx")).scalar_one()
