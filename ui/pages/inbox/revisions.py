"""修改稿: what the office goes by and what the workroom sent after it, side by side; the office decides."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from baixing_desktop.changes import Changes
from baixing_desktop.domain.clue import Clue
from baixing_desktop.domain.rules.differences import differences
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.revisions import Versions, adopt_revision, decline_revision
from ui.style import Style
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.fields import TextLine
from ui.widgets.form import Form
from ui.widgets.layouts import card, clear, column, row
from ui.widgets.marked_text import MarkedText

Decision = Callable[[], tuple[Clue, Changes]]


class RevisionsCard(QWidget):
    """Hidden while nothing waits; ``decided`` carries what is to be done and what is then said."""

    decided = Signal(object, str)

    def __init__(self, style: Style, desk: Desk) -> None:
        super().__init__()
        self._style, self._desk = style, desk
        self._list = QVBoxLayout()
        column(self._list, gap=0, parent=self)
        self.hide()

    def put(self, waiting: tuple[Versions, ...]) -> None:
        """Show the versions on which nobody decided."""
        clear(self._list)
        for versions in waiting:
            self._list.addWidget(self._versions(versions))
        self.setVisible(bool(waiting))

    def _versions(self, versions: Versions) -> QFrame:
        found, frame = differences(versions.ours, versions.theirs), card("warn")
        ours, theirs = MarkedText(self._style, "区办公室现用的一稿"), MarkedText(self._style, "工作室报来的一稿")
        ours.put_spans(versions.ours, found.removed)
        theirs.put_spans(versions.theirs, found.added)
        reason = TextLine("仍用现稿的理由", hint="例如 现稿已据此转办", limit=200)
        form = Form(stacked=True)
        field = form.add("仍用现稿的理由", reason)
        clue_id, revision = versions.late.clue_id, versions.late.revision

        def adopt() -> None:
            self._decide(lambda: adopt_revision(self._desk, clue_id, revision), f"{versions.number} 已采用修改稿。")

        def decline() -> None:
            words = reason.text().strip()
            field.wrong("" if words else "请写明理由，工作室会看到。")
            if not words:
                reason.setFocus()
                return
            self._decide(
                lambda: decline_revision(self._desk, clue_id, revision, words), f"{versions.number} 仍用现稿。"
            )

        contact = "联系方式或同意事项也有变化，采用后以修改稿为准。" if versions.contact_changed else ""
        column(
            plain(f"修改稿待决定　{versions.number}", "heading"),
            plain(f"工作室又报来第 {revision} 稿，与本办现用的不同，不同之处已标出。{contact}", "soft", wrap=True),
            row(
                column(plain("区办公室现用的一稿", "soft"), ours, gap=1),
                column(plain("工作室报来的一稿", "soft"), theirs, gap=1),
                gap=4,
            ),
            form,
            row(
                None,
                button(self._style, "仍用现稿", decline, kind="quiet"),
                button(self._style, "采用修改稿", adopt, kind="primary"),
            ),
            gap=3,
            margin=4,
            parent=frame,
        )
        return frame

    def _decide(self, act: Decision, said: str) -> None:
        self.decided.emit(act, said)
