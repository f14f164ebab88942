"""The composition root of the window: one application, one style, one session per home."""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from baixing_desktop import APP_ID
from baixing_desktop.clock import Clock, SystemClock
from resources import icon_path
from ui.ending import ended_by_signals
from ui.errors import watch_uncaught
from ui.instance import FirstInstance, wake_first
from ui.loading import let_go
from ui.preferences import load
from ui.session import Session
from ui.style import Style, Theme
from ui.typing.detect import Way, prepare

_GIVE_WAY_S = 0.0005
"""A worker that computes lets the window go on after so many seconds. Qt asks for the interpreter many times while a
page is built, and by Python's own five milliseconds each time a page took twice as long beside a worker."""

_LOOK = ("-style", "fusion")
"""Qt's own style on every system. Set later it is handed back, and the bindings make its 300 names: 4 ms of a start."""


def make_application() -> QApplication:
    """The one application of this process, speaking Chinese."""
    sys.setswitchinterval(_GIVE_WAY_S)
    present = QApplication.instance()
    way = prepare() if present is None else Way.QT
    app = cast("QApplication", present) if present is not None else QApplication([*sys.argv[:1], *_LOOK])
    app.setApplicationName("baixing-desktop")
    app.setApplicationDisplayName("百姓提案线索工作台")
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(icon_path("baixing.svg"))))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale("zh_CN"), "qtbase", "_", folder):
        app.installTranslator(translator)
    if way is Way.BRIDGE:
        from ui.typing.bridge import FcitxBridge  # noqa: PLC0415 - only where fcitx 4 is the input method

        FcitxBridge(app)
    return app


def run(home: Path, *, file: str = "", clock: Clock | None = None) -> int:
    """Open the window on ``home`` and stay until it is closed; returns the exit code.

    ``file`` is a batch or receipt file that it reads as soon as somebody sits there. When a window is already open on
    ``home``, bring that one forward with the file and return 0.
    """
    app = make_application()
    with ended_by_signals(app):
        if wake_first(home, file):
            return 0
        # What is made now stays: the first look for waste comes when the heavy libraries are loaded (ui.loading).
        gc.disable()
        first = FirstInstance(home)
        preferences = load(home)
        style = Style(app, _theme(preferences.theme), preferences.scale)
        session = Session(home, style, preferences, clock or SystemClock())
        first.wanted.connect(session.windows.come_forward)
        first.offered.connect(session.offer)
        session.start()
        session.offer(file)
        code = _until_closed(app, [session])
        first.release()
    if session.renewing is not None:
        from ui.renewing import begin_anew  # noqa: PLC0415 - only where a new version is waiting

        begin_anew(session.renewing, sys.argv[1:])
    return code


def run_demo(
    homes: Sequence[Path], heed: Callable[[], None], *, passphrase: str | None = None, clock: Clock | None = None
) -> int:
    """Open one practice window for each of ``homes`` (set up already) in this process, until the last is closed.

    Signals to end are heard here from now on; ``heed`` raises if one came before.
    """
    app = make_application()
    with ended_by_signals(app):
        heed()
        style = Style(app)
        sessions = [Session(home, style, load(home), clock or SystemClock(), practice=True) for home in homes]
        for number, session in enumerate(sessions):
            session.start(passphrase)
            session.window.move(40 + 60 * number, 40 + 48 * number)
        return _until_closed(app, sessions)


def _until_closed(app: QApplication, sessions: Sequence[Session]) -> int:
    watch_uncaught(sessions[0].broken)
    code = app.exec()
    for session in sessions:
        session.close()
    let_go()
    return code


def _theme(name: str) -> Theme:
    return Theme(name) if name in set(Theme) else Theme.LIGHT
