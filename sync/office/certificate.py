"""The office server's certificate, kept in the vault."""

from baixing_desktop.errors import VaultError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.vault.certificates import new_certificate

SECRET = "office_tls"  # noqa: S105 - the name of the secret, not the secret


def certificate_of(desk: Desk) -> bytes:
    """Key and certificate as PEM; made when the office needs it for the first time.

    Raises:
        VaultError: ``VAULT_DAMAGED``.
    """
    try:
        return desk.vault.secret(SECRET)
    except VaultError as error:
        # Never there is one thing; there but damaged must not silently become another certificate.
        if not isinstance(error.__cause__, KeyError):
            raise
    desk.vault.put_secret(SECRET, new_certificate())
    return desk.vault.secret(SECRET)
