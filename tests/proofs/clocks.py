"""R18: clocks that are years wrong and jump while sending; everything arrives, in its order.

The processes are real and so is their clock: the library before libc tells them another time.
"""

import time
from contextlib import closing
from functools import partial
from pathlib import Path

from sync import synchronise
from tests.builders import open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.proofs.tools.parties import free_port, judge, office_process
from tests.proofs.tools.shim import Shim
from tests.sync.helpers import point_to, register

YEAR = 365 * 86_400
SHIFTS = (0, -7 * YEAR, 20 * YEAR, -3_600, 86_400, -2 * 86_400, -90)
"""Seconds by which a clock is wrong."""
ROOM = UNITS[0]


def prove(trial: Trial) -> Outcome:
    """A workroom whose clock jumps between and during its acts, with an office whose clock is wrong as well."""
    outcome, port = Outcome(), free_port()
    homes = enrolled_homes(trial.place("homes"))
    told: set[str] = set()
    dice = trial.random("clocks")
    for number in range(trial.size(6, 200)):
        Shim().shift(dice.choice(SHIFTS))
        with office_process(homes, port):
            shifts = [dice.choice(SHIFTS), dice.choice(SHIFTS)]
            told |= in_child(partial(_register_and_send, homes / ROOM, port, number, shifts)).result()
        Shim().shift(0)
        outcome.count("报送")
    judge(homes, (ROOM,), outcome, {ROOM: told})
    outcome.expect(_in_order(homes), "order", "the office has the events in another order than they were made in")
    return outcome


def _register_and_send(home: Path, port: int, number: int, shifts: list[int]) -> set[str]:
    shim = Shim()
    shim.shift(shifts[0])
    with closing(open_home(home)) as desk:
        point_to(desk, f"https://127.0.0.1:{port}")
        clues = register(desk, 2, start=3 * number + 1)
        shim.shift(shifts[1])
        assert abs(time.time() - _true_time() - shifts[1]) < 60, "the clock was not shifted: the proof proves nothing"
        clues += register(desk, 1, start=3 * number + 3)
        synchronise(desk)
    return {clue.content.title for clue in clues}


def _true_time() -> float:
    """What the kernel says, past the library: the time of a file that was just written."""
    path = Path("/proc/self/stat")
    return path.stat().st_mtime if path.exists() else 0.0


def _in_order(homes: Path) -> bool:
    with closing(open_home(homes / OFFICE)) as desk, desk.store.reading() as tx:
        query = "SELECT clue_id FROM inbound_event ORDER BY seq"
        office = list(tx.connection.exec_driver_sql(query).scalars())
    with closing(open_home(homes / ROOM)) as desk, desk.store.reading() as tx:
        workroom = list(tx.connection.exec_driver_sql("SELECT clue_id FROM event ORDER BY seq").scalars())
    return office == workroom
