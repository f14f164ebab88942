"""审计签存单: the end of the audit trail on one day, to be signed and kept, so that a later cut shows (safety R20)."""

from dataclasses import dataclass
from datetime import datetime

from baixing_desktop.papers.layouts.words import moment_words
from baixing_desktop.papers.sheet.form import FormSheet, field_row, pair_row, sign_row

_GROUP = 8
_SOUND = "审计记录首尾相接，逐条核对无误。"
_UNSOUND = "审计记录核对有误，见审计核对报告。"


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The newest entry of the trail: its sequence number, its hash (64 hex digits), when the slip was made."""

    unit: str
    seq: int
    hash: str
    at: datetime
    faultless: bool


def audit_head_sheet(paper: AuditHead) -> FormSheet:
    """审计签存单 as a form."""
    groups = [paper.hash[start : start + _GROUP] for start in range(0, len(paper.hash), _GROUP)]
    return FormSheet(
        title="审计签存单",
        left=paper.unit,
        rows=(
            pair_row(("签存时间", moment_words(paper.at)), ("末条序号", str(paper.seq))),
            field_row("末条校验值", "\n".join(" ".join(groups[n : n + 4]) for n in (0, 4)), least=18),
            field_row("核对结果", _SOUND if paper.faultless else _UNSOUND),
            sign_row("审计管理员\n签名", "见证人签名"),
        ),
        below=(
            "请签名后装订保存。以后核对时，用本单的序号和校验值与系统中同一序号的记录比对；不一致说明记录被改动或截短。",
        ),
        qr=f"AUDIT|{paper.seq}|{paper.hash}",
    )
