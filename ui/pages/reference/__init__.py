"""字典: the reference data as the office edits it."""
