"""How many clues stand where, kept by the engine in the transaction that moves them: the pages that people see first
say it without counting, however large the record is.

Both tables are derived from the facts by the triggers of migration 0034, and are nobody's to write.
"""

from sqlalchemy import Column, Integer, String, Table

from baixing_desktop.store.tables.base import METADATA
from baixing_desktop.store.tables.search import search_portion

clue_count = Table(
    "clue_count",
    METADATA,
    Column("name", String(48), primary_key=True),
    Column("clues", Integer, nullable=False),
)
"""``all``: every clue; ``unsigned``: those whose form waits for a signed paper; ``workroom:`` and a state: those in it,
but for what went with its imported table; ``office:`` and a state: those in it that are not wholly erased."""

clue_untold = Table("clue_untold", METADATA, Column("clue_id", String(36), primary_key=True))
"""Clues of which there may be an answer to tell: no other has one. Told from everything that was told and heard by
those who ask."""

KEPT_BY_TRIGGERS = (clue_count, clue_untold, search_portion)
"""What no copy of a record takes along: it grows with the rows that are put in."""
