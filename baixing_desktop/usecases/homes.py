"""Making the folder of a home, and what a desk is put together from."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from baixing_desktop.clock import Clock, Pace
from baixing_desktop.domain.people import PROGRAM
from baixing_desktop.domain.units import Installation
from baixing_desktop.drives import on_network
from baixing_desktop.errors import InputError, StoreError
from baixing_desktop.files import explained_writing
from baixing_desktop.store.blobs import Blobs, FolderShelf, ServerShelf
from baixing_desktop.store.store import Store
from baixing_desktop.usecases.databases import ATTACHMENTS, BACKUPS
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.in_force import InForce
from baixing_desktop.usecases.threshold import home_exists
from baixing_desktop.usecases.unfinished import clear_unfinished, unfinished
from baixing_desktop.vault.keys import Vault, system_keyring_available


def keyring_available() -> bool:
    """Whether this computer's keyring keeps a share of the keys, so that a copied home does not open elsewhere."""
    return system_keyring_available()


@contextmanager
def built_beside(home: Path) -> Generator[Path]:
    """A folder beside the place of a new home, which becomes the home at the end of the block, and is gone if the block
    raises.

    Raises:
        InputError: ``HOME_IN_USE``, ``HOME_NOT_EMPTY``, ``HOME_ON_NETWORK``.
        StoreError: the place cannot be written.
    """
    if on_network(home):
        raise InputError("HOME_ON_NETWORK", home=home)
    if home_exists(home):
        raise InputError("HOME_IN_USE", home=home)
    if _occupied(home):
        raise InputError("HOME_NOT_EMPTY", home=home)
    with unfinished(home.parent, f"{home.name}.") as making:
        yield making
        _move_in(making, home)


def clear_left_over(home: Path) -> None:
    """Remove what was begun beside ``home``, or for its backups, by somebody who was cut off."""
    home = home.absolute()
    clear_unfinished(home.parent, f"{home.name}.")
    clear_unfinished(home / BACKUPS)


def _move_in(making: Path, home: Path) -> None:
    try:
        with explained_writing(home):
            if home.exists():
                home.rmdir()
            making.rename(home)
    except (InputError, StoreError) as error:
        if not _occupied(home):
            raise
        # Somebody else set it up meanwhile: theirs stays.
        raise InputError("HOME_IN_USE" if home_exists(home) else "HOME_NOT_EMPTY", home=home) from error


def _occupied(home: Path) -> bool:
    return home.exists() and (not home.is_dir() or any(home.iterdir()))


def desk_of(home: Path, store: Store, vault: Vault, clock: Clock, me: Installation | None = None) -> Desk:
    """The desk over an opened record, with nobody at it yet; ``me`` is who a new record will say that we are."""
    in_force = InForce()
    shelf = ServerShelf(store) if store.on_server else FolderShelf(home / ATTACHMENTS)
    with store.reading() as tx:
        in_force.renew(tx.reference.editions())
        me = me or tx.system.installation()
    blobs = Blobs(shelf, vault.attachments)
    return Desk(home, store, blobs, vault, clock, in_force, PROGRAM, Pace(clock), me.face, me.unit)
