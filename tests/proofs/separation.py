"""Real separation: office and workroom in network namespaces of their own; the line is cut and slowed meanwhile."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from baixing_desktop.ids import new_code
from baixing_desktop.usecases import drafting
from tests.builders import PASSPHRASE, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.proofs.tools.parties import judge
from tests.sync.helpers import point_to, register

ROOM = UNITS[0]
OFFICE_ADDRESS, ROOM_ADDRESS = "10.199.7.1", "10.199.7.2"
PORT = 8443
ROOT = Path(__file__).resolve().parents[2]
SLOW = "200kbit"
"""What a bad line in a village carries."""
PICTURE = 60_000


def prove(trial: Trial) -> Outcome:
    """The real commands on both sides, over a line that comes and goes."""
    outcome, homes = Outcome(), enrolled_homes(trial.place("homes"))
    passphrase = trial.folder / "passphrase"
    passphrase.write_text(PASSPHRASE)
    told: set[str] = set()
    with _two_rooms() as net, _office(net, homes / OFFICE, passphrase):
        for number in range(trial.size(3, 40)):
            told |= in_child(partial(_register, homes / ROOM, number, trial.seed)).result()
            dice = trial.random(number)
            # Longer than TCP repeats by itself, now and then longer than any of our time limits.
            pause = dice.choice((0.5, 2.0, trial.size(2, 25)))
            _interrupted(net, homes / ROOM, passphrase, dice.uniform(0.2, 2.0), pause, outcome)
        net.slow()
        told |= in_child(partial(_register, homes / ROOM, 10_000, trial.seed)).result()
        began = time.monotonic()
        outcome.expect(_sync(net, homes / ROOM, passphrase).wait() == 0, "slow line", "it did not get through")
        outcome.figures[f"{SLOW} 的线路上传完（秒）"] = time.monotonic() - began
    judge(homes, (ROOM,), outcome, {ROOM: told})
    return outcome


class _Net:
    """Two namespaces with a cable between them."""

    def __init__(self) -> None:
        mark = new_code(4).lower()
        self.office, self.room = f"bxo{mark}", f"bxr{mark}"
        self._cable = f"bx{mark}"

    def lay(self) -> None:
        """Make the namespaces and the cable."""
        for space in (self.office, self.room):
            _ip("netns", "add", space)
        _ip("link", "add", f"{self._cable}o", "type", "veth", "peer", "name", f"{self._cable}r")
        for space, end, address in ((self.office, "o", OFFICE_ADDRESS), (self.room, "r", ROOM_ADDRESS)):
            _ip("link", "set", self._cable + end, "netns", space)
            _ip("-n", space, "addr", "add", f"{address}/24", "dev", self._cable + end)
            _ip("-n", space, "link", "set", self._cable + end, "up")

    def remove(self) -> None:
        """Take everything away again; the cable goes with its ends."""
        for space in (self.office, self.room):
            _ip("netns", "del", space)

    def cut(self) -> None:
        """Pull the plug on the workroom's side."""
        _ip("-n", self.room, "link", "set", f"{self._cable}r", "down")

    def mend(self) -> None:
        """Put the plug back."""
        _ip("-n", self.room, "link", "set", f"{self._cable}r", "up")

    def slow(self) -> None:
        """Let no more than :data:`SLOW` through."""
        limits = ["rate", SLOW, "burst", "16kb", "latency", "400ms"]
        line = ["tc", "-n", self.room, "qdisc", "add", "dev", f"{self._cable}r", "root", "tbf", *limits]
        subprocess.run(line, check=True)

    def start(self, space: str, *line: str) -> "subprocess.Popen[str]":
        """Run our own program in a namespace."""
        command = ["ip", "netns", "exec", space, sys.executable, "-m", "baixing_desktop", *line]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, env=os.environ, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


@contextmanager
def _two_rooms() -> Generator[_Net]:
    net = _Net()
    net.lay()
    try:
        yield net
    finally:
        net.remove()


@contextmanager
def _office(net: _Net, home: Path, passphrase: Path) -> Generator[None]:
    line = ["--home", str(home), "serve", "--host", OFFICE_ADDRESS, "--port", str(PORT), "--json"]
    with net.start(net.office, *line, "--passphrase-file", str(passphrase)) as process:
        assert process.stdout is not None
        assert "address" in json.loads(process.stdout.readline())
        try:
            yield
        finally:
            process.terminate()


def _sync(net: _Net, home: Path, passphrase: Path) -> "subprocess.Popen[str]":
    return net.start(net.room, "--home", str(home), "sync", "--passphrase-file", str(passphrase))


def _interrupted(net: _Net, home: Path, passphrase: Path, after: float, pause: float, outcome: Outcome) -> None:
    """Send, cut the line ``after`` so many seconds for a ``pause``, wherever that is; then send again."""
    with _sync(net, home, passphrase) as first:
        time.sleep(after)
        net.cut()
        time.sleep(pause)
        net.mend()
        code = first.wait(120)
    outcome.count("拔线")
    outcome.count("拔线后仍一次办成", int(code == 0))
    outcome.expect(code in (0, 1), "cut line", f"the program ended with {code}")
    with _sync(net, home, passphrase) as second:
        outcome.expect(second.wait(120) == 0, "mended line", "it did not get through")


def _register(home: Path, number: int, seed: int) -> set[str]:
    with closing(open_home(home)) as desk:
        point_to(desk, f"https://{OFFICE_ADDRESS}:{PORT}")
        picture = b"\x89PNG\r\n\x1a\n" + f"{seed}/{number}".encode() + bytes(range(256)) * (PICTURE // 256)
        file = drafting.attach_file(desk, "照片.png", picture)
        clues = register(desk, 2, start=10 * number + 1, attachments=(file,))
    return {clue.content.title for clue in clues}


def _ip(*line: str) -> None:
    subprocess.run(["ip", *line], check=True)
