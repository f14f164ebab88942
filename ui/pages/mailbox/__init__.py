"""来讯: what workrooms tell the office beside clues."""
