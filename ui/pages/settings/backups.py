"""备份 on 设置: what there is and when it was tried, one more, one tried again."""

from collections.abc import Callable
from pathlib import Path
from typing import Self

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.backups import SUFFIX
from baixing_desktop.work import Work
from ui.choosing import choose_file, choose_folder
from ui.pages.settings.presenter import BackupLine, SettingsPresenter
from ui.shell.page import Page
from ui.stating import StatingDialog
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import clear, column, line, row
from ui.widgets.work_bar import WorkBar

_SHOWN = 14
_Done = tuple[BackupRun, Changes]


class BackupsCard(QFrame):
    """One piece of work at a time; it can be stopped."""

    def __init__(self, page: Page, presenter: SettingsPresenter) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._presenter = page, presenter
        style = page.context.style
        self._make = button(style, "现在备份", lambda: self._back_up(None), icon="save", keys="Ctrl+B")
        self._stick = button(style, "备份到优盘", self._choose_folder, icon="usb", keys="Ctrl+U")
        self._progress = WorkBar(style, "备份进度")
        self._list = QVBoxLayout()
        tools = FlowLayout(gap=2)
        self._file = button(style, "从文件恢复", self._choose_file, icon="folder-open")
        for widget in (self._make, self._stick, self._file):
            tools.addWidget(widget)
        for widget in (self._make, self._stick):
            widget.setVisible(presenter.may_back_up)
        self._file.setVisible(presenter.may_restore)
        policy = "开着程序时每天自动备份一次，做完马上试恢复。本机留最近 7 天、4 周、3 个月各一份。请常常备份到优盘。"
        parts = (
            plain("备份", "heading"),
            plain(policy, "soft", wrap=True),
            tools,
            self._progress,
            self._list,
        )
        column(*parts, gap=2, margin=4, parent=self)

    def put(self, lines: tuple[BackupLine, ...]) -> None:
        """List these, newest first."""
        clear(self._list)
        for number, each in enumerate(lines[:_SHOWN]):
            if number:
                self._list.addWidget(line())
            self._list.addLayout(self._one(each))
        if not lines:
            self._list.addWidget(plain("还没有备份过。", "soft"))

    def make_now(self) -> None:
        """One more."""
        if self._presenter.may_back_up:
            self._back_up(None)

    def _one(self, each: BackupLine) -> QVBoxLayout:
        foot = row(plain(each.tried, "small", tone=each.tone, wrap=True), gap=2)
        path = each.path
        if path is not None and self._presenter.may_back_up:
            style = self._page.context.style
            foot.addWidget(button(style, "再试恢复", lambda: self._try(path), kind="quiet"))
            if self._presenter.may_restore:
                foot.addWidget(button(style, "恢复这份", lambda: self.ask_to_restore(path, each.words), kind="quiet"))
        return column(plain(each.words, wrap=True), foot, gap=0)

    def _choose_folder(self) -> None:
        choose_folder(self, "备份到哪个文件夹", self._page.context.preferences.folder, self.back_up_to)

    def back_up_to(self, folder: str) -> None:
        """Make one in ``folder``, such as a stick's."""
        self._back_up(Path(folder))

    def _choose_file(self) -> None:
        choose_file(self, "选一份备份", self._page.context.preferences.folder, f"备份 (*{SUFFIX})", self._file_chosen)

    def _file_chosen(self, path: str) -> None:
        self.ask_to_restore(Path(path), Path(path).name)

    def ask_to_restore(self, path: Path, words: str) -> None:
        """Say exactly what will happen; then it does."""
        if not self._progress.busy:
            context = self._page.context
            RestoreDialog.present(self.window(), context.style, words, lambda: context.put_back(path))

    def _back_up(self, folder: Path | None) -> None:
        where = "优盘里" if folder else "本机"
        self._run(lambda work: self._presenter.back_up(folder, work), f"已备份到{where}，并试恢复成功。")

    def _try(self, path: Path) -> None:
        self._run(lambda work: self._presenter.rehearse(path, work), "试恢复成功，这份备份可以用。")

    def _run(self, task: Callable[[Work], _Done], words: str) -> None:
        if self._progress.busy:
            return

        def done(found: _Done) -> None:
            self._rest()
            self._page.context.frame.notice(words)
            self._page.context.hub.announce(found[1])

        self._make.setEnabled(False)
        self._stick.setEnabled(False)
        self._progress.begin(self._page.context.jobs.long(self, task, done, self._failed, self._progress.tell))

    def _failed(self, error: UserError) -> None:
        self._rest()
        self._page.refresh()
        if error.code != "CANCELLED":
            self._page.context.frame.problem(error)

    def _rest(self) -> None:
        self._progress.rest()
        self._make.setEnabled(True)
        self._stick.setEnabled(True)


class RestoreDialog(StatingDialog):
    """Says what will happen, and has it happen when that is wanted."""

    @classmethod
    def present(cls, parent: QWidget, style: Style, words: str, restore: Callable[[], None]) -> Self:
        """Open over ``parent``."""
        told = (
            "工作台回到这份备份时的样子，后来登记和修改的内容不在里面。",
            "现在的数据不会删除，整个移到旁边的文件夹，恢复后会写明在哪里。",
            "恢复后请用备份时的口令打开。街道工作室要重新向区办公室登记，才能再报送。",
        )
        dialog = cls(style, "恢复备份", words, told, ("不恢复", "恢复这份备份"), restore, parent)
        dialog.open()
        return dialog
