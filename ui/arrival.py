"""The way in: first start, taking over an old home, unlocking, recovery; at its end somebody sits at the desk."""

from collections.abc import Callable
from pathlib import Path

from baixing_desktop.clock import Clock
from baixing_desktop.errors import UserError
from baixing_desktop.usecases.desk import Desk
from baixing_desktop.usecases.people import change_passphrase, policy
from baixing_desktop.usecases.setup import (
    PASSPHRASE_WORDS,
    home_exists,
    open_desk,
    people_of,
    recover,
    take_over,
    waits_for_take_over,
)
from ui.jobs import Jobs
from ui.pages.first_start.page import FirstStartPage
from ui.pages.first_start.presenter import FirstStart
from ui.pages.unlock.choose import PassphrasePage, renewal
from ui.pages.unlock.frame import CardPage
from ui.pages.unlock.page import UnlockPage
from ui.shell.window import Window
from ui.style import Style
from ui.widgets.fields import TextLine

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
        arrived: Callable[[Desk], None],
    ) -> None:
        self._home, self._style, self._clock = home, style, clock
        self._window, self._jobs, self._arrived = window, jobs, arrived
        self.desk: Desk | None = None
        self.first_time = False

    def begin(self, passphrase: str | None, last: str) -> None:
        """Show the first thing to ask; ``passphrase`` may be known already, ``last`` is who sat here before."""
        if not home_exists(self._home):
            page = FirstStartPage(self._style, self._jobs, FirstStart(self._home, self._clock), self._after_first_start)
            self._window.stage(page)
            page.focus()
            return
        try:
            waits, names = waits_for_take_over(self._home), people_of(self._home)
        except UserError as error:
            self._window.problem(error)
            return
        if waits:
            self._take_over()
        elif passphrase is not None and len(names) < 2:
            self._run(lambda: open_desk(self._home, passphrase=passphrase, clock=self._clock), self._window.problem)
        else:
            self._unlock(names, last)

    # -- the cards

    def _unlock(self, names: tuple[str, ...], last: str) -> None:
        def unlock(name: str, passphrase: str) -> None:
            user = name or None
            self._run(lambda: open_desk(self._home, passphrase=passphrase, clock=self._clock, user=user), page.failed)

        lost = (lambda: self._recover(names, last)) if names else None
        page = UnlockPage(self._style, names, last, unlock, lost=lost)
        self._show(page)

    def _take_over(self) -> None:
        def done(name: str, passphrase: str) -> None:
            self._run(lambda: take_over(self._home, name=name, passphrase=passphrase, clock=self._clock), page.failed)

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
            self._run(
                lambda: recover(self._home, code=code, name=name, passphrase=passphrase, clock=self._clock),
                page.failed,
            )

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

    def _renew(self, desk: Desk) -> None:
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
        self._run(lambda: open_desk(self._home, passphrase=passphrase, clock=self._clock), self._window.problem)
        self._window.notice("请在“人员”里打印恢复表，封好交单位保管：口令忘了，靠它才能再打开。")

    # -- inside

    def _show(self, page: CardPage) -> None:
        self._window.stage(page)
        page.focus()

    def _run(self, opening: Callable[[], Desk], failed: Failed) -> None:
        def opened() -> Desk:
            # Kept at once, so that closing the window finds it whenever that happens.
            self.desk = opening()
            return self.desk

        self._jobs.run(self._window, opened, self._come_in, failed)

    def _come_in(self, desk: Desk) -> None:
        if desk.actor.must_change:
            self._renew(desk)
        else:
            self._arrived(desk)
