"""Alembic's entry: runs on the connection that the caller prepared (and encrypted)."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection)
context.run_migrations()
