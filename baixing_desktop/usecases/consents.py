"""What a person agreed to, and since when: the signed paper first, then every change, none lost (safety P4, P6)."""

from baixing_desktop.domain.clue import Consents
from baixing_desktop.domain.privacy import ConsentChange
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention


def keep_consents(desk: Desk, tx: Transaction, clue_id: str, consents: Consents, actor: str) -> None:
    """Keep a change inside the transaction that makes it; ``actor`` is who took it down."""
    ordinal = tx.of(ConsentChange).count(clue_id=clue_id) + 1
    change = ConsentChange(
        new_id(),
        clue_id,
        ordinal,
        desk.now(),
        actor,
        consents.collect,
        consents.handover,
        consents.publicity,
        consents.notice,
    )
    tx.of(ConsentChange).add(change)


@intention
def consents_of(desk: Desk, clue_id: str) -> tuple[ConsentChange, ...]:
    """The consents of a clue as they were, oldest first: that of the first registration, then each change.

    Raises:
        NotFoundError: ``CLUE_NOT_FOUND``.
    """
    with desk.store.reading() as tx:
        clue = tx.clues.get(clue_id)
        changes = tx.of(ConsentChange).where(clue_id=clue.id, order="ordinal")
        first = tx.clues.revision(clue.id, 1)
    if first is None:
        return changes
    content, _, registered_at = first
    given = content.consents
    signed = ConsentChange(
        "", clue.id, 0, registered_at, clue.typist, given.collect, given.handover, given.publicity, given.notice
    )
    return (signed, *changes)
