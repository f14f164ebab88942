"""States in words, with the tone that repeats them."""

from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.labels.said import state_of, state_words
from baixing_desktop.domain.lists import ClueSummary
from baixing_desktop.domain.states import ClueState, OfficeState

__all__ = ["size_words", "state_of", "state_tone", "state_words"]

_TONES: dict[ClueState | OfficeState, str] = {
    ClueState.DRAFT: "soft",
    ClueState.RETURNED: "warn",
    OfficeState.RETURNED: "warn",
    OfficeState.DECLINED: "soft",
    OfficeState.WITHDRAWN: "soft",
    OfficeState.CONCLUDED: "ok",
    OfficeState.ARCHIVED: "ok",
}


def state_tone(clue: Clue | ClueSummary) -> str:
    """A token name for the state's colour."""
    state = state_of(clue)
    return _TONES.get(state, "text") if state else "text"


def size_words(length: int) -> str:
    """The size of a file: ``340 千字节`` or ``2.1 兆字节``."""
    return f"{length / 1_000_000:.1f} 兆字节" if length >= 1_000_000 else f"{max(length // 1000, 1)} 千字节"
