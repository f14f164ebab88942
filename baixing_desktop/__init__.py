"""百姓提案线索工作台: rules, record, papers and terminal of the citizens' proposal clue programme."""

__version__ = "0.1.0"
APP_ID = "cn.hzzx.baixing"
"""The name by which a desktop knows this program: of its package, its menu entry and its windows."""
