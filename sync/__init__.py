"""The batch log between workroom and office."""
