"""签字归档: forms out to be signed, scans of them back."""
