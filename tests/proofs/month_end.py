"""R12: on the last day of the month every workstation sends at once, to the real service on this machine.

Everything has to arrive once, whatever the machine. The times are goals for a machine of two processors that does
nothing else: how much the others took is measured with them, and with too much of that a missed time says nothing.
Who does not get through tries again after a while, as the program does by itself; on a quiet machine nobody should
have to.
"""

import statistics
import threading
import time
from contextlib import closing
from functools import partial

from baixing_desktop.domain.units import UnitKind
from baixing_desktop.usecases.setup import load_reference
from sync import Running, Service
from tests.builders import PASSPHRASE, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.crowd import NO_LINE, Workstation, crowd, send
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, enrolled_homes, unsound
from tests.proofs.tools.load import Load
from tests.proofs.tools.parties import free_port
from tests.sync.helpers import clues_in

MOST_TRIES = 6
QUIET = 0.1
"""Share of the processors that other programs may take while times are measured."""
QUICK = ((20, 20, 30.0),)
FULL = ((200, 60, 30.0), (1_000, 20, 90.0))
"""Workstations, clues of each, most seconds for all of it."""
P95 = 10.0
"""Most seconds that 95 of 100 workstations of the first round may wait."""


def prove(trial: Trial) -> Outcome:
    """Each round on an office of its own."""
    outcome = Outcome()
    for rooms, each, limit in FULL if trial.full else QUICK:
        _round(trial, rooms, each, limit, outcome)
    return outcome


def _round(trial: Trial, rooms: int, each: int, limit: float, outcome: Outcome) -> None:
    homes = enrolled_homes(trial.place(f"office-{rooms}"), ())
    units = [u.code for u in load_reference().units.values() if u.kind is UnitKind.WORKROOM]
    stations: list[Workstation] = in_child(
        partial(crowd, homes / OFFICE, [units[n % len(units)] for n in range(rooms)], each)
    ).result()
    service = Service(homes / OFFICE, lasting=False)
    running = service.start("127.0.0.1", free_port(), PASSPHRASE)
    load = Load()
    try:
        whole, waits, again, failures = _all_at_once(running, stations)
    finally:
        service.stop()
    others = load.others()
    case = f"{rooms} × {each}"
    p95 = statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else 0.0
    outcome.figures[f"{case} 全部收到（秒）"] = whole
    outcome.figures[f"{case} 95% 等待（秒）"] = p95
    outcome.figures[f"{case} 再试"] = again
    outcome.figures[f"{case} 别的程序占处理器（%）"] = 100 * others
    shut_out = [words for words in failures if words.startswith(NO_LINE)]
    others_wrong = [words for words in failures if words not in shut_out]
    outcome.expect(not others_wrong, case, f"{len(others_wrong)} were refused: {sorted(set(others_wrong))[:3]}")
    late = [f"全部收到用了 {whole:.1f} 秒，目标 {limit:.0f} 秒"] if whole > limit else []
    late += [f"{len(shut_out)} 台试了 {MOST_TRIES} 次都没有接通"] if shut_out else []
    late += [f"{again} 次没有接通，又试了"] if again else []
    late += [f"95% 等待 {p95:.1f} 秒，目标 {P95:.0f} 秒"] if p95 > P95 and each >= 60 else []
    if late and others > QUIET:
        outcome.missing += [f"{case}：{words}，但别的程序占了处理器 {others:.0%}" for words in late]
    else:
        outcome.faults += [f"{case}: {words}" for words in late]
    with closing(open_home(homes / OFFICE)) as desk:
        found, least = len(clues_in(desk)), (rooms - len(failures)) * each
        outcome.expect(
            least <= found <= rooms * each, case, f"the office has {found} clues, not {least}–{rooms * each}"
        )
        outcome.expect(not (wrong := unsound(desk)), case, wrong)


def _all_at_once(running: Running, stations: list[Workstation]) -> tuple[float, list[float], int, list[str]]:
    """Seconds until all were confirmed, seconds of each, how often somebody tried again, and what went wrong."""
    start, lock = threading.Barrier(len(stations) + 1), threading.Lock()
    waits, tries, failures = list[float](), list[int](), list[str]()

    def go(station: Workstation) -> None:
        start.wait()
        began = time.monotonic()
        again, wrong = send(station, running.address, running.fingerprint, MOST_TRIES)
        with lock:
            waits.append(time.monotonic() - began)
            tries.append(again)
            failures.extend([wrong] if wrong else [])

    threads = [threading.Thread(target=go, args=(station,)) for station in stations]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.monotonic()
    for thread in threads:
        thread.join()
    return time.monotonic() - began, waits, sum(tries), failures
