"""By which way a workroom reports from now on: over the network, by a shared folder, or by files that are carried."""

from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.usecases import membership
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.membership import Line
from sync.session import require_contact
from sync.shared import found_folder, office_was_here
from sync.transport import OfficeLink, parse_address


@dataclass(frozen=True, slots=True)
class LineChanged:
    """``line`` holds now and ``before`` did. ``reached``: the office answers at the address, with the certificate of
    the enrolment; or it has looked into the folder before."""

    line: Line
    before: Line
    reached: bool
    changes: Changes


def change_line(desk: Desk, typed: Line) -> LineChanged:
    """Report by the way that was ``typed`` from now on; an address goes before a folder. An office need not answer at
    once, but whatever answers at an address must be the office of the enrolment. A folder has to be there.

    Raises:
        InputError: ``WRONG_ROLE``; ``INPUT_INVALID``: no address, or the enrolment left no certificate to know the
            office by; no folder that can be used.
        SyncError: ``SYNC_NOT_ENROLLED``, ``SYNC_ENROL_ANEW``, ``SYNC_WRONG_OFFICE``; nothing was changed.
    """
    contact = require_contact(desk)
    line, reached = Line(), False
    if typed.address.strip():
        line = Line(address=parse_address(typed.address))
        if not contact.fingerprint:
            raise InputError("INPUT_INVALID", field="地址", reason="登记时没有留下区办公室的证书，请重新登记")
        reached = _answers(line.address, contact.fingerprint)
    elif typed.folder.strip():
        folder = found_folder(desk, typed.folder)
        line, reached = Line(folder=str(folder)), office_was_here(folder)
    before, changes = membership.report_by(desk, line)
    return LineChanged(line, before, reached, changes)


def put_line_back(desk: Desk, line: Line) -> LineChanged:
    """Report by ``line``, which held before, whether it can be reached now or not.

    Raises:
        InputError: ``WRONG_ROLE``.
        SyncError: ``SYNC_NOT_ENROLLED``.
    """
    before, changes = membership.report_by(desk, line)
    return LineChanged(line, before, reached=False, changes=changes)


@dataclass(frozen=True, slots=True)
class ReceivingChanged:
    """``folder`` was put to what this office receives from, or taken out; ``before`` is what it received from."""

    folder: str
    before: tuple[str, ...]
    changes: Changes


def receive_also_from(desk: Desk, typed: str) -> ReceivingChanged:
    """Receive in this office from the folder ``typed`` too from now on.

    Raises:
        InputError: ``WRONG_ROLE``; ``INPUT_INVALID``: no folder that can be used.
    """
    folder = str(found_folder(desk, typed))
    before, changes = membership.receive_from(desk, (*membership.shared_folders(desk), folder))
    return ReceivingChanged(folder, before, changes)


def receive_no_more_from(desk: Desk, folder: str) -> ReceivingChanged:
    """Receive in this office no longer from ``folder``, which need not be there any more.

    Raises:
        InputError: ``WRONG_ROLE``.
    """
    kept = [one for one in membership.shared_folders(desk) if one != folder]
    before, changes = membership.receive_from(desk, kept)
    return ReceivingChanged(folder, before, changes)


def _answers(address: str, fingerprint: str) -> bool:
    try:
        with OfficeLink(address, fingerprint) as link:
            link.health()
    except SyncError as error:
        if error.code == "SYNC_WRONG_OFFICE":
            raise
        return False
    return True
