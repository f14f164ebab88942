"""The transition tables: the only place that decides a state (domain state machines SM1–SM4).

A table is a list of rows: from, action, to, roles, what must be given, clause of the seed.
“Overdue”, “printed” and “signed” are derived facts and no states.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import (
    Action,
    BatchState,
    ClueState,
    ForwardingState,
    Need,
    OfficeState,
    Role,
)
from baixing_desktop.errors import IllegalActionError

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One row: ``source`` –``action``→ ``target``, by ``roles``, with all of ``needs`` given (seed ``clause``)."""

    source: S
    action: Action
    target: S
    roles: frozenset[Role]
    needs: frozenset[Need]
    clause: str


@dataclass(frozen=True, slots=True)
class Machine(Generic[S]):
    """One state machine. ``subject`` is the Chinese word for what moves through it."""

    subject: str
    transitions: tuple[Transition[S], ...]

    def rows_from(self, state: S, role: Role | None = None) -> tuple[Transition[S], ...]:
        """What is possible in ``state`` (for ``role`` only, if given)."""
        return tuple(t for t in self.transitions if t.source == state and (role is None or role in t.roles))

    def may(self, state: S, action: Action, role: Role) -> bool:
        """Whether ``role`` could take ``action`` in ``state``, given what it needs."""
        return any(t.action == action for t in self.rows_from(state, role))

    def advance(self, state: S, action: Action, role: Role, given: frozenset[Need] = frozenset()) -> S:
        """The state after ``action``.

        Raises:
            IllegalActionError: no such row (says what is possible), another role's row, or something is not given.
        """
        rows = [t for t in self.rows_from(state) if t.action == action]
        if not rows:
            raise self._not_possible(state, action, role)
        allowed = [t for t in rows if role in t.roles]
        if not allowed:
            roles = "、".join(label(r) for r in sorted(rows[0].roles) if r is not Role.SYSTEM) or "程序自动"
            raise IllegalActionError("ACTION_NOT_ALLOWED", action=label(action), roles=roles)
        missing = allowed[0].needs - given
        if missing:
            fields = "、".join(label(n) for n in sorted(missing))
            raise IllegalActionError("ACTION_NEEDS", action=label(action), fields=fields)
        return allowed[0].target

    def _not_possible(self, state: S, action: Action, role: Role) -> IllegalActionError:
        now = [label(t.action) for t in self.rows_from(state, role)]
        return IllegalActionError(
            "ACTION_NOT_POSSIBLE",
            subject=self.subject,
            state=label(state),
            action=label(action),
            possible="、".join(dict.fromkeys(now)) or "查看",
        )


_LIAISON = frozenset({Role.LIAISON})
_SYSTEM = frozenset({Role.SYSTEM})
_DESK = frozenset({Role.OFFICE, Role.TRIAGE})
_FILING = frozenset({Role.OFFICE, Role.PROPOSAL_COMMITTEE})


def _row(source: S, action: Action, target: S, roles: frozenset[Role], needs: str, clause: str) -> Transition[S]:
    """A row; ``needs`` are identifiers of :class:`Need`, separated by blanks."""
    return Transition(source, action, target, roles, frozenset(Need(n) for n in needs.split()), clause)


_C, _O, _F, _B, _A = ClueState, OfficeState, ForwardingState, BatchState, Action

CLUE_IN_WORKROOM: Machine[ClueState] = Machine(
    "线索",
    (
        _row(_C.COMMUNITY_REGISTERED, _A.REGISTER, _C.REGISTERED, _LIAISON, "content", "八(二)"),
        _row(_C.DRAFT, _A.REGISTER, _C.REGISTERED, _LIAISON, "content", "八(二)"),
        _row(_C.REGISTERED, _A.REOPEN_DRAFT, _C.DRAFT, _LIAISON, "", "八(二)"),
        _row(_C.REGISTERED, _A.SEAL, _C.SEALED, _LIAISON, "", "八(二)"),
        _row(_C.SEALED, _A.SUBMIT, _C.SUBMITTED, _LIAISON, "", "八(二)"),
        # A receipt can overtake the note that the batch was sent (USB and network cross).
        _row(_C.SEALED, _A.ACKNOWLEDGE, _C.ACKNOWLEDGED, _SYSTEM, "", "八(二)"),
        _row(_C.SUBMITTED, _A.ACKNOWLEDGE, _C.ACKNOWLEDGED, _SYSTEM, "", "八(二)"),
        _row(_C.ACKNOWLEDGED, _A.RETURN_FOR_MORE, _C.RETURNED, _SYSTEM, "reason", "八(二)"),
        _row(_C.RETURNED, _A.REOPEN_DRAFT, _C.DRAFT, _LIAISON, "", "八(二)"),
    ),
)

BATCH: Machine[BatchState] = Machine(
    "批次",
    (
        _row(_B.SEALED, _A.EXPORT, _B.EXPORTED, _LIAISON, "", "八(二)"),
        _row(_B.EXPORTED, _A.EXPORT, _B.EXPORTED, _LIAISON, "", "八(二)"),
        _row(_B.SEALED, _A.ACKNOWLEDGE, _B.RECEIPTED, _SYSTEM, "", "八(二)"),
        _row(_B.EXPORTED, _A.ACKNOWLEDGE, _B.RECEIPTED, _SYSTEM, "", "八(二)"),
    ),
)

CLUE_IN_OFFICE: Machine[OfficeState] = Machine(
    "线索",
    (
        _row(_O.RECEIVED, _A.SCREEN, _O.SCREENING, _DESK, "", "八(二)"),
        _row(_O.SCREENING, _A.RETURN_FOR_MORE, _O.RETURNED, _DESK, "reason", "八(二)"),
        _row(_O.SCREENING, _A.DECLINE, _O.DECLINED, _DESK, "reason referral", "八(二)"),
        _row(_O.SCREENING, _A.MERGE, _O.MERGED, _DESK, "master", "八(二)"),
        _row(_O.MERGED, _A.UNDO_MERGE, _O.SCREENING, _DESK, "", "八(二)"),
        _row(_O.SCREENING, _A.ACCEPT, _O.ACCEPTED, _DESK, "", "八(二)"),
        # A new revision of a returned clue comes in with the next batch.
        _row(_O.RETURNED, _A.RECEIVE_AGAIN, _O.RECEIVED, _SYSTEM, "", "八(二)"),
        _row(_O.RECEIVED, _A.RECEIVE_AGAIN, _O.RECEIVED, _SYSTEM, "", "八(二)"),
        _row(_O.ACCEPTED, _A.RETAIN, _O.RETAINED, _DESK, "reason", "八(二)"),
        _row(_O.RETAINED, _A.TAKE_UP_AGAIN, _O.ACCEPTED, _DESK, "", "八(二)"),
        _row(_O.ACCEPTED, _A.CLASSIFY, _O.CLASSIFIED, _DESK, "route", "八(三)"),
        _row(_O.CLASSIFIED, _A.CLASSIFY, _O.CLASSIFIED, _DESK, "route reason", "八(三)"),
        _row(_O.ROUTED, _A.CLASSIFY, _O.CLASSIFIED, _DESK, "route reason", "八(三)"),
        _row(_O.CLASSIFIED, _A.ROUTE, _O.ROUTED, _DESK, "", "八(三)"),
        _row(_O.ROUTED, _A.CONCLUDE, _O.CONCLUDED, _DESK, "", "八(四)1"),
        _row(_O.CONCLUDED, _A.REOPEN, _O.ROUTED, _DESK, "reason", "八(四)"),
        _row(_O.CONCLUDED, _A.ARCHIVE, _O.ARCHIVED, _DESK, "", "九(一)6"),
    ),
)

FORWARDING: Machine[ForwardingState] = Machine(
    "转送件",
    (
        _row(_F.DRAFTED, _A.APPROVE, _F.APPROVED, _FILING, "handler", "八(三)1"),
        _row(_F.APPROVED, _A.ISSUE, _F.ISSUED, _FILING, "letter date", "八(三)1"),
        _row(_F.ISSUED, _A.RECEIVE, _F.RECEIVED, _FILING, "date", "八(四)1"),
        _row(_F.RECEIVED, _A.TAKE_OVER, _F.TAKEN_OVER, _FILING, "date", "八(四)1"),
        _row(_F.RECEIVED, _A.REQUEST_RETURN, _F.RETURN_REQUESTED, _FILING, "reason", "八(四)1"),
        _row(_F.RETURN_REQUESTED, _A.GRANT_RETURN, _F.REASSIGNED, _FILING, "handler", "八(四)1"),
        _row(_F.RETURN_REQUESTED, _A.REFUSE_RETURN, _F.TAKEN_OVER, _FILING, "reason date", "八(四)1"),
        _row(_F.TAKEN_OVER, _A.REPLY, _F.REPLIED, _FILING, "outcome text date", "八(四)1"),
        _row(_F.REPLIED, _A.REJECT_REPLY, _F.TAKEN_OVER, _FILING, "reason", "八(四)1"),
        _row(_F.REPLIED, _A.CONTACT, _F.CONTACTED, _FILING, "contact date", "八(四)1"),
        _row(_F.CONTACTED, _A.EVALUATE, _F.EVALUATED, _FILING, "satisfaction", "八(四)1"),
        _row(_F.EVALUATED, _A.REDO, _F.TAKEN_OVER, _FILING, "reason", "八(四)1"),
        # Closing asks for the contact, not for an opinion: many citizens give none.
        _row(_F.CONTACTED, _A.CLOSE, _F.CLOSED, _FILING, "", "八(四)1"),
        _row(_F.EVALUATED, _A.CLOSE, _F.CLOSED, _FILING, "", "八(四)1"),
    ),
)
