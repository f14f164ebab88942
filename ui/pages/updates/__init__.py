"""下发更新: a new version of the program for every workroom."""
