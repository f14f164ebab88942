"""Withdrawals, and the handlers that were asked to give their copies back (domain/withdrawals.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.withdrawals import Recall, Withdrawal
from baixing_desktop.store.mapping import entity_table
from baixing_desktop.store.tables.base import unique_where

WITHDRAWALS: Mapping[type[Entity], Table] = {
    Withdrawal: entity_table(
        "withdrawal",
        Withdrawal,
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_whole"),
        CheckConstraint("former_state <> 'withdrawn'", name="withdrawn_once"),
        secret=("reason",),
    ),
    Recall: entity_table(
        "recall",
        Recall,
        Index("uq_recall_withdrawal_id_forwarding_id", "withdrawal_id", "forwarding_id", unique=True),
        secret=("note",),
        parents={"withdrawal_id": "withdrawal"},
    ),
}

unique_where(WITHDRAWALS[Withdrawal], "clue_id", "undone_at IS NULL")
