"""百姓提案线索工作台: rules, record, papers and terminal of the citizens' proposal clue programme."""

__version__ = "0.1.0"
