"""The acts that must survive a fault at any call: how each is prepared, done, and done again after the fault."""

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.lists import ClueQuery
from baixing_desktop.domain.privacy import Erasure, ErasureGround, ErasureScope
from baixing_desktop.domain.units import Face
from baixing_desktop.store.archive import SUFFIX, look_into
from baixing_desktop.usecases import backups, drafting, erasure
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.restoring import restore
from baixing_desktop.usecases.setup import home_exists
from sync import read_receipt_file, receive_file, seal_to_file
from tests.builders import MUSEUM_PASSPHRASE, PASSPHRASE, clue_content, new_home, open_home
from tests.proofs.tools.homes import OFFICE, UNITS
from tests.sync.helpers import clues_in, register

MUSEUM = Path(__file__).resolve().parents[1] / "museum" / "0.1.0"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100


@dataclass(frozen=True, slots=True)
class Act:
    """``prepare`` makes ready a folder that holds enrolled homes, ``do`` is done under faults, and once more after.

    ``home`` names the home whose record it changes; ``settled`` says what is wrong once it was done to the end.
    """

    name: str
    home: str
    prepare: Callable[[Path], None]
    do: Callable[[Path], None]
    settled: Callable[[Path], str]
    passphrase: str = PASSPHRASE


def _nothing(folder: Path) -> None:
    """Enrolled homes are all it takes."""


def _in_workroom(work: Callable[[Desk], object], passphrase: str = PASSPHRASE) -> Callable[[Path], None]:
    def do(folder: Path) -> None:
        with closing(open_home(folder / UNITS[0], passphrase=passphrase)) as desk:
            work(desk)

    return do


def _register_with_picture(desk: Desk) -> None:
    attachment = drafting.attach_file(desk, "照片.png", PNG)
    drafting.register_clue(desk, clue_content(1, attachments=(attachment,)))


def _three_to_send(folder: Path) -> None:
    with closing(open_home(folder / UNITS[0])) as desk:
        register(desk, 3)
        _register_with_picture(desk)


def _seal(folder: Path) -> None:
    with closing(open_home(folder / UNITS[0])) as desk:
        seal_to_file(desk, folder, ask_for_news=True)


def _batch_on_stick(folder: Path) -> None:
    _three_to_send(folder)
    _seal(folder)


def _receive(folder: Path) -> None:
    (batch,) = folder.glob("HZ-*.bxp")
    with closing(open_home(folder / OFFICE)) as desk:
        receive_file(desk, batch, folder)


def _receipt_on_stick(folder: Path) -> None:
    _batch_on_stick(folder)
    _receive(folder)


def _take_receipt(folder: Path) -> None:
    (receipt,) = folder.glob("回执-*.bxr")
    with closing(open_home(folder / UNITS[0])) as desk:
        read_receipt_file(desk, receipt)


def _old_home(folder: Path) -> None:
    shutil.rmtree(folder / UNITS[0])
    shutil.copytree(MUSEUM / "workroom", folder / UNITS[0])


def _set_up(folder: Path) -> None:
    if not home_exists(folder / "new"):
        new_home(folder / "new", Face.WORKROOM, UNITS[0]).close()


def _backup(folder: Path) -> None:
    with closing(open_home(folder / UNITS[0])) as desk:
        backups.back_up(desk, folder)


def _backup_and_more(folder: Path) -> None:
    _three_to_send(folder)
    _backup(folder)
    with closing(open_home(folder / UNITS[0])) as desk:
        register(desk, 2, start=10)


def _restore(folder: Path) -> None:
    (file,) = folder.glob(f"*{SUFFIX}")
    restore(file, folder / UNITS[0], clock=SystemClock(), replace=True)


def _can_be_restored(folder: Path) -> str:
    made = [path for path in folder.glob(f"*{SUFFIX}") if look_into(path)]
    return "" if made else "no backup"


def _erasure_proposed(folder: Path) -> None:
    _receipt_on_stick(folder)
    with closing(open_home(folder / OFFICE)) as desk, desk.store.writing() as tx:
        clue = next(c for c in map(tx.clues.get, tx.listing.ids(ClueQuery())) if c.content.attachments)
        wholly, asked = ErasureScope.ALL, ErasureGround.ASKED
        tx.of(Erasure).add(Erasure("e", clue.id, wholly, asked, "本人请求", desk.now(), "王", "another"))


def _erase(folder: Path) -> None:
    with closing(open_home(folder / OFFICE)) as desk:
        for entry in erasure.erasures(desk):
            erasure.approve_erasure(desk, entry)


def _erased(folder: Path) -> str:
    with closing(open_home(folder / OFFICE)) as desk:
        left = [clue for clue in clues_in(desk).values() if clue.content.attachments]
        files = list((desk.home / backups.ATTACHMENTS).rglob("*.bin"))
    return "" if not left and not files else f"{len(left)} clues and {len(files)} files are left of it"


def _clues(name: str, least: int, most: int, passphrase: str = PASSPHRASE) -> Callable[[Path], str]:
    def settled(folder: Path) -> str:
        with closing(open_home(folder / name, passphrase=passphrase)) as desk:
            found = len(clues_in(desk))
        return "" if least <= found <= most else f"{found} clues in {name}, not {least}–{most}"

    return settled


def _all_received(folder: Path) -> str:
    if not list(folder.glob("回执-*.bxr")):
        return "no receipt on the stick"
    return _clues(OFFICE, 4, 4)(folder)


def _all_confirmed(folder: Path) -> str:
    with closing(open_home(folder / UNITS[0])) as desk:
        states = {clue.workroom_state for clue in clues_in(desk).values()}
    return "" if states == {"acknowledged"} else f"states {states}"


ACTS = (
    # Done once more after a fault these two may leave a second clue: the first was saved, only nobody was told.
    Act(
        "save",
        UNITS[0],
        _nothing,
        _in_workroom(lambda d: drafting.save_draft(d, clue_content(1))),
        _clues(UNITS[0], 1, 2),
    ),
    Act("attach", UNITS[0], _nothing, _in_workroom(_register_with_picture), _clues(UNITS[0], 1, 2)),
    Act("seal", UNITS[0], _three_to_send, _seal, _clues(UNITS[0], 4, 4)),
    Act("receive", OFFICE, _batch_on_stick, _receive, _all_received),
    Act("receipt", UNITS[0], _receipt_on_stick, _take_receipt, _all_confirmed),
    Act(
        "upgrade",
        UNITS[0],
        _old_home,
        _in_workroom(lambda d: None, MUSEUM_PASSPHRASE),
        _clues(UNITS[0], 1, 9, MUSEUM_PASSPHRASE),
        MUSEUM_PASSPHRASE,
    ),
    Act("backup", UNITS[0], _three_to_send, _backup, _can_be_restored),
    Act("restore", UNITS[0], _backup_and_more, _restore, _clues(UNITS[0], 4, 4)),
    Act("erase", OFFICE, _erasure_proposed, _erase, _erased),
    Act("set-up", "new", _nothing, _set_up, _clues("new", 0, 0)),
)
