"""线索: every clue here, found and looked at."""
