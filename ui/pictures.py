"""Pictures of the real program: every page, on sample homes, at a given size, theme and type size."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from baixing_desktop.clock import Clock, SystemClock
from ui.preferences import Preferences
from ui.session import Session
from ui.shell.page import Page
from ui.style import Style, Theme

_QUIET_MS = 450  # longer than the preview's and the search's own pauses
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Look:
    """Window size in logical pixels, theme, type size in per cent, and how many dots of the screen make a pixel."""

    width: int = 1366
    height: int = 768
    theme: Theme = Theme.LIGHT
    scale: int = 100
    ratio: float = 1.0

    @property
    def name(self) -> str:
        """For file names."""
        dense = "" if self.ratio == 1.0 else f"-x{self.ratio:g}"
        return f"{self.width}x{self.height}-{self.theme}-{self.scale}{dense}"


LOOKS = (
    Look(),
    Look(theme=Theme.DARK),
    Look(theme=Theme.CONTRAST),
    Look(scale=200),
    Look(1920, 1080),
    Look(1280, 720, ratio=1.5),
    Look(911, 440, ratio=1.5),
)
"""What people have: the common small screen in every theme and with the largest type, a large one, that one set to
150 %, and what a frame and a task bar leave of the small one set to 150 %.
"""


MANUAL_LOOK = Look(1100, 640)
"""In the printed manual: the least that shows the form beside its page, so that words are still read on paper."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a name, the page, where on it, and what to do there first."""

    name: str
    page: str
    target: str = ""
    act: Callable[[Page], None] | None = None


def settle(session: Session) -> None:
    """Let events run until the window has nothing left to do.

    Raises:
        TimeoutError: it never comes to rest.
    """
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        loop = QEventLoop()
        rest = QTimer(singleShot=True, interval=_QUIET_MS)
        rest.timeout.connect(loop.quit)
        rest.start()
        loop.exec()
        if not session.jobs.busy:
            # The last answer may just have come: what it changed has to find its place before it is drawn.
            QApplication.processEvents()
            return
    raise TimeoutError("the window does not come to rest")


def take(
    home: Path, passphrase: str, folder: Path, look: Look, shots: tuple[Shot, ...], clock: Clock | None = None
) -> Iterator[Path]:
    """Open the window on ``home`` and save a PNG for each shot into ``folder``; yields their paths."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("make the application first")
    style = Style(app, look.theme, look.scale)
    session = Session(home, style, Preferences(), clock or SystemClock())
    try:
        session.start(passphrase)
        session.window.resize(look.width, look.height)
        settle(session)
        for shot in shots:
            session.window.go(shot.page, shot.target)
            settle(session)
            page = session.window.page
            if shot.act is not None and page is not None:
                shot.act(page)
                settle(session)
            path = folder / f"{shot.name}-{look.name}.png"
            session.window.grab().save(str(path))
            yield path
    finally:
        session.window.close()
        session.close()


def one_of_each_page(shots: tuple[Shot, ...]) -> tuple[Shot, ...]:
    """The first shot of every page, named as the page is: the pictures of a book of the manual."""
    first = {shot.page: shot for shot in reversed(shots)}
    return tuple(replace(shot, name=page) for page, shot in first.items())


def _command(page: Page, name: str) -> None:
    next(command for command in page.commands if command.name == name).run()


def _foreseen(page: Page) -> None:
    """What would become of several clues, of which one is better left out."""
    for name in ("一起办理", "勾选全部", "受理或重新启用"):
        _command(page, name)


def _classified(page: Page) -> None:
    """Several clues that are to go the same way."""
    for name in ("一起办理", "勾选全部", "分类选第 3 项"):
        _command(page, name)


WORKROOM_SHOTS = (
    Shot("workroom-today", "today"),
    Shot("workroom-entry", "entry", "new"),
    Shot("workroom-clues", "clues"),
    Shot("workroom-filter", "clues", act=lambda page: _command(page, "筛选和排序")),
    Shot("workroom-submission", "submission"),
    Shot("workroom-feedback", "feedback"),
    Shot("workroom-sessions", "sessions"),
    Shot("workroom-topics", "topics"),
    Shot("workroom-signing", "signing"),
    Shot("workroom-papers", "papers", "register"),
    Shot("workroom-importing", "importing"),
    Shot("workroom-finding", "finding", "路灯"),
    Shot("workroom-settings", "settings"),
)
OFFICE_SHOTS = (
    Shot("office-bench", "bench"),
    Shot("office-inbox", "inbox"),
    Shot("office-importing", "importing"),
    Shot("office-screening", "screening"),
    Shot("office-compare", "screening", act=lambda page: _command(page, "对照疑似重复")),
    Shot("office-edit", "screening", act=lambda page: _command(page, "修改整理稿")),
    Shot("office-split", "screening", act=lambda page: _command(page, "拆分")),
    Shot("office-declined", "screening", "declined"),
    Shot("office-together", "screening", "to_screen", _foreseen),
    Shot("office-classify", "routing", "to_classify"),
    Shot("office-classify-together", "routing", "to_classify", _classified),
    Shot("office-draft", "routing", "to_draft"),
    Shot("office-issue", "routing", "to_issue"),
    Shot("office-reply", "routing", "to_reply"),
    Shot("office-contact", "routing", "to_contact"),
    Shot("office-offered", "claims", "offered"),
    Shot("office-cultivating", "claims", "cultivating"),
    Shot("office-proposals", "claims", "drafted"),
    Shot("office-filed", "claims", "filed"),
    Shot("office-supervision", "supervision"),
    Shot("office-late", "supervision", "late"),
    Shot("office-look-back", "supervision", "back"),
    Shot("office-responses", "supervision", "responses"),
    Shot("office-talks", "supervision", "talks"),
    Shot("office-outputs", "outputs"),
    Shot("office-city", "outputs", "city"),
    Shot("office-premium", "outputs", "premium"),
    Shot("office-uses", "outputs", "uses"),
    Shot("office-clues", "clues"),
    Shot("office-filter", "clues", act=lambda page: _command(page, "筛选和排序")),
    Shot("office-statistics", "statistics"),
    Shot("office-hot", "statistics", "hot"),
    Shot("office-quotas", "statistics", "quotas"),
    Shot("office-due", "statistics", "due"),
    Shot("office-year", "statistics", "year"),
    Shot("office-load", "statistics", "load"),
    Shot("office-compile", "compendium", "assemble"),
    Shot("office-issues", "compendium", "kept"),
    Shot("office-brief", "compendium", "brief"),
    Shot("office-topics", "topics", "topics"),
    Shot("office-pilots", "topics", "pilots"),
    Shot("office-duty", "duty"),
    Shot("office-encouragement", "encouragement", "feedback"),
    Shot("office-publicity", "encouragement", "publicity"),
    Shot("office-cases", "encouragement", "cases"),
    Shot("office-scores", "encouragement", "scores"),
    Shot("office-commend", "encouragement", "commend"),
    Shot("office-merits", "encouragement", "commend", lambda page: _command(page, "登记参与、报道、计分、提名或案例")),
    Shot("office-papers", "papers", "compendium"),
    Shot("office-mailbox", "mailbox"),
    Shot("office-people", "people"),
    Shot("office-updates", "updates"),
    Shot("office-settings", "settings"),
    Shot("office-privacy", "privacy"),
    Shot("office-members", "reference", "members"),
    Shot("office-posts", "reference", "posts"),
    Shot("office-reference", "reference", "dictionary"),
    Shot("office-shelf", "reference", "shelf"),
    Shot("office-finding", "finding", "路灯"),
)
