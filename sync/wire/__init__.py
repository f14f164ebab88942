"""The messages of the batch log, one module per version; a published version is never changed."""
