"""The people who work here: added, given roles, given new passphrases, disabled; never deleted (D1, D2, D5)."""

from dataclasses import dataclass, replace
from datetime import datetime

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.audit import AuditResult
from baixing_desktop.domain.people import (
    NAME_LIMIT,
    Person,
    PersonState,
    actor_of,
    check_roles,
    keeps_an_administrator,
)
from baixing_desktop.domain.rules.passphrase import DEFAULT_POLICY, POLICIES, PassphrasePolicy, fault_of
from baixing_desktop.domain.states import Role
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.errors import InputError, VaultError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.board import IDLE_SETTING, longest_idle_in
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.permissions import intention
from baixing_desktop.vault.cipher import PassphraseCost
from baixing_desktop.vault.keys import Holder
from resources import reference_text

POLICY_SETTING = "passphrase_policy"
IDLE_MINUTES = 10
"""The window locks after so many minutes without a touch (D3: 10 to 15)."""


@dataclass(frozen=True, slots=True)
class Account:
    """A person as the list of people shows one; ``passphrase_since`` is empty when none opens the home for them."""

    person: Person
    passphrase_since: datetime | None
    temporary: bool


@intention
def people(desk: Desk) -> tuple[Account, ...]:
    """Everybody who works or worked here, by name."""
    with desk.store.reading() as tx:
        everybody = tx.people.all()
    return tuple(_account(desk, person) for person in everybody)


@intention
def policy(desk: Desk) -> PassphrasePolicy:
    """What a passphrase must be like here."""
    return policy_of(desk)


@intention
def set_policy(desk: Desk, code: str) -> tuple[PassphrasePolicy, Changes]:
    """Choose one of the shipped policies (``dengbao``, ``nist``); it holds from the next passphrase on.

    Raises:
        InputError: ``INPUT_INVALID``: there is no such policy.
    """
    if code not in POLICIES:
        raise InputError("INPUT_INVALID", field="口令规则", reason=f"可以是 {'、'.join(POLICIES)}")
    with desk.store.writing() as tx:
        tx.settings.put(POLICY_SETTING, code, desk.now(), desk.actor.name)
        note(desk, tx, "set_policy", "setting", POLICY_SETTING, policy=code)
    return POLICIES[code], Changes.of(Kind.SETTING, POLICY_SETTING)


@intention
def set_idle_minutes(desk: Desk, minutes: int) -> tuple[int, Changes]:
    """After how many minutes without a touch the window locks. What an office sets holds for its workrooms as well:
    they may only lock sooner.

    Raises:
        InputError: ``INPUT_INVALID``: not between 1 and 15 (D3), or longer than the office lets a workroom.
    """
    with desk.store.writing() as tx:
        longest = longest_idle_in(tx)
        if not 1 <= minutes <= longest:
            raise InputError("INPUT_INVALID", field="自动锁定", reason=f"应当在 1 到 {longest} 分钟之间")
        tx.settings.put(IDLE_SETTING, str(minutes), desk.now(), desk.actor.name)
        note(desk, tx, "set_idle", "setting", IDLE_SETTING, minutes=minutes)
    return minutes, Changes.of(Kind.SETTING, IDLE_SETTING)


@intention
def add_person(
    desk: Desk,
    name: str,
    passphrase: str,
    *,
    post: Role | None,
    duty: Role | None = None,
    cost: PassphraseCost | None = None,
) -> tuple[Person, Changes]:
    """Add a person with a first passphrase, which the person has to change before anything else.

    Raises:
        InputError: ``INPUT_MISSING``, ``INPUT_INVALID`` (the name), ``PERSON_KNOWN``, ``ROLES_NONE``, ``ROLE_UNFIT``,
            ``ROLES_APART``.
        VaultError: ``PASSPHRASE_UNFIT`` says why.
    """
    name = checked_name(name)
    check_passphrase(passphrase, policy_of(desk), name)
    with desk.store.writing() as tx:
        check_roles(post, duty, tx.system.installation().face)
        if tx.people.named(name):
            raise InputError("PERSON_KNOWN", name=name)
        person = Person(new_id(), name, post, duty, PersonState.ACTIVE, desk.now())
        tx.people.add(person)
        note(desk, tx, "add_person", "person", person.id, post=post, duty=duty)
    # Should this fail, the person stands in the list without a passphrase and gets one by “重置口令”.
    desk.vault.admit(Holder(person.id, name), passphrase, desk.now(), cost, temporary=True)
    return person, Changes.of(Kind.PERSON, person.id)


@intention
def set_roles(desk: Desk, name: str, *, post: Role | None, duty: Role | None) -> tuple[Person, Changes]:
    """Give a person another post or duty.

    Raises:
        NotFoundError: ``PERSON_UNKNOWN``.
        InputError: ``ROLES_NONE``, ``ROLE_UNFIT``, ``ROLES_APART``, ``LAST_ADMINISTRATOR``.
    """
    with desk.store.writing() as tx:
        found = tx.people.get(name)
        check_roles(post, duty, tx.system.installation().face)
        changed = replace(found, post=post, duty=duty, version=found.version + 1)
        _keep_administrator(tx, changed)
        tx.people.save(changed, expected=found.version)
        note(desk, tx, "set_roles", "person", found.id, post=post, duty=duty, before=actor_of(found).standing)
    return changed, Changes.of(Kind.PERSON, changed.id)


@intention
def disable_person(desk: Desk, name: str) -> tuple[Person, Changes]:
    """The person can no longer open this home, whatever passphrase is known.

    Raises:
        NotFoundError: ``PERSON_UNKNOWN``.
        InputError: ``LAST_ADMINISTRATOR``, ``PERSON_SELF``.
    """
    with desk.store.writing() as tx:
        found = tx.people.get(name)
        if found.id == desk.actor.id:
            raise InputError("PERSON_SELF")
        changed = replace(
            found, state=PersonState.DISABLED, disabled_at=found.disabled_at or desk.now(), version=found.version + 1
        )
        _keep_administrator(tx, changed)
        tx.people.save(changed, expected=found.version)
        note(desk, tx, "disable_person", "person", found.id)
    desk.vault.dismiss(changed.id)
    return changed, Changes.of(Kind.PERSON, changed.id)


@intention
def enable_person(desk: Desk, name: str, passphrase: str, cost: PassphraseCost | None = None) -> tuple[Person, Changes]:
    """Let a disabled person in again, with a first passphrase.

    Raises:
        NotFoundError: ``PERSON_UNKNOWN``.
        VaultError: ``PASSPHRASE_UNFIT``.
    """
    check_passphrase(passphrase, policy_of(desk), name)
    with desk.store.writing() as tx:
        found = tx.people.get(name)
        changed = replace(found, state=PersonState.ACTIVE, disabled_at=None, version=found.version + 1)
        tx.people.save(changed, expected=found.version)
        note(desk, tx, "enable_person", "person", found.id)
    desk.vault.admit(Holder(changed.id, changed.name), passphrase, desk.now(), cost, temporary=True)
    return changed, Changes.of(Kind.PERSON, changed.id)


@intention
def reset_passphrase(
    desk: Desk, name: str, passphrase: str, cost: PassphraseCost | None = None
) -> tuple[Person, Changes]:
    """Give a person who forgot the passphrase a first one again.

    Raises:
        NotFoundError: ``PERSON_UNKNOWN``.
        InputError: ``PERSON_DISABLED``.
        VaultError: ``PASSPHRASE_UNFIT``.
    """
    check_passphrase(passphrase, policy_of(desk), name)
    with desk.store.writing() as tx:
        found = tx.people.get(name)
        if found.state is PersonState.DISABLED:
            raise InputError("PERSON_DISABLED", name=name)
        note(desk, tx, "reset_passphrase", "person", found.id)
    desk.vault.admit(Holder(found.id, found.name), passphrase, desk.now(), cost, temporary=True)
    return found, Changes.of(Kind.PERSON, found.id)


@intention
def change_passphrase(desk: Desk, before: str, after: str, cost: PassphraseCost | None = None) -> tuple[Desk, Changes]:
    """The one who sits here chooses a new passphrase; returns the desk to go on with.

    The trail is written before and after the key file is exchanged in one step: killed anywhere, exactly one of the two
    passphrases opens, and the trail tells that a change was begun.

    Raises:
        VaultError: ``VAULT_WRONG_PASSPHRASE`` (``before``), ``PASSPHRASE_UNFIT``.
    """
    who, rules = desk.actor, policy_of(desk)
    desk.vault.check(who.id, before)
    check_passphrase(after, rules, who.name)
    if before == after or desk.vault.used_before(who.id, after, rules.history):
        raise VaultError("PASSPHRASE_UNFIT", reason="最近已经用过")
    with desk.store.writing() as tx:
        note(desk, tx, "change_passphrase", "person", who.id, result=AuditResult.BEGUN)
    desk.vault.admit(Holder(who.id, who.name), after, desk.now(), cost)
    with desk.store.writing() as tx:
        note(desk, tx, "change_passphrase", "person", who.id)
    return replace(desk, actor=replace(who, must_change=False)), Changes.of(Kind.PERSON, who.id)


@intention
def new_recovery_code(desk: Desk) -> tuple[str, Changes]:
    """The code for a new recovery sheet; it is shown once and kept nowhere, and the sheet before it is void."""
    with desk.store.writing() as tx:
        note(desk, tx, "recovery_sheet", "vault", "recovery", result=AuditResult.BEGUN)
    code = desk.vault.new_recovery_code(desk.now())
    with desk.store.writing() as tx:
        note(desk, tx, "recovery_sheet", "vault", "recovery")
    return code, Changes.of(Kind.PERSON, "recovery")


@intention
def new_service_key(desk: Desk, label: str) -> str:
    """The key with which the receiving service opens this home without a person; ``label`` names its place."""
    with desk.store.writing() as tx:
        note(desk, tx, "service_key", "vault", label)
    return desk.vault.new_service_key(label)


def policy_of(desk: Desk) -> PassphrasePolicy:
    """What a passphrase must be like here, as it was set."""
    with desk.store.reading() as tx:
        return POLICIES.get(tx.settings.value(POLICY_SETTING) or DEFAULT_POLICY, POLICIES[DEFAULT_POLICY])


def check_passphrase(passphrase: str, rules: PassphrasePolicy, *own: str) -> None:
    """Make sure that ``passphrase`` may be used; ``own`` are the person's name and the like.

    Raises:
        VaultError: ``PASSPHRASE_UNFIT`` says why.
    """
    reason = fault_of(passphrase, rules, common_words(), own)
    if reason:
        raise VaultError("PASSPHRASE_UNFIT", reason=reason)


def check_new_passphrase(passphrase: str, *own: str) -> None:
    """As :func:`check_passphrase`, where no home is open yet and the default policy holds.

    Raises:
        VaultError: ``PASSPHRASE_UNFIT`` says why.
    """
    check_passphrase(passphrase, POLICIES[DEFAULT_POLICY], *own)


def common_words() -> frozenset[str]:
    """The words that everybody tries first."""
    lines = reference_text("passphrases.txt").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def checked_name(name: str) -> str:
    """A person's name, cleaned.

    Raises:
        InputError: ``INPUT_MISSING``, ``INPUT_INVALID``.
    """
    name = one_line(clean_text(name))
    if not name:
        raise InputError("INPUT_MISSING", fields="姓名")
    if len(name) > NAME_LIMIT:
        raise InputError("INPUT_INVALID", field="姓名", reason=f"超过 {NAME_LIMIT} 个字")
    return name


def _account(desk: Desk, person: Person) -> Account:
    try:
        standing = desk.vault.standing(person.id)
    except VaultError as error:
        if error.code != "PERSON_UNKNOWN":
            raise
        return Account(person, None, temporary=False)
    return Account(person, standing.since, standing.temporary)


def _keep_administrator(tx: Transaction, changed: Person) -> None:
    if not keeps_an_administrator(tx.people.all(), changed):
        raise InputError("LAST_ADMINISTRATOR")
