"""R23: sticks that are too small, cut off, mixed up, old or crossing; nothing is lost, every wrong file is told."""

import subprocess
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from baixing_desktop.errors import UserError
from baixing_desktop.usecases import drafting
from baixing_desktop.usecases.desk import Desk
from sync import read_receipt_file, receive_file, seal_to_file
from sync.container import UP, read
from tests.builders import clue_content, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, content_of, enrolled_homes
from tests.proofs.tools.parties import judge
from tests.sync.helpers import register

ROOM, OTHER = UNITS[:2]
PAGE = 4_096
SPOILT = ("BATCH_DAMAGED", "BATCH_NOT_OURS", "BATCH_TOO_NEW")


def prove(trial: Trial) -> Outcome:
    """Every length of a batch and a receipt, every size of stick (as root), receipts in every order."""
    outcome, homes = Outcome(), enrolled_homes(trial.place("homes"), (ROOM, OTHER))
    if trial.root:
        _small_sticks(homes, trial, outcome)
    else:
        outcome.missing.append("过小的优盘：不是 root，不能装上小盘")
    carried, titles = in_child(partial(_carried, homes, trial)).result()
    outcome.figures |= carried.figures
    outcome.faults += carried.faults
    judge(homes, (ROOM, OTHER), outcome, titles)
    return outcome


def _small_sticks(homes: Path, trial: Trial, outcome: Outcome) -> None:
    """A stick with so many pages: either the whole batch stands on it, or nothing and a reason."""
    mount = trial.place("stick")
    whole = in_child(partial(_prepare_batch, homes, trial.place("measure"))).result()
    pages = whole // PAGE + 2
    for size in range(1, pages + 1, max(1, pages // trial.size(8, pages))):
        line = ["mount", "-t", "tmpfs", "-o", f"size={size * PAGE}", "tmpfs", str(mount)]
        subprocess.run(line, check=True)
        try:
            files, words = in_child(partial(_write, homes, mount)).result()
        finally:
            subprocess.run(["umount", str(mount)], check=True)
        outcome.count("优盘大小")
        outcome.expect(files in ([], [True]), f"{size} pages", "a file stands on it that is not whole")
        outcome.expect(bool(files) or "空间" in words, f"{size} pages", f"a full stick is told as: {words}")


def _prepare_batch(homes: Path, folder: Path) -> int:
    """Register clues with a picture; how long their batch file is."""
    with closing(open_home(homes / ROOM)) as desk:
        picture = drafting.attach_file(desk, "照片.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 150)
        register(desk, 3)
        drafting.register_clue(desk, clue_content(9, attachments=(picture,)))
        return seal_to_file(desk, folder).files[0].stat().st_size


def _write(homes: Path, stick: Path) -> tuple[list[bool], str]:
    """Whether each file that stands on the stick afterwards is whole, and what was told."""
    words = ""
    with closing(open_home(homes / ROOM)) as desk:
        try:
            seal_to_file(desk, stick)
        except UserError as error:
            words = str(error)
    return [_is_whole(path) for path in stick.iterdir()], words


def _is_whole(path: Path) -> bool:
    """Whether a batch and the picture of its clue are there, to the last byte."""
    with path.open("rb") as file:
        kinds: list[str] = []
        while (container := read(file, UP)) is not None:
            kinds.append(container.kind)
    return kinds == ["batch", "blob"]


def _ends(batch: Path) -> list[int]:
    """Where each container in a file ends."""
    ends: list[int] = []
    with batch.open("rb") as file:
        while read(file, UP) is not None:
            ends.append(file.tell())
    return ends


def _carried(homes: Path, trial: Trial) -> tuple[Outcome, dict[str, set[str]]]:
    outcome = Outcome()
    with (
        closing(open_home(homes / OFFICE)) as office,
        closing(open_home(homes / ROOM)) as room,
        closing(open_home(homes / OTHER)) as other,
    ):
        bench = _Bench(trial.place("carried"), outcome, office, room, other)
        bench.cut_off(trial.size(120, 1))
        bench.mixed_up()
        bench.crossing(trial.size(3, 200))
        titles = {unit: _titles(desk) for unit, desk in ((ROOM, room), (OTHER, other))}
    return outcome, titles


def _titles(desk: Desk) -> set[str]:
    with desk.store.reading() as tx:
        return {str(title) for title in tx.connection.exec_driver_sql("SELECT title FROM clue").scalars()}


class _Bench:
    """An office, two workrooms, and the sticks between them."""

    def __init__(self, folder: Path, outcome: Outcome, office: Desk, room: Desk, other: Desk) -> None:
        self._folder, self._outcome = folder, outcome
        self._office, self._room, self._other = office, room, other
        self._number = 100

    def cut_off(self, step: int) -> None:
        """A batch and a receipt pulled out at each byte: refused with a reason, and nothing changed."""
        batch = self._seal(self._room)
        between = _ends(batch)[:-1]
        self._each_length(
            batch, step, self._office, lambda path: receive_file(self._office, path, self._folder), between
        )
        for length in between:
            self._between(batch, length)
        receipt = receive_file(self._office, batch, self._folder).receipt_path
        self._each_length(receipt, step, self._room, lambda path: read_receipt_file(self._room, path))
        read_receipt_file(self._room, receipt)

    def _between(self, batch: Path, length: int) -> None:
        """Cut off exactly behind the batch and before an attachment: the clues are in, the attachment is asked for."""
        cut = batch.with_name("between")
        cut.write_bytes(batch.read_bytes()[:length])
        received = receive_file(self._office, cut, self._folder)
        self._outcome.expect(received.missing_files > 0, f"cut between at {length}", "nobody misses the attachment")
        self._outcome.count("恰在附件前截断")

    def mixed_up(self) -> None:
        """Receipts that are for somebody else, or files that go the other way."""
        ours, theirs = self._seal(self._room), self._seal(self._other)
        for_us = receive_file(self._office, ours, self._folder).receipt_path
        for_them = receive_file(self._office, theirs, self._folder).receipt_path
        self._refused("the other's receipt", lambda: read_receipt_file(self._room, for_them), "BATCH_NOT_OURS")
        self._refused("our own batch", lambda: read_receipt_file(self._room, ours), "BATCH_NOT_OURS")
        self._refused("a receipt as batch", lambda: receive_file(self._office, for_us, self._folder), "BATCH_NOT_OURS")
        read_receipt_file(self._room, for_us)
        read_receipt_file(self._other, for_them)

    def crossing(self, rounds: int) -> None:
        """Two sticks under way at once, received in either order, twice; receipts late, old and repeated."""
        for turn in range(rounds):
            first, second = self._seal(self._room), self._seal(self._room)
            order = (first, second) if turn % 2 else (second, first)
            receipts = [self._received(path, number) for number, path in enumerate((*order, *order))]
            for path in reversed(receipts):
                read_receipt_file(self._room, path)
            self._outcome.count("交错的优盘", 2)

    def _received(self, path: Path, number: int) -> Path:
        receipt = receive_file(self._office, path, self._folder).receipt_path
        return receipt.rename(receipt.with_name(f"{number}.bxr"))

    def _seal(self, desk: Desk) -> Path:
        self._number += 1
        register(desk, 1, start=self._number)
        (path,) = seal_to_file(desk, self._folder).files
        return path.rename(path.with_name(f"{self._number}.bxp"))

    def _each_length(
        self, path: Path, step: int, reader: Desk, read: Callable[[Path], object], besides: Sequence[int] = ()
    ) -> None:
        whole, before = path.read_bytes(), self._content(reader)
        cut = path.with_name("cut-off")
        for length in (each for each in range(0, len(whole), step) if each not in besides):
            cut.write_bytes(whole[:length])
            self._refused(f"{path.suffix} cut at {length}", partial(read, cut), *SPOILT)
            self._outcome.count("截断的文件")
        self._outcome.expect(self._content(reader) == before, path.suffix, "a spoilt file changed something")

    def _refused(self, case: str, read: Callable[[], object], *codes: str) -> None:
        try:
            read()
        except UserError as error:
            self._outcome.expect(error.code in codes, case, f"told as {error.code}")
        else:
            self._outcome.fault(case, "it was taken")

    @staticmethod
    def _content(desk: Desk) -> str:
        with desk.store.reading() as tx:
            return content_of(tx.connection)
