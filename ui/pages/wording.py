"""States in words, with the tone that repeats them."""

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.states import ClueState, OfficeState

_TONES: dict[ClueState | OfficeState, str] = {
    ClueState.DRAFT: "soft",
    ClueState.RETURNED: "warn",
    OfficeState.RETURNED: "warn",
    OfficeState.DECLINED: "soft",
    OfficeState.WITHDRAWN: "soft",
    OfficeState.CONCLUDED: "ok",
    OfficeState.ARCHIVED: "ok",
}


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


def state_tone(clue: Clue | ClueSummary) -> str:
    """A token name for the state's colour."""
    state = state_of(clue)
    return _TONES.get(state, "text") if state else "text"


def size_words(length: int) -> str:
    """The size of a file: ``340 千字节`` or ``2.1 兆字节``."""
    return f"{length / 1_000_000:.1f} 兆字节" if length >= 1_000_000 else f"{max(length // 1000, 1)} 千字节"
