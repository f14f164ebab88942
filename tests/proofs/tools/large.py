"""A workroom and its office after years of work: thousands of clues, hundreds of attachments."""

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from PIL import Image

from baixing_desktop.domain.clue import Attachment, ClueContent
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import attach_file, register_clue
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.people import set_policy
from tests.bench import corpus
from tests.bench.homes import AT_ONCE, YEARLY, plan
from tests.builders import SetClock, new_home
from tests.proofs.tools.homes import OFFICE
from tests.sync.helpers import enrol_by_hand, exchange_by_hand

ROOM = "SY"
FILES = (
    ("截屏.png", 720, 480),
    ("现场一.jpg", 1280, 960),
    ("现场二.jpg", 2048, 1536),
    ("现场三.jpg", 4000, 3000),
    ("书面材料.pdf", 1240, 1754),
)
"""Attachments of one clue, with their dots: of some hundred kilobytes up to what a telephone takes."""
FRESH = 5_000_000
"""From this number on the corpus writes what is new."""
FIRST_YEAR = 2025


def large_homes(folder: Path, clues: int, attachments: int, new: int) -> Path:
    """``folder`` with the home ``office`` and the home :data:`ROOM`, enrolled with each other and closed. Both have
    ``clues`` clues; ``new`` more of the workroom, and the newest ones, which have ``attachments`` files in all, are
    still to be reported.
    """
    clock = SetClock(datetime(FIRST_YEAR, 1, 2, 1, tzinfo=UTC))
    with (
        closing(new_home(folder / OFFICE, Face.OFFICE, "HZZX", clock)) as office,
        closing(new_home(folder / ROOM, Face.WORKROOM, ROOM, clock)) as workroom,
    ):
        for desk in (office, workroom):
            set_policy(desk, "nist")
        enrol_by_hand(office, workroom)
        for start in range(0, clues, AT_ONCE):
            clock.moment = datetime(FIRST_YEAR + start // YEARLY, 3, 2, 1, tzinfo=UTC)
            import_clues(workroom, plan(start, min(AT_ONCE, clues - start)), file_name="large.csv")
            exchange_by_hand(office, workroom)
        import_clues(workroom, plan(FRESH, new), file_name="new.csv")
        _with_files(workroom, attachments)
    return folder


def photograph(dice: Random, width: int, height: int, kind: str = "JPEG") -> bytes:
    """A picture that compresses as a photograph does: as a JPEG about a third of a byte for each dot."""
    grain = Image.frombytes("RGB", (width // 4, height // 4), dice.randbytes(width // 4 * (height // 4) * 3))
    out = io.BytesIO()
    large = grain.resize((width, height))  # pyright: ignore[reportUnknownMemberType] - open type in Pillow
    large.save(out, kind, quality=88)
    return out.getvalue()


def _with_files(desk: Desk, attachments: int) -> None:
    for number in range(-(-attachments // len(FILES))):
        register_clue(desk, _content(number, tuple(_attached(desk, Random(number)))))


def _attached(desk: Desk, dice: Random) -> Iterator[Attachment]:
    for name, width, height in FILES:
        kind = name.rsplit(".")[1].upper().replace("JPG", "JPEG")
        yield attach_file(desk, name, photograph(dice, width, height, kind))


def _content(number: int, files: tuple[Attachment, ...]) -> ClueContent:
    return replace(corpus.content(FRESH * 2 + number), attachments=files)
