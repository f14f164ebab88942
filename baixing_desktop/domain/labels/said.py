"""The one state of a clue that is worth saying."""

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.states import ClueState, OfficeState


def state_of(clue: Clue | ClueSummary) -> ClueState | OfficeState | None:
    """The state worth saying: the office's once it has spoken, before that the workroom's; 已撤回 before all others.

    A clue that came back from the office is 退回补充 in both; while it is worked on again it is what it is here.
    """
    if clue.withdrawn if isinstance(clue, ClueSummary) else clue.withdrawn_at is not None:
        return OfficeState.WITHDRAWN
    here, there = clue.workroom_state, clue.office_state
    if here in (None, ClueState.ACKNOWLEDGED) and there is not None:
        return there
    return here


def state_words(clue: Clue | ClueSummary) -> str:
    """The state in words."""
    state = state_of(clue)
    return label(state) if state else ""
