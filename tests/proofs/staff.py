"""R11: eight of the office's staff and twenty workstations at once, on a record in a file and on a server.

Each of the staff is a process with a record of its own open, and takes whatever step a clue allows that it happens to
look at; the others do the same, so many a step is refused because somebody was faster. What went through is then
done once more by the same people **one after another**, in the order of the trail, at a copy of the office: every step
has to be possible there too, and in the end both records have to say the same.
"""

import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from threading import Thread

from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases import people
from baixing_desktop.usecases.databases import Server
from baixing_desktop.usecases.moving import move_to_server
from baixing_desktop.vault.certificates import fingerprint
from sync.office.certificate import certificate_of
from tests.builders import CHEAP, open_home, with_own_passphrase
from tests.postgres import cluster
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.clerks import Alone, Worked, again, look, work
from tests.proofs.tools.crowd import Workstation, crowd, send
from tests.proofs.tools.forks import begin, in_child
from tests.proofs.tools.homes import OFFICE, enrolled_homes
from tests.proofs.tools.parties import free_port, office_process

FIRST = "测试员"
HIRED, OWN = "旧城墙下的石板路走到珠江边B8", "珠江边的龙船鼓响了一整夜C6"
STAFF: dict[str, str] = dict.fromkeys(("甲办", "乙办", "丙办", "丁办", "戊办", "己办", "庚办", "辛办"), OWN)
ROOMS = 20
TRIES = 8


def prove(trial: Trial) -> Outcome:
    """The same on both engines."""
    found = Outcome()
    homes = enrolled_homes(trial.place("homes"), ())
    each, steps = trial.size(2, 50), trial.size(10, 1_250)
    stations: list[Workstation] = in_child(partial(_prepare, homes / OFFICE, each)).result()
    _round(trial, found, "文件", homes, stations, steps, None)
    with cluster() as server:
        _round(trial, found, "数据库服务器", homes, stations, steps, server.new_database())
    return found


def _prepare(office: Path, each: int) -> list[Workstation]:
    """Hire the staff; every workstation has a batch ready."""
    with closing(open_home(office)) as desk:
        units = [unit.code for unit in desk.reference.units_of(UnitKind.WORKROOM)]
        for name, passphrase in STAFF.items():
            people.add_person(desk, name, HIRED, post=Role.OFFICE, cost=CHEAP)
            with_own_passphrase(desk, name, HIRED, passphrase)
    return crowd(office, [units[number % len(units)] for number in range(ROOMS)], each, user=FIRST)


def _round(
    trial: Trial,
    found: Outcome,
    where: str,
    homes: Path,
    stations: list[Workstation],
    steps: int,
    server: Server | None,
) -> None:
    place = trial.place(where)
    shutil.copytree(homes / OFFICE, place / OFFICE)
    shutil.copytree(homes / OFFICE, place / "alone")
    if server is not None:
        in_child(partial(_move, place / OFFICE, server)).result()
    pin: str = in_child(partial(_pin, place / OFFICE)).result()
    port = free_port()
    with office_process(place, port, FIRST):
        sending = begin(partial(_send_all, f"https://127.0.0.1:{port}", pin, stations))
        staff = [
            begin(partial(work, place / OFFICE, name, passphrase, number, trial.random(where, name), steps))
            for number, (name, passphrase) in enumerate(STAFF.items())
        ]
        worked: list[Worked] = [child.ended().result() for child in staff]
        failed: list[str] = sending.ended().result()
    found.expect(not failed, where, f"{len(failed)} workstations did not get through: {failed[:3]}")
    did = sorted((one for each in worked for one in each.did), key=lambda one: one.at)
    refused = sum((each.refused for each in worked), Counter[str]())
    found.count(f"{where}，办成", len(did))
    found.count(f"{where}，别人更快", sum(refused.values()))
    said, wrong = in_child(partial(look, place / OFFICE, FIRST)).result()
    found.expect(not wrong, where, wrong)
    batches = [one.batch for one in stations]
    alone: Alone = in_child(partial(again, place / "alone", FIRST, STAFF, batches, did)).result()
    for one in alone.impossible:
        found.fault(where, f"one after another it is not possible: {one}")
    found.expect(len(said) == sum(one.last for one in stations), where, f"the office has {len(said)} clues")
    differ = [clue for clue in said.keys() | alone.said.keys() if said.get(clue) != alone.said.get(clue)]
    shown = [(said.get(clue), alone.said.get(clue)) for clue in differ[:1]]
    found.expect(not differ, where, f"{len(differ)} clues differ: {shown}")


def _move(home: Path, database: Server) -> None:
    with closing(open_home(home, user=FIRST)) as desk:
        move_to_server(desk, database)


def _pin(home: Path) -> str:
    with closing(open_home(home, user=FIRST)) as desk:
        return fingerprint(certificate_of(desk))


# -- the workstations


def _send_all(address: str, pin: str, stations: Sequence[Workstation]) -> list[str]:
    failed: list[str] = []

    def go(station: Workstation) -> None:
        _, wrong = send(station, address, pin, TRIES)
        failed.extend([wrong] if wrong else [])

    threads = [Thread(target=go, args=(station,)) for station in stations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed
