"""Erasing as two people do it, and looking for what is left."""

from datetime import date

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.outcomes import Route
from baixing_desktop.domain.privacy import Erasure, ErasureGround, ErasureScope
from baixing_desktop.store.checks import faults
from baixing_desktop.usecases import casework, erasure
from baixing_desktop.usecases.desk import Desk

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256))
SECRETS = ("张䶮", "13800000001", "沙园七街示例巷1号")
OWN_WORDS = ("老人摔倒", "加装路灯二十盏", "沙园七街加装路灯")


def proposed(office: Desk, clue_id: str, scope: ErasureScope = ErasureScope.ALL) -> Erasure:
    return erasure.propose_erasure(office, clue_id, scope, ErasureGround.ASKED, "本人来电要求")[0]


def erase(office: Desk, second: Desk, clue_id: str, scope: ErasureScope = ErasureScope.ALL) -> None:
    erasure.approve_erasure(second, proposed(office, clue_id, scope))


def attachments_on_disk(desk: Desk) -> int:
    """How many attachments are kept, as files or on the server."""
    return len(list(desk.blobs.shelf.boxes()))


def sound(desk: Desk) -> bool:
    with desk.store.reading() as tx:
        return not faults(tx.connection)


def received_letter(office: Desk, clue_id: str, handler: str, day: date) -> Forwarding:
    """The clue went to a handler, who has the letter and may know whom it is about."""
    casework.accept_clue(office, clue_id)
    casework.classify_clue(office, clue_id, Route.DISTRICT_URGENT)
    line, _ = casework.draft_forwarding(office, clue_id, handler, limited=True)
    casework.issue_forwarding(office, line.id, day)
    casework.record_received(office, line.id, day)
    return line
