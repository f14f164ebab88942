"""Every paper and ledger of the office, by name: gathered from the record, made, and entered in the audit trail."""

from baixing_desktop.usecases.papers.kinds import Format, PaperKind, PaperRequest, Subject
from baixing_desktop.usecases.papers.making import MadePaper, make_paper
from baixing_desktop.usecases.papers.registry import PAPERS, paper_kind

__all__ = [
    "PAPERS",
    "Format",
    "MadePaper",
    "PaperKind",
    "PaperRequest",
    "Subject",
    "make_paper",
    "paper_kind",
]
