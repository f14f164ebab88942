"""Erasing as two people do it, and looking for what is left."""

from baixing_desktop.domain.privacy import Erasure, ErasureGround, ErasureScope
from baixing_desktop.store.checks import faults
from baixing_desktop.usecases import (
    erasure,
)
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
