"""签字归档: at the left whose paper is waited for, at the right what came back from the scanner."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.people import Confirmation
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.scan_folder import LOOK_EVERY_S, ScanFolder
from baixing_desktop.work import Work
from ui.choosing import choose_files, choose_folder
from ui.confirming import or_second
from ui.context import Context
from ui.jobs import Lane
from ui.pages.signing.presenter import Filed, Left, Results, SigningPresenter, without
from ui.pages.signing.results import ResultsCard
from ui.pages.signing.waiting import WaitingPane
from ui.paper import PaperDialog
from ui.shell.page import Command, Page
from ui.style import space
from ui.text import plain
from ui.widgets.buttons import button, rename
from ui.widgets.layouts import Scrolled, card, column, row
from ui.widgets.sides import sides

Identify = Callable[[Work], tuple[Results, Changes]]
_KINDS = "照片和扫描件 (*.jpg *.jpeg *.png *.pdf)"


class SigningPage(Page):
    """Print, have it signed, file the scan."""

    name = "signing"
    title = "签字归档"
    icon = "stamp"
    concerns = frozenset({Kind.CLUE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._presenter = SigningPresenter(context.desk)
        self._work: Work | None = None
        self._watcher: ScanFolder | None = None
        self._at_files = False
        self._stopped = False  # by hand: the folder of the settings is then left alone
        self._timer = QTimer(self, interval=LOOK_EVERY_S * 1000)
        self._timer.timeout.connect(self._look)
        self._build()
        self.setAcceptDrops(True)

    @property
    def commands(self) -> tuple[Command, ...]:
        """Printing, filing, and which clue a paper without a code belongs to."""
        return (
            Command("打印待签字的表", "Ctrl+P", "线索", self._print_one),
            Command("全部打印", "Ctrl+Shift+A", "线索", self._print_all),
            Command("选择扫描件", "Ctrl+O", "线索", self._choose_files),
            Command("监看文件夹", "Ctrl+Shift+O", "线索", self._choose_folder),
            Command("停止识别", "Ctrl+Shift+X", "线索", self._stop),
            Command("下一条", "J", "前往", lambda: self._left.step(1)),
            Command("上一条", "K", "前往", lambda: self._left.step(-1)),
        )

    def arrive(self, target: str) -> None:
        """``target`` is a clue's identity."""
        scans = self.context.preferences.scans
        if scans and self._watcher is None and not self._stopped and Path(scans).is_dir():
            self.watch(scans)
        (self._left if self._left.ids else self._files).setFocus()

    def refresh(self) -> None:
        """Read whose paper is waited for; the chosen clue stays chosen."""
        self.ask(self._presenter.waiting, self._left.put)

    def end(self) -> None:
        """Watching ends with the window."""
        self._timer.stop()
        self._stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped anywhere on the page."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """File what was dropped."""
        self.file([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    # -- building

    def _build(self) -> None:
        self._left = WaitingPane(self.context.style, print_one=self._print_one, print_all=self._print_all)
        column(sides(self._left, self._right(), (5, 6)), gap=0, parent=self)

    def _right(self) -> QWidget:
        style = self.context.style
        self._files = button(style, "选择扫描件", self._choose_files, icon="folder-open", keys="Ctrl+O")
        self._watch = button(style, "监看文件夹", self._choose_folder, icon="eye", keys="Ctrl+Shift+O")
        self._halt = button(style, "停止", self._stop, keys="Ctrl+Shift+X")
        self._halt.hide()
        self._doing = plain("把签好字的表扫描或拍照，选进来，也可以直接拖进来。", "soft", wrap=True)
        self._results = ResultsCard(style, by_hand=self._file_by_hand, undo=self._undo, look=self._picture)
        box = card()
        column(
            plain("签好字的表", "heading"),
            self._doing,
            row(self._files, self._watch, self._halt, None, gap=2),
            gap=3,
            margin=4,
            parent=box,
        )
        holder = QWidget()
        column(box, self._results, None, gap=3, parent=holder).setContentsMargins(
            space(2), space(4), space(5), space(4)
        )
        return Scrolled(holder)

    # -- printing

    def _print_one(self) -> None:
        chosen = self._left.chosen
        if chosen is not None:
            self._print([chosen.clue.id], f"附件3 {chosen.clue.number}")

    def _print_all(self) -> None:
        ids = self._left.ids
        if ids:
            self._print(ids, f"附件3 共 {len(ids)} 份")

    def _print(self, ids: Sequence[str], title: str, second: Confirmation | None = None) -> None:
        if self._work is not None:
            return
        strict, notice = self._left.strict, self._left.notice

        def shown(pdf: bytes) -> None:
            self._rest()
            PaperDialog.present(self, self.context, title, pdf, at_once=True, done=self._left.setFocus)

        def again(given: Confirmation) -> None:
            self._print(ids, title, given)

        self._begin()
        self._work = self.context.jobs.long(
            self,
            lambda work: self._presenter.paper(ids, work, second, strict=strict, notice=notice),
            shown,
            or_second(self, again, self.failed, self._rest),
            self._tell,
            lane=Lane.PAPER,
        )

    # -- filing

    def _choose_files(self) -> None:
        choose_files(self, "选择扫描件", self.context.preferences.folder, _KINDS, self.file)

    def file(self, paths: Sequence[str]) -> None:
        """File the scans and photos at ``paths``."""
        if paths and self._work is None:
            self.context.preferences.folder = str(Path(paths[0]).parent)
            self._identify(lambda work: self._presenter.file([Path(path) for path in paths], work))

    def _choose_folder(self) -> None:
        if self._watcher is not None:
            self._watcher, self._stopped = None, True
            self._timer.stop()
            rename(self._watch, "监看文件夹", "Ctrl+Shift+O")
            self._doing.setText("不再监看文件夹。")
            return
        choose_folder(self, "监看哪个文件夹", self.context.preferences.folder, self.watch)

    def watch(self, folder: str) -> None:
        """File whatever the scanner puts into ``folder`` from now on."""
        self._watcher, self._stopped = ScanFolder(Path(folder)), False
        rename(self._watch, "停止监看", "Ctrl+Shift+O")
        self._doing.setText(f"正在监看“{Path(folder).name}”，扫描件到了会自动归档。")
        self._timer.start()
        self._look()

    def _look(self) -> None:
        watcher = self._watcher
        if watcher is not None and self._work is None:
            self._identify(lambda work: self._presenter.look(watcher, work))

    def _identify(self, task: Identify) -> None:
        def done(found: tuple[Results, Changes]) -> None:
            self._rest()
            results, changes = found
            self._results.add(results)
            self.context.hub.announce(changes)

        self._begin()
        self._work = self.context.jobs.long(self, task, done, self.failed, self._tell, lane=Lane.PAPER)

    def _file_by_hand(self, left: Left) -> None:
        chosen = self._left.chosen
        if chosen is None:
            self.context.frame.notice("请先在左边选中这张表的线索。")
            return

        def filed(one: Filed) -> None:
            self._results.put(without(self._results.shown, left, one))
            self.context.frame.notice(f"已归到 {one.scan.number}。", partial(self._undo, one))

        self.act(lambda: self._presenter.file_by_hand(left, chosen.clue.id), filed)

    def _undo(self, filed: Filed) -> None:
        def undone(_scan: object) -> None:
            self._results.drop(filed)
            self.context.frame.notice(f"已撤销：{filed.scan.file_name} 不再归在 {filed.scan.number}。")

        self.act(lambda: self._presenter.undo(filed), undone)

    def _picture(self, left: Left) -> None:
        self.ask(lambda: self._presenter.picture(left), self._results.show_picture, lane=Lane.PAPER)

    # -- long work

    def _begin(self) -> None:
        self._halt.show()
        self._at_files = self.focusWidget() is self._files
        self._files.setEnabled(False)

    def _tell(self, done: int, total: int, what: str) -> None:
        self._doing.setText(f"{what}：{done} / {total}")

    def _stop(self) -> None:
        if self._work is not None:
            self._work.cancel()

    def _rest(self) -> None:
        lost = self._at_files and self.focusWidget() in (self._watch, self._halt)
        self._work = None
        self._halt.hide()
        self._files.setEnabled(True)
        if lost:
            self._files.setFocus()  # where one was before the work began
        folder = self._watcher.folder.name if self._watcher else ""
        self._doing.setText(f"正在监看“{folder}”，扫描件到了会自动归档。" if folder else "可以继续选择扫描件。")

    def failed(self, error: UserError) -> None:
        """What was filed stays filed; a folder that is gone is not watched any longer."""
        self._rest()
        if self._watcher is not None and error.code in ("FILE_MISSING", "FILE_UNREADABLE"):
            self._choose_folder()
        super().failed(error)
