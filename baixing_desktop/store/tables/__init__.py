"""The tables, grouped by what they keep. Importing this package completes :data:`METADATA`."""

from baixing_desktop.store.tables import (
    clues,
    counts,
    entities,
    figures,
    log,
    office,
    papers,
    people,
    reference,
    search,
    settings,
    system,
)
from baixing_desktop.store.tables.base import METADATA

__all__ = [
    "METADATA",
    "clues",
    "counts",
    "entities",
    "figures",
    "log",
    "office",
    "papers",
    "people",
    "reference",
    "search",
    "settings",
    "system",
]
