"""The sense of the office's page 选题与试点."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from baixing_desktop.changes import Changes
from baixing_desktop.domain.gathering import Topic
from baixing_desktop.domain.kinds import PilotKind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Pilot
from baixing_desktop.domain.states import Action, Need, PilotTopicState, TopicState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.domain.workflow import PILOT, PILOT_TOPIC, TOPIC
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.pilots import PilotForm, Step, advance_pilot, all_pilots, save_pilot, take_first_list
from baixing_desktop.usecases.topics import (
    TopicForm,
    TopicLine,
    all_topics,
    approve_pilot_topics,
    approve_topic,
    cancel_topic,
    close_topic,
    deselect_topic,
    publish_topic,
    remove_topic,
    save_topic,
    select_topic,
    take_back_topic,
)
from ui.asking import Answers, Ask
from ui.words import say_day

_OPEN, _MONTH, _QUARTER, _YEAR = "", "month", "quarter", "year"
UNTIL = ((_OPEN, "长期征集"), (_MONTH, "征集一个月"), (_QUARTER, "征集三个月"), (_YEAR, "到今年年底"))
_DAYS = MappingProxyType({_MONTH: 30, _QUARTER: 91})
_PROPOSERS = (UnitKind.OFFICE, UnitKind.COMMITTEE, UnitKind.PARTICIPANT)
TOPIC_ACTIONS = (
    Action.APPROVE_TOPIC, Action.PUBLISH, Action.CLOSE_TOPIC, Action.CANCEL_TOPIC, Action.TAKE_BACK,
)  # fmt: skip
PILOT_TOPIC_ACTIONS = (Action.SELECT, Action.DESELECT, Action.APPROVE_PILOT)
PILOT_ACTIONS = (
    Action.SUBMIT_TO_MEETING, Action.APPROVE_PILOT, Action.SEND_BACK, Action.START, Action.EXTEND, Action.END,
    Action.TAKE_BACK,
)  # fmt: skip
_DAY_WORDS: Mapping[Action, str] = MappingProxyType(
    {
        Action.APPROVE_PILOT: "会议日期", Action.START: "启动日期", Action.EXTEND: "延长到", Action.END: "结束日期",
        Action.CLOSE_TOPIC: "结束日期",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PilotLine:
    """A pilot with the names of its unit and community."""

    kept: Pilot
    where: str


class TopicsPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.decides = may(desk, "topics.approve_topic")

    # -- topics

    def topics(self) -> tuple[TopicLine, ...]:
        """Every topic."""
        return all_topics(self._desk)

    def topic_asks(self, known: Topic | None) -> tuple[Ask, ...]:
        """What is written down of a topic."""
        reference = self._desk.reference
        units = [unit for kind in _PROPOSERS for unit in reference.units_of(kind)]
        proposer = known.proposed_by if known else self._desk.unit_code
        return (
            Ask("title", "选题", known.title if known else "", needed=True, hint="向群众征集什么方面的“金点子”"),
            Ask("by", "推荐单位", proposer, tuple((unit.code, unit.name) for unit in units)),
            Ask("city", "来自", "city" if known and known.city else "own", (("own", "本区"), ("city", "市政协选题"))),
            Ask("note", "说明", known.note if known else "", long=True, hint="给工作室看的说明，可以不写"),
        )

    def save_topic(self, got: Answers, known: Topic | None) -> tuple[Topic, Changes]:
        """Write a topic down."""
        return save_topic(self._desk, TopicForm(got["title"], got["by"], got["note"], got["city"] == "city"), known)

    def remove_topic(self, topic: Topic) -> tuple[Topic, Changes]:
        """Take it out."""
        return remove_topic(self._desk, topic)

    def restore_topic(self, topic: Topic) -> tuple[Topic, Changes]:
        """Put back what was taken out."""
        return save_topic(self._desk, TopicForm(topic.title, topic.proposed_by, topic.note, topic.city))

    def may_topic(self, topic: Topic, action: Action) -> bool:
        """Whether table and post allow it now."""
        role = self._desk.role
        if action is Action.TAKE_BACK and topic.pilot_state is PilotTopicState.APPROVED:
            return PILOT_TOPIC.may(topic.pilot_state, action, role)
        if action in PILOT_TOPIC_ACTIONS:
            return topic.pilot_state is not None and PILOT_TOPIC.may(topic.pilot_state, action, role)
        return TOPIC.may(topic.state, action, role)

    def asks(self, action: Action) -> tuple[Ask, ...]:
        """What a step needs; nothing for some."""
        today = self._desk.today()
        if action is Action.PUBLISH:
            return (Ask("on", "开始日期", day=today), Ask("until", "征集到", _OPEN, UNTIL))
        if action in (Action.CANCEL_TOPIC, Action.DESELECT):
            return (Ask("reason", "理由", needed=True),)
        if action is Action.TAKE_BACK:
            return (Ask("reason", "理由", needed=True, hint="延长过几次的，一次全部撤回"),)
        rows = (*TOPIC.transitions, *PILOT_TOPIC.transitions, *PILOT.transitions)
        needs = next(row.needs for row in rows if row.action is action)
        meeting = Ask("meeting", "会议", needed=True, hint="例如：区政协第20次主席会议")
        asks = [meeting] if Need.MEETING in needs else []
        if Need.DATE in needs:
            asks.append(Ask("on", _DAY_WORDS[action], day=today))
        if Need.REASON in needs:
            asks.append(Ask("reason", "理由", needed=True))
        if action is Action.END:
            asks.append(Ask("experience", "经验", long=True, hint="试点取得的经验，可以不写"))
        return tuple(asks)

    def topic_step_asks(self, action: Action) -> tuple[Ask, ...]:
        """What a step of a topic needs; nothing for some."""
        return () if action is Action.TAKE_BACK else self.asks(action)

    def undo_topic(self, was: Topic, action: Action, done: Any) -> Callable[[], tuple[object, Changes]] | None:
        """What takes a step of a topic back at once, exactly to what stood there; None for the others."""
        if action is Action.APPROVE_PILOT:
            return lambda: take_back_topic(self._desk, done[0], was=was)
        if action in (Action.APPROVE_TOPIC, Action.CLOSE_TOPIC, Action.CANCEL_TOPIC):
            return lambda: take_back_topic(self._desk, done, was=was)
        return None

    def step_topic(self, topic: Topic, action: Action, got: Answers) -> tuple[object, Changes]:
        """One step of a topic."""
        desk = self._desk
        steps: dict[Action, Callable[[], tuple[object, Changes]]] = {
            Action.APPROVE_TOPIC: lambda: approve_topic(desk, topic),
            Action.PUBLISH: lambda: publish_topic(desk, topic, _day(got), _until(_day(got), got["until"])),
            Action.CLOSE_TOPIC: lambda: close_topic(desk, topic, _day(got)),
            Action.CANCEL_TOPIC: lambda: cancel_topic(desk, topic, got["reason"]),
            Action.TAKE_BACK: lambda: take_back_topic(desk, topic),
            Action.SELECT: lambda: select_topic(desk, topic),
            Action.DESELECT: lambda: deselect_topic(desk, topic, got["reason"]),
            Action.APPROVE_PILOT: lambda: approve_pilot_topics(desk, [topic], got["meeting"], _day(got)),
        }
        return steps[action]()

    def topic_words(self, line: TopicLine) -> str:
        """``征集中，到12月31日　区政协提案委　3 条线索``."""
        one, today = line.kept, self._desk.today()
        state = label(one.state)
        if one.state is TopicState.PUBLISHED and one.closes_on is not None:
            state += f"，到{say_day(one.closes_on, today)}"
        pilot = f"　试点议题：{label(one.pilot_state)}" if one.pilot_state else ""
        proposer = "市政协选题" if one.city else line.proposer
        return f"{one.year}年　{state}　{proposer}　{line.clues} 条线索{pilot}"

    def topic_story(self, line: TopicLine) -> str:
        """What is known of it, in sentences."""
        one, today = line.kept, self._desk.today()
        parts = [f"{say_day(one.suggested_on, today)}推荐"]
        if one.opens_on is not None:
            last = f"，到{say_day(one.closes_on, today)}截止" if one.closes_on else "，长期征集"
            parts.append(f"{say_day(one.opens_on, today)}开始征集{last}")
        if one.reason:
            parts.append(f"理由：{one.reason}")
        return "；".join(parts) + "。"

    # -- pilots

    def pilots(self) -> tuple[PilotLine, ...]:
        """Every pilot."""
        reference = self._desk.reference

        def where(one: Pilot) -> str:
            if one.kind is not PilotKind.STREET:
                return reference.unit_name(one.unit) if one.unit else ""
            return reference.community_name(one.community) if one.community else "社区待定"

        return tuple(PilotLine(one, where(one)) for one in all_pilots(self._desk))

    def take_first(self) -> tuple[int, Changes]:
        """Enter what 附件2 proposes."""
        return take_first_list(self._desk)

    def pilot_asks(self, known: Pilot | None) -> tuple[Ask, ...]:
        """What is written down of a pilot; the community is chosen once the street is known."""
        reference = self._desk.reference
        units = [u for kind in (UnitKind.WORKROOM, UnitKind.DIRECT_POINT) for u in reference.units_of(kind)]
        kinds = tuple((kind.value, label(kind)) for kind in PilotKind if kind is not PilotKind.TOPIC)
        asks = [
            Ask("kind", "类别", known.kind.value if known else PilotKind.STREET.value, kinds),
            Ask("name", "名称", known.name if known else "", needed=True),
            Ask("unit", "单位", known.unit or "" if known else "", (("", "没有"), *((u.code, u.name) for u in units))),
        ]
        if known is not None and known.kind is PilotKind.STREET and known.unit:
            here = tuple((one.code, one.name) for one in reference.communities_of(known.unit))
            asks.append(Ask("community", "社区", known.community or "", (("", "待定"), *here)))
        return tuple(asks)

    def save_pilot(self, got: Answers, known: Pilot | None) -> tuple[Pilot, Changes]:
        """Write a pilot down."""
        form = PilotForm(PilotKind(got["kind"]), got["name"], got["unit"] or None, got.get("community") or None)
        return save_pilot(self._desk, form, known)

    def may_pilot(self, pilot: Pilot, action: Action) -> bool:
        """Whether table and post allow it now."""
        return PILOT.may(pilot.state, action, self._desk.role)

    def step_pilot(self, pilot: Pilot, action: Action, got: Answers) -> tuple[Pilot, Changes]:
        """One step of a pilot."""
        on = date.fromisoformat(got["on"]) if "on" in got else None
        step = Step(got.get("meeting", ""), on, got.get("reason", ""), got.get("experience", ""))
        return advance_pilot(self._desk, pilot, action, step)

    def pilot_story(self, line: PilotLine) -> str:
        """What happened so far, in sentences."""
        one, today = line.kept, self._desk.today()
        days = (
            ("拟定", one.proposed_on), ("审定", one.approved_on), ("启动", one.started_on),
            ("结束", one.ended_on),
        )  # fmt: skip
        parts = [f"{say_day(day, today)}{words}" for words, day in days if day is not None]
        if one.extended_until is not None:
            parts.append(f"延长到{say_day(one.extended_until, today)}")
        more = [f"会议：{one.meeting}"] if one.meeting else []
        more += [f"理由：{one.reason}"] if one.reason else []
        return "；".join([*parts, *more]) + "。"


def _day(got: Answers) -> date:
    return date.fromisoformat(got["on"])


def _until(begin: date, code: str) -> date | None:
    if code == _YEAR:
        return date(begin.year, 12, 31)
    return begin + timedelta(days=_DAYS[code]) if code in _DAYS else None
