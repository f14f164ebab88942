"""The first start: which desk this is, who sits at it, and what guards it."""
