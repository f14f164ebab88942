"""The line to the office as the doctor sees it."""

from baixing_desktop.errors import SyncError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.doctor import Finding, Level
from sync.online import reach_office
from sync.shared import examine_folder


def examine_line(desk: Desk) -> Finding:
    """Try the line from a workroom to its office, with nothing at stake."""
    try:
        reached = reach_office(desk)
        by_folder = not reached and examine_folder(desk)
    except SyncError as error:
        return Finding("区办公室", Level.ADVICE, error.advice.what, error.advice.todo)
    if by_folder:
        return Finding("区办公室", Level.GOOD, "用共享文件夹报送，文件夹连得上。")
    words = "连得上，证书也对。" if reached else "用优盘报送，没有网络地址。"
    return Finding("区办公室", Level.GOOD, words)
