"""汇编与简报: putting issues together, printing those kept, briefs and what was reported."""
