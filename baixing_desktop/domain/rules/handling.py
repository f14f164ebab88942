"""What the rows of SM4 cannot say: who waits for whom, who is still to be told, what ends a line (seed 八(四)1)."""

from collections.abc import Iterable

from baixing_desktop.domain.casework import Forwarding
from baixing_desktop.domain.kinds import DispatchKind, HandlerPart
from baixing_desktop.domain.outcomes import Satisfaction
from baixing_desktop.domain.rules.taking_back import line_of_last_step
from baixing_desktop.domain.states import Action, Role
from baixing_desktop.domain.states import ForwardingState as F
from baixing_desktop.domain.workflow import FORWARDING

_GONE = frozenset({F.REASSIGNED, F.WAIVED, F.CANCELLED})
_ANSWERED = frozenset({F.REPLIED, F.CONTACTED, F.EVALUATED, F.CLOSED, F.NOTED})
_ENDED = _GONE | {F.CLOSED, F.NOTED}

REDO_TIMES = 1
"""A dissatisfied citizen leads to one redo (SM4); after it the line is closed with a reason."""


def awaited(lead: Forwarding, lines: Iterable[Forwarding]) -> tuple[Forwarding, ...]:
    """The co-handlers' lines of the same assignment for which ``lead`` still waits: neither answered nor waived.

    A reassigned line is gone; the line that replaced it is waited for instead.
    """
    if lead.part is not HandlerPart.LEAD:
        return ()
    return tuple(
        line
        for line in lines
        if line.part is HandlerPart.CO
        and line.assignment_id == lead.assignment_id
        and line.state not in _GONE | _ANSWERED
    )


def answered(line: Forwarding) -> bool:
    """Whether the handler has answered, or taken note."""
    return line.state in _ANSWERED


def may_waive(line: Forwarding) -> bool:
    """Only a co-handler's line can be waived: somebody else answers."""
    return line.part is HandlerPart.CO


def may_only_note(line: Forwarding) -> bool:
    """阅知 ends a letter for study (转送) without limit; an assignment or a limited letter wants an answer."""
    return line.kind is DispatchKind.FORWARD and not line.limited


def tells_citizens(line: Forwarding) -> bool:
    """Whether the line's handler must talk with the citizens: a co-handler answers to the lead."""
    return line.part is not HandlerPart.CO


def on_its_way(line: Forwarding) -> bool:
    """Whether the line is its handler's business: neither reassigned nor waived nor cancelled."""
    return line.state not in _GONE


def settled(line: Forwarding) -> bool:
    """Whether nothing more is to be done about the line.

    A co-handler is done with its answer to the lead; a letter for study without limit may end at the reply. Once the
    citizen was told of it, it is closed as all others: what the citizen thinks of it counts.
    """
    if line.state in _ENDED:
        return True
    if tells_citizens(line):
        return line.state is F.REPLIED and may_only_note(line)
    return line.state in _ANSWERED


def may_conclude(lines: Iterable[Forwarding]) -> bool:
    """Whether the clue can be concluded as far as its handlers are concerned."""
    return all(settled(line) for line in lines)


def still_to_tell(contributing: Iterable[str], told: Iterable[str]) -> tuple[str, ...]:
    """The clues whose contributors have not been told of the reply: one contact for each clue that was merged."""
    known = set(told)
    return tuple(clue for clue in dict.fromkeys(contributing) if clue not in known)


def after_contact(contributing: Iterable[str], told: Iterable[str]) -> F:
    """Where a contact leads: to ``CONTACTED`` with the last contributor, before that nowhere."""
    return F.REPLIED if still_to_tell(contributing, told) else F.CONTACTED


def after_opinions(opinions: Iterable[Satisfaction], redone: int) -> Action:
    """What follows when the citizens were told: 不满意 leads back to the handler once; then the line is closed with a
    reason, and without dissatisfaction it is simply closed. ``redone`` counts how often it went back so far.
    """
    if Satisfaction.DISSATISFIED not in set(opinions):
        return Action.CLOSE
    return Action.REDO if redone < REDO_TIMES else Action.CLOSE_ANYWAY


_BESIDE = (
    Action.REMIND,
    Action.REQUEST_EXTENSION,
    Action.GRANT_EXTENSION,
    Action.REFUSE_EXTENSION,
    Action.REQUEST_RETURN,
    Action.REFUSE_RETURN,
    Action.NOTE_ONLY,
    Action.WAIVE,
    Action.REJECT_REPLY,
    Action.RESPOND,
    Action.CANCEL,
    Action.TAKE_BACK,
    Action.UNREMIND,
    Action.CORRECT_ISSUE,
)
"""In the order in which they are offered. Granting a return and doing again are next steps themselves."""


def beside_the_way(
    line: Forwarding, role: Role, *, extension_asked: bool, reminded: bool = False
) -> tuple[Action, ...]:
    """What can be done with a line besides its next step (SM4), as far as the tables and the rules here allow.

    ``extension_asked``: a request for more time is open. ``reminded``: there is a reminder.
    """
    with_limit = line.state is F.TAKEN_OVER and line.due_on is not None
    unless = {
        Action.REQUEST_EXTENSION: with_limit and not extension_asked,
        Action.GRANT_EXTENSION: with_limit and extension_asked,
        Action.REFUSE_EXTENSION: with_limit and extension_asked,
        Action.NOTE_ONLY: may_only_note(line),
        Action.WAIVE: may_waive(line),
        Action.UNREMIND: reminded,
    }
    in_table = {*FORWARDING.actions(line.state, role), Action.GRANT_EXTENSION, Action.REFUSE_EXTENSION}
    if line_of_last_step(line) != line.id:
        in_table.add(Action.TAKE_BACK)
    return tuple(action for action in _BESIDE if action in in_table and unless.get(action, True))


def barred(handlers: Iterable[str], not_to: Iterable[str]) -> tuple[str, ...]:
    """不得转被反映单位 (信访工作条例 30; safety P17): those of ``handlers`` that a clue complains about."""
    complained_about = set(not_to)
    return tuple(dict.fromkeys(handler for handler in handlers if handler in complained_about))
