"""接收文件夹: from which shared folders this office takes in what workrooms put there."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from baixing_desktop.errors import UserError
from sync import ReceivingChanged
from ui.choosing import choose_folder
from ui.pages.settings.presenter import SettingsPresenter
from ui.shell.page import Page
from ui.text import plain, selectable
from ui.widgets.buttons import button
from ui.widgets.layouts import clear, column, row

_NONE = "没有设。工作室用网络或优盘报送。"
_NOTE = "选工作室也看得到的文件夹，一个街道一个也可以。窗口开着或接收服务运行时自动收，收到什么见“收件”。"


class ReceivingCard(QFrame):
    """There in an office, for those who may start its receiving."""

    def __init__(self, page: Page, presenter: SettingsPresenter) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._presenter = page, presenter
        self._folders: tuple[str, ...] = ()
        self.hide()
        if presenter.receives:
            self._build()

    def _build(self) -> None:
        self._now, self._list = plain("", wrap=True), QVBoxLayout()
        self._wrong = plain("", wrap=True, tone="bad")
        self._wrong.hide()
        self._choose_button = button(self._page.context.style, "添加接收文件夹", self._choose, icon="folder-open")
        column(
            plain("共享文件夹", "heading"), self._now, self._list, self._wrong, row(self._choose_button, None),
            plain(_NOTE, "small", wrap=True), gap=2, margin=4, parent=self,
        )  # fmt: skip

    def put(self, folders: tuple[str, ...] | None) -> None:
        """Show what is so now; None: not for the one who sits here."""
        self.setVisible(folders is not None)
        if folders is None:
            return
        self._now.setText("工作室的批次从这里收：" if folders else _NONE)
        if folders == self._folders:
            return
        self._folders = folders
        clear(self._list)
        for folder in self._folders:
            self._list.addLayout(self._line(folder))

    def _line(self, folder: str) -> QHBoxLayout:
        end = button(self._page.context.style, "不再接收", lambda: self.receive_no_more_from(folder), kind="quiet")
        end.setAccessibleName(f"不再接收 {folder}")  # which of several
        where, beside = selectable(folder), row(gap=2)
        beside.addWidget(where, 1)
        beside.addWidget(end)
        return beside

    def _choose(self) -> None:
        start = self._folders[-1] if self._folders else self._page.context.preferences.folder
        choose_folder(self._page, "从哪个文件夹接收", start, self.receive_from)

    def receive_from(self, folder: str) -> None:
        """Receive from this folder too from now on."""
        self._change(lambda: self._presenter.receive_also_from(folder), "从现在起接收 {} 里的批次。")

    def receive_no_more_from(self, folder: str) -> None:
        """Leave this folder alone from now on; what lies in it stays there."""
        # Its own button goes with the line.
        self._choose_button.setFocus()
        self._change(lambda: self._presenter.receive_no_more_from(folder), "不再接收 {} 里的批次。")

    def _change(self, act: Callable[[], ReceivingChanged], words: str) -> None:
        self._wrong.hide()
        self._page.context.jobs.run(self, act, lambda made: self._changed(made, words), self._failed)

    def _changed(self, made: ReceivingChanged, words: str) -> None:
        def again() -> None:
            self._page.act(lambda: self._presenter.receive_again(made.before), lambda _was: None)

        self._page.context.frame.notice(words.format(made.folder), again)
        self._page.context.hub.announce(made.changes)

    def _failed(self, error: UserError) -> None:
        if error.code == "INPUT_INVALID":
            self._wrong.setText(error.advice.what)
            self._wrong.show()
        else:
            self._page.context.frame.problem(error)
