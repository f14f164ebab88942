"""Who works here: for the system and the security administrator."""
