"""怎样报送: over the network, and where the office is; or by files only."""

from PySide6.QtWidgets import QFrame

from baixing_desktop.errors import UserError
from sync import LineChanged
from ui.jobs import Lane
from ui.pages.settings.presenter import LineView, SettingsPresenter
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import column, row

NETWORK, FILES = "network", "files"
_WAYS = ((NETWORK, "网络"), (FILES, "优盘或共享文件夹"))


class LineCard(QFrame):
    """There in a workroom, for those who may enrol it."""

    def __init__(self, page: Page, presenter: SettingsPresenter) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._presenter = page, presenter
        self._way, self._address = Choice("怎样报送", _WAYS), TextLine("区办公室的地址", hint="例如 192.168.1.10:8443")
        self._now = plain("", wrap=True)
        self._form = Form()
        self._form.add("方式", self._way)
        self._field = self._form.add("地址", self._address)
        self._change = button(page.context.style, "改用这种方式", self.change, icon="send")
        self._note = plain("", "small", wrap=True)
        self._way.activated.connect(self._choose_way)
        column(
            plain("怎样报送", "heading"), self._now, self._form, row(self._change, None), self._note,
            gap=2, margin=4, parent=self,
        )  # fmt: skip
        self.hide()

    def put(self, view: LineView | None) -> None:
        """Show what is so now; None: not for the one who sits here."""
        self.setVisible(view is not None)
        if view is None:
            return
        self._now.setText(view.words)
        self._form.setVisible(view.enrolled)
        self._change.setVisible(view.enrolled)
        self._note.setVisible(view.enrolled)
        self._way.choose(NETWORK if view.address else FILES)
        self._address.setText(view.address.removeprefix("https://"))
        self._choose_way()

    def _choose_way(self, _index: int = 0) -> None:
        network = self._way.code == NETWORK
        self._field.wrong("")
        self._field.show(shown=network)
        self._note.setText(
            "地址换了才需要改。对方的证书要和登记时一样，否则不改。"
            if network
            else "在“报送”页导出到优盘或共享文件夹，再读取回执文件。"
        )

    def change(self) -> None:
        """As chosen, from now on."""
        network, typed = self._way.code == NETWORK, self._address.text().strip()
        self._field.wrong("请写区办公室的地址，例如 192.168.1.10:8443。" if network and not typed else "")
        if network and not typed:
            self._address.setFocus()
        else:
            self._set(typed if network else "")

    def _set(self, address: str) -> None:
        self._change.setEnabled(False)
        # It tries the line first, which may take a while.
        self._page.context.jobs.run(
            self, lambda: self._presenter.change_line(address), self._changed, self._failed, lane=Lane.NETWORK
        )

    def _changed(self, made: LineChanged) -> None:
        self._change.setEnabled(True)
        where = made.address.removeprefix("https://")
        if not made.address:
            words = "改为用优盘或共享文件夹报送。"
        elif made.reached:
            words = f"改为用网络报送到 {where}，已经连上。"
        else:
            words = f"改为用网络报送到 {where}。现在还连不上，请核对地址和网络。"
        self._page.context.frame.notice(words, lambda: self._set(made.before))
        self._page.context.hub.announce(made.changes)

    def _failed(self, error: UserError) -> None:
        self._change.setEnabled(True)
        if error.code == "INPUT_INVALID":
            self._field.wrong(error.advice.what)
            self._address.setFocus()
        else:
            self._page.context.frame.problem(error)
