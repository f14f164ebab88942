"""名册与字典: members, the leading group and its groups, the lists that all workrooms go by, papers on the shelf."""

from collections.abc import Callable
from typing import TypeAlias

from baixing_desktop.changes import Kind
from baixing_desktop.domain.labels import label
from baixing_desktop.domain.organisation import Member, RosterEntry, ShelfNote
from baixing_desktop.errors import UserError
from ui.asking import Ask, AskDialog
from ui.context import Context
from ui.pages.reference.dictionary import DictionaryPanel
from ui.pages.reference.importing import MemberImport
from ui.pages.reference.rosters import SHELVES, MembersPresenter, PostsPresenter
from ui.pages.reference.shelf import shelf_panel
from ui.records import Manner, RecordsPanel
from ui.shell.page import Command, Page
from ui.style import space
from ui.targets import Target
from ui.widgets.buttons import button
from ui.widgets.layouts import column
from ui.widgets.narrowing import narrowing
from ui.widgets.one_of import OneOf, Wanted
from ui.widgets.paged import Column
from ui.widgets.states import EmptyState, heading
from ui.widgets.tabs import Tabs

_MEMBERS, _POSTS, _LISTS, _SHELF = "members", "posts", "dictionary", "shelf"
_FIRST = "采用附件1的名单"
_TABS = ((_MEMBERS, "委员名册"), (_POSTS, "工作机构"), (_LISTS, "字典"), (_SHELF, "资料"))
_Panel: TypeAlias = RecordsPanel[Member] | RecordsPanel[RosterEntry] | RecordsPanel[ShelfNote] | DictionaryPanel


class ReferencePage(Page):
    """Four views; the import of members lies over the first."""

    name = "reference"
    title = "名册与字典"
    icon = "landmark"
    concerns = frozenset({Kind.REFERENCE, Kind.ROSTER, Kind.SHELF})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._member_sense, self._post_sense = MembersPresenter(context.desk), PostsPresenter(context.desk)
        self._panels = OneOf()
        kinds: dict[str, Callable[[], _Panel]] = {
            _MEMBERS: self._members_panel,
            _POSTS: self._posts_panel,
            _LISTS: lambda: DictionaryPanel(self),
            _SHELF: lambda: shelf_panel(self),
        }
        self._views = Wanted[str, _Panel](self._panels, kinds)
        self._tabs = narrowing(Tabs("看什么", _TABS))
        self._tabs.picked.connect(self._pick)
        self._panels.show_one(self._panel)
        self.importing = MemberImport(self, self._member_sense, self._leave)
        self._panels.add(self.importing)
        body = column(heading("名册与字典", self._tabs), gap=3, parent=self)
        body.addWidget(self._panels, 1)
        body.setContentsMargins(space(5), space(4), space(5), space(4))

    @property
    def commands(self) -> tuple[Command, ...]:
        """Looking, finding, keeping, importing."""
        return (
            Command("看委员名册", "Ctrl+Shift+1", "办理", lambda: self._pick(_MEMBERS)),
            Command("看工作机构", "Ctrl+Shift+2", "办理", lambda: self._pick(_POSTS)),
            Command("看字典", "Ctrl+Shift+3", "办理", lambda: self._pick(_LISTS)),
            Command("看资料", "Ctrl+Shift+4", "办理", lambda: self._pick(_SHELF)),
            Command("保存修改", "Ctrl+S", "办理", self._save),
            Command("增加一项", "Ctrl+Shift+N", "办理", self._begin),
            Command("删除委员、职务或资料", "Ctrl+D", "办理", self._remove),
            Command("登记接任", "Ctrl+Shift+J", "办理", self._hand_over),
            Command("导入委员名册", "Ctrl+Shift+O", "文件", self._choose_table),
            Command("导入这些委员", "Ctrl+Return|Ctrl+Enter", "文件", self._bring_in),
            Command("停止导入", "Ctrl+Shift+X", "文件", self.importing.stop),
            Command("查找委员、职务或资料", "Ctrl+Shift+F", "前往", self._find),
            Command("下一条", "J", "前往", lambda: self._panel.step(1)),
            Command("上一条", "K", "前往", lambda: self._panel.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is the name of a view, or a record on it."""
        sought = Target.of(target)
        if sought is not None:
            self._views[sought.views[0]].show_record(sought.id)
            self._pick(sought.views[0])
        elif target in self._views:
            self._pick(target)
        elif not self._importing:
            self._panel.focus()

    def escape(self) -> bool:
        """From the import back to the roster."""
        if self._importing:
            self._leave()
            return True
        return False

    def refresh(self) -> None:
        """Read what the view in front shows."""
        self._panel.refresh()

    def failed(self, error: UserError) -> None:
        """What was typed stays."""
        for panel in self._views.built:
            panel.rest()
        super().failed(error)

    # -- building

    def _members_panel(self) -> RecordsPanel[Member]:
        style, presenter = self.context.style, self._member_sense
        manner = Manner[Member](
            thing="委员", name="委员名册", new="增加委员",
            columns=(
                Column[Member](
                    "姓名", lambda one: one.name, second=lambda one: f"{presenter.committees(one)}　{one.sector}"
                ),
                Column[Member]("届", lambda one: f"{one.term} 届", 4, lambda _one: "soft"),
                Column[Member]("界别", lambda one: one.sector, 6),
                Column[Member]("专委会", presenter.committees, 8),
            ),
            read=presenter.members, key=lambda one: one.id, text=presenter.member_text, words=lambda one: one.name,
            story=presenter.member_story, shelves=SHELVES, on_shelf=presenter.serves, asks=presenter.member_asks,
            answers=presenter.member_answers, save=presenter.save_member, remove=presenter.remove_member,
            restore=presenter.restore_member, may_write=presenter.keeps,
        )  # fmt: skip
        hint = "按上面的按钮从 Excel 导入，或一位一位增加。换届时导入新一届名单，往届的留在“全部”里。"
        tools = [button(style, "从表格导入", self._choose_table, icon="folder-open", keys="Ctrl+Shift+O")]
        return RecordsPanel[Member](self, manner, EmptyState(style, "user", "名册里还没有委员", hint), tools)

    def _posts_panel(self) -> RecordsPanel[RosterEntry]:
        style, presenter = self.context.style, self._post_sense
        manner = Manner[RosterEntry](
            thing="职务", name="工作机构", new="增加职务",
            columns=(
                Column[RosterEntry](
                    "姓名", lambda one: one.name, second=lambda one: f"{label(one.group)}　{one.post}　{one.title}"
                ),
                Column[RosterEntry]("机构", lambda one: label(one.group), 8),
                Column[RosterEntry]("职务", lambda one: one.post, 6),
            ),
            read=presenter.posts, key=lambda one: one.id, text=presenter.post_text, words=lambda one: one.name,
            story=presenter.post_story, shelves=SHELVES, on_shelf=presenter.serves, asks=presenter.post_asks,
            answers=presenter.post_answers, save=presenter.save_post, remove=presenter.remove_post,
            restore=presenter.restore_post, may_write=presenter.keeps,
        )  # fmt: skip
        empty = EmptyState(style, "user", "还没有工作机构名单", "按上面的按钮采用附件1的名单，再按实际修改。")
        tools = [button(style, _FIRST, self._take_first)]
        beside = [button(style, "登记接任", self._hand_over, keys="Ctrl+Shift+J")]
        return RecordsPanel[RosterEntry](self, manner, empty, tools, beside)

    # -- acting

    @property
    def _panel(self) -> _Panel:
        return self._views[self._tabs.chosen]

    @property
    def _importing(self) -> bool:
        return not self.importing.isHidden()

    def show_import(self) -> None:
        """The import over the roster."""
        self._tabs.choose(_MEMBERS)
        self._panels.show_one(self.importing)
        self.importing.setFocus()

    def _pick(self, name: str) -> None:
        self._tabs.choose(name)
        self._panels.show_one(self._panel)
        self._panel.refresh()
        self._panel.focus()

    def _leave(self) -> None:
        self._pick(_MEMBERS)

    def _choose_table(self) -> None:
        self.show_import()
        self.importing.choose()

    def _bring_in(self) -> None:
        if self._importing:
            self.importing.bring_in()

    def _save(self) -> None:
        if not self._importing:
            self._panel.save()

    def _begin(self) -> None:
        if not self._importing:
            self._panel.begin()

    def _find(self) -> None:
        panel = self._panel
        if isinstance(panel, RecordsPanel):
            panel.seek()

    def _remove(self) -> None:
        panel = self._panel
        if isinstance(panel, RecordsPanel) and not self._importing:
            panel.remove()

    def _take_first(self) -> None:
        def taken(fresh: tuple[RosterEntry, ...]) -> None:
            back: Callable[[], None] | None = None
            if fresh:
                back = lambda: self.act(lambda: self._post_sense.drop(fresh), lambda _gone: None)  # noqa: E731 - the way back
            words = f"已记下附件1的 {len(fresh)} 项职务。" if fresh else "附件1的名单都已在这里。"
            self.context.frame.notice(words, back)

        self.act(self._post_sense.take_first, taken)

    def _hand_over(self) -> None:
        panel = self._panel
        one = panel.chosen if isinstance(panel, RecordsPanel) else None
        if not isinstance(one, RosterEntry):
            return
        asks = (
            Ask("name", "接任人", needed=True),
            Ask("title", "单位及职务", one.title),
            Ask("on", "接任日期", day=self.context.desk.today()),
        )

        def done(both: tuple[RosterEntry, RosterEntry]) -> None:
            self.context.frame.notice(
                f"{both[1].name}接任{label(one.group)}{one.post}，前任保留在名单里。",
                lambda: self.act(lambda: self._post_sense.take_back_hand_over(one, both), lambda _kept: None),
            )

        AskDialog.present(
            self, f"{one.name}的{one.post}由谁接任？", asks, "登记接任",
            lambda got: self.act(lambda: self._post_sense.hand_over(one, got), done),
        )  # fmt: skip
