"""登记: the clues that are being written, one of them in front."""

from collections.abc import Callable
from itertools import count

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.clue import Clue
from baixing_desktop.usecases.community import drop_community_item
from ui.context import Context
from ui.pages.entry.community import CommunityDialog
from ui.pages.entry.editor import ClueEditor
from ui.shell.page import Command, Page
from ui.widgets.layouts import column
from ui.widgets.open_strip import OpenStrip

MOST_OPEN = 6
"""Clues open at the same time; the one left longest is put away when another one comes (it is kept as a draft)."""


class EntryPage(Page):
    """Several citizens may be waiting: each clue has its own editor, and none is lost when another begins."""

    name = "entry"
    title = "登记"
    icon = "file-plus"
    concerns = frozenset[Kind]()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._keys = count()
        self._editors: dict[int, ClueEditor] = {}
        self._spare: ClueEditor | None = None
        # Without an interval a timer waits until nothing else is to be done.
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self._prepare)
        self._strip = OpenStrip(context.style, "正在填写的线索")
        self._strip.picked.connect(self._show)
        self._strip.closed.connect(self._put_away)
        self._stack = QStackedWidget()
        column(self._strip, self._stack, gap=0, parent=self)
        self._begin()

    @property
    def commands(self) -> tuple[Command, ...]:
        """What one does with the clue in front, and going between the open ones."""
        return (
            Command("存草稿", "Ctrl+S", "线索", self._in_front(ClueEditor.keep)),
            Command("登记并打印", "Ctrl+Return|Ctrl+Enter", "线索", self._in_front(ClueEditor.register)),
            Command("添加附件", "Ctrl+Shift+A", "线索", self._in_front(ClueEditor.choose_files)),
            Command("反映人未满 14 周岁", "Ctrl+Shift+M", "线索", self._in_front(lambda e: e.fields.toggle_child())),
            Command("记社区上报", "Ctrl+Shift+R", "线索", self._community),
            Command("粘贴照片", "Ctrl+Shift+V", "线索", self._in_front(ClueEditor.paste)),
            Command("收起这条线索", "Ctrl+W", "线索", lambda: self._put_away(self._front)),
            Command("下一条正在填写的", "Ctrl+Tab", "前往", lambda: self._step(1)),
            Command("上一条正在填写的", "Ctrl+Shift+Tab", "前往", lambda: self._step(-1)),
            Command("显示或隐藏预览", "F8", "视图", self._in_front(ClueEditor.toggle_preview)),
        )

    @property
    def editor(self) -> ClueEditor:
        """The clue in front."""
        return self._editors[self._front]

    def arrive(self, target: str) -> None:
        """``new`` begins a clue (``new session=…`` and ``new topic=…`` say where it belongs), an identity takes that
        one up; nothing leaves the page as it was.
        """
        if target == "new" or target.startswith("new "):
            self._begin(target.removeprefix("new").strip())
        elif target:
            self._take_up(target)
        self._show(self._front)

    def keep(self) -> None:
        """Keep what was typed."""
        for editor in self._editors.values():
            editor.keep_if_typed()

    def leave(self) -> None:
        """Keep what was typed; empty drafts are thrown away."""
        super().leave()
        for editor in self._editors.values():
            editor.leave()

    def _in_front(self, act: Callable[[ClueEditor], None]) -> Callable[[], None]:
        """``act`` on whatever clue is in front when the command is given."""

        def run() -> None:
            act(self.editor)

        return run

    def _community(self) -> None:
        CommunityDialog.present(self.window(), self.context, self._reported)

    def _reported(self, clue: Clue, changes: Changes) -> None:
        context = self.context

        def undo() -> None:
            context.jobs.run(
                context.hub,
                lambda: drop_community_item(context.desk, clue.id)[1],
                self._dropped,
                context.frame.problem,
            )

        context.hub.announce(changes)
        context.frame.go("clues", clue.id)
        context.frame.notice(f"已记下社区上报 {clue.number}“{clue.content.title}”。补齐后再登记。", undo)

    def _dropped(self, changes: Changes) -> None:
        self.context.hub.announce(changes)
        self.context.frame.notice("已撤销，社区上报没有留下。")

    def writes(self, clue_id: str) -> bool:
        """Whether an editor has it."""
        return any(editor.clue_id == clue_id for editor in self._editors.values())

    # -- opening and putting away

    @property
    def _front(self) -> int:
        front = self._stack.currentWidget()
        return next(key for key, editor in self._editors.items() if editor is front)

    def _begin(self, belongs: str = "") -> None:
        idle = next((key for key, editor in self._editors.items() if editor.untouched), None)
        key = self._add() if idle is None else idle
        self._stack.setCurrentWidget(self._editors[key])
        self._editors[key].begin(belongs)

    def _take_up(self, clue_id: str) -> None:
        known = next((key for key, editor in self._editors.items() if editor.clue_id == clue_id), None)
        if known is None:
            if self.context.elsewhere(clue_id):
                return
            idle = next((key for key, editor in self._editors.items() if editor.untouched), None)
            known = self._add() if idle is None else idle
            self._editors[known].open(clue_id)
        self._stack.setCurrentWidget(self._editors[known])

    def _add(self) -> int:
        if len(self._editors) >= MOST_OPEN:
            self._drop(next(iter(self._editors)))
        key, editor = next(self._keys), self._spare or ClueEditor(self.context)
        self._spare = None
        # In the order in which they came: what is put away makes room for its neighbour.
        self._stack.removeWidget(editor)
        editor.renamed.connect(self._name_all)
        editor.finished.connect(lambda: self._finished(key))
        self._editors[key] = editor
        self._stack.addWidget(editor)
        return key

    def _show(self, key: int) -> None:
        if self.editor is not self._editors[key]:
            self.editor.keep_if_typed()
        self._stack.setCurrentWidget(self._editors[key])
        self._name_all()
        self._editors[key].arrive()
        if self._spare is None:
            self._idle.start()

    def _prepare(self) -> None:
        """An editor for the next clue is made ready when there is time: first made, then dressed and put in."""
        if self._spare is None:
            self._spare = ClueEditor(self.context)
            self._idle.start()
        elif self._stack.indexOf(self._spare) < 0:
            self._stack.insertWidget(0, self._spare)

    def _put_away(self, key: int) -> None:
        """What is written there stays a draft."""
        editor, words = self._editors[key], self._editors[key].label
        typed = not editor.untouched
        self._drop(key)
        if typed:
            self.context.frame.notice(f"“{words}”已收起，存为草稿。")
        if self.editor.untouched and len(self._editors) == 1:
            self.context.frame.go("today")
        else:
            self._show(self._front)

    def _drop(self, key: int) -> None:
        editor = self._editors.pop(key)
        editor.leave()
        self._stack.removeWidget(editor)
        # Its last save is still on its way; the lane is serial, so the widget may go when that has been answered.
        self.context.jobs.run(self, lambda: None, lambda _none: editor.deleteLater(), self.context.frame.problem)
        if not self._editors:
            self._begin()

    def _finished(self, key: int) -> None:
        if key in self._editors:
            self._drop(key)
        self.context.frame.go("today")

    def _step(self, step: int) -> None:
        keys = list(self._editors)
        self._show(keys[(keys.index(self._front) + step) % len(keys)])

    def _name_all(self) -> None:
        if self._stack.count():
            self._strip.show_all([(key, editor.label) for key, editor in self._editors.items()], self._front)
