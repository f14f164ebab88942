"""体检和求助: what the doctor finds, and the bundle for whoever helps."""

from collections.abc import Callable
from typing import Self

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from baixing_desktop.clock import local
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.doctor import Finding, Level, examine_computer, examine_record
from baixing_desktop.usecases.support import bundle, record_facts
from sync import examine_line
from ui.context import Context
from ui.icons import icon_label
from ui.jobs import Lane
from ui.keeping import keep_as_file
from ui.shell.page import Command
from ui.shell.window import Window
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fitting import fit
from ui.widgets.layouts import Scrolled, card, clear, column, line, row

_LOOKS = {
    Level.GOOD: ("check", "ok", "良好"),
    Level.ADVICE: ("info", "warn", "提醒"),
    Level.WRONG: ("alert-triangle", "bad", "有问题"),
}
_ORDER = (Level.WRONG, Level.ADVICE, Level.GOOD)

Keep = Callable[[bytes, str], None]


class CheckupDialog(QDialog):
    """Examines in the background, shows what is wrong first, and offers the bundle."""

    def __init__(self, context: Context, keep: Keep, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("体检和求助")
        self.setMinimumSize(640, 480)
        self._context, self._keep = context, keep
        self._bundle = b""
        self._sum = plain("正在检查这台电脑和工作台…", "heading", wrap=True)
        self._rows = column(gap=2)
        style = context.style
        self._save = button(style, "存为求助包", self._hand_out, icon="save", kind="primary")
        self._save.setEnabled(False)
        self._save.setDefault(True)
        self._build()
        context.jobs.run(self, self._examine, self._show, self._failed, lane=Lane.NETWORK)

    @classmethod
    def present(cls, parent: QWidget, context: Context, keep: Keep) -> Self:
        """Open over ``parent``'s window; ``keep`` puts the bundle into a file, under the name that is proposed."""
        dialog = cls(context, keep, parent.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _examine(self) -> tuple[list[Finding], bytes]:
        desk = self._context.desk
        findings = [*examine_computer(desk.home, desk.clock), *examine_record(desk)]
        if desk.face is Face.WORKROOM:
            findings.append(examine_line(desk))
        return findings, bundle(desk.home, findings, desk.clock, record_facts(desk))

    def _show(self, found: tuple[list[Finding], bytes]) -> None:
        findings, self._bundle = found
        wrong, advice = (sum(f.level is level for f in findings) for level in (Level.WRONG, Level.ADVICE))
        self._sum.setText(f"有问题 {wrong} 项，提醒 {advice} 项，良好 {len(findings) - wrong - advice} 项")
        clear(self._rows)
        for finding in sorted(findings, key=lambda f: _ORDER.index(f.level)):
            self._rows.addWidget(line())
            self._rows.addWidget(self._row(finding))
        self._rows.addStretch(1)
        self._save.setEnabled(True)
        self._save.setFocus()

    def _row(self, finding: Finding) -> QWidget:
        icon, tone, word = _LOOKS[finding.level]
        holder = QWidget()
        words = column(plain(f"{finding.check}　{word}", "strong"), plain(finding.words, wrap=True), gap=1)
        if finding.todo:
            words.addWidget(plain(finding.todo, "soft", wrap=True))
        body = row(gap=3, parent=holder)
        body.addWidget(icon_label(self._context.style, icon, tone, 20), 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(words, 1)
        return holder

    def _failed(self, error: UserError) -> None:
        self._sum.setText(error.sentences())

    def _hand_out(self) -> None:
        name = f"求助包-{local(self._context.desk.now()):%Y%m%d-%H%M}.zip"
        self.accept()
        self._keep(self._bundle, name)

    def _build(self) -> None:
        inner = QWidget()
        inner.setLayout(self._rows)
        area = Scrolled(inner)
        what = plain(
            "求助包里只有这些结果、版本、文件大小、条数和出错的位置，没有任何人的信息，可以交给技术人员。",
            "soft",
            wrap=True,
        )
        foot = card("bar")
        close = button(self._context.style, "关闭", self.reject, keys="Esc")
        row(None, close, self._save, gap=2, parent=foot).setContentsMargins(16, 10, 16, 10)
        body = QWidget()
        inside = column(self._sum, gap=3, margin=4, parent=body)
        inside.addWidget(area, 1)
        inside.addWidget(what)
        outer = column(gap=0, parent=self)
        outer.addWidget(body, 1)
        outer.addWidget(foot)
        fit(self, self._context.style, 640)
        self.resize(self.width(), max(self.height(), 480 * self._context.style.scale // 100))


def checkup_command(window: Window, context: Context) -> Command:
    """The command of the menu."""

    def keep(data: bytes, name: str) -> None:
        if window.page is not None:
            keep_as_file(window.page, data, name, "求助包 (*.zip)", window.notice)

    return Command("体检和求助", "", "帮助", lambda: _open(window, context, keep))


def _open(window: Window, context: Context, keep: Keep) -> None:
    CheckupDialog.present(window, context, keep)
