"""The door: who may come in, how often one may err, and what the trail later says about it (D3, D6).

Before anything is unlocked the record cannot be written, so wrong tries are kept in ``attempts.json`` beside the keys
and written into the trail by the next one who comes in. The file knows identities and moments, nothing else.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from baixing_desktop.clock import Clock, parse_stamp, stamp
from baixing_desktop.domain.rules.lockout import DEVICE_LIMIT, PERSON_LIMIT, Tries, after_wrong, wait
from baixing_desktop.errors import UserError, VaultError
from baixing_desktop.files import write_durably
from baixing_desktop.vault.keys import Guards, Holder, Vault

FILE = "attempts.json"
_DEVICE = "device"
_MOST_KEPT = 200

COUNTED = frozenset({"VAULT_WRONG_PASSPHRASE", "PERSON_UNKNOWN", "RECOVERY_NOT_OURS"})
"""The errors that are a wrong try; a damaged file or a missing keyring is none."""


@dataclass(frozen=True, slots=True)
class WrongTry:
    """One wrong try at the door; ``who`` is a person's identity, or empty for a name that is not known here."""

    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Register:
    """All that ``attempts.json`` holds."""

    tries: dict[str, Tries] = field(default_factory=dict[str, Tries])
    untold: tuple[WrongTry, ...] = ()


class Door:
    """Guards one home's keys."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self._home, self._clock = home, clock

    def admit(self, holder: Holder | None, passphrase: str) -> Vault:
        """The unlocked vault for ``holder`` (None: nobody of that name).

        Raises:
            VaultError: ``DOOR_LOCKED`` with the minutes left; ``VAULT_WRONG_PASSPHRASE`` and what else
                :meth:`Vault.unlock` raises. An unknown name takes and says the same as a wrong passphrase.
            StoreError: the wrong try cannot be written down, so nobody gets another one.
        """
        who = holder.id if holder else ""
        self.refuse_while_locked(who)
        try:
            if holder is None:
                raise VaultError("VAULT_WRONG_PASSPHRASE")
            vault = Vault.unlock(self._home, holder.id, passphrase)
        except UserError as error:
            self.count(who, error)
            raise
        self.forgive(who)
        return vault

    def admit_old(self, passphrase: str) -> Vault:
        """The unlocked vault of a home of program 0.1.0, which has one passphrase and no people.

        Raises:
            VaultError: as :meth:`admit`.
        """
        return self._anonymous(lambda: Vault.unlock_old(self._home, passphrase))

    def admit_by_recovery(self, code: str) -> Vault:
        """The unlocked vault for whoever holds the recovery sheet.

        Raises:
            InputError: ``RECOVERY_CODE_BAD``: mistyped; that is no wrong try.
            VaultError: ``RECOVERY_NOT_OURS``, ``DOOR_LOCKED``.
        """
        return self._anonymous(lambda: Vault.unlock_by_recovery(self._home, code))

    def _anonymous(self, unlock: Callable[[], Vault]) -> Vault:
        self.refuse_while_locked("")
        try:
            vault = unlock()
        except UserError as error:
            self.count("", error)
            raise
        self.forgive("")
        return vault

    def refuse_while_locked(self, who: str) -> None:
        """Look at no passphrase while the door is shut for ``who`` or for the whole computer.

        Raises:
            VaultError: ``DOOR_LOCKED``.
        """
        register, now = self._read(), self._clock.now()
        left = max((wait(register.tries.get(key, Tries()), now) for key in (who, _DEVICE)), default=timedelta())
        if left:
            raise VaultError("DOOR_LOCKED", minutes=-(-int(left.total_seconds()) // 60))

    def count(self, who: str, error: UserError) -> None:
        """Write a wrong try down before it is answered."""
        if error.code not in COUNTED:
            return
        register, now = self._read(), self._clock.now()
        tries = dict(register.tries)
        if who:
            tries[who] = after_wrong(tries.get(who, Tries()), now, PERSON_LIMIT)
        tries[_DEVICE] = after_wrong(tries.get(_DEVICE, Tries()), now, DEVICE_LIMIT)
        self._write(Register(tries, (*register.untold, WrongTry(now, who))[-_MOST_KEPT:]))

    def forgive(self, who: str) -> None:
        """The right passphrase was given: start counting anew, for the person and the computer."""
        register = self._read()
        kept = {key: tries for key, tries in register.tries.items() if key not in (who, _DEVICE)}
        if kept != register.tries:
            self._write(replace(register, tries=kept))

    def untold(self) -> tuple[WrongTry, ...]:
        """The wrong tries that the trail does not know yet."""
        return self._read().untold

    def told(self, upto: int) -> None:
        """The first ``upto`` of :meth:`untold` stand in the trail now."""
        register = self._read()
        self._write(replace(register, untold=register.untold[upto:]))

    def _read(self) -> Register:
        try:
            kept = cast("dict[str, Any]", json.loads((self._home / FILE).read_bytes()))
            tries = {
                key: Tries(each["wrong"], parse_stamp(each["until"]) if each["until"] else None)
                for key, each in kept["tries"].items()
            }
            return Register(tries, tuple(WrongTry(parse_stamp(at), who) for at, who in kept["untold"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            # Whoever can damage this file can also delete it; a computer that was copied has to be guarded otherwise.
            return Register()

    def _write(self, register: Register) -> None:
        tries = {
            key: {"wrong": each.wrong, "until": stamp(each.locked_until) if each.locked_until else None}
            for key, each in register.tries.items()
        }
        untold = [[stamp(each.at), each.who] for each in register.untold]
        write_durably(self._home / FILE, json.dumps({"tries": tries, "untold": untold}).encode())


def holder_named(guards: Guards, name: str | None) -> Holder | None:
    """The person to let in: by name, or the only one there is.

    Raises:
        VaultError: ``PERSON_NEEDED``: several people use this home and no name was given.
    """
    if name is None:
        if len(guards.people) == 1:
            return guards.people[0]
        raise VaultError("PERSON_NEEDED", names="、".join(holder.name for holder in guards.people))
    return next((holder for holder in guards.people if holder.name == name.strip()), None)
