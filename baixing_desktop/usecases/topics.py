"""选题 at the office: proposing, approving, publishing, closing; the pilot list (SM8; seed 八(一), 九(一)4, 附件2).

Every function that changes a topic raises, besides what it names:
    ConflictError: ``CHANGED_MEANWHILE``: the topic is no longer the one that was read.
    IllegalActionError: the transition table has no such row, or something is not given.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.gathering import ClueContext, Topic
from baixing_desktop.domain.states import Action, Need, PilotTopicState, TopicState
from baixing_desktop.domain.text import clean_text, one_line
from baixing_desktop.domain.workflow import PILOT_TOPIC, TOPIC
from baixing_desktop.errors import IllegalActionError, InputError
from baixing_desktop.ids import new_id
from baixing_desktop.store.store import Transaction
from baixing_desktop.usecases.days import not_after
from baixing_desktop.usecases.desk import Desk, note
from baixing_desktop.usecases.officework import given_text
from baixing_desktop.usecases.permissions import intention

PILOT_TOPICS = 2
"""试点议题 6 个，建议从中选 2 个 (seed 附件2)."""


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic, who proposed it in words, and how many clues answer it."""

    kept: Topic
    proposer: str
    clues: int


@dataclass(frozen=True, slots=True)
class TopicForm:
    """What is written down of a topic; ``proposed_by`` is a unit code, ``city`` marks a topic of the city CPPCC."""

    title: str
    proposed_by: str
    note: str = ""
    city: bool = False


@intention
def topic_titles(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Identity and title of every topic, with its year; the newest first."""
    with desk.store.reading() as tx:
        return tuple((one.id, f"{one.title}（{one.year}年）") for one in tx.of(Topic).where(order="-year title"))


@intention
def all_topics(desk: Desk) -> tuple[TopicLine, ...]:
    """Every topic, the newest year first; within it what still needs a step first."""
    order = list(TopicState)
    with desk.store.reading() as tx:
        yields = tx.of(ClueContext).counts("topic_id")
        found = sorted(tx.of(Topic).where(order="title"), key=lambda one: (-one.year, order.index(one.state)))
        return tuple(TopicLine(one, desk.reference.unit_name(one.proposed_by), yields.get(one.id, 0)) for one in found)


@intention
def save_topic(desk: Desk, form: TopicForm, known: Topic | None = None) -> tuple[Topic, Changes]:
    """推荐选题 of this year, or change ``known`` as long as nothing was decided.

    Raises:
        InputError: ``INPUT_MISSING``: no title; ``INPUT_INVALID``: another topic of the year bears it;
            ``UNIT_UNKNOWN``.
        IllegalActionError: it was decided on already.
    """
    title = one_line(clean_text(form.title))
    if not title:
        raise InputError("INPUT_MISSING", fields="选题")
    proposer = desk.reference.unit(form.proposed_by).code
    with desk.store.writing() as tx:
        year = known.year if known else desk.today().year
        if any(known is None or one.id != known.id for one in tx.of(Topic).where(year=year, title=title)):
            raise InputError("INPUT_INVALID", field="选题", reason="这一年已有同名的选题")
        words = clean_text(form.note).strip()
        if known is None:
            state = TOPIC.begin(TopicState.SUGGESTED)
            kept = Topic(new_id(), year, title, state, proposer, desk.today(), words, city=form.city)
            tx.of(Topic).add(kept)
        else:
            _require_suggested(known, "修改")
            kept = replace(
                known, title=title, proposed_by=proposer, note=words, city=form.city, version=known.version + 1
            )
            tx.of(Topic).save(kept)
        note(desk, tx, "save_topic", Kind.TOPIC, kept.id)
    return kept, Changes.of(Kind.TOPIC, kept.id)


@intention
def remove_topic(desk: Desk, topic: Topic) -> tuple[Topic, Changes]:
    """Take a topic out that was proposed by mistake, as long as nothing was decided and no clue answers it.

    Raises:
        IllegalActionError: it was decided on already, or clues answer it.
    """
    with desk.store.writing() as tx:
        _require_suggested(topic, "删除")
        if tx.of(ClueContext).count(topic_id=topic.id):
            raise IllegalActionError(
                "ACTION_NOT_POSSIBLE", subject="选题", state="已有线索", action="删除", possible="取消"
            )
        tx.of(Topic).remove(topic)
        note(desk, tx, "remove_topic", Kind.TOPIC, topic.id)
    return topic, Changes.of(Kind.TOPIC, topic.id)


@intention
def approve_topic(desk: Desk, topic: Topic) -> tuple[Topic, Changes]:
    """审定选题."""
    return _moved(desk, topic, Action.APPROVE_TOPIC)


@intention
def publish_topic(desk: Desk, topic: Topic, opens_on: date, closes_on: date | None = None) -> tuple[Topic, Changes]:
    """发布选题: from ``opens_on`` the workrooms call for clues on it, until ``closes_on`` if a day is set.

    Raises:
        InputError: ``INPUT_INVALID``: it would close before it opens.
    """
    if closes_on is not None and closes_on < opens_on:
        raise InputError("INPUT_INVALID", field="截止日期", reason="早于开始日期")
    return _moved(desk, replace(topic, opens_on=opens_on, closes_on=closes_on), Action.PUBLISH, Need.DATE)


@intention
def close_topic(desk: Desk, topic: Topic, on: date) -> tuple[Topic, Changes]:
    """结束征集 on a day.

    Raises:
        InputError: ``INPUT_INVALID``: before it opened.
    """
    if topic.opens_on is not None and on < topic.opens_on:
        raise InputError("INPUT_INVALID", field="结束日期", reason="早于开始日期")
    return _moved(desk, replace(topic, closes_on=on), Action.CLOSE_TOPIC, Need.DATE)


@intention
def cancel_topic(desk: Desk, topic: Topic, reason: str) -> tuple[Topic, Changes]:
    """取消选题, with the reason."""
    reason, given = given_text(reason, Need.REASON)
    return _moved(desk, replace(topic, reason=reason), Action.CANCEL_TOPIC, *given)


@intention
def select_topic(desk: Desk, topic: Topic) -> tuple[Topic, Changes]:
    """选定 a topic of the pilot list; two are enough (seed 附件2).

    Raises:
        IllegalActionError: ``ACTION_BARRED``: as many as wanted are chosen; the topic is not on the pilot list.
    """
    _require_on_list(topic, Action.SELECT)
    with desk.store.writing() as tx:
        taken = tx.of(Topic).count(pilot_state=(PilotTopicState.SELECTED, PilotTopicState.APPROVED))
        if taken >= PILOT_TOPICS and topic.pilot_state is PilotTopicState.PROPOSED:
            raise IllegalActionError(
                "ACTION_BARRED", action="选定", reason=f"已选定{PILOT_TOPICS}个试点议题", todo="请先取消选定其中一个"
            )
        kept = _piloted(desk, tx, topic, Action.SELECT)
    return kept, Changes.of(Kind.TOPIC, kept.id)


@intention
def deselect_topic(desk: Desk, topic: Topic, reason: str) -> tuple[Topic, Changes]:
    """取消选定, with the reason."""
    _require_on_list(topic, Action.DESELECT)
    reason, given = given_text(reason, Need.REASON)
    with desk.store.writing() as tx:
        kept = _piloted(desk, tx, replace(topic, reason=reason), Action.DESELECT, *given)
    return kept, Changes.of(Kind.TOPIC, kept.id)


@intention
def approve_pilot_topics(
    desk: Desk, topics: Sequence[Topic], meeting: str, on: date
) -> tuple[tuple[Topic, ...], Changes]:
    """提交区政协相关会议审议确定: the meeting approved the chosen topics (seed 九(一)4). What it decided stands with
    each topic.

    Raises:
        InputError: ``INPUT_INVALID``: a day still to come.
    """
    not_after(on, desk.today(), "会议日期")
    meeting, given = given_text(meeting, Need.MEETING)
    words = f"{on.year}年{on.month}月{on.day}日{meeting}审定为试点议题。"
    with desk.store.writing() as tx:
        kept = tuple(
            _piloted(
                desk, tx, replace(one, note=f"{one.note}\n{words}".strip()), Action.APPROVE_PILOT, Need.DATE, *given
            )
            for one in topics
        )
    return kept, Changes.of(Kind.TOPIC, *(one.id for one in kept))


@intention
def take_back_topic(desk: Desk, topic: Topic, *, was: Topic | None = None) -> tuple[Topic, Changes]:
    """撤回上一步登记: 审定, 结束征集 or 取消, or that the meeting approved it as a pilot topic (decision 0048).

    ``was`` is the topic as it was read before the step: exactly that comes back if nothing was done in between. Without
    it the day until which it was to be open is not known.

    Raises:
        IllegalActionError: also of one that is published: the workrooms have heard of it.
    """
    with desk.store.writing() as tx:
        exact = was is not None and (was.id, was.version) == (topic.id, topic.version - 1)
        before = was if was is not None and exact else _before(tx, topic)
        if topic.pilot_state is not None and before.pilot_state is not topic.pilot_state:
            state = PILOT_TOPIC.advance(topic.pilot_state, Action.TAKE_BACK, desk.role, target=before.pilot_state)
            told = {"pilot": state.value}
        else:
            state = TOPIC.advance(topic.state, Action.TAKE_BACK, desk.role, target=before.state)
            told = {"was": topic.state.value, "state": state.value}
        kept = replace(before, version=topic.version + 1)
        tx.of(Topic).save(kept)
        note(desk, tx, Action.TAKE_BACK, Kind.TOPIC, kept.id, **told)
    return kept, Changes.of(Kind.TOPIC, kept.id)


def _before(tx: Transaction, topic: Topic) -> Topic:
    """The topic before its last step, apart from its version; the same where nothing can be taken back."""
    steps = [one.detail for one in tx.audit.of_object(topic.id) if one.detail.keys() & {"state", "pilot"}]
    undecided = topic.state in (TopicState.SUGGESTED, TopicState.PUBLISHED)
    if topic.pilot_state is PilotTopicState.APPROVED and (undecided or (steps and "pilot" in steps[-1])):
        # The line that says which meeting approved it goes too.
        return replace(topic, pilot_state=PilotTopicState.SELECTED, note=topic.note.rpartition("\n")[0])
    match topic.state:
        case TopicState.APPROVED:
            return replace(topic, state=TopicState.SUGGESTED)
        case TopicState.CLOSED:
            return replace(topic, state=TopicState.PUBLISHED, closes_on=None)
        case TopicState.CANCELLED:
            states = [one["state"] for one in steps if "state" in one]
            return replace(topic, state=_before_cancelled(topic, states), reason="")
        case _:
            return topic


def _before_cancelled(topic: Topic, states: Sequence[object]) -> TopicState:
    """What was published has a day; whether the rest was approved says the trail, which keeps every state."""
    if topic.opens_on is not None:
        return TopicState.PUBLISHED
    return TopicState.APPROVED if states[-2:-1] == [TopicState.APPROVED.value] else TopicState.SUGGESTED


def _moved(desk: Desk, topic: Topic, action: Action, *given: Need) -> tuple[Topic, Changes]:
    with desk.store.writing() as tx:
        state = TOPIC.advance(topic.state, action, desk.role, frozenset(given))
        kept = replace(topic, state=state, version=topic.version + 1)
        tx.of(Topic).save(kept)
        note(desk, tx, action, Kind.TOPIC, kept.id, state=state.value)
    return kept, Changes.of(Kind.TOPIC, kept.id)


def _piloted(desk: Desk, tx: Transaction, topic: Topic, action: Action, *given: Need) -> Topic:
    state = PILOT_TOPIC.advance(topic.pilot_state or PilotTopicState.PROPOSED, action, desk.role, frozenset(given))
    kept = replace(topic, pilot_state=state, version=topic.version + 1)
    tx.of(Topic).save(kept)
    note(desk, tx, action, Kind.TOPIC, kept.id, pilot=state.value)
    return kept


def _require_on_list(topic: Topic, action: Action) -> None:
    if topic.pilot_state is None:
        raise IllegalActionError(
            "ACTION_BARRED", action="选定" if action is Action.SELECT else "取消选定", reason="不在试点建议里",
            todo="请另选一个",
        )  # fmt: skip


def _require_suggested(topic: Topic, action: str) -> None:
    if not topic.undecided:
        raise IllegalActionError(
            "ACTION_NOT_POSSIBLE", subject="选题", state="已经审定", action=action, possible="取消"
        )
