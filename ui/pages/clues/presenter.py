"""Lists of clues and one clue in full, for both faces."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.clock import local
from baixing_desktop.domain.clue import Clue, Contributor
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.lists import ClueList, ClueQuery, TimelineEntry, WorkroomQueue
from baixing_desktop.domain.marks import Marks
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.domain.privacy import ErasureScope
from baixing_desktop.domain.states import Action, ClueState, OfficeState
from baixing_desktop.domain.units import Face, UnitKind
from baixing_desktop.domain.views import Looking, SavedView, days, query_of
from baixing_desktop.domain.workflow import CLUE_IN_OFFICE
from baixing_desktop.errors import ConflictError
from baixing_desktop.usecases.attachments import Files, files_of
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.drafting import delete_draft, save_draft
from baixing_desktop.usecases.gathering import context_of, sessions, topics
from baixing_desktop.usecases.local_copy import erased
from baixing_desktop.usecases.papers import Format, MadePaper, PaperRequest, make_paper, paper_kind
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.printing import attachment3
from baixing_desktop.usecases.reading import (
    clue_ids,
    count_clues,
    editable_clue,
    find_clue,
    list_clues,
    reveal_contact,
    timeline,
)
from baixing_desktop.usecases.sealing import unseal
from baixing_desktop.usecases.views import drop_view, save_view, saved_views
from baixing_desktop.usecases.wording import mark_words
from baixing_desktop.work import Work
from sync import seal
from ui.pages.clues.looking import Offered

COUNTED = 5000
"""So many lines are counted before the first are shown: that is no wait yet."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is typed into the search; ``contacts``: a telephone number in it is looked for in contact data, too."""

    text: str = ""
    contacts: bool = False


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
    files: str = ""
    """What the office has not got of its attachments and why, in words; empty when it has all, or was not sent any."""
    marks: Marks = field(default_factory=Marks)
    marked: str = ""
    """Its marks in words; empty when it has none."""
    markable: bool = False


class CluesPresenter:
    """Reads the store; call it in the background."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.face = desk.face
        self.tabs = WORKROOM_TABS if self.face is Face.WORKROOM else OFFICE_TABS
        words, needed = _ASKING[self.face]
        self.may_look_in_contacts = may(desk, "reading.look_in_contacts")
        self.asking = words if may(desk, needed) else ""
        self.reports = self.face is Face.WORKROOM and may(desk, "sealing.seal_batch")

    def page(self, looking: Looking, sought: Sought, offset: int, limit: int) -> ClueList:
        """Some lines of the list looked at so that contain what is ``sought``. A long list is not counted to its end:
        see :meth:`total`."""
        # Whoever looks in contact data is written down each time; that list is short, and counted at once.
        count_to = None if sought.contacts else COUNTED if offset == 0 else 0
        query = replace(self._query(looking, sought), limit=limit, offset=offset, count_to=count_to)
        return list_clues(self._desk, query)

    def total(self, looking: Looking, sought: Sought) -> int:
        """How many lines that list has, however long it is."""
        return count_clues(self._desk, self._query(looking, sought))

    def ids(self, looking: Looking, sought: Sought) -> tuple[str, ...]:
        """Identities of every clue in the list looked at so that contains what is ``sought``, in its order."""
        return clue_ids(self._desk, self._query(looking, sought), in_order=True)

    def chosen(
        self, looking: Looking, sought: Sought, lines: Sequence[int], known: Sequence[str | None]
    ) -> tuple[str, ...]:
        """Identities of the clues in these lines; ``known`` are those of the lines that were read already.

        Raises:
            ConflictError: ``LIST_CHANGED``: the lines are no longer the ones that were chosen.
        """
        ids = tuple(one for one in known if one)
        if len(ids) == len(lines):
            return ids
        all_of_them = self.ids(looking, sought)
        found = tuple(all_of_them[line] for line in lines if line < len(all_of_them))
        if len(found) < len(lines) or any(one and one != now for one, now in zip(known, found, strict=True)):
            raise ConflictError("LIST_CHANGED")
        return found

    def _query(self, looking: Looking, sought: Sought) -> ClueQuery:
        tab = next((tab for tab in self.tabs if tab.name == looking.tab), self.tabs[0])
        query = query_of(looking, self._desk.today())
        return replace(
            query,
            text=sought.text,
            contacts=sought.contacts,
            workroom_states=tab.workroom,
            office_states=tab.office,
            queue=tab.queue,
        )

    def offered(self) -> Offered:
        """What the list can be narrowed down to."""
        desk, reference = self._desk, self._desk.reference
        here = self.face is Face.WORKROOM
        held = sessions(desk) if here else ()
        kinds = (UnitKind.WORKROOM, UnitKind.DIRECT_POINT, UnitKind.COMMITTEE, UnitKind.PARTICIPANT)
        return Offered(
            sources=[(code, category.label) for code, category in reference.sources.items()],
            units=[] if here else [(unit.code, unit.short_name) for unit in reference.units_of(*kinds)],
            sessions=[(one.session.id, f"{one.session.held_on:%Y-%m-%d} {one.session.place}") for one in held],
            topics=[(topic.id, topic.title) for topic in topics(desk)],
        )

    def conditions(self, looking: Looking, sought: Sought) -> str:
        """How the list was found, in words for an export."""
        tab = next((tab for tab in self.tabs if tab.name == looking.tab), self.tabs[0])
        period = days(looking, self._desk.today())
        topic = next((one.title for one in topics(self._desk) if one.id == looking.topic), "")
        parts = (
            tab.title,
            self.source_name(looking.source),
            self.unit_short_name(looking.unit),
            "一次接访" if looking.session else "",
            topic,
            {True: "已签字归档", False: "还没有签字件", None: ""}[looking.signed],
            f"{period.words}收到" if period else "",
            "有查找词" if sought.text.strip() else "",
        )
        return "，".join(part for part in parts if part)

    def export(self, looking: Looking, sought: Sought, work: Work, second: Confirmation | None) -> MadePaper:
        """线索清单 of the list looked at so."""
        ids = self.ids(looking, sought)
        request = PaperRequest(ids=ids, conditions=self.conditions(looking, sought), second=second)
        return make_paper(paper_kind("clue-list"), self._desk, Format.WORKBOOK, request, work)

    def views(self) -> tuple[SavedView, ...]:
        """The ways to look that are kept."""
        return saved_views(self._desk)

    def keep_view(self, view: SavedView) -> tuple[SavedView | None, Changes]:
        """Keep one; what bore its name before."""
        return save_view(self._desk, view)

    def drop_view(self, name: str) -> tuple[SavedView | None, Changes]:
        """Let go of one."""
        return drop_view(self._desk, name)

    def view(self, clue_id: str) -> ClueView:
        """One clue with its history, newest first."""
        clue = find_clue(self._desk, clue_id)
        category = self._desk.reference.sources.get(clue.content.source.category)
        occasion = {o.code: o.label for o in category.occasions} if category else {}
        words = [category.label if category else "", occasion.get(clue.content.source.occasion or "", "")]
        history = tuple(reversed(timeline(self._desk, clue.id)))
        unit = self._desk.reference.unit_name(clue.unit)
        gone, files = self._erased(clue.id), self._files(clue)
        marks = Marks.of(context_of(self._desk, clue_id) if self.face is Face.OFFICE else None)
        marked = mark_words(marks, self._desk.reference)
        source = " · ".join(w for w in words if w)
        return ClueView(clue, source, unit, history, gone, files, marks, marked, self._markable(clue))

    def _markable(self, clue: Clue) -> bool:
        state = clue.office_state if self.face is Face.OFFICE else None
        allowed = state is not None and CLUE_IN_OFFICE.may(state, Action.MARK, self._desk.role)
        return allowed and may(self._desk, "marking.change_marks")

    def _files(self, clue: Clue) -> str:
        sent = self.face is Face.OFFICE or clue.workroom_state is ClueState.ACKNOWLEDGED
        files = files_of(self._desk, clue.id) if sent and clue.content.attachments else Files(0, 0)
        if not files.held:
            return ""
        refused = [f"{name} 没有收：{why}" for name, why in files.refused]
        return "。".join((f"区办公室已有附件 {files.there}/{files.total}", *refused)) + "。"

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

    def source_name(self, code: str) -> str:
        """A source in words."""
        return self._desk.reference.source_label(code)

    def reveal(self, clue_id: str) -> Contributor:
        """The contact in full; that it was looked at is recorded."""
        return reveal_contact(self._desk, clue_id)

    def paper(self, clue_id: str) -> bytes:
        """Attachment 3 of one clue."""
        return attachment3(self._desk, [clue_id])

    def book(self, ids: Sequence[str], work: Work, second: Confirmation | None) -> tuple[int, bytes]:
        """Attachment 3 of these clues as one paper; how many there are."""
        return len(ids), attachment3(self._desk, ids, second=second, work=work)

    def seal(self, ids: Sequence[str]) -> tuple[tuple[str, ...], Changes]:
        """Make a batch of those of these clues that are registered; which ones went into it."""
        batch, changes = seal(self._desk, ids)
        return (tuple(one for one in ids if (Kind.CLUE, one) in changes.touched) if batch else ()), changes

    def unseal(self, ids: Sequence[str]) -> tuple[int, Changes]:
        """Take the seal of these clues back; how many may be changed again."""
        return unseal(self._desk, ids)

    def delete(self, clue_id: str) -> tuple[Clue, Changes]:
        """Throw a draft away; returns what it was, for :meth:`restore`."""
        clue = editable_clue(self._desk, clue_id)
        _, changes = delete_draft(self._desk, clue_id)
        return clue, changes

    def restore(self, clue: Clue) -> tuple[Clue, Changes]:
        """Bring back a draft that was thrown away."""
        return save_draft(self._desk, clue.content, clue_id=clue.id)
