"""请求限额 on 设置: how often the receiving service of this office may be asked."""

from PySide6.QtWidgets import QFrame

from baixing_desktop.domain.rules.rates import Rates
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import allowances
from baixing_desktop.usecases.permissions import may
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.fields import Choice
from ui.widgets.form import Form
from ui.widgets.layouts import column

_NOTE = "请求太多的，请它过一会儿再来，什么都不丢。几台机器共用一个网络地址时，地址的限额要大一些。"
_CHOICES = {
    "device_burst": ("一台工作站一次", (60, 300, 600, 1_200, 3_000, 6_000)),
    "device_per_second": ("一台工作站每秒再加", (1, 2, 5, 10, 20, 50, 100)),
    "address_burst": ("一个地址一次", (600, 1_000, 3_000, 6_000, 12_000, 30_000, 60_000)),
    "address_per_second": ("一个地址每秒再加", (10, 20, 50, 100, 200, 500, 1_000)),
}
"""Fields of the rates, in the words of the form, and what can be chosen."""


class RatesCard(QFrame):
    """There in an office, for those who set up its receiving."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, desk = page, page.context.desk
        self._shown = desk.face is Face.OFFICE and may(desk, "allowances.set_rates")
        if self._shown:
            self._build()
        else:
            self.hide()

    def _build(self) -> None:
        form = Form()
        self._choices = {
            field: Choice(words, [(str(count), f"{count} 个请求") for count in counts])
            for field, (words, counts) in _CHOICES.items()
        }
        for field, (words, _) in _CHOICES.items():
            self._choices[field].activated.connect(self._change)
            form.add(words, self._choices[field])
        column(plain("请求限额", "heading"), form, plain(_NOTE, "small", wrap=True), gap=2, margin=4, parent=self)

    def refresh(self) -> None:
        """Read again what holds."""
        if self._shown:
            self._page.ask(lambda: allowances.rates(self._page.context.desk), self._put)

    def _put(self, holds: Rates) -> None:
        for field, choice in self._choices.items():
            now: int = getattr(holds, field)
            counts = sorted({*_CHOICES[field][1], now})
            choice.renew([(str(count), f"{count} 个请求") for count in counts])
            choice.choose(str(now))

    def _change(self) -> None:
        wanted = Rates(**{field: int(choice.code) for field, choice in self._choices.items()})
        self._set(wanted, "请求限额改好了，接收服务二十秒以内照办。")

    def _set(self, wanted: Rates, words: str) -> None:
        desk = self._page.context.desk

        def done(before: Rates) -> None:
            self._page.context.frame.notice(words, lambda: self._set(before, "请求限额改回去了。"))
            self.refresh()

        self._page.act(lambda: allowances.set_rates(desk, wanted), done)
        self.refresh()
