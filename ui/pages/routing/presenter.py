"""The steps after acceptance: which one is next for a clue, and what it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import CitizenContact, Classification, Forwarding
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.gathering import UnitBar
from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueSummary, OfficeQueue
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.outcomes import Outcome, Route
from baixing_desktop.domain.rules.deadlines import REPLY_LIMIT, LimitPolicy, reply_due
from baixing_desktop.domain.rules.routing import ROUTES
from baixing_desktop.domain.states import Action, ForwardingState, OfficeState
from baixing_desktop.domain.units import UnitKind
from baixing_desktop.domain.withdrawals import Recall
from baixing_desktop.usecases import casework
from baixing_desktop.usecases.barring import bars_of
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.handling import draft_assignment
from baixing_desktop.usecases.history import LineHistory, line_history
from baixing_desktop.usecases.limits import COUNTED, reply_limit
from baixing_desktop.usecases.printing import forwarding_letter
from baixing_desktop.usecases.reading import (
    classifications_of,
    forwardings_of,
    office_queue,
    office_today,
    reveal_contact,
)
from baixing_desktop.usecases.withdrawals import record_recall, to_recall
from baixing_desktop.usecases.wording import recall_words
from ui.pages.clues.presenter import CluesPresenter, ClueView
from ui.pages.routing.beside import BesideActs, ending, history_facts, line_facts, recall_facts


class Step(StrEnum):
    """What is to be done next with a clue; the names of the queues where that is the step."""

    CLASSIFY = "to_classify"
    DRAFT = "to_draft"
    ISSUE = "to_issue"
    RECEIVE = "to_receive"
    TAKE_OVER = "to_take_over"
    DECIDE_RETURN = "to_decide_return"
    REPLY = "to_reply"
    CONTACT = "to_contact"
    CLOSE = "to_close"
    REDO = "to_redo"
    RECALL = "to_recall"
    NONE = "none"


TABS: tuple[tuple[OfficeQueue, str], ...] = (
    (OfficeQueue.TO_CLASSIFY, "待分类"),
    (OfficeQueue.TO_DRAFT, "待拟函"),
    (OfficeQueue.TO_ISSUE, "待发函"),
    (OfficeQueue.TO_RECEIVE, "待收函"),
    (OfficeQueue.TO_TAKE_OVER, "待接办"),
    (OfficeQueue.TO_REPLY, "待答复"),
    (OfficeQueue.TO_CONTACT, "待联系群众"),
    (OfficeQueue.TO_CLOSE, "待办结"),
    (OfficeQueue.TO_DECIDE_RETURN, "退办申请"),
    (OfficeQueue.OVERDUE, "已超期"),
    (OfficeQueue.DUE_SOON, "7 天内到期"),
    (OfficeQueue.TO_RECALL, "要收回"),
)

_STEPS = {
    ForwardingState.DRAFTED: Step.ISSUE,
    ForwardingState.APPROVED: Step.ISSUE,
    ForwardingState.ISSUED: Step.RECEIVE,
    ForwardingState.RECEIVED: Step.TAKE_OVER,
    ForwardingState.RETURN_REQUESTED: Step.DECIDE_RETURN,
    ForwardingState.TAKEN_OVER: Step.REPLY,
    ForwardingState.REPLIED: Step.CONTACT,
    ForwardingState.CONTACTED: Step.CLOSE,
    ForwardingState.EVALUATED: Step.CLOSE,
}


_ORDER = {state: place for place, state in enumerate(_STEPS)}


@dataclass(frozen=True, slots=True)
class CaseView:
    """One clue, what was decided about it, and the next step of ``forwarding``; ``beside`` is what else can be done
    with it, ``history`` what happened to it.
    """

    clue: ClueView
    step: Step
    classification: Classification | None
    forwarding: Forwarding | None
    facts: tuple[str, ...]
    beside: tuple[Action, ...] = ()
    history: LineHistory | None = None
    barred: tuple[UnitBar, ...] = ()
    limit: LimitPolicy = REPLY_LIMIT

    @property
    def has_letter(self) -> bool:
        """Whether there is a letter to print; of a clue that was withdrawn no further copy goes out."""
        return bool(self.forwarding and self.forwarding.letter_number and self.clue.clue.withdrawn_at is None)

    @property
    def needs_reason(self) -> bool:
        """Whether the citizen is still dissatisfied after it was done again: closing it needs a reason."""
        line, history = self.forwarding, self.history
        return line is not None and history is not None and ending(line, history) is Action.CLOSE_ANYWAY


@dataclass(frozen=True, slots=True)
class QueueView:
    """One queue, and how many wait in each."""

    total: int
    items: tuple[ClueSummary, ...]
    counts: dict[str, int]


class RoutingPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._clues = CluesPresenter(desk)
        self.beside = BesideActs(desk)

    # -- reading

    def queue(self, queue: OfficeQueue) -> QueueView:
        """The clues in one queue."""
        found, counts = office_queue(self._desk, queue), office_today(self._desk)
        return QueueView(found.total, found.items, {q.value: getattr(counts, q.value).count for q in OfficeQueue})

    def case(self, clue_id: str, queue: OfficeQueue) -> CaseView:
        """One clue and the next step of the line that waits in ``queue``, else of the one that is least far."""
        view = self._clues.view(clue_id)
        if view.clue.withdrawn_at is not None:
            return self._withdrawn(view)
        routes, letters = classifications_of(self._desk, clue_id), forwardings_of(self._desk, clue_id)
        classification = routes[-1] if routes else None
        lines = [line for line in letters if line.state in _STEPS]
        waiting = [line for line in lines if _STEPS[line.state] == queue.value]
        forwarding = next(iter(waiting or sorted(lines, key=lambda line: _ORDER[line.state]) or letters[-1:]), None)
        drafted = forwarding if forwarding and forwarding.state is not ForwardingState.CANCELLED else None
        history = line_history(self._desk, drafted.id) if drafted else None
        return CaseView(
            view,
            next_step(view.clue, classification, drafted, history),
            classification,
            drafted,
            self._facts(classification, letters, drafted, history),
            self.beside.possible(view.clue, drafted, history),
            history,
            bars_of(self._desk, clue_id),
            reply_limit(self._desk),
        )

    def _withdrawn(self, view: ClueView) -> CaseView:
        copies = to_recall(self._desk, view.clue.id)
        waiting = next((copy.line for copy in copies if copy.recall is None), None)
        step = Step.RECALL if waiting else Step.NONE
        facts = recall_facts(copies, self._desk.reference.unit_name, self._desk.today())
        return CaseView(view, step, None, waiting, facts)

    def recall(
        self, line: Forwarding, on: date, channel: OpinionChannel, person: str, remark: str
    ) -> tuple[Recall, Changes]:
        """通知收回."""
        return record_recall(self._desk, line.id, on, channel, person, remark)

    def recall_words(self, clue: Clue, line: Forwarding) -> str:
        """What to say on the telephone."""
        return recall_words(clue, line, self._desk.actor.name)

    def handlers(self, barred: Sequence[UnitBar] = ()) -> list[tuple[str, str]]:
        """The units a letter can go to; ``barred`` ones are left out."""
        out = {bar.unit for bar in barred}
        return [(u.code, u.name) for u in self._desk.reference.units_of(UnitKind.DEPARTMENT) if u.code not in out]

    def why_not_offered(self, barred: Sequence[UnitBar]) -> str:
        """Which units are left out and why, empty when none is."""
        names = [self._desk.reference.unit_name(bar.unit) for bar in barred]
        noted = "、".join(dict.fromkeys("工作室" if bar.by_workroom else bar.actor for bar in barred))
        return f"不列出{'、'.join(names)}：线索反映的就是该单位（{noted}注明），不得转给被反映的单位。" if names else ""

    def due(self, taken_over_on: date, limit: LimitPolicy) -> str:
        """The last day for the reply, with its rule."""
        due, counted = reply_due(taken_over_on, self._desk.reference.calendar, limit), COUNTED[limit.rule]
        return f"应于 {due.year}年{due.month}月{due.day}日前答复（接办之日起 1 个月，{counted}计，遇休息日顺延）"

    def unit_short_name(self, code: str) -> str:
        """For the list."""
        return self._clues.unit_short_name(code)

    def reveal(self, clue_id: str) -> Contributor:
        """The contact in full, on the record."""
        return reveal_contact(self._desk, clue_id)

    def letter(self, forwarding: Forwarding) -> bytes:
        """The issued letter as PDF."""
        return forwarding_letter(self._desk, forwarding.id)

    # -- the steps

    def classify(self, clue: Clue, route: Route, marks: Marks | None) -> tuple[Clue, Changes]:
        """分类."""
        return casework.classify_clue(self._desk, clue.id, route, version=clue.version, marks=marks)

    def themes(self) -> list[tuple[str, str]]:
        """主题 by code."""
        return [("", "不分主题"), *self._desk.reference.themes.items()]

    def draft(
        self, clue: Clue, handler: str, others: tuple[str, ...] = (), *, separate: bool = False, limited: bool
    ) -> tuple[Forwarding, Changes]:
        """拟函 to one handler; with ``others`` to several, who help it or answer each for itself (``separate``)."""
        if not others:
            return casework.draft_forwarding(self._desk, clue.id, handler, limited=limited)
        lead, rest = (None, (handler, *others)) if separate else (handler, others)
        lines, changes = draft_assignment(self._desk, clue.id, lead, rest, limited=limited)
        return lines[0], changes

    def issue(self, forwarding: Forwarding, on: date) -> tuple[Forwarding, Changes]:
        """发函."""
        return casework.issue_forwarding(self._desk, forwarding.id, on)

    def received(self, forwarding: Forwarding, on: date) -> tuple[Forwarding, Changes]:
        """收函."""
        return casework.record_received(self._desk, forwarding.id, on)

    def take_over(self, forwarding: Forwarding, on: date) -> tuple[Forwarding, Changes]:
        """接办."""
        return casework.record_take_over(self._desk, forwarding.id, on)

    def reply(
        self, forwarding: Forwarding, outcome: Outcome, text: str, on: date, promised_on: date | None
    ) -> tuple[Forwarding, Changes]:
        """办复."""
        return casework.record_reply(self._desk, forwarding.id, outcome, text, on, promised_on=promised_on)

    def contact(self, forwarding: Forwarding, contact: CitizenContact) -> tuple[Forwarding, Changes]:
        """联系群众."""
        return casework.record_contact(self._desk, forwarding.id, contact)

    def close(self, forwarding: Forwarding, reason: str = "") -> tuple[Forwarding, Changes]:
        """办结."""
        return casework.close_forwarding(self._desk, forwarding.id, reason)

    def _facts(
        self,
        classification: Classification | None,
        letters: tuple[Forwarding, ...],
        forwarding: Forwarding | None,
        history: LineHistory | None,
    ) -> tuple[str, ...]:
        facts: list[str] = []
        name, today = self._desk.reference.unit_name, self._desk.today()
        if classification:
            rule = ROUTES[classification.route]
            facts.append(f"分类：{label(rule.route)}（{rule.clause}）")
        if forwarding:
            facts += line_facts(forwarding, name(forwarding.handler), today)
        if history:
            facts += history_facts(history, name, today)
        others = [line for line in letters if forwarding is None or line.id != forwarding.id]
        facts += [f"另有{label(line.part)}：{name(line.handler)}，{label(line.state)}" for line in others]
        return tuple(facts)


def next_step(
    clue: Clue,
    classification: Classification | None,
    forwarding: Forwarding | None,
    history: LineHistory | None = None,
) -> Step:
    """What comes next (SM3, SM4)."""
    if clue.office_state in (OfficeState.CONCLUDED, OfficeState.ARCHIVED):
        return Step.NONE
    if forwarding is not None:
        step = _STEPS.get(forwarding.state, Step.NONE)
        again = step is Step.CLOSE and history is not None and ending(forwarding, history) is Action.REDO
        return Step.REDO if again else step
    if clue.office_state is OfficeState.ACCEPTED:
        return Step.CLASSIFY
    by_letter = classification is not None and ROUTES[classification.route].by_letter
    return Step.DRAFT if clue.office_state is OfficeState.CLASSIFIED and by_letter else Step.NONE
