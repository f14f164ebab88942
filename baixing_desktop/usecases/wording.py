"""How a step of the office is told in Chinese, to the liaison and through her to the citizen."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.marks import MARK_WORDS, Marks
from baixing_desktop.domain.progress import ProgressStep, Published, Step
from baixing_desktop.domain.reference import Reference
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.store.checks import Check

CHECK_WORDS: Mapping[Check, str] = MappingProxyType(
    {
        Check.PAGES: "数据文件的页面损坏",
        Check.REFERENCES: "缺少被引用的记录",
        Check.AUDIT: "操作记录的链条断开",
        Check.LOG: "报送记录的链条断开",
        Check.ARRIVALS: "收到的报送记录链条断开",
        Check.NEWS: "下发消息的链条断开",
        Check.STATES: "办理状态与记录不符",
        Check.REVISIONS: "登记的原文被改动",
        Check.NUMBERS: "正式编号不连续",
        Check.SEARCH: "查找索引与线索不一致",
        Check.FIGURES: "统计数字与线索不一致",
    }
)
"""What each check says when it finds something."""


def contact_words(person: Contributor) -> str:
    """Who a contributor is and how to reach that person, in one line; empty when nothing is known."""
    guardian = f"监护人：{person.guardian}" if person.guardian else ""
    return "　".join(part for part in (person.name, person.phone, person.address, guardian) if part)


def step_sentence(step: ProgressStep, reference: Reference) -> tuple[str, str]:
    """A short sentence and its detail (may be empty); no contact data in either."""
    if step.resumed:
        return "区办恢复办理", step.reason or ""
    handler = reference.unit_name(step.handler) if step.handler else ""
    if step.published:
        return published_sentence(step.published, handler), step.text or ""
    outcome = label(step.outcome) if step.outcome else ""
    told: dict[Step, tuple[str, str]] = {
        Step.RECEIVED_AGAIN: ("区办已处理修改稿" if step.reason else "区办已收到补充", step.reason or ""),
        Step.ACCEPTED: ("区办已受理", f"正式编号 {step.formal_number}"),
        Step.RETURNED: ("退回补充", step.reason or ""),
        Step.DECLINED: ("不予采用", step.reason or ""),
        Step.CLASSIFIED: ("已分类", label(step.route) if step.route else ""),
        Step.FORWARDED: (f"已转送{handler}", "，".join(filter(None, (step.letter_number, step.reason)))),
        Step.TAKEN_OVER: (f"{handler}已接办", "，".join(filter(None, (_limit(step), step.reason)))),
        Step.REPLIED: (f"{handler}已答复：{outcome}", step.text or ""),
        Step.CONTACTED: ("已告知群众", "，".join(_contact_facts(step))),
        Step.CLOSED: ("已办结", step.reason or ""),
        Step.MERGED: ("已与相近线索并案办理", step.reason or ""),
        Step.UNMERGED: ("已撤销并案，单独办理", ""),
        Step.SPLIT: ("已拆分为几条分别办理", step.text or ""),
        Step.RETAINED: ("已留存", step.reason or ""),
        Step.TAKEN_UP: ("已重新启用", step.reason or ""),
        Step.RECONSIDERED: ("区办重新审核", step.reason or ""),
        Step.REOPENED: ("重新办理", step.reason or ""),
        Step.REASSIGNED: (f"已改由{handler}办理", ""),
        Step.EXTENDED: (f"{handler}延期答复", _limit(step)),
        Step.NOTED: (f"{handler}已阅知", ""),
        Step.REDONE: (f"{handler}重新办理", step.reason or ""),
        Step.ERASED: ("已按规定删除", "，".join(_erasure_facts(step))),
    }
    return told[step.step]


def published_sentence(published: Published, handler: str) -> str:
    """That a handler spoke in public, or that what was told of it holds no longer."""
    return f"{handler}已公开回应" if published is Published.RESPONDED else "先前登记的公开回应已取消"


def mark_words(marks: Marks, reference: Reference) -> str:
    """``重要、基层难以解决；主题 城建环资``; empty when the clue bears no mark."""
    named = "、".join(words for field, words in MARK_WORDS.items() if getattr(marks, field))
    theme = f"主题 {reference.themes.get(marks.theme, marks.theme)}" if marks.theme else ""
    return "；".join(filter(None, (named, theme)))


def recall_words(clue: Clue, line: Forwarding, caller: str) -> str:
    """What to say on the telephone to a handler that holds a copy of a withdrawn clue; no contact data."""
    day = short_date(line.issued_on) if line.issued_on else "前些时候"
    return (
        f"您好，我是海珠区政协办公室{caller}。{day}我办转给贵单位的{line.letter_number}函，"
        f"所附线索“{clue.content.title}”（{clue.number}），反映人已经撤回。"
        "请停止办理，不要再联系反映人；复印件和电子件请删除销毁，原件请退回我办。请问您贵姓？"
    )


def short_date(day: date) -> str:
    """``12月24日``: the way dates are told within the year."""
    return f"{day.month}月{day.day}日"


def _limit(step: ProgressStep) -> str:
    return f"应于 {short_date(step.due_on)} 前答复" if step.due_on else ""


def _contact_facts(step: ProgressStep) -> list[str]:
    facts = [label(step.channel)] if step.channel else []
    if step.told_on:
        facts.append(short_date(step.told_on))
    if step.satisfaction:
        facts.append(label(step.satisfaction))
    return facts


def _erasure_facts(step: ProgressStep) -> list[str]:
    return [label(fact) for fact in (step.ground, step.erased) if fact]


def state_words(workroom: ClueState | None, office: OfficeState | None, *, withdrawn: bool = False) -> str:
    """Where a clue stands, in one short phrase, the same on both sides.

    In the workroom its own state counts until the office has it; from then on what the office last said. One that the
    citizen took back is withdrawn on both sides at once.
    """
    if withdrawn:
        return label(OfficeState.WITHDRAWN)
    if workroom is None or (workroom is ClueState.ACKNOWLEDGED and office is not None):
        return label(office) if office else ""
    return label(workroom)
