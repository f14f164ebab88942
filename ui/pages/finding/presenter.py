"""The sense of 全文查找."""

from collections.abc import Sequence

from baixing_desktop.domain.finding import FoundKind, Hit, words_of
from baixing_desktop.domain.labels import label
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.finding import PORTION, Findings, find_everywhere, find_more
from baixing_desktop.work import Work
from ui.pages.finding.doors import DOORS
from ui.words import say_day


class FindingPresenter:
    """Touches the store; call what searches in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pages: Sequence[str] = ()

    def can_show(self, pages: Sequence[str]) -> None:
        """``pages`` are those of the window: what has none of them cannot be opened and is not searched."""
        self._pages = pages

    def page_of(self, kind: FoundKind) -> str:
        """The page that shows such a record; empty where this window has none."""
        return next((page for page in DOORS[kind].pages if page in self._pages), "")

    def search(self, text: str, wanted: FoundKind | None, work: Work) -> Findings:
        """What has ``text`` in it."""
        kinds = [kind for kind in FoundKind if self.page_of(kind)]
        return find_everywhere(self._desk, text, kinds, wanted=wanted, work=work)

    def first(self, text: str, kind: FoundKind) -> tuple[Hit, ...]:
        """The first hits of a kind."""
        return find_more(self._desk, text, kind, 0, PORTION)

    def more(self, text: str, kind: FoundKind, offset: int, limit: int) -> tuple[Hit, ...]:
        """Further hits of a kind."""
        return find_more(self._desk, text, kind, offset, limit)

    def title(self, hit: Hit) -> str:
        """``11月3日　建议加装路灯``: the record in a line."""
        day = say_day(hit.on, self._desk.today()) if hit.on else ""
        number = hit.about if hit.kind is FoundKind.CLUE else ""
        return "　".join(filter(None, (day, number, hit.title or hit.about or label(hit.kind))))

    @staticmethod
    def passage(hit: Hit) -> str:
        """Where the words stand, and what the record belongs to."""
        about = hit.about if hit.title and hit.kind is not FoundKind.CLUE else ""
        return "　".join(filter(None, (hit.around, about and f"〔{about}〕")))

    @staticmethod
    def words(text: str) -> tuple[str, ...]:
        """What is marked in the passages."""
        return words_of(text)
