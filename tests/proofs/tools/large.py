"""A workroom and its office after years of work: thousands of clues, hundreds of attachments."""

import io
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
EACH = 5
"""Attachments of one clue."""
FRESH = 5_000_000
"""From this number on the corpus writes what is new."""
FIRST_YEAR = 2025


def large_homes(folder: Path, clues: int, attachments: int, new: int) -> Path:
    """``folder`` with the home ``office`` and the home :data:`ROOM`, enrolled with each other and closed: both have
    ``clues`` clues, some of them with ``attachments`` photographs in all, and the workroom has ``new`` more to report.
    """
    clock = SetClock(datetime(FIRST_YEAR, 1, 2, 1, tzinfo=UTC))
    with (
        closing(new_home(folder / OFFICE, Face.OFFICE, "HZZX", clock)) as office,
        closing(new_home(folder / ROOM, Face.WORKROOM, ROOM, clock)) as workroom,
    ):
        for desk in (office, workroom):
            set_policy(desk, "nist")
        enrol_by_hand(office, workroom)
        _with_photographs(workroom, attachments)
        for start in range(0, clues, AT_ONCE):
            clock.moment = datetime(FIRST_YEAR + start // YEARLY, 3, 2, 1, tzinfo=UTC)
            import_clues(workroom, plan(start, min(AT_ONCE, clues - start)), file_name="large.csv")
            exchange_by_hand(office, workroom)
        import_clues(workroom, plan(FRESH, new), file_name="new.csv")
    return folder


def photograph(dice: Random, width: int, height: int) -> bytes:
    """A JPEG that compresses as a photograph does: about a third of a byte for each dot."""
    grain = Image.frombytes("RGB", (width // 4, height // 4), dice.randbytes(width // 4 * (height // 4) * 3))
    out = io.BytesIO()
    large = grain.resize((width, height))  # pyright: ignore[reportUnknownMemberType] - open type in Pillow
    large.save(out, "JPEG", quality=88)
    return out.getvalue()


def _with_photographs(desk: Desk, attachments: int) -> None:
    for number in range(-(-attachments // EACH)):
        dice = Random(number)
        files: tuple[Attachment, ...] = tuple(
            attach_file(desk, f"现场{place + 1}.jpg", photograph(dice, 1600, 1200)) for place in range(EACH)
        )
        register_clue(desk, _content(number, files))


def _content(number: int, files: tuple[Attachment, ...]) -> ClueContent:
    return replace(corpus.content(FRESH * 2 + number), attachments=files)
