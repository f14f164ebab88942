"""One open clue: the fields in the order of the paper, the page that prints beside them, and its keeping."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue, ClueContent, Source
from baixing_desktop.domain.states import ClueState
from baixing_desktop.errors import UserError
from ui.context import Context
from ui.jobs import Lane
from ui.pages.entry.adviser import Adviser
from ui.pages.entry.attachments import AttachmentBox
from ui.pages.entry.fields import EntryFields
from ui.pages.entry.file_work import FileWork
from ui.pages.entry.hint_strip import HintStrip
from ui.pages.entry.keeper import Keeper
from ui.pages.entry.live import LivePreview
from ui.pages.entry.place_work import PlaceWork
from ui.pages.entry.presenter import EntryPresenter, Kept
from ui.paper import PaperDialog
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import Scrolled, card, column, row
from ui.widgets.preview import PaperPreview

_OPEN = (None, ClueState.DRAFT, ClueState.COMMUNITY_REGISTERED, ClueState.REGISTERED, ClueState.RETURNED)
_FIELDS_EM = 66  # wider fields are hard to read
_SHOW_PREVIEW_EM = 58  # below this many letters' width the fields need all of it


class ClueEditor(QWidget):
    """``renamed`` fires when the name in :attr:`label` changes, ``finished`` when it was registered and printed."""

    renamed = Signal()
    finished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._presenter = EntryPresenter(context.desk)
        self._busy = False
        self._files = AttachmentBox(context.style)
        self.fields = EntryFields(context.style, self._presenter, context.desk.today(), self._files)
        self._preview = PaperPreview("打印预览")
        self._live = LivePreview(context, self._presenter, self.fields.content, self._preview)
        self._strip = HintStrip(context.style)
        self._adviser = Adviser(context, self._presenter, self.fields.content, self.fields, self._strip)
        self._keeper = Keeper(context, self._presenter, self.fields.content, self._show_kept, self)
        self._build()
        self.fields.edited.connect(self._edited)
        self.fields.title.textChanged.connect(self.renamed)
        self._strip.wanted.connect(self._look_at)
        self._strip.purge.connect(self._purge)
        self._places = PlaceWork(context, self._presenter, self.fields.places, self.failed)
        FileWork(context, self._presenter, self._files, self.failed)
        self._files.changed.connect(self._files_changed)

    @property
    def label(self) -> str:
        """What this clue is called among the open ones."""
        return self.fields.title.text().strip() or "新线索"

    @property
    def clue_id(self) -> str:
        """The identity of the clue, empty before it was first kept."""
        return self._presenter.clue.id if self._presenter.clue else ""

    @property
    def untouched(self) -> bool:
        """Whether nothing stands here yet."""
        return not self.clue_id and not self._keeper.dirty and self._presenter.is_blank(self.fields.content())

    def begin(self, belongs: str = "") -> None:
        """Begin a clue: ready for the first stroke at once. ``belongs`` is ``session=…`` or ``topic=…``."""
        self._presenter.places = self._presenter.belonging(belongs)
        preferences = self.context.preferences
        self._take(self._presenter.blank(Source(preferences.source, preferences.occasion or None)))

    def open(self, clue_id: str) -> None:
        """Take up a clue that is kept already."""
        self.setEnabled(False)
        self.context.jobs.run(self, lambda: self._presenter.open(clue_id), self._opened, self.failed)

    def arrive(self) -> None:
        """The clue comes to the front."""
        self.fields.title.setFocus()
        self.show_preview()

    def leave(self) -> None:
        """Keep what was typed; an empty draft is thrown away."""
        self._keeper.save()
        content = self.fields.content()
        self.context.jobs.run(
            self, lambda: self._presenter.discard_if_blank(content), self._discarded, self.context.frame.problem
        )

    def keep_if_typed(self) -> None:
        """Keep what is new, if anything is."""
        self._keeper.save()

    def choose_files(self) -> None:
        """Choose files to attach."""
        self._files.choose()

    def paste(self) -> None:
        """Attach what is on the clipboard."""
        self._files.paste()

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._number = plain("新线索", "soft")
        self._saved = plain("", "soft")
        self._show = button(style, "显示预览", self.toggle_preview, icon="eye", kind="quiet", keys="F8")
        self._keep_button = button(style, "存草稿", self.keep, icon="save", keys="Ctrl+S")
        self._register_button = button(
            style, "登记并打印", self.register, kind="primary", icon="stamp", keys="Ctrl+Enter"
        )
        head = row(plain("登记", "title"), self._number, None, self._show, gap=3)
        head.setContentsMargins(24, 12, 24, 8)
        holder = QWidget()
        body = column(self.fields, gap=0, parent=holder)
        body.setContentsMargins(24, 4, 24, 16)
        self._holder = holder
        style.changed.connect(self._measure)
        self._measure()
        foot = card("bar")
        row(self._saved, None, self._keep_button, self._register_button, gap=3, parent=foot).setContentsMargins(
            24, 10, 24, 10
        )
        left = QWidget()
        column(head, Scrolled(holder), self._strip, foot, gap=0, parent=left)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(left)
        self._splitter.addWidget(self._preview)
        self._splitter.setStretchFactor(0, 6)
        self._splitter.setStretchFactor(1, 4)
        column(self._splitter, gap=0, parent=self)

    def _measure(self) -> None:
        self._holder.setMaximumWidth(self.context.style.pixels("base") * _FIELDS_EM)

    # -- taking up

    def _opened(self, content: ClueContent) -> None:
        self.setEnabled(True)
        self._take(content)

    def _take(self, content: ClueContent) -> None:
        self._keeper.forget()
        clue = self._presenter.clue
        self.fields.put(content, self.context.desk.today())
        self.fields.put_bars(self._presenter.bars)
        self._places.begin()
        self._files.put(content.attachments)
        open_here = (clue.workroom_state if clue else None) in _OPEN
        self.fields.set_read_only(not open_here)
        for made in (self._keep_button, self._register_button):
            made.setEnabled(open_here)
        self._say_where(clue)
        self._live.draw_now()
        self._adviser.begin()
        self.fields.title.setFocus()
        self.renamed.emit()

    def _say_where(self, clue: Clue | None) -> None:
        if clue is None:
            self._number.setText("新线索")
            self._saved.setText("开始填写后自动保存")
            return
        self._number.setText(clue.number)
        reason = f"退回补充：{clue.return_reason}" if clue.workroom_state is ClueState.RETURNED else ""
        self._saved.setText(reason or ("" if clue.workroom_state in _OPEN else "已经报送，不能再改"))

    # -- keeping

    def _edited(self) -> None:
        self._presenter.bars = self.fields.bars
        self._saved.setText("正在填写")
        self._keeper.touch()
        self._live.touch()
        self._adviser.touch()

    def keep(self) -> None:
        """Keep what is written now, without waiting for a pause."""
        self._keeper.touch()
        self._keeper.save()

    def _show_kept(self, kept: Kept) -> None:
        if not self._keeper.dirty:
            self._saved.setText(f"已自动保存 {kept.saved_at}")
        self._number.setText(kept.number)

    def _discarded(self, result: tuple[None, Changes]) -> None:
        self.context.hub.announce(result[1])

    def _look_at(self, clue_id: str) -> None:
        self.context.frame.go("clues", clue_id)

    def _purge(self) -> None:
        self._keeper.forget()
        self.context.jobs.run(self, self._presenter.purge, self._purged, self.failed)

    def _purged(self, result: tuple[None, Changes]) -> None:
        self.context.hub.announce(result[1])
        self.begin()
        self.context.frame.notice("已清除，本机不再保存这条内容。请按保密规定办理。")

    def _files_changed(self) -> None:
        self.fields.set_attachments(self._files.items)

    # -- registering

    def register(self) -> None:
        """Register and print, or say what is missing."""
        content = self.fields.content()
        missing = self._presenter.missing(content)
        self.fields.complain(missing)
        self._adviser.look()
        if missing or self._busy:
            return
        if self._strip.stopped:
            self._saved.setText("请先看上面红色的提示")
            self._strip.focus_first()
            return
        self._set_busy(True)
        self._keeper.forget()
        self._places.remember(content.source)
        self.context.jobs.run(self, lambda: self._presenter.register(content), self._registered, self.failed)

    def failed(self, error: UserError) -> None:
        """What was typed stays on the page and is kept."""
        self.setEnabled(True)
        self._set_busy(False)
        self.context.frame.problem(error)

    def _registered(self, result: tuple[Clue, Changes]) -> None:
        clue, changes = result
        frame, undo = self.context.frame, self._undo_of(clue)
        frame.notice(f"已登记 {clue.number}“{clue.content.title}”。", undo)
        self.context.hub.announce(changes)
        self.context.jobs.run(
            self, lambda: self._presenter.paper(clue.id), lambda pdf: self._print(clue, pdf), self._not_printed,
            lane=Lane.PAPER,
        )  # fmt: skip

    def _print(self, clue: Clue, pdf: bytes) -> None:
        self._set_busy(False)
        PaperDialog.present(self, self.context, f"附件3 {clue.number}", pdf, at_once=True, done=self.finished.emit)

    def _not_printed(self, error: UserError) -> None:
        self.failed(error)
        self.finished.emit()

    def _undo_of(self, clue: Clue) -> Callable[[], None]:
        """A way back that outlives this editor."""
        context, presenter = self.context, self._presenter

        def reopened(result: tuple[Clue, Changes]) -> None:
            context.hub.announce(result[1])
            context.frame.go("entry", clue.id)

        def undo() -> None:
            owner = context.hub
            context.jobs.run(owner, lambda: presenter.undo_registration(clue.id), reopened, context.frame.problem)

        return undo

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._register_button.setEnabled(not busy)

    # -- preview

    def toggle_preview(self) -> None:
        """Show the paper beside the fields, or hide it."""
        self.context.preferences.preview = not self.context.preferences.preview
        self.show_preview()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A narrow window has room for the fields only."""
        super().resizeEvent(event)
        self.show_preview()

    def show_preview(self) -> None:
        """The paper stands beside the fields when it is wanted and there is room."""
        wide = self.width() > self.context.style.pixels("base") * _SHOW_PREVIEW_EM
        shown = self.context.preferences.preview and wide
        rename(self._show, "隐藏预览" if shown else "显示预览", "F8")
        self._show.setVisible(wide)
        if shown == self._preview.isHidden():
            self._preview.setVisible(shown)
            self._live.touch()
