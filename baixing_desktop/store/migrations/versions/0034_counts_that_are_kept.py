"""How many clues stand where is kept, and the first pages need not count.

Revision: 0034. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# All of these are our own constants, and rows of the engine's triggers.
_GONE = "EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = {0}.id AND imported_line.taken_back)"
_ERASED = "EXISTS (SELECT 1 FROM tombstone WHERE tombstone.clue_id = {0}.id AND tombstone.scope = 'all')"
_FORM = "{0}.content_hash IS NOT NULL AND ({0}.workroom_state IS NULL OR {0}.workroom_state <> 'draft')"
_FITS = "{1}.replaced_at IS NULL AND ({1}.short_hash = '' OR {1}.short_hash = substr({0}.content_hash, 1, 8))"
_OWN = f"signed_piece.clue_id = {{0}}.id AND {_FITS.format('{0}', 'signed_piece')}"
_SIGNED = f"EXISTS (SELECT 1 FROM signed_piece WHERE {_OWN})"  # noqa: S608
_COUNTS = (
    ("'all'", "1 = 1"),
    ("'workroom:' || {0}.workroom_state", f"{{0}}.workroom_state IS NOT NULL AND NOT {_GONE}"),
    ("'office:' || {0}.office_state", f"{{0}}.office_state IS NOT NULL AND NOT {_ERASED}"),
    ("'unsigned'", f"{_FORM} AND NOT {_SIGNED}"),
)
_MOVED = ("workroom_state", "office_state", "content_hash")
_ANSWERS = "'replied', 'declined'"


def upgrade() -> None:
    """Create the tables and what keeps them, and count once."""
    op.create_table(
        "clue_count",
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("clues", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_clue_count")),
    )
    op.create_table(
        "clue_untold",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("clue_id", name=op.f("pk_clue_untold")),
    )
    # How many were registered this month is told without a row: it holds the citizen's words.
    op.create_index("ix_clue_revision_registered_at", "clue_revision", ["revision", "registered_at", "clue_id"])
    for name, where in _COUNTS:
        kept = f"SELECT {name}, count(*) FROM clue WHERE {where} GROUP BY 1 HAVING count(*) > 0"  # noqa: S608
        op.execute(f"INSERT INTO clue_count (name, clues) {kept.format('clue')}")
    untold = f"SELECT DISTINCT clue_id FROM progress WHERE {_untold('progress.clue_id')}"  # noqa: S608
    op.execute(f"INSERT INTO clue_untold (clue_id) {untold}")
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql():
        op.execute(statement)


def _add(name: str, more: int, where: str) -> str:
    """``where`` begins with what comes after FROM, if anything does."""
    return (
        f"INSERT INTO clue_count (name, clues) SELECT {name}, {more} {where}"
        " ON CONFLICT (name) DO UPDATE SET clues = clue_count.clues + excluded.clues"
    )


def _of_clue(row: str, more: int, *, moved: bool = False) -> list[str]:
    """What a clue counts for; one that ``moved`` stays one of all."""
    return [_add(name.format(row), more, f"WHERE {where.format(row)}") for name, where in _COUNTS[moved:]]


def _of_line(row: str, more: int) -> list[str]:
    """A row of an imported table that is taken back takes its clue with it."""
    other = (
        f"EXISTS (SELECT 1 FROM imported_line WHERE imported_line.clue_id = {row}.clue_id"  # noqa: S608
        f" AND imported_line.taken_back AND imported_line.id <> {row}.id)"
    )
    where = f"FROM clue WHERE clue.id = {row}.clue_id AND {row}.taken_back AND clue.workroom_state IS NOT NULL"
    return [_add("'workroom:' || clue.workroom_state", more, f"{where} AND NOT {other}")]


def _of_tombstone(row: str, more: int) -> list[str]:
    where = f"FROM clue WHERE clue.id = {row}.clue_id AND {row}.scope = 'all' AND clue.office_state IS NOT NULL"
    return [_add("'office:' || clue.office_state", more, where)]


def _of_piece(row: str, more: int) -> list[str]:
    """A signed paper counts unless another says the same."""
    other = (
        "EXISTS (SELECT 1 FROM signed_piece AS other WHERE other.clue_id = clue.id"  # noqa: S608
        f" AND other.id <> {row}.id AND {_FITS.format('clue', 'other')})"
    )
    here = f"FROM clue WHERE clue.id = {row}.clue_id AND {_FORM.format('clue')} AND {_FITS.format('clue', row)}"
    return [_add("'unsigned'", more, f"{here} AND NOT {other}")]


def _untold(clue_id: str) -> str:
    """An answer was heard, and neither was everything told nor did the office tell it itself at last."""
    heard = f"FROM progress AS heard WHERE heard.clue_id = {clue_id}"
    told = (
        f"SELECT 1 FROM telling WHERE telling.clue_id = {clue_id} AND telling.news_at >= (SELECT max(heard.at) {heard})"  # noqa: S608
    )
    return (
        f"EXISTS (SELECT 1 {heard} AND heard.step IN ({_ANSWERS})) AND NOT EXISTS ({told})"
        f" AND 'contacted' <> (SELECT heard.step {heard} ORDER BY heard.position DESC LIMIT 1)"
    )


def _judged(row: str) -> list[str]:
    return [
        f"DELETE FROM clue_untold WHERE clue_id = {row}.clue_id",  # noqa: S608
        f"INSERT INTO clue_untold (clue_id) SELECT {row}.clue_id WHERE {_untold(f'{row}.clue_id')}",
    ]


_ADJUSTED = {"imported_line": _of_line, "tombstone": _of_tombstone, "signed_piece": _of_piece}
_HEARD_AND_TOLD = ("progress", "telling")


def _sqlite() -> list[str]:
    def trigger(name: str, event: str, body: list[str], when: str = "") -> str:
        return f"CREATE TRIGGER {name} {event}{f' WHEN {when}' if when else ''} BEGIN {'; '.join(body)}; END"

    moved = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in _MOVED)
    both = [*_of_clue("OLD", -1, moved=True), *_of_clue("NEW", 1, moved=True)]
    made = [
        trigger("counts_clue_insert", "AFTER INSERT ON clue", _of_clue("NEW", 1)),
        trigger("counts_clue_update", f"AFTER UPDATE OF {', '.join(_MOVED)} ON clue", both, moved),
        # Before: what goes with it is still there.
        trigger("counts_clue_delete", "BEFORE DELETE ON clue", _of_clue("OLD", -1)),
    ]
    for table, part in _ADJUSTED.items():
        changed = [*part("OLD", 1), *part("NEW", -1)]
        made.append(trigger(f"counts_{table}_insert", f"AFTER INSERT ON {table}", part("NEW", -1)))
        made.append(trigger(f"counts_{table}_update", f"AFTER UPDATE ON {table}", changed))
        made.append(trigger(f"counts_{table}_delete", f"AFTER DELETE ON {table}", part("OLD", 1)))
    for table in _HEARD_AND_TOLD:
        for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
            body = [statement for row in rows for statement in _judged(row)]
            made.append(trigger(f"counts_{table}_{event.lower()}", f"AFTER {event} ON {table}", body))
    return made


def _postgresql() -> list[str]:
    def function(name: str, new: list[str], old: list[str], back: str) -> str:
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP <> 'INSERT' THEN {'; '.join(old)}; END IF;"
            f" IF TG_OP <> 'DELETE' THEN {'; '.join(new)}; END IF; RETURN {back}; END $$"
        )

    def trigger(name: str, event: str, function: str, when: str = "") -> str:
        condition = f" WHEN ({when})" if when else ""
        return f"CREATE TRIGGER {name} {event} FOR EACH ROW{condition} EXECUTE FUNCTION {function}()"

    moved = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _MOVED)
    both = "COALESCE(NEW, OLD)"
    made = [
        function("counts_of_clue", _of_clue("NEW", 1), _of_clue("OLD", -1), both),
        function("counts_of_move", _of_clue("NEW", 1, moved=True), _of_clue("OLD", -1, moved=True), "NULL"),
        trigger("counts_clue_insert", "AFTER INSERT ON clue", "counts_of_clue"),
        trigger("counts_clue_update", f"AFTER UPDATE OF {', '.join(_MOVED)} ON clue", "counts_of_move", moved),
        trigger("counts_clue_delete", "BEFORE DELETE ON clue", "counts_of_clue"),
    ]
    for table, part in _ADJUSTED.items():
        # Before: of several rows in one statement each must find the others as they are until then.
        made.append(function(f"counts_of_{table}", part("NEW", -1), part("OLD", 1), both))
        made.append(trigger(f"counts_{table}", f"BEFORE INSERT OR UPDATE OR DELETE ON {table}", f"counts_of_{table}"))
    for table in _HEARD_AND_TOLD:
        made.append(function(f"counts_of_{table}", _judged("NEW"), _judged("OLD"), "NULL"))
        made.append(trigger(f"counts_{table}", f"AFTER INSERT OR UPDATE OR DELETE ON {table}", f"counts_of_{table}"))
    return made
