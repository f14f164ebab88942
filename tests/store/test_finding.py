"""One search over every kind of record finds what reading each of their texts would find, on both engines."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Integer, Table, Text, delete, insert

from baixing_desktop.domain.clue import Clue, ClueContent, Contributor
from baixing_desktop.domain.finding import SEARCHED, FoundKind, passage, words_of
from baixing_desktop.ids import new_id
from baixing_desktop.store.repos.finding import TABLES
from baixing_desktop.store.store import Store, Transaction
from baixing_desktop.store.tables import METADATA
from baixing_desktop.store.tables.base import Code, Day, Moment, Secret
from baixing_desktop.store.tables.entities import ENTITIES

NOW, TODAY = datetime(2026, 11, 25, tzinfo=UTC), date(2026, 11, 25)
CHARACTERS = "路灯照明䶮𠮷aAB19%_\\'\"*，\n "
texts = st.text(CHARACTERS, max_size=9)
pools = st.lists(texts, min_size=5, max_size=7)
words = st.text(CHARACTERS, min_size=1, max_size=4)

KINDS = tuple(kind for kind in FoundKind if kind is not FoundKind.UNIT)
SPECIAL: dict[str, dict[str, Any]] = {
    "forwarding": {"state": "drafted", "kind": "forward", "part": "sole"},
    "assignment": {"kind": "forward", "proposal_id": None},
    "pilot": {"state": "proposed"},
    "premium": {"state": "nominated"},
    "nomination": {"state": "nominated", "unit": None, "proposal_id": None, "member_id": None, "post_id": None},
    "topic": {"state": "suggested"},
    "proposal": {"term": 16, "session_no": 3, "number": 19},
    "supervision": {"forwarding_id": "@forwarding"},
}
"""What the rules of a table ask for."""
NUMBERS = {FoundKind.COMPENDIUM: "1年第1期", FoundKind.PROPOSAL: "第十六届三次会议第019号"}
"""Numbers that stand in no column as people write them."""


class Filled:
    """One record of every kind; the texts of their fields come from the pool, one after the other."""

    def __init__(self, tx: Transaction, pool: Sequence[str]) -> None:
        self._tx, self._pool, self._used = tx, pool, 0
        self.ids: dict[str, str] = {}
        content = ClueContent(
            title=self._text(), analysis=self._text(), suggestions=self._text(), receiver=self._text(),
            contributor=Contributor(name=self._text(), phone=self._text(), address=self._text()),
        )  # fmt: skip
        self.clue = Clue(new_id(), "SY", content, NOW, NOW)
        tx.clues.add(self.clue)
        self.ids["clue"] = self.clue.id
        self.texts: dict[FoundKind, list[str]] = {}
        for table in METADATA.sorted_tables:
            kind = next((kind for kind in KINDS if TABLES[SEARCHED[kind].record] is table), None)
            if table.name != "clue" and (kind or table.name == "claim_window"):
                row = self._row(table)
                tx.connection.execute(insert(table), row)
                if kind:
                    read = SEARCHED[kind]
                    self.texts[kind] = [row[name] or "" for name in (read.title, *read.texts) if name]
                    self.texts[kind] += [NUMBERS[kind]] if kind in NUMBERS else []
        self.texts[FoundKind.CLUE] = [content.title, content.analysis, content.suggestions, content.receiver]

    def _text(self) -> str:
        self._used += 1
        return self._pool[self._used % len(self._pool)]

    def _row(self, table: Table) -> dict[str, Any]:
        self.ids[table.name] = new_id()
        special = SPECIAL.get(table.name, {})
        return {
            column.name: self._given(special[column.name]) if column.name in special else self._value(table, column)
            for column in table.c
        }

    def _given(self, value: Any) -> Any:
        return self.ids[value[1:]] if str(value).startswith("@") else value

    def _value(self, table: Table, column: Any) -> Any:
        if column.name == "id":
            return self.ids[table.name]
        if type(column.type) is Text or isinstance(column.type, Secret):
            return self._text()
        if column.nullable:
            return None
        if column.foreign_keys:
            return self.ids[next(iter(column.foreign_keys)).column.table.name]
        if isinstance(column.type, Code):
            return next(iter(column.type.codes))
        plain = {Boolean: True, Integer: 1, Day: TODAY, Moment: NOW}
        return next((value for kind, value in plain.items() if isinstance(column.type, kind)), "x")


def folded(text: str) -> str:
    return "".join(c.lower() if c.isascii() else c for c in text)


@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pools, st.lists(words, min_size=1, max_size=2))
def test_found_is_what_occurs_and_no_contact_is(store: Store, pool: Sequence[str], asked: Sequence[str]) -> None:
    with store.writing() as tx:
        filled = Filled(tx, pool)
        for text in (*asked, f"{pool[1]} {pool[2]}"):
            parts = words_of(text)
            for kind in KINDS if parts else ():
                there = all(any(folded(part) in folded(each) for each in filled.texts[kind]) for part in parts)
                assert tx.finding.count(kind, parts, {}) == there, (kind, text, filled.texts[kind])
                assert not there or tx.finding.hits(kind, parts, {}, 0, 5)
        for table in reversed(METADATA.sorted_tables):
            if table.name in filled.ids:
                tx.connection.execute(delete(table).where(table.c.id == filled.ids[table.name]))


def test_the_passage_is_where_a_word_stands_and_else_how_the_text_begins() -> None:
    long = "沙园七街" * 30 + "路灯A不亮" + "夜里看不清" * 30
    found = passage(("", long), ("路灯a",))
    assert found.startswith("…")
    assert found.endswith("…")
    assert found.index("路灯A") == 15
    assert passage(("甲\n乙", "丙"), ("丙",)) == "丙"
    assert passage(("甲\n乙", "丙"), ("丁",)) == "甲 乙"
    assert passage((long,), ("丁",)) == long[:60] + "…"
    assert passage((), ("丁",)) == ""


WHO = "who did it stands in 操作记录"
NUMBER = "a code, a hash or a number that means nothing to people"
PERSON = "it may name a citizen, whom no search is to find (P10)"
CLUE = "it stands with its clue, which is found"
UNREAD = {
    "Showcase.credit": PERSON, "Nomination.figures": "numbers of the score sheet",
    "Consultation.participants": PERSON, "Supervision.participants": PERSON, "Cultivation.person": PERSON,
    "Cultivation.attachment": NUMBER, "ShelfNote.attachment": NUMBER, "ClueEdition.reason": CLUE,
    "Member.also_committees": "several codes in one text; the first committee is found by its name",
    "Screening.reason_code": NUMBER,
}  # fmt: skip
"""Texts that are not searched, and why; who did something (``DOERS``) never is."""
DOERS = {"actor", "nominated_by", "drafted_by", "made_by"}
WHOLE = {
    "BackupRun": NUMBER, "ScoreEntry": "points; the member is found", "Receiver": "the member or workroom is found",
    "Typist": WHO, "Seat": "computers, on 设置", "AtWork": WHO, "UnitBar": PERSON, "Distinction": WHO,
    "Incentive": PERSON, "Participation": PERSON, "Invitation": PERSON, "SessionMember": "the member is found",
    "CommunityItem": CLUE, "ClueContext": CLUE, "NilReport": "figures, on 统计", "Reminder": "the letter is found",
    "ContributorContact": PERSON, "Telling": PERSON, "Recall": PERSON, "Withdrawal": PERSON, "Correction": PERSON,
    "LetterEntry": "the letter is found", "PremiumReport": "the premium item is found", "CompendiumItem": CLUE,
    "PersonRequest": PERSON, "Erasure": PERSON, "ConsentChange": PERSON, "ClaimWindow": "a week of the calendar",
    "Commendation": "the nomination that led to it is found",
    "JointClaimant": "the claim is found", "MergeLink": CLUE, "SplitLink": CLUE,
    "ImportedTable": "it stands on 收件 and 导入; its clues are found", "ImportedLine": CLUE,
}  # fmt: skip
"""Records of which no text is searched, and why."""


def test_every_text_of_every_record_is_searched_or_has_a_reason() -> None:
    read = {each.record: each for each in SEARCHED.values()}
    unread = set[str]()
    for record, table in ENTITIES.items():
        each = read.get(record)
        if each is None:
            assert WHOLE.get(record.__name__) or not _texts(table), f"{record.__name__} is neither searched nor excused"
            continue
        assert record.__name__ not in WHOLE
        left = _texts(table) - {each.title, *each.texts, *each.units} - DOERS
        unread |= {f"{record.__name__}.{name}" for name in left}
    assert unread == set(UNREAD)
    secret = {(kind, c.name) for kind in KINDS for c in TABLES[SEARCHED[kind].record].c if isinstance(c.type, Secret)}
    assert not [each for each in secret if each[1] in (SEARCHED[each[0]].title, *SEARCHED[each[0]].texts)]


def _texts(table: Table) -> set[str]:
    return {column.name for column in table.c if type(column.type) is Text}
