"""催办单: asks for an answer that is due or overdue (seed 八(四)2)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.layouts.words import BASIS, SIGNED_AND_DATED, day_words
from baixing_desktop.papers.sheet.form import FormSheet, field_row, head_row, pair_row


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder. ``ordinal`` counts those of the same letter from 1, ``today`` is the day it is written.

    ``own_number`` is its number in the letter register, ``letter_number`` that of the letter it reminds of.
    """

    number: str
    title: str
    handler: str
    letter_number: str
    today: date
    contact: str
    contact_phone: str = ""
    ordinal: int = 1
    issued_on: date | None = None
    taken_over_on: date | None = None
    due_on: date | None = None
    own_number: str = ""


def reminder_sheet(paper: Reminder) -> FormSheet:
    """催办单 as a form, with the place for the handler's answer."""
    return FormSheet(
        title="“百姓提案”催办单",
        left=f"第 {paper.ordinal} 次催办　{day_words(paper.today)}",
        right=paper.own_number,
        rows=(
            field_row("主送单位", paper.handler),
            pair_row(("线索编号", paper.number), ("原函号", paper.letter_number)),
            field_row("案由", paper.title),
            pair_row(("发函日期", day_words(paper.issued_on)), ("接办日期", day_words(paper.taken_over_on))),
            pair_row(("答复时限", day_words(paper.due_on)), ("时限情况", _standing(paper))),
            field_row("催办内容", _request(paper), grow=1, least=34, signed=_from(paper)),
            head_row("以下由承办单位填写，连同有关材料一并送回"),
            field_row("目前进展", "", grow=2, least=34),
            field_row("未能按时\n答复的原因", "", grow=1, least=24),
            pair_row(("预计答复日期", day_words(None)), ("联系人及电话", "")),
            field_row("负责人意见", "", grow=1, least=24, signed=SIGNED_AND_DATED),
        ),
    )


def _standing(paper: Reminder) -> str:
    if paper.due_on is None:
        return "未限定"
    days = (paper.today - paper.due_on).days
    return f"已超过 {days} 天" if days > 0 else f"还有 {-days} 天" if days else "今天到期"


def _request(paper: Reminder) -> str:
    late = paper.due_on is not None and paper.today > paper.due_on
    ask = (
        "上述线索已超过答复时限，请在收到本单后3个工作日内书面答复；确需延期的，请说明原因和预计答复日期。"
        if late
        else "请抓紧办理上述线索，在答复时限前书面答复；办理中遇到困难的，请及时沟通。"
    )
    return f"根据{BASIS}关于及时跟进“百姓提案”工作进度的要求，现就贵单位承办的线索催办如下：\n{ask}"


def _from(paper: Reminder) -> str:
    phone = f"，电话：{paper.contact_phone}" if paper.contact_phone else ""
    return f"海珠区政协办公室（联系人：{paper.contact}{phone}）"
