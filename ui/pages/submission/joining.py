"""This computer joins its office: by a ticket where there is a line, by two files where there is none."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from baixing_desktop.clock import local
from sync import Enrolled, FileRequest
from ui.choosing import choose_file, choose_folder
from ui.icons import icon_label
from ui.pages.submission.presenter import SubmissionPresenter
from ui.shell.page import Command, Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextArea
from ui.widgets.form import Form
from ui.widgets.layouts import column, line, row
from ui.widgets.states import Remark

REQUEST, ANSWER = "存登记申请", "读取登记答复"


class JoinCard(QFrame):
    """There while the computer is not enrolled; ``joined`` hears that it is."""

    def __init__(self, page: Page, presenter: SubmissionPresenter, joined: Callable[[Enrolled], object]) -> None:
        super().__init__()
        self.setProperty("surface", "info")
        self._page, self._presenter, self._told = page, presenter, joined
        style = page.context.style
        self._ticket = TextArea("登记凭据", hint="BX1:…", least=2, most=4)
        self._join = button(style, "登记到区办公室", self._enrol, kind="primary", keys="回车")
        self._by_file = (
            button(style, REQUEST, self._choose_place, icon="usb"),
            button(style, ANSWER, self._choose_answer, icon="folder-open"),
        )
        self._code = Remark(style, "info")
        form = Form(stacked=True)
        self._field = form.add("登记凭据", self._ticket)
        column(
            row(icon_label(style, "info", "ink"), plain("这台电脑还没有登记到区办公室", "heading"), None, gap=2),
            plain("请向区政协办公室要一张登记凭据（10 分钟内有效），把整段文字粘贴在这里。只需要登记一次。", wrap=True),
            form,
            row(None, self._join),
            line(),
            plain("没有网络：把登记申请存到优盘，交给区政协办公室；带回答复以后读进来。", wrap=True),
            row(*self._by_file, None, gap=2),
            self._code,
            gap=3,
            margin=4,
            parent=self,
        )

    @property
    def commands(self) -> tuple[Command, ...]:
        """The way by files."""
        return (
            Command(REQUEST, "", "办理", self._choose_place),
            Command(ANSWER, "", "办理", self._choose_answer),
        )

    def focus(self) -> None:
        """The ticket comes first."""
        self._ticket.setFocus()

    def rest(self) -> None:
        """Something failed: it may be tried again."""
        self._join.setEnabled(True)

    def save_request(self, folder: str) -> None:
        """Write the request into ``folder`` and show the code that goes by telephone."""
        self._page.ask(lambda: self._presenter.request(folder), self._requested)

    def read_answer(self, path: str) -> None:
        """Enrol with the office that wrote the answer at ``path``."""
        self._page.ask(lambda: self._presenter.answer(path), self._joined)

    # -- inside

    def _enrol(self) -> None:
        ticket = self._ticket.toPlainText().strip()
        self._field.wrong("" if ticket else "请粘贴登记凭据。")
        if not ticket:
            self._ticket.setFocus()
            return
        self._join.setEnabled(False)
        self._page.ask(lambda: self._presenter.enrol(ticket), self._joined)

    def _joined(self, enrolled: Enrolled) -> None:
        self.rest()
        self._ticket.clear()
        self._code.say("")
        self._told(enrolled)

    def _requested(self, made: FileRequest) -> None:
        day = local(made.expires_at)
        code = f"{made.code[:4]} {made.code[4:]}"
        self._code.say(
            f"登记申请已写好：{made.path.name}。现在可以拔出优盘，交给区政协办公室。"
            f"登记码 {code} 请打电话告诉区政协办公室，不要写在优盘上；{day.month}月{day.day}日以前有效。"
        )

    def _choose_place(self) -> None:
        choose_folder(self, "登记申请存到哪个文件夹", self._page.context.preferences.folder, self.save_request)

    def _choose_answer(self) -> None:
        choose_file(self, "读取登记答复", self._page.context.preferences.folder, "登记答复 (*.bxa)", self.read_answer)
