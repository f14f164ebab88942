"""答复告知单: what became of a clue, for the citizen who gave it (seed 八(四)1, 八(五)2)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import ContactChannel
from baixing_desktop.papers.layouts.undertaking import OUTCOMES, SATISFACTION
from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.papers.sheet.form import FormSheet, choice_row, field_row, pair_row, sign_row

CHANNELS = tuple(map(label, ContactChannel))


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one citizen, whose ``name`` is all that is said of the person; empty for an anonymous one."""

    number: str
    title: str
    name: str
    received_on: date | None
    handler: str
    reply: str
    told_by: str
    outcome: str = ""
    replied_on: date | None = None
    channel: str = ""
    told_on: date | None = None
    person: str = ""


def answer_sheet(paper: Answer) -> FormSheet:
    """答复告知单 as a form."""
    return FormSheet(
        title="“百姓提案”线索办理情况告知单",
        left=f"编号：{paper.number}",
        right=paper.told_by,
        rows=(
            pair_row(("反映人", paper.name or "匿名"), ("提出日期", day_words(paper.received_on))),
            field_row("标题", paper.title),
            pair_row(("承办单位", paper.handler), ("答复日期", day_words(paper.replied_on))),
            choice_row("办理结果", OUTCOMES, paper.outcome),
            field_row("答复内容", paper.reply, grow=4, least=60),
            choice_row("告知方式", CHANNELS, paper.channel),
            pair_row(("告知人", paper.person), ("告知日期", day_words(paper.told_on))),
            choice_row("您的评价", SATISFACTION),
            field_row("您的意见", "", grow=1, least=22),
            sign_row("反映人签名", date=day_words(None)),
        ),
        below=("感谢您为海珠发展建言献策。对办理结果有疑问的，可以向接收线索的街道政协委员工作室提出。",),
    )
