"""The operating system's own key store, through an allow-list.

keyring's automatic choice can silently be a plain text file (keyrings.alt), so only back ends that the
operating system protects are ever used (safety 0.12).
"""

from keyring.backend import KeyringBackend, get_all_keyring
from keyring.errors import KeyringError

from baixing_desktop.errors import VaultError

SERVICE = "baixing-desktop"

_ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)


def _backend() -> KeyringBackend | None:
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


def get(account: str) -> str:
    """The secret kept under ``account``.

    Raises:
        VaultError: ``VAULT_NO_KEYRING``: no back end, locked, or nothing kept there.
    """
    backend = _backend()
    try:
        secret = backend.get_password(SERVICE, account) if backend else None
    except KeyringError as error:
        raise VaultError("VAULT_NO_KEYRING") from error
    if secret is None:
        raise VaultError("VAULT_NO_KEYRING")
    return secret
