"""设置: everything that can be set at this desk, in one place; what is set holds at once."""

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFrame, QWidget

from baixing_desktop.changes import Kind
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.desk import Desk
from ui.choosing import choose_folder
from ui.context import Context
from ui.pages.settings.allowance import AllowanceCard
from ui.pages.settings.backups import BackupsCard
from ui.pages.settings.brand import BrandCard
from ui.pages.settings.line import LineCard
from ui.pages.settings.presenter import THEMES, TYPE_SIZES, SettingsPresenter, SettingsView
from ui.pages.settings.rates import RatesCard
from ui.pages.settings.receiving import ReceivingCard
from ui.pages.settings.seats import SeatsCard
from ui.shell.page import Command, Page
from ui.style import Theme
from ui.text import plain, selectable
from ui.update_card import UpdateCard
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.fields import Choice, TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import Scrolled, card, column, row
from ui.widgets.states import heading

_USUAL_PRINTER = "每次用系统默认的打印机"
_IDLE_NOTE = "没有人碰键盘和鼠标这么久，窗口就锁上。"


class SettingsPage(Page):
    """Looks, printing, lock and passphrase at the left; the line, backups, seats and places at the right."""

    name = "settings"
    title = "设置"
    icon = "settings"
    concerns = frozenset({Kind.SETTING, Kind.BACKUP, Kind.DEVICE, Kind.PERSON, Kind.UPDATE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = SettingsPresenter(context.desk)
        self._quiet = False
        self._scale, self._theme = Choice("字号", TYPE_SIZES), Choice("颜色", THEMES)
        self._printer, self._idle = Choice("打印机"), Choice("自动锁定")
        self._before = TextLine("现在的口令", secret=True)
        self._after, self._again = TextLine("新口令", secret=True), TextLine("再输一遍新口令", secret=True)
        self._backups, self._seats = BackupsCard(self, self._presenter), SeatsCard(self)
        self._brand, self._allowance, self._rates = BrandCard(self), AllowanceCard(self), RatesCard(self)
        self._update = UpdateCard(context, always=True)
        self._line, self._receiving = LineCard(self, self._presenter), ReceivingCard(self, self._presenter)
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """A backup is the only thing here that is wanted often."""
        if not self._presenter.may_back_up:
            return ()
        return (Command("现在备份", "Ctrl+B", "文件", self._backups.make_now),)

    def arrive(self, target: str) -> None:
        """From the top."""
        self._scale.setFocus()

    def leave(self) -> None:
        """A passphrase does not stay on the screen, nor does the code of a seat."""
        super().leave()
        self._clear_passphrase()
        self._seats.put_away()

    def refresh(self) -> None:
        """Read again what is so."""
        self._show_looks()
        self.ask(self._presenter.view, self._show)
        self._seats.refresh()
        self._brand.refresh()
        self._allowance.refresh()
        self._rates.refresh()
        self._update.refresh()

    # -- building

    def _build(self) -> None:
        left = column(self._looks(), self._paper(), self._brand, self._lock(), self._allowance, None, gap=4)
        right = [self._line, self._receiving, self._update, self._backups, self._seats, self._rates, self._places()]
        both = Columns(self.context.style, [(left, 1), (column(*right, None, gap=4), 1)], 56)
        holder = QWidget()
        column(heading("设置"), both, None, gap=4, margin=5, parent=holder)
        column(Scrolled(holder), gap=0, parent=self)
        self.context.style.changed.connect(self._show_looks)
        self._scale.activated.connect(self._set_scale)
        self._theme.activated.connect(self._set_theme)
        self._printer.activated.connect(self._set_printer)
        self._idle.activated.connect(self._set_idle)

    def _looks(self) -> QFrame:
        form = Form()
        form.add("字号", self._scale)
        form.add("颜色", self._theme)
        return _card("外观", form)

    def _paper(self) -> QFrame:
        printers = [(name, name) for name in QPrinterInfo.availablePrinterNames()]
        self._printer.offer([("", _USUAL_PRINTER), *printers])
        form = Form()
        form.add("打印机", self._printer)
        parts: list[QWidget] = [form]
        self._scans = plain("", "soft", wrap=True)
        style = self.context.style
        self._no_scans = button(style, "不再监看", lambda: self.set_scan_folder(""), kind="quiet")
        if self._presenter.workroom:
            choose = button(style, "选扫描文件夹", self._choose_scans, icon="folder-open")
            buttons = QWidget()
            row(choose, self._no_scans, None, gap=2, parent=buttons)
            parts += [self._scans, buttons]
        return _card("打印和扫描", *parts)

    def _lock(self) -> QFrame:
        style = self.context.style
        form, self._passphrase = Form(), Form()
        form.add("自动锁定", self._idle)
        self._idle.setEnabled(False)
        self._idle_note = plain(_IDLE_NOTE, "small", wrap=True)
        self._rules = plain("", "small", wrap=True)
        self._before_field = self._passphrase.add("现在的口令", self._before)
        self._after_field = self._passphrase.add("新口令", self._after)
        self._again_field = self._passphrase.add("再输一遍", self._again)
        change = button(style, "更换口令", self._change, icon="lock")
        holder = QWidget()
        row(change, None, parent=holder)
        return _card("锁定和口令", form, self._idle_note, self._passphrase, self._rules, holder)

    def _places(self) -> QFrame:
        parts: list[QWidget] = []
        for words, path in self._presenter.places:
            parts += [plain(words, "soft"), selectable(path)]
        tail = "线索、附件和联系方式都加密，只能在本程序里用口令打开。换电脑请用备份，不要直接拷贝文件夹。"
        return _card("数据在哪里", *parts, plain(tail, "small", wrap=True))

    # -- showing

    def _show(self, view: SettingsView) -> None:
        self._idle.offer(view.idle_choices)
        self._idle.choose(view.idle)
        self._idle.setEnabled(view.may_set_idle)
        self._idle_note.setText(_IDLE_NOTE if view.may_set_idle else f"{_IDLE_NOTE}由安全管理员设置。")
        self._rules.setText(view.rules)
        self._line.put(view.line)
        self._receiving.put(view.receiving)
        self._backups.put(view.backups)

    def _show_looks(self) -> None:
        style, preferences = self.context.style, self.context.preferences
        self._scale.choose(str(style.scale))
        self._theme.choose(style.theme)
        self._printer.choose(preferences.printer)
        if not preferences.printer or self._printer.currentIndex() < 0:
            self._printer.setCurrentIndex(0)
        folder = preferences.scans
        words = (
            f"“签字归档”打开时自动监看，“登记”列出刚扫描的文件：{folder}"
            if folder
            else "没有设扫描文件夹，在“签字归档”和“登记”里选文件。"
        )
        self._scans.setText(words)
        self._no_scans.setVisible(bool(folder))

    # -- setting

    def _set_scale(self, _index: int) -> None:
        self.context.style.set_scale(int(self._scale.code))

    def _set_theme(self, _index: int) -> None:
        self.context.style.set_theme(Theme(self._theme.code))

    def _set_printer(self, _index: int) -> None:
        self.context.preferences.printer = self._printer.code

    def _set_idle(self, _index: int) -> None:
        minutes = int(self._idle.code)
        self.act(
            lambda: self._presenter.set_idle(minutes),
            lambda _set: self.context.frame.notice(f"自动锁定改为 {minutes} 分钟，下次进入时起生效。"),
        )

    def _choose_scans(self) -> None:
        choose_folder(self, "扫描仪把文件放在哪个文件夹", self.context.preferences.scans, self.set_scan_folder)

    def set_scan_folder(self, folder: str) -> None:
        """The folder that a scanner drops signed papers into; empty for none."""
        self.context.preferences.scans = folder
        self._show_looks()

    def _change(self) -> None:
        before, after, again = (field.text() for field in (self._before, self._after, self._again))
        self._before_field.wrong("" if before else "请输入现在的口令。")
        self._after_field.wrong("" if after else "请输入新口令。")
        self._again_field.wrong("" if after == again else "两遍不一样。")
        if before and after and after == again:
            self.act(lambda: self._presenter.change_passphrase(before, after), self._changed)

    def _changed(self, _desk: Desk) -> None:
        self._clear_passphrase()
        self.context.frame.notice("口令已更换，下次用新口令进入。")

    def _clear_passphrase(self) -> None:
        for field in (self._before, self._after, self._again):
            field.clear()

    def failed(self, error: UserError) -> None:
        """A passphrase that does not fit is said at its field."""
        fields = {"VAULT_WRONG_PASSPHRASE": self._before_field, "PASSPHRASE_UNFIT": self._after_field}
        field = fields.get(error.code)
        if field is None:
            super().failed(error)
            self._seats.refresh()
        else:
            field.wrong(error.advice.what)
            field.control.setFocus()


def _card(title: str, *parts: QWidget) -> QFrame:
    frame = card()
    column(plain(title, "heading"), *parts, gap=2, margin=4, parent=frame)
    return frame
