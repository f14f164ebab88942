"""Keys: the only place that imports keyring and the cryptographic libraries."""
