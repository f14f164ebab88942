"""What is kept of counts is what counting would say, whatever was done to the facts and in however few statements."""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from baixing_desktop.domain.clue import Clue, ClueContent
from baixing_desktop.domain.imports import ImportedLine, ImportedTable
from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.lists import ClueQuery, OfficeQueue, WorkroomQueue
from baixing_desktop.domain.outcomes import ContactChannel
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.domain.progress import Published, Step
from baixing_desktop.domain.states import ClueState, ImportState, OfficeState
from baixing_desktop.domain.telling import Telling
from baixing_desktop.ids import new_id
from baixing_desktop.store.place import RecordFile
from baixing_desktop.store.repos import listing
from baixing_desktop.store.repos.listing import ListingRepo
from baixing_desktop.store.store import Store, Transaction
from baixing_desktop.store.tables.clues import clue
from baixing_desktop.store.tables.counts import clue_count
from baixing_desktop.store.tables.entities import ENTITIES
from baixing_desktop.store.tables.log import progress
from baixing_desktop.store.tables.papers import signed_piece
from baixing_desktop.store.tables.system import tombstone
from baixing_desktop.work import Work
from tests.effort import EVERYTHING
from tests.store.plans import plans_of

NOW = datetime(2026, 11, 25, 3, 4, 5, tzinfo=UTC)
HASHES = ("a" * 64, "b" * 64)
STATES = (None, ClueState.DRAFT, ClueState.REGISTERED, ClueState.SUBMITTED, ClueState.RETURNED)
OFFICE_STATES = (None, OfficeState.RECEIVED, OfficeState.SCREENING, OfficeState.ACCEPTED)
SEEDS, ACTS = (20, 400) if EVERYTHING else (2, 150)
STEPS = (
    Step.REPLIED,
    Step.DECLINED,
    Step.REDONE,
    Step.CONTACTED,
    Step.CLOSED,
    Published.RESPONDED,
    Published.WITHDRAWN,
)
telling, line = ENTITIES[Telling], ENTITIES[ImportedLine]


class Walk:
    """Acts on a few clues, one after the other, by chance."""

    def __init__(self, tx: Transaction, seed: int) -> None:
        self.tx, self.ids, self.said = tx, list[str](), 1000 * seed
        self.dice = random.Random(seed)  # noqa: S311 - the same each time

    def act(self) -> None:
        """Do one thing."""
        acts: list[Callable[[], object]] = [
            self.add,
            self.move,
            self.write,
            self.sign,
            self.unsign,
            self.hear,
            self.tell,
        ]
        acts += [self.erase, self.restore, self.take_back, self.withdraw, self.forget_news, self.forget_telling]
        acts += [self.remove] if len(self.ids) > 6 else [self.add]
        (self.dice.choice(acts) if self.ids else self.add)()

    def run(self, statement: Any, *rows: Any) -> None:
        self.tx.connection.execute(statement, *rows)

    def some(self) -> list[str]:
        return self.dice.sample(self.ids, min(len(self.ids), self.dice.choice((1, 1, 3))))

    def add(self) -> None:
        one = Clue(
            new_id(), "SY", ClueContent(title="甲"), NOW, NOW + timedelta(minutes=self.dice.randrange(50)),
            workroom_state=(state := self.dice.choice(STATES)), office_state=self.dice.choice(OFFICE_STATES),
            provisional_number=None if state in {None, ClueState.DRAFT} else f"SY-{new_id()[:20]}",
            content_hash=self.dice.choice((None, *HASHES)),
        )  # fmt: skip
        self.tx.clues.add(one)
        self.ids.append(one.id)

    def remove(self) -> None:
        gone = self.ids.pop(self.dice.randrange(len(self.ids)))
        self.run(delete(line).where(line.c.clue_id == gone))
        self.run(delete(clue).where(clue.c.id == gone))

    def move(self) -> None:
        numbered = clue.c.provisional_number.is_not(None)
        self.run(update(clue).where(clue.c.id.in_(self.some())).values(office_state=self.dice.choice(OFFICE_STATES)))
        state = self.dice.choice(STATES)
        self.run(update(clue).where(clue.c.id.in_(self.some()), numbered).values(workroom_state=state))

    def write(self) -> None:
        self.run(update(clue).where(clue.c.id.in_(self.some())).values(content_hash=self.dice.choice((None, *HASHES))))

    def sign(self) -> None:
        rows = [
            {"id": new_id(), "clue_id": one, "sha256": "0" * 64, "mime": "", "length": 1, "file_name": "", "pages": "",
             "short_hash": self.dice.choice(("", "a" * 8, "b" * 8)), "of_pages": 1, "filed_at": NOW, "operator": "",
             "replaced_at": self.dice.choice((None, NOW))}
            for one in self.some() for _ in range(self.dice.choice((1, 2)))
        ]  # fmt: skip
        self.run(insert(signed_piece).values(rows))

    def unsign(self) -> None:
        here = signed_piece.c.clue_id.in_(self.some())
        changed = {"replaced_at": self.dice.choice((None, NOW)), "short_hash": self.dice.choice(("", "a" * 8))}
        self.run(self.dice.choice((delete(signed_piece).where(here), update(signed_piece).where(here).values(changed))))

    def hear(self) -> None:
        self.said += 1
        step = {"step": self.dice.choice(STEPS), "at": NOW + timedelta(minutes=self.said), "record": "", "head": ""}
        self.run(insert(progress).values(position=self.said, clue_id=self.dice.choice(self.ids), **step))

    def tell(self) -> None:
        news = NOW + timedelta(minutes=self.dice.randrange(self.said + 1))
        one, day = self.dice.choice(self.ids), date(2026, 11, 26)
        self.tx.of(Telling).add(Telling(new_id(), one, Step.REPLIED, news, ContactChannel.PHONE, day, "李", NOW))

    def forget_news(self) -> None:
        self.run(delete(progress).where(progress.c.clue_id.in_(self.some())))

    def forget_telling(self) -> None:
        self.run(delete(telling).where(telling.c.clue_id.in_(self.some())))

    def erase(self) -> None:
        scope = self.dice.choice(tuple(ErasureScope))
        for one in self.some():
            if self.tx.connection.execute(select(tombstone).where(tombstone.c.clue_id == one)).one_or_none():
                self.run(update(tombstone).where(tombstone.c.clue_id == one).values(scope=scope))
            else:
                ground = self.dice.choice(tuple(ErasureGround))
                row = {"clue_id": one, "scope": scope, "ground": ground, "erased_at": NOW, "blobs": ""}
                self.run(insert(tombstone).values(row))

    def restore(self) -> None:
        self.run(delete(tombstone).where(tombstone.c.clue_id.in_(self.some())))

    def withdraw(self) -> None:
        self.run(update(clue).where(clue.c.id.in_(self.some())).values(withdrawn_at=self.dice.choice((None, NOW))))

    def take_back(self) -> None:
        here, back = line.c.clue_id.in_(self.some()), self.dice.random() < 0.6
        self.run(update(line).where(here).values(taken_back=back))
        for one in self.some():
            made = ImportedLine(new_id(), "table", self.said, RowOutcome.DRAFT, one, None, "", "", taken_back=back)
            self.tx.of(ImportedLine).add(made)


def test_kept_counts_are_those_of_counting_after_every_step(store: Store) -> None:
    for seed in range(SEEDS):
        with store.writing() as tx:
            walk = Walk(tx, seed)
            table = ImportedTable("table", "甲.csv", "", "WORKROOM", NOW, "李", ImportState.TAKEN_IN, 0, 0, 0, 0)
            if not seed:
                tx.of(ImportedTable).add(table)
            for done in range(ACTS):
                walk.act()
                assert list(tx.counts.wrong()) == []
                if done % 5 == 0:
                    assert_counted(tx)


def assert_counted(tx: Transaction) -> None:
    """Every queue says what its list shows, the clues to tell what all clues would."""
    for queue in WorkroomQueue:
        waiting, shown = tx.listing.workroom_queue(queue), tx.listing.workroom_list(queue, 1000)
        assert (waiting.count, waiting.oldest) == (
            shown.total,
            min((one.updated_at for one in shown.items), default=None),
        )
    for queue in (OfficeQueue.TO_SCREEN, OfficeQueue.TO_CLASSIFY):
        waiting, shown = tx.listing.office_queue(queue, NOW.date()), tx.listing.office_list(queue, NOW.date(), 1000)
        assert (waiting.count, waiting.oldest) == (
            shown.total,
            min((one.updated_at for one in shown.items), default=None),
        )
    assert tx.listing.clues(ClueQuery(limit=1)).total == len(tx.listing.ids(ClueQuery())) == tx.listing.total()
    assert tx.counts.unsigned() == len(tx.papers.unsigned())
    candidates = listing.to_tell()
    everywhere = listing.to_tell(among_all=True)
    found = [set(tx.connection.execute(select(clue.c.id).where(one)).scalars()) for one in (candidates, everywhere)]
    assert found[0] == found[1]


def test_a_wrong_count_is_found(store: Store) -> None:
    with store.writing() as tx:
        Walk(tx, 1).add()
        tx.connection.execute(update(clue_count).where(clue_count.c.name == "all").values(clues=7))
        assert list(tx.counts.wrong()) == ["all"]


def test_a_record_that_is_copied_keeps_its_counts(store: Store, tmp_path: Path) -> None:
    with store.writing() as tx:
        walk = Walk(tx, 3)
        for _ in range(20):
            walk.add()
            walk.sign()
            walk.hear()
    copy = RecordFile(tmp_path / "copy.db", bytes(32)).create(shared=False)
    copy.fill_from(store, Work())
    with copy.reading() as tx:
        assert list(tx.counts.wrong()) == []
        assert tx.counts.all() == 20
        assert_counted(tx)
    copy.close()


def test_the_first_page_reads_no_clue_but_the_oldest_of_each_state(tmp_path: Path) -> None:
    plans = plans_of(tmp_path, _first_page)
    scans = [plan for plan in plans if plan.startswith("SCAN") and "clue_count" not in plan]
    assert not [plan for plan in scans if "clue" in plan.split()[1:2] or "clue_revision" in plan], plans
    assert not [plan for plan in plans if "TEMP B-TREE" in plan], plans


def _first_page(connection: Connection) -> None:
    found = ListingRepo(connection)
    for queue in WorkroomQueue:
        found.workroom_queue(queue)
    found.registered_since(NOW)
