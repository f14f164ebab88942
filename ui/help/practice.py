"""练习: the program's own demonstration in a process of its own, with sample clues that reach nobody."""

from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QFrame

from baixing_desktop.errors import UserError
from sync import own_command
from ui.icons import icon_label
from ui.style import Style
from ui.text import plain
from ui.widgets.layouts import row

OPENING = "正在打开练习，请稍等。里面都是样例，关掉全部练习窗口以后自动删除。"
_MARK = "练习　这里的线索都是样例，到不了区政协办公室，关掉全部练习窗口以后自动删除。"


def open_practice() -> int:
    """Start the practice beside this window; returns its process id.

    Raises:
        UserError: ``WINDOW_UNAVAILABLE``.
    """
    program, *line = own_command("--demo")
    begun, number = QProcess.startDetached(program, line, "")  # pyright: ignore[reportUnknownMemberType] - open type
    if not begun:
        raise UserError("WINDOW_UNAVAILABLE", reason="练习没有启动")
    return number


class PracticeMark(QFrame):
    """The band over every page of a practice window."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setProperty("surface", "warn")
        words = plain(
            "练习　这里的线索都是样例，到不了区政协办公室，关掉全部练习窗口以后自动删除。", "strong", wrap=True
        )
        self.setAccessibleName(words.text())
        layout = row(icon_label(style, "info", "warn", 18), gap=2, parent=self)
        layout.addWidget(words, 1)
        layout.setContentsMargins(16, 4, 8, 4)
