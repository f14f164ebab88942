"""What stands behind the menu 帮助 for one person: the manual, the tour, practice."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from baixing_desktop.domain.manual import Audience
from baixing_desktop.domain.units import Face
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.manual import manual
from ui.help.panel import HelpPanel
from ui.help.practice import OPENING, open_practice
from ui.help.tour import Tour
from ui.shell.page import Command
from ui.shell.window import Window
from ui.style import Style


class Helper(QObject):
    """Made with the pages of one sitting; goes with them, or with the window."""

    def __init__(self, window: Window, style: Style, face: Face, pages: Sequence[str]) -> None:
        super().__init__(window)
        own = Audience.LIAISON if face is Face.WORKROOM else Audience.OFFICE
        self._window = window
        self.panel = HelpPanel(style, tuple((audience, manual(audience)) for audience in (own, Audience.ADMIN)))
        self.tour = Tour(style, pages, window.go)
        window.beside.right(self.panel)
        window.beside.above(self.tour)
        window.went.connect(self._follow)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The commands of the menu."""
        return (
            Command("本页帮助", "F1", "帮助", self._toggle),
            Command("手册目录", "Shift+F1", "帮助", self._contents),
            Command("入门介绍", "F2", "帮助", self.tour.step),
            Command("跳过介绍", "Shift+F2", "帮助", self.tour.skip),
            Command("练习", "", "帮助", self._practise),
        )

    def end(self) -> None:
        """The window goes on without this person."""
        self._window.went.disconnect(self._follow)
        self.deleteLater()

    def _toggle(self) -> None:
        page = self._window.page
        if self.panel.isVisible():
            self.panel.hide()
        elif page is not None:
            # Shown first: what is read into a panel of another width would not begin at its top.
            self._show()
            self.panel.about(page.name)

    def _contents(self) -> None:
        self.panel.contents()
        self._show()
        self.panel.take_focus()

    def _show(self) -> None:
        self.panel.show()
        self._window.beside.settle()

    def _follow(self, page: str) -> None:
        self.tour.follow(page)
        if self.panel.isVisible():
            self.panel.about(page)

    def _practise(self) -> None:
        try:
            open_practice()
        except UserError as error:
            self._window.problem(error)
        else:
            self._window.notice(OPENING)
