"""The window never works longer than a tenth of a second at a stretch, however much the record holds.

At a workroom with thousands of clues and hundreds of attachments somebody works through the day in the real window,
while clues keep coming in, all is reported to the real service, and receipts and the office's decisions come back.
Then the same at the office, where batches arrive meanwhile.
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.intake import ImportPlan
from baixing_desktop.usecases.casework import accept_clue
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.reading import clue_ids
from sync import synchronise
from tests.bench import corpus
from tests.bench.homes import plan
from tests.builders import open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE
from tests.proofs.tools.large import FRESH, ROOM, large_homes, photograph
from tests.proofs.tools.parties import end, free_port, office_process, spawn
from tests.proofs.tools.piece import Piece
from tests.sync.helpers import point_to

if TYPE_CHECKING:
    from tests.proofs.tools.person import Person

MOST = 0.1
"""So many seconds of its processor the window's thread may work before it looks at keys and mouse again."""
SCAN = (4100, 5400)
"""Dots of a scan of about ten megabytes."""
TOLD = 8
"""So many of the longest pieces are told."""
AT_ONCE = 25
"""Clues that come in together while the window is used."""
DECIDED_AFTER_S = 0.2
"""A clerk who accepts five clues a second is a fast one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one half, as :class:`tests.proofs.tools.watch.Watch` has it, and how often was reported meanwhile."""

    pieces: Sequence[Piece]
    late: Sequence[Piece]
    waits: Sequence[Piece]
    longest: Sequence[Piece]
    beats: int
    rounds: int = 0


def prove(trial: Trial) -> Outcome:
    """A workroom that reports, then the office that receives."""
    outcome, port = Outcome(), free_port()
    clues, files, new = trial.size(500, 10_000), trial.size(20, 200), trial.size(100, 1000)
    homes = trial.place("homes")
    in_child(partial(large_homes, homes, clues, files, new)).result()
    scan = trial.place("scans") / "扫描件.jpg"
    scan.write_bytes(photograph(Random(trial.seed), *SCAN))
    in_child(partial(_set_address, homes, port)).result()
    prove_on(homes, port, scan, new, outcome)
    outcome.figures |= {"线索": clues, "附件": files, "同时报送": new}
    return outcome


def prove_on(homes: Path, port: int, scan: Path, new: int, outcome: Outcome) -> None:
    """Both halves on homes that are made already."""
    outcome.figures["一把尺子（毫秒）"] = yardstick()
    with office_process(homes, port):
        clerk = spawn(partial(_screen, homes, new))
        try:
            seen = in_child(partial(_at_workroom, homes, scan, new)).result()
        finally:
            end(clerk)
        _tell("工作室", seen, outcome)
        outcome.figures["窗口里报送的次数"] = seen.rounds
        sender = spawn(partial(_report, homes, new))
        try:
            _tell("区办", in_child(partial(_at_office, homes)).result(), outcome)
        finally:
            end(sender)


def yardstick() -> int:
    """Milliseconds of the processor for always the same work: busy neighbours stretch it, and every piece with it."""
    dice, taken = Random(7), list[float]()
    for _ in range(15):
        begun = time.thread_time()
        sorted(dice.random() for _ in range(200_000))
        taken.append(time.thread_time() - begun)
    return round(1000 * sorted(taken)[len(taken) // 2])


def _tell(who: str, seen: Seen, outcome: Outcome) -> None:
    longest = sorted(seen.longest, key=lambda piece: -piece.cpu)[:TOLD]
    outcome.figures[f"{who}看了多少次"] = seen.beats
    outcome.figures[f"{who}最长的（处理器毫秒）"] = "；".join(f"{p.doing} {p.cpu * 1000:.0f}" for p in longest)
    late = sorted(seen.late, key=lambda piece: -piece.held)
    outcome.figures[f"{who}等自己别的线程"] = len(late)
    outcome.figures[f"{who}等机器"] = len(seen.waits)
    for number, piece in enumerate(late[:TOLD], start=1):
        outcome.figures[f"{who}等得最长的 {number}"] = str(piece)
    for piece in seen.pieces:
        outcome.fault(who, str(piece))


def _set_address(homes: Path, port: int) -> None:
    with closing(open_home(homes / ROOM)) as desk:
        point_to(desk, f"https://127.0.0.1:{port}")


def _screen(homes: Path, most: int) -> None:
    """In a child: a clerk accepts clues, so that news are on their way to the workroom."""
    with closing(open_home(homes / OFFICE)) as desk:
        for clue_id in clue_ids(desk, ClueQuery())[:most]:
            accept_clue(desk, clue_id)
            # How fast people are; nothing waits for anything to be done.
            time.sleep(DECIDED_AFTER_S)


def _report(homes: Path, new: int) -> None:
    """In a child: the workroom reports again and again, while the office is looked at."""
    with closing(open_home(homes / ROOM)) as desk:
        for start in range(0, new, 50):
            import_clues(desk, plan(FRESH * 3 + start, 50), file_name=f"more{start}.csv")
            synchronise(desk)


def _coming(new: int) -> list[ImportPlan]:
    return [plan(FRESH * 4 + start, AT_ONCE) for start in range(0, new, AT_ONCE)]


def _at_workroom(homes: Path, scan: Path, new: int) -> Seen:
    """In a child: the window of the workroom."""
    # Qt is loaded in the children only: what is forked must not have started it.
    from tests.proofs.tools.person import Person  # noqa: PLC0415

    with closing(open_home(homes / ROOM)) as desk:
        with_files = clue_ids(desk, ClueQuery())[:3]
    person = Person(homes / ROOM, MOST, _coming(new))
    person.visit_all()
    person.register(corpus.content(FRESH - 1), corpus.content(17))
    person.do("粘贴 10 MB 照片", lambda: person.paste(scan))
    for clue_id in with_files:
        person.do("打开有附件的线索", lambda clue_id=clue_id: person.go("entry", clue_id))
        person.do("看有附件的线索", lambda clue_id=clue_id: person.go("clues", clue_id))
    person.lock_and_unlock()
    person.look_through_clues()
    person.do("扫描件归档", lambda: person.file_scan(scan))
    person.do("立即报送", lambda: person.command("立即报送"))
    person.visit_all()
    return _seen(person)


def _at_office(homes: Path) -> Seen:
    """In a child: the window of the office."""
    from tests.proofs.tools.person import Person  # noqa: PLC0415

    person = Person(homes / OFFICE, MOST)
    person.visit_all()
    person.look_through_clues()
    person.do("审核", lambda: person.go("screening"))
    for _ in range(5):
        person.do("审核下一条", lambda: person.command("下一条"))
    person.lock_and_unlock()
    person.visit_all()
    return _seen(person)


def _seen(person: "Person") -> Seen:
    watch = person.leave()
    rounds = person.courier.rounds if person.courier else 0
    return Seen(watch.pieces, watch.late, watch.waits, tuple(watch.longest.values()), watch.beats, rounds)
