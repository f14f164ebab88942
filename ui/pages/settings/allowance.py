"""附件限额 on 设置: how many attachments of what size this office takes."""

from dataclasses import asdict

from PySide6.QtWidgets import QFrame

from baixing_desktop.domain.rules.allowance import MEGABYTE, Allowance, megabytes
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases import allowances
from baixing_desktop.usecases.permissions import may
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.fields import Choice
from ui.widgets.form import Form
from ui.widgets.layouts import column

_NOTE = "超过的附件不收，线索照收，工作室看得到哪个附件为什么没有收。已经收下的不动，放宽以后没收的会自动送来。"
_NO_LIMIT = "0"
_COUNTS = range(1, 10)
_SIZES = {
    "file_size": ("每个附件", (1, 2, 5, 10, 20)),
    "clue_size": ("一条线索的附件共", (10, 20, 30, 50)),
    "day_size": ("一台工作站一天共", (50, 100, 200, 500, 1_000, 2_000)),
    "station_size": ("一台工作站一共", (1_000, 2_000, 5_000, 10_000, 20_000)),
}
"""Fields of the allowance in megabytes, in the words of the form, and what can be chosen."""


class AllowanceCard(QFrame):
    """There in an office, for those who set up its receiving."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, desk = page, page.context.desk
        self._shown = desk.face is Face.OFFICE and may(desk, "allowances.set_allowance")
        if self._shown:
            self._build()
        else:
            self.hide()

    def _build(self) -> None:
        form = Form()
        self._files = Choice("一条线索最多", [(str(count), f"{count} 个") for count in _COUNTS])
        self._files.activated.connect(self._change)
        form.add("一条线索最多", self._files)
        self._sizes = {field: Choice(words) for field, (words, _) in _SIZES.items()}
        for field, (words, _) in _SIZES.items():
            self._sizes[field].activated.connect(self._change)
            form.add(words, self._sizes[field])
        column(plain("附件限额", "heading"), form, plain(_NOTE, "small", wrap=True), gap=2, margin=4, parent=self)

    def refresh(self) -> None:
        """Read again what holds."""
        if self._shown:
            self._page.ask(lambda: allowances.allowance(self._page.context.desk), self._put)

    def _put(self, holds: Allowance) -> None:
        self._files.choose(str(holds.files))
        for field, choice in self._sizes.items():
            now: int | None = getattr(holds, field)
            sizes = {size * MEGABYTE for size in _SIZES[field][1]}
            if now:
                sizes.add(now)
            # The last one may have no limit at all.
            free = [(_NO_LIMIT, "不限")] if field == "station_size" else []
            choice.renew([(str(size), f"{megabytes(size)} 兆字节") for size in sorted(sizes)] + free)
            choice.choose(str(now or 0))

    def _change(self) -> None:
        sizes = {field: int(choice.code) or None for field, choice in self._sizes.items()}
        self._set({"files": int(self._files.code), **sizes}, "附件限额改好了，从下一个附件起照此收。")

    def _set(self, wanted: dict[str, int | None], words: str) -> None:
        desk = self._page.context.desk

        def done(before: Allowance) -> None:
            back = asdict(before)
            self._page.context.frame.notice(words, lambda: self._set(back, "附件限额改回去了。"))
            self.refresh()

        self._page.act(lambda: allowances.set_allowance(desk, wanted), done)
        self.refresh()
