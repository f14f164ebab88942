"""Rules as pure functions, each with the clause it comes from."""
