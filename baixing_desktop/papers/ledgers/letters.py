"""发文登记簿: every number of the letter register, those that were voided too (seed 八(三)1, 八(四)2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.ledgers.ledger import Heading, Kind, Ledger, Taken

_HEADINGS = (
    Heading("文号", 40, centre=True),
    Heading("日期", 22, Kind.DAY),
    Heading("种类", 24, centre=True),
    Heading("发往", 48),
    Heading("事由", 76),
    Heading("登记人", 20, centre=True),
    Heading("备注", 34),
)


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One number; ``remark`` says when and why it was voided."""

    number: str
    issued_on: date
    kind: str
    addressee: str
    subject: str
    registered_by: str
    remark: str = ""


def letters_ledger(lines: Sequence[LetterLine], period: str, taken: Taken) -> Ledger:
    """发文登记簿 as a ledger."""
    voided = sum(bool(line.remark) for line in lines)
    return Ledger(
        title="“百姓提案”发文登记簿",
        left=period,
        right=f"共 {len(lines)} 件" + (f"，作废 {voided} 件" if voided else ""),
        headings=_HEADINGS,
        rows=[
            (line.number, line.issued_on, line.kind, line.addressee, line.subject, line.registered_by, line.remark)
            for line in lines
        ],
        taken=taken,
        below=("文号按年编定，不重号、不跳号；作废的文号不再使用。",),
        across=True,
    )
