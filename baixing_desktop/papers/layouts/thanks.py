"""采用反馈单: word to a contributor that the clue was adopted, with thanks (seed 八(五)2)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.labels import label
from baixing_desktop.papers.layouts.words import BASIS, day_words
from baixing_desktop.papers.sheet.form import FormSheet, choice_row, field_row, pair_row, sign_row

_CHANNELS = tuple(map(label, OpinionChannel))


@dataclass(frozen=True, slots=True)
class Thanks:
    """What is said to one contributor; ``adopted_as`` tells what the clue became."""

    number: str
    title: str
    name: str
    received_on: date | None
    adopted_on: date
    adopted_as: str
    told_by: str
    channel: str = ""
    fed_back_on: date | None = None
    reward: str = ""
    brand: bytes = b""
    """品牌标志 as PNG, if the office has one."""


def thanks_sheet(paper: Thanks) -> FormSheet:
    """采用反馈单 as a form."""
    words = (
        f"您提出的建议已于{day_words(paper.adopted_on)}被采用（{paper.adopted_as}）。"
        "感谢您关心海珠、建言献策，欢迎继续通过街道政协委员工作室提出“金点子”。"
    )
    return FormSheet(
        title="“百姓提案”线索采用反馈单",
        left=f"编号：{paper.number}",
        right=paper.told_by,
        brand=paper.brand,
        rows=(
            pair_row(("反映人", paper.name), ("提出日期", day_words(paper.received_on))),
            field_row("标题", paper.title),
            field_row("采用情况", words, grow=3, least=60),
            choice_row("反馈方式", _CHANNELS, paper.channel),
            pair_row(("反馈日期", day_words(paper.fed_back_on)), ("激励方式", paper.reward)),
            field_row("您的意见", "", grow=2, least=30),
            sign_row("反映人签名", date=day_words(None)),
        ),
        below=(f"依据{BASIS}八（五）2：群众实名提供线索如被采用，以适当方式反馈、激励。",),
    )
