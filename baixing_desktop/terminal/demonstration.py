"""A throw-away office and two workrooms with our own sample clues, removed at the end."""

import secrets
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sync
from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.units import Face
from baixing_desktop.terminal.interruption import Heed
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import register_clue, save_draft
from baixing_desktop.usecases.samples import Sample, sample_clues
from baixing_desktop.usecases.setup import create_home, open_desk

PASSPHRASE = f"{secrets.token_hex(16)}.Aa1"
"""Protects the homes of this one demonstration; nobody needs to know it."""

OFFICE = "HZZX"
WORKROOMS = ("SY", "HZ")
_OPERATORS = {OFFICE: "陈办", "SY": "张联络", "HZ": "李联络"}


@contextmanager
def demonstration(heed: Heed) -> Generator[Sequence[Path]]:
    """The homes of an office and two workrooms, enrolled, with clues on their way and a service running.

    ``heed`` is called between the steps of setting it up; what it raises ends the demonstration.
    """
    with TemporaryDirectory(prefix="baixing-demo-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        homes = [root / code for code in (OFFICE, *WORKROOMS)]
        for code, home in zip((OFFICE, *WORKROOMS), homes, strict=True):
            heed()
            _create(home, code)
        service = sync.Service(homes[0], lasting=False)
        try:
            address = service.start("127.0.0.1", 0, PASSPHRASE).address
            for code, home in zip(WORKROOMS, homes[1:], strict=True):
                _fill_workroom(home, homes[0], code, address, heed)
            yield homes
        finally:
            service.stop()


def _create(home: Path, code: str) -> None:
    create_home(
        home,
        face=Face.OFFICE if code == OFFICE else Face.WORKROOM,
        unit=code,
        operator=_OPERATORS[code],
        passphrase=PASSPHRASE,
        clock=SystemClock(),
    )


def _fill_workroom(home: Path, office_home: Path, code: str, address: str, heed: Heed) -> None:
    office = open_desk(office_home, passphrase=PASSPHRASE, clock=SystemClock())
    workroom = open_desk(home, passphrase=PASSPHRASE, clock=SystemClock())
    try:
        sync.enrol(workroom, sync.make_ticket(office, code, address).text)
        samples = [s for s in sample_clues(workroom.today()) if s.unit == code]
        _register(workroom, samples, heed)
    finally:
        workroom.close()
        office.close()


def _register(workroom: Desk, samples: Sequence[Sample], heed: Heed) -> None:
    """All samples but the last are sent; that one waits: as a draft where there are many, else registered."""
    *sent, last = samples
    for sample in sent:
        heed()
        register_clue(workroom, sample.content)
    heed()
    sync.synchronise(workroom)
    if len(sent) > 1:
        save_draft(workroom, last.content)
    else:
        register_clue(workroom, last.content)
