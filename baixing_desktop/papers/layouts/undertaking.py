"""承办单 (转办单) and 交办单: the sheet that goes with a clue through its handler's house (seed 八(三)1, 八(四)1)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.kinds import HandlerPart
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.outcomes import Outcome, Satisfaction
from baixing_desktop.papers.layouts.words import SIGNED_AND_DATED, day_words
from baixing_desktop.papers.sheet.form import FormSheet, choice_row, field_row, pair_row

OUTCOMES = tuple(map(label, Outcome))
SATISFACTION = ("A 满意", "B 基本满意", "C 不满意")
PARTS = tuple(map(label, HandlerPart))


def satisfaction_words(given: Satisfaction | None) -> str:
    """The one of :data:`SATISFACTION` that was given."""
    return "" if given is None else dict(zip(Satisfaction, SATISFACTION, strict=True))[given]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What one 承办单 says; empty fields are left for a hand. ``part`` is one of :data:`PARTS`.

    ``outcome`` is one of :data:`OUTCOMES`, ``satisfaction`` one of :data:`SATISFACTION`, or empty. ``assigned`` makes
    it a 交办单, which says what is asked of the body.
    """

    number: str
    title: str
    handler: str
    letter_number: str = ""
    part: str = ""
    issued_on: date | None = None
    taken_over_on: date | None = None
    due_on: date | None = None
    limited: bool = True
    outcome: str = ""
    reply: str = ""
    replied_on: date | None = None
    satisfaction: str = ""
    assigned: bool = False
    matter: str = "线索"


def undertaking_sheet(paper: Undertaking) -> FormSheet:
    """承办单 or 交办单 as a form."""
    limit = day_words(paper.due_on) if paper.limited else "未限定"
    least = 14 if paper.assigned else 22  # all on one page
    return FormSheet(
        title="“百姓提案”交办单" if paper.assigned else "“百姓提案”承办单",
        left=f"编号：{paper.number}",
        right=paper.letter_number,
        rows=(
            field_row("案由", paper.title),
            pair_row(("承办单位", paper.handler), ("交办日期", day_words(paper.issued_on))),
            choice_row("办理方式", PARTS, paper.part),
            *((field_row("交办要求", _asked(paper), signed=_FROM),) if paper.assigned else ()),
            pair_row(("接办日期", day_words(paper.taken_over_on)), ("答复时限", limit)),
            field_row("提案委意见", "", grow=2, least=least, signed=SIGNED_AND_DATED),
            field_row("拟办意见", "", grow=2, least=least, signed=SIGNED_AND_DATED),
            field_row("领导批示", "", grow=2, least=least, signed=SIGNED_AND_DATED),
            choice_row("办理结果", OUTCOMES, paper.outcome),
            field_row("办理情况", paper.reply, grow=3, least=26),
            choice_row("征求反映人\n意见", SATISFACTION, paper.satisfaction),
            pair_row(("反映人签名", ""), ("答复件\n送出日期", day_words(paper.replied_on)), least=13),
        ),
        below=(
            "注：1. 请自接办之日起1个月内答复；不属本单位职责的，请在收件后10日内说明理由退回，不得自行转办。",
            "2. 办理中请与反映人沟通；本单不附反映人联系方式，需要时请与区政协办公室联系。",
        ),
    )


_FROM = "海珠区政协办公室"


def _asked(paper: Undertaking) -> str:
    """What the assignment asks for; a limit only where one was set (domain decision 4)."""
    part = f"作为{paper.part}单位" if paper.part else ""
    limit = "，自接办之日起1个月内书面答复" if paper.limited else "，办结后书面答复"
    return f"现将上述{paper.matter}交由贵单位{part}研究办理{limit}；办理中请与反映人沟通，答复时一并说明反映人的意见。"
