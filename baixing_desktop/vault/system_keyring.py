"""The operating system's own key store, through an allow-list.

keyring's automatic choice can silently be a plain text file (keyrings.alt), so only back ends that the
operating system protects are ever used (safety 0.12).
"""

import os

from keyring.backend import KeyringBackend, get_all_keyring
from keyring.errors import KeyringError, PasswordDeleteError

from baixing_desktop.errors import VaultError

SERVICE = "baixing-desktop"
SWITCH = "BAIXING_KEYRING"
"""Environment variable; ``off`` keeps the program away from the keyring (tests, computers where it misbehaves)."""

_ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)


def _backend() -> KeyringBackend | None:
    if os.environ.get(SWITCH) == "off":
        return None
    allowed = [b for b in get_all_keyring() if f"{type(b).__module__}.{type(b).__qualname__}" in _ALLOWED]
    return max(allowed, key=lambda b: float(b.priority), default=None)


def available() -> bool:
    """Whether a protected back end is there and answers."""
    backend = _backend()
    if backend is None:
        return False
    try:
        backend.get_password(SERVICE, "probe")
    except KeyringError:
        return False
    return True


def put(account: str, secret: str) -> None:
    """Keep ``secret`` under ``account``.

    Raises:
        VaultError: ``VAULT_NO_KEYRING``.
    """
    backend = _backend()
    if backend is None:
        raise VaultError("VAULT_NO_KEYRING")
    try:
        # keyring wraps this method without keeping its types
        backend.set_password(SERVICE, account, secret)  # pyright: ignore[reportUnknownMemberType]
    except KeyringError as error:
        raise VaultError("VAULT_NO_KEYRING") from error


def find(account: str) -> str | None:
    """The secret kept under ``account``; None when nothing is.

    Raises:
        VaultError: ``VAULT_NO_KEYRING``: no back end, or it is locked.
    """
    backend = _backend()
    if backend is None:
        raise VaultError("VAULT_NO_KEYRING")
    try:
        return backend.get_password(SERVICE, account)
    except KeyringError as error:
        raise VaultError("VAULT_NO_KEYRING") from error


def get(account: str) -> str:
    """The secret kept under ``account``.

    Raises:
        VaultError: ``VAULT_NO_KEYRING``: no back end, locked, or nothing kept there.
    """
    secret = find(account)
    if secret is None:
        raise VaultError("VAULT_NO_KEYRING")
    return secret


def forget(account: str) -> None:
    """Remove what is kept under ``account``; nothing there is fine.

    Raises:
        VaultError: ``VAULT_NO_KEYRING``.
    """
    backend = _backend()
    if backend is None:
        raise VaultError("VAULT_NO_KEYRING")
    try:
        backend.delete_password(SERVICE, account)
    except PasswordDeleteError:
        return
    except KeyringError as error:
        raise VaultError("VAULT_NO_KEYRING") from error
