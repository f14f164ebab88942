"""怎样报送: over the network, and where the office is; by a shared folder, and which; or by files on a stick."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from baixing_desktop.errors import UserError
from baixing_desktop.usecases.membership import Line
from sync import LineChanged
from ui.choosing import choose_folder
from ui.jobs import Lane
from ui.pages.settings.presenter import LineView, SettingsPresenter
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import column, row

NETWORK, FOLDER, FILES = "network", "folder", "files"
_WAYS = ((NETWORK, "网络"), (FOLDER, "共享文件夹"), (FILES, "优盘"))
_NOTES = {
    NETWORK: "地址换了才需要改。对方的证书要和登记时一样，否则不改。",
    FOLDER: "选区办公室也看得到的文件夹。批次已加密，放进“报送”，回执从“回执”里取。",
    FILES: "在“报送”页导出到优盘，再读取回执文件。",
}


class LineCard(QFrame):
    """There in a workroom, for those who may enrol it."""

    def __init__(self, page: Page, presenter: SettingsPresenter) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._presenter = page, presenter
        self.hide()
        if presenter.reports:
            self._build()

    def _build(self) -> None:
        style = self._page.context.style
        self._way, self._address = Choice("怎样报送", _WAYS), TextLine("区办公室的地址", hint="例如 192.168.1.10:8443")
        self._folder = TextLine("共享文件夹", hint="按“选文件夹”，或粘贴路径")
        self._now = plain("", wrap=True)
        self._form = Form()
        self._form.add("方式", self._way)
        self._at = self._form.add("地址", self._address)
        self._in = self._form.add("文件夹", self._folder)
        self._change = button(style, "改用这种方式", self.change, icon="send")
        self._choose = button(style, "选文件夹", self._choose_folder, icon="folder-open")
        self._note = plain("", "small", wrap=True)
        self._way.activated.connect(self._choose_way)
        column(
            plain("怎样报送", "heading"), self._now, self._form, row(self._change, self._choose, None, gap=2),
            self._note, gap=2, margin=4, parent=self,
        )  # fmt: skip

    def put(self, view: LineView | None) -> None:
        """Show what is so now; None: not for the one who sits here."""
        self.setVisible(view is not None)
        if view is None:
            return
        self._now.setText(view.words)
        self._form.setVisible(view.enrolled)
        self._change.setVisible(view.enrolled)
        self._note.setVisible(view.enrolled)
        self._way.choose(NETWORK if view.line.address else FOLDER if view.line.folder else FILES)
        self._address.setText(view.line.address.removeprefix("https://"))
        self._folder.setText(view.line.folder)
        self._choose_way()
        self._choose.setVisible(view.enrolled and self._way.code == FOLDER)

    def _choose_way(self, _index: int = 0) -> None:
        way = self._way.code
        for field, shown in ((self._at, way == NETWORK), (self._in, way == FOLDER)):
            field.wrong("")
            field.show(shown=shown)
        self._choose.setVisible(way == FOLDER)
        self._note.setText(_NOTES[way])

    def _choose_folder(self) -> None:
        start = self._folder.text() or self._page.context.preferences.folder
        choose_folder(self._page, "和区办公室共用哪个文件夹", start, self._folder.setText)

    def change(self) -> None:
        """As chosen, from now on."""
        way, address, folder = self._way.code, self._address.text().strip(), self._folder.text().strip()
        self._at.wrong("请写区办公室的地址，例如 192.168.1.10:8443。" if way == NETWORK and not address else "")
        self._in.wrong("请选一个文件夹。" if way == FOLDER and not folder else "")
        if way == NETWORK and not address:
            self._address.setFocus()
        elif way == FOLDER and not folder:
            self._folder.setFocus()
        else:
            line = Line(address if way == NETWORK else "", folder if way == FOLDER else "")
            self._set(lambda: self._presenter.change_line(line), _said)

    def _set(self, act: Callable[[], LineChanged], said: Callable[[LineChanged], str]) -> None:
        def changed(made: LineChanged) -> None:
            self._change.setEnabled(True)
            self._page.context.frame.notice(said(made), lambda: self._put_back(made.before))
            self._page.context.hub.announce(made.changes)

        self._change.setEnabled(False)
        # It tries the line first, which may take a while.
        self._page.context.jobs.run(self, act, changed, self._failed, lane=Lane.NETWORK)

    def _put_back(self, line: Line) -> None:
        self._set(lambda: self._presenter.put_line_back(line), lambda _made: "已改回原来的报送方式。")

    def _failed(self, error: UserError) -> None:
        self._change.setEnabled(True)
        if error.code == "INPUT_INVALID":
            field = self._at if self._way.code == NETWORK else self._in
            field.wrong(error.advice.what)
            field.control.setFocus()
        else:
            self._page.context.frame.problem(error)


def _said(made: LineChanged) -> str:
    where = made.line.address.removeprefix("https://")
    if where:
        tried = "已经连上。" if made.reached else "现在还连不上，请核对地址和网络。"
        return f"改为用网络报送到 {where}{'，' if made.reached else '。'}{tried}"
    if made.line.folder:
        seen = "区办公室看过这个文件夹。" if made.reached else "还没见区办公室用过它，请打电话核对。"
        return f"改为用共享文件夹报送。{seen}"
    return "改为用优盘报送。"
