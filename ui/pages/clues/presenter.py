"""Lists of clues and one clue in full, for both faces."""

from dataclasses import dataclass, replace

from baixing_desktop.changes import Changes
from baixing_desktop.clock import local
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueList, ClueQuery, TimelineEntry, WorkroomQueue
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.states import ClueState, OfficeState
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import delete_draft, save_draft
from baixing_desktop.usecases.local_copy import erased
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.reading import (
    clue_ids,
    editable_clue,
    find_clue,
    list_clues,
    reveal_contact,
    timeline,
    workroom_queue,
)
from baixing_desktop.work import Work


@dataclass(frozen=True, slots=True)
class Tab:
    """One way to look at the list; ``name`` is what other pages ask for."""

    name: str
    title: str
    workroom: tuple[ClueState, ...] = ()
    office: tuple[OfficeState, ...] = ()
    queue: WorkroomQueue | None = None


_C, _O, _Q = ClueState, OfficeState, WorkroomQueue

WORKROOM_TABS = (
    Tab("all", "全部"),
    Tab(_Q.DRAFTS, "草稿", (_C.DRAFT, _C.COMMUNITY_REGISTERED)),
    Tab(_Q.TO_SUBMIT, "待报送", (_C.REGISTERED, _C.SEALED)),
    Tab(_Q.IN_TRANSIT, "等待回执", (_C.SUBMITTED,)),
    Tab("acknowledged", "区办已收到", (_C.ACKNOWLEDGED,)),
    Tab(_Q.RETURNED, "退回补充", (_C.RETURNED,)),
    Tab(_Q.TO_TELL, "待告知群众", queue=_Q.TO_TELL),
)
OFFICE_TABS = (
    Tab("all", "全部"),
    Tab("to_screen", "待审核", office=(_O.RECEIVED, _O.SCREENING)),
    Tab("accepted", "已受理", office=(_O.ACCEPTED, _O.RETAINED)),
    Tab("classified", "已分类", office=(_O.CLASSIFIED,)),
    Tab("routed", "办理中", office=(_O.ROUTED,)),
    Tab("concluded", "已办结", office=(_O.CONCLUDED, _O.ARCHIVED)),
    Tab("returned", "退回补充", office=(_O.RETURNED,)),
    Tab("merged", "已并案", office=(_O.MERGED,)),
    Tab("declined", "不予采用", office=(_O.DECLINED,)),
    Tab("withdrawn", "已撤回", office=(_O.WITHDRAWN,)),
)


_ASKING = {
    Face.WORKROOM: ("群众要求", "messages.withdraw_clue"),
    Face.OFFICE: ("个人信息请求", "requests.requests"),
}
"""What a citizen may ask about a clue is called so, and needs this permission."""
_GONE = {ErasureScope.CONTACT: "已去除联系方式", ErasureScope.ALL: "已删除全部内容"}


@dataclass(frozen=True, slots=True)
class ClueView:
    """One clue with everything that the detail shows; its contact is masked."""

    clue: Clue
    source: str
    unit: str
    history: tuple[TimelineEntry, ...]
    erased: str = ""
    """What of it was erased, in words; empty when nothing was."""


class CluesPresenter:
    """Reads the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.face = desk.installation.face
        self.tabs = WORKROOM_TABS if self.face is Face.WORKROOM else OFFICE_TABS
        words, needed = _ASKING[self.face]
        self.asking = words if may(desk, needed) else ""

    def page(self, tab: Tab, text: str, offset: int, limit: int) -> ClueList:
        """Some lines of the list under ``tab`` that contain ``text``."""
        if tab.queue is not None and not text.strip():
            found = workroom_queue(self._desk, tab.queue)
            return replace(found, items=found.items[offset : offset + limit])
        return list_clues(self._desk, ClueQuery(text, tab.workroom, tab.office, limit=limit, offset=offset))

    def ids(self, tab: Tab, text: str) -> tuple[str, ...]:
        """Identities of every clue under ``tab`` that contains ``text``."""
        if tab.queue is not None and not text.strip():
            return tuple(line.id for line in workroom_queue(self._desk, tab.queue).items)
        return clue_ids(self._desk, ClueQuery(text, tab.workroom, tab.office))

    def view(self, clue_id: str) -> ClueView:
        """One clue with its history, newest first."""
        clue = find_clue(self._desk, clue_id)
        category = self._desk.reference.sources.get(clue.content.source.category)
        occasion = {o.code: o.label for o in category.occasions} if category else {}
        words = [category.label if category else "", occasion.get(clue.content.source.occasion or "", "")]
        history = tuple(reversed(timeline(self._desk, clue.id)))
        unit = self._desk.reference.unit_name(clue.unit)
        return ClueView(clue, " · ".join(w for w in words if w), unit, history, self._erased(clue.id))

    def _erased(self, clue_id: str) -> str:
        stone = erased(self._desk, clue_id)
        if stone is None:
            return ""
        day = local(stone.erased_at)
        return f"{day.year}年{day.month}月{day.day}日{_GONE[stone.scope]}（{label(stone.ground)}）"

    def unit_short_name(self, code: str) -> str:
        """A unit's short name for a list."""
        unit = self._desk.reference.units.get(code)
        return unit.short_name if unit else code

    def reveal(self, clue_id: str) -> Contributor:
        """The contact in full; that it was looked at is recorded."""
        return reveal_contact(self._desk, clue_id)

    def paper(self, clue_id: str) -> bytes:
        """Attachment 3 of one clue."""
        return attachment3(self._desk, [clue_id])

    def book(self, tab: Tab, text: str, work: Work, second: Confirmation | None) -> tuple[int, bytes]:
        """Attachment 3 of every clue under ``tab`` that contains ``text``, as one paper; how many there are."""
        ids = self.ids(tab, text)
        return len(ids), attachment3(self._desk, ids, second=second, work=work)

    def delete(self, clue_id: str) -> tuple[Clue, Changes]:
        """Throw a draft away; returns what it was, for :meth:`restore`."""
        clue = editable_clue(self._desk, clue_id)
        _, changes = delete_draft(self._desk, clue_id)
        return clue, changes

    def restore(self, clue: Clue) -> tuple[Clue, Changes]:
        """Bring back a draft that was thrown away."""
        return save_draft(self._desk, clue.content, clue_id=clue.id)
