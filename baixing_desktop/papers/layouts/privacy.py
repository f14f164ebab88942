"""Papers of data protection: 个人信息查阅件 (PIPL 45) and 个人信息事件情况表 (PIPL 57; safety P7, P15)."""

from dataclasses import dataclass
from datetime import date, datetime

from baixing_desktop.papers.layouts.words import SIGNED_AND_DATED, day_words, joined, moment_words
from baixing_desktop.papers.sheet.form import FormRow, FormSheet, choice_row, field_row, head_row, pair_row, sign_row


@dataclass(frozen=True, slots=True)
class HeldClue:
    """One clue of the person: what it says, which consents stand, who received the contact data, until when kept."""

    number: str
    title: str
    received_on: date | None
    analysis: str
    suggestions: str
    consents: tuple[str, ...]
    disclosed_to: tuple[str, ...]
    keep_until: date | None


@dataclass(frozen=True, slots=True)
class PersonFile:
    """All that is held about one person, in full: this paper is handed to that person only."""

    name: str
    phone: str
    address: str
    clues: tuple[HeldClue, ...]
    unit: str
    made_on: date
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class BreachSheet:
    """One incident: ``persons`` and ``clues`` are counts; no name stands on it."""

    happened: str
    found_at: datetime | None
    device: str
    unit: str
    kinds: tuple[str, ...]
    persons: int | None
    clues: int | None
    encrypted: bool | None
    cause: str = ""
    harm: str = ""
    measures: str = ""


KINDS = ("姓名", "联系电话", "联系地址", "线索内容", "附件")


def person_sheet(paper: PersonFile) -> FormSheet:
    """个人信息查阅件 as a form."""
    return FormSheet(
        title="个人信息查阅件",
        left=paper.unit,
        right=day_words(paper.made_on),
        rows=(
            head_row("本人信息"),
            pair_row(("姓名", paper.name), ("联系电话", paper.phone)),
            field_row("联系地址", paper.address),
            *([field_row("监护人", paper.guardian)] if paper.guardian else []),
            *(row for clue in paper.clues for row in _held(clue)),
            sign_row("申请人签名", "经办人签名"),
        ),
        below=(
            "本件列出工作室和区政协办公室保存的您的全部个人信息。您可以要求更正、补充、删除，或撤回同意。",
            "请妥善保管本件，不再需要时自行销毁。",
        ),
        note="含个人信息，只交本人",
    )


def _held(clue: HeldClue) -> tuple[FormRow, ...]:
    return (
        head_row(f"线索 {clue.number}"),
        field_row("标题", clue.title),
        pair_row(
            ("提出日期", day_words(clue.received_on, blank=False)),
            ("保存期限", day_words(clue.keep_until, blank=False) or "办结后按规定"),
        ),
        field_row("情况分析", clue.analysis),
        field_row("具体建议", clue.suggestions),
        field_row("您的同意", joined(clue.consents) or "没有"),
        field_row("已提供给", joined(clue.disclosed_to) or "没有提供给其他单位"),
    )


def breach_sheet(paper: BreachSheet) -> FormSheet:
    """个人信息事件情况表 as a form; what is not known is left for a hand."""
    found = moment_words(paper.found_at) if paper.found_at else day_words(None)
    protected = {True: "设备已加密", False: "设备未加密", None: ""}[paper.encrypted]
    return FormSheet(
        title="个人信息事件情况表",
        left=paper.unit,
        rows=(
            pair_row(("发现时间", found), ("设备", paper.device)),
            field_row("事件经过", paper.happened, grow=2, least=26),
            choice_row("个人信息种类", KINDS, *paper.kinds),
            pair_row(("涉及人数", _count(paper.persons, "人")), ("涉及线索", _count(paper.clues, "条"))),
            choice_row("保护情况", ("设备已加密", "设备未加密", "已停用该设备"), protected),
            field_row("原因", paper.cause, grow=1, least=20),
            field_row("可能的危害", paper.harm, grow=1, least=20),
            field_row("已采取的\n补救措施", paper.measures, grow=2, least=26),
            field_row("建议个人\n采取的措施", "", grow=1, least=20),
            choice_row("报告情况", ("已报网信部门", "已报公安机关", "已报上级单位", "不需要报告")),
            choice_row("通知个人", ("已逐一通知", "已公告", "不会造成危害，可以不通知")),
            field_row("负责人意见", "", grow=1, least=22, signed=SIGNED_AND_DATED),
        ),
        below=("依据《中华人民共和国个人信息保护法》第五十七条。发现后应立即补救，并通知主管部门和个人。",),
    )


def _count(number: int | None, unit: str) -> str:
    return "" if number is None else f"{number} {unit}"
