"""协商记录表: a consultation, the parent of clues, supervision and outputs (seed 二, 八(一)2, 八(四)2; F44b)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.kinds import ConsultationKind
from baixing_desktop.domain.labels import label
from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.papers.sheet.form import FormSheet, choice_row, field_row, pair_row

KINDS = tuple(map(label, ConsultationKind))


@dataclass(frozen=True, slots=True)
class ConsultationRecord:
    """One consultation; ``kind`` is one of :data:`KINDS`, ``clues`` number and title of each, one a line. Empty fields
    are left for a hand."""

    title: str = ""
    kind: str = ""
    held_on: date | None = None
    place: str = ""
    organiser: str = ""
    participants: str = ""
    summary: str = ""
    clues: str = ""
    followed: str = ""
    recorder: str = ""


def consultation_sheet(paper: ConsultationRecord) -> FormSheet:
    """协商记录表 as a form."""
    return FormSheet(
        title="“百姓提案”协商记录表",
        left="",
        rows=(
            field_row("议题", paper.title, least=12),
            choice_row("协商形式", KINDS, paper.kind),
            pair_row(("时间", day_words(paper.held_on)), ("地点", paper.place)),
            field_row("组织单位", paper.organiser),
            field_row("参加人员", paper.participants, least=20),
            field_row("协商意见", paper.summary, grow=3, least=56),
            field_row("相关线索", paper.clues, grow=1, least=28),
            field_row("后续办理", paper.followed, grow=1, least=24),
            pair_row(("记录人", paper.recorder), ("组织单位\n签名", ""), least=13),
        ),
        below=("群众参加的只写人数，不写姓名和联系方式。",),
    )
