"""A workstation enrols by files, where no network reaches the office (PROTOCOL.md 6.2).

The workstation makes the one-time code and shows it; the request file proves that its writer knows it. Who carries
the stick does not learn it: the liaison tells it to the office by another way. Typing it there is the office's
approval, and the answer file proves in turn that its writer knew it.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from baixing_desktop.clock import parse_stamp, stamp
from baixing_desktop.domain.units import OfficeContact
from baixing_desktop.errors import SyncError, VaultError
from baixing_desktop.files import read_file
from baixing_desktop.ids import new_code
from baixing_desktop.usecases import membership
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.devices import CODE_LENGTH
from baixing_desktop.usecases.membership import Identity
from sync import carrier
from sync.enrolment import REQUEST_LIMIT, read_answer, write_request
from sync.join import Enrolled, complete, joining_as, may_enrol

REQUEST_LIFE = timedelta(days=7)
"""How long an answer to a request is waited for: a stick travels with people."""

_SECRET = "enrolment"  # noqa: S105 - the vault's name for it


@dataclass(frozen=True, slots=True)
class FileRequest:
    """The request file for the office, and the code to tell it by telephone; an answer counts until ``expires_at``."""

    path: Path
    code: str = field(repr=False)
    expires_at: datetime


def request_to_file(desk: Desk, directory: Path, *, again: bool = False, new_keys: bool = False) -> FileRequest:
    """Write a request to be enrolled into ``directory``; an earlier one that was not answered is void from now on.

    Raises:
        InputError: ``WRONG_ROLE``, ``FILE_NOT_WRITTEN``.
        SyncError: ``ENROL_ALREADY``.
    """
    may_enrol(desk, again=again)
    identity = membership.identity_for(desk, new_keys=new_keys)
    code, now = new_code(CODE_LENGTH), desk.now()
    request = write_request(joining_as(desk, identity), code)
    kept = {
        "code": code,
        "request": request.decode(),
        "at": stamp(now),
        "device": identity.device_id,
        "key_set": identity.key_set,
        "was": identity.was,
    }
    desk.vault.put_secret(_SECRET, json.dumps(kept).encode())
    me = desk.installation
    path = directory / carrier.request_name(me.unit, me.device_code)
    carrier.write_verified(path, [request])
    return FileRequest(path, code, now + REQUEST_LIFE)


def accept_answer_file(desk: Desk, path: Path) -> Enrolled:
    """Enrol with the office that wrote the answer at ``path``.

    Raises:
        InputError: ``WRONG_ROLE``, ``FILE_MISSING``, ``FILE_UNREADABLE``, ``FILE_TOO_LARGE``.
        SyncError: ``ENROL_NOT_ASKED``: no request of ours waits for an answer any more; ``SYNC_BAD_ANSWER``: it
            answers another request, or its writer did not know the code.
    """
    again = may_enrol(desk, again=True)
    waiting = _waiting(desk)
    joined = read_answer(read_file(path, REQUEST_LIMIT), waiting["request"].encode(), waiting["code"])
    if not joined.fingerprint:
        raise SyncError("SYNC_BAD_ANSWER")
    key_set = int(waiting["key_set"])
    identity = Identity(waiting["device"], key_set, desk.vault.keys_of(key_set), waiting["was"])
    contact = OfficeContact(joined.address, joined.fingerprint, joined.sign_key, joined.seal_key)
    enrolled = complete(desk, contact, joined, identity, again=again)
    # One answer for one request: the same file read once more must not enrol us once more.
    desk.vault.put_secret(_SECRET, b"{}")
    return enrolled


def _waiting(desk: Desk) -> dict[str, str]:
    try:
        kept = cast("dict[str, Any]", json.loads(desk.vault.secret(_SECRET)))
        fresh = desk.now() - parse_stamp(kept["at"]) <= REQUEST_LIFE
    except (VaultError, ValueError, KeyError) as error:
        raise SyncError("ENROL_NOT_ASKED") from error
    if not fresh:
        raise SyncError("ENROL_NOT_ASKED")
    return {name: str(value) for name, value in kept.items()}
