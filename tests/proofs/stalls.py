"""The window never works longer than a tenth of a second at a stretch, however much the record holds.

A workroom with thousands of clues reports new ones to the real service while a person opens each page in turn, types,
searches, sorts, looks at attachments and takes in a scan; then the same at the office, where batches arrive meanwhile.
"""

import time
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.reading import list_clues
from sync import synchronise
from tests.bench.homes import plan
from tests.builders import open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE
from tests.proofs.tools.large import FRESH, ROOM, large_homes, photograph
from tests.proofs.tools.parties import end, free_port, office_process, spawn
from tests.sync.helpers import point_to

MOST = 0.1
"""So many seconds of its processor the window's thread may work before it looks at keys and mouse again."""
SCAN = (4100, 5400)
"""Dots of a scan of about ten megabytes."""
TOLD = 6
"""So many of the longest pieces are told."""

Found = tuple[list[str], list[str]]
"""Pieces that were too long, and the longest ones."""


def prove(trial: Trial) -> Outcome:
    """A workroom that reports, then the office that receives."""
    outcome, port = Outcome(), free_port()
    clues, photographs, new = trial.size(500, 10_000), trial.size(20, 200), trial.size(100, 1000)
    homes = trial.place("homes")
    in_child(partial(large_homes, homes, clues, photographs, new)).result()
    scan = trial.place("scans") / "扫描件.jpg"
    scan.write_bytes(photograph(Random(trial.seed), *SCAN))
    in_child(partial(_set_address, homes, port)).result()
    prove_on(homes, port, scan, new, outcome)
    outcome.figures |= {"线索": clues, "附件": photographs, "同时报送": new}
    return outcome


def prove_on(homes: Path, port: int, scan: Path, new: int, outcome: Outcome) -> None:
    """Both halves on homes that are made already."""
    outcome.figures["一把尺子（毫秒）"] = yardstick()
    with office_process(homes, port):
        _tell("工作室", in_child(partial(_at_workroom, homes, scan)).result(), outcome)
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


def _tell(who: str, found: Found, outcome: Outcome) -> None:
    faults, longest = found
    outcome.figures[f"{who}最长的"] = "；".join(longest)
    for words in faults:
        outcome.fault(who, words)


def _set_address(homes: Path, port: int) -> None:
    with closing(open_home(homes / ROOM)) as desk:
        point_to(desk, f"https://127.0.0.1:{port}")


def _report(homes: Path, new: int) -> None:
    """In a child: the workroom reports again and again, while the office is looked at."""
    with closing(open_home(homes / ROOM)) as desk:
        for start in range(0, new, 50):
            import_clues(desk, plan(FRESH * 3 + start, 50), file_name=f"more{start}.csv")
            synchronise(desk)


def _at_workroom(homes: Path, scan: Path) -> Found:
    """In a child: the window of the workroom."""
    # Qt is loaded in the children only: what is forked must not have started it.
    from tests.proofs.tools.person import Person  # noqa: PLC0415

    with closing(open_home(homes / ROOM)) as desk:
        oldest = list_clues(desk, ClueQuery(limit=1, offset=list_clues(desk, ClueQuery(limit=1)).total - 1)).items[0].id
    person = Person(homes / ROOM, MOST)
    person.do("立即报送", lambda: person.command("立即报送"), wait=False)
    person.visit_all()
    person.do("新建线索", lambda: person.go("entry", "new"))
    person.type_into("情况分析", "沙园七街夜间照明不足，老人出行不便。" * 4)
    person.do("粘贴 10 MB 照片", lambda: person.paste(scan))
    person.do("打开有附件的线索", lambda: person.go("entry", oldest))
    person.look_through_clues()
    person.do("扫描件归档", lambda: person.file_scan(scan))
    person.visit_all()
    return person.leave(TOLD)


def _at_office(homes: Path) -> Found:
    """In a child: the window of the office."""
    from tests.proofs.tools.person import Person  # noqa: PLC0415

    person = Person(homes / OFFICE, MOST)
    person.visit_all()
    person.look_through_clues()
    person.do("审核", lambda: person.go("screening"))
    for _ in range(5):
        person.do("审核下一条", lambda: person.command("下一条"))
    person.visit_all()
    return person.leave(TOLD)
