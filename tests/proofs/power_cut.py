"""R3: the power goes at any moment of a day's work; what was acknowledged is there, and nothing is there by half.

A day's work on the real store is recorded at the C library. Then the disk is rebuilt as a power cut at each recorded
call may leave it (:mod:`tests.proofs.tools.disk`), opened with the real store, and compared: it must say exactly what
the record said after some transaction that was asked for, and at least what was acknowledged. The same with
``synchronous=OFF`` has to fail, or the proof would prove nothing.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, Engine, Pool, event

from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.errors import UserError
from baixing_desktop.usecases import casework, drafting
from sync import read_receipt_file, receive_file, seal_to_file
from tests.builders import clue_content, open_home
from tests.proofs.proof import Outcome, TooManyFaultsError, Trial
from tests.proofs.tools.disk import Disk, write_out
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, content_of, enrolled_homes, looking, unsound
from tests.proofs.tools.recording import Record, records, set_mark
from tests.proofs.tools.shim import Shim
from tests.sync.helpers import clues_in, exchange_by_hand

STEPS = 24
"""Acts in one recorded day."""
SIDES = (UNITS[0], OFFICE)
HOME = "home"
"""Each home in a folder of its own, because a mark is left beside it."""


def prove(trial: Trial) -> Outcome:
    """Cut the power of workrooms and offices; then of one that was told not to flush."""
    outcome = Outcome()
    homes = enrolled_homes(trial.place("homes"))
    cuts, days = trial.size(90, 20_000), trial.size(3, 40)
    for day in range(days):
        _one_day(trial, homes, day, cuts // days, outcome)
    control = Outcome()
    with suppress(TooManyFaultsError):
        _one_day(trial, homes, days, cuts // 20, control, flushing=False)
    outcome.figures["对照（不落盘）查出的问题"] = len(control.faults)
    outcome.expect(len(control.faults) > 0, "control", "without flushes nothing was lost: the proof does not bite")
    return outcome


def _one_day(trial: Trial, homes: Path, day: int, cuts: int, outcome: Outcome, *, flushing: bool = True) -> None:
    side = SIDES[day % len(SIDES)]
    folder = trial.place(f"day-{day}")
    for name in SIDES:
        shutil.copytree(homes / name, folder / name / HOME)
    log = folder.with_suffix(".log")
    before, _ = in_child(partial(in_place, folder / side)).result()
    disk = Disk(folder / side)
    in_child(partial(_work, folder, side, log, trial.random("day", day), flushing=flushing)).result()
    history = list(records(log))
    dice, cut_folder = trial.random("cuts", day), folder.with_suffix(".cut")
    judge = _Judge(cut_folder, outcome, before)
    calls = sum(record.kind != "M" for record in history)
    quota = cuts / max(calls, 1)
    done, due = 0, 0.0
    for number, record in enumerate(history):
        if record.kind == "M":
            judge.hear(record)
            continue
        disk.apply(record)
        due += quota
        while done < due:
            judge.judge(disk.after_cut(dice), f"day {day} ({side}), call {number}, cut {done}")
            done += 1
    outcome.count("断电", done)
    outcome.count("记录的写盘调用", calls)
    outcome.count("事务", len(judge.said))
    shutil.rmtree(folder)
    shutil.rmtree(cut_folder)
    log.unlink()


class _Judge:
    """Follows the marks, and says of a disk whether it may look like that."""

    def __init__(self, folder: Path, outcome: Outcome, before: str) -> None:
        self._folder = folder
        self._outcome = outcome
        self._known: dict[bytes, tuple[str, str]] = {}
        self.said = [before]
        self._acknowledged = 0

    def hear(self, record: Record) -> None:
        """``said``: a transaction is about to be committed. ``acknowledged``: whoever asked for it was told."""
        kind, value = record.mark
        if kind == "said" and [value] != self.said[-1:]:
            self.said.append(value)
        elif kind == "acknowledged":
            self._acknowledged = len(self.said) - 1

    def judge(self, state: dict[str, bytes | None], case: str) -> None:
        """Open what the cut left and compare."""
        name = _name_of(state)
        if name not in self._known:
            write_out(state, self._folder)
            self._known[name] = in_place(self._folder)
            self._outcome.count("不同的盘面")
        found, wrong = self._known[name]
        if wrong:
            self._outcome.fault(case, wrong)
        elif found not in self.said[self._acknowledged :]:
            lost = found in self.said
            self._outcome.fault(case, "an acknowledged save is lost" if lost else "a transaction is there by half")


def _name_of(state: dict[str, bytes | None]) -> bytes:
    digest = hashlib.blake2b()
    for path, content in sorted(state.items()):
        digest.update(f"{path}\0{-1 if content is None else len(content)}\0".encode())
        digest.update(content or b"")
    return digest.digest()


def in_place(folder: Path) -> tuple[str, str]:
    """What the record of the home in ``folder`` says, and what is wrong with it."""
    try:
        with looking(folder / HOME) as desk:
            if wrong := unsound(desk):
                return "", wrong
            with desk.store.reading() as tx:
                return content_of(tx.connection), ""
    except UserError as error:
        return "", f"it cannot be used: {error.code}"
    except Exception as error:  # noqa: BLE001 - whatever else comes out is a fault of the program
        return "", f"an error that nobody explains: {error!r}"


def _work(folder: Path, side: str, log: Path, dice: Random, *, flushing: bool) -> None:
    """One day in ``folder``: what happens in ``side`` is recorded in ``log``."""
    handle = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    Shim().watch(folder / side, handle)
    with _marking(folder / side, handle) as mark, _unflushed(not flushing):
        day = _Day(folder, dice)
        for _ in range(STEPS):
            day.step()
            mark(["acknowledged", None])
        day.close()
        mark(["acknowledged", None])


@contextmanager
def _marking(folder: Path, log: int) -> Generator[Callable[[Any], None]]:
    """Before each commit in the home of ``folder``: a mark with what the record will say."""

    def before_commit(connection: Connection) -> None:
        file = connection.exec_driver_sql("PRAGMA database_list").all()[0][2]
        if Path(file).parent == folder / HOME:
            set_mark(log, ["said", content_of(connection)])

    event.listen(Engine, "commit", before_commit)
    try:
        yield partial(set_mark, log)
    finally:
        event.remove(Engine, "commit", before_commit)


@contextmanager
def _unflushed(wanted: bool) -> Generator[None]:
    """Every connection made inside is told not to flush, behind the program's back."""

    def after_connect(connection: Any, record: object) -> None:
        connection.cursor().execute("PRAGMA synchronous=OFF")

    if wanted:
        event.listen(Pool, "connect", after_connect)
    try:
        yield
    finally:
        if wanted:
            event.remove(Pool, "connect", after_connect)


@dataclass
class _Day:
    """A day at both ends: drafts, registrations, attachments, batches, receipts, decisions, going home early."""

    folder: Path
    dice: Random
    number: int = 0

    def __post_init__(self) -> None:
        self._open()

    def step(self) -> None:
        """One act, chosen by the dice."""
        acts = [
            (4, self._draft),
            (4, self._register),
            (2, self._attach),
            (2, self._change),
            (2, self._report_online),
            (2, self._report_by_stick),
            (2, self._decide),
            (1, self._go_home),
        ]
        weights, functions = zip(*acts, strict=True)
        self.dice.choices(functions, weights)[0]()

    def close(self) -> None:
        """The end of the day."""
        self.office.close()
        self.workroom.close()

    def _open(self) -> None:
        self.workroom, self.office = (open_home(self.folder / name / HOME) for name in SIDES)

    def _content(self, **changes: object) -> ClueContent:
        self.number += 1
        return clue_content(self.number, analysis="路灯不亮。" * self.dice.randrange(1, 400), **changes)

    def _draft(self) -> None:
        drafting.save_draft(self.workroom, self._content())

    def _register(self) -> None:
        drafting.register_clue(self.workroom, self._content())

    def _attach(self) -> None:
        data = b"\x89PNG\r\n\x1a\n" + self.dice.randbytes(self.dice.randrange(1, 30_000))
        attachment = drafting.attach_file(self.workroom, "照片.png", data)
        drafting.register_clue(self.workroom, self._content(attachments=(attachment,)))

    def _change(self) -> None:
        """Correct what is still on the desk or came back."""
        open_to_change = [c for c in self._clues() if c.workroom_state in (ClueState.REGISTERED, ClueState.RETURNED)]
        if open_to_change:
            clue = self.dice.choice(open_to_change)
            drafting.reopen_draft(self.workroom, clue.id)
            content = replace(clue.content, suggestions=clue.content.suggestions + "\n请尽快。")
            drafting.register_clue(self.workroom, content, clue_id=clue.id)

    def _clues(self) -> list[Any]:
        return sorted(clues_in(self.workroom).values(), key=lambda clue: clue.content.title)

    def _report_online(self) -> None:
        exchange_by_hand(self.office, self.workroom)

    def _report_by_stick(self) -> None:
        for path in seal_to_file(self.workroom, self.folder, ask_for_news=True).files:
            read_receipt_file(self.workroom, receive_file(self.office, path, self.folder).receipt_path)

    def _decide(self) -> None:
        waiting = [c for c in clues_in(self.office).values() if c.office_state is OfficeState.RECEIVED]
        if waiting:
            clue = min(waiting, key=lambda clue: clue.content.title)
            if self.dice.random() < 0.5:
                casework.accept_clue(self.office, clue.id)
            else:
                casework.return_clue(self.office, clue.id, "请补充地点")

    def _go_home(self) -> None:
        self.close()
        self._open()
