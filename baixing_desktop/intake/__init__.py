"""Reading what offices already have: a file becomes rows of named texts, rows become contents of clues.

Nothing here stores anything: the importing use case decides what becomes of a :class:`ImportPlan`.
The order of calls is :func:`parse_mapping`, :func:`read_table`, :func:`choose_columns`, :func:`rows_to_contents`.
"""

from baixing_desktop.intake.clues import ImportPlan, PlannedClue, RefusedRow, layout_of, rows_to_contents
from baixing_desktop.intake.columns import ColumnChoice, Target, choose_columns, parse_mapping, plain_name
from baixing_desktop.intake.dates import parse_date
from baixing_desktop.intake.reading import Limits, digest_of
from baixing_desktop.intake.tables import Facts, FileKind, Row, Table, read_table

__all__ = [
    "ColumnChoice",
    "Facts",
    "FileKind",
    "ImportPlan",
    "Limits",
    "PlannedClue",
    "RefusedRow",
    "Row",
    "Table",
    "Target",
    "choose_columns",
    "digest_of",
    "layout_of",
    "parse_date",
    "parse_mapping",
    "plain_name",
    "read_table",
    "rows_to_contents",
]
