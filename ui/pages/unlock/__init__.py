"""Opening a desk that is guarded by a passphrase."""
