"""A table that was imported is a batch: where it came from, and what became of each of its rows (F8; seed 八(二)).

For the database:

* ``ImportedLine``: a row with the same texts stands for at most one clue that was not taken back.
"""

from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.domain.kinds import RowOutcome
from baixing_desktop.domain.states import ImportState


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """One import. ``digest`` is the SHA-256 of the file (64 hex digits; empty for an import older than this record),
    ``source`` the code of 来源 for rows that say nothing of it. The four counts say what became of the rows then.
    """

    id: str
    file_name: str
    digest: str
    source: str
    at: datetime
    actor: str
    state: ImportState
    registered: int
    drafts: int
    repeated: int
    refused: int
    taken_back_at: datetime | None = None
    taken_back_by: str | None = None
    version: int = 1


@dataclass(frozen=True, slots=True)
class ImportedLine:
    """One row of it. ``clue_id`` is the clue that it became or, for a repeated one, had become before; ``fingerprint``
    is SHA-256 over the row's texts, None once another clue stands for them. ``remark`` says why a row was left out and
    what was filled in; it quotes nothing of the row.
    """

    id: str
    table_id: str
    row_number: int
    outcome: RowOutcome
    clue_id: str | None
    fingerprint: str | None
    external_number: str
    remark: str
    taken_back: bool = False
    version: int = 1
