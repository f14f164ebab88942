"""Any order of registering, sending, losing, carrying, repeating and answering ends with every clue once."""

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from baixing_desktop.domain.batch import GENESIS
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import NilReport
from baixing_desktop.domain.gathering import Session as Sitting
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import casework, drafting, gathering, submission
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import SessionForm
from sync import read_receipt_file, receive_file, seal_to_file, state
from sync.log import Span, verify_chain
from sync.outbox import seal_all
from sync.session import Request, Session, require_contact
from tests.builders import SetClock, clue_content, new_home, open_home
from tests.effort import EVERYTHING
from tests.sync.helpers import clues_in, deliver, enrol_by_hand, exchange_by_hand, register

UNITS = ("SY", "CHG")
ROOM = st.integers(0, len(UNITS) - 1)
PICK = st.integers(0, 99)


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office and two workrooms, enrolled; only copied."""
    folder = tmp_path_factory.mktemp("model")
    clock = SetClock()
    office = new_home(folder / "office", Face.OFFICE, "HZZX", clock)
    for unit in UNITS:
        workroom = new_home(folder / unit, Face.WORKROOM, unit, clock)
        enrol_by_hand(office, workroom)
        workroom.close()
    office.close()
    return folder


@dataclass
class World:
    """One history: the parties, and the files that lie about."""

    folder: Path
    office: Desk
    rooms: list[Desk]
    batches: list[Path] = field(default_factory=list[Path])
    receipts: list[tuple[int, Path]] = field(default_factory=list[tuple[int, Path]])
    registered: int = 0


class Log(RuleBasedStateMachine):
    """Two workrooms, an office, a network that loses things, and sticks that go round."""

    homes: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        shutil.copytree(self.homes, folder / "homes")
        clock = SetClock()
        desks = [open_home(folder / "homes" / name, clock) for name in ("office", *UNITS)]
        for desk in desks:
            self.stack.callback(desk.close)
        self.world = World(folder, desks[0], desks[1:])

    @rule(room=ROOM, count=st.integers(1, 3))
    def register(self, room: int, count: int) -> None:
        register(self.world.rooms[room], count, start=self.world.registered + 1)
        self.world.registered += count

    @rule(room=ROOM, pick=PICK, visitors=st.integers(0, 3))
    def hold_session(self, room: int, pick: int, visitors: int) -> None:
        desk = self.world.rooms[room]
        held = sessions_in(desk)
        form = SessionForm(date(2026, 11, 20), f"{pick}号会议室", ("张晓",), visitors)
        which = held[pick % len(held)].id if held and pick % 2 else None
        gathering.save_session(desk, form, session_id=which)

    @rule(room=ROOM, pick=PICK)
    def remove_session(self, room: int, pick: int) -> None:
        for held in sessions_in(self.world.rooms[room])[pick % 3 : pick % 3 + 1]:
            gathering.remove_session(self.world.rooms[room], held.id)

    @rule(room=ROOM, month=st.integers(9, 11))
    def report_nothing_or_take_it_back(self, room: int, month: int) -> None:
        desk = self.world.rooms[room]
        report = gathering.nil_report(desk, 2026, month)
        if report is None:
            gathering.report_nil(desk, 2026, month, "没有来访")
        else:
            gathering.withdraw_nil(desk, report)

    @rule(room=ROOM)
    def seal(self, room: int) -> None:
        seal_all(self.world.rooms[room])

    @rule(room=ROOM)
    def send(self, room: int) -> None:
        exchange_by_hand(self.world.office, self.world.rooms[room], news=2)

    @rule(room=ROOM, answered=st.booleans())
    def send_and_hear_nothing(self, room: int, answered: bool) -> None:
        request = first_request(self.world.rooms[room])
        if answered and request is not None:
            deliver(self.world.office, request.container, news=2)

    @rule(room=ROOM)
    def send_twice(self, room: int) -> None:
        desk = self.world.rooms[room]
        seal_all(desk)
        session = Session(desk, require_contact(desk))
        request = session.next_request()
        assert request is not None
        first, second = (
            session.verified(request, deliver(self.world.office, request.container, news=2)) for _ in range(2)
        )
        assert first.receipt == second.receipt
        session.apply(second)
        session.apply(first)

    @rule(room=ROOM)
    def write_file(self, room: int) -> None:
        for path in seal_to_file(self.world.rooms[room], self.world.folder, ask_for_news=True).files:
            kept = path.with_name(f"{len(self.world.batches)}.bxp")
            path.rename(kept)
            self.world.batches.append(kept)

    @precondition(lambda self: bool(self.world.batches))
    @rule(pick=PICK)
    def carry_file(self, pick: int) -> None:
        path = self.world.batches[pick % len(self.world.batches)]
        # A file starts at the first event without receipt, so none can be missing before it.
        received = receive_file(self.world.office, path, self.world.folder)
        kept = path.with_name(f"{len(self.world.receipts)}.bxr")
        received.receipt_path.rename(kept)
        self.world.receipts.append((UNITS.index(received.unit), kept))

    @precondition(lambda self: bool(self.world.receipts))
    @rule(pick=PICK, room=ROOM)
    def read_receipt(self, pick: int, room: int) -> None:
        owner, path = self.world.receipts[pick % len(self.world.receipts)]
        if room == owner:
            read_receipt_file(self.world.rooms[room], path)
            return
        with pytest.raises(SyncError, match="不是交给本机"):
            read_receipt_file(self.world.rooms[room], path)

    @precondition(lambda self: bool(waiting(self.world)))
    @rule(pick=PICK, accepted=st.booleans())
    def decide(self, pick: int, accepted: bool) -> None:
        clues = waiting(self.world)
        clue = clues[pick % len(clues)]
        if accepted:
            casework.accept_clue(self.world.office, clue.id)
        else:
            casework.return_clue(self.world.office, clue.id, "请补充地点")

    @precondition(lambda self: any(returned(room) for room in self.world.rooms))
    @rule(pick=PICK)
    def mend(self, pick: int) -> None:
        options = [(room, clue) for room in self.world.rooms for clue in returned(room)]
        room, clue = options[pick % len(options)]
        drafting.reopen_draft(room, clue.id)
        drafting.register_clue(room, clue_content(clue.revision, analysis="已补充。"), clue_id=clue.id)

    @invariant()
    def what_was_confirmed_is_in_the_office(self) -> None:
        office = clues_in(self.world.office)
        for room in self.world.rooms:
            for clue in clues_in(room).values():
                if clue.workroom_state is ClueState.ACKNOWLEDGED:
                    assert office[clue.id].content_hash == clue.content_hash

    @invariant()
    def the_office_has_nothing_that_nobody_wrote(self) -> None:
        ours = {clue_id for room in self.world.rooms for clue_id in clues_in(room)}
        assert set(clues_in(self.world.office)) <= ours

    def teardown(self) -> None:
        try:
            settle(self.world)
        finally:
            self.stack.close()


def first_request(desk: Desk) -> Request | None:
    """What a workroom would send now."""
    seal_all(desk)
    return Session(desk, require_contact(desk)).next_request()


def waiting(world: World) -> list[Clue]:
    """Clues on which the office has not decided."""
    return [clue for clue in in_order(world.office) if clue.office_state is OfficeState.RECEIVED]


def returned(room: Desk) -> list[Clue]:
    """Clues that came back for more."""
    return [clue for clue in in_order(room) if clue.workroom_state is ClueState.RETURNED]


def in_order(desk: Desk) -> list[Clue]:
    """Clues by number: identities are random, and a history must replay the same way."""
    return sorted(clues_in(desk).values(), key=lambda clue: clue.provisional_number or "")


def settle(world: World) -> None:
    """Let everything arrive; then both sides agree in every respect."""
    for room in world.rooms:
        exchange_by_hand(world.office, room, news=2)
    office = clues_in(world.office)
    assert len(office) == world.registered
    for room in world.rooms:
        assert state(room).only_here == 0
        assert not submission.unconfirmed(room)[0]
        for clue in clues_in(room).values():
            theirs = office.pop(clue.id)
            assert (theirs.content_hash, theirs.revision) == (clue.content_hash, clue.revision)
            assert theirs.office_state is (clue.office_state or OfficeState.RECEIVED)
            assert clue.workroom_state in (ClueState.ACKNOWLEDGED, ClueState.RETURNED)
            assert (clue.workroom_state is ClueState.RETURNED) == (theirs.office_state is OfficeState.RETURNED)
    assert not office
    assert work_of(world.office) == set[object]().union(*map(work_of, world.rooms))
    check_chains(world.office)


def sessions_in(desk: Desk) -> list[Sitting]:
    """Sessions in the order of what they say: identities are random."""
    held = [view.session for view in gathering.sessions(desk)]
    return sorted(held, key=lambda one: (one.place, one.visitors))


def work_of(desk: Desk) -> set[object]:
    """The sessions and 零报告 in a record, by what they say."""
    with desk.store.reading() as tx:
        nil: set[object] = {(one.unit, one.month) for one in tx.of(NilReport).where()}
    return nil | {(one.id, one.unit, one.place, one.visitors) for one in sessions_in(desk)}


def check_chains(office: Desk) -> None:
    """Every device's log verifies from its first event on, from the bytes that the office kept."""
    with office.store.reading() as tx:
        for device in tx.reception.devices():
            rows: list[Any] = list(
                tx.connection.exec_driver_sql(
                    "SELECT data FROM inbound_event WHERE device_id = ? ORDER BY seq", (device.id,)
                ).scalars()
            )
            assert len(rows) == device.last
            verify_chain(rows, Span(device.id, device.epoch, 1, device.last, GENESIS, device.head))


def test_every_history_ends_with_every_clue_once(homes: Path) -> None:
    run_state_machine_as_test(  # pyright: ignore[reportUnknownMemberType] - hypothesis leaves a parameter untyped
        type("Bound", (Log,), {"homes": homes}),
        settings=settings(
            max_examples=12 if EVERYTHING else 4,
            stateful_step_count=20,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
