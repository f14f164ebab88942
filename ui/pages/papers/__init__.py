"""表册: every paper and ledger by name."""
