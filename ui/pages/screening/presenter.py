"""Decisions of screening (seed 八(二)); the words offered are a start that may be rewritten."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.lists import ClueQuery, ClueSummary, OfficeQueue
from baixing_desktop.domain.rules.similarity import SOMEWHAT_FROM, Rarity
from baixing_desktop.domain.screening import ClueEdition, Distinction
from baixing_desktop.domain.states import Action, OfficeState
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.usecases import curating, duplicates
from baixing_desktop.usecases.casework import accept_clue, decline_clue, return_clue
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.history import ClueHistory, clue_history
from baixing_desktop.usecases.reading import list_clues, office_queue, reveal_contact
from baixing_desktop.usecases.similar import rarity_here
from ui.pages.clues.presenter import CluesPresenter, ClueView
from ui.pages.screening.shelves import SHELVES, WAITING, Shelf


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


RETENTIONS = (
    Suggestion("暂不具备条件", "所提建议目前不具备实施条件，留存备查。"),
    Suggestion("正在办理", "有关部门已在办理同类事项，留存跟踪。"),
    Suggestion("留作参考", "留作提案选题参考。"),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One shelf: how many, the ones listed, and how many stand on each shelf."""

    total: int
    items: tuple[ClueSummary, ...]
    counts: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class OnDesk:
    """The clue on the desk; ``actions`` are what the table allows, ``lineage`` what it was split off or into."""

    view: ClueView
    edition: ClueEdition | None
    lineage: str
    actions: frozenset[Action]

    @property
    def wording(self) -> curating.Wording:
        """The wording in force."""
        words = self.edition or self.view.clue.content
        return curating.Wording(words.title, words.analysis, words.suggestions)


class ScreeningPresenter:
    """Touches the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._clues = CluesPresenter(desk)
        self._rarity: Rarity | None = None

    def waiting(self, shelf: Shelf = WAITING) -> Waiting:
        """The clues of a shelf: those to screen in their order, those that were put aside the newest first."""
        counts = {
            each.name: list_clues(self._desk, ClueQuery(office_states=each.states, at_hand=True, limit=1)).total
            for each in SHELVES
        }
        if shelf is WAITING:
            found = office_queue(self._desk, OfficeQueue.TO_SCREEN)
        else:
            found = list_clues(self._desk, ClueQuery(office_states=shelf.states, at_hand=True))
        return Waiting(found.total, found.items, counts)

    def on_desk(self, clue_id: str) -> OnDesk:
        """One clue with everything that is decided from."""
        view, history = self._clues.view(clue_id), clue_history(self._desk, clue_id)
        edition = history.editions[-1] if history.editions else None
        state = view.clue.office_state
        # A clue that nobody has looked at yet is taken up by whatever is done with it.
        screened = OfficeState.SCREENING if state is OfficeState.RECEIVED else state
        actions = CLUE_IN_OFFICE.actions(screened, self._desk.role) if screened else ()
        return OnDesk(view, edition, self._lineage(history), frozenset(actions))

    def view(self, clue_id: str) -> ClueView:
        """One clue with its history."""
        return self._clues.view(clue_id)

    def reveal(self, clue_id: str) -> Contributor:
        """The contact in full, on the record."""
        return reveal_contact(self._desk, clue_id)

    def accept(self, clue: Clue) -> tuple[Clue, Changes]:
        """受理: the clue gets its formal number."""
        return accept_clue(self._desk, clue.id, version=clue.version)

    def unaccept(self, clue: Clue) -> tuple[Clue, Changes]:
        """撤回受理 right afterwards."""
        return curating.unaccept_clue(self._desk, clue.id, "受理后随即撤回", version=clue.version)

    def send_back(self, clue: Clue, reason: str) -> tuple[Clue, Changes]:
        """退回补充."""
        return return_clue(self._desk, clue.id, reason, version=clue.version)

    def decline(self, clue: Clue, reason: str, referral: str) -> tuple[Clue, Changes]:
        """不予采用, with the way that the citizen can take instead."""
        return decline_clue(self._desk, clue.id, reason, referral, version=clue.version)

    def retain(self, clue: Clue, reason: str) -> tuple[Clue, Changes]:
        """受理并留存."""
        return curating.accept_and_retain(self._desk, clue.id, reason, version=clue.version)

    def edit(self, clue: Clue, wording: curating.Wording, reason: str) -> tuple[ClueEdition, Changes]:
        """保存整理稿."""
        return curating.edit_wording(self._desk, clue.id, wording, reason, version=clue.version)

    def split(
        self, clue: Clue, kept: curating.Wording, parts: tuple[curating.Wording, ...], reason: str
    ) -> tuple[tuple[Clue, ...], Changes]:
        """拆分."""
        return curating.split_clue(self._desk, clue.id, kept, parts, reason, version=clue.version)

    def again(self, shelf: Shelf, clue: Clue, reason: str) -> tuple[Clue, Changes]:
        """Take up what was put aside."""
        return shelf.again(self._desk, clue, reason) if shelf.again else self.accept(clue)

    def _lineage(self, history: ClueHistory) -> str:
        parts = "、".join(self._clues.view(link.part_id).clue.number for link in history.parts)
        origin = history.part_of
        said = (
            f"由 {self._clues.view(origin.origin_id).clue.number} 拆出" if origin else "",
            f"已拆出 {parts}" if parts else "",
        )
        return "；".join(words for words in said if words)

    def alike(self, clue_id: str) -> tuple[duplicates.Candidate, ...]:
        """Clues that may be about the same matter; where they are few, those that are only somewhat alike follow."""
        if self._rarity is None:
            self._rarity = rarity_here(self._desk)
        found = duplicates.candidates_for(self._desk, clue_id, self._rarity, faintly=True)
        return tuple(each for each in found if each.likeness.score >= SOMEWHAT_FROM)

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
