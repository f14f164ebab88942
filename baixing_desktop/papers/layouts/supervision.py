"""督办记录表 and 回头看记录表 (seed 八(四)2, 八(四)3; A3.2)."""

from dataclasses import dataclass
from datetime import date

from baixing_desktop.domain.kinds import SupervisionForm
from baixing_desktop.domain.labels import label
from baixing_desktop.papers.layouts.words import day_words
from baixing_desktop.papers.sheet.form import FormSheet, choice_row, field_row, pair_row, sign_row

FORMS = tuple(map(label, SupervisionForm))
METHODS = ("听取汇报", "查阅资料", "走访座谈", "现场勘查")
OFFICES = ("区政协办公室", "区委办公室", "区政府办公室")
CHECKED = ("已落实", "继续落实", "未落实")


@dataclass(frozen=True, slots=True)
class SupervisionRecord:
    """One round of 督办; ``form`` is one of :data:`FORMS`. Empty fields are left for a hand."""

    number: str
    title: str
    handler: str
    form: str = ""
    held_on: date | None = None
    place: str = ""
    led_by: str = ""
    participants: str = ""
    findings: str = ""
    conclusion: str = ""
    next_on: date | None = None
    recorder: str = ""


@dataclass(frozen=True, slots=True)
class LookBackRecord:
    """One check of what was promised; ``methods`` and ``offices`` are of :data:`METHODS` and :data:`OFFICES`."""

    number: str
    title: str
    handler: str
    promised_on: date | None = None
    promise: str = ""
    checked_on: date | None = None
    methods: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    participants: str = ""
    findings: str = ""
    result: str = ""
    new_date: date | None = None
    reason: str = ""
    recorder: str = ""


def supervision_sheet(paper: SupervisionRecord) -> FormSheet:
    """督办记录表 as a form."""
    return FormSheet(
        title="“百姓提案”督办记录表",
        left=f"编号：{paper.number}",
        rows=(
            field_row("案由", paper.title),
            pair_row(("承办单位", paper.handler), ("牵头部门", paper.led_by)),
            choice_row("督办形式", FORMS, paper.form),
            pair_row(("时间", day_words(paper.held_on)), ("地点", paper.place)),
            field_row("参加人员", paper.participants, least=16),
            field_row("办理进展", paper.findings, grow=3, least=50),
            field_row("督办意见", paper.conclusion, grow=2, least=40),
            pair_row(("下次时间", day_words(paper.next_on)), ("记录人", paper.recorder)),
            sign_row("督办负责人\n签名", "承办单位\n签名"),
        ),
    )


def look_back_sheet(paper: LookBackRecord) -> FormSheet:
    """回头看记录表 as a form."""
    return FormSheet(
        title="“百姓提案”办理“回头看”记录表",
        left=f"编号：{paper.number}",
        rows=(
            field_row("案由", paper.title),
            pair_row(("承办单位", paper.handler), ("承诺完成日期", day_words(paper.promised_on))),
            field_row("原答复要点", paper.promise, least=24, grow=1),
            choice_row("组织单位", OFFICES, *paper.offices),
            choice_row("检查方式", METHODS, *paper.methods),
            pair_row(("检查日期", day_words(paper.checked_on)), ("记录人", paper.recorder)),
            field_row("参加人员", paper.participants, least=14),
            field_row("检查情况", paper.findings, grow=3, least=46),
            choice_row("检查结果", CHECKED, paper.result),
            field_row("未落实原因", paper.reason, least=20, grow=1),
            pair_row(("新的完成日期", day_words(paper.new_date)), ("群众评价", "")),
            sign_row("检查负责人\n签名", "承办单位\n签名"),
        ),
    )
