"""附件限额 and 请求限额: the office sets how much it takes and says of each attachment that is too much why; the
workroom keeps that beside its own copy.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.rules.allowance import Allowance
from baixing_desktop.domain.rules.rates import Rates
from baixing_desktop.domain.units import Device, Face
from baixing_desktop.errors import InputError, SyncError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk, note, require_face
from baixing_desktop.usecases.permissions import intention

SETTING = "attachment_allowance"
RATES_SETTING = "request_rates"
HEEDED_SECONDS = 20.0
"""So soon a running service goes by what was set."""


def allowance_in(tx: Transaction) -> Allowance:
    """What holds in this office."""
    kept = tx.settings.value(SETTING)
    return Allowance(**json.loads(kept)) if kept else Allowance()


@intention
def allowance(desk: Desk) -> Allowance:
    """What holds in this office."""
    with desk.store.reading() as tx:
        return allowance_in(tx)


@intention
def set_allowance(desk: Desk, wanted: Mapping[str, int | None]) -> tuple[Allowance, Changes]:
    """Take so much from now on (``wanted``: fields of :class:`Allowance`, every one); returns what held. What is here
    already stays, and what was not taken is, when it is asked for again.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office; ``INPUT_INVALID``: nothing would ever be taken.
    """
    try:
        after = Allowance(**wanted)  # pyright: ignore[reportArgumentType] - __post_init__ refuses what does not fit
    except ValueError as error:
        reason = "一条线索、一天、一台工作站的限额都不能小于每个附件的限额"
        raise InputError("INPUT_INVALID", field="附件限额", reason=reason) from error
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        before = allowance_in(tx)
        tx.settings.put(SETTING, json.dumps(asdict(after)), desk.now(), desk.actor.name)
        note(desk, tx, "set_allowance", "setting", SETTING, **asdict(after))
    return before, Changes.of(Kind.SETTING, SETTING)


@intention
def rates(desk: Desk) -> Rates:
    """How often the receiving service of this office may be asked."""
    with desk.store.reading() as tx:
        kept = tx.settings.value(RATES_SETTING)
    return Rates(**json.loads(kept)) if kept else Rates()


@intention
def set_rates(desk: Desk, wanted: Rates) -> tuple[Rates, Changes]:
    """Let the service be asked so often from now on (a running one heeds it within :data:`HEEDED_SECONDS`); returns
    what held.

    Raises:
        InputError: ``WRONG_ROLE``: this is no office; ``INPUT_INVALID``: outside of the bounds.
    """
    if wanted.wrong:
        raise InputError("INPUT_INVALID", field="请求限额", reason=wanted.wrong)
    before = rates(desk)
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.OFFICE)
        tx.settings.put(RATES_SETTING, json.dumps(asdict(wanted)), desk.now(), desk.actor.name)
        note(desk, tx, "set_rates", "setting", RATES_SETTING, **asdict(wanted))
    return before, Changes.of(Kind.SETTING, RATES_SETTING)


@intention
def not_taken(desk: Desk, device: Device, lacking: Mapping[str, int]) -> dict[str, str]:
    """Which of the attachments (SHA-256, and how many bytes of it have come) that are ``lacking`` here this office will
    not take from ``device`` now, and why, in words for the liaison. Those that no clue names are no business of this.
    """
    if not lacking:
        return {}
    with desk.store.reading() as tx:
        holds = allowance_in(tx)
        today, in_all = tx.attachments.uploaded(device.id, desk.today()), tx.attachments.uploaded(device.id)
        told: dict[str, str] = {}
        for digest, come in lacking.items():
            length = tx.attachments.wanted(device.unit, digest)
            if length is None:
                continue
            rest = length - come
            words = _too_much(tx, holds, device, digest) or _of_station(holds, rest, today, in_all)
            if words:
                told[digest] = words
            else:
                # Several that are asked for at once share what is left.
                today, in_all = today + rest, in_all + rest
    return told


def require_allowed(desk: Desk, tx: Transaction, device: Device, digest: str, length: int) -> None:
    """Refuse an attachment of which ``length`` more bytes are at the door, if it is too much.

    Raises:
        SyncError: ``BLOB_QUOTA``.
    """
    holds = allowance_in(tx)
    today, in_all = tx.attachments.uploaded(device.id, desk.today()), tx.attachments.uploaded(device.id)
    if _too_much(tx, holds, device, digest) or _of_station(holds, length, today, in_all):
        raise SyncError("BLOB_QUOTA")


@intention
def heed_not_taken(desk: Desk, told: Mapping[str, str], others: Iterable[str]) -> Changes:
    """In a workroom: the office said of these attachments why it does not take them; of ``others`` it has or wants
    them."""
    with desk.store.reading() as tx:
        before = tx.attachments.not_taken()
    others = set(others) & before.keys()
    now = {digest: why for digest, why in before.items() if digest not in others} | dict(told)
    if now == before:
        return Changes()
    with desk.store.writing() as tx:
        require_face(tx.system.installation(), Face.WORKROOM)
        tx.attachments.heed_not_taken(told, others)
    return Changes.of(Kind.CLUE, *(now.keys() ^ before.keys()))


def _too_much(tx: Transaction, holds: Allowance, device: Device, digest: str) -> str:
    """Why no clue of the unit that names this attachment has room for it; empty when one has."""
    why = ""
    for named in tx.attachments.beside(device.unit, digest):
        lengths, place = [length for _, length in named], [one for one, _ in named].index(digest)
        excess = holds.excess_in(lengths)[place]
        if excess is None:
            return ""
        why = holds.words(excess)
    return why


def _of_station(holds: Allowance, length: int, today: int, in_all: int) -> str:
    excess = holds.excess_of(length, today, in_all)
    return holds.words(excess) if excess else ""
