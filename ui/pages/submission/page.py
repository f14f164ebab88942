"""报送: one sentence says where things stand; one button sends."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.errors import UserError
from baixing_desktop.work import Work
from sync import Enrolled, Exported, SyncReport
from ui.choosing import choose_file, choose_folder
from ui.context import Context
from ui.jobs import Lane
from ui.pages.submission.beside import fetch_beside
from ui.pages.submission.joining import JoinCard
from ui.pages.submission.presenter import (
    BatchLine,
    SubmissionPresenter,
    SubmissionView,
    report_sentence,
)
from ui.pages.submission.returned import ReturnedCard
from ui.pages.wording import state_words
from ui.paper import PaperDialog
from ui.sending import Sending
from ui.shell.page import Command, Everywhere, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Check
from ui.widgets.layouts import Scrolled, card, clear, column, line, row
from ui.widgets.states import Remark, heading

_SHOWN = 12


class SubmissionPage(Page):
    """Sends clues to the office and takes its answers."""

    name = "submission"
    title = "报送"
    icon = "send"
    everywhere = (Everywhere("立即报送", "Ctrl+Shift+S", "办理", "submit"),)
    concerns = frozenset({Kind.CLUE, Kind.BATCH, Kind.SETTING, Kind.PROGRESS})

    def __init__(self, context: Context, sending: Sending) -> None:
        super().__init__(context)
        self._sending = sending
        self._presenter = SubmissionPresenter(context.desk, sending.automatic)
        self._work: Work | None = None
        self._enrolled = False
        self._known = False
        self._by = ""
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """Sending and files."""
        return (
            Command("导出到优盘", "Ctrl+U", "办理", self._export),
            Command("读取回执文件", "Ctrl+O", "办理", self._read),
            *self._join_card.commands,
        )

    def arrive(self, target: str) -> None:
        """Sending is the most likely wish; with a receipt file as the ``target`` that is read at once."""
        if self._enrolled:
            self._send.setFocus()
        else:
            self._join_card.focus()
        if target.lower().endswith(".bxr"):
            self.read_receipt(target)

    def refresh(self) -> None:
        """Read again what waits."""
        self.ask(self._presenter.view, self._show)

    # -- building

    def _build(self) -> None:
        style = self.context.style
        self._send = button(style, "立即报送", self.submit, kind="primary", icon="send", keys="Ctrl+Shift+S")
        self._stop = button(style, "停止", self._cancel, keys="Esc")
        self._usb = button(style, "导出到优盘", self._export, icon="usb", keys="Ctrl+U")
        self._receipt = button(style, "读取回执文件", self._read, icon="folder-open", keys="Ctrl+O")
        self._done = Remark(style, "ok")
        self._by_itself = Check("有网络时自动报送")
        self._by_itself.setChecked(self._sending.wanted)
        self._by_itself.toggled.connect(self._want)
        self._sending.changed.connect(self._tell_line)
        self._where = plain("", wrap=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName("报送进度")
        self._doing = plain("", "soft")
        for widget in (self._progress, self._doing, self._stop):
            widget.hide()
        self._outgoing, self._history = QVBoxLayout(), QVBoxLayout()
        self._sum = plain("", "heading")
        going, past = card(), card()
        self._join_card = JoinCard(self, self._presenter, self._joined)
        self._returned = ReturnedCard(style, lambda clue_id: self.context.frame.go("entry", clue_id))
        self._only_sealed = Check("")
        self._only_sealed.hide()
        column(row(self._sum, None, self._usb), self._only_sealed, self._outgoing, gap=3, margin=4, parent=going)
        column(row(plain("批次", "heading"), None, self._receipt), self._history, gap=3, margin=4, parent=past)
        holder = QWidget()
        column(
            self._where,
            self._by_itself,
            self._doing,
            self._progress,
            self._done,
            self._join_card,
            self._returned,
            going,
            past,
            None,
            gap=4,
            parent=holder,
        ).setContentsMargins(space(5), 0, space(5), space(5))
        head = column(heading("报送", self._stop, self._send), gap=0)
        head.setContentsMargins(space(5), space(5), space(5), space(4))
        column(head, Scrolled(holder), gap=0, parent=self)

    # -- showing

    def _show(self, view: SubmissionView) -> None:
        first, self._known = not self._known, True
        self._enrolled = view.address is not None
        self._join_card.setVisible(not self._enrolled)
        online = bool(view.address or view.folder)
        for made in (self._send, self._usb, self._receipt):
            made.setEnabled(self._enrolled)
        self._send.setVisible(online or not self._enrolled)
        if online:
            way = f"共享文件夹 {Path(view.folder).name} " if view.folder else "网络"
            self._by = f"通过{way}报送到区政协办公室，{'文件夹' if view.folder else '地址'}见“设置”。"
            words = "共享文件夹在时自动报送" if view.folder else "有网络时自动报送"
            self._by_itself.setText(words)
            self._by_itself.setAccessibleName(words)
            self._tell_line()
        self._where.setVisible(online)
        self._by_itself.setVisible(online)
        self._sum.setText(f"将要报送 {view.waiting} 条" if view.waiting else "没有等待报送的线索")
        words = f"导出到优盘时只带已封装的 {view.sealed} 条"
        self._only_sealed.setText(words)
        self._only_sealed.setAccessibleName(words)
        self._only_sealed.setVisible(bool(view.sealed))
        clear(self._outgoing)
        for number, clue in enumerate(view.titles[:_SHOWN]):
            if number:
                self._outgoing.addWidget(line())
            words = row(plain(clue.number, "soft"), gap=4)
            title = plain(clue.title, wrap=True)
            words.addWidget(title, 1)
            words.addWidget(plain(state_words(clue), "soft"))
            self._outgoing.addLayout(words)
        if view.waiting > _SHOWN:
            self._outgoing.addWidget(plain(f"还有 {view.waiting - _SHOWN} 条", "soft"))
        self._returned.put(view.returned)
        self._show_batches(view.batches)
        if first and self.isVisible():
            self.arrive("")

    def _tell_line(self) -> None:
        self._where.setText("\n".join(words for words in (self._by, self._sending.trouble) if words))

    def _show_batches(self, lines: Sequence[BatchLine]) -> None:
        clear(self._history)
        for number, batch in enumerate(lines[:_SHOWN]):
            if number:
                self._history.addWidget(line())
            receipt = f"回执 {batch.receipt}" if batch.receipt else ""
            state = plain(batch.state, tone="ok" if batch.done else "warn")
            look = button(self.context.style, "看清单", partial(self._look_into, batch), kind="quiet", icon="file-text")
            look.setAccessibleName(f"看清单 {batch.sealed}")
            self._history.addLayout(
                row(plain(batch.sealed), plain(batch.count), None, plain(receipt, "soft"), state, look, gap=5)
            )
        if not lines:
            self._history.addWidget(plain("还没有报送过。每次报送是一个批次，区办公室逐条给回执。", "soft", wrap=True))

    def _look_into(self, batch: BatchLine) -> None:
        self.context.jobs.long(
            self,
            lambda work: self._presenter.manifest(batch.id, work),
            lambda made: PaperDialog.present(self, self.context, f"批次交接清单 {batch.sealed}", made.data),
            self.context.frame.problem,
            lambda _done, _total, _what: None,
            lane=Lane.PAPER,
        )

    # -- enrolling

    def _joined(self, enrolled: Enrolled) -> None:
        self._done.say(
            f"已登记到区办公室。请打电话核对：对方屏幕上的比对码应当也是 {enrolled.comparison}。"
            "如果不一样，请不要报送，并告诉区办公室。"
        )
        self.context.hub.announce(enrolled.changes)

    # -- sending

    def _want(self, wanted: bool) -> None:
        self._sending.want(wanted=wanted)

    def submit(self) -> None:
        """Report now whatever waits."""
        if self._work is not None:
            return
        if not self._enrolled and self.isVisible():
            self._join_card.focus()
            return
        jobs, hub = self.context.jobs, self.context.hub
        self._set_working(True)
        self._work = jobs.long(
            self,
            lambda work: self._presenter.submit(work, lambda changes: jobs.post(lambda: hub.announce(changes))),
            self._submitted,
            self.failed,
            self._advance,
        )

    def _advance(self, done: int, total: int, what: str) -> None:
        self._doing.setText(what)
        self._progress.setRange(0, max(total, 1))
        self._progress.setValue(done)

    def _submitted(self, report: SyncReport) -> None:
        self._set_working(False)
        self._done.say(report_sentence(report))
        self.context.frame.notice(report_sentence(report))
        self.context.hub.announce(report.changes | Changes.of(Kind.BATCH, "last"))

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def failed(self, error: UserError) -> None:
        """Nothing was lost; say why it did not go."""
        self._set_working(False)
        self._join_card.rest()
        self.context.frame.problem(error)

    def _set_working(self, working: bool) -> None:
        if not working:
            self._work = None
        self._done.say("")
        self._advance(0, 0, "正在准备")
        for widget in (self._progress, self._doing, self._stop):
            widget.setVisible(working)
        self._send.setEnabled(not working)

    # -- files

    def _export(self) -> None:
        choose_folder(self, "导出到哪个文件夹", self.context.preferences.folder, self.export_to)

    def export_to(self, folder: str) -> None:
        """Write the batch files into ``folder``."""

        def exported(result: Exported) -> None:
            names = "、".join(path.name for path in result.files)
            self._done.say(f"已写好并核对过 {result.events} 条：{names}。现在可以拔出优盘，交给区办公室。")
            self.context.hub.announce(result.changes)

        only_sealed = not self._only_sealed.isHidden() and self._only_sealed.isChecked()
        self.ask(lambda: self._presenter.export(folder, only_sealed=only_sealed), exported)

    def _read(self) -> None:
        choose_file(self, "读取回执文件", self.context.preferences.folder, "回执文件 (*.bxr)", self.read_receipt)

    def read_receipt(self, path: str) -> None:
        """Take over the receipt file at ``path``."""

        def read(report: SyncReport) -> None:
            self._submitted(report)
            fetch_beside(self, self._presenter, path)

        self.ask(lambda: self._presenter.read_receipt(path), read)
