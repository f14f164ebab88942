"""R7: any history of workrooms, office, sticks, copies, restores, wrong clocks, revocations, erasures, attachments and
programs of other releases ends in one truth.

A hypothesis machine plays people and accidents on real records and real containers; only the sockets are left out.
At the end everybody who was shut out is enrolled anew and everybody sends: then the office has every clue that any
record still holds, each once, under one number, with the same content, with every attachment, and every event as its
workroom wrote it, byte for byte; what was erased is nowhere; every record is sound, check by check; and sending all of
it once more changes nothing.
"""

import shutil
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar, cast

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from baixing_desktop.domain.clue import Attachment, Clue
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.errors import IllegalActionError
from baixing_desktop.usecases import casework, devices, drafting, erasure, gathering, membership
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.gathering import SessionForm
from sync import read_receipt_file, receive_file, seal_to_file
from sync.container import UP, read_single
from sync.receive import respond
from tests.builders import STREETLIGHTS, SetClock, clue_content, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.ending import Ending, erased_in
from tests.proofs.tools.exchanges import (
    SHUT_OUT,
    enrol_anew,
    exchange,
    exchange_as_first_release,
    next_request,
    seal_as_later_release,
    tolerating,
)
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.statements import compiled_once
from tests.sync.helpers import clues_in

ROOMS = UNITS[:4]
MOST_CLONES = 2
PICK = st.integers(0, 99)
YEARS = st.sampled_from([-7 * 365, -1, 0, 1, 20 * 365])
STEPS = 30
PNG = b"\x89PNG\r\n\x1a\n"
MIXED_UP = SHUT_OUT | {"BATCH_NOT_OURS", "BATCH_GAP", "SYNC_BAD_ANSWER"}
"""What a stick may be told that was written before a restore, a copy or another enrolment."""


_INVARIANT = "the_office_has_nothing"
"""Checked after every step, and no step itself."""


def prove(trial: Trial) -> Outcome:
    """Play histories; hypothesis makes a failing one as short as it can and tells its steps."""
    outcome = Outcome()
    homes = enrolled_homes(trial.place("homes"), ROOMS)
    machine = type("Played", (World,), {"homes": homes, "outcome": outcome, "place": trial.place("play")})
    rounds = trial.size(3, 20_000)
    playing = settings(
        max_examples=rounds,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        # Making a failing history short can take many minutes; a quick run tells it as it was found.
        phases=[Phase.generate, Phase.shrink] if trial.full else [Phase.generate],
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    try:
        # hypothesis leaves a parameter untyped
        with compiled_once():
            run_state_machine_as_test(seed(trial.seed)(machine), settings=playing)  # pyright: ignore[reportUnknownMemberType]
    except Exception as error:  # noqa: BLE001 - whatever a history ends in is what is looked for
        outcome.faults += [f"a history: {_told(found)}" for found in _each(error)]
    return outcome


def _each(error: BaseException) -> Iterator[BaseException]:
    """The failures that hypothesis found, one by one."""
    if isinstance(error, BaseExceptionGroup):
        for inner in cast("BaseExceptionGroup[BaseException]", error).exceptions:
            yield from _each(inner)
    else:
        yield error


def _told(error: BaseException) -> str:
    """A failure, where it arose, and the steps that led to it."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    steps = [line for note in getattr(error, "__notes__", []) for line in note.splitlines() if _INVARIANT not in line]
    return "\n".join([f"{type(error).__name__}: {error} ({places})", *steps])[:6_000]


@dataclass
class Party:
    """One installation: its desk, its own clock, and copies of its home that lie about."""

    home: Path
    clock: SetClock
    desk: Desk
    copies: list[Path] = field(default_factory=list[Path])

    def reopen(self) -> None:
        """After somebody did something to the home."""
        self.desk = open_home(self.home, self.clock)


class World(RuleBasedStateMachine):
    """One history."""

    homes: ClassVar[Path]
    place: ClassVar[Path]
    outcome: ClassVar[Outcome]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.place))
        shutil.copytree(self.homes, self.folder, dirs_exist_ok=True)
        self.office = self._party(OFFICE)
        self.rooms = [self._party(name) for name in ROOMS]
        self.batches: list[Path] = []
        self.receipts: list[Path] = []
        self.number = self.copied = 0
        self.erased: dict[str, set[str]] = {}

    def _party(self, name: str) -> Party:
        clock = SetClock()
        return Party(self.folder / name, clock, open_home(self.folder / name, clock))

    def _room(self, pick: int) -> Party:
        return self.rooms[pick % len(self.rooms)]

    @rule(pick=PICK, count=st.integers(1, 3))
    def register(self, pick: int, count: int) -> None:
        for _ in range(count):
            self._register(self._room(pick).desk)

    @rule(pick=PICK, size=st.integers(0, 300))
    def register_with_picture(self, pick: int, size: int) -> None:
        desk = self._room(pick).desk
        # Every other time the same bytes as somebody else brought before: the file is there once.
        data = PNG + bytes([size % 2 and self.number % 251]) * size
        self._register(desk, drafting.attach_file(desk, "照片.png", data))
        self.outcome.count("附件")

    def _register(self, desk: Desk, *files: Attachment) -> None:
        self.number += 1
        person = replace(STREETLIGHTS.contributor, phone=phone_of(self.number))
        drafting.register_clue(desk, clue_content(self.number, contributor=person, attachments=files))

    @rule(pick=PICK, which=PICK, visitors=st.integers(0, 3))
    def hold_session(self, pick: int, which: int, visitors: int) -> None:
        desk = self._room(pick).desk
        held = sorted((view.session for view in gathering.sessions(desk)), key=lambda one: (one.place, one.visitors))
        form = SessionForm(date(2026, 11, 20), f"{len(held)}号会议室", ("张晓",), visitors)
        gathering.save_session(desk, form, session_id=held[which % len(held)].id if held and which % 2 else None)
        self.outcome.count("接访")

    @rule(pick=PICK, month=st.integers(9, 11))
    def report_nothing(self, pick: int, month: int) -> None:
        desk = self._room(pick).desk
        if gathering.nil_report(desk, 2026, month) is None:
            gathering.report_nil(desk, 2026, month, "没有来访")
            self.outcome.count("零报告")

    @rule(pick=PICK)
    def send(self, pick: int) -> None:
        tolerating(SHUT_OUT, lambda: exchange(self.office.desk, self._room(pick).desk))

    @rule(pick=PICK, schema=st.integers(1, 2))
    def meet_an_older_office(self, pick: int, schema: int) -> None:
        """N-1, N-2: until its next answer the workroom holds back what such an office could not read."""
        membership.office_understands(self._room(pick).desk, schema)
        self.outcome.count("旧版区办")

    @rule(pick=PICK)
    def send_as_first_release(self, pick: int) -> None:
        tolerating(SHUT_OUT, lambda: exchange_as_first_release(self.office.desk, self._room(pick).desk))
        self.outcome.count("初版工作室")

    @rule(pick=PICK)
    def seal_as_later_release(self, pick: int) -> None:
        def seal() -> None:
            self.outcome.count("后来版本的事件", seal_as_later_release(self._room(pick).desk))

        tolerating(SHUT_OUT, seal)

    @rule(pick=PICK)
    def send_and_hear_nothing(self, pick: int) -> None:
        def send() -> None:
            request = next_request(self._room(pick).desk)
            if request is not None:
                respond(self.office.desk, read_single(request.container, UP), carrier="https", news=2)

        tolerating(SHUT_OUT, send)

    @rule(pick=PICK)
    def write_stick(self, pick: int) -> None:
        def write() -> None:
            for path in seal_to_file(self._room(pick).desk, self.folder, ask_for_news=True).files:
                self.batches.append(path.rename(self.folder / f"{len(self.batches)}.bxp"))

        tolerating(SHUT_OUT, write)

    @precondition(lambda self: bool(self.batches))
    @rule(pick=PICK)
    def carry_stick(self, pick: int) -> None:
        def carry() -> None:
            received = receive_file(self.office.desk, self.batches[pick % len(self.batches)], self.folder)
            self.receipts.append(received.receipt_path.rename(self.folder / f"{len(self.receipts)}.bxr"))

        tolerating(MIXED_UP, carry)

    @precondition(lambda self: bool(self.receipts))
    @rule(pick=PICK, room=PICK)
    def read_receipt(self, pick: int, room: int) -> None:
        path = self.receipts[pick % len(self.receipts)]
        tolerating(MIXED_UP, lambda: read_receipt_file(self._room(room).desk, path))

    @rule(pick=PICK, accepted=st.booleans())
    def decide(self, pick: int, accepted: bool) -> None:
        gone = erased_in(self.office.desk)
        waiting = [
            c
            for c in in_order(self.office.desk)
            if c.office_state is OfficeState.RECEIVED and gone.get(c.id) is not ErasureScope.ALL
        ]
        if waiting and accepted:
            casework.accept_clue(self.office.desk, waiting[pick % len(waiting)].id)
        elif waiting:
            casework.return_clue(self.office.desk, waiting[pick % len(waiting)].id, "请补充地点")

    @rule(pick=PICK)
    def mend(self, pick: int) -> None:
        desk = self._room(pick).desk
        for clue in [c for c in in_order(desk) if c.workroom_state is ClueState.RETURNED][:1]:
            drafting.reopen_draft(desk, clue.id)
            drafting.register_clue(desk, replace(clue.content, analysis="已补充。"), clue_id=clue.id)

    @rule(pick=PICK, scope=st.sampled_from(ErasureScope))
    def erase(self, pick: int, scope: ErasureScope) -> None:
        """Two people of the office erase; somebody asked for it, so it may be anything that is there."""
        desk = self.office.desk
        if there := in_order(desk):
            clue, another = there[pick % len(there)], replace(desk, actor=replace(desk.actor, id="another"))
            try:
                entry, _ = erasure.propose_erasure(another, clue.id, scope, ErasureGround.ASKED, "本人请求")
            except IllegalActionError:
                # It was erased before, as far or further.
                return
            erasure.approve_erasure(desk, entry)
            self.erased.setdefault(clue.id, set()).update(words_of(clue, scope))
            self.outcome.count("删除")

    @rule(pick=PICK, days=YEARS)
    def turn_a_clock(self, pick: int, days: int) -> None:
        party = [self.office, *self.rooms][pick % (len(self.rooms) + 1)]
        party.clock.moment = SetClock().moment + timedelta(days=days, minutes=self.number)

    @rule(pick=PICK)
    def copy(self, pick: int) -> None:
        """A backup of a home, by whoever has access to the disk."""
        party = [self.office, *self.rooms][pick % (len(self.rooms) + 1)]
        party.desk.close()
        self.copied += 1
        party.copies.append(Path(shutil.copytree(party.home, self.folder / f"copy-{self.copied}")))
        party.reopen()

    @precondition(lambda self: any(room.copies for room in self.rooms))
    @rule(pick=PICK)
    def restore(self, pick: int) -> None:
        candidates = [room for room in self.rooms if room.copies]
        put_back(candidates[pick % len(candidates)], pick)
        self.outcome.count("恢复工作室")

    @precondition(lambda self: bool(self.office.copies))
    @rule(pick=PICK)
    def restore_office(self, pick: int) -> None:
        put_back(self.office, pick)
        self.outcome.count("恢复区办")

    @precondition(lambda self: any(r.copies for r in self.rooms) and len(self.rooms) < len(ROOMS) + MOST_CLONES)
    @rule(pick=PICK)
    def clone(self, pick: int) -> None:
        """A second computer is set up from a copy of the first one's disk."""
        candidates = [room for room in self.rooms if room.copies]
        copies = candidates[pick % len(candidates)].copies
        name = f"clone-{len(self.rooms)}"
        shutil.copytree(copies[pick % len(copies)], self.folder / name)
        self.rooms.append(self._party(name))
        self.outcome.count("克隆")

    @rule(pick=PICK)
    def revoke(self, pick: int) -> None:
        with self.office.desk.store.reading() as tx:
            known = sorted(device.id for device in tx.reception.devices())
        if known and pick % 4 == 0:
            devices.revoke_device(self.office.desk, known[pick % len(known)])
            self.outcome.count("注销")

    @rule(pick=PICK)
    def come_anew(self, pick: int) -> None:
        # Seldom: who may come anew at any time never gets into trouble.
        if pick % 8 == 0:
            enrol_anew(self.office.desk, self._room(pick // 8).desk)
            self.outcome.count("重新登记")

    @invariant()
    def the_office_has_nothing_that_nobody_wrote(self) -> None:
        with self.office.desk.store.reading() as tx:
            found = tx.connection.exec_driver_sql("SELECT count(*) FROM clue").scalar_one()
        assert found <= self.number, "more clues than were registered"

    def teardown(self) -> None:
        try:
            self.settle()
            self.outcome.count("历史")
        finally:
            for party in (self.office, *self.rooms):
                party.desk.close()
            shutil.rmtree(self.folder)

    def settle(self) -> None:
        """Everybody arrives; then there is one truth, and it stays as it is."""
        end = Ending(self.office.desk, [room.desk for room in self.rooms])
        end.everybody_sends()
        before = end.truth()
        end.everything_arrived()
        end.nothing_is_left_of(self.erased)
        end.everybody_exchanges()
        assert end.truth() == before, "sending everything once more changed something"
        end.every_record_is_sound()


def in_order(desk: Desk) -> list[Clue]:
    """Clues by number: identities are random, and a history must replay the same way."""
    return sorted(clues_in(desk).values(), key=lambda clue: clue.provisional_number or "")


def put_back(party: Party, pick: int) -> None:
    """The home as it was when one of its copies was made, in its old place."""
    party.desk.close()
    shutil.rmtree(party.home)
    shutil.copytree(party.copies[pick % len(party.copies)], party.home)
    party.reopen()


def phone_of(number: int) -> str:
    """The telephone of whoever brought the clue with this number: nobody else has it."""
    return f"139{number:08d}"


def words_of(clue: Clue, scope: ErasureScope) -> set[str]:
    """What nobody may be able to read any more once so much of the clue is erased."""
    phone = phone_of(int(clue.content.title.partition("（")[2].rstrip("）")))
    return {phone, clue.content.title} if scope is ErasureScope.ALL else {phone}
