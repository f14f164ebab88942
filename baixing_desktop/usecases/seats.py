"""Further seats of an office whose record is on a server: a ticket from the first, joining, and taking back.

The ticket is a file with the keys, sealed under a code that travels another way: on paper, or by telephone. It names
the person who sits down at the new seat, is good for a day and for one seat; the record knows which were used. Each
seat keeps its own file of keys, so people have a passphrase of their own at each.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import Clock
from baixing_desktop.domain.fields import Fields
from baixing_desktop.domain.seats import LABEL_LIMIT, Seat
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import InputError, NotFoundError, VaultError
from baixing_desktop.files import read_file, write_durably
from baixing_desktop.ids import new_id
from baixing_desktop.store.postgres import Address
from baixing_desktop.store.store import Store, Transaction
from baixing_desktop.usecases.databases import address_of, place_of, settle_at
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.homes import built_beside, desk_of
from baixing_desktop.usecases.people import check_passphrase, policy_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.vault.cipher import PassphraseCost
from baixing_desktop.vault.keys import Holder, Vault
from baixing_desktop.work import Work

SEAT_FILE = "seat.json"
_FORM = 1
_TICKET_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a new seat needs: the bytes of a file, and the code that opens it."""

    seat: Seat
    data: bytes
    code: str


@intention
def seats(desk: Desk) -> tuple[Seat, ...]:
    """The further seats, newest first."""
    with desk.store.reading() as tx:
        return tx.of(Seat).where(order="-made_at")


@intention
def make_ticket(desk: Desk, label: str, person: str) -> tuple[Ticket, Changes]:
    """A ticket with which ``person`` may set up a further seat called ``label``.

    Raises:
        InputError: ``SEAT_NEEDS_SERVER``: the record is a file; ``INPUT_MISSING``; ``INPUT_INVALID``, also for a name
            that another seat bears: it could not be said which is taken back.
        NotFoundError: ``PERSON_UNKNOWN``.
    """
    if not desk.store.on_server:
        raise InputError("SEAT_NEEDS_SERVER")
    label = one_line(clean_text(label))
    if not label:
        raise InputError("INPUT_MISSING", fields="席位名称")
    if len(label) > LABEL_LIMIT:
        raise InputError("INPUT_INVALID", field="席位名称", reason=f"最多 {LABEL_LIMIT} 个字")
    keys, code = desk.vault.for_seat()
    with desk.store.writing() as tx:
        if any(seat.revoked_at is None for seat in tx.of(Seat).where(label=label)):
            raise InputError("INPUT_INVALID", field="席位名称", reason="已有同名的席位，请换一个，或先收回那一个")
        seat = Seat(new_id(), label, tx.people.get(person).id, desk.now(), desk.actor.name)
        tx.of(Seat).add(seat)
        note(desk, tx, "make_seat", "seat", seat.id, person=seat.person_id)
    document = {"v": _FORM, "seat": seat.id, "address": asdict(address_of(desk.home)), **keys}
    data = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode()
    return Ticket(seat, data, code), Changes.of(Kind.SETTING, seat.id)


@intention
def revoke_seat(desk: Desk, label: str) -> tuple[Seat, Changes]:
    """The seat called ``label`` no longer opens the record, nor does its ticket. Whoever has the computer still has the
    keys, so the database gets a new password as well.

    Raises:
        NotFoundError: ``SEAT_UNKNOWN``.
    """
    with desk.store.writing() as tx:
        found = next((seat for seat in tx.of(Seat).where(label=label) if seat.revoked_at is None), None)
        if found is None:
            raise NotFoundError("SEAT_UNKNOWN", label=label)
        seat = replace(found, revoked_at=desk.now(), version=found.version + 1)
        tx.of(Seat).save(seat)
        note(desk, tx, "revoke_seat", "seat", seat.id)
    return seat, Changes.of(Kind.SETTING, seat.id)


def join_seat(
    home: Path,
    ticket: Path,
    code: str,
    passphrase: str,
    *,
    clock: Clock,
    address: Address | None = None,
    cost: PassphraseCost | None = None,
) -> Seat:
    """Set up ``home`` as a further seat; the person whom the ticket names opens it with ``passphrase``. ``address``
    takes the place of the server's where it is called otherwise from here.

    It is built beside its final place and renamed. A ticket that was used stays used, even if this computer stopped
    before the seat was finished: another one is made then.

    Raises:
        InputError: ``SEAT_TICKET_BAD``, ``SEAT_CODE_BAD``, ``HOME_IN_USE``, ``HOME_NOT_EMPTY``, ``HOME_ON_NETWORK``,
            ``FILE_MISSING``.
        VaultError: ``SEAT_TICKET_USED``: used, taken back, too old, or its person left; ``PASSPHRASE_UNFIT``.
        StoreError: the server cannot be reached.
    """
    given = _read_ticket(ticket)
    with built_beside(home) as making:
        vault = _keys_of(making, given, code)
        settle_at(making, address or given.address)
        write_durably(making / SEAT_FILE, json.dumps({"v": _FORM, "seat": given.seat}).encode())
        store = place_of(making, vault).open(Work())
        try:
            return _sit_down(desk_of(making, store, vault, clock), given.seat, passphrase, cost)
        finally:
            # Not the desk: a seat that was not finished has nothing to leave a mark of.
            store.close()


def require_seat(home: Path, store: Store) -> None:
    """Refuse a seat that was taken back.

    Raises:
        VaultError: ``SEAT_REVOKED``; ``VAULT_DAMAGED``: which seat this is cannot be read any more.
    """
    if not (home / SEAT_FILE).exists():
        return
    try:
        seat_id = str(json.loads((home / SEAT_FILE).read_bytes())["seat"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise VaultError("VAULT_DAMAGED") from error
    with store.reading() as tx:
        seat = _find(tx, seat_id)
    if seat is None or seat.revoked_at is not None:
        raise VaultError("SEAT_REVOKED")


@dataclass(frozen=True, slots=True)
class _Given:
    """What a ticket holds: the seat's identity, where the server is, the keys as :meth:`Vault.for_seat` made them."""

    seat: str
    address: Address
    sealed: dict[str, Any]


def _read_ticket(path: Path) -> _Given:
    try:
        return _given_in(json.loads(read_file(path, _TICKET_LIMIT)))
    except ValueError as error:
        raise InputError("SEAT_TICKET_BAD", name=path.name) from error


def _given_in(found: Any) -> _Given:
    """What the document of a ticket says.

    Raises:
        ValueError: it is none, or of a form that is not known here.
    """
    fields = Fields(found)
    if fields.number("v") != _FORM:
        raise ValueError("unknown form")
    fields.part("keys").part("secrets")
    fields.part("wrap").text("box")
    place = fields.part("address")
    host, database, user, ssl_mode = (place.text(name) for name in ("host", "database", "user", "ssl_mode"))
    address = Address(host, place.number("port"), database, user, ssl_mode)
    return _Given(fields.text("seat"), address, {"keys": found["keys"], "wrap": found["wrap"]})


def _keys_of(home: Path, given: _Given, code: str) -> Vault:
    try:
        return Vault.join(home, given.sealed, code)
    except (InputError, VaultError) as error:
        raise InputError("SEAT_CODE_BAD") from error


def _sit_down(desk: Desk, seat_id: str, passphrase: str, cost: PassphraseCost | None) -> Seat:
    with desk.store.writing() as tx:
        seat = _find(tx, seat_id)
        person = tx.people.find(seat.person_id) if seat else None
        if seat is None or person is None or person.disabled_at or not seat.may_join(desk.now()):
            raise VaultError("SEAT_TICKET_USED")
        check_passphrase(passphrase, policy_of(desk), person.name)
        desk.vault.admit(Holder(person.id, person.name), passphrase, desk.now(), cost)
        seat = replace(seat, joined_at=desk.now(), version=seat.version + 1)
        tx.of(Seat).save(seat)
        note(desk, tx, "join_seat", "seat", seat.id, person=person.id)
    return seat


def _find(tx: Transaction, seat_id: str) -> Seat | None:
    return next(iter(tx.of(Seat).where(id=seat_id)), None)
