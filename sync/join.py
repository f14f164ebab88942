"""A workstation enrols with its office over HTTPS."""

import re
from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.domain.units import Face, OfficeContact
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.usecases import membership
from baixing_desktop.usecases.desk import Desk, require_face
from baixing_desktop.usecases.membership import Enrolment, Identity
from baixing_desktop.vault.sealing import recipient_of
from baixing_desktop.vault.signing import public_key
from sync.enrolment import PIN_LENGTH, Joined, Joining, Ticket, comparison, parse_ticket, read_answer, write_request
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


def enrol(desk: Desk, ticket: str | Ticket, *, again: bool = False, new_keys: bool = False) -> Enrolled:
    """Enrol this workstation with the office that issued ``ticket``.

    ``again``: also if it is enrolled already; ``new_keys``: with new keys of its own. A workstation whose record was
    restored or copied enrols again in any case, as another device.

    Raises:
        InputError: ``WRONG_ROLE``, ``INPUT_INVALID`` (the ticket).
        SyncError: ``ENROL_ALREADY``, ``ENROL_CODE_BAD``, ``ENROL_REVOKED``, ``SYNC_NO_NETWORK``,
            ``SYNC_WRONG_OFFICE``, ``SYNC_BAD_ANSWER``, ``SYNC_REFUSED``; nothing was changed here.
    """
    again = may_enrol(desk, again=again)
    identity = membership.identity_for(desk, new_keys=new_keys)
    ticket = parse_ticket(ticket) if isinstance(ticket, str) else ticket
    request = write_request(joining_as(desk, identity), ticket.code)
    fingerprint = seen_fingerprint(ticket.address)
    if not fingerprint.startswith(ticket.pin):
        raise SyncError("SYNC_WRONG_OFFICE")
    with OfficeLink(ticket.address, fingerprint) as link:
        joined = read_answer(_accepted(link.enrol(request)), request, ticket.code)
    contact = OfficeContact(ticket.address, fingerprint, joined.sign_key, joined.seal_key)
    return complete(desk, contact, joined, identity, again=again)


def may_enrol(desk: Desk, *, again: bool) -> bool:
    """Whether this would be an enrolment once more.

    Raises:
        InputError: ``WRONG_ROLE``.
        SyncError: ``ENROL_ALREADY``: it would, and nobody asked for that.
    """
    me = desk.installation
    require_face(me, Face.WORKROOM)
    if me.epoch and not again and me.doubt is None:
        raise SyncError("ENROL_ALREADY")
    return me.epoch > 0


def joining_as(desk: Desk, identity: Identity) -> Joining:
    """What this workstation says of itself when it asks to be enrolled as ``identity``."""
    me = desk.installation
    return Joining(
        identity.device_id, me.unit, me.device_code, *_public(identity), identity.was if me.epoch else "", me.epoch
    )


def complete(desk: Desk, contact: OfficeContact, joined: Joined, identity: Identity, *, again: bool) -> Enrolled:
    """Write down what the office answered, and give the digits to compare."""
    enrolment = Enrolment(joined.epoch, joined.device_code, joined.schema, joined.had)
    _, changes = membership.complete_enrolment(desk, contact, enrolment, identity, again=again)
    digits = comparison(_public(identity), (joined.sign_key, joined.seal_key))
    return Enrolled(digits, joined.device_code, joined.epoch, changes)


def _public(identity: Identity) -> tuple[str, str]:
    return public_key(identity.keys.sign_seed), recipient_of(identity.keys.seal_identity)


def _accepted(reply: Reply) -> bytes:
    if reply.status == 200:
        return reply.body
    try:
        problem = read_problem(reply.body)
    except ValueError as error:
        raise SyncError("SYNC_BAD_ANSWER") from error
    raise problem.error()
