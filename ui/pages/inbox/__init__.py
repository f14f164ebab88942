"""收件: what arrived, from whom, and how it can arrive."""
