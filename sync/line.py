"""By which way a workroom reports from now on: over the network to an address, or by files only."""

from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.usecases import membership
from baixing_desktop.usecases.desk import Desk
from sync.session import require_contact
from sync.transport import OfficeLink, parse_address


@dataclass(frozen=True, slots=True)
class LineChanged:
    """``address`` holds now and ``before`` did (empty: by files only); ``reached``: the office answers there, with the
    certificate of the enrolment."""

    address: str
    before: str
    reached: bool
    changes: Changes


def change_line(desk: Desk, typed: str) -> LineChanged:
    """Report to the address ``typed`` from now on, or by files only if it is empty. It need not answer at once, but
    whatever answers there must be the office of the enrolment.

    Raises:
        InputError: ``WRONG_ROLE``; ``INPUT_INVALID``: no address, or the enrolment left no certificate to know the
            office by.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_ENROL_ANEW``, ``SYNC_WRONG_OFFICE``; nothing was changed.
    """
    contact = require_contact(desk)
    address = parse_address(typed) if typed.strip() else ""
    if address and not contact.fingerprint:
        raise InputError("INPUT_INVALID", field="地址", reason="登记时没有留下区办公室的证书，请重新登记")
    reached = bool(address) and _answers(address, contact.fingerprint)
    before, changes = membership.change_office_address(desk, address)
    return LineChanged(address, before, reached, changes)


def _answers(address: str, fingerprint: str) -> bool:
    try:
        with OfficeLink(address, fingerprint) as link:
            link.health()
    except SyncError as error:
        if error.code == "SYNC_WRONG_OFFICE":
            raise
        return False
    return True
