"""The office's side: what the clerk does with files and tickets, and the server process (:mod:`sync.office.main`)."""
