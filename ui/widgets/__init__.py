"""Reusable parts that know nothing of clues."""
