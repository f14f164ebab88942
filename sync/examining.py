"""The line to the office as the doctor sees it."""

from baixing_desktop.errors import SyncError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.doctor import Finding, Level
from sync.online import reach_office


def examine_line(desk: Desk) -> Finding:
    """Try the line from a workroom to its office, with nothing at stake."""
    try:
        reached = reach_office(desk)
    except SyncError as error:
        return Finding("区办公室", Level.ADVICE, error.advice.what, error.advice.todo)
    words = "连得上，证书也对。" if reached else "已用文件登记，用优盘或共享文件夹报送。"
    return Finding("区办公室", Level.GOOD, words)
