"""Where a found record is shown: said as the target of ``Frame.go``, understood by the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from ui.context import Frame
from ui.shell.page import Page

GONE = "这条记录已不在列表里，可能刚刚办完或改动过。"


@dataclass(frozen=True, slots=True)
class Target:
    """The record ``id`` on one of these ``views`` of a page, tried in their order; where it is on none of them, its
    clue is shown.
    """

    id: str
    views: tuple[str, ...] = ()
    clue_id: str = ""

    def __str__(self) -> str:
        """As ``Frame.go`` takes it."""
        return f"at {self.id} {','.join(self.views)} {self.clue_id}"

    @classmethod
    def of(cls, words: str) -> Self | None:
        """What was said; None where the target of a page is something else."""
        if not words.startswith("at "):
            return None
        record, views, clue_id = words.removeprefix("at ").split(" ")
        return cls(record, tuple(filter(None, views.split(","))), clue_id)

    def seek(self, page: Page, find: Callable[[Self], str], come: Callable[[str], None]) -> None:
        """``find`` in the background the view of ``page`` on which the record is, then ``come`` there."""

        def go(view: str) -> None:
            if view:
                come(view)
            else:
                self._elsewhere(page.context.frame)

        page.ask(lambda: find(self), go)

    def _elsewhere(self, frame: Frame) -> None:
        """It is not here: its clue is shown, or it is said that it is gone."""
        if self.clue_id:
            frame.go("clues", self.clue_id)
        else:
            frame.notice(GONE)
