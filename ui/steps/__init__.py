"""A list of matters and, for each, the steps that are possible now: pages that work by a transition table."""
