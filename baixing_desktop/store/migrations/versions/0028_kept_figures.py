"""The figures of a large office are kept, and every change of a fact says which clues to count again.

Revision: 0028. Imports nothing of the project.
"""

# pyright: basic
# Alembic's operations carry no complete types.

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_FIGURES = (
    "collected", "accepted", "classified", "forwarded", "assigned", "replied", "concluded", "proposal", "speech",
    "city", "result_use", "public_response", "consulted", "retained", "returned", "declined", "merged", "withdrawn",
    "on_time", "late", "overdue", "resolved", "planned", "reference", "satisfied", "fairly", "dissatisfied",
)  # fmt: skip
_OF_CLUES = (
    "received_on", "created_at", "unit", "source_category", "office_state", "revision", "id", "provisional_number",
    "receiver",
)  # fmt: skip
_BY_CLUE = {
    "clue": "id",
    "forwarding": "clue_id",
    "clue_context": "clue_id",
    "proposal_clue": "clue_id",
    "output": "clue_id",
    "city_report": "clue_id",
    "result_use": "clue_id",
    "consultation_link": "clue_id",
}
"""The facts that figures are made of, and the column that says which clue they are about."""


def upgrade() -> None:
    """Create the tables, empty: a record is counted when it is first used. The clues' index learns who took them in."""
    op.drop_index("ix_clue_received_on", "clue")
    op.create_index("ix_clue_received_on", "clue", list(_OF_CLUES))
    _create_tables()
    for statement in _sqlite() if op.get_bind().dialect.name == "sqlite" else _postgresql():
        op.execute(statement)


def _create_tables() -> None:
    op.create_table(
        "figure_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_figure_state_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_state")),
    )
    op.create_table(
        "figure_stale",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("clue_id", name=op.f("pk_figure_stale")),
    )
    op.create_table(
        "figure_part",
        sa.Column("clue_id", sa.String(length=36), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("theme", sa.String(length=32), nullable=False),
        sa.Column("topic", sa.String(length=36), nullable=False),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.Column("letters", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("clue_id", name=op.f("pk_figure_part")),
    )
    op.create_table(
        "figure_sum",
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dimension", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=36), nullable=False),
        *(sa.Column(figure, sa.Integer(), nullable=False) for figure in _FIGURES),
        sa.PrimaryKeyConstraint("month", "dimension", "code", name=op.f("pk_figure_sum")),
    )
    op.create_table(
        "figure_spent",
        sa.Column("month", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("days", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "stage", "days", name=op.f("pk_figure_spent")),
    )


_ON = "EXISTS (SELECT 1 FROM figure_state)"
"""Nothing is written down before the figures are kept."""


def _sqlite() -> list[str]:
    # WHERE NOT EXISTS and no OR IGNORE: the statement that set the trigger off would decide otherwise.
    def mark(ids: str) -> str:
        return (
            f"INSERT INTO figure_stale (clue_id) {ids}"  # noqa: S608 - our own constants
            " AND NOT EXISTS (SELECT 1 FROM figure_stale WHERE figure_stale.clue_id = found.id)"
        )

    def trigger(table: str, event: str, body: str) -> str:
        name = event.split(maxsplit=1)[0].lower()
        return f"CREATE TRIGGER figures_{table}_{name} AFTER {event} ON {table} WHEN {_ON} BEGIN {body}; END"

    def one(which: str) -> str:
        return mark(f"SELECT found.id FROM (SELECT {which} AS id) AS found WHERE found.id IS NOT NULL")  # noqa: S608 - ditto

    made = []
    for table, column in _BY_CLUE.items():
        made.append(trigger(table, "INSERT", one(f"NEW.{column}")))
        made.append(trigger(table, "UPDATE", f"{one(f'OLD.{column}')}; {one(f'NEW.{column}')}"))
        made.append(trigger(table, "DELETE", one(f"OLD.{column}")))
    under = (
        "SELECT found.id FROM (SELECT clue_id AS id FROM proposal_clue WHERE proposal_id = NEW.id) AS found WHERE 1 = 1"
    )
    made.append(trigger("proposal", "UPDATE OF state", mark(under)))
    for event, rows in (("INSERT", ("NEW",)), ("UPDATE", ("OLD", "NEW")), ("DELETE", ("OLD",))):
        lines = (f"(SELECT clue_id FROM forwarding WHERE id = {row}.forwarding_id)" for row in rows)  # noqa: S608 - ditto
        body = "; ".join(map(one, lines))
        made.append(trigger("public_response", event, body))
    return made


def _postgresql() -> list[str]:
    def function(name: str, found: str) -> str:
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE was text; is_now text; BEGIN"
            f" IF {_ON} THEN"
            " IF TG_OP <> 'INSERT' THEN was = to_jsonb(OLD) ->> TG_ARGV[0]; END IF;"
            " IF TG_OP <> 'DELETE' THEN is_now = to_jsonb(NEW) ->> TG_ARGV[0]; END IF;"
            f" INSERT INTO figure_stale (clue_id) SELECT DISTINCT {found}"
            " ON CONFLICT DO NOTHING; END IF; RETURN NULL; END $$"
        )

    def trigger(table: str, event: str, function: str, column: str) -> str:
        return (
            f"CREATE TRIGGER figures_{table} AFTER {event} ON {table}"
            f" FOR EACH ROW EXECUTE FUNCTION {function}('{column}')"
        )

    always = "INSERT OR UPDATE OR DELETE"
    return [
        function("figures_of_clue", "one FROM unnest(ARRAY[was, is_now]) AS found (one) WHERE one IS NOT NULL"),
        function("figures_of_proposal", "clue_id FROM proposal_clue WHERE proposal_id IN (was, is_now)"),
        function("figures_of_letter", "clue_id FROM forwarding WHERE id IN (was, is_now)"),
        *(trigger(table, always, "figures_of_clue", column) for table, column in _BY_CLUE.items()),
        trigger("proposal", "UPDATE OF state", "figures_of_proposal", "id"),
        trigger("public_response", always, "figures_of_letter", "forwarding_id"),
    ]
