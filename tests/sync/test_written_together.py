"""What a batch seals and what a receipt confirms is written together, and the record is the same as one by one."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy import event as listen

from baixing_desktop.canonical import parse_canonical
from baixing_desktop.domain.batch import NUMBER_TAKEN, EventType, ItemReceipt, ItemResult, Receipt
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.states import BatchState, ClueState
from baixing_desktop.errors import ConflictError, ProgramError, SyncError
from baixing_desktop.store.repos.underway import Confirmed
from baixing_desktop.store.standings import wrong_standings
from baixing_desktop.store.tables.clues import clue_revision
from baixing_desktop.usecases import barring, gathering, membership, reading, sealing, submission
from baixing_desktop.usecases.desk import Desk
from sync import seal
from sync.outbox import seal_all, seal_all_to_send
from tests.builders import SetClock, open_home
from tests.effort import EVERYTHING
from tests.sync.conftest import Pair
from tests.sync.helpers import clues_in, exchange_by_hand, register

COMMUNITY, BARRED = "440105001", ("QSWJ", "QCGJ")
ANSWERS = {
    "taken in": (ItemResult.ACCEPTED, None),
    "known": (ItemResult.DUPLICATE, None),
    "number taken": (ItemResult.REJECTED, NUMBER_TAKEN),
    "returned": (ItemResult.REJECTED, "内容看不懂"),
}


@dataclass(frozen=True)
class Kind:
    """One clue: where it belongs, whom it must not reach, and what the office answers."""

    placed: bool
    barred: bool
    formerly: bool
    answer: str


KINDS = st.builds(Kind, st.booleans(), st.booleans(), st.booleans(), st.sampled_from([*ANSWERS]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For the records of the examples."""
    return tmp_path_factory.mktemp("together")


@settings(
    max_examples=25 if EVERYTHING else 5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(KINDS, min_size=1, max_size=6))
def test_the_record_is_the_same_as_one_by_one(enrolled_homes: Path, folder: Path, kinds: list[Kind]) -> None:
    place = folder / str(len(list(folder.iterdir())))
    shutil.copytree(enrolled_homes / "workroom", place / "together")
    desk = open_home(place / "together", SetClock())
    membership.office_understands(desk, 3)
    _prepare(desk, kinds)
    desk.close()
    shutil.copytree(place / "together", place / "apart")
    together, apart = open_home(place / "together", SetClock()), open_home(place / "apart", SetClock())
    try:
        seal_all(together)
        for clue_id in _by_number(apart):
            seal(apart, [clue_id])
        answers = {clue_id: kind.answer for clue_id, kind in zip(_by_number(together), kinds, strict=True)}
        for desk, at_once in ((together, True), (apart, False)):
            for batch in submission.unconfirmed(desk)[0]:
                submission.mark_exported(desk, batch.id)
            assert {clue.workroom_state for clue in clues_in(desk).values()} == {ClueState.SUBMITTED}
            _answer(desk, answers, at_once=at_once)
        assert _facts(together) == _facts(apart)
    finally:
        together.close()
        apart.close()


def test_the_log_is_the_same_byte_for_byte_as_one_by_one(enrolled_homes: Path, tmp_path: Path) -> None:
    logs: list[list[bytes]] = []
    shutil.copytree(enrolled_homes / "workroom", tmp_path / "0")
    desk = open_home(tmp_path / "0", SetClock())
    ids = [clue.id for clue in register(desk, 4)]
    desk.close()
    shutil.copytree(tmp_path / "0", tmp_path / "1")
    for number, portions in enumerate(([ids], [[one] for one in ids])):
        desk = open_home(tmp_path / str(number), SetClock())
        for some in portions:
            seal(desk, some)
        logs.append([event.data for event in submission.unconfirmed(desk)[1]])
        desk.close()
    assert logs[0] == logs[1]
    assert len(logs[0]) == 4


def test_a_batch_costs_as_many_statements_as_a_small_one(pair: Pair) -> None:
    """Up to one portion: what is said of many clues is not said clue by clue."""
    exchange_by_hand(pair.office, pair.workroom)  # brings the board and the edition, which come once
    spent: list[dict[str, int]] = []
    for count in (2, 20):
        register(pair.workroom, count, start=100 * count)
        spent.append(_statements(pair))
    assert spent[0] == spent[1]


def test_what_leaves_at_once_is_what_leaves_a_moment_later(enrolled_homes: Path, tmp_path: Path) -> None:
    """Only the clues are written once instead of twice."""
    shutil.copytree(enrolled_homes / "workroom", tmp_path / "0")
    desk = open_home(tmp_path / "0", SetClock())
    register(desk, 3)
    desk.close()
    shutil.copytree(tmp_path / "0", tmp_path / "1")
    facts: list[tuple[dict[str, Any], list[Any], list[Any]]] = []
    for number in range(2):
        desk = open_home(tmp_path / str(number), SetClock())
        if number:
            seal_all_to_send(desk)
        else:
            seal_all(desk)
            (batch,) = submission.unconfirmed(desk)[0]
            submission.mark_exported(desk, batch.id)
        found = _facts(desk)
        found["clues"] = {one: replace(clue, version=0) for one, clue in found["clues"].items()}
        batches = [replace(batch, id="", version=0) for batch in reading.batches(desk)]
        with desk.store.reading() as tx:
            acts = [(entry.action, entry.kind, entry.actor) for entry in tx.audit.all()]
        facts.append((found, batches, acts))
        desk.close()
    assert facts[0] == facts[1]
    assert {clue.workroom_state for clue in facts[0][0]["clues"].values()} == {ClueState.SUBMITTED}


def test_more_than_one_batch_holds_is_sealed_to_the_last(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH_LIMIT", 2)
    register(pair.workroom, 5)
    left, _ = seal_all_to_send(pair.workroom)
    batches = submission.unconfirmed(pair.workroom)[0]
    assert [(batch.count, batch.state) for batch in batches] == [
        (2, BatchState.EXPORTED),
        (2, BatchState.SEALED),
        (1, BatchState.SEALED),
    ]
    assert batches[0].id == left
    assert seal_all_to_send(pair.workroom)[0] is None


def test_of_what_waits_a_request_takes_as_much_as_it_has_room_for(pair: Pair) -> None:
    register(pair.workroom, 5)
    seal_all(pair.workroom)
    batches, events, count = submission.unconfirmed(pair.workroom, behind=1, limit=2)
    assert ([event.seq for event in events], count, len(batches)) == ([2, 3], 4, 1)
    assert submission.unconfirmed(pair.workroom, behind=5) == ((), (), 0)


def test_what_moved_meanwhile_is_not_written_over(pair: Pair) -> None:
    first, second = register(pair.workroom, 2)
    seal(pair.workroom, [first.id])
    now = pair.workroom.now()
    version = clues_in(pair.workroom)[first.id].version
    told = ClueState.ACKNOWLEDGED
    stale = [Confirmed(first.id, version, told, "AAAAAA"), Confirmed(second.id, second.version + 1, told, "BBBBBB")]
    before = clues_in(pair.workroom)
    with pytest.raises(ConflictError), pair.workroom.store.writing() as tx:
        tx.underway.move([first.id, second.id], ClueState.REGISTERED, ClueState.SEALED, now)
    with pytest.raises(ConflictError), pair.workroom.store.writing() as tx:
        tx.underway.confirm(stale, now, now)
    assert clues_in(pair.workroom) == before


def test_a_registered_clue_without_its_revision_is_not_left_out_in_silence(pair: Pair) -> None:
    clue, _ = register(pair.workroom, 2)
    with pair.workroom.store.writing() as tx:
        tx.connection.execute(delete(clue_revision).where(clue_revision.c.clue_id == clue.id))
    with pytest.raises(ProgramError):
        seal_all(pair.workroom)
    assert {one.workroom_state for one in clues_in(pair.workroom).values()} == {ClueState.REGISTERED}


def test_one_foreign_item_and_nothing_of_a_receipt_is_believed(pair: Pair) -> None:
    first, second = register(pair.workroom, 2)
    seal_all(pair.workroom)
    items = [
        ItemReceipt(1, first.id, ItemResult.ACCEPTED, "AAAAAA"),
        ItemReceipt(2, first.id, ItemResult.ACCEPTED, "B"),
    ]
    before = clues_in(pair.workroom)
    with pytest.raises(SyncError):
        submission.apply_receipt(pair.workroom, _receipt(pair.workroom, items))
    assert clues_in(pair.workroom) == before
    assert before[second.id].receipt_number is None


def _prepare(desk: Desk, kinds: Iterable[Kind]) -> None:
    for number, kind in enumerate(kinds):
        (clue,) = register(desk, 1, start=number)
        if kind.placed:
            gathering.place_clue(desk, clue.id, community=COMMUNITY)
        if kind.barred:
            barring.set_bars(desk, clue.id, BARRED)
        if kind.formerly:
            with desk.store.writing() as tx:
                for former in ("SY-09-2025-0002", "SY-09-2025-0001"):
                    tx.numbers.add_former(f"{former}{number}", clue.id, desk.now())


def _by_number(desk: Desk) -> list[str]:
    return [clue.id for clue in sorted(clues_in(desk).values(), key=lambda clue: clue.provisional_number or "")]


def _receipt(desk: Desk, items: Iterable[ItemReceipt]) -> Receipt:
    me = desk.installation
    last, head, _ = submission.log_tail(desk)
    return Receipt(me.device_id, me.epoch, last, head, desk.now(), tuple(items))


def _answer(desk: Desk, answers: dict[str, str], *, at_once: bool) -> None:
    items: list[ItemReceipt] = []
    for event in sorted(submission.unconfirmed(desk)[1], key=lambda event: (event.type != EventType.SUBMIT, event.seq)):
        answer = ANSWERS[answers[event.clue_id]]
        items.append(ItemReceipt(event.seq, event.clue_id, answer[0], f"N{event.clue_id[:6]}", answer[1]))
    for some in [items] if at_once else [[item] for item in items]:
        submission.apply_receipt(desk, _receipt(desk, some))
        submission.apply_receipt(desk, _receipt(desk, some))


def _facts(desk: Desk) -> dict[str, Any]:
    """What a record says, but for the places in the log: told one by one, a message follows its own clue at once."""
    with desk.store.reading() as tx:
        assert list(wrong_standings(tx.connection)) == []
        assert tx.clues.unindexed() == ()
        log = tx.outbox.events_behind(desk.installation.epoch, 0)
        events = [(e.clue_id, e.type, Fields(parse_canonical(e.data)).part("body").plain()) for e in log]
        heard = [(a.clue_id, a.result, a.receipt_number, a.reason) for a in tx.outbox.answers(desk.installation.epoch)]
        told = [
            (m.clue_id, m.type, dict(m.record), m.at, m.actor, m.seq is None, m.answer, m.reason)
            for clue_id in _by_number(desk)
            for m in tx.messages.of_clue(clue_id)
        ]
    return {
        "clues": clues_in(desk),
        "events": sorted(events, key=lambda one: one[:2]),
        "heard": sorted(heard, key=str),
        "told": told,
    }


def _statements(pair: Pair) -> dict[str, int]:
    """How many statements each step of a report executes in the workroom."""
    engine: Any = pair.workroom.store._engine  # pyright: ignore[reportPrivateUsage] - what is counted
    counted: list[str] = []

    def count(*given: Any) -> None:
        counted.append(str(given[2]))

    spent: dict[str, int] = {}
    listen.listen(engine, "before_cursor_execute", count)
    try:
        seal_all(pair.workroom)
        spent["sealed"], counted[:] = len(counted), []
        exchange_by_hand(pair.office, pair.workroom)
        spent["delivered"] = len(counted)
    finally:
        listen.remove(engine, "before_cursor_execute", count)
    return spent
