"""The record on disk: every line of SQL lives here, and nothing of SQLAlchemy leaves."""
