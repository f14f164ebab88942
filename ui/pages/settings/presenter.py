"""What can be set, what is so now, and where things lie."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from baixing_desktop.changes import Changes
from baixing_desktop.domain.backups import BackupRun
from baixing_desktop.domain.units import Face
from baixing_desktop.usecases.backups import FOLDER, KnownBackup, back_up, backup_runs, rehearse
from baixing_desktop.usecases.databases import SERVER_FILE
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.membership import Line, office_contact, receive_from, shared_folder, shared_folders
from baixing_desktop.usecases.people import change_passphrase, policy, set_idle_minutes
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.sitting import idle_minutes, longest_idle
from baixing_desktop.work import Work
from sync import (
    LineChanged,
    ReceivingChanged,
    change_line,
    put_line_back,
    receive_also_from,
    receive_no_more_from,
)
from ui.style import SCALES, Theme
from ui.words import say_moment

THEMES = ((Theme.LIGHT.value, "浅色"), (Theme.DARK.value, "深色"), (Theme.CONTRAST.value, "高对比"))
TYPE_SIZES = tuple((str(scale), f"{scale}%") for scale in SCALES)


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup as the list says it; ``path`` is None when the file is no longer here."""

    words: str
    tried: str
    tone: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class LineView:
    """How this workroom reaches its office, in ``words`` and as it is."""

    words: str
    enrolled: bool
    line: Line


@dataclass(frozen=True, slots=True)
class SettingsView:
    """What is so now, in words where it cannot be changed here."""

    idle: str
    idle_choices: tuple[tuple[str, str], ...]
    may_set_idle: bool
    rules: str
    line: LineView | None
    receiving: tuple[str, ...] | None
    """The folders that this office receives from; None: not for the one who sits here."""
    backups: tuple[BackupLine, ...]


class SettingsPresenter:
    """Touches the store; call it in the background, but for what is known at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.workroom = desk.face is Face.WORKROOM
        self.may_back_up = may(desk, "backups.back_up")
        self.reports = self.workroom and may(desk, "membership.report_by")
        self.receives = not self.workroom and may(desk, "membership.receive_from")
        # A seat on a server shares its record with others: it is not for one seat to put another in its place.
        self.may_restore = self.may_back_up and not (desk.home / SERVER_FILE).exists()
        self.places = _places(desk)

    def view(self) -> SettingsView:
        """The page as it should be now."""
        desk, now = self._desk, self._desk.now()
        return SettingsView(
            idle=str(idle_minutes(desk)),
            idle_choices=tuple((str(each), f"{each} 分钟") for each in range(1, longest_idle(desk) + 1)),
            may_set_idle=may(desk, "people.set_idle_minutes"),
            rules=policy(desk).words,
            line=self._line(),
            receiving=self._receiving(),
            backups=tuple(_line(one, now) for one in backup_runs(desk)),
        )

    def set_idle(self, minutes: int) -> tuple[int, Changes]:
        """After how many minutes the window locks."""
        return set_idle_minutes(self._desk, minutes)

    def change_passphrase(self, before: str, after: str) -> tuple[Desk, Changes]:
        """A new passphrase for the one who sits here."""
        return change_passphrase(self._desk, before, after)

    def back_up(self, folder: Path | None, work: Work) -> tuple[BackupRun, Changes]:
        """Make a backup and try it; beside the record, or in ``folder``."""
        return back_up(self._desk, folder, work)

    def rehearse(self, path: Path, work: Work) -> tuple[BackupRun, Changes]:
        """Try a backup again."""
        return rehearse(self._desk, path, work)

    def change_line(self, line: Line) -> LineChanged:
        """Report by ``line`` from now on; this tries it."""
        return change_line(self._desk, line)

    def put_line_back(self, line: Line) -> LineChanged:
        """Report by ``line`` as before."""
        return put_line_back(self._desk, line)

    def receive_also_from(self, folder: str) -> ReceivingChanged:
        """Receive from ``folder`` too from now on."""
        return receive_also_from(self._desk, folder)

    def receive_no_more_from(self, folder: str) -> ReceivingChanged:
        """Leave ``folder`` alone from now on."""
        return receive_no_more_from(self._desk, folder)

    def receive_again(self, folders: tuple[str, ...]) -> tuple[tuple[str, ...], Changes]:
        """Receive from ``folders`` as before."""
        return receive_from(self._desk, folders)

    def _receiving(self) -> tuple[str, ...] | None:
        if not self.receives:
            return None
        return shared_folders(self._desk)

    def _line(self) -> LineView | None:
        if not self.reports:
            return None
        contact = office_contact(self._desk)
        if contact is None or self._desk.installation.doubt is not None:
            return LineView("还没有登记到区办公室，请在“报送”页登记。", enrolled=False, line=Line())
        line = Line(contact.address, shared_folder(self._desk))
        words = "现在用优盘报送，没有网络地址。"
        if line.address:
            words = f"现在用网络报送，对方证书指纹以 {contact.fingerprint[:8]} 开头。"
        elif line.folder:
            words = "现在用共享文件夹报送，程序自己放进去、自己取回执。"
        return LineView(words, enrolled=True, line=line)


def _places(desk: Desk) -> tuple[tuple[str, str], ...]:
    home = desk.home
    return (
        ("全部数据（已加密）", str(home)),
        ("每天的备份（已加密）", str(home / FOLDER)),
        ("窗口的样子，不含线索内容", str(home / "window.json")),
    )


def _line(known: KnownBackup, now: datetime) -> BackupLine:
    run = known.run
    size = f"{run.length / 1_000_000:.1f} 兆字节"
    words = f"{say_moment(run.made_at, now)}　{run.clues} 条线索，{run.attachments} 个附件，{size}"
    if run.fault:
        return BackupLine(words, "试恢复没有成功，文件没有留下", "bad", None)
    tried = f"{say_moment(run.verified_at, now)} 试恢复成功" if run.verified_at else "没有试恢复过"
    if known.path is None:
        return BackupLine(words, f"{tried}；文件已不在本机", "soft", None)
    return BackupLine(words, tried, "ok" if run.verified_at else "warn", known.path)
