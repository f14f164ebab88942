"""Sitting down and getting up: every coming and going stands in the trail (D6)."""

from dataclasses import replace
from datetime import timedelta

from baixing_desktop.domain.people import POSTS, Actor, Confirmation, Person, PersonState, actor_of
from baixing_desktop.domain.rules.passphrase import runs_out
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import IllegalActionError, UserError, VaultError
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.admission import Door, holder_named
from baixing_desktop.usecases.board import IDLE_SETTING, longest_idle_in
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.people import IDLE_MINUTES, policy_of
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.vault.keys import Holder, guards_of

LONGEST_SITTING = timedelta(hours=12)
"""After this long the passphrase is asked for again, however busy the day was (D3)."""


def idle_minutes(desk: Desk) -> int:
    """After how many minutes without a touch the window locks, as it was set, and as the office lets it."""
    with desk.store.reading() as tx:
        return min(int(tx.settings.value(IDLE_SETTING) or IDLE_MINUTES), longest_idle_in(tx))


def longest_idle(desk: Desk) -> int:
    """The most minutes that may be set here."""
    with desk.store.reading() as tx:
        return longest_idle_in(tx)


def seated(desk: Desk, person_id: str) -> Desk:
    """The desk with this person at it; the trail hears of it, and of the wrong tries before.

    Raises:
        VaultError: ``PERSON_DISABLED``; the person's way in is closed for good then.
    """
    door = Door(desk.home, desk.clock)
    with desk.store.reading() as tx:
        person = tx.people.find(person_id)
    if person is None or person.state is PersonState.DISABLED:
        desk.vault.dismiss(person_id)
        raise VaultError("PERSON_DISABLED")
    untold = door.untold()
    desk = replace(desk, actor=_arriving(desk, person))
    with desk.store.writing() as tx:
        for wrong in untold:
            whose = wrong.who or "unknown"
            program = replace(desk, actor=replace(desk.actor, id=whose, name="", post=Role.SYSTEM, duty=None))
            note(program, tx, "sign_in", "person", whose, result="refused", tried_at=wrong.at.isoformat())
        note(desk, tx, "sign_in", "person", person.id)
    if untold:
        door.told(len(untold))
    return desk


def add_first_person(desk: Desk, tx: Transaction, holder: Holder, face: Face) -> Person:
    """Add the person who sets up the home or, in a home of program 0.1.0, takes it over: with the post of this desk,
    and administrator of it.
    """
    post = POSTS[face][0]
    person = Person(holder.id, holder.name, post, Role.SYSTEM_ADMIN, PersonState.ACTIVE, desk.now())
    tx.people.add(person)
    note(desk, tx, "add_person", "person", person.id, post=post, duty=Role.SYSTEM_ADMIN)
    return person


@intention
def lock(desk: Desk, why: str) -> None:
    """The window is locked; ``why`` is ``idle``, ``asked`` or ``long``."""
    with desk.store.writing() as tx:
        note(desk, tx, "lock", "person", desk.actor.id, why=why)


@intention
def unlock(desk: Desk, passphrase: str) -> Desk:
    """The same person is back.

    Raises:
        VaultError: ``VAULT_WRONG_PASSPHRASE``, ``DOOR_LOCKED``, ``PERSON_DISABLED``.
    """
    holder = next((h for h in guards_of(desk.home).people if h.id == desk.actor.id), None)
    Door(desk.home, desk.clock).admit(holder, passphrase)
    return seated(desk, desk.actor.id)


@intention
def change_places(desk: Desk, name: str, passphrase: str) -> Desk:
    """Another person sits down at the open desk.

    Raises:
        VaultError: as :func:`unlock`.
    """
    holder = holder_named(guards_of(desk.home), name)
    Door(desk.home, desk.clock).admit(holder, passphrase)
    sign_out(desk)
    return seated(desk, holder.id if holder else "")


@intention
def sign_out(desk: Desk) -> None:
    """The person goes."""
    with desk.store.writing() as tx:
        note(desk, tx, "sign_out", "person", desk.actor.id)


def second_person(desk: Desk, given: Confirmation) -> Actor:
    """Somebody else than the one who sits here confirms, with name and passphrase, on the spot (four eyes).

    Raises:
        VaultError: ``VAULT_WRONG_PASSPHRASE``, ``DOOR_LOCKED``, ``PERSON_DISABLED``, ``SECOND_PERSON_SAME``.
        IllegalActionError: ``PASSPHRASE_MUST_CHANGE``: whoever chose that passphrase could be the first person.
    """
    holder = holder_named(guards_of(desk.home), given.name)
    if holder is not None and holder.id == desk.actor.id:
        raise VaultError("SECOND_PERSON_SAME")
    door = Door(desk.home, desk.clock)
    try:
        door.admit(holder, given.passphrase)
    except UserError:
        with desk.store.writing() as tx:
            note(desk, tx, "second_person", "person", holder.id if holder else "unknown", result="refused")
        raise
    with desk.store.reading() as tx:
        person = tx.people.find(holder.id) if holder else None
    if person is None or person.state is PersonState.DISABLED:
        raise VaultError("PERSON_DISABLED")
    second = _arriving(desk, person)
    if second.must_change:
        raise IllegalActionError("PASSPHRASE_MUST_CHANGE")
    return second


def _arriving(desk: Desk, person: Person) -> Actor:
    standing = desk.vault.standing(person.id)
    must_change = standing.temporary or runs_out(standing.since, policy_of(desk), desk.now())
    return actor_of(person, must_change=must_change)
