"""R1: client and server are killed at random instants, again and again; what was acknowledged stays, once."""

import os
import signal
import time
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from baixing_desktop.errors import SyncError
from baixing_desktop.ids import new_code
from baixing_desktop.usecases import drafting
from sync import synchronise
from tests.builders import clue_content, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.proofs.tools.parties import end, free_port, judge, office_process, serve_office, spawn
from tests.sync.helpers import point_to

ROOMS = UNITS[:3]
LONGEST = 0.35
"""Seconds between two kills, at most."""
PATIENCE = 4
"""How often a person tries once more."""


def prove(trial: Trial) -> Outcome:
    """Three workrooms register and send; every moment one of them or the server dies and is started again."""
    outcome, port = Outcome(), free_port()
    homes = enrolled_homes(trial.place("homes"), ROOMS)
    in_child(partial(_point_all, homes, port)).result()
    work = {OFFICE: partial(serve_office, homes / OFFICE, port)}
    work |= {room: partial(_register_and_send, homes, room) for room in ROOMS}
    running = {name: spawn(work[name]) for name in work}
    dice = trial.random("victims")
    for _ in range(trial.size(40, 1_000)):
        # The moment of the kill is the chance that this proof is about; nothing waits for anything to be done.
        time.sleep(dice.uniform(0.01, LONGEST))
        victim = dice.choice([OFFICE, *ROOMS])
        status = end(running[victim])
        outcome.expect(os.WIFSIGNALED(status), victim, f"it ended by itself: {status}")
        outcome.count("杀死服务" if victim == OFFICE else "杀死工作室")
        running[victim] = spawn(work[victim])
    for child in running.values():
        end(child, signal.SIGKILL)
    with office_process(homes, port):
        for room in ROOMS:
            in_child(partial(_send_all, homes / room)).result()
    judge(homes, ROOMS, outcome, {room: _told(homes, room) for room in ROOMS})
    return outcome


def _point_all(homes: Path, port: int) -> None:
    for room in ROOMS:
        with closing(open_home(homes / room)) as desk:
            point_to(desk, f"https://127.0.0.1:{port}")


def _register_and_send(homes: Path, room: str) -> None:
    """Work without a pause; each registration that was acknowledged is written down where a kill cannot take it."""
    told = os.open(homes / f"{room}.told", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with closing(open_home(homes / room)) as desk:
        while True:
            for _ in range(3):
                title = f"建议加装路灯 {room} {new_code(10)}"
                drafting.register_clue(desk, clue_content(title=title))
                os.write(told, f"{title}\n".encode())
            try:
                synchronise(desk)
            except SyncError:
                # The office is away for a moment, as one expects.
                time.sleep(0.05)


def _send_all(home: Path) -> None:
    """As a person would: once more, if a loaded machine did not answer in time."""
    with closing(open_home(home)) as desk:
        for _ in range(PATIENCE):
            with suppress(SyncError):
                synchronise(desk)
                return
        synchronise(desk)


def _told(homes: Path, room: str) -> set[str]:
    path = homes / f"{room}.told"
    return set(path.read_text().splitlines()) if path.exists() else set()
