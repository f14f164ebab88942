"""Records of any size, filled through the program's own import; the large ones are kept from one run to the next."""

import hashlib
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.domain.units import Face
from baixing_desktop.intake import ImportPlan, PlannedClue
from baixing_desktop.store.schema import MIGRATIONS
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.people import change_passphrase
from tests.bench import corpus
from tests.builders import CHEAP, FIRST_PASSPHRASE, PASSPHRASE, SetClock, new_home, open_home

AT_ONCE = 1000
YEARLY = 9000
"""Clues a year of one workstation: its numbers keep four digits."""
KEPT_FROM = 5000
"""A smaller record is made faster than it is copied."""
FIRST_YEAR = 2026
UNITS: Mapping[Face, str] = MappingProxyType({Face.WORKROOM: "SY", Face.OFFICE: "HZZX"})
OWN_PASSPHRASE = FIRST_PASSPHRASE
"""Opens every home that :func:`filled` gives."""


def plan(start: int, count: int) -> ImportPlan:
    """An import of ``count`` clues from number ``start`` on."""
    rows = (
        PlannedClue(
            row_number=number - start + 2,
            fingerprint=hashlib.sha256(f"bench {number}".encode()).hexdigest(),
            content=corpus.content(number),
            missing=(),
            notes=(),
            external_number="",
        )
        for number in range(start, start + count)
    )
    return ImportPlan(tuple(rows), (), 0)


def filled(kept: Path, place: Path, count: int, face: Face = Face.WORKROOM) -> Desk:
    """An open workroom (or office) at ``place`` with ``count`` clues; a copy of the one in ``kept`` if it is large."""
    if count < KEPT_FROM:
        return _renewed(_make(place, count, face))
    template = kept / "-".join([str(count), edition(), *([] if face is Face.WORKROOM else [face])])
    if not template.exists():
        half = kept / f"{template.name}.half"
        shutil.rmtree(half, ignore_errors=True)
        _make(half, count, face).close()
        half.rename(template)
    shutil.copytree(template, place)
    return _renewed(open_home(place, SetClock(_moment(count))))


def _renewed(desk: Desk) -> Desk:
    """The years in which the record grew made the passphrase old; the new one is :data:`OWN_PASSPHRASE`."""
    return change_passphrase(desk, PASSPHRASE, OWN_PASSPHRASE, CHEAP)[0]


def _make(place: Path, count: int, face: Face) -> Desk:
    clock = SetClock(_moment(0))
    desk = new_home(place, face, UNITS[face], clock)
    for start in range(0, count, AT_ONCE):
        clock.moment = _moment(start)
        import_clues(desk, plan(start, min(AT_ONCE, count - start)), file_name="bench.csv")
    clock.moment = _moment(count)
    return desk


def _moment(clues: int) -> datetime:
    return datetime(FIRST_YEAR + clues // YEARLY, 1, 2, 1, tzinfo=UTC)


def edition() -> str:
    """Names the form of the record: a kept one of another form is not used."""
    scripts = sorted((MIGRATIONS / "versions").glob("*.py"))
    return hashlib.sha256("".join(script.name for script in scripts).encode()).hexdigest()[:8]
