"""选题: what is called for now."""
