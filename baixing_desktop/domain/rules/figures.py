"""Every figure of 统计 in one place: what it counts and by which clause of the seed (八, 九; F53).

A figure counts clues, never lines or letters, so it is always the length of the list behind it. A clue belongs to the
period in which it was received from the citizen (else entered); what is counted is how far it has come by now.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Figure(StrEnum):
    """What is counted."""

    COLLECTED = "collected"
    ACCEPTED = "accepted"
    CLASSIFIED = "classified"
    FORWARDED = "forwarded"
    ASSIGNED = "assigned"
    REPLIED = "replied"
    CONCLUDED = "concluded"
    PROPOSAL = "proposal"
    SPEECH = "speech"
    CITY = "city"
    RESULT_USE = "result_use"
    PUBLIC_RESPONSE = "public_response"
    CONSULTED = "consulted"
    RETAINED = "retained"
    RETURNED = "returned"
    DECLINED = "declined"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    RESOLVED = "resolved"
    PLANNED = "planned"
    REFERENCE = "reference"
    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    DISSATISFIED = "dissatisfied"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a figure is called, what it counts, and the clause it comes from."""

    title: str
    counts: str
    clause: str


MEANINGS: Mapping[Figure, Meaning] = MappingProxyType(
    {
        Figure.COLLECTED: Meaning("收集", "期间内收到的全部线索，草稿不算", "八（二）"),
        Figure.ACCEPTED: Meaning("采用", "已受理，没有留存备查的", "八（二）"),
        Figure.CLASSIFIED: Meaning("分类处理", "已按六条去向分类的", "八（三）"),
        Figure.FORWARDED: Meaning("转送", "至少发出过一份转送函的", "八（三）1"),
        Figure.ASSIGNED: Meaning("交办", "至少有一份提案交办件发出的", "九（二）3"),
        Figure.REPLIED: Meaning("已答复", "至少有一个承办单位已经答复的", "八（四）1"),
        Figure.CONCLUDED: Meaning("办结", "已办结或归档的", "八（四）"),
        Figure.PROPOSAL: Meaning("形成提案", "写入至少一件已立案提案的", "八（三）1"),
        Figure.SPEECH: Meaning("大会发言", "形成大会发言并已提交的", "八（三）1"),
        Figure.CITY: Meaning("报市政协", "已向市政协报送的", "八（三）2"),
        Figure.RESULT_USE: Meaning("成果转化", "转化为党委政府决策、民生实项目等的", "八（四）2"),
        Figure.PUBLIC_RESPONSE: Meaning("公开回应", "有承办单位通过公开渠道回应的", "八（四）2"),
        Figure.CONSULTED: Meaning("协商", "在至少一次协商中提出或研究过的", "二"),
        Figure.RETAINED: Meaning("留存", "现在留存备查的", "八（二）"),
        Figure.RETURNED: Meaning("退回补充", "现在退回工作室补充的", "八（二）"),
        Figure.DECLINED: Meaning("不予采用", "审核后不予采用的", "八（二）"),
        Figure.MERGED: Meaning("并案", "并入另一条线索的", "八（二）"),
        Figure.WITHDRAWN: Meaning("撤回", "反映人撤回的", "八（二）"),
        Figure.ON_TIME: Meaning("按期答复", "有承办单位在时限内答复的", "八（四）1"),
        Figure.LATE: Meaning("逾期答复", "有承办单位超过时限才答复的", "八（四）1"),
        Figure.OVERDUE: Meaning("超期未复", "有承办单位到今天超过时限还没有答复的", "八（四）1"),
        Figure.RESOLVED: Meaning("A 已解决", "有答复的结果是 A（已解决或采纳）的", "八（四）1"),
        Figure.PLANNED: Meaning("B 列入计划", "有答复的结果是 B（列入计划逐步解决）的", "八（四）1"),
        Figure.REFERENCE: Meaning("C 留作参考", "有答复的结果是 C（暂不能解决或留作参考）的", "八（四）1"),
        Figure.SATISFIED: Meaning("满意", "反映人对答复表示满意的", "八（四）1"),
        Figure.FAIRLY: Meaning("基本满意", "反映人对答复表示基本满意的", "八（四）1"),
        Figure.DISSATISFIED: Meaning("不满意", "反映人对答复表示不满意的", "八（四）1"),
    }
)
"""By figure, in the order in which they are shown. 一条线索有几个承办单位时，可能同时算在几项里。"""

FUNNEL = (Figure.COLLECTED, Figure.ACCEPTED, Figure.FORWARDED, Figure.ASSIGNED, Figure.REPLIED, Figure.CONCLUDED)
RESULTS = (
    Figure.PROPOSAL, Figure.SPEECH, Figure.CITY, Figure.RESULT_USE, Figure.PUBLIC_RESPONSE, Figure.CONSULTED,
)  # fmt: skip
ENDS = (Figure.RETAINED, Figure.RETURNED, Figure.DECLINED, Figure.MERGED, Figure.WITHDRAWN)
TIMELY = (Figure.ON_TIME, Figure.LATE, Figure.OVERDUE)
OUTCOMES = (Figure.RESOLVED, Figure.PLANNED, Figure.REFERENCE)
SATISFACTION = (Figure.SATISFIED, Figure.FAIRLY, Figure.DISSATISFIED)


class Dimension(StrEnum):
    """By what the figures can be told apart."""

    STREET = "street"
    SOURCE = "source"
    THEME = "theme"
    TOPIC = "topic"
    HANDLER = "handler"


DIMENSIONS: Mapping[Dimension, str] = MappingProxyType(
    {
        Dimension.STREET: "收集单位",
        Dimension.SOURCE: "来源",
        Dimension.THEME: "主题",
        Dimension.TOPIC: "选题",
        Dimension.HANDLER: "承办单位",
    }
)
"""Their names. 承办单位: a clue counts for each unit that was sent it, with that unit's own letters only."""

Counts = Mapping[Figure, int]
"""Clues by figure; every figure is there."""


class Stage(StrEnum):
    """A stage of handling whose length is measured on every letter that has both its ends."""

    TO_ISSUE = "to_issue"
    TO_TAKE_OVER = "to_take_over"
    TO_REPLY = "to_reply"
    TO_TELL = "to_tell"


STAGES: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.TO_ISSUE: "收集到发函",
        Stage.TO_TAKE_OVER: "发函到接办",
        Stage.TO_REPLY: "接办到答复",
        Stage.TO_TELL: "答复到告知群众",
    }
)


@dataclass(frozen=True, slots=True)
class StageDays:
    """How long a stage took: ``letters`` that have passed it, ``days`` of them all together, the ``longest``."""

    letters: int = 0
    days: int = 0
    longest: int = 0

    @property
    def mean(self) -> float | None:
        """Days on average; None without any."""
        return self.days / self.letters if self.letters else None


def share(part: int, whole: int) -> float | None:
    """``part`` of ``whole``; None of nothing."""
    return part / whole if whole else None


def punctuality(counts: Counts) -> float | None:
    """按期率: answered in time, of all whose limit has been kept or missed."""
    return share(counts[Figure.ON_TIME], sum(counts[figure] for figure in TIMELY))
