"""The card that says when the last backup was made and tried, and makes one now: on the first page of both desks."""

from datetime import datetime

from PySide6.QtWidgets import QFrame

from baixing_desktop.changes import Changes
from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.backups import BackupState, back_up, backup_state
from baixing_desktop.usecases.permissions import may
from baixing_desktop.work import Work
from ui.context import Context
from ui.text import plain, set_tone
from ui.widgets.buttons import button
from ui.widgets.layouts import column, row
from ui.words import say_moment


class BackupCard(QFrame):
    """Reads by itself; a second press while one is being made does nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._context = context
        self._working: Work | None = None
        self._words = plain("", wrap=True)
        self._make = button(context.style, "现在备份", self._back_up, kind="quiet", icon="save")
        self._make.setVisible(may(context.desk, "backups.back_up"))
        hint = plain("备份存在本机的数据文件夹里，请常常拷到优盘或别的电脑。", "small", wrap=True)
        column(plain("备份", "heading"), self._words, hint, row(self._make, None), gap=2, margin=4, parent=self)

    def refresh(self) -> None:
        """Read how the backups stand."""
        desk = self._context.desk
        self._context.jobs.run(self, lambda: backup_state(desk), self._show, self._context.frame.problem)

    def _show(self, state: BackupState) -> None:
        if self._working is None:
            self._words.setText(backup_words(state, self._context.desk.now()))
            set_tone(self._words, "warn" if state.due else "")

    def _back_up(self) -> None:
        if self._working is not None:
            return
        desk = self._context.desk
        self._tell("正在备份")
        self._working = self._context.jobs.long(
            self,
            lambda work: back_up(desk, work=work),
            self._made,
            self._failed,
            lambda done, total, what: self._tell(f"{what}：{done} / {total}"),
        )

    def _tell(self, words: str) -> None:
        self._make.setEnabled(False)
        self._words.setText(words)

    def _made(self, found: tuple[BackupRun, Changes]) -> None:
        self._ended()
        self._context.frame.notice("已备份，并试恢复成功。")
        self._context.hub.announce(found[1])

    def _failed(self, error: UserError) -> None:
        self._ended()
        self._context.frame.problem(error)

    def _ended(self) -> None:
        """Whatever came of it, the card says how it stands now."""
        self._working = None
        self._make.setEnabled(True)
        self.refresh()


def backup_words(state: BackupState, now: datetime) -> str:
    """How the backups stand, in a sentence with the day of the last trial."""
    if state.last_good is None:
        return "还没有备份过。"
    words = f"最近一次备份：{say_moment(state.last_good.made_at, now)}，已试恢复。"
    failed = state.last is not None and not state.last.good
    return f"{words}后来一次没有成功。" if failed else words
