"""What a transition table is, and how it decides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from baixing_desktop.domain.labels import label
from baixing_desktop.domain.states import Action, Need, Role
from baixing_desktop.errors import IllegalActionError, ProgramError

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[S]):
    """One row: ``source`` –``action``→ ``target``, by ``roles``, with all of ``needs`` given (seed ``clause``).

    A row whose target is its source changes no state: it says that the action is possible there.
    """

    source: S
    action: Action
    target: S
    roles: frozenset[Role]
    needs: frozenset[Need]
    clause: str


@dataclass(frozen=True, slots=True)
class Machine(Generic[S]):
    """One state machine. ``subject`` is the Chinese word for what moves through it, ``starts`` where it may begin.

    Several rows may share state and action when they lead to different targets; the caller then names the target,
    which a rule or the record decides (a merge undone leads back to the former state).
    """

    subject: str
    starts: tuple[S, ...]
    transitions: tuple[Transition[S], ...]

    @property
    def states(self) -> tuple[S, ...]:
        """Every state of its kind."""
        return tuple(type(self.starts[0]))

    def rows_from(self, state: S, role: Role | None = None) -> tuple[Transition[S], ...]:
        """What is possible in ``state`` (for ``role`` only, if given)."""
        return tuple(t for t in self.transitions if t.source == state and (role is None or role in t.roles))

    def actions(self, state: S, role: Role | None = None) -> tuple[Action, ...]:
        """The actions possible in ``state`` (for ``role`` only, if given), in the order of the table."""
        return tuple(dict.fromkeys(row.action for row in self.rows_from(state, role)))

    def may(self, state: S, action: Action, role: Role) -> bool:
        """Whether ``role`` could take ``action`` in ``state``, given what it needs."""
        return action in self.actions(state, role)

    def advance(
        self, state: S, action: Action, role: Role, given: frozenset[Need] = frozenset(), *, target: S | None = None
    ) -> S:
        """The state after ``action``; ``target`` chooses among rows that differ only in where they lead.

        Raises:
            IllegalActionError: no such row (says what is possible), another role's row, or something is not given.
            ProgramError: the rows differ in their target and none was named.
        """
        rows = [t for t in self.rows_from(state) if t.action == action and target in (None, t.target)]
        if not rows:
            raise self._not_possible(state, action, role)
        allowed = [t for t in rows if role in t.roles]
        if not allowed:
            roles = "、".join(label(r) for r in sorted(rows[0].roles) if r is not Role.SYSTEM) or "程序自动"
            raise IllegalActionError("ACTION_NOT_ALLOWED", action=label(action), roles=roles)
        if len(allowed) > 1:
            raise ProgramError(f"{action} from {state} leads to several states and none was named")
        missing = allowed[0].needs - given
        if missing:
            fields = "、".join(label(n) for n in sorted(missing))
            raise IllegalActionError("ACTION_NEEDS", action=label(action), fields=fields)
        return allowed[0].target

    def begin(self, state: S) -> S:
        """``state``, in which a new one of these may begin.

        Raises:
            ProgramError: nothing begins there.
        """
        if state not in self.starts:
            raise ProgramError(f"no {self.subject} begins as {state}")
        return state

    def ends(self) -> frozenset[S]:
        """The states from which nothing leads on."""
        targets = {t.target for t in self.transitions} | set(self.starts)
        return frozenset(targets - {t.source for t in self.transitions if t.target != t.source})

    def _not_possible(self, state: S, action: Action, role: Role) -> IllegalActionError:
        possible = "、".join(label(a) for a in self.actions(state, role))
        return IllegalActionError(
            "ACTION_NOT_POSSIBLE",
            subject=self.subject,
            state=label(state),
            action=label(action),
            possible=possible or "查看",
        )
