"""下发更新: the administrator of the office hands a new version to every workroom, and sees who has which."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from baixing_desktop.changes import Changes, Kind
from baixing_desktop.domain.updates import Handing
from baixing_desktop.errors import UserError
from baixing_desktop.store.release import SUFFIX, Payload
from baixing_desktop.usecases.handing_out import HandedOut
from ui.choosing import choose_file
from ui.context import Context
from ui.pages.updates.presenter import PackageLine, StationLine, UpdatesPresenter, UpdatesView, handed_sentence
from ui.shell.page import Command, Page
from ui.text import plain
from ui.widgets.buttons import button
from ui.widgets.columns import Columns
from ui.widgets.layouts import Scrolled, card, clear, column, line, row
from ui.widgets.states import heading
from ui.widgets.work_bar import WorkBar

_NONE = "没有下发更新包。工作室照用现在的版本。"
_RULE = (
    "选发布单位给的更新包（.bxup）。先核对签名，签名不对或改动过的不下发；工作室用它自己程序里的公钥再核对一遍。"
    "区办公室自己先更新，再下发。随时可以撤回。"
)


class UpdatesPage(Page):
    """What is handed out at the left, the workstations at the right."""

    name = "updates"
    title = "下发更新"
    icon = "refresh-cw"
    concerns = frozenset({Kind.UPDATE, Kind.DEVICE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        keys = context.program.keys if context.program else ()
        self._presenter = UpdatesPresenter(context.desk, keys)
        self._packages, self._stations = QVBoxLayout(), QVBoxLayout()
        self._sum = plain("", "soft", wrap=True)
        self._build()

    @property
    def commands(self) -> tuple[Command, ...]:
        """What is wanted here."""
        return (Command("选更新包下发", "Ctrl+U", "文件", self.choose),)

    def arrive(self, target: str) -> None:
        """Handing out is what one comes for."""
        self._choose.setFocus()

    def refresh(self) -> None:
        """Read again what is so."""
        self.ask(self._presenter.view, self._show)

    def _build(self) -> None:
        style = self.context.style
        self._choose = button(style, "选更新包下发", self.choose, kind="primary", icon="folder-open", keys="Ctrl+U")
        self._progress = WorkBar(style, "核对进度")
        out, who = card(), card()
        column(
            plain("下发给工作室的版本", "heading"),
            self._packages,
            self._progress,
            plain(_RULE, "small", wrap=True),
            gap=3,
            margin=4,
            parent=out,
        )
        column(plain("各工作站用的版本", "heading"), self._sum, self._stations, gap=2, margin=4, parent=who)
        both = Columns(style, [(column(out, None, gap=0), 1), (column(who, None, gap=0), 1)], 56)
        holder = QWidget()
        column(heading("下发更新", self._choose), both, None, gap=4, margin=5, parent=holder)
        column(Scrolled(holder), gap=0, parent=self)

    def _show(self, view: UpdatesView) -> None:
        clear(self._packages)
        for number, each in enumerate(view.packages):
            if number:
                self._packages.addWidget(line())
            self._packages.addLayout(self._package(each))
        if not view.packages:
            self._packages.addWidget(plain(_NONE, wrap=True))
        clear(self._stations)
        for number, each in enumerate(view.stations):
            if number:
                self._stations.addWidget(line())
            self._stations.addLayout(_station(each))
        self._sum.setText(view.sum)

    def _package(self, each: PackageLine) -> QVBoxLayout:
        style, kind = self.context.style, each.kind
        tone = "" if each.out and each.here else "warn"
        foot: QHBoxLayout = row(gap=2)
        foot.addWidget(plain(each.standing, "small", wrap=True, tone=tone), 1)
        if each.out:
            foot.addWidget(button(style, "撤回", lambda: self.withdraw(kind), kind="quiet", icon="undo-2"))
        elif each.here:
            foot.addWidget(button(style, "再下发", lambda: self.hand_out_again(kind), kind="quiet"))
        return column(plain(each.title, "strong", wrap=True), plain(each.news, "soft", wrap=True), foot, gap=1)

    # -- acting

    def choose(self) -> None:
        """Which package."""
        start = self.context.preferences.folder
        choose_file(self, "选更新包", start, f"更新包 (*{SUFFIX})", self.hand_out)

    def hand_out(self, path: str) -> None:
        """Check the package at ``path`` and tell every workroom of it."""
        if self._progress.busy:
            return
        self._choose.setEnabled(False)
        self._progress.begin(
            self.context.jobs.long(
                self, lambda work: self._presenter.hand_out(path, work), self._handed, self.failed, self._progress.tell
            )
        )

    def _handed(self, done: tuple[HandedOut, Changes]) -> None:
        self._rest()
        self._said(done[0])
        self.context.hub.announce(done[1])

    def withdraw(self, kind: Payload) -> None:
        """Hand it out no more; the bar below takes it back."""
        self._choose.setFocus()
        self.act(lambda: self._presenter.withdraw(kind), self._said)

    def hand_out_again(self, kind: Payload) -> None:
        """Hand out what was withdrawn."""
        self._choose.setFocus()
        self.act(lambda: self._presenter.again(kind), self._said)

    def _said(self, handed: HandedOut) -> None:
        kind, out = handed.release.kind, handed.state is Handing.OUT
        undo = (lambda: self.withdraw(kind)) if out else (lambda: self.hand_out_again(kind))
        self.context.frame.notice(handed_sentence(handed), undo)

    def _rest(self) -> None:
        self._progress.rest()
        self._choose.setEnabled(True)

    def failed(self, error: UserError) -> None:
        """What was handed out before still is."""
        self._rest()
        super().failed(error)


def _station(each: StationLine) -> QVBoxLayout:
    tone = "ok" if each.current else ""
    head = row(plain(each.name, "strong"), None, plain(each.version, tone=tone), gap=2)
    parts = [part for part in (each.contact, each.ready) if part]
    return column(head, plain("　".join(parts), "small", wrap=True), gap=0)
