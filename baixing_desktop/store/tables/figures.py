"""What the figures of 统计 are kept in: derived from the facts, and counted anew from them at any time.

Nothing of it exists before :class:`~baixing_desktop.store.repos.tally.TallyRepo` was first asked to settle a large
office's record: as long as there is no ``figure_state``, the triggers of migration 0028 keep still. From then on they
write down, in the transaction that changes a fact, which clues have to be counted again (``figure_stale``).
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, String, Table, Text

from baixing_desktop.domain.rules.figures import Figure
from baixing_desktop.store.tables.base import METADATA, Day

state = Table(
    "figure_state",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("day", Day, nullable=False),
    CheckConstraint("id = 1", name="only_one"),
)
"""The day on which what is kept was counted: what is overdue depends on it."""

stale = Table("figure_stale", METADATA, Column("clue_id", String(36), primary_key=True))
"""Clues of which something changed since they were counted. They need not exist any more."""

part = Table(
    "figure_part",
    METADATA,
    Column("clue_id", String(36), primary_key=True),
    Column("month", Integer, nullable=False),
    Column("unit", String(32), nullable=False),
    Column("source", String(32), nullable=False),
    Column("theme", String(32), nullable=False),
    Column("topic", String(36), nullable=False),
    Column("own", Integer, nullable=False),
    Column("whole", Integer, nullable=False),
    Column("letters", Text, nullable=False),
    # All that is asked to find the clues behind a figure.
    Index("ix_figure_part_month", "month", "whole", "unit", "source", "theme", "topic", "clue_id"),
)
"""What each clue was counted for. ``month``: year * 12 + month - 1; ``own``: one bit for each figure; ``whole``: those
of its letters too; ``letters``: JSON, a list of handler, figures, and the days of each stage or null."""

total = Table(
    "figure_sum",
    METADATA,
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("dimension", String(16), primary_key=True),
    Column("code", String(36), primary_key=True),
    *(Column(figure.value, Integer, nullable=False) for figure in Figure),
)
"""Clues of a month by figure, for each code of each dimension; in all under the empty dimension."""

spent = Table(
    "figure_spent",
    METADATA,
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("stage", String(16), primary_key=True),
    Column("days", Integer, primary_key=True, autoincrement=False),
    Column("letters", Integer, nullable=False),
)
"""How many letters about the clues of a month took so many days for a stage."""

DERIVED = (spent, total, part, stale, state)
"""All of them: whoever copies a record leaves them behind."""
