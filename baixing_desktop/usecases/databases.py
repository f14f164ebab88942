"""Where a home's record lives: in a file of the home, or in a PostgreSQL database named beside the keys."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from baixing_desktop.drives import on_network
from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.files import write_durably
from baixing_desktop.store.place import Place, RecordFile, RecordServer
from baixing_desktop.store.postgres import Address
from baixing_desktop.usecases.threshold import RECORD_FILE
from baixing_desktop.vault.keys import Vault

BACKUPS = "backups"
INCOMING = "incoming"
UPDATES = "updates"
"""Folder with packages of the program itself, which are on their way to workrooms; no backup holds it."""
ATTACHMENTS = "attachments"
"""Folder with the attachments of a record in a file; a server keeps those of its record itself."""
SERVER_FILE = "database.json"
_PASSWORD = "database_password"  # noqa: S105 - the name under which the vault keeps it


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a server as a person gives it: its address, and apart from it the password."""

    address: Address
    password: str = field(repr=False)

    def place(self, vault: Vault) -> RecordServer:
        """The record there, under the keys of ``vault``."""
        return RecordServer(self.address, self.password, vault.contacts)


def server(address: str, password: str) -> Server:
    """The server at ``address`` (``postgresql://user@host:port/database``).

    Raises:
        InputError: ``DATABASE_ADDRESS``.
    """
    return Server(Address.parse(address), password)


def settle(home: Path, vault: Vault, chosen: Server | None) -> Place:
    """Decide for a new home: a database on a server, else a file of its own. The password goes into the vault."""
    if chosen is None:
        return RecordFile(home / RECORD_FILE, vault.database_key)
    keep_password(vault, chosen.password)
    settle_at(home, chosen.address)
    return chosen.place(vault)


def settle_at(home: Path, address: Address) -> None:
    """Name the server of a home whose vault has the password already."""
    document = {"v": 1, "engine": "postgresql", **asdict(address)}
    write_durably(home / SERVER_FILE, json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode())


def keep_password(vault: Vault, password: str) -> None:
    """The server's password is another one from now on."""
    vault.put_secret(_PASSWORD, password.encode())


def address_of(home: Path) -> Address:
    """Where the server of a home is.

    Raises:
        StoreError: ``STORE_WRONG_KEY``: what names its place is gone or damaged.
    """
    return _read(home / SERVER_FILE)


def place_of(home: Path, vault: Vault) -> Place:
    """Where the record of an existing home is.

    Raises:
        StoreError: ``STORE_WRONG_KEY``: it is gone, or what names its place is damaged.
        VaultError: ``VAULT_DAMAGED``.
        InputError: ``HOME_ON_NETWORK``: its file lies on another computer.
    """
    if (home / SERVER_FILE).exists():
        return RecordServer(_read(home / SERVER_FILE), vault.secret(_PASSWORD).decode(), vault.contacts)
    if not (home / RECORD_FILE).exists():
        raise StoreError("STORE_WRONG_KEY")
    if on_network(home):
        # It was made on this computer's own disk and taken there since: whoever writes to it now may spoil it.
        raise InputError("HOME_ON_NETWORK", home=home)
    return RecordFile(home / RECORD_FILE, vault.database_key)


def _read(path: Path) -> Address:
    try:
        found = cast("dict[str, Any]", json.loads(path.read_bytes()))
        if (found.pop("v"), found.pop("engine")) == (1, "postgresql"):
            return Address(**found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError("STORE_WRONG_KEY") from error
    raise StoreError("STORE_NEWER")
