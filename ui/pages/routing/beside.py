"""What can be done with a line besides its next step, and what happened on it, in words."""

from collections.abc import Callable, Sequence
from datetime import date

from baixing_desktop.changes import Changes
from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.gathering import UnitBar
from baixing_desktop.domain.handling import Extension, Reminder
from baixing_desktop.domain.kinds import OpinionChannel
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.rules.handling import after_opinions, beside_the_way
from baixing_desktop.domain.states import Action, ExtensionState
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.usecases import amending, extending, handling
from baixing_desktop.usecases.barring import set_bars
from baixing_desktop.usecases.correcting import take_back
from baixing_desktop.usecases.curating import unaccept_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.history import LineHistory
from baixing_desktop.usecases.responses import ResponseForm, ResponseView, add_response, remove_response
from baixing_desktop.usecases.withdrawals import ToRecall
from ui.words import say_day

_OF_THE_CLUE = (Action.BAR, Action.UNACCEPT)
"""What can be done with the clue itself, whatever letters there are."""

_AT_ONCE = "登记后随即撤销"

Undoable = Forwarding | Extension | Reminder | ResponseView
"""What an act that can be taken back at once gives."""

Reasoned = Callable[[Forwarding, str, date], tuple[Forwarding, Changes]]


class BesideActs:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._reasoned: dict[Action, Reasoned] = {
            Action.CANCEL: lambda line, reason, _on: handling.cancel_draft(desk, line.id, reason),
            Action.WAIVE: lambda line, reason, _on: handling.waive(desk, line.id, reason),
            Action.REQUEST_RETURN: lambda line, reason, on: handling.request_return(desk, line.id, reason, on),
            Action.REFUSE_RETURN: lambda line, reason, on: handling.refuse_return(desk, line.id, reason, on),
            Action.REJECT_REPLY: lambda line, reason, on: handling.reject_reply(desk, line.id, reason, on),
            Action.REDO: lambda line, reason, on: handling.redo(desk, line.id, reason, on),
            Action.TAKE_BACK: lambda line, reason, _on: take_back(desk, line.id, reason),
            Action.CORRECT_ISSUE: lambda line, reason, on: amending.correct_issue_date(desk, line.id, on, reason),
        }

    def possible(self, clue: Clue, line: Forwarding | None, history: LineHistory | None) -> tuple[Action, ...]:
        """What can be done now besides the next step: with the line, and with the clue itself."""
        role, state = self._desk.role, clue.office_state
        noting = tuple(action for action in _OF_THE_CLUE if state and CLUE_IN_OFFICE.may(state, action, role))
        if line is None or history is None:
            return noting
        asked, reminded = open_extension(history) is not None, bool(history.reminders)
        return (*beside_the_way(line, role, extension_asked=asked, reminded=reminded), *noting)

    def unaccept(self, clue: Clue, reason: str) -> tuple[Clue, Changes]:
        """撤回受理."""
        return unaccept_clue(self._desk, clue.id, reason, version=clue.version)

    def bar(self, clue: Clue, units: tuple[str, ...], reason: str) -> tuple[tuple[UnitBar, ...], Changes]:
        """注明不得转给的单位."""
        return set_bars(self._desk, clue.id, units, reason)

    def for_a_reason(self, action: Action, line: Forwarding, reason: str, on: date) -> tuple[Forwarding, Changes]:
        """What needs a reason, and perhaps a day."""
        return self._reasoned[action](line, reason, on)

    def note_only(self, line: Forwarding, on: date) -> tuple[Forwarding, Changes]:
        """登记阅知."""
        return handling.record_noted(self._desk, line.id, on)

    def remind(self, line: Forwarding, channel: OpinionChannel, text: str, on: date) -> tuple[Reminder, Changes]:
        """催办."""
        return handling.remind(self._desk, line.id, on, channel, text)

    def unremind(self, wrong: Reminder, reason: str) -> tuple[Forwarding, Changes]:
        """撤回催办."""
        return amending.take_back_reminder(self._desk, wrong.id, reason)

    def respond(self, line: Forwarding, form: ResponseForm) -> tuple[ResponseView, Changes]:
        """登记公开回应."""
        return add_response(self._desk, line.id, form)

    def undo(self, made: Undoable) -> tuple[Forwarding | ResponseView, Changes]:
        """撤销 what was entered a moment ago."""
        if isinstance(made, ResponseView):
            return remove_response(self._desk, made)
        if isinstance(made, Reminder):
            return self.unremind(made, _AT_ONCE)
        line_id = made.forwarding_id if isinstance(made, Extension) else made.id
        return take_back(self._desk, line_id, _AT_ONCE, made=made)

    def reassign(self, line: Forwarding, handler: str, on: date, decision: str) -> tuple[Forwarding, Changes]:
        """同意退办并改派."""
        return handling.grant_return(self._desk, line.id, handler, on, decision)

    def ask_more_time(self, line: Forwarding, until: date, reason: str, on: date) -> tuple[Extension, Changes]:
        """登记延期申请."""
        return extending.request_extension(self._desk, line.id, until, reason, on)

    def grant_more_time(self, asked: Extension, until: date, on: date) -> tuple[Forwarding, Changes]:
        """同意延期."""
        return extending.grant_extension(self._desk, asked.id, until, on)

    def refuse_more_time(self, asked: Extension, reason: str, on: date) -> tuple[Forwarding, Changes]:
        """不同意延期."""
        return extending.refuse_extension(self._desk, asked.id, reason, on)


def recall_facts(copies: Sequence[ToRecall], name: Callable[[str], str], today: date) -> tuple[str, ...]:
    """Who holds copies of a withdrawn clue, and who of them was told."""
    facts: list[str] = []
    for copy in copies:
        told = copy.recall
        done = f"已通知收回 {say_day(told.told_on, today)}，{told.person}（{told.actor}登记）" if told else "还没有通知"
        facts.append(f"{name(copy.line.handler)}，{copy.line.letter_number}：{done}")
    return tuple(facts)


def open_extension(history: LineHistory) -> Extension | None:
    """The request for more time that nobody has answered."""
    return next((one for one in history.extensions if one.state is ExtensionState.REQUESTED), None)


def ending(line: Forwarding, history: LineHistory) -> Action:
    """What the citizens' opinions of the reply in force lead to: close, do again, or close with a reason."""
    in_force = {one.id for one in history.replies if one.rejected_on is None}
    heard = {one.id for one in history.contacts if one.reply_id in in_force}
    opinions = {one.satisfaction for one in history.evaluations if one.contact_id in heard}
    return after_opinions(opinions, line.redone)


def line_facts(forwarding: Forwarding, handler: str, today: date) -> list[str]:
    """The letter, its dates, its limit and its answer, in sentences."""
    letter = f"，{forwarding.letter_number}" if forwarding.letter_number else ""
    facts = [f"{label(forwarding.part)}：{handler}{letter}"]
    dates = (("发函", forwarding.issued_on), ("收函", forwarding.received_on), ("接办", forwarding.taken_over_on))
    said = "，".join(f"{words} {say_day(day, today)}" for words, day in dates if day)
    if said:
        facts.append(said)
    if forwarding.due_on and not forwarding.reply:
        left = (forwarding.due_on - today).days
        when = f"还有 {left} 天" if left > 0 else "今天到期" if left == 0 else f"已超期 {-left} 天"
        facts.append(f"答复期限 {forwarding.due_on:%Y-%m-%d}，{when}")
    if forwarding.reply:
        late = "" if forwarding.reply.on_time is None else "，按期" if forwarding.reply.on_time else "，逾期"
        facts.append(f"答复：{label(forwarding.reply.outcome)}{late}")
        facts.append(forwarding.reply.text)
    return facts


def reminder_words(one: Reminder, today: date) -> str:
    """When and how, with the number that a letter took."""
    number = f"，{one.letter_number}" if one.letter_number else ""
    return f"{say_day(one.reminded_on, today)}：{label(one.channel)}{number}"


def history_facts(history: LineHistory, name: Callable[[str], str], today: date) -> list[str]:
    """What happened on the line besides its steps, in sentences."""
    facts = [
        f"退办申请 {say_day(one.requested_on, today)}：{one.reason}"
        + (f"（建议改派{name(one.suggested_handler)}）" if one.suggested_handler else "")
        + ("" if one.granted is None else "　已同意" if one.granted else f"　未同意：{one.decision}")
        for one in history.returns
    ]
    for one in history.extensions:
        asked = f"延期申请 {say_day(one.requested_on, today)}：延至 {one.wanted_due_on:%Y-%m-%d}，{one.reason}"
        facts.append(f"{asked}　{label(one.state)}")
    facts += [f"催办 {reminder_words(one, today)}" for one in history.reminders]
    for one in history.responses:
        where = f"（{one.link}）" if one.link else ""
        facts.append(f"公开回应 {say_day(one.published_on, today)}：{label(one.channel)}，{one.title}{where}")
    facts += [f"更正 {say_day(one.at.date(), today)}：撤回“{one.was}”，{one.reason}" for one in history.corrections]
    return facts + [
        f"退回重新答复 {say_day(one.rejected_on, today)}：{one.rejection}" for one in history.replies if one.rejected_on
    ]
