"""R6: the line between workroom and office breaks in every way, at every byte; nothing is lost, doubled or mangled.

Every synchronisation goes through a relay that resets, turns bits, doubles bytes, drips, or answers itself as a log-in
page does; on the wire, and inside the encryption, where nothing but our own checks can notice. And one conversation
is cut at each of its bytes, both ways.
"""

from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import SyncError
from baixing_desktop.usecases import drafting
from baixing_desktop.usecases.desk import Desk
from sync import synchronise
from sync.office.certificate import certificate_of
from tests.builders import clue_content, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.proofs.tools.parties import free_port, judge, office_process
from tests.proofs.tools.relay import Break, Line, Plan, relaying
from tests.sync.helpers import clues_in, point_to

ROOM = UNITS[0]
BREAKS = tuple(Break)


def prove(trial: Trial) -> Outcome:
    """Broken synchronisations by chance, then a cut at each byte."""
    outcome, port = Outcome(), free_port()
    homes = enrolled_homes(trial.place("homes"))
    pem = in_child(partial(_certificate, homes)).result()
    with office_process(homes, port), relaying(port, pem) as line, closing(open_home(homes / ROOM)) as desk:
        point_to(desk, f"https://127.0.0.1:{line.port}")
        work = _Workroom(desk, line, outcome, trial.random("line"))
        for number in range(trial.size(12, 5_000)):
            work.one_faulted(number)
        work.cut_everywhere(trial.size(640, 1))
        work.send_whole()
        outcome.figures["断坏的连接"] = line.broken
        told = work.told
    judge(homes, (ROOM,), outcome, {ROOM: told})
    return outcome


def _certificate(homes: Path) -> bytes:
    with closing(open_home(homes / OFFICE)) as desk:
        return certificate_of(desk)


class _Workroom:
    """A liaison who registers and sends, whatever the line does."""

    def __init__(self, desk: Desk, line: Line, outcome: Outcome, dice: Random) -> None:
        self._desk, self._line, self._outcome, self._dice = desk, line, outcome, dice
        self.told: set[str] = set()

    def one_faulted(self, number: int) -> None:
        """Register, then send over a line that breaks somewhere."""
        self._register(with_picture=number % 7 == 0)
        plan = Plan(
            self._dice.choice(BREAKS),
            up=self._dice.random() < 0.5,
            at=int(self._dice.expovariate(1 / 3_000)),
            encrypted=self._dice.random() < 0.5,
        )
        self._send(plan, f"sync {number}, {plan}")
        self._outcome.count("报送")
        if number % 50 == 0:
            self.send_whole()

    def cut_everywhere(self, step: int) -> None:
        """Cut one conversation at each byte (or every ``step``-th), both ways, on the wire and inside."""
        for encrypted in (True, False):
            self.send_whole()
            self._register()
            self._send(Plan(encrypted=encrypted), "whole")
            length = list(self._line.carried)
            for up in (True, False):
                for at in range(self._dice.randrange(step), length[0 if up else 1] + 1, step):
                    self._register()
                    plan = Plan(Break.RESET, up=up, at=at, encrypted=encrypted)
                    self._send(plan, f"cut, {plan}")
                    self._outcome.count("逐字节掐断")
                    if at % 40 == 0:
                        self.send_whole()

    def send_whole(self) -> None:
        """Over a sound line everything goes through."""
        self._line.plan = Plan()
        synchronise(self._desk)
        waiting = [c for c in clues_in(self._desk).values() if c.workroom_state is not ClueState.ACKNOWLEDGED]
        self._outcome.expect(not waiting, "sound line", f"{len(waiting)} clues stay behind")

    def _register(self, *, with_picture: bool = False) -> None:
        number = len(self.told) + 1
        files = ()
        if with_picture:
            picture = b"\x89PNG\r\n\x1a\n" + self._dice.randbytes(self._dice.randrange(20_000))
            files = (drafting.attach_file(self._desk, "照片.png", picture),)
        self.told.add(drafting.register_clue(self._desk, clue_content(number, attachments=files))[0].content.title)

    def _send(self, plan: Plan, case: str) -> None:
        self._line.plan = plan
        try:
            synchronise(self._desk)
        except SyncError as error:
            self._outcome.count("说明了原因")
            known = ("SYNC_NO_NETWORK", "SYNC_BAD_ANSWER", "SYNC_WRONG_OFFICE", "BATCH_DAMAGED", "SYNC_REFUSED")
            self._outcome.expect(error.code in known, case, f"told as {error.code}: {error}")
        except Exception as error:  # noqa: BLE001 - whatever else comes out is a fault of the program
            self._outcome.fault(case, f"an error that nobody explains: {error!r}")
