"""Screening decisions, merges, splits, the office's wording (domain/screening.py)."""

from collections.abc import Mapping

from sqlalchemy import CheckConstraint, Index, Table

from baixing_desktop.domain.entity import Entity
from baixing_desktop.domain.screening import ClueEdition, Distinction, MergeLink, Screening, SplitLink
from baixing_desktop.store.mapping import entity_table
from baixing_desktop.store.tables.base import unique_where

SCREENING: Mapping[type[Entity], Table] = {
    Screening: entity_table(
        "screening",
        Screening,
        CheckConstraint("action <> 'decline' OR (reason_code IS NOT NULL AND referral <> '')", name="declined_why"),
        Index("ix_screening_clue_id_at", "clue_id", "at"),
    ),
    MergeLink: entity_table(
        "merge_link",
        MergeLink,
        CheckConstraint("clue_id <> master_id", name="not_to_itself"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_whole"),
        parents={"master_id": "clue"},
    ),
    SplitLink: entity_table(
        "split_link",
        SplitLink,
        Index("uq_split_link_part_id", "part_id", unique=True),
        Index("uq_split_link_origin_id_ordinal", "origin_id", "ordinal", unique=True),
        CheckConstraint("ordinal >= 1", name="ordinal_from_one"),
        CheckConstraint("origin_id <> part_id", name="not_of_itself"),
        parents={"origin_id": "clue", "part_id": "clue"},
    ),
    Distinction: entity_table(
        "distinction",
        Distinction,
        CheckConstraint("clue_id < other_id", name="in_order"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_whole"),
        parents={"other_id": "clue"},
    ),
    ClueEdition: entity_table(
        "clue_edition",
        ClueEdition,
        Index("uq_clue_edition_clue_id_ordinal", "clue_id", "ordinal", unique=True),
        CheckConstraint("ordinal >= 1", name="ordinal_from_one"),
    ),
}

unique_where(SCREENING[MergeLink], "clue_id", "undone_at IS NULL")
unique_where(SCREENING[Distinction], "clue_id, other_id", "undone_at IS NULL")
