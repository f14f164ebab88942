"""Which action undoes which, and why a step has no way back (decision 0048).

A test walks every machine: a step that a person takes has a row that leads back, or its reason stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from baixing_desktop.domain.states import Action as A
from baixing_desktop.domain.states import ClueState, ForwardingState, OfficeState, PilotState, ProposalState
from baixing_desktop.domain.workflow.batches import BATCH
from baixing_desktop.domain.workflow.clue_in_office import CLUE_IN_OFFICE
from baixing_desktop.domain.workflow.clue_in_workroom import CLUE_IN_WORKROOM
from baixing_desktop.domain.workflow.forwarding import FORWARDING
from baixing_desktop.domain.workflow.machine import Machine, Transition
from baixing_desktop.domain.workflow.privacy import ERASURE, PERSON_REQUEST
from baixing_desktop.domain.workflow.programme import PILOT, TOPIC
from baixing_desktop.domain.workflow.proposals import CLAIM, PROPOSAL

_BESIDE = frozenset({A.REMIND, A.RESPOND, A.CORRECT_ISSUE})
"""What stands beside the steps of a letter (decision 40)."""

UNDOES: Mapping[A, frozenset[A]] = MappingProxyType(
    {
        A.TAKE_BACK: frozenset(A) - _BESIDE,
        A.REOPEN_DRAFT: frozenset({A.REGISTER}),
        A.UNSEAL: frozenset({A.SEAL}),
        A.UNACCEPT: frozenset({A.ACCEPT}),
        A.RECONSIDER: frozenset({A.DECLINE}),
        A.UNDO_MERGE: frozenset({A.MERGE}),
        A.TAKE_UP_AGAIN: frozenset({A.RETAIN}),
        A.REOPEN: frozenset({A.CONCLUDE}),
        A.RESUME: frozenset({A.WITHDRAW}),
        A.REVISE: frozenset({A.APPROVE}),
        A.UNREMIND: frozenset({A.REMIND}),
        A.DESELECT: frozenset({A.SELECT}),
        A.SEND_BACK: frozenset({A.SUBMIT_TO_MEETING}),
        A.RETRY: frozenset({A.REFUSE_BATCH}),
    }
)
"""What an action that leads back undoes. These are not undone but done again."""


@dataclass(frozen=True, slots=True)
class OneWay:
    """Why ``action`` of ``machine`` is not taken back; with ``sources`` only in those states."""

    machine: Machine[Any]
    action: A
    why: str
    sources: tuple[str, ...] = ()

    def speaks_of(self, machine: Machine[Any], row: Transition[Any]) -> bool:
        """Whether this is said of ``row`` of ``machine``."""
        here = not self.sources or row.source in self.sources
        return here and machine is self.machine and row.action is self.action


_TALK = "leads back to where the citizen was told, with the opinion"

ONE_WAY: tuple[OneWay, ...] = (
    OneWay(
        CLUE_IN_WORKROOM,
        A.REGISTER,
        "what a community reported is a draft like any other once it is reopened",
        (ClueState.COMMUNITY_REGISTERED,),
    ),
    OneWay(CLUE_IN_WORKROOM, A.SUBMIT, "it left the house; it is withdrawn, which the office hears"),
    OneWay(CLUE_IN_WORKROOM, A.WITHDRAW, "the office hears of it; the clue is sealed and sent anew"),
    OneWay(BATCH, A.EXPORT, "the first byte may have left (decision 42)"),
    OneWay(CLUE_IN_OFFICE, A.SCREEN, "decides nothing: somebody looked at the clue"),
    OneWay(CLUE_IN_OFFICE, A.RETURN_FOR_MORE, "the workroom hears of it; it sends the clue again, changed or not"),
    OneWay(CLUE_IN_OFFICE, A.SPLIT, "the parts are clues of their own, each declined, retained or merged by itself"),
    OneWay(CLUE_IN_OFFICE, A.EDIT, "the next wording takes its place; every wording stays readable"),
    OneWay(CLUE_IN_OFFICE, A.BAR, "lifted in the same place, with a reason"),
    OneWay(CLUE_IN_OFFICE, A.MARK, "marked again in the same place, or undone at once"),
    OneWay(
        CLUE_IN_OFFICE,
        A.CLASSIFY,
        "classified again with a reason; every classification stays readable",
        (OfficeState.CLASSIFIED, OfficeState.ROUTED),
    ),
    OneWay(
        CLUE_IN_OFFICE,
        A.RETAIN,
        "taken up again it is accepted, and classified anew",
        (OfficeState.ROUTED,),
    ),
    OneWay(CLUE_IN_OFFICE, A.ARCHIVE, "the file is closed; what is wrong in it is found before (seed 九(一)6)"),
    OneWay(FORWARDING, A.CANCEL, "a draft without a number; it is drafted again"),
    OneWay(FORWARDING, A.ISSUE, "its number is given and the handler holds the letter (decision 37)"),
    OneWay(FORWARDING, A.EVALUATE, "goes with the talk in which the opinion was heard, and is entered again with it"),
    OneWay(FORWARDING, A.REDO, _TALK, (ForwardingState.EVALUATED,)),
    OneWay(FORWARDING, A.CLOSE, _TALK, (ForwardingState.EVALUATED,)),
    OneWay(FORWARDING, A.CLOSE_ANYWAY, _TALK, (ForwardingState.EVALUATED,)),
    OneWay(FORWARDING, A.RESPOND, "changed and taken out where it is written down, beside the steps"),
    OneWay(FORWARDING, A.CORRECT_ISSUE, "is itself a correction, and corrected again (decision 40)"),
    OneWay(CLAIM, A.OFFER, "an offer made again is taken back like any other, or lapses"),
    OneWay(
        PROPOSAL,
        A.ASSIGN,
        "no letter was left; the new ones are cancelled before they go out",
        (ProposalState.ASSIGNED,),
    ),
    OneWay(TOPIC, A.PUBLISH, "the workrooms have heard of it; it is cancelled or closed, which they hear too"),
    OneWay(PILOT, A.EXTEND, "only the last day is kept: all extensions go together", (PilotState.EXTENDED,)),
    OneWay(PERSON_REQUEST, A.GRANT_REQUEST, "the person was told (PIPL 50)"),
    OneWay(PERSON_REQUEST, A.REFUSE_REQUEST, "the person was told, with the reason (PIPL 50)"),
    OneWay(ERASURE, A.APPROVE_ERASURE, "erased means erased (decision 24)"),
    OneWay(ERASURE, A.REFUSE_ERASURE, "proposed again"),
)
"""The steps without a way back, machine by machine."""


def leads_back(machine: Machine[Any], row: Transition[Any]) -> bool:
    """Whether a row of ``machine`` leads from where ``row`` leads back to where it began, and undoes it."""
    return any(
        (other.source, other.target) == (row.target, row.source) and row.action in UNDOES.get(other.action, ())
        for other in machine.transitions
    )
