"""How the tables are written: one short call per row, role sets by name."""

from enum import StrEnum
from typing import TypeVar

from baixing_desktop.domain.states import Action, Need, Role
from baixing_desktop.domain.workflow.machine import Transition

S = TypeVar("S", bound=StrEnum)

LIAISON = frozenset({Role.LIAISON})
SYSTEM = frozenset({Role.SYSTEM})
OFFICE = frozenset({Role.OFFICE})
DESK = frozenset({Role.OFFICE, Role.TRIAGE})
"""汇总和分类处理 is the business of the office and its 提案线索处理组 (seed 六(三)3)."""
FILING = frozenset({Role.OFFICE, Role.PROPOSAL_COMMITTEE})
"""转送 by the office, 交办 and 督办 by the proposal committee with it (seed 八(三)1, 九(二)3)."""
PROPOSALS = frozenset({Role.PROPOSAL_COMMITTEE})
"""审查立案 is the proposal committee's alone (seed 九(二)3)."""
PROPOSERS = frozenset({Role.OFFICE, Role.COMMITTEE, Role.PROPOSAL_COMMITTEE})
"""Who enters what committees, members and participants suggest, claim and cultivate (seed 八(一)1, 八(二)3)."""


def row(source: S, action: Action, target: S, roles: frozenset[Role], needs: str, clause: str) -> Transition[S]:
    """A row; ``needs`` are identifiers of :class:`Need`, separated by blanks."""
    return Transition(source, action, target, roles, frozenset(Need(n) for n in needs.split()), clause)
