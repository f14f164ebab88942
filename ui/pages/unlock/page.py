"""Sitting down: who, and the passphrase. The same card unlocks a window that was locked."""

from collections.abc import Callable, Sequence

from baixing_desktop.errors import UserError
from ui.pages.unlock.frame import CardPage, options
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import row

Unlock = Callable[[str, str], None]
"""Takes the name (empty in a home that knows no people yet) and the passphrase."""


class UnlockPage(CardPage):
    """Asks who sits here and for the passphrase; :meth:`failed` says why it did not open."""

    def __init__(
        self,
        style: Style,
        names: Sequence[str],
        present: str,
        unlock: Unlock,
        *,
        locked: bool = False,
        lost: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(
            style,
            "lock" if locked else "baixing",
            "已锁定" if locked else "请输入口令",
            f"{present}正在使用。没写完的内容都在，解锁后接着写。"
            if locked
            else "数据在本机加密保存，输入口令后才能打开。",
        )
        self._unlock = unlock
        self._names = tuple(names)
        self._who = Choice("姓名", options(names))
        self._pass = TextLine("口令", secret=True)
        self._pass.returnPressed.connect(self._try)
        form = Form(stacked=True)
        if len(self._names) > 1:
            form.add("姓名", self._who)
            self._who.choose(present if present in self._names else "")
        elif self._names:
            form.add("姓名", plain(self._names[0], "strong"))
        self._field = form.add("口令", self._pass)
        self._open = button(
            style, "解锁" if locked else "打开工作台", self._try, kind="primary", icon="lock", keys="回车"
        )
        forgot = button(style, "忘记口令", lost, kind="quiet") if lost else None
        self.fill(form, row(*([forgot] if forgot else []), None, self._open))

    def focus(self) -> None:
        """Put the cursor where one types: at the name while nobody is chosen."""
        if len(self._names) > 1 and not self._who.code:
            self._who.setFocus()
        else:
            self._pass.setFocus()

    def failed(self, error: UserError) -> None:
        """Say at the field what is wrong."""
        self._open.setEnabled(True)
        self._field.wrong(error.sentences())
        self._pass.setFocus()
        self._pass.selectAll()

    def _try(self) -> None:
        name = self._who.code if len(self._names) > 1 else "".join(self._names)
        if len(self._names) > 1 and not name:
            self._field.wrong("请先选择姓名。")
            self._who.setFocus()
        elif self._pass.text():
            self._open.setEnabled(False)
            self._field.wrong("")
            self._unlock(name, self._pass.text())
