"""更新: a new version that the office handed out, offered calmly on 今日 and always to be found on 设置."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from baixing_desktop import __version__
from baixing_desktop.changes import Changes
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.store.release import Payload
from baixing_desktop.usecases.arriving import Offered, Program, fetch_once_more, offered_update, put_off_update
from baixing_desktop.usecases.permissions import may
from baixing_desktop.usecases.updating import make_ready, take_out
from baixing_desktop.work import Work
from ui.choosing import choose_folder
from ui.context import Context
from ui.text import plain, set_tone
from ui.widgets.buttons import button
from ui.widgets.flow import FlowLayout
from ui.widgets.layouts import column

_HOW = {
    Payload.PORTABLE: "先备份，新版本自检通过才换上，一两分钟；随后窗口重新打开，请再输一次口令。写到一半的会先保存。",
    Payload.DEB: "先备份，再把核对过的安装包取到您选的文件夹，由管理员安装。",
}
_NOTHING = f"现在用的是 {__version__}，没有更新的版本。区办公室下发以后，程序空闲时自己取回，不影响报送。"


def update_words(offered: Offered | None) -> str:
    """How it stands, in one or two sentences."""
    if offered is None:
        return _NOTHING
    version = offered.release.version
    news = f"新在哪里：{offered.release.news}" if offered.release.news else ""
    if offered.refused:
        return f"新版本 {version} 没有收下：{offered.refused}。现在的程序照用，请告诉区办公室。"
    if offered.file is None:
        there, total = offered.reached / 1e6, offered.package.length / 1e6
        return f"区办公室下发了新版本 {version}，正在空闲时取回：{there:.0f} / {total:.0f} MB，不影响报送。{news}"
    return f"有新版本 {version} 可以更新，现在用的是 {__version__}。{news}"


def _own_program(context: Context) -> Program | None:
    """What may be exchanged here, by who sits here; None in an office, and where nothing can take its place."""
    desk, program = context.desk, context.program
    able = program is not None and program.kind is not None and desk.face is Face.WORKROOM
    return program if able and may(desk, "arriving.offered_update") else None


class UpdateCard(QFrame):
    """``always``: there on 设置 whatever the state; else only while something waits for a person."""

    def __init__(self, context: Context, *, always: bool) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._context, self._always = context, always
        self._program = _own_program(context)
        self._offered: Offered | None = None
        self._work: Work | None = None
        style = context.style
        self._words, self._how = plain("", wrap=True), plain("", "small", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("更新进度")
        self._now = button(style, "现在更新", self.begin, icon="refresh-cw")
        self._later = button(style, "下班后再说", self.put_off, kind="quiet")
        self._again = button(style, "重新取一次", self.fetch_again, kind="quiet")
        self._stop = button(style, "停止", self._cancel, kind="quiet")
        tools, holder = FlowLayout(gap=2), QWidget()
        for each in (self._now, self._later, self._again, self._stop):
            tools.addWidget(each)
        holder.setLayout(tools)
        column(
            plain("更新", "heading"), self._words, self._bar, holder, self._how, gap=2, margin=4, parent=self
        )  # fmt: skip
        self._tools = holder
        self._show(None)

    def refresh(self) -> None:
        """Read how it stands."""
        desk, program = self._context.desk, self._program
        if program is not None:
            self._context.jobs.run(self, lambda: offered_update(desk, program), self._show, self._context.frame.problem)

    def _show(self, offered: Offered | None) -> None:
        self._offered = offered
        if self._work is not None:
            return
        ready = offered is not None and offered.file is not None
        waits = offered is not None and (bool(offered.refused) or (ready and not offered.put_off))
        self.setVisible(self._program is not None and (self._always or waits))
        self._words.setText(update_words(offered))
        set_tone(self._words, "warn" if offered is not None and offered.refused else "")
        self._how.setText(_HOW[offered.release.kind] if offered is not None and ready else "")
        self._how.setVisible(ready)
        stopped = self._stop.hasFocus()
        self._bar.hide()
        self._now.setVisible(ready)
        if stopped:
            # Hiding what has the keyboard would hand it to whatever stands next on the page.
            self._now.setFocus()
        self._stop.hide()
        self._later.setVisible(ready and offered is not None and not offered.put_off)
        self._again.setVisible(offered is not None and offered.again)
        self._tools.setVisible(ready or (offered is not None and offered.again))

    # -- acting

    def put_off(self) -> None:
        """下班后再说."""
        desk = self._context.desk
        self._context.jobs.run(self, lambda: put_off_update(desk), self._put_off, self._context.frame.problem)

    def _put_off(self, done: tuple[None, Changes]) -> None:
        self._context.frame.notice("下班前不再提起；要更新时在“设置”里。")
        self._context.hub.announce(done[1])
        self.refresh()

    def fetch_again(self) -> None:
        """What came damaged is fetched anew."""
        desk = self._context.desk
        self._context.jobs.run(self, lambda: fetch_once_more(desk), self._put_back, self._context.frame.problem)

    def _put_back(self, done: tuple[None, Changes]) -> None:
        self._context.hub.announce(done[1])
        self.refresh()

    def begin(self) -> None:
        """现在更新."""
        desk, program, file = self._context.desk, self._program, self._offered and self._offered.file
        if self._work is not None or program is None or self._offered is None or file is None:
            return
        if self._offered.release.kind is Payload.DEB:
            choose_folder(self, "安装包取到哪个文件夹", self._context.preferences.folder, self.take_out_to)
        else:
            self._start(lambda work: make_ready(desk, file, program.keys, program.tree, work), self._context.renew)

    def take_out_to(self, folder: str) -> None:
        """The installer into ``folder``, for the administrator."""
        desk, program, file = self._context.desk, self._program, self._offered and self._offered.file
        if self._work is None and program is not None and file is not None:
            where = Path(folder)
            self._start(lambda work: take_out(desk, file, program.keys, program.tree, where, work), self._taken_out)

    def _start(self, task: Callable[[Work], tuple[Path, Changes]], then: Callable[[Path], None]) -> None:
        def done(made: tuple[Path, Changes]) -> None:
            self._work = None
            self._context.hub.announce(made[1])
            then(made[0])

        self._work = self._context.jobs.long(self, task, done, self._failed, self._tell)
        for each in (self._now, self._later, self._again):
            each.hide()
        self._stop.show()
        self._stop.setFocus()
        self._tell(0, 1, "正在备份")

    def _tell(self, done: int, total: int, what: str) -> None:
        self._words.setText(f"{what}。请不要关机。")
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.show()

    def _cancel(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _taken_out(self, installer: Path) -> None:
        self.refresh()
        self._context.frame.notice(f"安装包已核对并取出：{installer}。请关闭所有窗口，由管理员安装。")

    def _failed(self, error: UserError) -> None:
        self._work = None
        self.refresh()
        if error.code == "CANCELLED":
            self._context.frame.notice("已停止，没有更新；现在的程序照用。")
        else:
            self._context.frame.problem(error)
