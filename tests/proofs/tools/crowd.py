"""Many workstations without as many homes: real keys, real events, real containers, ready to be sent at once."""

import os
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from baixing_desktop.domain.batch import GENESIS, EventType, StoredEvent, SubmittedClue
from baixing_desktop.domain.record import content_hash
from baixing_desktop.domain.rules.numbering import provisional_number
from baixing_desktop.errors import SyncError
from baixing_desktop.ids import new_device_code, new_id
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.vault.sealing import new_identity, recipient_of
from baixing_desktop.vault.signing import public_key
from sync import make_ticket
from sync.batch import Outgoing, pack_batch
from sync.container import DOWN, Envelope, read_single
from sync.enrolment import Joined, Joining, read_answer, write_request
from sync.log import Span, write_event
from sync.office.clerk import answer_enrolment
from sync.transport import OfficeLink, retry_delay
from sync.wire import v1
from tests.builders import clue_content, open_home

NO_LINE = "SYNC_NO_NETWORK"
TEXT = "沙园七街长约三百米，夜间照明不足，老人出行不便。" * 20
"""About two thousand bytes, as the usual clue has."""


@dataclass(frozen=True, slots=True)
class Workstation:
    """An enrolled workstation that has one batch to send."""

    identity: str
    office_key: str
    batch: bytes
    last: int
    head: str

    def confirmed_by(self, body: bytes) -> bool:
        """Whether ``body`` is the office's signed receipt for the whole batch, every item accepted."""
        container = read_single(body, DOWN)
        container.check_signature(self.office_key)
        receipt = v1.read_answer(container.open(self.identity)).receipt
        whole = (receipt.last, receipt.head) == (self.last, self.head) and len(receipt.items) == self.last
        return whole and {item.result for item in receipt.items} == {"accepted"}


def crowd(office: Path, units: list[str], each: int, user: str | None = None) -> list[Workstation]:
    """One workstation for each of ``units`` (they may repeat), enrolled with ``office``, with ``each`` clues. Where
    several people have a passphrase, ``user`` is who enrols them.
    """
    with closing(open_home(office, user=user)) as desk:
        return [_workstation(desk, unit, each) for unit in units]


def _workstation(desk: Desk, unit: str, each: int) -> Workstation:
    seed, identity, device = os.urandom(32), new_identity(), new_id()
    ticket = make_ticket(desk, unit, "localhost").ticket
    joining = Joining(device, unit, new_device_code(), public_key(seed), recipient_of(identity))
    request = write_request(joining, ticket.code)
    joined = read_answer(answer_enrolment(desk, request), request, ticket.code)
    events = _events(unit, device, joined, each)
    span = Span(device, joined.epoch, 1, each, GENESIS, events[-1].hash)
    envelope = Envelope(seed, joined.seal_key, device, joined.epoch, datetime.now(UTC))
    batch = pack_batch(Outgoing(new_id(), span, tuple(events), (), (0, GENESIS)), envelope)
    return Workstation(identity, joined.sign_key, batch, each, span.head)


def _events(unit: str, device: str, joined: Joined, each: int) -> list[StoredEvent]:
    events: list[StoredEvent] = []
    now, prev = datetime.now(UTC), GENESIS
    for seq in range(1, each + 1):
        content = clue_content(seq, analysis=TEXT)
        number = provisional_number(unit, now.year, joined.device_code, seq)
        clue = SubmittedClue(new_id(), unit, number, 1, content, content_hash(content), "测试员", now)
        event = write_event(
            clue, type=EventType.SUBMIT, device=device, epoch=joined.epoch, seq=seq, prev=prev, at=now, actor="测试员"
        )
        events.append(event)
        prev = event.hash
    return events


def send(station: Workstation, address: str, pin: str, tries: int) -> tuple[int, str]:
    """Send its batch to the office at ``address``, whose certificate has the fingerprint ``pin``: how often it had to
    try again, and what is wrong in the end.
    """
    again, wrong = 0, ""
    for again in range(tries):
        # As the program waits by itself after so many failures.
        time.sleep(retry_delay(again) if again else 0)
        try:
            with OfficeLink(address, pin) as link:
                link.reach()
                reply = link.batch(station.batch)
            return again, "" if station.confirmed_by(reply.body) else "the receipt does not confirm everything"
        except SyncError as error:
            wrong = f"{error.code}: {error}"
            if error.code != NO_LINE:
                break
        except ValueError as error:
            wrong = repr(error)
            break
    return again, wrong
