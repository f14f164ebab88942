"""Killed anywhere while a passphrase is changed, exactly one of the two opens, and the trail says what was begun."""

import subprocess
import sys
import time
from pathlib import Path

from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.desk import Desk
from tests.builders import PASSPHRASE, new_home, open_home
from tests.effort import EVERYTHING

ROOT = Path(__file__).parents[2]
KILLS = 12 if EVERYTHING else 3
APART_S = 0.156 / KILLS
"""Together the kills are spread over several changes."""

_CHANGING = """
import sys
from pathlib import Path
from baixing_desktop.clock import SystemClock
from baixing_desktop.usecases.people import change_passphrase
from baixing_desktop.usecases.setup import open_desk
from tests.builders import CHEAP
home, now, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
desk = open_desk(home, passphrase=now, clock=SystemClock())
print("ready", flush=True)
while True:
    number += 1
    after = f"换到第{number}句长长的口令A1"
    desk, _ = change_passphrase(desk, now, after, CHEAP)
    now = after
    print(number, flush=True)
"""


def test_one_of_two_always_opens(tmp_path: Path) -> None:
    home = tmp_path / "home"
    new_home(home, Face.WORKROOM, "SY").close()
    now, number = PASSPHRASE, 0
    for moment in range(KILLS):
        line = [sys.executable, "-c", _CHANGING, str(home), now, str(number)]
        with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as changing:
            assert changing.stdout is not None
            assert changing.stdout.readline() == "ready\n"
            # Another moment each time, spread over several changes; the last one after a change that was told.
            first = changing.stdout.readline() if moment == KILLS - 1 else ""
            time.sleep(moment * APART_S)
            changing.kill()
            told = [int(word) for word in (first + changing.stdout.read()).split()]
        number = told[-1] if told else number
        now = f"换到第{number}句长长的口令A1" if number else PASSPHRASE
        further = f"换到第{number + 1}句长长的口令A1"
        opened = [word for word in (now, further) if _opens(home, word)]
        assert len(opened) == 1, (number, opened)
        number += opened == [further]
        now = opened[0]
    desk = open_home(home, passphrase=now)
    begun, done = (_entries(desk, result) for result in ("begun", "done"))
    assert begun >= done > 0, "what was begun and not finished can be seen"
    desk.close()


def _opens(home: Path, passphrase: str) -> bool:
    try:
        open_home(home, passphrase=passphrase).close()
    except UserError as error:
        assert error.code == "VAULT_WRONG_PASSPHRASE"  # noqa: PT017 - any other error fails the test
        return False
    return True


def _entries(desk: Desk, result: str) -> int:
    with desk.store.reading() as tx:
        return sum(e.action == "change_passphrase" and e.result == result for e in tx.audit.all())
