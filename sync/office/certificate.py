"""The office server's certificate, kept in the vault since set-up."""

from baixing_desktop.usecases.desk import OFFICE_CERTIFICATE, Desk


def certificate_of(desk: Desk) -> bytes:
    """Key and certificate as PEM.

    Raises:
        VaultError: ``VAULT_DAMAGED``: not there, as in a workroom, or changed.
    """
    return desk.vault.secret(OFFICE_CERTIFICATE)
