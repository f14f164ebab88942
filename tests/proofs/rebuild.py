"""R21: the office burns down and is rebuilt from yesterday's copy; workrooms send again what it lost."""

import shutil
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path

from baixing_desktop.domain.states import OfficeState
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.desk import Desk
from sync import synchronise
from tests.builders import SetClock, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.proofs.tools.parties import judge
from tests.sync.helpers import address_of, clues_in, point_to, register, serving

ROOMS = UNITS[:4]
TRIES = 5


def prove(trial: Trial) -> Outcome:
    """Several drills, each with another amount of work before and after the copy was made."""
    outcome = Outcome()
    for number in range(trial.size(1, 60)):
        homes = enrolled_homes(trial.place(f"drill-{number}"), ROOMS)
        dice = trial.random("drill", number)
        before, after = dice.randrange(1, 5), dice.randrange(1, 5)
        told = in_child(partial(_drill, homes, before, after)).result()
        outcome.count("演练")
        judge(homes, ROOMS, outcome, told)
        shutil.rmtree(homes)
    return outcome


def _drill(homes: Path, before: int, after: int) -> dict[str, set[str]]:
    clock, told = SetClock(), {room: set[str]() for room in ROOMS}
    _work(homes, clock, told, before, 1)
    shutil.copytree(homes / OFFICE, homes / "copy")
    clock.forward(hours=24)
    _work(homes, clock, told, after, 100)
    shutil.rmtree(homes / OFFICE)
    shutil.move(homes / "copy", homes / OFFICE)
    clock.forward(hours=1)
    _work(homes, clock, told, 1, 1_000)
    clock.forward(hours=1)
    _work(homes, clock, told, 0, 2_000)
    return told


def _work(homes: Path, clock: SetClock, told: dict[str, set[str]], clues: int, start: int) -> None:
    """Everybody registers and sends, the office accepts what came, everybody learns of it."""
    with ExitStack() as stack:
        office = stack.enter_context(closing(open_home(homes / OFFICE, clock)))
        address = address_of(stack.enter_context(serving(office)))
        for number, room in enumerate(ROOMS):
            desk = stack.enter_context(closing(open_home(homes / room, clock)))
            made = register(desk, clues, start=start + 10_000 * number)
            told[room] |= {clue.content.title for clue in made}
            point_to(desk, address)
            _report(desk)
            for clue in clues_in(office).values():
                if clue.unit == room and clue.office_state is OfficeState.RECEIVED:
                    casework.accept_clue(office, clue.id)
            _report(desk)


def _report(desk: Desk) -> None:
    """As the program does by itself: a line that was cut off, on a machine that others keep busy, is tried again."""
    for _ in range(TRIES - 1):
        try:
            synchronise(desk)
        except SyncError as error:
            if error.code != "SYNC_NO_NETWORK":
                raise
        else:
            return
    synchronise(desk)
