"""Imported tables and their rows (domain/imports.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.imports import ImportedLine, ImportedTable
from baixing_desktop.store.mapping import entity_table
from baixing_desktop.store.tables.base import unique_where

IMPORTS: Mapping[type[Entity], Table] = {
    ImportedTable: entity_table(
        "imported_table",
        ImportedTable,
        CheckConstraint("(taken_back_at IS NULL) = (taken_back_by IS NULL)", name="taken_back_whole"),
        Index("ix_imported_table_at", "at"),
    ),
    ImportedLine: entity_table(
        "imported_line",
        ImportedLine,
        Index("ix_imported_line_taken_back", "taken_back", "clue_id"),
        parents={"table_id": "imported_table"},
    ),
}

STANDING = "clue_id IS NOT NULL AND NOT taken_back AND outcome IN ('registered', 'draft')"
"""The row stands for its clue: the same row is not imported again."""

unique_where(IMPORTS[ImportedLine], "fingerprint", STANDING)
