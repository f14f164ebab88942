"""What searching is made of: derived from the clues in the same transaction, and rebuilt from them at any time.

Beside this table SQLCipher has the full-text table ``clue_fts`` (one row for each ``row`` here), PostgreSQL fills
``tokens`` with an index over them. ``contact`` is used where contact data is sealed value by value.
"""

from sqlalchemy import ARRAY, BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, column, table

from baixing_desktop.store.tables.base import METADATA, Secret

clue_search = Table(
    "clue_search",
    METADATA,
    Column("row", Integer, primary_key=True),
    Column("clue_id", String(36), ForeignKey("clue.id", ondelete="CASCADE"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("phone", String(64)),
    Column("contact", Secret),
    Column("tokens", ARRAY(Text).with_variant(Text, "sqlite")),
    Index("uq_clue_search_clue_id", "clue_id", unique=True),
    Index("ix_clue_search_phone", "phone"),
)

PORTION_BITS = 8
"""Rows of ``clue_search`` whose numbers differ in these bits alone are one portion: 256 of them."""

search_portion = Table(
    "search_portion",
    METADATA,
    Column("portion", Integer, primary_key=True, autoincrement=False),
    Column("changed_in", BigInteger, nullable=False),
    Column("changes", BigInteger, nullable=False),
)
"""When a portion last changed: in which transaction of the server, and how often in all. Kept by triggers on a server,
where contact data is read from end to end (``store/repos/persons.py``); in a file it stays empty."""

clue_fts = table("clue_fts", column("rowid"), column("body"))
"""SQLite's full-text table: contentless, so it keeps no second copy of any text."""
