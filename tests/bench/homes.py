"""Records of any size; the large ones are kept from one run to the next.

Up to :data:`WRITTEN_FROM` clues come through the program's own import. Larger records are written in bulk by the means
of the store: clues, their first revisions and the full-text index are those of an import, but there is no audit entry,
no imported row and no event for each of them. A bench that uses such a record says so (:func:`how_made`).
"""

import hashlib
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from baixing_desktop.canonical import canonical, sha256_hex
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.record import to_record
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.ids import new_id
from baixing_desktop.intake import ImportPlan, PlannedClue
from baixing_desktop.store.schema import MIGRATIONS
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.importing import import_clues
from baixing_desktop.usecases.people import change_passphrase
from baixing_desktop.usecases.tidying import tidy_index
from tests.bench import corpus
from tests.builders import CHEAP, FIRST_PASSPHRASE, PASSPHRASE, SetClock, new_home, open_home

AT_ONCE = 1000
WRITTEN_AT_ONCE = 5000
YEARLY = 9000
"""Clues a year of one workstation: its numbers keep four digits."""
YEARLY_WRITTEN = 90_000
KEPT_FROM = 5000
"""A smaller record is made faster than it is copied."""
WRITTEN_FROM = 50_000
FIRST_YEAR = 2026
UNITS: Mapping[Face, str] = MappingProxyType({Face.WORKROOM: "SY", Face.OFFICE: "HZZX"})
OWN_PASSPHRASE = FIRST_PASSPHRASE
"""Opens every home that :func:`filled` gives."""
RATE = "clues-a-second.txt"
"""What stands beside a kept record: how fast it was made."""


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
    shutil.copytree(template(kept, count, face), place)
    # What the copy leaves for the disk to do must not be done while something is measured.
    flush_files(place)
    return _renewed(open_home(place, SetClock(_moment(count))))


def template(kept: Path, count: int, face: Face = Face.WORKROOM) -> Path:
    """The kept home with ``count`` clues, made if it is not there yet."""
    home = kept / "-".join([str(count), edition(), *([] if face is Face.WORKROOM else [face])])
    if not home.exists():
        half = kept / f"{home.name}.{os.getpid()}.half"
        shutil.rmtree(half, ignore_errors=True)
        begun = time.perf_counter()
        _make(half, count, face).close()
        rate = count / (time.perf_counter() - begun)
        (half / RATE).write_text(f"{rate:.0f}", encoding="ascii")
        half.rename(home)
    return home


def rate_of(kept: Path, count: int) -> float | None:
    """Clues a second when the kept home was made; None if there is none."""
    file = kept / f"{count}-{edition()}" / RATE
    return float(file.read_text(encoding="ascii")) if file.exists() else None


def clock_of(count: int) -> SetClock:
    """When a kept home has so many clues: for opening it where it is, with the passphrase of ``new_home``."""
    return SetClock(_moment(count))


def how_made(count: int) -> str:
    """What a record of this size is not, for people; empty for one that is like any other."""
    if count < WRITTEN_FROM:
        return ""
    return f"{count:,} 条的库是成批写入的：线索、原文和全文索引都在，没有逐条的操作记录、导入记录和报送事项"


def _renewed(desk: Desk) -> Desk:
    """The years in which the record grew made the passphrase old; the new one is :data:`OWN_PASSPHRASE`. Its index is
    put in order."""
    renewed = change_passphrase(desk, PASSPHRASE, OWN_PASSPHRASE, CHEAP)[0]
    # As the program does beside the work, within a minute; nothing is left to do in a copy of what was put in order.
    tidy_index(renewed)
    return renewed


def _make(place: Path, count: int, face: Face) -> Desk:
    clock = SetClock(_moment(0))
    desk = new_home(place, face, UNITS[face], clock)
    (written if count >= WRITTEN_FROM else _imported)(desk, count)
    clock.moment = _moment(count)
    # As the program does beside the work, within a minute.
    tidy_index(desk)
    return desk


def _imported(desk: Desk, count: int) -> None:
    clock = desk.clock
    assert isinstance(clock, SetClock)
    for start in range(0, count, AT_ONCE):
        clock.moment = _moment(start)
        import_clues(desk, plan(start, min(AT_ONCE, count - start)), file_name="bench.csv")


def written(desk: Desk, count: int) -> None:
    """Write ``count`` registered clues into an empty record, many at a time."""
    for start in range(0, count, WRITTEN_AT_ONCE):
        numbers = range(start, min(start + WRITTEN_AT_ONCE, count))
        clues = list(_registered(numbers, in_office=desk.face is Face.OFFICE))
        with desk.store.writing(much=True) as tx, tx.clues.many_at_a_time():
            tx.clues.add_all(clues)
            tx.clues.add_revisions((each, each.created_at) for each in clues)


def _registered(numbers: range, *, in_office: bool) -> Iterator[Clue]:
    for number in numbers:
        content, moment = corpus.content(number), _written_at(number)
        yield Clue(
            new_id(),
            "SY",
            content,
            moment,
            moment,
            workroom_state=None if in_office else ClueState.REGISTERED,
            office_state=OfficeState.RECEIVED if in_office else None,
            provisional_number=f"SY-{moment.year}-AAA-{number:07d}-0",
            revision=1,
            typist="测试员",
            content_hash=sha256_hex(canonical(to_record(content))),
        )


def _moment(clues: int) -> datetime:
    """When a record has so many clues."""
    if clues >= WRITTEN_FROM:
        return _written_at(clues) + timedelta(days=1)
    return datetime(FIRST_YEAR + clues // YEARLY, 1, 2, 1, tzinfo=UTC)


def _written_at(number: int) -> datetime:
    return datetime(FIRST_YEAR, 1, 2, 1, tzinfo=UTC) + timedelta(seconds=number * 365 * 86_400 // YEARLY_WRITTEN)


def edition() -> str:
    """Names the form and the content of the records: a kept one of another is not used."""
    scripts = sorted((MIGRATIONS / "versions").glob("*.py"))
    told = hashlib.sha256("".join(script.name for script in scripts).encode())
    for source in (Path(__file__), Path(corpus.__file__)):
        told.update(source.read_bytes())
    return told.hexdigest()[:8]


def flush_files(folder: Path) -> None:
    """Have everything below ``folder`` on the disk."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
