"""A workroom's own copy of the contact goes once the office has it safely and the citizen was told (safety P9)."""

from datetime import timedelta

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import local
from baixing_desktop.domain.batch import LogPlace
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.privacy import ErasureGround, ErasureScope, Tombstone
from baixing_desktop.domain.progress import Step
from baixing_desktop.domain.rules.retention import LOCAL_CONTACT, local_copy_over
from baixing_desktop.domain.telling import ANSWERS, Telling, published_now
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.erasing import erase_in, sweep
from baixing_desktop.usecases.permissions import intention


@intention
def let_go_of_contacts(desk: Desk) -> tuple[int, Changes]:
    """Erase the contacts whose time here is over; how many there were.

    Raises:
        StoreError: it cannot be written; nothing was erased.
    """
    rule = desk.reference.retention[LOCAL_CONTACT]
    cutoff = desk.now() - timedelta(days=rule.days)
    with desk.store.writing() as tx:
        memory, epoch = tx.system.memory(), tx.system.installation().epoch
        # A backup of our present log holds all of our former ones too.
        safe = LogPlace(epoch, memory.backed_up) if memory.backed_up else LogPlace(0, 0)
        over = [
            clue
            for clue in tx.clues.confirmed_before(cutoff)
            if clue.receipt_at is not None
            and clue.content.contributor != Contributor(anonymous=clue.content.contributor.anonymous)
            and local_copy_over(
                rule,
                local(clue.receipt_at).date(),
                desk.today(),
                backed_up=tx.outbox.all_behind(clue.id, safe),
                settled=_settled(tx, clue),
            )
        ]
        stones = [
            erase_in(desk, tx, Tombstone(c.id, ErasureScope.CONTACT, ErasureGround.HANDED_OVER, desk.now()))
            for c in over
        ]
    sweep(desk, stones)
    return len(stones), Changes.of(Kind.CLUE, *(stone.clue_id for stone in stones))


@intention
def erased(desk: Desk, clue_id: str) -> Tombstone | None:
    """What was erased of a clue, if anything was."""
    with desk.store.reading() as tx:
        return tx.erasing.tombstone(clue_id)


def _settled(tx: Transaction, clue: Clue) -> bool:
    """Whether the office is done with it and the citizen has heard its last word from this workroom."""
    news = tx.news.of_clue(clue.id)
    published = published_now(news)
    answers = [step for step in news if step.step in ANSWERS or step is published]
    if not answers:
        return any(step.step is Step.CLOSED for step in news)
    return bool(tx.of(Telling).count(clue_id=clue.id, news_at=answers[-1].at))
