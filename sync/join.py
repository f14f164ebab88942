"""A workstation enrols with its office over HTTPS."""

import re
from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.domain.units import Face, OfficeContact
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.usecases import submission
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.vault.sealing import recipient_of
from baixing_desktop.vault.signing import public_key
from sync.enrolment import PIN_LENGTH, Joining, Ticket, comparison, parse_ticket, read_answer, write_request
from sync.problems import read_problem
from sync.transport import OfficeLink, Reply, parse_address, seen_fingerprint

_PIN = re.compile(rf"[0-9a-f]{{{PIN_LENGTH},64}}")


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The workstation is enrolled. The office's screen must show the same ``comparison`` (six digits).

    ``device_code`` is the code in its provisional numbers from now on; the office may have changed it.
    """

    comparison: str
    device_code: str
    epoch: int
    changes: Changes


def typed_ticket(address: str, pin: str, code: str) -> Ticket:
    """A ticket from its three parts, typed one by one; ``pin`` may hold colons or blanks.

    Raises:
        InputError: ``INPUT_INVALID``.
    """
    digits = re.sub(r"[\s:：]", "", pin).lower()
    if not _PIN.fullmatch(digits):
        raise InputError("INPUT_INVALID", field="指纹", reason=f"应当是至少 {PIN_LENGTH} 位的十六进制数")
    letters = re.sub(r"[\s-]", "", code).upper()
    # Through its text form, so that there is one check for both ways of typing.
    return parse_ticket(Ticket(parse_address(address), digits[:PIN_LENGTH], letters).text())


def enrol(desk: Desk, ticket: str | Ticket) -> Enrolled:
    """Enrol this workstation with the office that issued ``ticket``.

    Raises:
        InputError: ``WRONG_ROLE``, ``INPUT_INVALID`` (the ticket).
        SyncError: ``ENROL_ALREADY``, ``ENROL_CODE_BAD``, ``SYNC_NO_NETWORK``, ``SYNC_WRONG_OFFICE``,
            ``SYNC_BAD_ANSWER``, ``SYNC_REFUSED``; nothing was changed here.
    """
    me, keys = desk.installation, desk.vault.device_keys
    require_face(me, Face.WORKROOM)
    if submission.office_contact(desk) is not None:
        raise SyncError("ENROL_ALREADY")
    ticket = parse_ticket(ticket) if isinstance(ticket, str) else ticket
    ours = (public_key(keys.sign_seed), recipient_of(keys.seal_identity))
    request = write_request(Joining(me.device_id, me.unit, me.device_code, *ours), ticket.code)
    fingerprint = seen_fingerprint(ticket.address)
    if not fingerprint.startswith(ticket.pin):
        raise SyncError("SYNC_WRONG_OFFICE")
    with OfficeLink(ticket.address, fingerprint) as link:
        joined = read_answer(_accepted(link.enrol(request)), request, ticket.code)
    contact = OfficeContact(ticket.address, fingerprint, joined.sign_key, joined.seal_key)
    _, changes = submission.complete_enrolment(desk, contact, epoch=joined.epoch, device_code=joined.device_code)
    digits = comparison(ours, (joined.sign_key, joined.seal_key))
    return Enrolled(digits, joined.device_code, joined.epoch, changes)


def _accepted(reply: Reply) -> bytes:
    if reply.status == 200:
        return reply.body
    try:
        problem = read_problem(reply.body)
    except ValueError as error:
        raise SyncError("SYNC_BAD_ANSWER") from error
    raise problem.error()
