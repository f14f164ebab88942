"""The keys of a home: they open with the right passphrase only, and damage is said, never repaired silently."""

import json
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from baixing_desktop.errors import VaultError
from baixing_desktop.vault import system_keyring
from baixing_desktop.vault.keys import FILE, Vault, guarded_by_passphrase, system_keyring_available
from tests.builders import CHEAP, PASSPHRASE


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with the keys of a new home."""
    Vault.create(tmp_path, PASSPHRASE, CHEAP)
    return tmp_path


def test_the_passphrase_opens_the_same_keys(home: Path) -> None:
    one, two = Vault.unlock(home, PASSPHRASE), Vault.unlock(home, PASSPHRASE)
    assert one.database_key == two.database_key
    assert one.device_keys == two.device_keys
    assert len(one.database_key) == 32
    assert one.database_key != one.attachments.key
    assert guarded_by_passphrase(home)


def test_two_homes_share_nothing(home: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert Vault.create(other, PASSPHRASE, CHEAP).database_key != Vault.unlock(home, PASSPHRASE).database_key


@pytest.mark.parametrize(
    ("given", "code"), [("另外一句不对的口令", "VAULT_WRONG_PASSPHRASE"), (None, "VAULT_PASSPHRASE_NEEDED")]
)
def test_without_the_passphrase_nothing_opens(home: Path, given: str | None, code: str) -> None:
    before = (home / FILE).read_bytes()
    with pytest.raises(VaultError) as refused:
        Vault.unlock(home, given)
    assert refused.value.code == code
    assert (home / FILE).read_bytes() == before


def test_a_short_passphrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VaultError) as refused:
        Vault.create(tmp_path, "太短了", CHEAP)
    assert refused.value.code == "VAULT_WEAK_PASSPHRASE"
    assert not (tmp_path / FILE).exists()


def test_secrets_are_kept_encrypted(home: Path) -> None:
    Vault.unlock(home, PASSPHRASE).put_secret("tls", b"-----BEGIN PRIVATE KEY-----")
    assert Vault.unlock(home, PASSPHRASE).secret("tls") == b"-----BEGIN PRIVATE KEY-----"
    assert b"PRIVATE" not in (home / FILE).read_bytes()
    with pytest.raises(VaultError):
        Vault.unlock(home, PASSPHRASE).secret("absent")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"\xff", b'{"v": 2, "suite": "S1", "wrap": {"by": "passphrase"}}']
)
def test_a_damaged_file_is_said(home: Path, content: bytes) -> None:
    (home / FILE).write_bytes(content)
    for act in (lambda: Vault.unlock(home, PASSPHRASE), lambda: guarded_by_passphrase(home)):
        with pytest.raises(VaultError) as refused:
            act()
        assert refused.value.code == "VAULT_DAMAGED"


def test_exchanged_secrets_are_noticed(home: Path) -> None:
    document: dict[str, Any] = json.loads((home / FILE).read_bytes())
    secrets = document["secrets"]
    secrets["sign_seed"], secrets["seal_identity"] = secrets["seal_identity"], secrets["sign_seed"]
    (home / FILE).write_text(json.dumps(document))
    with pytest.raises(VaultError) as refused:
        _ = Vault.unlock(home, PASSPHRASE).device_keys
    assert refused.value.code == "VAULT_DAMAGED"


class Kept(KeyringBackend):
    """A keyring in memory that gives itself out as one of the allowed back ends."""

    priority = 5  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride] - a class property in keyring

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:  # pyright: ignore[reportIncompatibleMethodOverride] - keyring's is wrapped without types
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    """The system's keyring, replaced so that no test touches the real one."""
    backend = Kept()
    name = f"{Kept.__module__}.{Kept.__qualname__}"
    monkeypatch.setattr(system_keyring, "get_all_keyring", lambda: [backend])
    monkeypatch.setattr(system_keyring, "_ALLOWED", frozenset({name}))
    return backend


def test_the_keyring_opens_without_a_passphrase(tmp_path: Path, kept: Kept) -> None:
    made = Vault.create(tmp_path, None)
    assert not guarded_by_passphrase(tmp_path)
    assert Vault.unlock(tmp_path, None).database_key == made.database_key
    assert system_keyring_available()
    kept.kept.clear()
    with pytest.raises(VaultError) as refused:
        Vault.unlock(tmp_path, None)
    assert refused.value.code == "VAULT_NO_KEYRING"


def test_a_keyring_that_is_not_on_the_list_is_never_used(
    tmp_path: Path, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    """keyrings.alt would put the key into a plain text file (safety 0.12)."""
    monkeypatch.setattr(system_keyring, "_ALLOWED", frozenset({"keyring.backends.SecretService.Keyring"}))
    assert not system_keyring_available()
    with pytest.raises(VaultError):
        Vault.create(tmp_path, None)
    assert not kept.kept
