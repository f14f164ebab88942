"""When a promise of the program itself is broken: save, log without words of citizens, say it plainly."""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QDialog, QWidget

from ui.icons import icon_label
from ui.style import Style
from ui.text import plain, selectable
from ui.widgets.buttons import button
from ui.widgets.fitting import fit
from ui.widgets.layouts import column, row

_log = logging.getLogger("ui.incident")
_LOG = "window.log"
_LOG_BYTES = 1_000_000


def keep_log(home: Path) -> Callable[[], None]:
    """Write incidents to a small file in ``home``; returns what ends it."""
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - after the first paint

    handler = RotatingFileHandler(home / _LOG, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    _log.addHandler(handler)

    def end() -> None:
        _log.removeHandler(handler)
        handler.close()

    return end


def incident(error: BaseException) -> str:
    """Log where ``error`` arose and return the short code it has there.

    Messages of exceptions may quote what citizens said, so only their kinds and places are logged.
    """
    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    places = "\n  ".join([type(error).__qualname__, *frames])
    import hashlib  # noqa: PLC0415 - something went wrong: a rare moment, and loading this takes 2 ms

    code = "P" + hashlib.sha256(places.encode()).hexdigest()[:6].upper()
    _log.error("%s %s", code, places)
    return code


class IncidentDialog(QDialog):
    """Says that the program failed, what is safe, and what to do."""

    def __init__(self, style: Style, code: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出错")
        self.setModal(False)
        body = column(
            plain("程序内部出错，这一步没有完成。", "heading", wrap=True),
            plain("正在输入的内容已先保存为草稿，已登记的线索都在。", wrap=True),
            plain("请关闭工作台后重新打开。如果再次出现，请把下面的代号告诉管理员。", wrap=True),
            selectable(f"代号 {code}", "small"),
            row(None, button(style, "知道了", self.accept, kind="primary", keys="回车")),
            gap=3,
        )
        outer = row(icon_label(style, "alert-triangle", "bad", 32), gap=4, margin=5, parent=self)
        outer.addLayout(body, 1)
        fit(self, style, 520)


def watch_uncaught(tell: Callable[[BaseException], None]) -> None:
    """Hear of errors that escape from a slot; Qt would only print them."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(_kind, error, _trace)
        else:
            tell(error)

    sys.excepthook = hook
