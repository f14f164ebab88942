"""审核: one clue at a time, by keyboard."""
