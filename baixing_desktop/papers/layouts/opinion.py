"""征询意见表: what the citizen thinks of the answer and of how it came about (seed 八(四)1; A2, A3.2)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.papers.layouts.undertaking import OUTCOMES, SATISFACTION
from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.papers.sheet.form import FormSheet, choice_row, field_row, head_row, pair_row, sign_row


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is known before the citizen is asked; ``satisfaction`` if it was given by telephone and is recorded."""

    number: str
    title: str
    handler: str
    outcome: str = ""
    replied_on: date | None = None
    satisfaction: str = ""


def opinion_sheet(paper: Opinion) -> FormSheet:
    """征询意见表 as a form."""
    return FormSheet(
        title="“百姓提案”办理情况征询意见表",
        left=f"编号：{paper.number}",
        rows=(
            field_row("案由", paper.title),
            pair_row(("承办单位", paper.handler), ("答复日期", day_words(paper.replied_on))),
            choice_row("办理结果", OUTCOMES, paper.outcome),
            head_row("以下请反映人填写，在相应的方框内打“√”"),
            choice_row("走访情况", ("办理前走访", "办理中走访", "答复时走访", "没有走访")),
            choice_row("听取意见方式", ("面谈", "座谈会", "电话", "书信", "其他")),
            choice_row("办理人员态度", ("满意", "理解", "不满意")),
            choice_row("答复的针对性", ("有针对性", "基本有针对性", "没有针对性")),
            choice_row("分管领导答复", ("是", "否", "不了解")),
            choice_row("是否同意结果", ("同意", "理解", "保留", "不同意")),
            choice_row("总体评价", SATISFACTION, paper.satisfaction),
            field_row("意见和建议", "", grow=1, least=40),
            sign_row("反映人签名", date=day_words(None)),
        ),
        below=("请于收到之日起10日内交街道政协委员工作室或寄回区政协办公室。选“不满意”的，承办单位将重新办理一次。",),
    )
