"""接收文件夹: from which shared folder this office takes in what workrooms put there."""

from PySide6.QtWidgets import QFrame

from baixing_desktop.changes import Changes
from baixing_desktop.errors import UserError
from ui.choosing import choose_folder
from ui.pages.settings.presenter import SettingsPresenter
from ui.shell.page import Page
from ui.text import plain, selectable
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row

_NONE = "没有设。工作室用网络或优盘报送。"
_NOTE = "选工作室也看得到的文件夹。窗口开着时自动收里面的批次，并把回执和消息放回去；收到什么见“收件”。"


class ReceivingCard(QFrame):
    """There in an office, for those who may start its receiving."""

    def __init__(self, page: Page, presenter: SettingsPresenter) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._presenter = page, presenter
        style = page.context.style
        self._folder = ""
        self._now, self._where = plain("", wrap=True), selectable("")
        self._wrong = plain("", wrap=True, tone="bad")
        self._wrong.hide()
        choose = button(style, "选接收文件夹", self._choose, icon="folder-open")
        self._end = button(style, "不再接收", lambda: self.receive_from(""), kind="quiet")
        column(
            plain("共享文件夹", "heading"), self._now, self._where, self._wrong, row(choose, self._end, None, gap=2),
            plain(_NOTE, "small", wrap=True), gap=2, margin=4, parent=self,
        )  # fmt: skip
        self.hide()

    def put(self, folder: str | None) -> None:
        """Show what is so now; None: not for the one who sits here."""
        self.setVisible(folder is not None)
        self._folder = folder or ""
        self._now.setText("工作室的批次从这里收：" if folder else _NONE)
        self._where.setText(self._folder)
        self._where.setVisible(bool(folder))
        self._end.setVisible(bool(folder))

    def _choose(self) -> None:
        start = self._folder or self._page.context.preferences.folder
        choose_folder(self._page, "从哪个文件夹接收", start, self.receive_from)

    def receive_from(self, folder: str) -> None:
        """Receive from this folder from now on, from none if it is empty."""
        self._wrong.hide()
        self._page.context.jobs.run(self, lambda: self._presenter.change_receiving(folder), self._changed, self._failed)

    def _changed(self, made: tuple[str, str, Changes]) -> None:
        folder, before, changes = made

        def again() -> None:
            self._page.act(lambda: self._presenter.receive_again(before), lambda _was: None)

        words = f"从现在起接收 {folder} 里的批次。" if folder else "不再从共享文件夹接收。"
        self._page.context.frame.notice(words, again)
        self._page.context.hub.announce(changes)

    def _failed(self, error: UserError) -> None:
        if error.code == "INPUT_INVALID":
            self._wrong.setText(error.advice.what)
            self._wrong.show()
        else:
            self._page.context.frame.problem(error)
