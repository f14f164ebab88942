"""R5: the disk is full at any size; what was acknowledged stays, the message is the right one, later all goes on.

Each case is a small file system of its own (tmpfs) that grows page by page from case to case, with an office or a
workroom on it that works in a fresh process until it is told that there is no space left. Then a fresh process looks,
space is freed, and a third one goes on working.
"""

import subprocess
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from shutil import copytree

from baixing_desktop.errors import UserError
from baixing_desktop.usecases import drafting
from baixing_desktop.usecases.desk import Desk
from sync import read_receipt_file, receive_file, seal_to_file
from tests.builders import clue_content, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes, unsound
from tests.sync.helpers import clues_in, register

PAGE = 4_096
ENOUGH = 64 * 2**20
MOST_ACTS = 120


@dataclass(frozen=True, slots=True)
class Told:
    """What the working process was told: titles of clues that were acknowledged, then why it could not go on."""

    acknowledged: tuple[str, ...]
    code: str
    words: str


def prove(trial: Trial) -> Outcome:
    """Three kinds of work on disks of every size in a range."""
    outcome, homes = Outcome(), enrolled_homes(trial.place("homes"))
    sticks = trial.place("sticks")
    in_child(partial(_fill_sticks, trial.folder / "scratch", homes, sticks)).result()
    works: dict[str, tuple[str, Callable[[Desk, int], str]]] = {
        "register": (UNITS[0], _register),
        "attach": (UNITS[0], _attach),
        "receive": (OFFICE, partial(_receive, sorted(sticks.glob("*.bxp")))),
    }
    mount = trial.place("disk")
    for name, (side, work) in works.items():
        for number in range(trial.size(3, 170)):
            spare = (number * 170 // trial.size(3, 170) + trial.random(name).randrange(trial.size(20, 1))) * PAGE
            with _small_disk(mount, _used(homes / side) + spare):
                _one(mount, homes / side, work, f"{name} with {spare} bytes to spare", outcome)
    return outcome


def _one(mount: Path, original: Path, work: Callable[[Desk, int], str], case: str, outcome: Outcome) -> None:
    home = mount / "home"
    copytree(original, home)
    told: Told = in_child(partial(_until_full, home, work)).result()
    outcome.count("盘的大小")
    outcome.count("盘满前办成", len(told.acknowledged))
    outcome.expect(told.code != "", case, "the disk was never full: the case proves nothing")
    outcome.expect("空间" in told.words, case, f"a full disk is told as {told.code}: {told.words}")
    outcome.expect(told.code != "STORE_WRONG_KEY", case, "a full disk is told as damage")
    _check(home, told, case, "while it was full", outcome)
    subprocess.run(["mount", "-o", f"remount,size={ENOUGH}", str(mount)], check=True)
    wrong = in_child(partial(_goes_on, home, work, len(told.acknowledged))).result()
    outcome.expect(not wrong, case, f"after space was freed: {wrong}")
    _check(home, told, case, "after space was freed", outcome)


def _check(home: Path, told: Told, case: str, when: str, outcome: Outcome) -> None:
    """All that was acknowledged is there. On a disk that is full to the last page the record may not open at all,
    as long as that is what people are told."""
    titles, wrong = in_child(partial(_seen, home)).result()
    if titles is None:
        outcome.expect("空间" in wrong and when == "while it was full", case, f"{when}: {wrong}")
        return
    outcome.expect(not wrong, case, f"{when}: {wrong}")
    lost = set(told.acknowledged) - titles
    outcome.expect(not lost, case, f"{when}: {len(lost)} acknowledged are lost")


def _until_full(home: Path, work: Callable[[Desk, int], str]) -> Told:
    acknowledged: list[str] = []
    try:
        with closing(open_home(home)) as desk:
            for number in range(1, MOST_ACTS):
                acknowledged.append(work(desk, number))
    except UserError as error:
        return Told(tuple(acknowledged), error.code, str(error))
    return Told(tuple(acknowledged), "", "")


def _seen(home: Path) -> tuple[set[str] | None, str]:
    try:
        with closing(open_home(home)) as desk:
            return {clue.content.title for clue in clues_in(desk).values()}, unsound(desk)
    except UserError as error:
        return None, f"it does not open: {error.code}: {error}"


def _goes_on(home: Path, work: Callable[[Desk, int], str], done: int) -> str:
    try:
        with closing(open_home(home)) as desk:
            work(desk, done + 1)
    except UserError as error:
        return f"{error.code}: {error}"
    return ""


def _register(desk: Desk, number: int) -> str:
    return drafting.register_clue(desk, clue_content(number, analysis="路灯不亮。" * 300))[0].content.title


def _attach(desk: Desk, number: int) -> str:
    picture = b"\x89PNG\r\n\x1a\n" + number.to_bytes(4) * 2_000
    attachment = drafting.attach_file(desk, "照片.png", picture)
    return drafting.register_clue(desk, clue_content(number, attachments=(attachment,)))[0].content.title


def _receive(batches: list[Path], desk: Desk, number: int) -> str:
    """The title of the clue that is new in this batch; the receipt goes onto the same small disk."""
    receive_file(desk, batches[number - 1], desk.home.parent)
    return clue_content(number).title


def _fill_sticks(scratch: Path, homes: Path, sticks: Path) -> None:
    """Batch files that follow each other, one clue in each, from a workroom that another copy of the office answers."""
    copytree(homes, scratch)
    with closing(open_home(scratch / UNITS[0])) as desk, closing(open_home(scratch / OFFICE)) as office:
        for number in range(1, MOST_ACTS):
            register(desk, 1, start=number, analysis="路灯不亮。" * 300)
            (path,) = seal_to_file(desk, scratch).files
            read_receipt_file(desk, receive_file(office, path, scratch).receipt_path)
            path.rename(sticks / f"{number:03}.bxp")


def _used(home: Path) -> int:
    """Bytes that a home takes on a disk of pages."""
    return sum(-(-path.stat().st_size // PAGE) * PAGE for path in home.rglob("*") if path.is_file())


@contextmanager
def _small_disk(mount: Path, size: int) -> Generator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(mount)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(mount)], check=True)
