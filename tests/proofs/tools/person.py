"""A person at a real window who never waits for more than what was asked for last, and is watched for stalls."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHeaderView, QLineEdit, QTableView, QWidget

from baixing_desktop.clock import SystemClock
from baixing_desktop.domain.clue import ClueContent
from baixing_desktop.intake import ImportPlan
from tests.builders import PASSPHRASE
from tests.proofs.tools.courier import Courier
from tests.proofs.tools.watch import Watch
from tests.ui.seat import below, set_urls
from ui.main import make_application
from ui.pages.signing.page import SigningPage
from ui.preferences import Preferences
from ui.session import Session
from ui.style import Style

_PATIENCE_S = 900.0
_GO_ON_S = 8.0
"""Where something is always changing the window never rests; a person goes on then, after an answer."""
_LOOK_MS = 60
_QUIET = 11
"""So many looks without work: longer than the pauses after which the program searches or saves."""
_STROKE_MS = 30


class Person:
    """Sits down at the home; every act is a piece of work of its own. With ``plans`` clues come in and are reported
    all the while.
    """

    def __init__(self, home: Path, limit: float, plans: Sequence[ImportPlan] | None = None) -> None:
        self._app = make_application()
        # Kept: what Qt makes must not be let go by whatever thread happens to tidy up.
        self._loop, self._looks = QEventLoop(), QTimer(interval=_LOOK_MS)
        self._looks.timeout.connect(self._look)
        self._before, self._own, self._asked_at = set[int](), set[int](), 0.0
        self._quiet, self._wanted = 0, 1
        self.watch = Watch(limit)
        with self.watch.ourselves():
            self._session = Session(home, Style(self._app), Preferences(), SystemClock())
            self._session.window.resize(1366, 768)
            self.courier = None if plans is None else Courier(self._session, list(plans))
        self.do("启动", self._session.start)
        self._write_passphrase("打开")

    def leave(self) -> Watch:
        """Close the window; returns what was seen."""
        if self.courier is not None:
            self.courier.end()
        self.do("关闭", self._session.window.close)
        self.watch.end()
        return self.watch

    def do(self, doing: str, act: Callable[[], object], *, wait: bool = True) -> None:
        """Let the window do it, and wait for the answers to what it asks for thereby."""
        self.watch.doing = doing
        self._before, self._own, self._quiet, self._wanted = self._asked, set[int](), 0, _QUIET if wait else 1
        self._asked_at = time.monotonic()

        def begin() -> None:
            act()
            self._own = self._asked - self._before

        QTimer.singleShot(0, begin)  # pyright: ignore[reportUnknownMemberType] - open type in the bindings
        self._rest()

    def _rest(self) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        self._looks.start()
        self._loop.exec()
        self._looks.stop()
        assert time.monotonic() < deadline, f"{self.watch.doing} takes for ever"

    def _look(self) -> None:
        asked = self._asked
        self._quiet = 0 if asked - self._before else self._quiet + 1
        enough = time.monotonic() - self._asked_at > _GO_ON_S and not self._own & asked
        if self._quiet >= self._wanted or enough:
            self._loop.quit()

    @property
    def _asked(self) -> set[int]:
        """What the window has asked for and has no answer to."""
        asked = set(self._session.jobs._jobs)  # pyright: ignore[reportPrivateUsage] - which are answered
        return asked - self.courier.mine if self.courier else asked

    # -- acts

    def _write_passphrase(self, doing: str) -> None:
        self.type_into("口令", PASSPHRASE)
        field = self._field("口令")
        self.do(doing, lambda: QTest.keyClick(field, Qt.Key.Key_Return))

    def lock_and_unlock(self) -> None:
        """Lock the window and write the passphrase again."""
        self.do("锁定", lambda: self.command("锁定"))
        self._write_passphrase("解锁")

    def go(self, page: str, target: str = "") -> None:
        """Open a page."""
        self._session.window.go(page, target)

    def command(self, name: str) -> None:
        """Give a command of the page in front, or of all."""
        known = self._session.window.commands()
        own = [command for command, page in known if command.name == name and page in (None, self._session.window.page)]
        (own or [command for command, _ in known if command.name == name])[0].run()

    def visit_all(self) -> None:
        """Each page in turn."""
        for name in self._session.window.page_names():
            self.do(f"页 {name}", lambda name=name: self.go(name))

    def type_into(self, field: str, words: str) -> None:
        """Character after character, as fast as a good typist."""
        target = self._field(field)
        target.setFocus()
        self.watch.doing = f"在“{field}”打字"
        self._asked_at, self._own = time.monotonic(), set[int]()
        for letter in words:
            QTimer.singleShot(0, lambda letter=letter: _commit(target, letter))  # pyright: ignore[reportUnknownMemberType]
            QTimer.singleShot(_STROKE_MS, self._loop.quit)  # pyright: ignore[reportUnknownMemberType]
            self._loop.exec()
        self.do(f"在“{field}”打字", lambda: None)

    def register(self, written: ClueContent, alike: ClueContent) -> None:
        """Write a clue: its beginning is of its own, then it is like one that is known."""
        self.do("新建线索", lambda: self.go("entry", "new"))
        self.type_into("标题", written.title)
        self.type_into("情况分析", written.analysis[:80])
        self.type_into("情况分析", alike.analysis[:80])
        self.type_into("具体建议", alike.suggestions[:40])
        self.do("存草稿", lambda: self.command("存草稿"))

    def paste(self, file: Path) -> None:
        """Paste a copied file into the clue that is written."""
        data = QMimeData()
        set_urls(data, [QUrl.fromLocalFile(str(file))])
        QGuiApplication.clipboard().setMimeData(data)
        self.command("粘贴照片")

    def look_through_clues(self) -> None:
        """Search, sort, filter, move through the list."""
        self.do("页 clues", lambda: self.go("clues"))
        self.type_into("查找线索", "路灯")
        search = self._field("查找线索")
        assert isinstance(search, QLineEdit)
        self.do("不找了", search.clear)
        with self.watch.ourselves():
            header = next(one for one in below(self._session.window) if isinstance(one, QHeaderView))
        for _ in range(2):
            self.do("排序", lambda: QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, 8)))
        self.do("筛选", lambda: self.command("筛选和排序"))
        self.do("不筛选", lambda: self.command("筛选和排序"))
        for _ in range(5):
            self.do("列表下一条", lambda: self.command("下一条"))
        self._scroll()

    def _scroll(self) -> None:
        """Through the list by pages, then right to its end and back."""
        with self.watch.ourselves():
            table = next(one for one in below(self._session.window) if isinstance(one, QTableView))
        bar = table.verticalScrollBar()
        for _ in range(20):
            self.do("滚动列表", lambda: bar.setValue(bar.value() + bar.pageStep()), wait=False)
        self.do("滚到最后", lambda: bar.setValue(bar.maximum()))
        self.do("滚到最前", lambda: bar.setValue(0))
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End, Qt.Key.Key_Home):
            self.do("翻列表", lambda key=key: QTest.keyClick(table, key))

    def file_scan(self, file: Path) -> None:
        """Take in a scan."""
        self.go("signing")
        page = self._session.window.page
        assert isinstance(page, SigningPage)
        page.file([str(file)])

    def _field(self, name: str) -> QWidget:
        with self.watch.ourselves():
            return next(one for one in below(self._session.window) if one.accessibleName() == name)


def _commit(target: QWidget, words: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(target, event)
