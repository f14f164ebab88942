"""R1: killed at any moment while an office moves to a server, or a further seat joins it: the record opens, nothing is
lost, and the act can be done again.
"""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import VaultError
from baixing_desktop.store.checks import Check, faults
from baixing_desktop.usecases import drafting, people, seats
from baixing_desktop.usecases.backups import faulty_attachments
from baixing_desktop.usecases.databases import Server
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.moving import move_to_server
from baixing_desktop.usecases.setup import home_exists
from sync import receive_file, seal_to_file
from tests.builders import CHEAP, FIRST_PASSPHRASE, clue_content, new_home, open_home
from tests.postgres import Cluster, cluster
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.proofs.tools.parties import end, spawn
from tests.sync.helpers import clues_in

OWN = "珠江边的龙船鼓响C6"
PERSON = "王强"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100


@dataclass(frozen=True, slots=True)
class Kept:
    """What must be there whatever happens: the clues, and every attachment readable."""

    clues: dict[str, Clue]
    attachments: tuple[bytes, ...]


def prove(trial: Trial) -> Outcome:
    """Each act is timed once undisturbed; then it is killed at moments spread over that time, and done again."""
    outcome = Outcome()
    with cluster() as server:
        files = enrolled_homes(trial.place("homes"))
        in_child(partial(_fill, files)).result()
        _moves(trial, outcome, server, files / OFFICE)
        _joins(trial, outcome, server, trial.place("seats"))
    return outcome


def _fill(homes: Path) -> None:
    with closing(open_home(homes / UNITS[0])) as desk:
        for number in range(4):
            picture = drafting.attach_file(desk, "照片.png", PNG + bytes([number]))
            drafting.register_clue(desk, clue_content(number, attachments=(picture,)))
        seal_to_file(desk, homes)
    (batch,) = homes.glob("HZ-*.bxp")
    with closing(open_home(homes / OFFICE)) as desk:
        receive_file(desk, batch, homes)


def _moves(trial: Trial, outcome: Outcome, server: Cluster, office: Path) -> None:
    before: Kept = in_child(partial(_kept, office)).result()
    assert len(before.clues) == len(before.attachments) == 4, "there is something to lose"
    whole, dice = 0.0, trial.random("moves")
    for number in range(trial.size(3, 60)):
        home, database = trial.place(f"move{number}") / OFFICE, server.new_database()
        shutil.copytree(office, home)
        move = partial(_move, home, database)
        whole = max(whole, _undisturbed(move)) if not number else whole
        if number:
            outcome.count("移到服务器，杀死" if _killed(move, dice, whole) else "移到服务器，已办成")
        where: bool = in_child(partial(_on_server, home)).result()
        outcome.count("杀死后仍在文件里" if not where else "已在服务器上")
        outcome.expect(in_child(partial(_kept, home)).result() == before, f"move {number}", "something is lost")
        if not where:
            in_child(move).result()
            outcome.expect(in_child(partial(_on_server, home)).result(), f"move {number}", "it could not be repeated")
            outcome.expect(in_child(partial(_kept, home)).result() == before, f"move {number}", "lost when repeated")


def _joins(trial: Trial, outcome: Outcome, server: Cluster, folder: Path) -> None:
    first = folder / "first"
    in_child(partial(_first_seat, first, server.new_database())).result()
    whole, dice = 0.0, trial.random("joins")
    for number in range(trial.size(4, 120)):
        case, home = f"seat {number}", folder / f"seat{number}"
        code: str = in_child(partial(_ticket, first, folder, f"席位{number}")).result()
        join = partial(_join, folder, home, code)
        if not number:
            whole = _undisturbed(join)
        else:
            outcome.count("加入席位，杀死" if _killed(join, dice, whole) else "加入席位，已办成")
        if not home_exists(home):
            outcome.expect(not home.exists(), case, "half a home under the name of a whole one")
            if not in_child(join).result():
                # The record counts the ticket as used; the administrator takes the seat back and makes another.
                outcome.count("席位文件已用掉，另生成一份")
                code = in_child(partial(_ticket, first, folder, f"席位{number}")).result()
                outcome.expect(in_child(partial(_join, folder, home, code)).result(), case, "it could not be repeated")
        outcome.expect(in_child(partial(_sits, home)).result(), case, "the seat does not open")
    wrong: str = in_child(partial(_first_is_sound, first)).result()
    outcome.expect(not wrong, "the first seat", wrong)


def _undisturbed(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    in_child(act).result()
    return time.monotonic() - begun


def _killed(act: Callable[[], object], dice: Random, whole: float) -> bool:
    """Kill ``act`` at a moment of its time; False when it was done already."""
    child = spawn(act)
    # The moment of the kill is the chance that this proof is about; nothing waits for anything to be done.
    time.sleep(dice.uniform(0.05, 0.95) * whole)
    return os.WIFSIGNALED(end(child))


def _move(home: Path, database: Server) -> None:
    with closing(open_home(home)) as desk:
        move_to_server(desk, database)


def _on_server(home: Path) -> bool:
    with closing(open_home(home)) as desk:
        return desk.store.on_server


def _kept(home: Path) -> Kept:
    with closing(open_home(home)) as desk:
        assert not (wrong := _unsound(desk)), wrong
        clues = clues_in(desk)
        held = sorted(each.sha256 for clue in clues.values() for each in clue.content.attachments)
        return Kept(clues, tuple(desk.blobs.get(sha256) for sha256 in held))


def _first_seat(home: Path, database: Server) -> None:
    with closing(new_home(home, Face.OFFICE, "HZZX", database=database)) as desk:
        people.add_person(desk, PERSON, FIRST_PASSPHRASE, post=Role.OFFICE, cost=CHEAP)


def _ticket(first: Path, folder: Path, label: str) -> str:
    with closing(open_home(first, user="测试员")) as desk:
        if any(seat.label == label and seat.revoked_at is None for seat in seats.seats(desk)):
            seats.revoke_seat(desk, label)
        ticket, _ = seats.make_ticket(desk, label, PERSON)
    (folder / "席位.json").write_bytes(ticket.data)
    return ticket.code


def _join(folder: Path, home: Path, code: str) -> bool:
    """Join; False when the ticket counts as used."""
    try:
        seats.join_seat(home, folder / "席位.json", code, OWN, clock=SystemClock(), cost=CHEAP)
    except VaultError as error:
        if error.code != "SEAT_TICKET_USED":
            raise
        return False
    return True


def _sits(home: Path) -> bool:
    with closing(open_home(home, passphrase=OWN)) as desk:
        return desk.actor.name == PERSON


def _first_is_sound(home: Path) -> str:
    with closing(open_home(home, user="测试员")) as desk:
        return _unsound(desk)


def _unsound(desk: Desk) -> str:
    """What is wrong with the record, wherever it is; empty if it is sound."""
    with desk.store.reading() as tx:
        found = faults(tx.connection, Check.REFERENCES, Check.AUDIT, Check.SEARCH)
    broken = [f"{fault.check}: {fault.where}" for fault in found]
    return "; ".join(broken + [f"attachment {sha256}" for sha256 in faulty_attachments(desk)])
