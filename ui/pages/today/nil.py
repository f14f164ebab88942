"""零报告 on 今日: a month without clues is said, and can be taken back (seed 八(二))."""

from PySide6.QtWidgets import QFrame

from baixing_desktop.clock import local
from baixing_desktop.domain.gathering import NilReport
from baixing_desktop.usecases.gathering import NilStanding, report_nil, withdraw_nil
from ui.shell.page import Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextArea
from ui.widgets.form import Form
from ui.widgets.layouts import column, row


class NilCard(QFrame):
    """There only while a month without clues ends or has just ended."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._page, self._standing = page, None
        style = page.context.style
        self._words = plain("", wrap=True)
        self._reason = TextArea("情况说明", hint="例如：本月接访两次，没有群众反映情况", least=2, most=5)
        self._form = Form(stacked=True)
        self._field = self._form.add("情况说明", self._reason, needed=True)
        self._report = button(style, "报零报告", self._send, icon="send")
        self._back = button(style, "撤回零报告", self._withdraw, kind="quiet", icon="undo-2")
        foot = row(self._report, self._back, None, gap=2)
        column(plain("零报告", "heading"), self._words, self._form, foot, gap=2, margin=4, parent=self)
        self.hide()

    def put(self, standing: NilStanding | None) -> None:
        """Show how the month stands; what was typed stays."""
        self._standing: NilStanding | None = standing
        self.setVisible(standing is not None)
        if standing is None:
            return
        report, month = standing.report, f"{standing.year}年{standing.month}月"
        if report is None:
            self._words.setText(f"{month}还没有登记线索。月底前仍没有的，可以报一份零报告。")
        else:
            day = local(report.reported_at)
            self._words.setText(f"{month}已报零报告（{day.month}月{day.day}日，{report.reported_by}）：{report.reason}")
        for part in (self._form, self._report):
            part.setVisible(report is None)
        self._back.setVisible(report is not None)

    def _send(self) -> None:
        standing, reason = self._standing, self._reason.toPlainText().strip()
        if standing is None:
            return
        self._field.wrong("" if reason else "请写明情况。")
        if not reason:
            self._reason.setFocus()
            return
        desk = self._page.context.desk
        self._page.act(lambda: report_nil(desk, standing.year, standing.month, reason), self._sent)

    def _sent(self, report: NilReport) -> None:
        self._reason.clear()
        self._page.context.frame.notice(f"已报{report.month}月零报告。", lambda: self._take_back(report))

    def _withdraw(self) -> None:
        if self._standing is not None and self._standing.report is not None:
            self._take_back(self._standing.report)

    def _take_back(self, report: NilReport) -> None:
        desk = self._page.context.desk
        self._page.act(
            lambda: withdraw_nil(desk, report),
            lambda _gone: self._page.context.frame.notice(f"已撤回{report.month}月零报告。"),
        )
