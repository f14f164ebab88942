"""反馈群众: what citizens are to hear, and that they heard it."""
