"""收到的批次, item by item: what became of each, and how its clue stands now (seed 八(二))."""

from dataclasses import dataclass

from baixing_desktop.domain.batch import CLUE_EVENTS, EventType, ItemResult
from baixing_desktop.domain.labels.acts import ACTS
from baixing_desktop.domain.labels.said import state_words
from baixing_desktop.domain.lists import InboundItem
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import intention

_CLUE, _AGAIN = "线索", "线索修改稿"
_OTHER = "以后版本才认识的内容"


@dataclass(frozen=True, slots=True)
class ArrivedItem:
    """One item. ``what`` it is, ``reason`` is what the receipt says beside the ``result``; of its clue: number, title
    and state as they are now, empty where there is none here; ``lacking`` of its attachments are still to come.
    """

    seq: int
    what: str
    result: ItemResult
    receipt_number: str
    reason: str
    clue_id: str = ""
    number: str = ""
    title: str = ""
    state: str = ""
    lacking: int = 0


@intention
def batch_items(desk: Desk, batch_id: str) -> tuple[ArrivedItem, ...]:
    """Everything in one batch, in the order in which it was reported; nothing for a batch that is not here."""
    with desk.store.reading() as tx:
        return tuple(_item(tx, one) for one in tx.reception.items(batch_id))


def _item(tx: Transaction, one: InboundItem) -> ArrivedItem:
    item = ArrivedItem(one.seq, _what(one.type), one.result, one.receipt_number, one.reason or "")
    clue = tx.clues.find(one.clue_id)
    if clue is None:
        return item
    there, total = tx.attachments.waiting(clue.id, delivered=False) if one.type in CLUE_EVENTS else (0, 0)
    return ArrivedItem(
        item.seq,
        item.what,
        item.result,
        item.receipt_number,
        item.reason,
        clue.id,
        clue.formal_number or clue.provisional_number or "",
        clue.content.title,
        state_words(clue),
        total - there,
    )


def _what(kind: str) -> str:
    if kind in CLUE_EVENTS:
        return _CLUE if kind == EventType.SUBMIT else _AGAIN
    return ACTS.get(kind, _OTHER).removeprefix("报送：")
