"""Backups and how far they reach (domain/backups.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.backups import BackupMark, BackupRun
from baixing_desktop.domain.entity import Entity
from baixing_desktop.store.mapping import entity_table

BACKUPS: Mapping[type[Entity], Table] = {
    BackupRun: entity_table(
        "backup_run",
        BackupRun,
        CheckConstraint("verified_at IS NULL OR fault = ''", name="verified_or_faulty"),
        CheckConstraint("length >= 0 AND clues >= 0 AND attachments >= 0 AND audit_seq >= 0", name="counted"),
        Index("ix_backup_run_made_at", "made_at"),
    ),
    BackupMark: entity_table(
        "backup_mark",
        BackupMark,
        Index("uq_backup_mark_device_id_epoch", "device_id", "epoch", unique=True),
        CheckConstraint("epoch >= 1 AND last >= 0", name="counted"),
        parents={"device_id": "device"},
    ),
}
