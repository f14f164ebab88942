"""R15: attachments of every awkward size over a line that breaks; at most one chunk goes twice for each break."""

import hashlib
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.usecases import drafting
from baixing_desktop.usecases.desk import Desk
from sync import synchronise
from sync.batch import CHUNK
from sync.office.certificate import certificate_of
from tests.builders import clue_content, open_home
from tests.proofs.proof import Outcome, Trial
from tests.proofs.tools.forks import in_child
from tests.proofs.tools.homes import OFFICE, UNITS, enrolled_homes
from tests.proofs.tools.parties import free_port, judge, office_process
from tests.proofs.tools.relay import Break, Line, Plan, relaying
from tests.sync.helpers import point_to

ROOMS = UNITS[:2]
PNG = b"\x89PNG\r\n\x1a\n"
SIZES = (len(PNG), len(PNG) + 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 77)
OVERHEAD = 64 * 1024
"""Bytes that go up besides the attachments: the batch, the questions, the handshakes of one attempt."""


def prove(trial: Trial) -> Outcome:
    """Each size, broken at random places; the same file from two workrooms; too large is refused at the desk."""
    outcome, port = Outcome(), free_port()
    homes = enrolled_homes(trial.place("homes"), ROOMS)
    pem = in_child(partial(_certificate, homes)).result()
    told, digests = {room: set[str]() for room in ROOMS}, set[str]()
    with office_process(homes, port), relaying(port, pem) as line:
        for room in ROOMS:
            with closing(open_home(homes / room)) as desk:
                point_to(desk, f"https://127.0.0.1:{line.port}")
                for number in range(trial.size(3, 90)):
                    dice = trial.random(number)
                    size = dice.choice(SIZES)
                    # The same bytes from both workrooms: the second time they are there already.
                    data = (PNG + trial.random("bytes", number).randbytes(size))[:size]
                    digests.add(hashlib.sha256(data).hexdigest())
                    told[room].add(_one(desk, line, number, data, dice, outcome))
                _too_large(desk, outcome)
    judge(homes, ROOMS, outcome, told)
    lacking = in_child(partial(_lacking, homes, digests)).result()
    outcome.expect(not lacking, "office", f"{len(lacking)} attachments are not there")
    return outcome


def _certificate(homes: Path) -> bytes:
    with closing(open_home(homes / OFFICE)) as desk:
        return certificate_of(desk)


def _one(desk: Desk, line: Line, number: int, data: bytes, dice: Random, outcome: Outcome) -> str:
    """Register with the file, break the line a few times, then let it through; returns the clue's title."""
    file = drafting.attach_file(desk, "照片.png", data)
    title = f"建议加装路灯 {desk.installation.unit} {number}"
    clue, _ = drafting.register_clue(desk, clue_content(title=title, attachments=(file,)))
    up, breaks = 0, dice.randrange(3)
    for attempt in range(breaks + 1):
        broken = Plan(Break.RESET, at=dice.randrange(1, len(data) + OVERHEAD), encrypted=dice.random() < 0.5)
        line.plan = broken if attempt < breaks else Plan()
        try:
            synchronise(desk)
        except SyncError:
            outcome.count("断线")
        up += line.carried[0]
    outcome.count("附件")
    allowed = len(data) * 1.01 + breaks * (CHUNK + OVERHEAD) + OVERHEAD
    outcome.expect(up <= allowed, f"{len(data)} bytes, {breaks} breaks", f"{up} bytes went up")
    return clue.content.title


def _too_large(desk: Desk, outcome: Outcome) -> None:
    try:
        drafting.attach_file(desk, "照片.png", PNG + bytes(drafting.ATTACHMENT_LIMIT))
    except InputError as error:
        outcome.expect(error.code == "FILE_TOO_LARGE", "too large", error.code)
    else:
        outcome.fault("too large", "it was taken")


def _lacking(homes: Path, digests: set[str]) -> list[str]:
    with closing(open_home(homes / OFFICE)) as desk:
        return [digest for digest in digests if hashlib.sha256(desk.blobs.get(digest)).hexdigest() != digest]
