"""The office's server and workrooms as processes of their own, and the last judgement over what they did together."""

import os
import signal
import socket
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.states import ClueState
from baixing_desktop.usecases.desk import Desk
from sync import state
from sync.office.main import Serving, serve
from tests.builders import open_home
from tests.proofs.proof import Outcome
from tests.proofs.tools.homes import OFFICE, unsound
from tests.sync.helpers import clues_in


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def spawn(work: Callable[[], object]) -> int:
    """A forked child that does ``work``; returns its process id. No record may be open here, no thread may run."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return child


def end(child: int, how: signal.Signals = signal.SIGKILL) -> int:
    """End a child of ours and wait for it; returns its status."""
    with suppress(ProcessLookupError):
        os.kill(child, how)
    return os.waitpid(child, 0)[1]


def serve_office(home: Path, port: int, ready: int = -1, user: str | None = None) -> None:
    """Serve the office at ``home`` until killed; a byte goes to the open file ``ready`` when it listens. Where several
    people have a passphrase, ``user`` is who starts it.
    """

    def tell(server: Serving) -> None:
        if ready >= 0:
            os.write(ready, b"1")

    with closing(open_home(home, user=user)) as desk:
        serve(desk, host="127.0.0.1", port=port, ready=tell)


@contextmanager
def office_process(homes: Path, port: int, user: str | None = None) -> Generator[int]:
    """The office of ``homes``, served by a process of its own that listens already; gives its process id."""
    reader, writer = os.pipe()
    child = spawn(lambda: serve_office(homes / OFFICE, port, writer, user))
    os.close(writer)
    try:
        assert os.read(reader, 1) == b"1", "the office does not start"
        yield child
    finally:
        os.close(reader)
        end(child)


def judge(homes: Path, units: tuple[str, ...], outcome: Outcome, acknowledged: dict[str, set[str]]) -> None:
    """After everything was sent: nothing acknowledged is lost, nothing is there twice, both sides say the same.

    ``acknowledged`` are the titles of each unit's registrations that the person was told of.
    """
    with closing(open_home(homes / OFFICE)) as desk:
        office = clues_in(desk)
        outcome.expect(not (wrong := unsound(desk)), "office", wrong)
    outcome.count("区办收到", len(office))
    everything: dict[str, Clue] = {}
    for unit in units:
        with closing(open_home(homes / unit)) as desk:
            ours = clues_in(desk)
            _judge_room(desk, unit, ours, outcome, acknowledged[unit])
        everything |= ours
    lost, extra = set(everything) - set(office), set(office) - set(everything)
    outcome.expect(not lost, "union", f"{len(lost)} clues never arrived")
    outcome.expect(not extra, "union", f"the office has {len(extra)} clues that nobody wrote")
    titles = [clue.content.title for clue in office.values()]
    outcome.expect(len(titles) == len(set(titles)), "office", "a clue is there twice")
    for clue_id in set(everything) & set(office):
        same = everything[clue_id].content_hash == office[clue_id].content_hash
        outcome.expect(same, clue_id, "the two sides have different contents")


def _judge_room(desk: Desk, unit: str, ours: dict[str, Clue], outcome: Outcome, acknowledged: set[str]) -> None:
    outcome.expect(not (wrong := unsound(desk)), unit, wrong)
    outcome.count("告知已登记", len(acknowledged))
    lost = acknowledged - {clue.content.title for clue in ours.values()}
    outcome.expect(not lost, unit, f"{len(lost)} acknowledged registrations are lost")
    outcome.expect(state(desk).only_here == 0, unit, "it says that something is only here")
    unconfirmed = [c for c in ours.values() if c.workroom_state is not ClueState.ACKNOWLEDGED]
    outcome.expect(not unconfirmed, unit, f"{len(unconfirmed)} clues have no receipt")
