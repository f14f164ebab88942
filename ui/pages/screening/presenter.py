"""Decisions of screening (seed 八(二)); the words offered are a start that may be rewritten."""

from dataclasses import dataclass

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.lists import ClueSummary, OfficeQueue
from baixing_desktop.domain.rules.similarity import Rarity
from baixing_desktop.domain.screening import Distinction
from baixing_desktop.usecases import curating, duplicates
from baixing_desktop.usecases.casework import accept_clue, decline_clue, return_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.reading import office_queue, reveal_contact
from baixing_desktop.usecases.similar import rarity_here
from ui.pages.clues.presenter import CluesPresenter, ClueView


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A reason as it is often given, and where the citizen may turn instead."""

    words: str
    reason: str
    referral: str = ""


RETURNS = (
    Suggestion("地点不清", "请写明具体地点、路段或门牌。"),
    Suggestion("情况不清", "请补充问题的经过、影响的人数和时间。"),
    Suggestion("没有具体建议", "请补充反映人希望怎样解决。"),
    Suggestion("一件多事", "一条线索只针对一件事，请分成几条登记。"),
)
DECLINES = (
    Suggestion("个人诉求", "为本人或亲友解决个人问题，不属于提案线索。", "可拨打 12345 反映"),
    Suggestion("信访投诉", "属于信访、投诉事项。", "可向信访部门反映，或拨打 12345"),
    Suggestion("诉讼仲裁", "已进入诉讼或仲裁程序。", "请按法律程序处理"),
    Suggestion("民事纠纷", "属于民事纠纷。", "可申请人民调解，或向法院起诉"),
    Suggestion("检举控告", "属于指名举报、检举控告。", "可向纪检监察机关反映"),
    Suggestion("宣传推介", "属于宣传推介作品或产品。", "不另行转送"),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The queue: how many, and the ones listed."""

    total: int
    items: tuple[ClueSummary, ...]


class ScreeningPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._clues = CluesPresenter(desk)
        self._rarity: Rarity | None = None

    def waiting(self) -> Waiting:
        """The clues to screen, the oldest first."""
        found = office_queue(self._desk, OfficeQueue.TO_SCREEN)
        return Waiting(found.total, found.items)

    def view(self, clue_id: str) -> ClueView:
        """One clue with its history."""
        return self._clues.view(clue_id)

    def reveal(self, clue_id: str) -> Contributor:
        """The contact in full, on the record."""
        return reveal_contact(self._desk, clue_id)

    def accept(self, clue: Clue) -> tuple[Clue, Changes]:
        """受理: the clue gets its formal number."""
        return accept_clue(self._desk, clue.id, version=clue.version)

    def send_back(self, clue: Clue, reason: str) -> tuple[Clue, Changes]:
        """退回补充."""
        return return_clue(self._desk, clue.id, reason, version=clue.version)

    def decline(self, clue: Clue, reason: str, referral: str) -> tuple[Clue, Changes]:
        """不予采用, with the way that the citizen can take instead."""
        return decline_clue(self._desk, clue.id, reason, referral, version=clue.version)

    def alike(self, clue_id: str) -> tuple[duplicates.Candidate, ...]:
        """Clues that may be about the same matter."""
        if self._rarity is None:
            self._rarity = rarity_here(self._desk)
        return duplicates.candidates_for(self._desk, clue_id, self._rarity)

    def merge(self, clue: Clue, master_id: str) -> tuple[Clue, Changes]:
        """并案."""
        return curating.merge_clue(self._desk, clue.id, master_id, version=clue.version)

    def undo_merge(self, clue: Clue) -> tuple[Clue, Changes]:
        """撤销并案."""
        return curating.undo_merge(self._desk, clue.id, version=clue.version)

    def tell_apart(self, clue: Clue, other_id: str) -> tuple[Distinction, Changes]:
        """不是同一件."""
        return duplicates.tell_apart(self._desk, clue.id, other_id)

    def undo_tell_apart(self, clue: Clue, other_id: str) -> tuple[Distinction, Changes]:
        """It may be the same after all."""
        return duplicates.undo_tell_apart(self._desk, clue.id, other_id)
