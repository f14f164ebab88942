"""Intentions of people: one function, one transaction, returning what was asked for and what changed."""
