"""The way in: first start, taking over an old home, unlocking, recovery; at its end somebody sits at the desk.

The first card is shown before the libraries of the record are loaded, so nothing here loads them by itself.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from baixing_desktop.clock import Clock
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.threshold import PASSPHRASE_WORDS, home_exists, people_of, waits_for_take_over
from ui.jobs import Jobs
from ui.pages.unlock.choose import PassphrasePage, renewal
from ui.pages.unlock.frame import CardPage
from ui.pages.unlock.page import UnlockPage
from ui.shell.window import Window
from ui.style import Style
from ui.widgets.fields import TextLine
from ui.widgets.layouts import column
from ui.widgets.states import EmptyState

if TYPE_CHECKING:
    from baixing_desktop.usecases.desk import Desk

Failed = Callable[[UserError], None]


class Arrival:
    """Leads one person to the desk and hands it to ``arrived``; ``first_time`` after the home was just set up."""

    def __init__(
        self,
        home: Path,
        style: Style,
        clock: Clock,
        window: Window,
        jobs: Jobs,
        arrived: Callable[["Desk"], None],
    ) -> None:
        self._home, self._style, self._clock = home, style, clock
        self._window, self._jobs, self._arrived = window, jobs, arrived
        self.desk: Desk | None = None
        self.first_time = False

    def begin(self, passphrase: str | None, last: str) -> bool:
        """Show the first thing to ask; ``passphrase`` may be known already, ``last`` is who sat here before. False when
        there is no home: it can be :meth:`set_up` once everything is loaded.
        """
        try:
            if not home_exists(self._home):
                self._window.stage(_waiting(self._style))
                return False
            waits, names = waits_for_take_over(self._home), people_of(self._home)
        except UserError as error:
            self._window.problem(error)
            return True
        if waits:
            self._take_over()
        elif passphrase is not None and len(names) < 2:
            self._window.stage(_waiting(self._style))
            self._open(passphrase, None, self._window.problem)
        else:
            self._unlock(names, last)
        return True

    def set_up(self) -> None:
        """Ask what a new home is made of."""
        from ui.pages.first_start.page import FirstStartPage  # noqa: PLC0415 - after first paint
        from ui.pages.first_start.presenter import FirstStart  # noqa: PLC0415 - after first paint

        page = FirstStartPage(self._style, self._jobs, FirstStart(self._home, self._clock), self._after_first_start)
        self._window.stage(page)
        page.focus()

    # -- the cards

    def _unlock(self, names: tuple[str, ...], last: str) -> None:
        def unlock(name: str, passphrase: str) -> None:
            self._open(passphrase, name or None, page.failed)

        lost = (lambda: self._recover(names, last)) if names else None
        page = UnlockPage(self._style, names, last, unlock, lost=lost)
        self._show(page)

    def _take_over(self) -> None:
        def done(name: str, passphrase: str) -> None:
            def opening() -> "Desk":
                from baixing_desktop.usecases.setup import take_over  # noqa: PLC0415 - after first paint

                return take_over(self._home, name=name, passphrase=passphrase, clock=self._clock)

            self._run(opening, page.failed)

        page = PassphrasePage(
            self._style,
            "请填写姓名，设置口令",
            "从这个版本起，每个人用自己的姓名和口令打开工作台。原有的线索都在。",
            first=TextLine("您的姓名", hint="例如：李敏", limit=20),
            words=PASSPHRASE_WORDS,
            done=done,
            action="打开工作台",
            warning="以后打开工作台要输入这个口令。打开后请在“人员”里打印恢复表，封好交单位保管。",
        )
        self._show(page)

    def _recover(self, names: tuple[str, ...], last: str) -> None:
        def done(code: str, passphrase: str) -> None:
            name = page.person

            def opening() -> "Desk":
                from baixing_desktop.usecases.setup import recover  # noqa: PLC0415 - after first paint

                return recover(self._home, code=code, name=name, passphrase=passphrase, clock=self._clock)

            self._run(opening, page.failed)

        page = PassphrasePage(
            self._style,
            "用恢复表重新设置口令",
            "恢复表由单位封存。没有恢复表时，请系统管理员登录后在“人员”里为您重置口令。",
            first=TextLine("恢复码", hint="八组，每组五个字符"),
            words=PASSPHRASE_WORDS,
            done=done,
            action="设置口令并打开",
            back=lambda: self._unlock(names, last),
            people=names,
        )
        self._show(page)

    def _renew(self, desk: "Desk") -> None:
        from baixing_desktop.usecases.people import change_passphrase, policy  # noqa: PLC0415 - after first paint

        def done(before: str, after: str) -> None:
            self._jobs.run(
                self._window,
                lambda: change_passphrase(desk, before, after)[0],
                self._arrived,
                page.failed,
            )

        page = renewal(self._style, desk.actor.name, policy(desk).words, done)
        self._show(page)

    def _after_first_start(self, passphrase: str) -> None:
        self.first_time = True
        self._open(passphrase, None, self._window.problem)
        self._window.notice("请在“人员”里打印恢复表，封好交单位保管：口令忘了，靠它才能再打开。")

    # -- inside

    def _show(self, page: CardPage) -> None:
        self._window.stage(page)
        page.focus()

    def _open(self, passphrase: str, user: str | None, failed: Failed) -> None:
        def opening() -> "Desk":
            # In the lane in which everything is loaded, and after that.
            from baixing_desktop.usecases.setup import open_desk  # noqa: PLC0415 - after first paint

            return open_desk(self._home, passphrase=passphrase, clock=self._clock, user=user)

        self._run(opening, failed)

    def _run(self, opening: Callable[[], "Desk"], failed: Failed) -> None:
        def opened() -> "Desk":
            # Kept at once, so that closing the window finds it whenever that happens.
            self.desk = opening()
            return self.desk

        self._jobs.run(self._window, opened, self._come_in, failed)

    def _come_in(self, desk: "Desk") -> None:
        if desk.actor.must_change:
            self._renew(desk)
        else:
            self._arrived(desk)


def _waiting(style: Style) -> QWidget:
    holder = QWidget()
    holder.setObjectName("page")
    column(EmptyState(style, "clock", "正在打开工作台"), parent=holder)
    return holder
